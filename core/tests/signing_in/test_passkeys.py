"""Signing in with a passkey: what is taken, and every single thing that is not."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from joincard_core.cards import Because, Cards, Move, NewCard, Status
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.keys import MasterKey, Vault
from joincard_core.mailing import NoPost
from joincard_core.settings import Settings
from joincard_core.signing_in import (
    CardAtItsEnd,
    PasskeyRefused,
    Passkeys,
    SignedIn,
    TooManySignIns,
)
from joincard_core.signing_in.passkeys_challenge import ChallengeRefused, Challenges, Purpose
from joincard_core.storage import Database
from sqlalchemy import text

from core.tests.signing_in.authenticator import (
    BS,
    EDDSA,
    ES256,
    ORIGIN,
    PRESENT,
    RS256,
    SYNCED,
    UP,
    UV,
    Authenticator,
    Credential,
    changed,
    decoded,
)
from core.tests.signing_in.conftest import ELSEWHERE, HERE
from core.tests.signing_in.stepping import Stepping

BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BROWSER, OTHER = "b" * 43, "o" * 43
PARTS = ("id", "clientDataJSON", "authenticatorData", "signature", "userHandle")
FEW = trying(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
Phone = Callable[..., Authenticator]


@pytest.fixture
def passkeys(database: Database, vault: Vault, clock: FixedClock) -> Passkeys:
    return opened(database, vault, clock)


@pytest.fixture
def phone(passkeys: Passkeys, ann: Shown) -> Phone:
    """A phone with a passkey of Ann's."""

    def phone(**kind: Any) -> Authenticator:
        made = Authenticator(**kind)
        answer = made.make(passkeys.to_add(ann.person, BROWSER, "Ann Example"))
        passkeys.add(ann.person, BROWSER, answer, "Phone")
        return made

    return phone


@pytest.fixture(params=[ES256, EDDSA], ids=["ES256", "EdDSA"])
def mine(phone: Phone, request: pytest.FixtureRequest) -> Authenticator:
    """One phone for all examples of a test."""
    return phone(algorithm=request.param)


def opened(database: Database, vault: Vault, clock: FixedClock, issuer: str = ORIGIN) -> Passkeys:
    ways = Stepping(database, vault, clock, NoPost()).ways
    return Passkeys(database, vault, clock, Settings(issuer=issuer), ways)


def refused(passkeys: Passkeys, answer: str, browser: str = BROWSER) -> str:
    with pytest.raises(PasskeyRefused) as found:
        passkeys.sign_in(answer, HERE, browser)
    return found.value.sentence


def signed(passkeys: Passkeys, by: Authenticator, **lies: Any) -> str:
    return by.sign(passkeys.to_sign_in(BROWSER), **lies)


class TestAHolder:
    @pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256])
    def test_signs_in(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, clock: FixedClock, algorithm: int
    ) -> None:
        mine = phone(algorithm=algorithm)
        for _ in range(2):
            assert passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER) == SignedIn(
                ann.person, ann.card, clock.now(), "urn:joincard:acr:passkey", ("pop", "user")
            )

    def test_signs_in_with_one_that_does_not_count(self, passkeys: Passkeys, phone: Phone) -> None:
        mine = phone(counts=False, flags=SYNCED)
        for _ in range(3):
            assert passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)

    def test_signs_in_by_the_passkey_that_was_used(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, clock: FixedClock
    ) -> None:
        first, second = phone(), phone()
        clock.advance(timedelta(minutes=1))
        passkeys.sign_in(signed(passkeys, first), HERE, BROWSER)
        assert [each.used_at for each in passkeys.of_person(ann.person)] == [clock.now(), None]
        assert passkeys.sign_in(signed(passkeys, second), HERE, BROWSER).person_id == ann.person

    def test_is_asked_for_any_passkey_of_this_host(self, passkeys: Passkeys) -> None:
        asked = passkeys.to_sign_in(BROWSER)
        assert (asked["rpId"], asked["allowCredentials"]) == ("card.example.cn", [])
        assert asked["userVerification"] == "required"
        assert len(decoded(asked["challenge"])) >= 16
        assert asked["challenge"] != passkeys.to_sign_in(BROWSER)["challenge"]

    def test_is_asked_without_a_word_to_the_database(self, passkeys: Passkeys, seen_queries: Any) -> None:
        with seen_queries() as seen:
            passkeys.to_sign_in(BROWSER)
        assert seen == []

    def test_may_take_as_long_as_for_the_page(
        self, passkeys: Passkeys, phone: Phone, clock: FixedClock
    ) -> None:
        mine = phone()
        early, late = signed(passkeys, mine), signed(passkeys, mine)
        clock.advance(timedelta(seconds=899))
        assert passkeys.sign_in(early, HERE, BROWSER)
        clock.advance(timedelta(seconds=1))
        refused(passkeys, late)


