"""Two clients, one text: what one can do the other can, with the same arguments and words."""

import asyncio
import inspect
from typing import Any

import pytest
from joincard_sdk.client import AsyncClient, AuthorityUnavailable, Client, Clock, Patience, Presentation
from joincard_sdk.client.blocking import finished
from joincard_sdk.client.patience import Deadline
from joserfc.jwk import ECKey

from .moments import Moments
from .standin import TOKEN, StandIn

TASKS = 16


def calls(kind: type) -> dict[str, Any]:
    return {
        name: member
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


class TestBothClients:
    def test_have_the_same_calls(self) -> None:
        assert set(calls(Client)) == set(calls(AsyncClient))

    @pytest.mark.parametrize("name", sorted(set(calls(Client)) - {"disconnect"}))
    def test_take_the_same_arguments_and_say_the_same(self, name: str) -> None:
        blocking, awaiting = calls(Client)[name], calls(AsyncClient)[name]
        assert inspect.signature(blocking) == inspect.signature(awaiting)
        assert blocking.__doc__ == awaiting.__doc__
        assert inspect.iscoroutinefunction(awaiting)
        assert not inspect.iscoroutinefunction(blocking)

    def test_are_opened_with_the_same_settings(self) -> None:
        blocking, awaiting = (inspect.signature(kind) for kind in (Client, AsyncClient))
        assert list(blocking.parameters) == list(awaiting.parameters)


class TestManyTasks:
    def test_share_one_token(
        self, authority: StandIn, key: ECKey, shown: Presentation, clock: Clock, patience: Patience
    ) -> None:
        async def visits() -> list[str]:
            async with AsyncClient(
                authority.issuer, "clinic-7", key, patience=patience, clock=clock
            ) as client:
                asked = (
                    client.verify("healthcare.hospital.registration", "330400", shown) for _ in range(TASKS)
                )
                return [found.id for found in await asyncio.gather(*asked)]

        assert len(set(asyncio.run(visits()))) == TASKS
        assert len(authority.http.at(TOKEN)) == 1


class TestATurnThatDoesNotCome:
    def test_ends_with_patience_for_threads(self, moments: Moments, key: ECKey, clock: Clock) -> None:
        with Client("https://authority.example", "clinic-7", key, clock=clock, sleep=moments.sleep) as client:
            wire = client._wire
            over = Deadline(0.0, clock)

            async def twice() -> None:
                async with wire.alone(Deadline.after(5.0, clock)), wire.alone(over):
                    raise AssertionError("two at a time")

            with pytest.raises(AuthorityUnavailable, match="another thread"):
                finished(twice())

    def test_ends_with_patience_for_tasks(self, key: ECKey, clock: Clock) -> None:
        async def twice() -> None:
            async with AsyncClient("https://authority.example", "clinic-7", key, clock=clock) as client:
                wire = client._wire
                async with wire.alone(Deadline.after(5.0, clock)), wire.alone(Deadline(0.0, clock)):
                    raise AssertionError("two at a time")

        with pytest.raises(AuthorityUnavailable, match="another task"):
            asyncio.run(twice())


class TestACoroutineThatWaits:
    def test_is_a_mistake_in_a_blocking_wire(self) -> None:
        with pytest.raises(RuntimeError, match="waited for an event loop"):
            finished(asyncio.sleep(0))
