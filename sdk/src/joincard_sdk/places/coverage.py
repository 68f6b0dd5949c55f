"""Where a service is delivered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from joincard_sdk.places.cities import CITIES, PROVINCES
from joincard_sdk.places.sets import NATIONWIDE, TRANSIT_336, YANGTZE_41, CitySet, named_set

#: How the catalogue writes a named set in its column ``coverage``.
WRITTEN = {
    NATIONWIDE.name: "nationwide",
    YANGTZE_41.name: "yangtze_river_delta",
    TRANSIT_336.name: "transit_336",
}
_BY_WRITTEN = {"nationwide": NATIONWIDE, "yangtze_river_delta": YANGTZE_41, "transit_336": TRANSIT_336}
_LISTED = re.compile(r"(province|city):(\d+(?: \d+)*)", re.ASCII)


class CoverageError(ValueError):
    """A coverage that names no place, an unknown place, or one place twice."""

    code = "coverage.invalid"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A named set, a list of provinces or a list of cities; make one with the class methods."""

    kind: Literal["set", "province", "city"]
    codes: tuple[str, ...] = ()
    named: CitySet | None = None
    members: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind == "set":
            if self.named is None or self.codes:
                raise CoverageError("a coverage by set names one set and no codes")
            object.__setattr__(self, "members", self.named.members)
            return
        known: Mapping[str, object] = PROVINCES if self.kind == "province" else CITIES
        self._check_codes(known)
        listed = frozenset(
            c.code
            for c in CITIES.values()
            if (c.province if self.kind == "province" else c.code) in self.codes
        )
        object.__setattr__(self, "members", listed)

    def _check_codes(self, known: Mapping[str, object]) -> None:
        if not self.codes or self.named is not None:
            raise CoverageError(f"a coverage by {self.kind} lists at least one code")
        if len(set(self.codes)) != len(self.codes):
            raise CoverageError("a coverage lists each code once")
        for code in self.codes:
            if code not in known:
                raise CoverageError(f"{code!r} is not a known {self.kind} code")

    @classmethod
    def nationwide(cls) -> Self:
        """Every city of the catalogue."""
        return cls("set", named=NATIONWIDE)

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
        if self.named is not None:
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
        """``{"set", "version", "digest"}``, ``{"provinces": [...]}`` or ``{"cities": [...]}``."""
        if self.named is not None:
            return self.named.to_json()
        return {"provinces" if self.kind == "province" else "cities": list(self.codes)}

    @classmethod
    def from_json(cls, written: object, known: Mapping[str, CitySet] | None = None) -> Self:
        """The inverse of ``to_json``. Raises ``CoverageError``."""
        if isinstance(written, dict) and set(written) in ({"provinces"}, {"cities"}):
            ((kind, codes),) = written.items()
            if isinstance(codes, list) and all(isinstance(c, str) for c in codes):
                return cls.provinces(*codes) if kind == "provinces" else cls.cities(*codes)
        try:
            return cls.in_set(named_set(written, known))
        except ValueError as error:
            raise CoverageError(str(error)) from None
