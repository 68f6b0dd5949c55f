"""A holder's passkeys: adding, naming and removing them."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.keys import KeyErased, Vault
from joincard_core.mailing import FolderPost
from joincard_core.settings import Settings
from joincard_core.signing_in import (
    SIGN_IN_CHANGES,
    BadPasskeyName,
    PasskeyNotAdded,
    PasskeyRefused,
    Passkeys,
    TooManyPasskeys,
)
from joincard_core.storage import Database

from core.tests.signing_in.authenticator import (
    BE,
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
    cbor,
    changed,
    decoded,
)
from core.tests.signing_in.conftest import HERE
from core.tests.signing_in.stepping import Letters, Stepping
from core.tests.signing_in.test_passkeys import BROWSER, OTHER, Phone, passkeys, phone, signed

__all__ = ["passkeys", "phone"]  # fixtures
FEW = trying(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@pytest.fixture
def ben(enrol: Any) -> Shown:
    shown: Shown = enrol(enrol.line("ben"))[0]
    return shown


def made(passkeys: Passkeys, person: str, by: Authenticator | None = None, **lies: Any) -> str:
    """The answer of an authenticator that makes a passkey for a person."""
    return (by or Authenticator()).make(passkeys.to_add(person, BROWSER, "Ann Example"), **lies)


def not_added(passkeys: Passkeys, ann: Shown, answer: str, browser: str = BROWSER) -> str:
    with pytest.raises(PasskeyNotAdded) as found:
        passkeys.add(ann.person, browser, answer, "Phone")
    return found.value.sentence


class TestAdding:
    def test_asks_for_a_passkey_that_knows_its_holder(self, passkeys: Passkeys, ann: Shown) -> None:
        asked = passkeys.to_add(ann.person, BROWSER, "Ann Example")
        assert asked["rp"]["id"] == "card.example.cn"
        assert asked["authenticatorSelection"] == {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        }
        assert [each["alg"] for each in asked["pubKeyCredParams"]] == [ES256, EDDSA, RS256]
        assert (asked["attestation"], asked["excludeCredentials"]) == ("none", [])
        assert asked["user"]["name"] == asked["user"]["displayName"] == "Ann Example"

    def test_gives_the_authenticator_an_id_that_stands_nowhere_else(
        self, passkeys: Passkeys, ann: Shown, ben: Shown
    ) -> None:
        first, again, other = (
            decoded(passkeys.to_add(who, BROWSER, "x")["user"]["id"])
            for who in (ann.person, ann.person, ben.person)
        )
        assert first == again != other
        assert len(first) == 32
        assert first not in (ann.person.encode(), bytes.fromhex(ann.person))

    def test_writes_nothing_before_the_answer(
        self, passkeys: Passkeys, ann: Shown, seen_queries: Any
    ) -> None:
        with seen_queries() as seen:
            passkeys.to_add(ann.person, BROWSER, "x")
        assert {each.split()[0] for each in seen} == {"SELECT"}

    @pytest.mark.parametrize("flags", [PRESENT, PRESENT | BE, SYNCED])
    def test_keeps_what_the_holder_should_see(
        self, passkeys: Passkeys, ann: Shown, clock: FixedClock, flags: int
    ) -> None:
        added = passkeys.add(
            ann.person, BROWSER, made(passkeys, ann.person, Authenticator(flags=flags)), " My  phone "
        )
        assert passkeys.of_person(ann.person) == (added,)
        assert (added.name, added.created_at, added.used_at) == ("My phone", clock.now(), None)
        assert added.backed_up is bool(flags & BS)

    def test_asks_no_authenticator_twice(self, passkeys: Passkeys, phone: Phone, ann: Shown) -> None:
        ids = {each.id for each in (*phone().credentials, *phone().credentials)}
        asked = passkeys.to_add(ann.person, BROWSER, "x")["excludeCredentials"]
        assert {decoded(each["id"]) for each in asked} == ids
        assert [each["transports"] for each in asked] == [["hybrid", "internal"]] * 2

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [(None, []), ("usb", []), ([1, None, {}], []), (["<b>"], []), (["usb", "usb", "x" * 17], ["usb"])],
    )
    def test_takes_hints_of_transport_as_words_alone(
        self, passkeys: Passkeys, ann: Shown, sent: object, kept: list[str]
    ) -> None:
        passkeys.add(ann.person, BROWSER, made(passkeys, ann.person, transports=sent), "x")
        (asked,) = passkeys.to_add(ann.person, BROWSER, "x")["excludeCredentials"]
        assert asked["transports"] == kept

    def test_takes_an_answer_once(self, passkeys: Passkeys, ann: Shown) -> None:
        answer = made(passkeys, ann.person)
        passkeys.add(ann.person, BROWSER, answer, "Phone")
        not_added(passkeys, ann, answer)

    def test_takes_no_passkey_that_another_has(
        self, passkeys: Passkeys, phone: Phone, ben: Shown, ann: Shown
    ) -> None:
        """Whether there is one is not said either: the sentence is that of any other answer."""
        (theirs,) = phone().credentials
        mine = Authenticator()
        answer = made(passkeys, ben.person, mine, own={"id": theirs.id})
        assert not_added(passkeys, ben, answer) == not_added(passkeys, ben, "{}")
        assert passkeys.of_person(ben.person) == ()

    @pytest.mark.parametrize("browser", [OTHER, ""])
    def test_is_for_the_browser_that_asked(self, passkeys: Passkeys, ann: Shown, browser: str) -> None:
        not_added(passkeys, ann, made(passkeys, ann.person), browser)

    def test_is_for_the_person_who_asked(self, passkeys: Passkeys, ann: Shown, ben: Shown) -> None:
        """Somebody else signed in, in the same browser, while the page was open."""
        not_added(passkeys, ben, made(passkeys, ann.person))

    def test_is_not_for_a_challenge_to_sign_in(self, passkeys: Passkeys, ann: Shown) -> None:
        asked = passkeys.to_add(ann.person, BROWSER, "x")
        asked["challenge"] = passkeys.to_sign_in(BROWSER)["challenge"]
        not_added(passkeys, ann, Authenticator().make(asked))

    def test_ends_with_the_time_of_the_page(self, passkeys: Passkeys, ann: Shown, clock: FixedClock) -> None:
        answer = made(passkeys, ann.person)
        clock.advance(timedelta(seconds=900))
        not_added(passkeys, ann, answer)

    @pytest.mark.parametrize(
        "lie",
        [
            {"said": {"type": "webauthn.get"}},
            {"said": {"origin": "https://evil.example"}},
            {"said": {"origin": "https://card.example.cn:8443"}},
            {"said": {"crossOrigin": True}},
            {"said": {"challenge": "AAAA"}},
            {"rp_id": "evil.example"},
            {"flags": UP},
            {"flags": UV},
            {"flags": PRESENT | BS},
            {"attested": b""},
            {"attested": bytes(18)},
            {"attestation": b""},
            {"attestation": cbor({"fmt": "none"})},
            {"attestation": b"\x81" * 9_000},
            {"own": {"id": b"i" * 1_024}},
            {"own": {"id": b""}},
            {"key": {}},
            {"key": {1: 2, 3: -7}},
            {"key": {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}},
            {"key": {1: 2, 3: -7, -1: 1, -2: b"\x01" * 32, -3: b"\x01" * 32}},
            {"key": {1: 2, 3: -7, -1: 2, -2: b"\x01" * 32, -3: b"\x01" * 32}},
            {"key": {1: 1, 3: -8, -1: 6, -2: b"short"}},
            {"key": {1: 1, 3: -8, -1: 6, -2: 7}},
            {"key": {1: 3, 3: -257, -1: 7, -2: 7}},
            {"key": {1: 3, 3: -257, -1: b"\xff" * 128, -2: b"\x01\x00\x01"}},
            {"key": {1: 3, 3: -257, -1: b"\xff" * 1_024, -2: b"\x01\x00\x01"}},
            {"key": {1: 3, 3: -257, -1: b"\xff" * 256, -2: b"\x01"}},
        ],
        ids=lambda lie: json.dumps({str(k): str(v)[:40] for k, v in lie.items()}),
    )
    def test_of_what_was_not_asked_for_is_refused(
        self, passkeys: Passkeys, ann: Shown, lie: dict[str, Any]
    ) -> None:
        assert not_added(passkeys, ann, made(passkeys, ann.person, **lie)) == PasskeyNotAdded().sentence
        assert passkeys.of_person(ann.person) == ()

    @pytest.mark.parametrize("algorithm", [-35, -36, -37, -47, -65535, -9, -19, 0, 7])
    def test_takes_keys_of_the_named_algorithms_alone(
        self, passkeys: Passkeys, ann: Shown, algorithm: int
    ) -> None:
        key = {**Credential(ES256, b"x").public, 3: algorithm}
        not_added(passkeys, ann, made(passkeys, ann.person, key=key))

    @pytest.mark.parametrize("kind", [1, 3, 4, "EC", None])
    def test_takes_no_key_of_another_kind_than_its_algorithm(
        self, passkeys: Passkeys, ann: Shown, kind: object
    ) -> None:
        key = {**Credential(ES256, b"x").public, 1: kind}
        if kind is None:
            del key[1]
        not_added(passkeys, ann, made(passkeys, ann.person, key=key))

    def test_looks_at_no_attestation(self, passkeys: Passkeys, ann: Shown) -> None:
        """Some browsers send one though none was asked for."""
        answer = made(passkeys, ann.person)

        def attested(raw: bytes) -> bytes:
            none = cbor("fmt") + cbor("none") + cbor("attStmt") + cbor({})
            packed = cbor("fmt") + cbor("packed") + cbor("attStmt") + cbor({"alg": -7, "sig": b"x"})
            assert none in raw
            return raw.replace(none, packed)

        assert passkeys.add(ann.person, BROWSER, changed(answer, "attestationObject", attested), "x")

    @FEW
    @given(st.sampled_from(("id", "clientDataJSON", "attestationObject")), st.integers(0, 999), st.binary())
    def test_survives_any_bytes(
        self, passkeys: Passkeys, ann: Shown, part: str, place: int, raw: bytes
    ) -> None:
        def spoiled(old: bytes) -> bytes:
            at = place % len(old)
            return old[:at] + raw + old[at + len(raw) + 1 :] or b"\x00"

        for each in passkeys.of_person(ann.person):
            passkeys.remove(ann.person, each.id)
        answer = changed(made(passkeys, ann.person), part, spoiled)
        try:
            passkeys.add(ann.person, BROWSER, answer, "x")
        except PasskeyNotAdded:
            return
        # Nothing signs these bytes: another model, another counter, or a member of the client's data that
        # nobody reads, is a passkey all the same. What is read has its own tests above.
        assert part != "id"


class TestTheMost:
    def test_is_ten(self, passkeys: Passkeys, phone: Phone, ann: Shown, ben: Shown) -> None:
        for _ in range(10):
            phone()
        with pytest.raises(TooManyPasskeys):
            passkeys.add(ann.person, BROWSER, made(passkeys, ann.person), "x")
        assert passkeys.add(ben.person, BROWSER, made(passkeys, ben.person), "x")
        passkeys.remove(ann.person, passkeys.of_person(ann.person)[4].id)
        assert passkeys.add(ann.person, BROWSER, made(passkeys, ann.person), "x")

    def test_holds_when_many_are_added_at_once(self, passkeys: Passkeys, phone: Phone, ann: Shown) -> None:
        for _ in range(7):
            phone()
        answers, met = [made(passkeys, ann.person) for _ in range(6)], Barrier(6)

        def add(answer: str) -> bool:
            met.wait(30)
            try:
                passkeys.add(ann.person, BROWSER, answer, "x")
            except TooManyPasskeys:
                return False
            return True

        with ThreadPoolExecutor(6) as pool:
            assert sorted(pool.map(add, answers)) == [False] * 3 + [True] * 3
        assert len(passkeys.of_person(ann.person)) == 10


class TestAName:
    @pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b", "a\u202eb", "\ud800", "手" * 61])
    def test_can_be_shown_and_is_short(self, passkeys: Passkeys, phone: Phone, ann: Shown, name: str) -> None:
        phone()
        (kept,) = passkeys.of_person(ann.person)
        with pytest.raises(BadPasskeyName):
            passkeys.rename(ann.person, kept.id, name)
        with pytest.raises(BadPasskeyName):
            passkeys.add(ann.person, BROWSER, made(passkeys, ann.person), name)
        assert passkeys.of_person(ann.person) == (kept,)

    @pytest.mark.parametrize("name", ["x" * 60, "我的手机", "<b>Phone</b>", "📱"])
    def test_can_be_changed(self, passkeys: Passkeys, phone: Phone, ann: Shown, name: str) -> None:
        phone()
        (kept,) = passkeys.of_person(ann.person)
        assert passkeys.rename(ann.person, kept.id, name)
        assert [each.name for each in passkeys.of_person(ann.person)] == [name]

    @pytest.mark.parametrize("which", ["", "x", "\x00", "0" * 32])
    def test_is_nobody_elses_to_change(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, ben: Shown, which: str
    ) -> None:
        phone()
        (kept,) = passkeys.of_person(ann.person)
        for person, passkey in ((ben.person, kept.id), (ann.person, which)):
            assert passkeys.rename(person, passkey, "Mine") is False
            assert passkeys.remove(person, passkey) is False
        assert passkeys.of_person(ann.person) == (kept,)


class TestRemoving:
    def test_ends_signing_in_with_it_and_with_no_other(
        self, passkeys: Passkeys, phone: Phone, ann: Shown
    ) -> None:
        first, second = phone(), phone()
        answer = signed(passkeys, first)
        assert passkeys.remove(ann.person, passkeys.of_person(ann.person)[0].id)
        with pytest.raises(PasskeyRefused):
            passkeys.sign_in(answer, HERE, BROWSER)
        assert passkeys.sign_in(signed(passkeys, second), HERE, BROWSER)

    def test_lets_the_same_be_added_again(self, passkeys: Passkeys, phone: Phone, ann: Shown) -> None:
        (old,) = phone().credentials
        passkeys.remove(ann.person, passkeys.of_person(ann.person)[0].id)
        again = Authenticator()
        passkeys.add(ann.person, BROWSER, made(passkeys, ann.person, again, own={"id": old.id}), "x")
        assert passkeys.sign_in(signed(passkeys, again), HERE, BROWSER)


class TestAChange:
    @pytest.fixture
    def world(self, database: Database, vault: Vault, clock: FixedClock, tmp_path: Path) -> Stepping:
        (tmp_path / "letters").mkdir()
        return Stepping(
            database, vault, clock, FolderPost(tmp_path / "letters", "card@card.example.cn", clock)
        )

    @pytest.fixture
    def letters(self, tmp_path: Path) -> Letters:
        return Letters(tmp_path / "letters")

    @pytest.fixture
    def telling(self, database: Database, vault: Vault, clock: FixedClock, world: Stepping) -> Passkeys:
        return Passkeys(database, vault, clock, Settings(issuer=ORIGIN), world.ways)

    def test_is_told_by_letter(
        self, telling: Passkeys, world: Stepping, letters: Letters, ann: Shown
    ) -> None:
        world.with_email(ann)
        added = telling.add(ann.person, BROWSER, made(telling, ann.person), "My phone")
        telling.rename(ann.person, added.id, "Another name")
        telling.remove(ann.person, added.id)
        telling.remove(ann.person, added.id)
        told = letters.texts()
        assert ["was added" in each for each in told] == [True, False]
        assert ["已移除" in each for each in told] == [False, True]
        assert not [each for each in told if "My phone" in each]

    @pytest.mark.parametrize("address", ["none", "not confirmed", "nobody takes it"])
    def test_stands_without_a_letter(
        self, telling: Passkeys, world: Stepping, letters: Letters, ann: Shown, address: str
    ) -> None:
        if address != "none":
            world.with_email(ann, verified=address != "not confirmed")
        if address == "nobody takes it":
            letters.folder.rmdir()
            letters.folder.write_text("no folder")
        added = telling.add(ann.person, BROWSER, made(telling, ann.person), "My phone")
        assert telling.of_person(ann.person) == (added,)

    def test_is_written_down_for_the_holder(
        self, telling: Passkeys, world: Stepping, ann: Shown, clock: FixedClock
    ) -> None:
        added = telling.add(ann.person, BROWSER, made(telling, ann.person), "My phone")
        clock.advance(timedelta(minutes=1))
        telling.remove(ann.person, added.id)
        told = world.own.changes(ann.person)
        assert [each.what for each in told] == ["passkey-removed", "passkey-added"]
        assert {each.what for each in told} <= set(SIGN_IN_CHANGES)


class TestWhoWasErased:
    def test_has_none(
        self, passkeys: Passkeys, phone: Phone, ann: Shown, database: Database, vault: Vault
    ) -> None:
        phone()
        answer = made(passkeys, ann.person)
        with database.write() as tx:
            vault.destroy_key(tx, ann.person)
        attempts: tuple[Callable[[], object], ...] = (
            lambda: passkeys.of_person(ann.person),
            lambda: passkeys.to_add(ann.person, BROWSER, "x"),
            lambda: passkeys.add(ann.person, BROWSER, answer, "x"),
        )
        for attempt in attempts:
            with pytest.raises(KeyErased):
                attempt()
