"""The client for ordinary threads."""

import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import httpx2
from joserfc.jwk import ECKey

from joincard_sdk.client.calls import Calls
from joincard_sdk.client.errors import AuthorityUnavailable
from joincard_sdk.client.metadata import checked_issuer
from joincard_sdk.client.opening import http_settings, lost, new_session, timeout
from joincard_sdk.client.patience import MACHINE, USUAL, Clock, Deadline, Patience
from joincard_sdk.client.token import Identity
from joincard_sdk.client.wire import Answer, Ask, Gathering, Lost

P = ParamSpec("P")
T = TypeVar("T")


class BlockingWire:
    """A wire whose every step is done before it returns: a coroutine over it never waits for a loop."""

    def __init__(self, http: httpx2.Client, patience: Patience, sleep: Callable[[float], None]) -> None:
        self.http = http
        self._patience = patience
        self._sleep = sleep
        self._lock = threading.Lock()

    async def send(self, ask: Ask) -> Answer | Lost:
        """Send once."""
        limits = timeout(self._patience, ask.deadline)
        gathering = Gathering(ask)
        try:
            with self.http.stream(
                ask.method, ask.url, headers=ask.headers, content=ask.body or None, timeout=limits
            ) as response:
                for chunk in response.iter_raw():
                    if not gathering.take(chunk):
                        break
                return gathering.answer(response.status_code, dict(response.headers))
        except httpx2.TransportError as error:
            return lost(error)

    async def pause(self, seconds: float) -> None:
        """Wait."""
        self._sleep(seconds)

    def alone(self, deadline: Deadline) -> AbstractAsyncContextManager[None]:
        """Keep other threads out."""
        return self._alone(deadline)

    @asynccontextmanager
    async def _alone(self, deadline: Deadline) -> AsyncIterator[None]:
        if not self._lock.acquire(timeout=deadline.left):
            raise AuthorityUnavailable("another thread was still asking for a token", 0)
        try:
            yield
        finally:
            self._lock.release()


def finished(steps: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits."""
    try:
        steps.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    steps.close()
    raise RuntimeError("A coroutine over a blocking wire waited for an event loop.")


def blocking(
    call: Callable[Concatenate[Calls, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate["Client", P], T]:
    """The same call, ending before it returns."""

    @wraps(call)
    def ended(self: "Client", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return finished(call(self._calls, *args, **kwargs))

    return ended


class Client:
    """A provider's system talking to the authority.

    One client serves all threads of a process; make it after a fork.

    ``key`` is the private half of the key registered for ``client_id`` (``joincard_sdk.keys.read_private``).
    ``clock``, ``sleep`` and ``transport`` are for tests and for unusual networks. Raises ``ValueError`` for
    an unsafe issuer or a key that is not ES256. Use it in a ``with`` block, or call ``disconnect`` at the
    end.
    """

    def __init__(
        self,
        issuer: str,
        client_id: str,
        key: ECKey,
        *,
        patience: Patience = USUAL,
        clock: Clock = MACHINE,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        issuer, identity = checked_issuer(issuer), Identity(client_id, key)
        self._wire = BlockingWire(
            httpx2.Client(transport=transport, **http_settings(issuer)), patience, sleep
        )
        self._session = new_session(issuer, identity, self._wire, patience, clock)
        self._calls = Calls(self._session)

    verify = blocking(Calls.verify)
    get = blocking(Calls.get)
    cancel = blocking(Calls.cancel)
    settle = blocking(Calls.settle)
    close = blocking(Calls.close)
    catalogue = blocking(Calls.catalogue)
    check_receipt = blocking(Calls.check_receipt)

    def disconnect(self) -> None:
        """Close the connections. The client must not be used afterwards."""
        self._wire.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.disconnect()

    def __repr__(self) -> str:
        return f"Client({self._session.issuer!r}, {self._session.identity.client_id!r})"
