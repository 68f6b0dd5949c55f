"""FAPI 2.0 section 5.3.2.1, 14: a token can be asked for that may do less than was granted, and never more.

The parameters are those of RFC 6749 section 6 (``scope``) and RFC 9396 section 6 (``authorization_details``).
"""

from itertools import count
from typing import Any

import pytest
from joincard_core.oauth import InvalidAuthorizationDetails

from core.tests.oauth.party import RIDE, VISIT, Party, Server, details
from tests.specs.hostile.target import Target

NUMBERS = count(1)
BOTH = details(RIDE, cities=("330400", "310000"))
ONE, OTHER = details(RIDE), details(RIDE, cities=("310000",))


@pytest.fixture
def party(target: Target) -> Party:
    """A client that sends people, at an authority with two services in its catalogue."""
    vault = target.app.extensions["joincard"].authorization.vault
    server = Server.over(target.database, target.keys, vault, target.clock, target.settings)
    return server.party(f"narrow-{next(NUMBERS)}")


def cities(answer: dict[str, Any]) -> list[str]:
    """Where the token of an answer may be used."""
    (one,) = answer["authorization_details"]
    return list(one["cities"])


class TestACode:
    def test_gives_a_token_for_less_when_less_is_asked_for(self, party: Party) -> None:
        code = party.code(authorization_details=BOTH)
        assert cities(party.redeem(code, authorization_details=ONE)) == ["330400"]

    @pytest.mark.parametrize(
        "wider", [BOTH, OTHER, details(RIDE, cities=()), details(VISIT), details("unknown"), "[]", "{"]
    )
    def test_gives_no_token_for_more_and_can_still_be_redeemed(self, party: Party, wider: str) -> None:
        code = party.code(authorization_details=ONE)
        with pytest.raises(InvalidAuthorizationDetails):
            party.redeem(code, authorization_details=wider)
        assert cities(party.redeem(code)) == ["330400"]


class TestARefreshToken:
    def test_gives_a_token_for_less_and_later_for_all_again(self, party: Party) -> None:
        refresh = party.redeem(party.code(authorization_details=BOTH))["refresh_token"]
        assert cities(party.refresh(refresh, authorization_details=OTHER)) == ["310000"]
        assert cities(party.refresh(refresh)) == ["330400", "310000"]

    def test_gives_no_token_for_more(self, party: Party) -> None:
        refresh = party.redeem(party.code(authorization_details=ONE))["refresh_token"]
        with pytest.raises(InvalidAuthorizationDetails):
            party.refresh(refresh, authorization_details=BOTH)


class TestAToken:
    def test_says_what_it_is_for(self, party: Party) -> None:
        narrow = party.redeem(party.code(authorization_details=BOTH), authorization_details=ONE)
        caller = party.call(narrow["access_token"])
        assert [each.cities for each in caller.details] == [("330400",)]
