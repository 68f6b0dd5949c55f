"""A consent that is withdrawn, a holder who signs out, a card that is lost: over on every worker at once.

Ten tries of each on both databases; a hundred with ``make endings``, which prints the figures.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator

import httpx2
import pytest
from joincard_core.cards import Because, Cards, Move
from joincard_core.clock import SHANGHAI, SystemClock
from joincard_core.credentials import CardNumber, Credentials
from joincard_core.keys import MasterKey, Vault
from joincard_core.storage import Database

from tests.journeys.ending import Worker, every_worker, seconds_until_refused, told
from tests.journeys.place import ANN, START, Place
from tests.journeys.senders import PASSWORD, Sender, code_of, settle, shown

TRIES = int(os.environ.get("ENDING_TRIES", "10"))
SECOND = 1.0
TOKEN = re.compile(r'name="token" value="([A-Za-z0-9_-]+)"')
"""The token of a form."""


class Asked(Place):
    """An authority that a hundred refusals of one card do not make suspicious."""

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "JOINCARD_PROBE_REFUSALS": "1000"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Place]:
    """An authority with one card, being served."""
    made = Asked(tmp_path_factory.mktemp("place"), database_url)
    made.found()
    with made.served():
        yield made


@pytest.fixture(scope="module")
def settled(place: Place) -> Place:
    """The authority with clients that send people."""
    settle(place)
    return place


@pytest.fixture
def web() -> Iterator[httpx2.Client]:
    with httpx2.Client(timeout=START) as opened:
        yield opened


@pytest.fixture
def portal(settled: Place, web: httpx2.Client) -> Sender:
    """A client that sends people."""
    return Sender(settled.issuer, "portal", web, settled.key)


class Ann:
    """Ann's browser, signed in to her own pages."""

    def __init__(self, place: Place, web: httpx2.Client) -> None:
        self.place, self.web = place, web

    def sign_in(self) -> None:
        page = self.web.get(f"{self.place.address}/me/sign-in")
        typed = {"region": ANN.region, "number": ANN.number, "password": PASSWORD, "action": "sign-in"}
        data = {"token": self.token(page), "next": "/me", **typed}
        answer = self.web.post(f"{self.place.address}/me/sign-in", data=data)
        assert answer.status_code == 303, answer.text

    def press(self, page: str, **fields: str) -> None:
        """Send a form of one of her pages."""
        token = self.token(self.web.get(f"{self.place.address}/me/sign-out"))
        answer = self.web.post(f"{self.place.address}{page}", data={"token": token, **fields})
        assert answer.status_code == 303, answer.text

    @staticmethod
    def token(page: httpx2.Response) -> str:
        found = TOKEN.search(page.text)
        assert found, page.text
        return found[1]

    @property
    def cookies(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{each.name}={each.value}" for each in self.web.cookies.jar)}

    def is_in(self) -> Callable[[Worker], bool]:
        """Whether a worker shows her card to who has her cookies now."""
        headers = self.cookies
        return lambda worker: worker.status("/me", headers) == 200


@pytest.fixture
def ann(settled: Place) -> Iterator[Ann]:
    with httpx2.Client(timeout=START) as browser:
        yield Ann(settled, browser)


@pytest.fixture
def move(settled: Place) -> Iterator[Callable[[Move], None]]:
    """What staff do with her card, in another process than those that answer."""
    database = Database(settled.database_url)
    with database.read() as tx:
        vault = Vault.load(tx, MasterKey.read(settled.folder / "master.key", demo=True))
        today = SystemClock().now().astimezone(SHANGHAI).date()
        found = Credentials(vault).read(tx, CardNumber(ANN.region, ANN.number), today)
    assert found is not None
    card = found.card

    def move(wanted: Move) -> None:
        with database.write() as tx:
            Cards().move(tx, card, wanted, Because("tests", "A test.", SystemClock().now()))

    yield move
    database.dispose()


def access_token(answer: httpx2.Response) -> str:
    """The token in an answer of the token endpoint."""
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def measured(what: str, place: Place, one: Callable[[list[Worker]], float]) -> None:
    """Try, and say how long it took."""
    times = []
    for _ in range(TRIES):
        with every_worker(place) as workers:
            assert len(workers) == 2
            times.append(one(list(workers)))
    print(told(what, place, times))
    assert max(times) < SECOND


class TestEveryWorker:
    def test_refuses_a_system_after_its_consent_was_withdrawn(self, ann: Ann, portal: Sender) -> None:
        ann.sign_in()

        def agreed() -> str:
            query = {"client_id": portal.id, "request_uri": portal.pushed()}
            page = ann.web.get(f"{portal.issuer}/oauth/authorize", params=query, follow_redirects=True)
            sent = {"interaction": shown(page), "action": "approve"}
            code = code_of(ann.web.post(f"{portal.issuer}/oauth/authorize/consent", data=sent))
            return access_token(portal.send(portal.redeem(code)))

        def one(workers: list[Worker]) -> float:
            token = agreed()

            def let_in(worker: Worker) -> bool:
                asked = portal.call("/oauth/userinfo", token)
                return worker.status(asked.path, asked.headers) == 200

            return seconds_until_refused(
                lambda: ann.press("/me/consents", client_id=portal.id), workers, let_in
            )

        measured("a consent is withdrawn", ann.place, one)

    def test_shows_nothing_after_signing_out(self, ann: Ann) -> None:
        def one(workers: list[Worker]) -> float:
            ann.sign_in()
            return seconds_until_refused(
                lambda: ann.press("/me/sign-out", action="sign-out"), workers, ann.is_in()
            )

        measured("a holder signs out", ann.place, one)

    def test_shows_and_permits_nothing_with_a_lost_card(
        self, ann: Ann, portal: Sender, move: Callable[[Move], None]
    ) -> None:
        token = access_token(portal.send(portal.ask(scope="verify")))
        path, number = "/v1/verifications", iter(range(1_000_000))
        presented = {"region": ANN.region, "number": ANN.number}
        body = json.dumps(
            {"service": "trial.quota.flat", "city": "330400", "presentation": presented}
        ).encode()

        def permitted(worker: Worker) -> bool:
            headers = {
                "Authorization": f"DPoP {token}",
                "DPoP": portal.proof("POST", path, token),
                "Content-Type": "application/json",
                "Idempotency-Key": f"{os.getpid()}-{next(number)}",
            }
            status, answer = worker.answer(path, headers, "POST", body)
            assert status == 201, answer
            return bool(json.loads(answer)["outcome"] == "permitted")

        def one(workers: list[Worker]) -> float:
            ann.sign_in()
            is_in = ann.is_in()
            took = seconds_until_refused(
                lambda: move(Move.REPORT_LOST), workers, lambda each: any((is_in(each), permitted(each)))
            )
            move(Move.FIND)
            return took

        measured("a card is lost", ann.place, one)
