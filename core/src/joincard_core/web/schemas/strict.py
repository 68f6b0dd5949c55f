"""A schema that takes the members it names and no other."""

import re
from typing import Any

import marshmallow as ma


class StrictSchema(ma.Schema):
    """Refuses unknown members, and lists those that are allowed."""

    class Meta:
        """An unknown member is a mistake that would otherwise go unnoticed."""

        unknown = ma.RAISE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = ", ".join(sorted(self.load_fields)) or "none"
        self.error_messages = {
            **self.error_messages,
            "unknown": f"There is no such member. Allowed: {allowed}.",
        }


class Form:
    """A validator: the whole text must match. ``sentence`` says what is allowed.

    ``shown`` is the pattern as the OpenAPI document gives it.
    """

    def __init__(self, pattern: str, sentence: str) -> None:
        self.shown = f"^{pattern}$"
        self._pattern = re.compile(pattern, re.ASCII)
        self._sentence = sentence

    def __call__(self, value: str) -> None:
        """Raises ``ValidationError``."""
        if not self._pattern.fullmatch(value):
            raise ma.ValidationError(self._sentence)


def described(description: str, **more: object) -> dict[str, object]:
    """Metadata of a field for the OpenAPI document."""
    return {"description": description, **more}