class TestTheCard:
    def test_is_the_newest_good_one(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, database: Database, clock: FixedClock
    ) -> None:
        mine = phone()
        end(database, ann.card, clock)
        with pytest.raises(CardAtItsEnd) as at_its_end:
            passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)
        assert at_its_end.value.status == "lost"
        newer = issue(database, ann, clock)
        assert passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER).card_id == newer

    def test_past_its_last_day_serves_no_more(
        self, passkeys: Passkeys, phone: Phone, clock: FixedClock
    ) -> None:
        mine = phone()
        clock.set(clock.now().replace(year=2031, month=1, day=1))
        with pytest.raises(CardAtItsEnd) as at_its_end:
            passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)
        assert at_its_end.value.status == "expired"

    def test_of_old_serves_while_the_newest_is_lost(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, database: Database, clock: FixedClock
    ) -> None:
        mine = phone()
        end(database, issue(database, ann, clock), clock)
        assert passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER).card_id == ann.card

    def test_can_be_at_its_end_without_spending_what_others_may_use(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, database: Database, clock: FixedClock
    ) -> None:
        mine = phone()
        end(database, ann.card, clock)
        answer = signed(passkeys, mine)
        with pytest.raises(CardAtItsEnd):
            passkeys.sign_in(answer, HERE, BROWSER)
        refused(passkeys, answer)  # it was used


