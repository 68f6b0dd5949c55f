"""The root of every error that the authority raises on purpose."""

from typing import ClassVar


class JoincardError(Exception):
    """A failure with a stable ``code`` and one human sentence that may be shown to anyone.

    The sentence says what was wrong and what is allowed, and holds no personal data. Detail belongs in
    the log; the HTTP status belongs in ``web/problems.py``.
    """

    code: ClassVar[str] = "joincard.error"

    @property
    def sentence(self) -> str:
        """The one sentence for people."""
        return str(self)
