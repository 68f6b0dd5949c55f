"""The identifiers of one person, checked when built and never printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType

from joincard_core.people.errors import BadIdentifier
from joincard_core.people.numbers import permanent_residence_number

FORMS: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "nationality": (re.compile(r"[A-Z]{3}", re.ASCII), "use the three letters of the travel document."),
        "passport_number": (re.compile(r"[0-9A-Z]{3,20}", re.ASCII), "use 3 to 20 letters and digits."),
        "social_security_number": (
            re.compile(r"[0-9A-Z]{6,24}", re.ASCII),
            "use 6 to 24 letters and digits.",
        ),
        "work_permit_number": (re.compile(r"[0-9A-Z]{6,24}", re.ASCII), "use 6 to 24 letters and digits."),
    }
)
PARTS_OF_NAME = ("family_name", "given_name", "middle_name")
LONGEST_TEXT = 300  # characters; the longest names in travel documents have well over a hundred
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Identity:
    """Who a person is. Raises ``BadIdentifier``, which names the field and never the value."""

    full_name: str
    date_of_birth: date
    nationality: str
    passport_number: str | None = None
    family_name: str | None = field(default=None, metadata={"about": "as the travel document parts the name"})
    given_name: str | None = None
    middle_name: str | None = None
    chinese_name: str | None = None
    portrait: str | None = field(default=None, metadata={"about": "a reference, not the image"})
    social_security_number: str | None = None
    work_permit_number: str | None = None
    permanent_residence_number: str | None = None

    def __post_init__(self) -> None:
        for name in ("full_name", *PARTS_OF_NAME, "chinese_name", "portrait"):
            self._text(name)
        for name, (form, remedy) in FORMS.items():
            self._code(name, form, remedy)
        if self.permanent_residence_number is not None:
            number = permanent_residence_number(self.permanent_residence_number)
            object.__setattr__(self, "permanent_residence_number", number)
        if self.passport_number is None and self.permanent_residence_number is None:
            raise BadIdentifier("passport_number", "give it, or a permanent_residence_number.")

    def _text(self, name: str) -> None:
        value = getattr(self, name)
        if value is None:
            return
        clean = value.strip()
        if not clean or len(clean) > LONGEST_TEXT or CONTROL.search(clean):
            raise BadIdentifier(name, f"use 1 to {LONGEST_TEXT} printable characters.")
        object.__setattr__(self, name, clean)

    def _code(self, name: str, form: re.Pattern[str], remedy: str) -> None:
        value = getattr(self, name)
        if value is None:
            return
        clean = value.replace(" ", "").upper()
        if form.fullmatch(clean) is None:
            raise BadIdentifier(name, remedy)
        object.__setattr__(self, name, clean)

    def __repr__(self) -> str:
        return "Identity(...)"

    def texts(self) -> dict[str, str]:
        """Every identifier that is there, as text, by kind."""
        found = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: str(value) for name, value in found if value is not None}

    def lookups(self) -> dict[str, tuple[str, ...]]:
        """The kinds by which a person can be found, and what makes each unique in the world.

        Two countries may give out one passport number, so its country belongs to it.
        """
        parts: dict[str, tuple[str | None, ...]] = {
            "passport_number": (self.nationality, self.passport_number),
            "social_security_number": (self.social_security_number,),
            "work_permit_number": (self.work_permit_number,),
            "permanent_residence_number": (self.permanent_residence_number,),
        }
        known = {kind: tuple(part for part in found if part is not None) for kind, found in parts.items()}
        return {kind: found for kind, found in known.items() if len(found) == len(parts[kind])}
