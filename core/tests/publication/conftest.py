"""A registry with one trusted publisher, on a real database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from joincard_core import registry
from joincard_core.catalogue import OnOffer, Shelf
from joincard_core.clock import FixedClock
from joincard_core.keys import KeyRing
from joincard_core.publication import Admission, Admitted
from joincard_core.storage import Database, metadata
from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle, Texts, signature
from joincard_sdk.keys import new_key, public_set
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

KEY, STRANGER = new_key(), new_key()


def service(code: str, price: int = 10) -> Service:
    return Service(
        code=code,
        name=Text(en="Service", zh="服务"),
        description=Text(en="A service to test with.", zh="测试服务。"),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=rules.parse("card.status = active"),
        fee=fees.parse(f"flat:{price} CNY per visit # test"),
        discloses=(),
        effective_from=date(2024, 12, 1),
    )


def bundle(
    version: str = "1.0.0", codes: Iterable[str] = ("trial.some.one",), plugin: str = "test.trial.services"
) -> Bundle:
    return Bundle(
        plugin=plugin,
        version=version,
        name=Text(en="Trial", zh="试用"),
        description=Text(en="Services to test with.", zh="测试用服务。"),
        purposes={"trial": Text(en="To test.", zh="测试。")},
        texts=Texts(),
        services=tuple(service(code, int(version.split(".")[1]) + 1) for code in codes),
    )


@dataclass
class Desk:
    """The desk where bundles are admitted."""

    database: Database
    keys: KeyRing
    clock: FixedClock

    def __post_init__(self) -> None:
        self.admission = Admission(self.database, self.keys, self.clock)

    def admit(self, release: Bundle, signed: bytes | None = None) -> Admitted:
        """Admit a bundle, signed by its publisher unless given otherwise."""
        return self.admission.admit(release.data, self.signed(release) if signed is None else signed)

    def on_offer(self) -> OnOffer:
        """The catalogue as a worker that starts now has it."""
        return Shelf(self.database, self.keys).current()

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the registry and the catalogue."""
        names = ("releases", "catalogue_snapshots", "catalogue_bundles")
        with self.database.read() as tx:
            return {n: sorted(map(tuple, tx.execute(metadata.tables[n].select()).all())) for n in names}

    @staticmethod
    def bundle(
        version: str = "1.0.0",
        codes: Iterable[str] = ("trial.some.one",),
        plugin: str = "test.trial.services",
    ) -> Bundle:
        """A release."""
        return bundle(version, codes, plugin)

    @staticmethod
    def signed(release: Bundle, *, by_stranger: bool = False, role: signature.Role = "publisher") -> bytes:
        """The signature file of a release."""
        return signature.write_list([signature.sign(release, STRANGER if by_stranger else KEY, role)])


@pytest.fixture
def desk(database: Database, key_ring: KeyRing, clock: FixedClock) -> Desk:
    with database.write() as tx:
        registry.publishers.add_keys(tx, "test", public_set([KEY]), clock.now())
    return Desk(database, key_ring, clock)
