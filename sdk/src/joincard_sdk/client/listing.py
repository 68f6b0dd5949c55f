"""The public catalogue, page by page."""

from dataclasses import asdict, dataclass, field
from datetime import date
from urllib.parse import urlencode

from joincard_sdk.client.members import Members
from joincard_sdk.client.wire import Answer
from joincard_sdk.texts import Text


@dataclass(frozen=True, slots=True)
class Filters:
    """Which services to list. An empty filter lets everything through.

    ``sector`` and ``group`` are the first two parts of the codes; ``city`` is a six-digit code; ``q`` is
    looked for in codes, names and descriptions of both languages.
    """

    sector: str = ""
    group: str = ""
    city: str = ""
    channel: str = ""
    q: str = ""
    limit: int = 50
    offset: int = 0

    @property
    def query(self) -> str:
        """The filters as the query of an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value != ""})


@dataclass(frozen=True, slots=True)
class FactToSend:
    """A fact that the provider supplies with a request, and in words what values it takes."""

    fact: str
    takes: str


@dataclass(frozen=True, slots=True)
class ListedService:
    """One service in words: ``accepts`` is its rule as a sentence, ``prices`` its price list line by line.

    ``send`` names the facts that only a provider can supply; ``discloses`` the data elements it will get.
    """

    code: str
    name: Text
    description: Text
    channel: str
    coverage: str
    accepts: Text
    prices: tuple[Text, ...]
    send: tuple[FactToSend, ...]
    discloses: tuple[str, ...]
    effective_from: date
    effective_until: date | None


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """One page. ``total`` counts all services that pass the ``filters``; ``digest`` names the catalogue.

    Give a page back as ``known`` to be told cheaply that nothing changed: the same page is returned then.
    """

    filters: Filters
    total: int
    digest: str
    services: tuple[ListedService, ...]
    etag: str = field(repr=False)


def read_page(answer: Answer, filters: Filters) -> CataloguePage:
    """The page of an answer. Raises ``UnexpectedAnswer``."""
    members = Members.of(answer)
    return CataloguePage(
        filters=filters,
        total=members.whole("total"),
        digest=members.text("digest"),
        services=members.each("services", _listed),
        etag=answer.headers.get("etag", ""),
    )


def _listed(members: Members) -> ListedService:
    return ListedService(
        code=members.text("code"),
        name=members.both("name"),
        description=members.both("description"),
        channel=members.text("channel"),
        coverage=members.text("coverage"),
        accepts=members.both("accepts"),
        prices=members.all_both("prices"),
        send=members.each("send", lambda each: FactToSend(each.text("fact"), each.text("takes"))),
        discloses=members.each("discloses", lambda each: each.text("element")),
        effective_from=members.day("effective_from"),
        effective_until=members.day("effective_until") if members.has("effective_until") else None,
    )
