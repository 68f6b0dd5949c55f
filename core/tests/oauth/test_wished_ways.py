"""Which way to sign in a request wishes for, and what satisfies it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from joincard_core.oauth import ACRS, InvalidRequest, SignedIn

from core.tests.oauth.party import ANN, PORTAL, Party, Server, opened, told

PASSWORD, CODE, PASSKEY = ACRS
STRONG = replace(ANN, acr=PASSKEY, amr=("pop", "user"))


def wished(portal: Party, **form: str | None) -> tuple[str, ...]:
    """What the page of a request is told."""
    begun = portal.server.endpoints.authorization.begin(
        {"client_id": portal.id, "request_uri": portal.push(**form)}, None
    )
    return begun.interaction.asked.acrs


class TestAWish:
    def test_is_that_of_the_request_before_that_of_the_registration(self, server: Server) -> None:
        portal = server.party("wishing", replace(PORTAL, default_acr_values=(PASSKEY, CODE)))
        assert wished(portal) == (PASSKEY, CODE)
        assert wished(portal, acr_values=f"{CODE} phr") == (CODE, "phr")

    def test_gives_way_to_a_demand(self, portal: Party) -> None:
        demand = json.dumps({"id_token": {"acr": {"essential": True, "value": PASSKEY}}})
        assert wished(portal, acr_values=CODE, claims=demand) == (PASSKEY,)

    @pytest.mark.parametrize("values", ["x" * 1025, "a\x00b", "a\nb"])
    def test_has_a_length_and_signs_that_can_be_kept(self, portal: Party, values: str) -> None:
        with pytest.raises(InvalidRequest):
            portal.push(acr_values=values)


@pytest.mark.parametrize(("person", "acr"), [(STRONG, PASSKEY), (replace(ANN, acr=CODE), CODE)])
def test_a_demand_is_satisfied_by_a_stronger_way_and_the_token_tells_the_real_one(
    server: Server, portal: Party, person: SignedIn, acr: str
) -> None:
    demand = json.dumps({"id_token": {"acr": {"essential": True, "value": CODE}}})
    answer = portal.redeem(portal.code(person, claims=demand))
    assert opened(server, answer["id_token"]).claims["acr"] == acr
    assert opened(server, answer["access_token"]).claims["acr"] == acr


def test_who_cannot_sign_in_as_demanded_is_answered_for_before_anything_is_agreed(portal: Party) -> None:
    demand = json.dumps({"id_token": {"acr": {"essential": True, "value": CODE}}})
    pages = portal.server.endpoints.authorization
    begun = pages.begin({"client_id": portal.id, "request_uri": portal.push(claims=demand)}, None)
    pages.sign_in(begun.interaction.handle, begun.browser, ANN)
    answer = pages.go_on(begun.interaction.handle, begun.browser)
    assert told(answer)["error"] == "unmet_authentication_requirements"
