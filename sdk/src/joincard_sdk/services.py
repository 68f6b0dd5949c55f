"""A service as a plugin describes it: who may use it, where, from when, at what price, and what it learns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from joincard_sdk import fees, rules
from joincard_sdk.fees import FeePolicy
from joincard_sdk.places import CitySet, Coverage
from joincard_sdk.rules import Rule
from joincard_sdk.texts import Text
from joincard_sdk.values import ELEMENTS, VOCABULARY, FactRegistry

Channel = Literal["in_person", "online", "both", "gate"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
MAX_DISCLOSED = 8
MAX_DISCLOSED_AT_GATE = 2
_CODE = re.compile(r"[a-z]+\.[a-z][a-z_]*\.[a-z][a-z0-9_]*")
_MEMBERS = frozenset(
    [
        "code",
        "name",
        "description",
        "channel",
        "coverage",
        "accepts",
        "fee",
        "discloses",
        "effective_from",
        "effective_until",
    ]
)


class ServiceError(ValueError):
    """A service that cannot be offered as it is written; the message says what is allowed."""

    code = "service.invalid"

    def __init__(self, service: str, message: str) -> None:
        super().__init__(f"{service}: {message}")
        self.service = service


@dataclass(frozen=True, slots=True)
class Service:
    """One service. ``code`` is ``sector.group.name``, stable for ever.

    ``discloses`` lists the data elements the provider receives; ``effective_until`` is the last day of the
    service, None for no end. Raises ``ServiceError``.
    """

    code: str
    name: Text
    description: Text
    channel: Channel
    coverage: Coverage
    accepts: Rule
    fee: FeePolicy
    discloses: tuple[str, ...]
    effective_from: date
    effective_until: date | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.code, str) or not _CODE.fullmatch(self.code) or len(self.code) > 100:
            raise ServiceError(str(self.code)[:100], "a code is written sector.group.name in lower case")
        if self.channel not in CHANNELS:
            raise self._wrong(f"the channel is one of {', '.join(CHANNELS)}")
        if self.effective_until is not None and self.effective_until < self.effective_from:
            raise self._wrong("the last day lies before the first")
        self._check_disclosures()

    def _wrong(self, message: str) -> ServiceError:
        return ServiceError(self.code, message)

    def _check_disclosures(self) -> None:
        most = MAX_DISCLOSED_AT_GATE if self.channel == "gate" else MAX_DISCLOSED
        unknown = [element for element in self.discloses if element not in ELEMENTS]
        if unknown:
            raise self._wrong(f"{unknown[0]!r} is not a data element; known: {', '.join(ELEMENTS)}")
        if len(set(self.discloses)) != len(self.discloses):
            raise self._wrong("each data element is disclosed once")
        if len(self.discloses) > most:
            raise self._wrong(f"a service of channel {self.channel} discloses at most {most} data elements")

    @property
    def sector(self) -> str:
        """The first part of the code."""
        return self.code.split(".")[0]

    @property
    def group(self) -> str:
        """The second part of the code."""
        return self.code.split(".")[1]

    def in_force(self, on: date) -> bool:
        """Whether the service exists on this day."""
        return self.effective_from <= on and (self.effective_until is None or on <= self.effective_until)

    def check(self, registry: FactRegistry = VOCABULARY) -> None:
        """Check rule and fee against a registry. Raises ``ServiceError``."""
        try:
            rules.check(self.accepts, registry)
            fees.check(self.fee, registry)
        except ValueError as error:
            raise self._wrong(str(error)) from error

    def facts_read(self) -> tuple[str, ...]:
        """Every fact that rule and fee read, in written order."""
        return tuple(dict.fromkeys((*rules.facts_read(self.accepts), *fees.facts_read(self.fee))))

    def to_json(self) -> dict[str, Any]:
        """The service as it stands in a bundle."""
        return {
            "code": self.code,
            "name": self.name.to_json(),
            "description": self.description.to_json(),
            "channel": self.channel,
            "coverage": self.coverage.to_json(),
            "accepts": rules.to_json(self.accepts),
            "fee": fees.to_json(self.fee),
            "discloses": list(self.discloses),
            "effective_from": self.effective_from.isoformat(),
            "effective_until": self.effective_until and self.effective_until.isoformat(),
        }

    @classmethod
    def from_json(
        cls,
        written: object,
        registry: FactRegistry = VOCABULARY,
        sets: Mapping[str, CitySet] | None = None,
    ) -> "Service":
        """The inverse of ``to_json``, trusting nothing. Raises ``ServiceError``."""
        if not isinstance(written, dict) or set(written) != _MEMBERS:
            raise ServiceError("service", f"a service has exactly the members {', '.join(sorted(_MEMBERS))}")
        code = str(written["code"])[:100]
        discloses = written["discloses"]
        if not isinstance(discloses, list) or not all(isinstance(element, str) for element in discloses):
            raise ServiceError(code, "discloses is a list of data elements")
        try:
            return cls(
                code=written["code"],
                name=Text.from_json(written["name"]),
                description=Text.from_json(written["description"]),
                channel=written["channel"],
                coverage=Coverage.from_json(written["coverage"], sets),
                accepts=rules.from_json(written["accepts"], registry, sets),
                fee=_fee(written["fee"], registry, sets),
                discloses=tuple(discloses),
                effective_from=_day(written["effective_from"]),
                effective_until=None
                if written["effective_until"] is None
                else _day(written["effective_until"]),
            )
        except ServiceError:
            raise
        except ValueError as error:
            raise ServiceError(code, str(error)) from error


def _fee(written: object, registry: FactRegistry, sets: Mapping[str, CitySet] | None) -> FeePolicy:
    return fees.from_json(written, registry, sets)


def _day(written: object) -> date:
    if not isinstance(written, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise ValueError("a day is written YYYY-MM-DD")
    return date.fromisoformat(written)
