"""A terminal asks and whoever types its code decides (RFC 8628), on both databases: what fails comes first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.keys import Vault
from joincard_core.oauth import (
    AuthorizationPending,
    ClientMetadata,
    DeviceWaiting,
    ExpiredToken,
    HolderDenied,
    InvalidAuthorizationDetails,
    InvalidBindingMessage,
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    InvalidTarget,
    InvalidToken,
    OAuthError,
    Outcome,
    SignedIn,
    SlowDown,
    TooManyQuestions,
    TooManyUserCodes,
    Typing,
    UnauthorizedClient,
    consents,
    device_decision,
    store,
    user_code,
)

from core.tests.oauth.party import ANN, ISSUER, PORTAL, RIDE, VISIT, Party, Server, details, opened

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
TERMINAL = ClientMetadata(grant_types=(DEVICE,))
BOB = SignedIn("bob", "card-of-bob", ANN.auth_time, ANN.acr, ANN.amr)
HOME, ELSEWHERE = "192.0.2.1", "192.0.2.2"
MESSAGE = "Terminal 7 · 4711"


@dataclass
class Hall:
    """An authority, its terminals, and the pages of its holders."""

    server: Server
    vault: Vault

    def terminal(self, name: str = "terminal", metadata: ClientMetadata = TERMINAL, **more: Any) -> Party:
        """A system that shows codes."""
        return self.server.party(name, metadata, **more)

    def ask(self, terminal: Party, **form: str | None) -> dict[str, Any]:
        """Ask for codes; the members of the answer."""
        usual = {
            "scope": "openid verify",
            "authorization_details": details(VISIT),
            "binding_message": MESSAGE,
        }
        asked = terminal.request("/oauth/device_authorization", {**usual, **form}, dpop="")
        return self.server.endpoints.device.ask(asked).to_json()

    def poll(self, terminal: Party, asked: dict[str, Any]) -> dict[str, Any]:
        """Ask for the tokens."""
        return terminal.ask(grant_type=DEVICE, device_code=str(asked["device_code"]))

    def opened(self, typed: str, who: SignedIn = ANN, address: str = HOME) -> DeviceWaiting | None:
        """What a holder finds behind a code."""
        typing, now = Typing(who.person_id, address), self.server.clock.now()
        with self.server.database.write() as tx:
            return device_decision.opened(tx, self.vault, typing, typed, now)

    def approve(self, asked: dict[str, Any], who: SignedIn = ANN) -> Outcome:
        """Type the code, and agree."""
        found = self.opened(asked["user_code"], who)
        assert found is not None
        with self.server.database.write() as tx:
            return device_decision.approve(tx, self.vault, found, who, self.server.clock.now())

    def deny(self, found: DeviceWaiting | None) -> Outcome:
        """Do not agree."""
        assert found is not None
        with self.server.database.write() as tx:
            return device_decision.deny(tx, found, self.server.clock.now())


@pytest.fixture
def hall(server: Server, vault: Vault) -> Hall:
    return Hall(server, vault)


@pytest.fixture
def terminal(hall: Hall) -> Party:
    return hall.terminal()


class TestABadRequest:
    @pytest.mark.parametrize("message", [" ", "a" * 61, "one\ntwo", "a\u202eb", "\x07"])
    def test_has_a_message_that_cannot_be_compared(self, hall: Hall, terminal: Party, message: str) -> None:
        with pytest.raises(InvalidBindingMessage):
            hall.ask(terminal, binding_message=message)

    @pytest.mark.parametrize("scope", ["openid everything", "openid  verify", "profile"])
    def test_has_other_scopes(self, hall: Hall, terminal: Party, scope: str) -> None:
        with pytest.raises(InvalidScope):
            hall.ask(terminal, scope=scope)

    def test_asks_for_what_is_not_offered(self, hall: Hall, terminal: Party) -> None:
        with pytest.raises(InvalidAuthorizationDetails):
            hall.ask(terminal, authorization_details=details("healthcare.clinic.night_visit"))

    def test_names_another_resource(self, hall: Hall, terminal: Party) -> None:
        with pytest.raises(InvalidTarget):
            hall.ask(terminal, resource="https://elsewhere.example")

    def test_is_of_nobody_who_is_known(self, hall: Hall, terminal: Party) -> None:
        with pytest.raises(InvalidClient):
            hall.ask(terminal, client_assertion=terminal.assertion(aud="https://elsewhere.example"))

    def test_is_of_a_client_that_is_not_registered_for_it(self, hall: Hall) -> None:
        portal = hall.terminal("portal", PORTAL)
        with pytest.raises(UnauthorizedClient):
            hall.ask(portal)
        with pytest.raises(UnauthorizedClient):
            portal.ask(grant_type=DEVICE, device_code="x")

    def test_uses_its_assertion_up_only_when_it_is_taken(self, hall: Hall, terminal: Party) -> None:
        once = terminal.assertion()
        with pytest.raises(InvalidBindingMessage):
            hall.ask(terminal, client_assertion=once, binding_message=" ")
        hall.ask(terminal, client_assertion=once)
        with pytest.raises(InvalidClient):
            hall.ask(terminal, client_assertion=once)

    def test_comes_too_often(self, hall: Hall, terminal: Party) -> None:
        for _ in range(60):
            hall.ask(terminal)
        with pytest.raises(TooManyQuestions) as raised:
            hall.ask(terminal)
        assert 1 <= raised.value.retry_after <= 60
        hall.ask(hall.terminal("other"))
        hall.server.wait(61)
        hall.ask(terminal)


class TestAUserCode:
    def test_is_eight_letters_of_which_no_word_is_made(self, hall: Hall, terminal: Party) -> None:
        code = hall.ask(terminal)["user_code"]
        first, hyphen, last = code.partition("-")
        assert (len(first), hyphen, len(last)) == (4, "-", 4)
        assert set(first + last) <= set("BCDFGHJKLMNPQRSTVWXZ")
        assert len(set(user_code.ALPHABET)) == 20

    @pytest.mark.parametrize("change", [str.lower, lambda c: c.replace("-", ""), lambda c: f"  {c} "])
    def test_may_be_typed_in_many_ways(self, hall: Hall, terminal: Party, change: Any) -> None:
        asked = hall.ask(terminal)
        assert hall.opened(change(asked["user_code"])) is not None

    @pytest.mark.parametrize(
        "typed", ["", "AEIO-UAEI", "BBBB", "BBBB-BBBB-BBBB", "\u0000" * 8, "ＢＢＢＢ-BBBB"]
    )
    def test_that_cannot_be_one_opens_nothing(self, hall: Hall, typed: str) -> None:
        assert hall.opened(typed) is None

    @given(typed=st.text() | st.text(alphabet=user_code.ALPHABET + "-aeiou ", max_size=12))
    def test_is_read_from_any_text_or_is_none(self, typed: str) -> None:
        found = user_code.read(typed)
        assert found is None or (user_code.read(found) == found and len(found) == 9)

    def test_is_not_kept(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        with hall.server.database.read() as tx:
            (row,) = tx.exec_driver_sql("SELECT * FROM device_codes").all()
        for secret in (asked["user_code"], asked["user_code"].replace("-", ""), asked["device_code"]):
            assert secret not in repr(tuple(row))

    def test_cannot_be_guessed_by_trying(self, hall: Hall, terminal: Party) -> None:
        """Section 5.1."""
        asked = hall.ask(terminal)
        for _ in range(device_decision.PER_HOLDER):
            assert hall.opened("BBBB-BBBB") is None
        with pytest.raises(TooManyUserCodes) as raised:
            hall.opened(asked["user_code"])
        assert 1 <= raised.value.retry_after <= 60
        with pytest.raises(TooManyUserCodes):
            hall.opened(asked["user_code"], address=ELSEWHERE)

    def test_is_not_locked_by_who_guesses(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        for number in range(device_decision.PER_ADDRESS):
            hall.opened("BBBB-BBBB", replace(BOB, person_id=f"bob-{number}"), ELSEWHERE)
        with pytest.raises(TooManyUserCodes):
            hall.opened(asked["user_code"], BOB, ELSEWHERE)
        assert hall.opened(asked["user_code"]) is not None
        hall.server.wait(61)
        assert hall.opened(asked["user_code"], BOB, ELSEWHERE) is not None

    def test_costs_nothing_while_it_is_right(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        for _ in range(2 * device_decision.PER_HOLDER):
            assert hall.opened(asked["user_code"]) is not None

    def test_that_has_expired_or_was_answered_is_like_one_that_never_was(
        self, hall: Hall, terminal: Party
    ) -> None:
        answered = hall.ask(terminal)
        hall.approve(answered)
        assert hall.opened(answered["user_code"], BOB) is None
        refused = hall.ask(terminal)
        hall.deny(hall.opened(refused["user_code"]))
        assert hall.opened(refused["user_code"]) is None
        late = hall.ask(terminal)
        hall.server.wait(600)
        assert hall.opened(late["user_code"]) is None

    def test_of_a_client_that_has_gone_opens_nothing(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        with hall.server.database.write() as tx:
            store.change(tx, terminal.id, suspended=True)
        assert hall.opened(asked["user_code"]) is None

    def test_that_is_taken_already_is_not_given_again(
        self, hall: Hall, terminal: Party, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        codes = iter(["BBBB-BBBB", "BBBB-BBBB", "CCCC-CCCC"])
        monkeypatch.setattr(user_code, "new", lambda: next(codes))
        assert [hall.ask(terminal)["user_code"] for _ in range(2)] == ["BBBB-BBBB", "CCCC-CCCC"]


class TestAPoll:
    def test_names_a_request_of_this_client(self, hall: Hall, terminal: Party) -> None:
        asked, other = hall.ask(terminal), hall.terminal("other")
        hall.approve(asked)
        for who, named in ((terminal, "unknown"), (other, asked["device_code"]), (terminal, "x" * 500)):
            with pytest.raises(InvalidGrant):
                who.ask(grant_type=DEVICE, device_code=named)
        with pytest.raises(InvalidGrant):
            terminal.ask(grant_type=DEVICE, device_code=asked["user_code"])
        with pytest.raises(InvalidRequest):
            terminal.ask(grant_type=DEVICE)
        assert hall.poll(terminal, asked)["token_type"] == "DPoP"

    def test_waits_longer_after_each_haste(self, hall: Hall, terminal: Party) -> None:
        """Section 3.5: slow_down adds five seconds to this and all polls after it."""
        asked, seen = hall.ask(terminal), []
        for wait in (0, 5, 4, 9, 15, 14, 20):
            hall.server.wait(wait)
            with pytest.raises(OAuthError) as raised:
                hall.poll(terminal, asked)
            seen.append(type(raised.value))
        pending, slow = AuthorizationPending, SlowDown
        assert seen == [pending, pending, slow, slow, pending, slow, pending]

    def test_after_a_no_is_refused_for_good(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        assert hall.deny(hall.opened(asked["user_code"])) is Outcome.DENIED
        for _ in range(2):
            with pytest.raises(HolderDenied) as raised:
                hall.poll(terminal, asked)
            assert raised.value.error == "access_denied"

    def test_too_late_finds_nothing_although_it_was_approved(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked)
        hall.server.wait(600)
        with pytest.raises(ExpiredToken):
            hall.poll(terminal, asked)

    def test_after_the_approval_was_taken_back_is_refused(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked)
        with hall.server.database.write() as tx:
            assert consents.withdraw(tx, ANN.person_id, terminal.id, hall.server.clock.now())
        with pytest.raises(HolderDenied):
            hall.poll(terminal, asked)

    def test_after_the_card_was_lost_is_refused(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked)
        hall.server.lost.add(ANN.card_id)
        with pytest.raises(InvalidGrant):
            hall.poll(terminal, asked)

    def test_gives_tokens_to_one_of_fifty(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked)

        def poll(_: int) -> dict[str, Any] | None:
            with suppress(InvalidGrant):
                return hall.poll(terminal, asked)
            return None

        with ThreadPoolExecutor(8) as pool:
            (found,) = filter(None, pool.map(poll, range(50)))
        assert terminal.call(found["access_token"]).person_id == ANN.person_id

    def test_may_narrow_what_was_granted_and_never_widen_it(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked)
        with pytest.raises(InvalidAuthorizationDetails):
            terminal.ask(
                grant_type=DEVICE, device_code=asked["device_code"], authorization_details=details(RIDE)
            )
        assert "access_token" in hall.poll(terminal, asked)


class TestADecision:
    def test_is_made_by_the_first_of_two_holders(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        mine, others = hall.opened(asked["user_code"]), hall.opened(asked["user_code"], BOB)
        assert mine is not None
        assert hall.approve(asked, BOB) is Outcome.APPROVED
        assert hall.deny(mine) is Outcome.DECIDED
        with hall.server.database.write() as tx:
            late = device_decision.approve(tx, hall.vault, mine, ANN, hall.server.clock.now())
        assert (late, others) == (Outcome.DECIDED, mine)
        assert terminal.call(hall.poll(terminal, asked)["access_token"]).person_id == BOB.person_id

    def test_that_was_made_is_known_again_to_who_agreed(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked)
        again = hall.opened(asked["user_code"])
        assert again is not None
        assert again.answered

    def test_comes_too_late(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        found = hall.opened(asked["user_code"])
        hall.server.wait(600)
        assert hall.deny(found) is Outcome.EXPIRED


class TestTheTokens:
    def test_say_who_how_and_for_what(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked, replace(ANN, session_id="s", sid="s"))
        answer = hall.poll(terminal, asked)
        identity = opened(hall.server, answer["id_token"]).claims
        assert (identity["auth_time"], identity["acr"]) == (ANN.auth_time, ANN.acr)
        assert "sid" not in identity
        assert answer["scope"] == "openid verify"
        assert answer["authorization_details"][0]["cities"] == ["330400"]
        assert "refresh_token" not in answer
        caller = terminal.call(answer["access_token"])
        assert (caller.person_id, caller.card_id) == (ANN.person_id, ANN.card_id)

    def test_are_for_all_scopes_where_none_is_named(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal, scope=None, binding_message=None, authorization_details=None)
        hall.approve(asked)
        assert hall.poll(terminal, asked)["scope"] == "openid verify"

    def test_hold_no_scope_that_the_client_has_lost(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.approve(asked)
        with hall.server.database.write() as tx:
            store.change(tx, terminal.id, scopes="openid")
        assert hall.poll(terminal, asked)["scope"] == "openid"

    def test_end_with_the_visit(self, hall: Hall, terminal: Party) -> None:
        asked = hall.ask(terminal)
        hall.server.wait(599)
        hall.approve(asked)
        token = hall.poll(terminal, asked)["access_token"]
        hall.server.wait(590)
        terminal.call(token)
        hall.server.wait(12)
        with pytest.raises(InvalidToken):
            terminal.call(token)


class TestTheAnswer:
    def test_says_where_the_code_is_typed(self, hall: Hall, terminal: Party) -> None:
        """Section 3.2."""
        asked = hall.ask(terminal)
        assert (asked["expires_in"], asked["interval"]) == (600, 5)
        assert asked["verification_uri"] == f"{ISSUER}/device"
        assert asked["verification_uri_complete"] == f"{ISSUER}/device/{asked['user_code']}"
