"""FAPI 2.0 section 6.7 and RFC 9700 section 4.15.1: a client cannot pass for a holder."""

from itertools import count

import pytest
from joincard_core.oauth import ClientMalformed, grants

from core.tests.oauth.party import Party, Server
from tests.specs.hostile.target import Target

NUMBERS = count(1)


@pytest.fixture
def server(target: Target) -> Server:
    vault = target.app.extensions["joincard"].authorization.vault
    return Server.over(target.database, target.keys, vault, target.clock, target.settings)


@pytest.fixture
def party(server: Server) -> Party:
    """A client that asks for itself, and for people."""
    return server.party(f"both-{next(NUMBERS)}")


class TestAClientsOwnToken:
    def test_is_for_no_holder(self, party: Party) -> None:
        """The API goes by the row of the grant; a name in ``sub`` opens nobody's card."""
        caller = party.call(party.by_itself()["access_token"])
        assert caller.sub == party.id
        assert caller.person_id is None

    def test_is_told_from_one_of_a_holder(self, party: Party) -> None:
        caller = party.call(party.redeem(party.code())["access_token"])
        assert caller.sub != party.id
        assert caller.person_id == "ann"


class TestAHoldersName:
    def test_is_no_id_that_a_client_can_have(self, server: Server) -> None:
        """Of 43 characters of a keyed hash, some are capitals; no id has any."""
        vault = server.endpoints.authorization.vault
        for number in range(50):
            with pytest.raises(ClientMalformed):
                server.party(grants.pairwise(vault, "jiaxing-first", f"person-{number}"))
