"""What is asked of the catalogue and what it answers: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """Which services to list. An empty filter lets everything through.

    ``city`` is a six-digit code, ``q`` is looked for in code, names and descriptions of both languages,
    ``lang`` ("en", "zh" or "" for both) says which language texts are answered in.
    """

    sector: str = ""
    group: str = ""
    city: str = ""
    channel: str = ""
    q: str = ""
    lang: str = ""
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of services. ``total`` counts all that pass the filters, ``digest`` names the catalogue."""

    total: int
    digest: str
    services: tuple[Mapping[str, object], ...]

    @property
    def etag(self) -> str:
        """The entity tag of RFC 9110: it changes when, and only when, the catalogue does."""
        return f'"{self.digest}"'

    def to_json(self) -> dict[str, object]:
        """Give the page as the API answers it."""
        return {"total": self.total, "digest": self.digest, "services": list(self.services)}
