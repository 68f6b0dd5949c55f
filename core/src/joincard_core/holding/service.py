"""A holder looks at what is theirs, and takes back what they agreed to.

Nothing here is for anybody else: each question names the person who is signed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joincard_core.cards import Cards
from joincard_core.clock import Clock
from joincard_core.credentials import Credentials
from joincard_core.holding.model import Agreed, Holder
from joincard_core.keys import Vault
from joincard_core.oauth import Consent, TokenNote, consents, token_notes
from joincard_core.people import People
from joincard_core.registry import ProviderUnknown, providers
from joincard_core.storage import Bookmark, Database, Tx

STATUS, CITY = "card.status", "card.issue_city"
NAME, NUMBER = "full_name", "card_number"


@dataclass(frozen=True, slots=True)
class Holding:
    """The holder's own view of card and consents."""

    database: Database
    vault: Vault
    clock: Clock

    def holder(self, person_id: str, card_id: str) -> Holder:
        """Who this is. Raises ``KeyErased``."""
        with self.database.read() as tx:
            name = People(self.vault).disclose(tx, person_id, (NAME,)).get(NAME)
            number = Credentials(self.vault).disclose_of_card(tx, person_id, card_id, (NUMBER,))[NUMBER]
            facts = Cards().facts(tx, card_id, frozenset({STATUS, CITY}), self.clock.now())
        names = name if isinstance(name, dict) else {}
        return Holder(
            name=str(names.get("printed") or ""),
            chinese_name=names.get("chinese"),
            number=str(number),
            status=str(facts[STATUS]),
            issue_city=str(facts.get(CITY, "")),
        )

    def consents(self, person_id: str) -> tuple[Agreed, ...]:
        """What a person agreed to and still stands, by client; the one agreed to last comes first."""
        with self.database.read() as tx:
            found = consents.of_person(tx, person_id, self.clock.now())
            by_client = {each.grant.client_id: each.client_name for each in found}
            return tuple(
                Agreed(
                    client_id=client_id,
                    client_name=name,
                    provider_name=provider_name(
                        tx, next(e.grant.provider_id for e in found if e.grant.client_id == client_id)
                    ),
                    grants=tuple(each.grant for each in found if each.grant.client_id == client_id),
                )
                for client_id, name in by_client.items()
            )

    def given(self, person_id: str) -> tuple[Consent, ...]:
        """Everything that a person ever agreed to, the newest first, as far as it is still kept."""
        with self.database.read() as tx:
            return consents.given(tx, person_id)

    def client_names(self, client_ids: Iterable[str]) -> Mapping[str, str]:
        """What clients are called."""
        with self.database.read() as tx:
            return consents.client_names(tx, client_ids)

    def provider_names(self, provider_ids: Iterable[str]) -> Mapping[str, str]:
        """What providers are called; the id of one that has gone."""
        with self.database.read() as tx:
            return {provider_id: provider_name(tx, provider_id) for provider_id in set(provider_ids)}

    def provider_name(self, provider_id: str) -> str:
        """What a provider is called; its id where it has gone."""
        return self.provider_names((provider_id,))[provider_id]

    def tokens(self, person_id: str, start: Bookmark | None, most: int) -> tuple[TokenNote, ...]:
        """At most so many tokens that stand for a person, the newest first, from a bookmark on."""
        with self.database.read() as tx:
            return token_notes.of_person(tx, person_id, start, most)

    def withdraw(self, person_id: str, client_id: str) -> bool:
        """Take back all that a person let a client do, with its tokens; ``False`` when there was nothing.

        The client's next request is refused, on every worker.
        """
        if not client_id.isprintable():  # PostgreSQL refuses a text with a null
            return False
        with self.database.write() as tx:
            return consents.withdraw(tx, person_id, client_id, self.clock.now()) > 0

    def take_back(self, person_id: str, client_id: str, claim: str = "", service: str = "") -> bool:
        """Take back one claim or one service that a person let a client have; ``False`` when it had neither.

        The client's next request is answered without it, on every worker.
        """
        if not (client_id.isprintable() and (claim or service)):
            return False
        claims, services = (frozenset(filter(None, (each,))) for each in (claim, service))
        with self.database.write() as tx:
            return consents.take_back(tx, person_id, client_id, claims, services, self.clock.now())


def provider_name(tx: Tx, provider_id: str) -> str:
    """What a provider is called; its id where it has gone."""
    try:
        return providers.find(tx, provider_id).name
    except ProviderUnknown:
        return provider_id
