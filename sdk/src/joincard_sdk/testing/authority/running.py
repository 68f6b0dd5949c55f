"""Opening an authority, and what a test says to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from joserfc.jwk import ECKey

from joincard_sdk import client as asking
from joincard_sdk.bundle import Bundle, Catalogue
from joincard_sdk.hooks import SectorPlugin
from joincard_sdk.keys import new_key
from joincard_sdk.testing.authority.clock import Clock
from joincard_sdk.testing.authority.holders import Holder
from joincard_sdk.testing.authority.routes import Routes
from joincard_sdk.testing.authority.serving import Reply, Request, Server
from joincard_sdk.testing.authority.story import Story
from joincard_sdk.testing.authority.tokens import Registered, Tokens
from joincard_sdk.testing.conformance import built
from joincard_sdk.testing.personas import PERSONAS

CLIENT, PROVIDER = "test-client", "test-provider"


class LocalAuthority:
    """An authority that is being served. ``issuer`` is its address; ``clock`` may be moved."""

    def __init__(self, catalogue: Catalogue, people: Iterable[Holder], clock: Clock) -> None:
        self.clock = clock
        self._server = Server(self._answer, clock.seconds)
        self.issuer = self._server.address
        key = new_key()
        self._story = Story(self.issuer, key, catalogue, clock)
        self._tokens = Tokens(self.issuer, key, clock)
        self._routes = Routes(self.issuer, key, self._story, self._tokens)
        self._keys: dict[str, ECKey] = {}
        self._clients: list[asking.Client] = []
        for holder in people:
            self.add(holder)

    @property
    def catalogue(self) -> Catalogue:
        """What is on offer."""
        return self._story.catalogue

    def add(self, holder: Holder) -> None:
        """Give somebody a card, or replace what is known of them.

        Raises ``ValueError`` for a number that another card has.
        """
        cards = {(h.region, h.number): name for name, h in self._story.holders.items()}
        if cards.get((holder.region, holder.number), holder.name) != holder.name:
            raise ValueError(f"The card of {holder.name} has the number of another card of its region.")
        self._story.holders[holder.name] = holder
        self._story.since[holder.name] = self.clock.today()

    def change(self, name: str, facts: Mapping[str, object]) -> None:
        """Let something else be true of somebody from now on: ``change("stephen", {"card.status": "lost"})``.

        Raises ``FactError`` for a fact or value that does not exist, ``LookupError`` for nobody.
        """
        today, holder = self.clock.today(), self.holder(name)
        as_of_today = Holder(
            holder.name,
            holder.on(today, self._story.since[name]),
            holder.number,
            holder.region,
            holder.elements,
            holder.origins,
        )
        self._story.holders[name] = as_of_today.with_facts(facts)
        self._story.since[name] = today

    def holder(self, name: str) -> Holder:
        """Somebody by the name that the test gave them. Raises ``LookupError``."""
        found = self._story.holders.get(name)
        if found is None:
            raise LookupError(f"Nobody is called {name}. There are: {', '.join(self._story.holders)}.")
        return found

    def card(self, name: str) -> asking.Presentation:
        """The card of somebody, as it is shown to a provider. Raises ``LookupError``."""
        holder = self.holder(name)
        return asking.Presentation(holder.region, holder.number)

    def register(
        self, client: str = CLIENT, provider: str = PROVIDER, scopes: Collection[str] = ("*",)
    ) -> ECKey:
        """Register a provider's system; the answer is its private key.

        ``scopes`` are services, groups (``healthcare.registration.*``), sectors (``healthcare.*``) or ``*``.
        """
        key = self._keys[client] = new_key()
        public = ECKey.import_key(key.as_dict(private=False))
        self._tokens.clients[client] = Registered(client, provider, public, tuple(scopes))
        return key

    def client(self, client: str = CLIENT) -> asking.Client:
        """A client of ``joincard_sdk.client``; it is disconnected when the authority closes.

        One that was not registered is registered for everything.
        """
        key = self._keys.get(client) or self.register(client)
        made = asking.Client(self.issuer, client, key, clock=asking.Clock(now=self.clock.seconds))
        self._clients.append(made)
        return made

    def know_holidays(self, days: Collection[date]) -> None:
        """Say which days are public holidays; before that ``now.holiday`` is not known."""
        self._story.holidays = frozenset(days)

    def start(self) -> None:
        """Begin to answer."""
        self._server.start()

    def stop(self) -> None:
        """Disconnect the clients and answer no more."""
        for client in self._clients:
            client.disconnect()
        self._server.stop()

    def _answer(self, request: Request) -> Reply:
        return self._routes.answer(request)


@contextmanager
def authority(
    *plugins: SectorPlugin | Bundle | str,
    people: Iterable[Holder] | None = None,
    at: datetime | None = None,
) -> Iterator[LocalAuthority]:
    """Serve an authority within the block; without ``people`` the personas hold its cards.

    ``plugins`` are plugins, bundles, import names of installed packages, or folders with a pyproject.toml.
    ``at`` stops its clock at a moment with a time zone; without it the machine's clock runs. Raises
    ``BuildRefused`` for a plugin that breaks the contract, ``CatalogueError`` for a code that comes twice.
    """
    clock = Clock(at)
    catalogue = Catalogue.from_bundles([bundle_of(plugin) for plugin in plugins])
    opened = LocalAuthority(catalogue, personas(clock.today()) if people is None else people, clock)
    opened.start()
    try:
        yield opened
    finally:
        opened.stop()


def personas(on: date) -> list[Holder]:
    """Every persona with a card, as described on a day."""
    return [Holder.of(each, f"TEST{n:06}", on) for n, each in enumerate(PERSONAS.values(), 1)]


def bundle_of(plugin: SectorPlugin | Bundle | str) -> Bundle:
    """The bundle of a plugin, built once in a test run. Raises ``BuildRefused``."""
    if isinstance(plugin, Bundle):
        return plugin
    return built(plugin if isinstance(plugin, str) else type(plugin).__module__.split(".")[0])
