"""A fact: its name, type, who supplies it, and how it moves with time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from joincard_sdk.texts import Text

#: enum, code6 and code2 are ``str``; bool, int and decimal ``bool``, ``int`` and ``Decimal``; date and
#: time as in datetime.
Value = str | bool | int | Decimal | date | time

#: Known facts by name. A missing fact is absent: it never has a value that means "unknown".
Facts = Mapping[str, Value]


class FactType(StrEnum):
    """The types of the catalogue. Only int, decimal, date and time have an order."""

    ENUM = "enum"
    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    CODE6 = "code6"
    CODE2 = "code2"
    DATE = "date"
    TIME = "time"

    @property
    def numeric(self) -> bool:
        """Whether the values are numbers."""
        return self in (FactType.INT, FactType.DECIMAL)

    @property
    def ordered(self) -> bool:
        """Whether ``<`` and its kin make sense."""
        return self in (FactType.INT, FactType.DECIMAL, FactType.DATE, FactType.TIME)

    def comparable(self, other: "FactType") -> bool:
        """Whether a fact of this type may stand against a fact of the other."""
        return self is other or (self.numeric and other.numeric)


class Origin(StrEnum):
    """Who holds a fact. Of the request's facts the core still sets ``now.*``, ``at.*`` and ``card.form``."""

    AUTHORITY = "authority"
    REQUEST = "request"
    LEDGER = "ledger"
    PROVIDER = "provider"


class Motion(StrEnum):
    """How a fact changes while nothing happens but time."""

    FIXED = "fixed"
    DAYS_DOWN = "days_down"
    DAYS_UP = "days_up"
    MONTHS_UP = "months_up"
    YEARS_UP = "years_up"
    RESETS_DAILY = "resets_daily"
    RESETS_MONTHLY = "resets_monthly"
    RESETS_YEARLY = "resets_yearly"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the registry.

    ``values`` lists what an enum may be; ``unit`` is the unit of a number, else empty. ``element`` is the
    data element that an authority fact belongs to. ``value_labels`` has a word for each value of an enum
    and a clause for yes and for no.
    """

    name: str
    type: FactType
    origin: Origin
    label: Text
    description: str
    values: tuple[str, ...] = ()
    unit: str = ""
    element: str | None = None
    motion: Motion = Motion.FIXED
    value_labels: tuple[tuple[str, Text], ...] = ()

    def value_label(self, value: str) -> Text:
        """How a value is called; the value itself where nobody gave it a name."""
        return dict(self.value_labels).get(value, Text(en=value, zh=value))
