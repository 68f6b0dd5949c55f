"""A service on offer: prepared once, then offered in a city on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from joincard_sdk import fees, rules
from joincard_sdk.decision.reasons import Explained, explained
from joincard_sdk.fees import Pricing
from joincard_sdk.rules import Accepting, Refusing
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, FactRegistry


class OfferError(ValueError):
    """The service is not on offer there and then."""

    code = "service.not-offered"


class NotCovered(OfferError):
    """The service is not delivered in this city."""

    code = "service.not-covered"


class NotInForce(OfferError):
    """The service has not begun, or has ended."""

    code = "service.not-in-force"


@dataclass(frozen=True, slots=True)
class Terms:
    """A service made ready to decide: rule and fee compiled, reasons worded, needs known.

    ``remedies`` are the plugin's texts by fact. Build it once per service: it compiles.
    """

    service: Service
    registry: FactRegistry = VOCABULARY
    remedies: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    needs: frozenset[str] = field(init=False)
    reads_principal: bool = field(init=False)
    accepts: Accepting = field(init=False, repr=False, compare=False)
    refusing: Refusing = field(init=False, repr=False, compare=False)
    clauses: tuple[Explained, ...] = field(init=False, repr=False, compare=False)
    price: Pricing = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        service = self.service
        service.check(self.registry)
        refusing, clauses = rules.compiled_refusing(service.accepts)
        worded = tuple(explained(clause, self.registry, self.remedies) for clause in clauses)
        object.__setattr__(self, "needs", frozenset(service.facts_read()))
        reads_principal = any(name.startswith("principal.") for name in self.needs)
        object.__setattr__(self, "reads_principal", reads_principal)
        object.__setattr__(self, "accepts", rules.compiled(service.accepts))
        object.__setattr__(self, "refusing", refusing)
        object.__setattr__(self, "clauses", worded)
        object.__setattr__(self, "price", fees.compiled(service.fee, self.registry))

    def offer(self, city: str, on: date) -> "Offer":
        """The offer in a city (six-digit code) on a day. Raises ``NotCovered`` or ``NotInForce``."""
        if not self.service.coverage.covers(city):
            raise NotCovered(
                f"{self.service.code} is not delivered in {city}; see its coverage in the catalogue"
            )
        if not self.service.in_force(on):
            raise NotInForce(
                f"{self.service.code} is not in force on {on.isoformat()}; "
                f"it is from {self.service.effective_from.isoformat()}"
                + (f" to {self.service.effective_until.isoformat()}" if self.service.effective_until else "")
            )
        return Offer(self, city, on)


@dataclass(frozen=True, slots=True)
class Offer:
    """One service in one city on one day; make it with ``Terms.offer`` or ``Offer.of``."""

    terms: Terms
    city: str
    on: date

    @classmethod
    def of(cls, service: Service, city: str, on: date) -> "Offer":
        """Prepare and offer a service in one step, for tests and trials."""
        return Terms(service).offer(city, on)

    @property
    def service(self) -> Service:
        """The service offered."""
        return self.terms.service

    @property
    def needs(self) -> frozenset[str]:
        """Every fact that rule and fee read: what may be fetched, and nothing else."""
        return self.terms.needs
