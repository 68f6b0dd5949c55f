"""Consent in part, on both databases: what is granted, told to the client, remembered and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.oauth import (
    Allowed,
    AlreadyDecided,
    ChoiceRefused,
    ConsentRequired,
    InsufficientAuthorization,
    InteractionUnknown,
    InvalidAuthorizationDetails,
    InvalidToken,
    OfferGone,
    SignedIn,
    TooManyQuestions,
    Withheld,
    consents,
    grants,
    pushed,
)
from joincard_core.oauth import interaction as pages_of
from joincard_core.oauth.tables import interactions, remembered_consents

from core.tests.oauth.party import ANN, EXCHANGE, PORTAL, RIDE, VISIT, details, told

if TYPE_CHECKING:
    from joincard_core.oauth import Answer, Begun, Caller

    from core.tests.oauth.party import Party, Server

SCOPES = frozenset({"openid", "profile", "email", "verify"})
OPENID = frozenset({"openid"})
NONE: frozenset[str] = frozenset()
CLAIMS = '{"userinfo": {"employer": null, "portrait": {"purpose": "To know your face."}}}'
BOTH_CITY = "330400"


@pytest.fixture
def portal(server: Server) -> Party:
    """A client that may ask for claims by scope and by name."""
    return server.party(scopes=SCOPES)


@pytest.fixture
def held(server: Server) -> SignedIn:
    """Ann, signed in a moment ago."""
    return replace(ANN, auth_time=server.now)


def visit(party: Party, held: SignedIn | None, **form: str | None) -> Begun:
    """A browser opens a request."""
    sent = {"client_id": party.id, "request_uri": party.push(**form)}
    return party.server.endpoints.authorization.begin(sent, None, held)


def agree(party: Party, held: SignedIn, allowed: Allowed | None, **form: str | None) -> Answer:
    """The holder decides on the page."""
    begun = visit(party, held, **{"prompt": "consent", **form})
    return party.server.endpoints.authorization.approve(begun.interaction.handle, begun.browser, allowed)


def tokens(party: Party, held: SignedIn, allowed: Allowed | None, **form: str | None) -> dict[str, Any]:
    """The tokens of that."""
    return party.redeem(told(agree(party, held, allowed, **form))["code"])


def caller(party: Party, answer: dict[str, Any], scope: str = "openid") -> Caller:
    """The client uses its token."""
    return party.call(answer["access_token"], scope)


class TestATokenForAPart:
    def test_tells_the_scope_that_is_left(self, portal: Party, held: SignedIn) -> None:
        answer = tokens(
            portal,
            held,
            Allowed(frozenset({"name"}), frozenset({"openid", "profile"})),
            scope="openid profile verify",
        )
        assert answer["scope"] == "openid profile"
        assert portal.introspect(answer["access_token"]).members["scope"] == "openid profile"
        assert portal.refresh(answer["refresh_token"])["scope"] == "openid profile"
        assert caller(portal, answer).told == {"name"}

    def test_tells_the_details_that_are_left(self, portal: Party, held: SignedIn) -> None:
        allowed = Allowed(NONE, frozenset({"openid", "verify"}), frozenset({VISIT}))
        answer = tokens(portal, held, allowed, authorization_details=details(VISIT, RIDE))
        (left,) = answer["authorization_details"]
        assert (left["services"], left["cities"], left["purpose"]) == ([VISIT], [BOTH_CITY], "See a doctor.")
        assert portal.introspect(answer["access_token"]).members["authorization_details"] == [left]
        found = caller(portal, answer, "verify")
        found.require(VISIT, BOTH_CITY)
        with pytest.raises(InsufficientAuthorization):
            found.require(RIDE, BOTH_CITY)
        with pytest.raises(InvalidAuthorizationDetails):
            portal.refresh(answer["refresh_token"], authorization_details=details(RIDE))

    def test_is_told_no_claim_that_was_withheld(self, portal: Party, held: SignedIn) -> None:
        answer = tokens(portal, held, Allowed(frozenset({"employer"}), OPENID), scope="openid", claims=CLAIMS)
        assert caller(portal, answer).told == {"employer"}

    def test_of_everything_is_what_a_holder_gets_who_is_not_asked_for_parts(
        self, portal: Party, held: SignedIn
    ) -> None:
        answer = tokens(portal, held, None, scope="openid profile", claims=CLAIMS)
        assert answer["scope"] == "openid profile"
        assert caller(portal, answer).told >= {"name", "birthdate", "employer", "portrait"}

    def test_is_not_given_for_more_than_was_asked(self, portal: Party, held: SignedIn) -> None:
        with pytest.raises(ChoiceRefused):
            agree(portal, held, Allowed(frozenset({"name"}), SCOPES), scope="openid")


class TestAScopeThatTheClientNeeds:
    def test_cannot_be_left_out(self, server: Server, held: SignedIn) -> None:
        needy = server.party("needy", replace(PORTAL, needed_scopes=("verify",)), scopes=SCOPES)
        with pytest.raises(ChoiceRefused):
            agree(needy, held, Allowed(NONE, OPENID), scope="openid verify")


class TestWhatIsRemembered:
    @pytest.fixture
    def decided(self, portal: Party, held: SignedIn) -> None:
        """Ann lets it know her employer and not her face."""
        agree(portal, held, Allowed(frozenset({"employer"}), OPENID), scope="openid", claims=CLAIMS)

    @pytest.mark.usefixtures("decided")
    @pytest.mark.parametrize(
        "claims",
        [
            CLAIMS,
            '{"userinfo": {"portrait": null}}',
            '{"userinfo": {"employer": {"essential": true}}}',
            "{}",
        ],
    )
    def test_is_not_asked_again_and_gives_the_same(self, portal: Party, held: SignedIn, claims: str) -> None:
        begun = visit(portal, held, scope="openid", claims=claims)
        assert begun.answer is not None
        answer = portal.redeem(told(begun.answer)["code"])
        assert caller(portal, answer).told == ({"employer"} if "employer" in claims else set())

    @pytest.mark.usefixtures("decided")
    @pytest.mark.parametrize(
        "form",
        [
            {"claims": '{"userinfo": {"name": null}}'},
            {"claims": '{"userinfo": {"portrait": {"essential": true}}}'},
            {"scope": "openid profile"},
            {"prompt": "consent"},
        ],
    )
    def test_is_asked_again_when_more_is_wanted(
        self, portal: Party, held: SignedIn, form: dict[str, str]
    ) -> None:
        assert visit(portal, held, **{"scope": "openid", **form}).answer is None
        if "prompt" not in form:
            with pytest.raises(ConsentRequired):
                visit(portal, held, **{"scope": "openid", "prompt": "none", **form})

    @pytest.mark.usefixtures("decided")
    def test_is_shown_on_the_next_page(self, portal: Party, held: SignedIn) -> None:
        begun = visit(portal, held, scope="openid profile", claims=CLAIMS)
        choice = portal.server.endpoints.authorization.choice(begun.interaction.handle, begun.browser)
        assert choice.withheld.claims == {"portrait"}

    @pytest.mark.usefixtures("decided")
    def test_grows_with_each_decision_and_shrinks_with_none_that_is_silent(
        self, portal: Party, held: SignedIn
    ) -> None:
        assert visit(portal, held, scope="openid").answer is not None
        agree(portal, held, None, scope="openid verify")
        for form in ({"claims": CLAIMS}, {"scope": "openid verify"}):
            assert visit(portal, held, **{"scope": "openid", **form}).answer is not None

    @pytest.mark.usefixtures("decided")
    def test_takes_what_is_withheld_later_from_earlier_tokens(self, portal: Party, held: SignedIn) -> None:
        begun = visit(portal, held, scope="openid", claims=CLAIMS)
        before = portal.redeem(told(begun.answer)["code"])
        assert caller(portal, before).told == {"employer"}
        agree(portal, held, Allowed(NONE, OPENID), scope="openid", claims=CLAIMS)
        assert caller(portal, before).told == set()

    @pytest.mark.usefixtures("decided")
    def test_gives_no_grant_that_outlasts_it(self, server: Server, portal: Party) -> None:
        server.wait(89 * 86_400)
        begun = visit(portal, replace(ANN, auth_time=server.now), scope="openid")
        answer = portal.redeem(told(begun.answer)["code"])
        server.wait(86_401)
        assert portal.introspect(answer["refresh_token"]).members == {"active": False}

    def test_ends_with_what_ends_first(self, server: Server, portal: Party, held: SignedIn) -> None:
        agree(portal, held, None, scope="openid profile")
        server.wait(86_400)
        agree(portal, replace(ANN, auth_time=server.now), None, scope="openid verify")
        with server.database.read() as tx:
            (row,) = tx.execute(remembered_consents.select()).all()
            first = min(each.grant.expires_at for each in consents.of_person(tx, "ann", server.clock.now()))
        assert row.expires_at == first


class TestAPartThatIsTakenBack:
    def take(self, server: Server, claims: frozenset[str] = NONE, services: frozenset[str] = NONE) -> bool:
        with server.database.write() as tx:
            return consents.take_back(tx, "ann", "portal", claims, services, server.clock.now())

    def test_is_gone_with_the_next_use_of_every_token(
        self, server: Server, portal: Party, held: SignedIn
    ) -> None:
        answer = tokens(portal, held, None, scope="openid profile", claims=CLAIMS)
        later = portal.refresh(answer["refresh_token"])
        assert self.take(server, frozenset({"name", "portrait"}))
        for each in (answer, later, portal.refresh(answer["refresh_token"])):
            assert not caller(portal, each).told & {"name", "portrait"}
            assert "employer" in caller(portal, each).told
        assert not self.take(server, frozenset({"name"}))

    def test_is_not_given_again_without_asking(self, server: Server, portal: Party, held: SignedIn) -> None:
        agree(portal, held, None, scope="openid", claims=CLAIMS)
        self.take(server, frozenset({"portrait"}))
        begun = visit(portal, held, scope="openid", claims=CLAIMS)
        assert begun.answer is not None
        assert caller(portal, portal.redeem(told(begun.answer)["code"])).told == {"employer"}

    def test_can_be_one_service(self, server: Server, portal: Party, held: SignedIn) -> None:
        answer = tokens(portal, held, None, authorization_details=details(VISIT, RIDE))
        assert self.take(server, services=frozenset({RIDE}))
        caller(portal, answer, "verify").require(VISIT, BOTH_CITY)
        with pytest.raises(InsufficientAuthorization):
            caller(portal, answer, "verify").require(RIDE, BOTH_CITY)
        (left,) = portal.refresh(answer["refresh_token"])["authorization_details"]
        assert left["services"] == [VISIT]

    def test_ends_everything_with_the_last_service(
        self, server: Server, portal: Party, held: SignedIn
    ) -> None:
        """A token without details would be for every service."""
        answer = tokens(portal, held, None, authorization_details=details(VISIT, RIDE))
        narrow = portal.refresh(answer["refresh_token"], authorization_details=details(RIDE))
        self.take(server, services=frozenset({RIDE}))
        with pytest.raises(InvalidToken):
            caller(portal, narrow, "verify")
        assert portal.introspect(narrow["access_token"]).members == {"active": False}
        self.take(server, services=frozenset({VISIT}))
        with pytest.raises(InvalidToken):
            caller(portal, answer, "verify")

    def test_is_gone_for_a_subcontractor_too(self, server: Server, held: SignedIn) -> None:
        metadata = replace(PORTAL, subcontractors=("sub",))
        portal = server.party("portal", metadata, scopes=SCOPES)
        exchanging = replace(PORTAL, grant_types=(EXCHANGE,), redirect_uris=(), response_types=())
        sub = server.party("sub", exchanging)
        answer = tokens(portal, held, None, authorization_details=details(VISIT, RIDE), scope="openid verify")
        exchanged = sub.exchange(answer["access_token"], scope="verify")
        self.take(server, services=frozenset({RIDE}))
        caller(sub, exchanged, "verify").require(VISIT, BOTH_CITY)
        with pytest.raises(InsufficientAuthorization):
            caller(sub, exchanged, "verify").require(RIDE, BOTH_CITY)
        again = sub.exchange(answer["access_token"], scope="verify")
        with pytest.raises(InsufficientAuthorization):
            caller(sub, again, "verify").require(RIDE, BOTH_CITY)

    def test_is_nothing_to_another_holder_or_client(
        self, server: Server, portal: Party, held: SignedIn
    ) -> None:
        other = server.party("other", scopes=SCOPES)
        bob = replace(held, person_id="bob")
        kept = [
            (other, tokens(other, held, None, scope="openid", claims=CLAIMS)),
            (portal, tokens(portal, bob, None, scope="openid", claims=CLAIMS)),
        ]
        assert not self.take(server, frozenset({"employer"}))
        for party, answer in kept:
            assert caller(party, answer).told == {"employer", "portrait"}


class TestAServiceThatHasGone:
    @pytest.fixture
    def begun(self, portal: Party, held: SignedIn) -> Begun:
        return visit(portal, held, authorization_details=details(VISIT, RIDE))

    def narrow(self, server: Server, *services: str) -> None:
        server.clients.change(
            "portal", lambda found: replace(found, metadata=replace(found.metadata, services=services))
        )

    def test_is_not_granted_and_the_rest_is_when_the_holder_decides_again(
        self, server: Server, portal: Party, begun: Begun
    ) -> None:
        pages, handle = server.endpoints.authorization, begun.interaction.handle
        self.narrow(server, VISIT)
        both = frozenset({VISIT, RIDE})
        scopes = frozenset({"openid", "verify"})
        for allowed in (None, Allowed(NONE, scopes), Allowed(NONE, scopes, both)):
            with pytest.raises(OfferGone) as raised:
                pages.approve(handle, begun.browser, allowed)
            assert not raised.value.nothing_left
        choice = pages.choice(handle, begun.browser)
        assert (choice.gone.services, choice.needed.services) == (frozenset({RIDE}), frozenset({VISIT}))
        answer = told(pages.approve(handle, begun.browser, Allowed(NONE, scopes, frozenset({VISIT}))))
        (left,) = portal.redeem(answer["code"])["authorization_details"]
        assert left["services"] == [VISIT]

    def test_leaves_nothing_to_agree_to_where_it_was_all(self, server: Server, begun: Begun) -> None:
        self.narrow(server, "x")
        pages = server.endpoints.authorization
        for decide in (pages.choice, pages.approve):
            with pytest.raises(OfferGone) as raised:
                decide(begun.interaction.handle, begun.browser)
            assert raised.value.nothing_left
        with server.database.read() as tx:
            assert consents.of_person(tx, "ann", server.clock.now()) == ()
        assert told(pages.deny(begun.interaction.handle, begun.browser))["error"] == "access_denied"

    def test_can_be_a_scope_that_the_client_has_lost(
        self, server: Server, portal: Party, held: SignedIn
    ) -> None:
        pages, begun = server.endpoints.authorization, visit(portal, held, scope="openid verify")
        server.clients.change("portal", lambda found: replace(found, scopes=OPENID))
        with pytest.raises(OfferGone):
            pages.approve(begun.interaction.handle, begun.browser)
        answer = pages.approve(begun.interaction.handle, begun.browser, Allowed(NONE, OPENID))
        assert portal.redeem(told(answer)["code"])["scope"] == "openid"


class TestADecision:
    def test_is_told_to_who_comes_back(self, server: Server, portal: Party, held: SignedIn) -> None:
        pages, begun = server.endpoints.authorization, visit(portal, held)
        handle, browser = begun.interaction.handle, begun.browser
        pages.approve(handle, browser)
        for again in (pages.interaction, pages.approve, pages.deny, pages.choice, pages.go_on):
            with pytest.raises(AlreadyDecided) as raised:
                again(handle, browser)
            assert (raised.value.client_name, raised.value.leads_to) == (
                "Portal",
                "https://portal.example.org/",
            )
        with pytest.raises(InteractionUnknown) as unknown:
            pages.interaction(handle, "another browser")
        assert not isinstance(unknown.value, AlreadyDecided)
        server.wait(901)
        with pytest.raises(InteractionUnknown) as unknown:
            pages.interaction(handle, browser)
        assert not isinstance(unknown.value, AlreadyDecided)

    def test_leaves_one_grant_however_often_it_is_sent(
        self, server: Server, portal: Party, held: SignedIn
    ) -> None:
        pages, begun = server.endpoints.authorization, visit(portal, held)
        pages.approve(begun.interaction.handle, begun.browser)
        for _ in range(3):
            with pytest.raises(AlreadyDecided):
                pages.approve(begun.interaction.handle, begun.browser)
        with server.database.read() as tx:
            assert len(consents.of_person(tx, "ann", server.clock.now())) == 1


class TestPagesOfOneNetwork:
    def test_are_limited_and_the_oldest_that_nobody_needs_go_first(
        self, server: Server, portal: Party, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pages_of, "MOST_OPEN", 3)
        pages = server.endpoints.authorization

        def begin(network: str) -> Begun:
            server.wait(1)
            sent = {"client_id": "portal", "request_uri": portal.push()}
            return pages.begin(sent, None, None, network)

        def is_there(begun: Begun) -> bool:
            try:
                pages.interaction(begun.interaction.handle, begun.browser)
            except AlreadyDecided:
                return True
            except InteractionUnknown:
                return False
            return True

        elsewhere = begin("198.51.100.1")
        signed, decided, first = begin("192.0.2.1"), begin("192.0.2.1"), begin("192.0.2.1")
        pages.sign_in(signed.interaction.handle, signed.browser, ANN)
        pages.deny(decided.interaction.handle, decided.browser)
        for gone, kept in ((decided, first), (first, signed)):
            new = begin("192.0.2.1")
            assert [is_there(each) for each in (gone, kept, new, elsewhere)] == [False, True, True, True]
        for _ in range(10):
            begin("192.0.2.1")
        assert is_there(signed)
        with server.database.read() as tx:
            assert len(tx.execute(interactions.select()).all()) == 4

    def test_that_nobody_came_to_see_go_before_one_that_a_neighbour_has_open(
        self, server: Server, portal: Party, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pages_of, "MOST_OPEN", 3)
        pages, begun = server.endpoints.authorization, []
        for seen in (False, True, *[False] * 10):
            server.wait(1)
            sent = {"client_id": "portal", "request_uri": portal.push()}
            begun.append(pages.begin(sent, None, None, "192.0.2.1"))
            if seen:
                pages.interaction(begun[-1].interaction.handle, begun[-1].browser)
        assert pages.interaction(begun[1].interaction.handle, begun[1].browser)
        with pytest.raises(InteractionUnknown):
            pages.interaction(begun[0].interaction.handle, begun[0].browser)


class TestRequestsOfOneClient:
    def test_wait_in_limited_number(
        self, server: Server, portal: Party, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pushed, "MOST_WAITING", 3)
        for _ in range(3):
            portal.push()
        with pytest.raises(TooManyQuestions) as raised:
            portal.push()
        assert 1 <= raised.value.retry_after <= 60
        server.party("other").push()
        server.wait(60)
        portal.push()


def test_a_grant_says_what_was_withheld(server: Server, portal: Party, held: SignedIn) -> None:
    tokens(portal, held, Allowed(frozenset({"employer"}), OPENID), scope="openid verify", claims=CLAIMS)
    with server.database.read() as tx:
        (found,) = consents.of_person(tx, "ann", server.clock.now())
        again = grants.find(tx, found.grant.id)
    assert again == found.grant
    assert found.grant.withheld == Withheld(frozenset({"portrait"}), frozenset({"verify"}))
