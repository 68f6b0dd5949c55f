"""After the password a one-time code: by e-mail, or of an authenticator application."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joincard_core.cards import Because, Cards, Move
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.keys import Vault
from joincard_core.mailing import FolderPost, MailNotSent, NoPost
from joincard_core.people import Passwords
from joincard_core.signing_in import (
    PASSKEY,
    PASSWORD,
    PASSWORD_OTP,
    CardAtItsEnd,
    CodeRefused,
    CodesClosed,
    Keyed,
    NextStep,
    PasskeyNeeded,
    Second,
    SecondStepMissing,
    SignedIn,
    SignIn,
    SignInError,
    StepGone,
    TooManyLetters,
    TooManySignIns,
    code_throttle,
    end_sessions,
)
from joincard_core.signing_in.code_throttle import (
    A_DAY,
    DAY,
    IN_A_ROW,
    PER_PERSON,
    PER_PERSON_AND_ADDRESS,
    WARN_AT,
)
from joincard_core.signing_in.second_step import MOST_TRIES
from joincard_core.signing_in.sessions import held
from joincard_core.signing_in.step_tables import authenticators, sign_in_steps
from joincard_core.signing_in.throttle import window_end
from joincard_core.storage import Database
from sqlalchemy import select

from core.tests.signing_in.conftest import ELSEWHERE, HERE, QUICK
from core.tests.signing_in.stepping import ADDRESS, BROWSER, Letters, Stepping, code_at

Typed = Callable[..., Keyed]
WRONG = "00000000"
STRANGERS = tuple(f"203.0.113.{host}" for host in range(100))


@pytest.fixture
def letters(tmp_path: Path) -> Letters:
    return Letters(tmp_path / "mail")


@pytest.fixture
def world(database: Database, vault: Vault, clock: FixedClock, letters: Letters) -> Stepping:
    return Stepping(database, vault, clock, FolderPost(letters.folder, "card@card.example.cn", clock))


@pytest.fixture
def known(sign_in: SignIn, ann: Shown, keyed: Typed) -> SignedIn:
    """Ann, whose password was right."""
    return sign_in.with_password(keyed())


def begun(world: Stepping, known: SignedIn, *wanted: str) -> NextStep:
    found = world.steps.begin(known, wanted)
    assert found
    return found


def sent(world: Stepping, known: SignedIn) -> NextStep:
    step = begun(world, known)
    world.steps.send(step.cookie, HERE)
    return step


def outcome(world: Stepping, step: NextStep, code: str, address: str = HERE) -> str:
    try:
        world.steps.finish(step.cookie, code, address)
    except SignInError as error:
        return error.code
    return "in"


def begin_a_day(clock: FixedClock) -> None:
    """Go on to the next day, as limits count them."""
    clock.advance(window_end(clock.now(), DAY) - clock.now())


def looked_at(world: Stepping, known: SignedIn, *, hours: int, addresses: Iterable[str] = STRANGERS) -> int:
    """How many wrong codes are looked at, of somebody who has the password and tries all that they can."""
    found = 0
    for _ in range(hours):
        for address in addresses:
            step, last = begun(world, known), "sign-in.code-refused"
            while last == "sign-in.code-refused":
                last = outcome(world, step, WRONG, address)
                found += last in ("sign-in.code-refused", "sign-in.step-gone")
            if last != "sign-in.step-gone":
                break
        world.clock.advance(timedelta(hours=1))
    return found


def test_a_state_ends_when_its_holder_signs_out_everywhere(
    world: Stepping, ann: Shown, known: SignedIn, letters: Letters
) -> None:
    world.with_email(ann)
    step = sent(world, known)
    with world.database.write() as tx:
        end_sessions(tx, ann.person, world.clock.now())
    assert outcome(world, step, letters.code()) == StepGone.code


class TestWhetherACodeIsAskedFor:
    def test_by_e_mail_where_the_address_is_confirmed(
        self, world: Stepping, ann: Shown, known: SignedIn
    ) -> None:
        world.with_email(ann)
        assert begun(world, known).second is Second.EMAIL

    def test_of_the_application_first(self, world: Stepping, ann: Shown, known: SignedIn) -> None:
        world.with_email(ann)
        world.with_authenticator(ann)
        assert begun(world, known).second is Second.AUTHENTICATOR

    def test_but_nobody_gets_in_who_has_neither(self, world: Stepping, ann: Shown, known: SignedIn) -> None:
        with pytest.raises(SecondStepMissing):
            world.steps.begin(known)
        world.with_email(ann, verified=False)
        with pytest.raises(SecondStepMissing):
            world.steps.begin(known)

    def test_nor_by_letter_where_no_letter_goes_out(
        self, world: Stepping, ann: Shown, known: SignedIn
    ) -> None:
        world.with_email(ann)
        world.post = NoPost()
        with pytest.raises(SecondStepMissing):
            world.steps.begin(known)

    @pytest.mark.parametrize("wanted", [(), (PASSWORD,), ("phr",), (PASSWORD, PASSWORD_OTP)])
    def test_not_where_a_password_does(
        self, world: Stepping, ann: Shown, known: SignedIn, wanted: tuple[str, ...]
    ) -> None:
        world.least = "password"
        world.with_email(ann)
        assert world.steps.begin(known, wanted) is None

    @pytest.mark.parametrize("wanted", [(PASSWORD_OTP,), (PASSKEY, PASSWORD_OTP), ("phr", PASSWORD_OTP)])
    def test_where_a_client_wants_it_and_it_is_possible(
        self, world: Stepping, ann: Shown, known: SignedIn, wanted: tuple[str, ...]
    ) -> None:
        world.least = "password"
        assert world.steps.begin(known, wanted) is None
        world.with_email(ann)
        assert begun(world, known, *wanted).second is Second.EMAIL

    def test_always_of_who_has_the_application(self, world: Stepping, ann: Shown, known: SignedIn) -> None:
        world.least = "password"
        world.with_authenticator(ann)
        assert begun(world, known).second is Second.AUTHENTICATOR

    def test_in_vain_where_only_a_passkey_does(self, world: Stepping, ann: Shown, known: SignedIn) -> None:
        world.least = "passkey"
        world.with_email(ann)
        with pytest.raises(PasskeyNeeded):
            world.steps.begin(known)

    def test_once_more_of_a_session_with_a_password_alone(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters, clock: FixedClock
    ) -> None:
        weak = held("session", known)
        assert world.steps.raise_from(weak) is None
        world.with_email(ann)
        clock.advance(timedelta(minutes=3))
        step = world.steps.raise_from(weak)
        assert step
        world.steps.send(step.cookie, HERE)
        raised = world.steps.finish(step.cookie, letters.code(), HERE)
        assert (raised.acr, raised.auth_time) == (PASSWORD_OTP, known.auth_time)
        assert world.steps.raise_from(held("session", raised)) is None


class TestACodeByLetter:
    def test_signs_in(self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters) -> None:
        world.with_email(ann)
        step = sent(world, known)
        assert world.steps.finish(step.cookie, letters.code(), HERE) == SignedIn(
            ann.person, ann.card, known.auth_time, PASSWORD_OTP, ("pwd", "otp")
        )

    def test_may_be_typed_as_people_do(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters
    ) -> None:
        world.with_email(ann)
        step, code = sent(world, known), letters.code()
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
        assert outcome(world, step, f" {wide[:4]} {wide[4:]} ") == "in"

    def test_is_good_once_and_for_its_own_state(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters
    ) -> None:
        world.with_email(ann)
        step, other = sent(world, known), begun(world, known)
        code = letters.code()
        assert outcome(world, other, code) == "sign-in.code-refused"
        assert outcome(world, step, code) == "in"
        assert outcome(world, step, code) == "sign-in.step-gone"

    def test_is_good_for_ten_minutes(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters, clock: FixedClock
    ) -> None:
        world.with_email(ann)
        step = sent(world, known)
        clock.advance(timedelta(minutes=10))
        assert outcome(world, step, letters.code()) == "sign-in.step-gone"

    def test_is_over_when_a_newer_one_is_sent(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters, clock: FixedClock
    ) -> None:
        world.with_email(ann)
        step, first = sent(world, known), letters.code()
        clock.advance(timedelta(seconds=30))
        world.steps.send(step.cookie, HERE)
        assert outcome(world, step, first) == "sign-in.code-refused"
        assert outcome(world, step, letters.code()) == "in"

    def test_is_sent_thrice_at_most_and_not_at_once(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters, clock: FixedClock
    ) -> None:
        world.with_email(ann)
        step = sent(world, known)
        with pytest.raises(TooManyLetters) as soon:
            world.steps.send(step.cookie, HERE)
        assert soon.value.retry_after == 30
        for _ in range(2):
            clock.advance(timedelta(seconds=30))
            world.steps.send(step.cookie, HERE)
        clock.advance(timedelta(seconds=30))
        with pytest.raises(TooManyLetters):
            world.steps.send(step.cookie, HERE)
        assert len(letters.files()) == 3

    def test_does_not_fill_a_letter_box(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters
    ) -> None:
        """Who knows the password begins again and again, also from many addresses."""
        world.with_email(ann)
        for address in [HERE] * 30 + [f"203.0.113.{host}" for host in range(30)]:
            step = begun(world, known)
            try:
                world.steps.send(step.cookie, address)
            except TooManySignIns:
                continue
        assert len(letters.files()) == 12

    def test_that_could_not_be_sent_says_so_and_opens_nothing(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters
    ) -> None:
        world.with_email(ann)
        letters.folder.write_text("no folder")
        step = begun(world, known)
        with pytest.raises(MailNotSent):
            world.steps.send(step.cookie, HERE)
        assert outcome(world, step, "") == "sign-in.code-refused"

    def test_is_nowhere_in_the_database(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters
    ) -> None:
        world.with_email(ann)
        step, code = sent(world, known), letters.code()
        with world.database.read() as tx:
            row = str(tx.execute(select(sign_in_steps)).one())
        assert code not in row
        assert step.cookie not in row + repr(step)

    def test_goes_to_an_address_that_is_masked_on_the_page(
        self, world: Stepping, ann: Shown, known: SignedIn
    ) -> None:
        world.with_email(ann)
        step = begun(world, known)
        assert not world.steps.of(step.cookie).sent
        world.steps.send(step.cookie, HERE)
        found = world.steps.of(step.cookie)
        assert (found.sent, found.address) == (True, "a…@example.org")


class TestACodeOfTheApplication:
    def test_signs_in_once(self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock) -> None:
        secret = world.with_authenticator(ann)
        clock.advance(timedelta(seconds=30))
        code, first, second = code_at(secret, clock), begun(world, known), begun(world, known)
        assert outcome(world, first, code) == "in"
        assert outcome(world, second, code) == "sign-in.code-refused"

    def test_that_confirmed_it_is_used_up(self, world: Stepping, ann: Shown, known: SignedIn) -> None:
        secret = world.with_authenticator(ann)
        assert outcome(world, begun(world, known), code_at(secret, world.clock)) == "sign-in.code-refused"

    @pytest.mark.parametrize(
        ("steps", "expected"),
        [
            (-2, "sign-in.code-refused"),
            (-1, "in"),
            (0, "in"),
            (1, "in"),
            (2, "sign-in.code-refused"),
        ],
    )
    def test_may_be_one_time_step_off(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock, steps: int, expected: str
    ) -> None:
        secret = world.with_authenticator(ann)
        clock.advance(timedelta(minutes=5))
        assert outcome(world, begun(world, known), code_at(secret, clock, steps)) == expected

    def test_is_taken_once_also_of_many_at_the_same_time(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock
    ) -> None:
        secret = world.with_authenticator(ann)
        clock.advance(timedelta(seconds=30))
        code, states = code_at(secret, clock), [begun(world, known) for _ in range(8)]
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda step: outcome(world, step, code), states))
        assert sorted(found) == ["in", *["sign-in.code-refused"] * 7]

    def test_needs_a_secret_that_is_sealed_and_confirmed(
        self, world: Stepping, ann: Shown, known: SignedIn
    ) -> None:
        offered = world.own.offer(ann.person, BROWSER, "card")
        assert offered
        with pytest.raises(SecondStepMissing):  # it does not count yet
            world.steps.begin(known)
        with pytest.raises(CodeRefused):
            world.own.confirm(ann.person, BROWSER, WRONG)
        assert world.own.offer(ann.person, BROWSER, "card") == offered  # the page may be loaded again
        with world.database.read() as tx:
            row = tx.execute(select(authenticators)).one()
        assert offered.secret.encode() not in row.secret
        assert offered.secret not in repr(offered)

    def test_of_who_was_erased_is_none(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock
    ) -> None:
        secret = world.with_authenticator(ann)
        clock.advance(timedelta(seconds=30))
        step = begun(world, known)
        with world.database.write() as tx:
            world.vault.destroy_key(tx, ann.person)
        assert outcome(world, step, code_at(secret, clock)) == "sign-in.code-refused"


class TestGuessing:
    def test_ends_the_state_after_five_wrong_codes(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters
    ) -> None:
        world.with_email(ann)
        step = sent(world, known)
        found = [outcome(world, step, WRONG) for _ in range(MOST_TRIES)]
        assert found == ["sign-in.code-refused"] * 4 + ["sign-in.step-gone"]
        assert outcome(world, step, letters.code()) == "sign-in.step-gone"

    def test_by_the_thousand_gets_nowhere_and_locks_nobody_out(
        self, world: Stepping, ann: Shown, sign_in: SignIn, keyed: Typed, clock: FixedClock
    ) -> None:
        """Somebody has Ann's password, and a hundred addresses; Ann has signed in from home before."""
        secret = world.with_authenticator(ann)
        known = sign_in.with_password(keyed())
        clock.advance(timedelta(seconds=30))
        assert outcome(world, begun(world, known), code_at(secret, clock), ELSEWHERE) == "in"
        right = {code_at(secret, clock, steps) for steps in range(-2, 3)}
        guesses = (f"{guess:06}" for guess in range(2_000) if f"{guess:06}" not in right)
        looked_at, step = 0, begun(world, known)
        for number, guess in enumerate(guesses):
            found = outcome(world, step, guess, f"203.0.113.{number % 100}")
            looked_at += found != "sign-in.too-many"
            if found == "sign-in.step-gone":
                step = begun(world, known)
        assert looked_at == PER_PERSON
        clock.advance(timedelta(seconds=30))
        assert outcome(world, begun(world, known), code_at(secret, clock), ELSEWHERE) == "in"

    def test_at_the_limit_a_right_code_gets_the_answer_of_a_wrong_one(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock
    ) -> None:
        secret = world.with_authenticator(ann)
        for _ in range(PER_PERSON_AND_ADDRESS // MOST_TRIES):
            step = begun(world, known)
            for _ in range(MOST_TRIES):
                outcome(world, step, WRONG)
        clock.advance(timedelta(seconds=30))
        step, errors = begun(world, known), []
        for code in (WRONG, code_at(secret, clock)):
            with pytest.raises(TooManySignIns) as limited:
                world.steps.finish(step.cookie, code, HERE)
            errors.append(str(limited.value))
        assert errors[0] == errors[1]
        clock.advance(timedelta(hours=1))
        assert outcome(world, begun(world, known), code_at(secret, clock)) == "in"

    @pytest.mark.parametrize("way", ["letter", "application"])
    def test_has_a_bound_for_a_day_from_all_new_addresses(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock, way: str
    ) -> None:
        world.with_email(ann) if way == "letter" else world.with_authenticator(ann)
        begin_a_day(clock)
        assert [looked_at(world, known, hours=12), looked_at(world, known, hours=11)] == [A_DAY, 0]

    def test_has_a_bound_for_a_day_from_a_known_address(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock
    ) -> None:
        secret = world.with_authenticator(ann)
        begin_a_day(clock)
        assert outcome(world, begun(world, known), code_at(secret, clock)) == "in"
        assert looked_at(world, known, hours=12, addresses=(HERE,) * 20) == A_DAY
        with pytest.raises(TooManySignIns, match="Try again in 12 hours") as limited:
            world.steps.finish(begun(world, known).cookie, code_at(secret, clock), HERE)
        assert limited.value.retry_after == 12 * 3_600
        clock.advance(timedelta(hours=12))
        assert outcome(world, begun(world, known), code_at(secret, clock)) == "in"

    def test_closes_an_application_at_new_addresses_until_a_right_code_comes_from_a_known_one(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock
    ) -> None:
        secret = world.with_authenticator(ann)
        begin_a_day(clock)
        assert outcome(world, begun(world, known), code_at(secret, clock), ELSEWHERE) == "in"
        assert looked_at(world, known, hours=25) == IN_A_ROW
        closed = outcome(world, begun(world, known), code_at(secret, clock))
        assert closed == outcome(world, begun(world, known), WRONG) == CodesClosed.code
        assert outcome(world, begun(world, known), code_at(secret, clock), ELSEWHERE) == "in"
        clock.advance(timedelta(seconds=30))
        assert outcome(world, begun(world, known), code_at(secret, clock)) == "in"

    def test_has_a_bound_for_a_year_whatever_the_holder_does(
        self,
        world: Stepping,
        ann: Shown,
        known: SignedIn,
        clock: FixedClock,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(code_throttle, "IN_A_YEAR", 130)
        secret, found = world.with_authenticator(ann), []
        for _ in range(3):
            begin_a_day(clock)
            assert outcome(world, begun(world, known), code_at(secret, clock), ELSEWHERE) == "in"
            found.append(looked_at(world, known, hours=4))
        assert found == [IN_A_ROW, 30, 0]

    def test_locks_nobody_out_who_gets_a_new_password_or_application(
        self, world: Stepping, ann: Shown, known: SignedIn, clock: FixedClock
    ) -> None:
        secret = world.with_authenticator(ann)
        looked_at(world, known, hours=5)
        begin_a_day(clock)
        assert outcome(world, begun(world, known), code_at(secret, clock)) == CodesClosed.code
        passwords = Passwords(world.vault, QUICK)
        with world.database.write() as tx:
            passwords.keep(tx, ann.person, passwords.hashed("another horse 电池"), clock.now())
        assert outcome(world, begun(world, known), code_at(secret, clock)) == "in"
        looked_at(world, known, hours=5)
        begin_a_day(clock)
        assert outcome(world, begun(world, known), WRONG, ELSEWHERE) == CodesClosed.code
        world.own.remove_by_staff(ann.person)
        secret = world.with_authenticator(ann)
        begin_a_day(clock)
        assert outcome(world, begun(world, known), code_at(secret, clock), ELSEWHERE) == "in"

    def test_is_told_to_the_holder_after_five_wrong_codes_once_a_day(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters, clock: FixedClock
    ) -> None:
        world.with_email(ann)
        world.with_authenticator(ann)
        begin_a_day(clock)
        before = len(letters.files())
        for day in (1, 2):
            step = begun(world, known)
            for _ in range(WARN_AT - 1):
                outcome(world, step, WRONG)
            assert len(letters.files()) == before + day - 1
            for _ in range(WARN_AT):
                outcome(world, begun(world, known), WRONG, ELSEWHERE)
            assert len(letters.files()) == before + day
            assert letters.to() == ADDRESS
            assert "somebody who knows your password" in letters.texts()[-1]
            told = [each.what for each in world.own.changes(ann.person)]
            assert told == ["codes-guessed"] * day + ["authenticator-added"]
            clock.advance(timedelta(days=1))

    @pytest.mark.parametrize("code", ["", "abc", "１２３", "\x00\ud800", "9" * 10_000, "12 34", "-1"])
    def test_may_be_done_with_anything(self, world: Stepping, ann: Shown, known: SignedIn, code: str) -> None:
        world.with_authenticator(ann)
        assert outcome(world, begun(world, known), code) == "sign-in.code-refused"

    @pytest.mark.parametrize("cookie", ["", "x", "\x00", "\ud800" * 999])
    def test_without_a_state_is_nothing(self, world: Stepping, cookie: str) -> None:
        for call in (lambda: world.steps.finish(cookie, WRONG, HERE), lambda: world.steps.of(cookie)):
            with pytest.raises(StepGone):
                call()
        with pytest.raises(StepGone):
            world.steps.send(cookie, HERE)


class TestAState:
    def test_ends_when_its_browser_begins_another(self, world: Stepping, ann: Shown, known: SignedIn) -> None:
        world.with_email(ann)
        first = sent(world, known)
        second = world.steps.begin(known, (), first.cookie)
        assert second
        assert second.cookie != first.cookie
        with pytest.raises(StepGone):
            world.steps.of(first.cookie)

    def test_opens_nothing_with_a_card_that_was_lost_meanwhile(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters, clock: FixedClock
    ) -> None:
        world.with_email(ann)
        step = sent(world, known)
        with world.database.write() as tx:
            Cards().move(tx, ann.card, Move.REPORT_LOST, Because("tests", "A test.", clock.now()))
        with pytest.raises(CardAtItsEnd):
            world.steps.finish(step.cookie, letters.code(), HERE)

    def test_ends_when_the_way_to_sign_in_changes(self, world: Stepping, ann: Shown, known: SignedIn) -> None:
        world.with_email(ann)
        step = sent(world, known)
        world.with_authenticator(ann)
        with pytest.raises(StepGone):
            world.steps.of(step.cookie)


class TestTheHolder:
    def test_is_told_of_each_change(
        self, world: Stepping, ann: Shown, letters: Letters, clock: FixedClock
    ) -> None:
        world.with_email(ann)
        world.with_authenticator(ann)
        clock.advance(timedelta(days=1))
        assert world.own.remove(ann.person)
        assert not world.own.remove(ann.person)
        added, removed = letters.texts()
        assert "was set up" in added
        assert "was removed" in removed
        assert [each.what for each in world.own.changes(ann.person)] == [
            "authenticator-removed",
            "authenticator-added",
        ]
        assert world.own.since(ann.person) is None

    def test_is_told_on_the_page_where_no_letter_can_be_sent(self, world: Stepping, ann: Shown) -> None:
        world.post = NoPost()
        world.with_email(ann)
        world.with_authenticator(ann)
        assert world.own.changes(ann.person)

    def test_sets_it_up_in_the_session_that_was_shown_the_secret(
        self, world: Stepping, ann: Shown, clock: FixedClock
    ) -> None:
        """Somebody else in a session of the holder's must not know the secret that the holder confirms."""
        theirs = world.own.offer(ann.person, "another session", "card")
        assert theirs
        with pytest.raises(CodeRefused):
            world.own.confirm(ann.person, BROWSER, code_at(theirs.secret, clock))
        mine = world.own.offer(ann.person, BROWSER, "card")
        assert mine
        assert mine.secret != theirs.secret
        with pytest.raises(CodeRefused):
            world.own.confirm(ann.person, "another session", code_at(mine.secret, clock))
        world.own.confirm(ann.person, BROWSER, code_at(mine.secret, clock))
        assert world.own.since(ann.person)

    def test_has_one_application(self, world: Stepping, ann: Shown) -> None:
        world.with_authenticator(ann)
        assert world.own.offer(ann.person, BROWSER, "card") is None

    def test_has_half_an_hour_to_set_it_up(self, world: Stepping, ann: Shown, clock: FixedClock) -> None:
        first = world.own.offer(ann.person, BROWSER, "card")
        clock.advance(timedelta(minutes=31))
        assert first
        with pytest.raises(CodeRefused):
            world.own.confirm(ann.person, BROWSER, code_at(first.secret, clock))
        second = world.own.offer(ann.person, BROWSER, "card")
        assert second
        assert second.secret != first.secret

    def test_who_lost_it_gets_in_without_it_once_staff_removed_it(
        self, world: Stepping, ann: Shown, known: SignedIn, letters: Letters
    ) -> None:
        world.with_email(ann)
        world.with_authenticator(ann)
        assert world.own.remove_by_staff(ann.person)
        assert "Staff removed" in letters.texts()[-1]
        assert outcome(world, sent(world, known), letters.code()) == "in"

    def test_of_another_card_is_another_person(self, world: Stepping, ann: Shown, enrol: Any) -> None:
        ben: Shown = enrol(enrol.line("ben"))[0]
        world.with_authenticator(ann)
        assert world.own.since(ben.person) is None
        assert world.steps.best(ben.person) == PASSWORD
        assert world.steps.best(ann.person) == PASSWORD_OTP
