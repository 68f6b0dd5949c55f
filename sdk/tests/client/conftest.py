"""A stand-in authority, and both clients before it: every test runs with threads and with asyncio."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from joincard_sdk.client import AsyncClient, Client, Clock, Patience, Presentation
from joincard_sdk.keys import new_key
from joserfc.jwk import ECKey

from .moments import Moments
from .standin import StandIn

CLIENT_ID = "clinic-7"


class Awaited:
    """An ``AsyncClient`` that can be called like a ``Client``."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client
        self._runner = asyncio.Runner()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._run, getattr(self.client, name))

    def __repr__(self) -> str:
        return repr(self.client)

    def _run(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self._runner.run(call(*args, **kwargs))

    def end(self) -> None:
        self._runner.run(self.client.disconnect())
        self._runner.close()


@pytest.fixture
def moments() -> Moments:
    return Moments()


@pytest.fixture
def authority(moments: Moments) -> Iterator[StandIn]:
    standin = StandIn(moments)
    with standin.http:
        yield standin


@pytest.fixture
def key(authority: StandIn) -> ECKey:
    made = new_key()
    authority.clients[CLIENT_ID] = made
    return made


@pytest.fixture
def patience() -> Patience:
    """The longest jitter always, so that waits are known."""
    return Patience(spread=lambda: 1.0)


@pytest.fixture
def clock(moments: Moments) -> Clock:
    return Clock(moments.now, moments.elapsed)


@pytest.fixture(params=["threads", "asyncio"])
def client(
    request: pytest.FixtureRequest,
    authority: StandIn,
    key: ECKey,
    moments: Moments,
    clock: Clock,
    patience: Patience,
) -> Iterator[Any]:
    who = (authority.issuer, CLIENT_ID, key)
    if request.param == "threads":
        with Client(*who, patience=patience, clock=clock, sleep=moments.sleep) as made:
            yield made
    else:
        awaited = Awaited(AsyncClient(*who, patience=patience, clock=clock, sleep=moments.sleep_async))
        yield awaited
        awaited.end()


@pytest.fixture
def shown() -> Presentation:
    return Presentation("330400", "J31415926X")
