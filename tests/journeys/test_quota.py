"""A quota of one under fifty parallel requests, over HTTP, under gunicorn."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from joincard_sdk.client import Client

from tests.journeys.place import ANN, Place

MANY = 50


def at_once(client: Client, service: str, key: str | None = None) -> Counter[str]:
    """The outcomes of as many requests, sent together."""
    client.verify("trial.quota.flat", "330400", ANN)  # the token is there, the connections are not
    start = Barrier(MANY)

    def ask(_: int) -> str:
        start.wait()
        answer = client.verify(service, "330400", ANN, idempotency_key=key)
        return f"{answer.outcome} {answer.id if key else ''}".strip()

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(pool.map(ask, range(MANY)))


class TestFiftyRequestsAtOnce:
    def test_for_one_use_are_permitted_once(self, place: Place) -> None:
        with place.client() as client:
            assert at_once(client, "trial.quota.once") == {"permitted": 1, "refused": MANY - 1}

    def test_with_one_key_are_one_request(self, place: Place) -> None:
        with place.client() as client:
            found = at_once(client, "trial.quota.again", key="one-use")
            assert list(found.values()) == [MANY]
            assert next(iter(found)).startswith("permitted")
