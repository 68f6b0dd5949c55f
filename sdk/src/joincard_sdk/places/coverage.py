"""Where a service is delivered."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from joincard_sdk.places.sets import NATIONWIDE, TRANSIT_336, YANGTZE_41, CitySet, named_set

#: How the catalogue writes a named set in its column ``coverage``.
WRITTEN = {
    NATIONWIDE.name: "nationwide",
    YANGTZE_41.name: "yangtze_river_delta",
    TRANSIT_336.name: "transit_336",
}
_BY_WRITTEN = {"nationwide": NATIONWIDE, "yangtze_river_delta": YANGTZE_41, "transit_336": TRANSIT_336}
_LISTED = re.compile(r"(province|city):(\d+(?: \d+)*)", re.ASCII)


_MEMBERS: Mapping[Literal["province", "city"], str] = {"province": "provinces", "city": "cities"}


class CoverageError(ValueError):
    """A coverage that names no place, an unknown place, or one place twice."""

    code = "coverage.invalid"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A named set, or provinces or cities of one; make it with the class methods.

    ``named`` is the set, or the set that the codes are looked up in: it is bound by version and digest, so a
    city that joins a province later changes no past decision.
    """

    kind: Literal["set", "province", "city"]
    codes: tuple[str, ...] = ()
    named: CitySet = NATIONWIDE
    members: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind == "set":
            if self.codes:
                raise CoverageError("a coverage by set names one set and no codes")
            object.__setattr__(self, "members", self.named.members)
            return
        length = 2 if self.kind == "province" else 6
        self._check_codes({city[:length] for city in self.named.members})
        listed = frozenset(city for city in self.named.members if city[:length] in self.codes)
        object.__setattr__(self, "members", listed)

    def _check_codes(self, known: Container[str]) -> None:
        if not self.codes:
            raise CoverageError(f"a coverage by {self.kind} lists at least one code")
        if len(set(self.codes)) != len(self.codes):
            raise CoverageError("a coverage lists each code once")
        for code in self.codes:
            if code not in known:
                raise CoverageError(f"{code[:20]!r} is not a known {self.kind} code")

    @classmethod
    def nationwide(cls) -> Self:
        """Every city of the catalogue."""
        return cls("set")

    @classmethod
    def in_set(cls, cities: CitySet) -> Self:
        """The members of a named set."""
        return cls("set", named=cities)

    @classmethod
    def provinces(cls, *codes: str) -> Self:
        """All cities of provinces, by two-digit codes."""
        return cls("province", tuple(codes))

    @classmethod
    def cities(cls, *codes: str) -> Self:
        """Single cities, by six-digit codes."""
        return cls("city", tuple(codes))

    def covers(self, city: str) -> bool:
        """Whether the service is delivered in this city (six-digit code)."""
        return city in self.members

    @property
    def text(self) -> str:
        """The catalogue's notation, such as ``province:33 32``."""
        if self.kind == "set":
            return WRITTEN.get(self.named.name, self.named.name)
        return f"{self.kind}:{' '.join(self.codes)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the catalogue's notation. Raises ``CoverageError``."""
        if text in _BY_WRITTEN:
            return cls.in_set(_BY_WRITTEN[text])
        match = _LISTED.fullmatch(text)
        if not match:
            raise CoverageError(
                f"{text!r} is not a coverage; write nationwide, yangtze_river_delta, transit_336, "
                "province:33 32 or city:330400 310000"
            )
        codes = tuple(match.group(2).split(" "))
        return cls.provinces(*codes) if match.group(1) == "province" else cls.cities(*codes)

    def to_json(self) -> dict[str, object]:
        """``{"set", "version", "digest"}``, or ``{"provinces": [...], "of"}`` or ``{"cities": [...], "of"}``.

        ``of`` is the reference of the set that the codes belong to.
        """
        if self.kind == "set":
            return self.named.to_json()
        return {_MEMBERS[self.kind]: list(self.codes), "of": self.named.to_json()}

    @classmethod
    def from_json(cls, written: object, known: Mapping[str, CitySet] | None = None) -> Self:
        """The inverse of ``to_json``. Raises ``CoverageError``."""
        try:
            for kind, member in _MEMBERS.items():
                if isinstance(written, dict) and set(written) == {member, "of"}:
                    return cls(kind, _codes(written[member]), named_set(written["of"], known))
            return cls.in_set(named_set(written, known))
        except CoverageError:
            raise
        except ValueError as error:
            raise CoverageError(str(error)) from None


def _codes(written: object) -> tuple[str, ...]:
    if not isinstance(written, list) or not all(isinstance(code, str) for code in written):
        raise CoverageError("the codes of a coverage are a list of strings")
    return tuple(written)
