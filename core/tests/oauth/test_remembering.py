"""Who has a session and has agreed before is not asked again, unless something new is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from joincard_core.oauth import (
    Begun,
    ConsentRequired,
    InvalidGrant,
    InvalidRequestUri,
    InvalidToken,
    LoginRequired,
    OAuthError,
    consents,
    grants,
)

from core.tests.oauth.party import ANN, VISIT, details, told

if TYPE_CHECKING:
    from joincard_core.oauth import SignedIn

    from core.tests.oauth.party import Party, Server


def visit(party: Party, held: SignedIn | None = ANN, **form: str | None) -> Begun:
    """A browser with a session opens a request."""
    sent = {"client_id": party.id, "request_uri": party.push(**form)}
    return party.server.endpoints.authorization.begin(sent, None, held)


class TestAHolderWithASession:
    @pytest.fixture(autouse=True)
    def agreed(self, portal: Party) -> None:
        """Ann has agreed to everything once, just now."""
        portal.server.clock.set(portal.server.clock.now())
        portal.sign_in(portal.push())

    def held(self, server: Server, age: int = 0) -> SignedIn:
        return replace(ANN, auth_time=server.now - age)

    def test_who_agreed_before_is_sent_on_at_once(self, server: Server, portal: Party) -> None:
        begun = visit(portal, self.held(server))
        assert begun.answer is not None
        portal.redeem(told(begun.answer)["code"])

    def test_uses_the_request_up(self, server: Server, portal: Party) -> None:
        uri = portal.push()
        pages = server.endpoints.authorization
        for first in (True, False):
            sent = {"client_id": "portal", "request_uri": uri}
            if first:
                assert pages.begin(sent, None, self.held(server)).answer is not None
            else:
                with pytest.raises(InvalidRequestUri):
                    pages.begin(sent, None, self.held(server))

    @pytest.mark.parametrize("prompt", ["login", "login consent", "login select_account"])
    def test_signs_in_again_when_asked_to(self, server: Server, portal: Party, prompt: str) -> None:
        begun = visit(portal, self.held(server), prompt=prompt)
        assert (begun.answer, begun.interaction.signed_in) == (None, None)

    def test_is_asked_which_card_and_nothing_more(self, server: Server, portal: Party) -> None:
        begun = visit(portal, self.held(server), prompt="select_account")
        assert (begun.answer, begun.picks, begun.interaction.signed_in) == (None, True, self.held(server))
        pages = server.endpoints.authorization
        assert "code" in told(pages.go_on(begun.interaction.handle, begun.browser))

    def test_is_asked_again_when_asked_to(self, server: Server, portal: Party) -> None:
        begun = visit(portal, self.held(server), prompt="consent")
        assert begun.answer is None
        assert begun.interaction.signed_in == self.held(server)

    @pytest.mark.parametrize(("age", "asks"), [(0, False), (60, False), (61, True)])
    def test_signs_in_again_when_it_was_too_long_ago(
        self, server: Server, portal: Party, age: int, asks: bool
    ) -> None:
        begun = visit(portal, self.held(server, age), max_age="60")
        assert (begun.answer is None) is asks

    def test_of_another_name_than_wanted_signs_in(self, server: Server, portal: Party) -> None:
        begun = visit(portal, self.held(server), claims='{"id_token": {"sub": {"value": "x"}}}')
        assert (begun.answer, begun.interaction.signed_in) == (None, None)

    @pytest.mark.parametrize(
        "form", [{"authorization_details": details(VISIT)}, {"claims": '{"userinfo": {"name": null}}'}]
    )
    def test_is_asked_for_what_is_new(self, server: Server, portal: Party, form: dict[str, str]) -> None:
        assert visit(portal, self.held(server), **form).answer is None

    def test_is_not_asked_for_less(self, server: Server, portal: Party) -> None:
        assert visit(portal, self.held(server), scope="openid").answer is not None

    def test_is_asked_again_when_the_consent_has_ended(self, server: Server, portal: Party) -> None:
        server.wait(90 * 86_400)
        assert visit(portal, self.held(server)).answer is None

    def test_of_another_person_is_asked(self, server: Server, portal: Party) -> None:
        assert visit(portal, replace(self.held(server), person_id="bob")).answer is None

    def test_is_answered_without_a_page_where_nothing_is_missing(self, server: Server, portal: Party) -> None:
        assert visit(portal, self.held(server), prompt="none").answer is not None

    @pytest.mark.parametrize(
        ("form", "error"),
        [({"authorization_details": details(VISIT)}, ConsentRequired), ({"max_age": "0"}, LoginRequired)],
    )
    def test_is_told_what_is_missing_where_no_page_may_be_shown(
        self, server: Server, portal: Party, form: dict[str, str], error: type[OAuthError]
    ) -> None:
        with pytest.raises(error) as raised:
            visit(portal, self.held(server, 5), prompt="none", **form)
        assert told(raised.value.answer)["error"] == error.error

    def test_goes_on_after_signing_in_without_being_asked(self, server: Server, portal: Party) -> None:
        pages, begun = server.endpoints.authorization, visit(portal, None)
        assert pages.go_on(begun.interaction.handle, begun.browser) is None
        pages.sign_in(begun.interaction.handle, begun.browser, self.held(server))
        answer = pages.go_on(begun.interaction.handle, begun.browser)
        assert "code" in told(answer)


class TestAConsent:
    def test_is_listed_while_it_stands(self, server: Server, portal: Party) -> None:
        portal.sign_in(portal.push(authorization_details=details(VISIT)))
        with server.database.read() as tx:
            (found,) = consents.of_person(tx, "ann", server.clock.now())
            assert consents.of_person(tx, "bob", server.clock.now()) == ()
        assert (found.client_name, found.grant.details[0].services) == ("Portal", (VISIT,))

    def test_that_is_taken_back_ends_everything_at_once(self, server: Server, portal: Party) -> None:
        one, other = (portal.redeem(portal.code()) for _ in range(2))
        with server.database.write() as tx:
            assert consents.withdraw(tx, "ann", "portal", server.clock.now()) == 2
            assert consents.withdraw(tx, "ann", "portal", server.clock.now()) == 0
        for answer in (one, other):
            with pytest.raises(InvalidToken):
                portal.call(answer["access_token"])
            with pytest.raises(InvalidGrant):
                portal.refresh(answer["refresh_token"])
        assert visit(portal).answer is None

    def test_is_forgotten_with_its_last_grant(self, server: Server, portal: Party) -> None:
        """What is remembered is what the holder's list shows."""
        one, other = (portal.redeem(portal.code()) for _ in range(2))
        portal.revoke(one["refresh_token"])
        assert visit(portal, replace(ANN, auth_time=server.now)).answer is not None
        for grant in (other["refresh_token"],):
            portal.revoke(grant)
        with server.database.write() as tx:
            for found in consents.of_person(tx, "ann", server.clock.now()):
                grants.revoke(tx, found.grant.id, server.clock.now())
        assert visit(portal, replace(ANN, auth_time=server.now)).answer is None

    def test_of_one_holder_is_not_another_ones(self, server: Server, portal: Party) -> None:
        bobs = portal.redeem(portal.code(replace(ANN, person_id="bob")))
        portal.redeem(portal.code())
        with server.database.write() as tx:
            consents.withdraw(tx, "ann", "portal", server.clock.now())
        portal.call(bobs["access_token"])
