"""What may be used once, sent by fifty at the same moment: one succeeds, over HTTP, on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier

import httpx2
import pytest
from joincard_core.oauth import store
from joincard_core.storage import Database
from sqlalchemy import text

from tests.journeys.passkeys import answering, with_passkey
from tests.journeys.place import START, Place, wait_until_ready
from tests.journeys.senders import MANY, Prepared, Sender, code_of, invitation, settle
from tests.specs.system import public

NOWHERE = "/v1/verifications/" + "0" * 32  # known to be empty: a token that is taken gets a 404


@pytest.fixture(scope="module")
def settled(place: Place) -> Place:
    """The authority with clients that send people."""
    settle(place)
    return place


@pytest.fixture
def web() -> Iterator[httpx2.Client]:
    """Connections enough for all."""
    with httpx2.Client(timeout=START, limits=httpx2.Limits(max_connections=MANY)) as opened:
        yield opened


@pytest.fixture
def portal(settled: Place, web: httpx2.Client) -> Sender:
    """A client as FAPI 2.0 wants it: its refresh tokens stay."""
    return Sender(settled.issuer, "portal", web, settled.key)


@pytest.fixture
def rotating(settled: Place, web: httpx2.Client) -> Sender:
    """A client whose refresh tokens are used once."""
    return Sender(settled.issuer, "rotating", web, settled.key)


@pytest.fixture
def gate(settled: Place, web: httpx2.Client) -> Sender:
    """A terminal that shows codes."""
    return Sender(settled.issuer, "gate", web, settled.key)


@pytest.fixture
def desk(settled: Place, web: httpx2.Client) -> Sender:
    """A clerk's system at a counter."""
    return Sender(settled.issuer, "desk", web, settled.key)


def outcomes(answers: list[httpx2.Response]) -> Counter[object]:
    """How often each status came, with the error where there is one."""
    return Counter(
        each.status_code
        if each.is_success or not each.headers["Content-Type"].endswith("json")
        else (each.status_code, each.json().get("error") or each.json().get("code"))
        for each in answers
    )


def the_one(answers: list[httpx2.Response]) -> httpx2.Response:
    """The only answer that is a success."""
    (found,) = (each for each in answers if each.is_success)
    return found


