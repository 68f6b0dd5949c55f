"""What a holder can decide about, element by element, in words: what, why, from where, and whether needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from joincard_sdk.places import CITIES
from joincard_sdk.values import ELEMENTS

from joincard_core.oauth import (
    CARD_CLAIMS,
    Allowed,
    CardVerification,
    Choice,
    VerifiedRequest,
    claims_named_by,
)
from joincard_core.web.pages.choosing_words import AUTHORITIES, OWN_SAY, SCOPE_WHY, TRAVEL_DOCUMENT, WORDS
from joincard_core.web.pages.claims import claim_name, in_order
from joincard_core.web.pages.consent import FEW, Wish, permissions, service_names, wishes
from joincard_core.web.pages.languages import WORDS as LANGUAGE_WORDS
from joincard_core.web.pages.languages import Language, said

CHOSEN = "chosen"
KINDS = ("scope", "claim", "service")
MOST_TICKS = 600  # a request names 500 services at most
OF_NAME = ("family_name", "given_name", "middle_name")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing to allow or not. ``kind`` and ``number`` make the name of its field, ``name`` its value.

    ``why`` is in the client's own words where ``quoted``; empty where it gives no reason. ``verified`` says
    that it is told as verified, and by which registers where the client is told that; else it is empty.
    """

    kind: str
    number: int
    name: str
    label: str
    why: str = ""
    quoted: bool = False
    source: str = ""
    needed: bool = False
    ticked: bool = True
    above: bool = False
    verified: str = ""

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"{self.kind}-{self.number}"

    @property
    def id(self) -> str:
        """The id of its box on the page."""
        return f"{self.kind}-{self.name}"


@dataclass(frozen=True, slots=True)
class Part:
    """Services for one purpose, in some cities."""

    services: tuple[Element, ...]
    cities: tuple[str, ...]
    purpose: str

    @property
    def folded(self) -> bool:
        """Whether the cities are too many to be read at a glance."""
        return len(self.cities) > FEW


@dataclass(frozen=True, slots=True)
class Elements:
    """All that stands on the page. ``gone`` is what was asked for and is offered no more.

    ``verification``: it is told how the holder was verified, apart from any claim.
    """

    scopes: tuple[Element, ...]
    claims: tuple[Element, ...]
    parts: tuple[Part, ...]
    gone: tuple[str, ...]
    verification: bool = False

    @property
    def free(self) -> bool:
        """Whether there is anything that may be left out, or has gone."""
        services = [each for part in self.parts for each in part.services]
        return bool(self.gone) or not all(each.needed for each in (*self.scopes, *self.claims, *services))


def elements(choice: Choice, language: Language) -> Elements:
    """A choice in words."""
    return Elements(
        scopes=tuple(_scopes(choice, language)),
        claims=tuple(_claims(choice, language)),
        parts=tuple(_parts(choice, language)),
        gone=(
            *permissions(choice.gone.scopes, language),
            *(service_called(code, language) for code in sorted(choice.gone.services)),
        ),
        verification=any(not request.claims for request in choice.asked.wanted.verified),
    )


