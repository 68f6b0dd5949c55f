"""What a service reads, sorted by who supplies it. Worked out once per service, not per request."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from joincard_sdk.decision import Terms
from joincard_sdk.texts import Text
from joincard_sdk.values import Origin, supplied_by_core

from joincard_core.verification import measuring, tariff
from joincard_core.verification.redaction import read_of, visible

OPEN = "usage.open"


@dataclass(frozen=True, slots=True)
class Needs:
    """``sent`` may come with the request, ``circumstances`` are what the authority says of it, ``authority``
    comes from the card's record, ``ledger`` from the counts.

    ``read`` are those of ``authority`` by data element. ``shown`` are the facts whose reasons the provider
    may see, ``hidden_steps`` the steps of a price that it may not. ``opens`` says that an accepted use is an
    open item until it is closed or cancelled: so it is for the services whose rule counts open items.
    ``measures`` says that answers compare something hidden with what was sent.
    """

    terms: Terms
    sent: frozenset[str] = field(init=False)
    circumstances: frozenset[str] = field(init=False)
    authority: frozenset[str] = field(init=False)
    ledger: frozenset[str] = field(init=False)
    shown: frozenset[str] = field(init=False)
    opens: bool = field(init=False)
    measures: bool = field(init=False)
    reads_counts: bool = field(init=False)
    counts_bills: bool = field(init=False)
    counts_stays: bool = field(init=False)
    follows_rides: bool = field(init=False)
    read: Mapping[str | None, frozenset[str]] = field(init=False, repr=False)
    hidden_steps: frozenset[Text] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        terms, registry = self.terms, self.terms.registry
        by_origin = {
            origin: frozenset(n for n in terms.needs if registry[n].origin is origin) for origin in Origin
        }
        request = by_origin[Origin.REQUEST] | by_origin[Origin.PROVIDER]
        circumstances = frozenset(n for n in request if supplied_by_core(n, registry))
        shown = (name for name in terms.needs if visible(name, registry, terms.service.discloses))
        object.__setattr__(self, "sent", request - circumstances)
        object.__setattr__(self, "circumstances", circumstances)
        object.__setattr__(self, "authority", by_origin[Origin.AUTHORITY])
        object.__setattr__(self, "read", read_of(self.authority, registry))
        object.__setattr__(self, "ledger", by_origin[Origin.LEDGER])
        object.__setattr__(self, "shown", frozenset(shown))
        object.__setattr__(self, "opens", OPEN in terms.needs)
        object.__setattr__(self, "measures", measuring.measures(terms, self.sent, self.shown))
        fee = terms.service.fee
        over = tariff.periods(fee)
        object.__setattr__(self, "counts_bills", tariff.counts_bills(fee))
        object.__setattr__(self, "counts_stays", not over.isdisjoint(tariff.BY_STAY))
        object.__setattr__(self, "follows_rides", tariff.follows_rides(fee))
        object.__setattr__(self, "reads_counts", bool(self.ledger or over))
        object.__setattr__(self, "hidden_steps", tariff.hidden_steps(fee, self.shown))


class Prepared:
    """The needs of every service asked about, for the catalogue in use."""

    def __init__(self) -> None:
        self._known: Mapping[str, Needs] = {}

    def of(self, terms: Terms) -> Needs:
        """The needs of a service; a newer catalogue's terms take the place of older ones."""
        code = terms.service.code
        known = self._known.get(code)
        if known is None or known.terms is not terms:
            known = Needs(terms)
            # A new mapping, never a change in place: other threads are reading the old one.
            self._known = {**self._known, code: known}
        return known