class TestFiftyAtOnce:
    def test_redeem_a_code_once_and_end_its_grant(self, portal: Sender) -> None:
        """RFC 9700 section 4.5: one of those who have the code is not the client, so nobody keeps a token."""
        code = portal.code()
        answers = portal.many(lambda: portal.redeem(code))
        assert outcomes(answers) == {200: 1, (400, "invalid_grant"): MANY - 1}
        won = the_one(answers).json()
        told = portal.send(portal.call("/oauth/userinfo", won["access_token"]))
        assert (told.status_code, told.json()["code"]) == (401, "oauth.invalid-token")
        assert portal.send(portal.refresh(won["refresh_token"])).json()["error"] == "invalid_grant"

    def test_rotate_a_refresh_token_once_and_end_its_grant(self, rotating: Sender) -> None:
        """RFC 9700 section 4.14.2."""
        token = rotating.tokens()["refresh_token"]
        answers = rotating.many(lambda: rotating.refresh(token))
        assert outcomes(answers) == {200: 1, (400, "invalid_grant"): MANY - 1}
        won = the_one(answers).json()
        assert won["refresh_token"] != token
        assert rotating.send(rotating.refresh(won["refresh_token"])).json()["error"] == "invalid_grant"
        assert rotating.send(rotating.call("/oauth/userinfo", won["access_token"])).status_code == 401

    def test_use_a_refresh_token_that_stays(self, portal: Sender) -> None:
        """FAPI 2.0 section 5.3.2.1: no rotation, so that a lost answer locks nobody out."""
        token = portal.tokens()["refresh_token"]
        answers = portal.many(lambda: portal.refresh(token))
        assert outcomes(answers) == {200: MANY}
        assert {each.json().get("refresh_token", token) for each in answers} == {token}
        assert len({each.json()["access_token"] for each in answers}) == MANY
        last = answers[-1].json()["access_token"]
        assert portal.send(portal.call("/oauth/userinfo", last)).status_code == 200

    def test_use_a_proof_once_for_a_token(self, portal: Sender) -> None:
        """RFC 9449 section 11.1."""
        proof = portal.proof("POST", "/oauth/token")
        answers = portal.many(lambda: portal.ask(proof=proof))
        assert outcomes(answers) == {200: 1, (400, "invalid_dpop_proof"): MANY - 1}

    def test_use_a_proof_once_for_the_api(self, portal: Sender) -> None:
        token = portal.send(portal.ask()).json()["access_token"]
        proof = portal.proof("GET", NOWHERE, token)
        answers = portal.many(lambda: portal.call(NOWHERE, token, proof))
        assert outcomes(answers) == {
            (404, "verification.unknown"): 1,
            (401, "oauth.invalid-dpop-proof"): MANY - 1,
        }

    @pytest.mark.parametrize("path", ["/oauth/token", "/oauth/introspect", "/oauth/revoke"])
    def test_use_an_assertion_once(self, portal: Sender, path: str) -> None:
        """RFC 7523 section 3, number 7."""
        assertion = portal.assertion()
        form = {"grant_type": "client_credentials", "token": "x"}
        answers = portal.many(lambda: portal.post(path, assertion=assertion, **form))
        assert outcomes(answers) == {200: 1, (400, "invalid_client"): MANY - 1}

    def test_use_an_assertion_once_wherever_they_send_it(self, portal: Sender) -> None:
        assertion = portal.assertion()
        form = {"grant_type": "client_credentials", "token": "x", **portal.wishes(), "scope": "verify"}
        paths = ("/oauth/token", "/oauth/introspect", "/oauth/revoke", "/oauth/par")
        answers = portal.at_once(
            [portal.post(paths[n % len(paths)], assertion=assertion, **form) for n in range(MANY)]
        )
        assert Counter(each.is_success for each in answers) == {True: 1, False: MANY - 1}

    def test_push_a_request_object_once(self, portal: Sender) -> None:
        signed = portal.request_object()
        answers = portal.many(lambda: portal.post("/oauth/par", request=signed))
        assert outcomes(answers) == {201: 1, (400, "invalid_request_object"): MANY - 1}

    def test_send_the_very_same_request(self, portal: Sender) -> None:
        whole = portal.ask()
        answers = portal.many(lambda: whole)
        assert outcomes(answers) == {200: 1, (400, "invalid_client"): MANY - 1}

    def test_take_the_one_use_of_an_initial_access_token(self, settled: Place, portal: Sender) -> None:
        """RFC 7591 section 3."""
        answers = portal.many(registration(settled, invitation(settled)))
        found = outcomes(answers)
        assert found[201] == 1
        # Failing counts, too: whoever comes late is told to wait, and learns nothing of the token.
        assert set(found) <= {201, (401, "invalid_token"), (429, "temporarily_unavailable")}

    def test_approve_a_request_once(self, portal: Sender) -> None:
        pressed = portal.approval()
        answers = portal.many(lambda: pressed)
        assert outcomes(answers) == {303: 1, 409: MANY - 1}
        assert len([code for code in map(code_of, answers) if code]) == 1

    def test_approve_a_request_once_in_all_browsers_of_a_holder(self, portal: Sender) -> None:
        uri = portal.pushed()
        pressed = [portal.approval(uri) for _ in range(6)]
        answers = portal.at_once(pressed * (MANY // 6))
        assert outcomes(answers) == {303: 1, 409: len(answers) - 1}

    def test_open_a_request_that_was_agreed_to_before_once(self, portal: Sender) -> None:
        """Such a request is granted without a page: that, too, is done once."""
        pressed = portal.approval()
        assert code_of(portal.send(pressed))
        opened = portal.opening(portal.pushed(prompt=""), pressed.headers["Cookie"])
        answers = portal.many(lambda: opened)
        assert Counter(bool(code_of(each)) for each in answers) == {True: 1, False: MANY - 1}
        # Who comes late goes back to the client, who comes in the same moment sees a page.
        assert {each.status_code for each in answers} <= {303, 409}

    def test_sign_in_once_with_the_answer_of_a_passkey(self, settled: Place, portal: Sender) -> None:
        """WebAuthn Level 3 section 13.4.3. The phone counts nothing, so that the challenge alone decides."""
        phone = with_passkey(settled.issuer)
        phone.counts = False
        answer = answering(settled.issuer, phone)
        answers = portal.many(lambda: answer)
        assert outcomes(answers)[303] == 1
        assert set(outcomes(answers)) <= {303, 403, 503}  # 503: it waited too long for the database
        opened = [each for each in answers if "joincard-session=" in each.headers.get("Set-Cookie", "")]
        assert opened == [each for each in answers if each.status_code == 303]

    def test_decide_a_request_once(self, portal: Sender) -> None:
        """Half of them agree, half do not."""
        agree = portal.approval()
        deny = Prepared("POST", agree.path, agree.headers, agree.body.replace(b"approve", b"deny"))
        answers = portal.at_once([agree, deny] * (MANY // 2))
        assert outcomes(answers) == {303: 1, 409: MANY - 1}

    def test_decide_once_on_what_a_clerk_asks(self, desk: Sender) -> None:
        """OpenID CIBA Core section 8. Half of them agree, half do not; who comes late is told so."""
        auth_req_id, agree = desk.asked_at_a_counter()
        deny = Prepared("POST", agree.path, agree.headers, agree.body.replace(b"approve", b"deny"))
        answers = desk.at_once([agree, deny] * (MANY // 2))
        ended = Counter(each.headers.get("Location", "").rpartition("=")[2] for each in answers)
        assert ended["approved"] + ended["denied"] == 1
        assert ended["decided"] == MANY - 1
        told = desk.send(desk.poll_for_tokens(auth_req_id))
        assert told.is_success == (ended["approved"] == 1)

    def test_get_tokens_once_for_two_approvals_at_a_counter(self, desk: Sender) -> None:
        auth_req_id, agree = desk.asked_at_a_counter()
        ended = Counter(each.headers["Location"] for each in desk.many(lambda: agree))
        assert ended == {"/me/requests?done=approved": 1, "/me/requests?done=decided": MANY - 1}
        answers = desk.many(lambda: desk.poll_for_tokens(auth_req_id))
        assert outcomes(answers) == {200: 1, (400, "invalid_grant"): MANY - 1}
        token = the_one(answers).json()["access_token"]
        assert desk.send(desk.call(NOWHERE, token)).json()["code"] == "verification.unknown"

    def test_redeem_a_device_code_once(self, gate: Sender) -> None:
        """RFC 8628 section 3.4. A second poll is refused and ends nothing: polls of one terminal may cross."""
        code, agree = gate.device_code()
        assert "done=approved" in gate.send(agree).headers["Location"]
        answers = gate.many(lambda: gate.poll(code))
        assert outcomes(answers) == {200: 1, (400, "invalid_grant"): MANY - 1}
        token = the_one(answers).json()["access_token"]
        assert gate.send(gate.call(NOWHERE, token)).json()["code"] == "verification.unknown"

    def test_decide_on_a_device_code_once(self, gate: Sender) -> None:
        """Half of them agree, half do not; who comes late is told that it was answered."""
        code, agree = gate.device_code()
        deny = Prepared("POST", agree.path, agree.headers, agree.body.replace(b"approve", b"deny"))
        answers = gate.at_once([agree, deny] * 2)
        ended = Counter(each.headers.get("Location", "").rpartition("=")[2] for each in answers)
        assert ended["approved"] + ended["denied"] == 1
        told = gate.send(gate.poll(code))
        assert told.is_success == (ended["approved"] == 1)


def registration(place: Place, token: str) -> Callable[[], Prepared]:
    """Requests that register a client."""
    members = {"client_name": "New", "jwks": {"keys": [public(place.key)]}, "scope": "verify"}
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return lambda: Prepared("POST", "/oauth/register", headers, json.dumps(members).encode())


class TestACheckBeforeTheInsert:
    """The control: without the unique insert these very tests would fail."""

    def test_lets_more_than_one_through(self, settled: Place) -> None:
        database = Database(settled.database_url)
        with database.write() as tx:
            tx.execute(text("CREATE TABLE scratch (jti TEXT)"))
        met = Barrier(4)

        def checked(_: int) -> bool:
            with database.read() as tx:
                there = tx.execute(text("SELECT 1 FROM scratch WHERE jti = 'x'")).first()
            met.wait(START)
            with database.write() as tx:
                tx.execute(text("INSERT INTO scratch VALUES ('x')"))
            return there is None

        def inserted(_: int) -> bool:
            met.wait(START)
            with database.write() as tx:
                return store.use_once(tx, "dpop", "scratch", "x", datetime.now(UTC) + timedelta(minutes=1))

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(checked, range(4))).count(True) == 4
            assert list(pool.map(inserted, range(4))).count(True) == 1
        database.dispose()

    def test_lets_more_than_one_through_over_http(
        self, settled: Place, portal: Sender, database_url: str
    ) -> None:
        """On SQLite one transaction writes at a time, which hides the fault; PostgreSQL shows it."""
        if database_url.startswith("sqlite"):
            assert most(settled, portal, tries=1) == 1
        else:
            assert most(settled, portal, tries=10) > 1


CARELESS = '''"""An authority that looks first and inserts then."""

import sys

from joincard_core.cli.group import main
from joincard_core.oauth import store

careful = store.use_once


def careless(tx, kind, signer, jti, expires_at):
    there = store.was_used(tx, kind, signer, jti)
    careful(tx, kind, signer, jti, expires_at)
    return not there


store.use_once = careless
sys.exit(main())
'''


def most(place: Place, sender: Sender, tries: int) -> int:
    """How many of fifty succeed with one assertion at a careless authority; the most of some tries."""
    other = Place(place.folder, place.database_url, key=place.key)
    file, said = place.write("careless.py", CARELESS.encode()), place.folder / "careless.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [
                sys.executable,
                file,
                "serve",
                "--bind",
                f"127.0.0.1:{other.port}",
                "--workers",
                "2",
                "--threads",
                "16",
            ],
            env=other.environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    careless = Sender(other.issuer, sender.id, sender.web, sender.key)
    try:
        wait_until_ready(process, f"{other.issuer}/readyz", said)
        found = 0
        for _ in range(tries):
            assertion = careless.assertion()
            answers = careless.many(partial(careless.ask, assertion=assertion))
            found = max(found, sum(each.is_success for each in answers))
            if found > 1:
                break
        return found
    finally:
        process.terminate()
        process.wait(START)