@dataclass(frozen=True, slots=True)
class AskedInWords:
    """How a page says what is asked for where nothing can be left out: at a counter, and by a code."""

    language: Language

    def permissions(self, scopes: frozenset[str]) -> tuple[str, ...]:
        """What the scopes let the client do, but for those that only name what it is told."""
        return permissions((scope for scope in scopes if not claims_named_by(scope)), self.language)

    def told(self, scopes: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """What the client would be told: each by name, with where it is from."""
        named = frozenset[str]().union(*(claims_named_by(scope) for scope in scopes))
        source = said(WORDS["source"], self.language)
        return tuple(
            (said(claim_name(claim), self.language), source.format(source_of(claim, self.language)))
            for claim in in_order(named)
        )

    @property
    def each_time(self) -> str:
        """When it is told."""
        return said(WORDS["each_time"], self.language)

    def wishes(self, details: Iterable[CardVerification]) -> tuple[Wish, ...]:
        """Services and cities."""
        return wishes(details, self.language)


def allowed_by(sent: Mapping[str, str], choice: Choice) -> Allowed | None:
    """What a form allows; ``None``, all of it, for a page on which nothing can be left out."""
    if CHOSEN not in sent:
        return None
    claims, scopes, services = (_ticked(sent, kind) for kind in ("claim", "scope", "service"))
    return choice.allowing(claims, scopes, services)


def _ticked(sent: Mapping[str, str], kind: str) -> frozenset[str]:
    return frozenset(value for name, value in sent.items() if name.startswith(f"{kind}-"))


def _scopes(choice: Choice, language: Language) -> Iterator[Element]:
    for number, scope in enumerate(sorted(choice.scopes)):
        needed = scope in choice.needed.scopes
        because = scope if scope == "openid" or (scope == "verify" and choice.asked.details) else "marked"
        because = "sole" if choice.asked.scopes == {scope} and because == "marked" else because
        yield Element(
            kind="scope",
            number=number,
            name=scope,
            label=permissions((scope,), language)[0],
            why=said(SCOPE_WHY[because], language) if needed else "",
            needed=needed,
            ticked=scope not in choice.withheld.scopes,
        )


def _claims(choice: Choice, language: Language) -> Iterator[Element]:
    wanted = choice.asked.wanted
    purposes = dict(wanted.purposes)
    for request in wanted.verified:
        purposes |= {claim.name: claim.purpose for claim in request.claims if claim.purpose}
    for number, claim in enumerate(in_order(choice.claims)):
        yield Element(
            kind="claim",
            number=number,
            name=claim,
            label=said(claim_name(claim), language),
            why=purposes.get(claim, ""),
            quoted=claim in purposes,
            source=source_of(claim, language),
            needed=claim in choice.needed.claims,
            ticked=claim not in choice.withheld.claims,
            verified=verified_by(claim, wanted.verified, language),
        )


def verified_by(claim: str, requests: Iterable[VerifiedRequest], language: Language) -> str:
    """That a claim is told as verified, with the registers that could vouch for it; else nothing."""
    asking = [request for request in requests if claim in request.names]
    if not asking:
        return ""
    names = [said(register.name, language) for register in asking[0].registers(claim)]
    shown = any(request.evidence for request in asking)
    listed = said(LANGUAGE_WORDS["comma"], language).join(names)
    return said(WORDS["verified_by" if shown else "verified"], language).format(listed)


def _parts(choice: Choice, language: Language) -> Iterator[Part]:
    seen: dict[str, int] = {}
    needed = choice.needed.services or frozenset()
    for detail in choice.asked.details:
        yield Part(
            tuple(_services(detail, seen, needed, language)), cities_of(detail, language), detail.purpose
        )


def _services(
    detail: CardVerification, seen: dict[str, int], needed: frozenset[str], language: Language
) -> Iterator[Element]:
    for code in detail.services:
        above = code in seen
        yield Element(
            kind="service",
            number=seen.setdefault(code, len(seen)),
            name=code,
            label=service_called(code, language),
            needed=code in needed,
            above=above,
        )


def cities_of(detail: CardVerification, language: Language) -> tuple[str, ...]:
    """The cities of a detail by name."""
    return tuple(said(CITIES[code].name, language) if code in CITIES else code for code in detail.cities)


def service_called(code: str, language: Language) -> str:
    """What a service is called; nothing for one that is not in the catalogue (any more)."""
    names = service_names()
    return said(names[code], language) if code in names else code


def source_of(claim: str, language: Language) -> str:
    """Who keeps the register that a claim is taken from, or that it is the holder's own say."""
    if claim in OF_NAME:
        return said(AUTHORITIES[TRAVEL_DOCUMENT], language)
    if claim not in CARD_CLAIMS:
        return said(OWN_SAY, language)
    return said(AUTHORITIES[ELEMENTS[CARD_CLAIMS[claim]].source_authority], language)