class TestAnAnswer:
    def test_serves_once(self, passkeys: Passkeys, phone: Phone) -> None:
        answer = signed(passkeys, phone(counts=False))
        passkeys.sign_in(answer, HERE, BROWSER)
        refused(passkeys, answer)

    def test_serves_once_on_another_worker_too(
        self, passkeys: Passkeys, phone: Phone, database: Database, vault: Vault, clock: FixedClock
    ) -> None:
        other = opened(database, vault, clock)
        answer = signed(passkeys, phone(counts=False))
        other.sign_in(answer, HERE, BROWSER)
        refused(passkeys, answer)

    @pytest.mark.parametrize("browser", [OTHER, "", f"{BROWSER} x"])
    def test_serves_no_other_browser(self, passkeys: Passkeys, phone: Phone, browser: str) -> None:
        mine = phone()
        refused(passkeys, signed(passkeys, mine), browser)
        refused(passkeys, mine.sign(passkeys.to_sign_in(browser)), BROWSER)

    def test_to_another_question_does_not_serve(self, passkeys: Passkeys, phone: Phone, ann: Shown) -> None:
        mine = phone()
        asked = passkeys.to_add(ann.person, BROWSER, "Ann")
        refused(passkeys, mine.sign({**passkeys.to_sign_in(BROWSER), "challenge": asked["challenge"]}))

    @pytest.mark.parametrize(
        "lie",
        [
            {"said": {"type": "webauthn.create"}},
            {"said": {"type": "payment.get"}},
            {"said": {"origin": "https://evil.example"}},
            {"said": {"origin": "https://card.example.cn.evil.example"}},
            {"said": {"origin": "https://sub.card.example.cn"}},
            {"said": {"origin": "https://card.example.cn:8443"}},
            {"said": {"origin": "http://card.example.cn"}},
            {"said": {"origin": "https://card.example.cn/"}},
            {"said": {"origin": "null"}},
            {"said": {"origin": None}},
            {"said": {"crossOrigin": True}},
            {"said": {"crossOrigin": "false"}},
            {"said": {"challenge": "AAAA"}},
            {"said": {"challenge": ""}},
            {"said": {"challenge": None}},
            {"rp_id": "evil.example"},
            {"rp_id": "example.cn"},
            {"flags": UP},
            {"flags": UV},
            {"flags": 0},
            {"flags": PRESENT | BS},
            {"user": b"somebody else"},
            {"user": b""},
            {"signature": b""},
            {"signature": bytes(64)},
            {"extensions": b"\xa0"},
            {"credential": Credential(ES256, b"nobody")},
        ],
        ids=lambda lie: json.dumps(lie, default=lambda _: "..."),
    )
    def test_that_lies_is_refused_in_one_sentence(
        self, passkeys: Passkeys, phone: Phone, lie: dict[str, Any]
    ) -> None:
        mine = phone()
        assert refused(passkeys, signed(passkeys, mine, **lie)) == PasskeyRefused().sentence
        assert passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)  # the control

    def test_of_an_unknown_passkey_is_looked_at_by_the_same_queries(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, seen_queries: Any
    ) -> None:
        mine, strange = phone(), Authenticator(credentials=[Credential(ES256, b"x")])
        refused(passkeys, signed(passkeys, mine, signature=b"x"))  # the first one of all also tidies up
        asked = []
        for answer in (signed(passkeys, mine, signature=b"x"), signed(passkeys, strange)):
            with seen_queries() as seen:
                refused(passkeys, answer)
            asked.append(seen)
        assert asked[0] == asked[1]

    @FEW
    @given(part=st.sampled_from(PARTS), place=st.integers(0, 2_000), bit=st.integers(0, 7))
    def test_with_any_bit_turned_is_refused(
        self, passkeys: Passkeys, mine: Authenticator, clock: FixedClock, part: str, place: int, bit: int
    ) -> None:
        clock.advance(timedelta(minutes=1))  # a window of the throttle of its own

        def turned(raw: bytes) -> bytes:
            at = place % len(raw)
            return raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]

        answer = signed(passkeys, mine)
        assert refused(passkeys, changed(answer, part, turned)) == PasskeyRefused().sentence
        assert passkeys.sign_in(answer, HERE, BROWSER)  # as it was, it serves

    @FEW
    @given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
    def test_can_be_any_text(self, passkeys: Passkeys, answer: str) -> None:
        with pytest.raises((PasskeyRefused, TooManySignIns)):
            passkeys.sign_in(answer, HERE, BROWSER)

    @FEW
    @given(st.sampled_from(PARTS), st.binary(max_size=300), st.integers(0, 200))
    def test_can_hold_any_bytes(
        self, passkeys: Passkeys, mine: Authenticator, clock: FixedClock, part: str, raw: bytes, kept: int
    ) -> None:
        clock.advance(timedelta(minutes=1))
        refused(passkeys, changed(signed(passkeys, mine), part, lambda old: old[:kept] + raw + b"\x00"))

    @pytest.mark.parametrize(
        "broken",
        [
            "",
            "null",
            "[]",
            "{}",
            '{"id":"AA","id":"AA"}',
            '{"id":1,"rawId":1,"type":"public-key","response":{}}',
            "[" * 5_000,
            "x" * 20_000,
            "\ud800",
        ],
    )
    def test_that_is_none_is_refused(self, passkeys: Passkeys, broken: str) -> None:
        refused(passkeys, broken)

    @pytest.mark.parametrize(
        "spell",
        [
            lambda text: text + "=",
            lambda text: text + "\n",
            lambda text: text[:-1] + "~",
            lambda text: text.replace("-", "+").replace("_", "/") + "+",
            lambda text: 7,
            lambda text: None,
            lambda text: text[:-1] + BASE64URL[BASE64URL.index(text[-1]) ^ 1],  # bits that are no byte's
        ],
    )
    @pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
    def test_is_spelled_in_one_way(
        self, passkeys: Passkeys, phone: Phone, part: str, spell: Callable[[str], object]
    ) -> None:
        found = json.loads(signed(passkeys, phone()))
        found["response"][part] = spell(found["response"][part])
        refused(passkeys, json.dumps(found))

    @pytest.mark.parametrize("more", [{"rawId": "AAAA"}, {"type": "password"}, {"x": "x" * 16_384}])
    def test_is_whole_and_no_longer_than_answers_are(
        self, passkeys: Passkeys, phone: Phone, more: dict[str, str]
    ) -> None:
        mine = phone()
        refused(passkeys, json.dumps({**json.loads(signed(passkeys, mine)), **more}))
        assert passkeys.sign_in(json.dumps({**json.loads(signed(passkeys, mine)), "x": "x"}), HERE, BROWSER)

    @pytest.mark.parametrize(
        "nested", [b"\x81" * 9_000, b"\x9b" + b"\xff" * 8, b"\xbf", b"\xa1\xa0\x00", b""]
    )
    def test_may_have_hostile_extensions(self, passkeys: Passkeys, phone: Phone, nested: bytes) -> None:
        refused(passkeys, signed(passkeys, phone(), flags=PRESENT | 0x80, extensions=nested))


