"""The client for asyncio."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Self

import httpx2
from joserfc.jwk import ECKey

from joincard_sdk.client.calls import Calls
from joincard_sdk.client.errors import AuthorityUnavailable
from joincard_sdk.client.metadata import checked_issuer
from joincard_sdk.client.opening import http_settings, lost, new_session, timeout
from joincard_sdk.client.patience import MACHINE, USUAL, Clock, Deadline, Patience
from joincard_sdk.client.token import Identity
from joincard_sdk.client.wire import Answer, Ask, Gathering, Lost


class AwaitingWire:
    """A wire on an asyncio loop."""

    def __init__(
        self, http: httpx2.AsyncClient, patience: Patience, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self.http = http
        self._patience = patience
        self._sleep = sleep
        self._lock = asyncio.Lock()

    async def send(self, ask: Ask) -> Answer | Lost:
        """Send once."""
        limits = timeout(self._patience, ask.deadline)
        gathering = Gathering(ask)
        try:
            async with self.http.stream(
                ask.method, ask.url, headers=ask.headers, content=ask.body or None, timeout=limits
            ) as response:
                async for chunk in response.aiter_raw():
                    if not gathering.take(chunk):
                        break
                return gathering.answer(response.status_code, dict(response.headers))
        except httpx2.TransportError as error:
            return lost(error)

    async def pause(self, seconds: float) -> None:
        """Wait."""
        await self._sleep(seconds)

    def alone(self, deadline: Deadline) -> AbstractAsyncContextManager[None]:
        """Keep other tasks out."""
        return self._alone(deadline)

    @asynccontextmanager
    async def _alone(self, deadline: Deadline) -> AsyncIterator[None]:
        try:
            # Not wait_for: before Python 3.12 a cancelled wait could leave the lock taken for ever.
            async with asyncio.timeout(deadline.left):
                await self._lock.acquire()
        except TimeoutError:
            raise AuthorityUnavailable("another task was still asking for a token", 0) from None
        try:
            yield
        finally:
            self._lock.release()


class AsyncClient(Calls):
    """``Client`` for asyncio: the same calls, to be awaited. One client serves all tasks of one event loop.

    Use it in an ``async with`` block, or await ``disconnect`` at the end.
    """

    def __init__(
        self,
        issuer: str,
        client_id: str,
        key: ECKey,
        *,
        patience: Patience = USUAL,
        clock: Clock = MACHINE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        issuer, identity = checked_issuer(issuer), Identity(client_id, key)
        self._wire = AwaitingWire(
            httpx2.AsyncClient(transport=transport, **http_settings(issuer)), patience, sleep
        )
        super().__init__(new_session(issuer, identity, self._wire, patience, clock))

    async def disconnect(self) -> None:
        """Close the connections. The client must not be used afterwards."""
        await self._wire.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.disconnect()
