"""Every token that stands for a holder leaves a line for that holder, and no token leaves without one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from joincard_core.oauth import OAuthError, TokenNote, token_notes
from joincard_core.storage import Bookmark

from core.tests.oauth.party import EXCHANGE, PORTAL, VISIT, details

if TYPE_CHECKING:
    from core.tests.oauth.party import Party, Server


def notes(server: Server, person: str = "ann", start: Bookmark | None = None) -> tuple[TokenNote, ...]:
    with server.database.read() as tx:
        return token_notes.of_person(tx, person, start, 100)


class TestALine:
    def test_says_who_how_and_for_what(self, server: Server, portal: Party) -> None:
        portal.redeem(portal.code(authorization_details=details(VISIT)))
        (note,) = notes(server)
        assert (note.client_id, note.provider_id) == ("portal", "jiaxing-first")
        assert (note.grant_type, note.services) == ("authorization_code", frozenset({VISIT}))
        assert note.scopes == {"openid", "verify"}
        assert note.at == server.clock.now()

    def test_is_written_for_each_token(self, server: Server, portal: Party) -> None:
        first = portal.redeem(portal.code())
        server.wait(1)
        portal.refresh(first["refresh_token"])
        assert [note.grant_type for note in notes(server)] == ["refresh_token", "authorization_code"]

    def test_names_the_subcontractor_that_took_the_token_over(self, server: Server) -> None:
        lab = server.party("lab", type(PORTAL)(grant_types=(EXCHANGE,)), "the-lab", frozenset({"verify"}))
        hospital = server.party("his", replace(PORTAL, subcontractors=("lab",)))
        token = hospital.redeem(hospital.code())["access_token"]
        server.wait(1)
        lab.exchange(token)
        assert [(note.client_id, note.provider_id) for note in notes(server)] == [
            ("lab", "the-lab"),
            ("his", "jiaxing-first"),
        ]

    def test_is_not_written_for_a_system_that_acts_for_itself(self, server: Server, portal: Party) -> None:
        portal.by_itself()
        assert notes(server) == ()

    def test_is_not_written_for_a_refusal(self, server: Server, portal: Party) -> None:
        with pytest.raises(OAuthError):
            portal.redeem("no-such-code")
        assert notes(server) == ()

    def test_is_for_its_holder_alone(self, server: Server, portal: Party) -> None:
        portal.redeem(portal.code())
        assert notes(server, "ben") == ()


def test_the_list_goes_on_from_a_bookmark(server: Server, portal: Party) -> None:
    first = portal.redeem(portal.code())
    for _ in range(3):  # of one moment: the order is that of their ids
        portal.refresh(first["refresh_token"])
    every = notes(server)
    for at, note in enumerate(every):
        assert notes(server, start=Bookmark(note.at, note.id)) == every[at + 1 :]