class TestACounter:
    def test_that_goes_back_is_refused_and_noted(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, clock: FixedClock
    ) -> None:
        mine = phone()
        passkeys.sign_in(signed(passkeys, mine, count=7), HERE, BROWSER)
        for count in (7, 6, 0):
            clock.advance(timedelta(minutes=1))
            refused(passkeys, signed(passkeys, mine, count=count))
            (kept,) = passkeys.of_person(ann.person)
            assert kept.doubted_at == clock.now()
            assert kept.used_at != clock.now()
        assert passkeys.sign_in(signed(passkeys, mine, count=8), HERE, BROWSER)

    def test_may_be_as_high_as_there_is_room(self, passkeys: Passkeys, phone: Phone) -> None:
        mine = phone()
        assert passkeys.sign_in(signed(passkeys, mine, count=2**32 - 1), HERE, BROWSER)

    @FEW
    @given(st.lists(st.integers(0, 5) | st.integers(0, 2**32 - 1), min_size=1, max_size=8))
    def test_only_ever_moves_on(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, clock: FixedClock, counts: list[int]
    ) -> None:
        for before in passkeys.of_person(ann.person):
            passkeys.remove(ann.person, before.id)
        mine, last = phone(), 0
        for count in counts:
            clock.advance(timedelta(minutes=1))
            answer = signed(passkeys, mine, count=count)
            if count > last or count == last == 0:
                assert passkeys.sign_in(answer, HERE, BROWSER)
                last = count
            else:
                refused(passkeys, answer)


class TestAnAddress:
    def test_that_tries_too_often_has_to_wait(
        self, passkeys: Passkeys, phone: Phone, clock: FixedClock
    ) -> None:
        mine = phone()
        for _ in range(60):
            refused(passkeys, signed(passkeys, mine, signature=b"x"))
        answer = signed(passkeys, mine)
        with pytest.raises(TooManySignIns) as waiting:
            passkeys.sign_in(answer, HERE, BROWSER)
        assert 1 <= waiting.value.retry_after <= 60
        assert passkeys.sign_in(answer, ELSEWHERE, BROWSER)  # nobody else is kept out
        clock.advance(timedelta(minutes=1))
        assert passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)

    def test_of_a_holder_does_not_wait_for_who_shares_the_address(
        self, passkeys: Passkeys, phone: Phone
    ) -> None:
        mine = phone()
        for _ in range(60):
            refused(passkeys, "{}")
        with pytest.raises(TooManySignIns):
            passkeys.sign_in("{}", HERE, BROWSER)
        assert passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)

    def test_of_a_holder_never_waits(self, passkeys: Passkeys, phone: Phone) -> None:
        mine = phone()
        for _ in range(70):
            passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)


class TestWhoWasErased:
    def test_is_unknown(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, database: Database, vault: Vault
    ) -> None:
        mine = phone()
        with database.write() as tx:
            vault.destroy_key(tx, ann.person)
        refused(passkeys, signed(passkeys, mine))


class TestTheDatabase:
    def test_shows_nobody_which_authenticators_a_person_has(
        self, passkeys: Passkeys, phone: Phone, database: Database
    ) -> None:
        mine = phone(algorithm=EDDSA)
        passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)
        (own,) = mine.credentials
        with database.read() as tx:
            row = tx.execute(text("SELECT * FROM passkeys")).one()
        for value in row:
            shown = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for secret in (own.id, own.user, own.private.public_key().public_bytes_raw(), b"Phone"):
                assert secret not in shown

    def test_forgets_challenges_whose_time_is_over(
        self, passkeys: Passkeys, phone: Phone, database: Database, clock: FixedClock
    ) -> None:
        mine = phone()
        clock.advance(timedelta(hours=2))
        passkeys.sign_in(signed(passkeys, mine), HERE, BROWSER)
        with database.read() as tx:
            assert tx.execute(text("SELECT count(*) FROM passkey_challenges")).scalar() == 1


class TestAChallenge:
    @pytest.fixture
    def challenges(self, vault: Vault) -> Challenges:
        return Challenges(vault, timedelta(minutes=15))

    @pytest.mark.parametrize("at", [0, 15, 16, 23, 24, 55])
    def test_is_for_one_purpose_and_browser_and_changed_by_nobody(
        self, challenges: Challenges, clock: FixedClock, at: int
    ) -> None:
        made, now = challenges.new("sign-in", BROWSER, clock.now()), clock.now()
        assert challenges.recognised(made, "sign-in", BROWSER, now).expires_at == now + timedelta(minutes=15)
        turned = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
        wrong: tuple[tuple[bytes, Purpose, str], ...] = (
            (made, "add", BROWSER),
            (made, "sign-in", OTHER),
            (made[1:], "sign-in", BROWSER),
            (turned, "sign-in", BROWSER),
        )
        for challenge, purpose, browser in wrong:
            with pytest.raises(ChallengeRefused):
                challenges.recognised(challenge, purpose, browser, now)

    def test_of_another_authority_is_none_of_ours(
        self, challenges: Challenges, clock: FixedClock, master_key: MasterKey
    ) -> None:
        other = Challenges(Vault(master_key, b"another index key of 32 bytes...."), timedelta(minutes=15))
        made = other.new("sign-in", BROWSER, clock.now())
        with pytest.raises(ChallengeRefused):
            challenges.recognised(made, "sign-in", BROWSER, clock.now())


def test_nothing_of_a_passkey_is_logged(
    passkeys: Passkeys, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    passkeys.sign_in(signed(passkeys, phone()), HERE, BROWSER)
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("issuer", "host", "origin", "offers"),
    [
        ("https://card.example.cn", "card.example.cn", "https://card.example.cn", True),
        ("https://Card.Example.cn:443", "card.example.cn", "https://card.example.cn", True),
        ("https://card.example.cn:8443/in", "card.example.cn", "https://card.example.cn:8443", True),
        ("http://localhost:8000", "localhost", "http://localhost:8000", True),
        ("https://192.0.2.1", "192.0.2.1", "https://192.0.2.1", False),
        ("https://[2001:db8::1]:80", "2001:db8::1", "https://[2001:db8::1]:80", False),
    ],
)
def test_a_host_with_a_name_can_have_passkeys(
    database: Database, vault: Vault, clock: FixedClock, issuer: str, host: str, origin: str, offers: bool
) -> None:
    passkeys = opened(database, vault, clock, issuer)
    assert passkeys.offered is offers
    assert passkeys.to_sign_in(BROWSER)["rpId"] == host
    assert passkeys._party.origin == origin


def end(database: Database, card: str, clock: FixedClock) -> None:
    with database.write() as tx:
        Cards().move(tx, card, Move.REPORT_LOST, Because("tests", "A test.", clock.now()))


def issue(database: Database, ann: Shown, clock: FixedClock) -> str:
    clock.advance(timedelta(minutes=1))
    with database.write() as tx:
        facts = Cards().facts_of(tx, ann.person)
        assert facts is not None
        new = NewCard(status=Status.ACTIVE, issue_city="330400", expires_on=None)
        return Cards().issue(tx, ann.person, facts, new, Because("tests", "A test.", clock.now()))
