"""Private keys in another process: what a hardware module must do, and what the authority then never sees."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key
from joincard_core.clock import FixedClock
from joincard_core.keys import (
    KEY_USES,
    STANDARD,
    Alg,
    Keeper,
    KeyRing,
    KeyUse,
    MasterKey,
    SealedKeys,
    SigningBackend,
)
from joincard_core.keys.keeper import place_of
from joincard_core.keys.store import signing_keys
from joincard_core.storage import Database
from joserfc import jws as library
from joserfc.jwk import KeySet

MODULE = Path(__file__).with_name("signing_module.py")
CLAIMS = {"jti": "1"}


class OtherProcess:
    """A backend that asks a process at the end of a pipe."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(MODULE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.turn = Lock()
        self.signatures = 0

    def create(self, use: KeyUse, alg: Alg) -> tuple[ec.EllipticCurvePublicKey | rsa.RSAPublicKey, bytes]:
        made = self.ask(create=alg)
        public: Any = load_der_public_key(bytes.fromhex(made["public"]))
        return public, made["reference"].encode()

    def sign(self, reference: bytes, alg: Alg, signed: bytes) -> bytes:
        answer = self.ask(sign=reference.decode(), alg=alg, bytes=signed.hex())
        self.signatures += 1
        return bytes.fromhex(answer["signature"])

    def ask(self, **question: str) -> dict[str, str]:
        with self.turn:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            print(json.dumps(question), file=self.process.stdin, flush=True)
            answer: dict[str, str] = json.loads(self.process.stdout.readline())
            return answer

    def close(self) -> None:
        self.process.communicate(timeout=10)


@pytest.fixture
def module() -> Iterator[OtherProcess]:
    started = OtherProcess()
    yield started
    started.close()


@pytest.fixture
def ring(database: Database, master_key: MasterKey, module: OtherProcess, clock: FixedClock) -> KeyRing:
    with database.write() as tx:
        Keeper(master_key, module).create_missing(tx, clock.now())
    return KeyRing(database, master_key, backend=module)


class TestABackend:
    """Every backend passes these: the built-in one and the one in another process."""

    @pytest.fixture(params=["built-in", "other process"])
    def backend(self, request: pytest.FixtureRequest) -> SigningBackend:
        if request.param == "built-in":
            return SealedKeys()
        other: OtherProcess = request.getfixturevalue("module")
        return other

    def test_serves_every_use_and_algorithm(
        self, database: Database, master_key: MasterKey, backend: SigningBackend, clock: FixedClock
    ) -> None:
        with database.write() as tx:
            assert Keeper(master_key, backend).create_missing(tx, clock.now()) == KEY_USES
        ring = KeyRing(database, master_key, backend=backend)
        keys: Any = ring.jwks()
        for use in KEY_USES:
            assert ring.algorithms(use) == STANDARD[use]
            for alg in STANDARD[use]:
                signed = ring.sign(use, "t", CLAIMS, alg)
                assert ring.verify(use, signed, "t") == CLAIMS
                assert library.deserialize_compact(signed, KeySet.import_key_set(keys), algorithms=[alg])

    def test_signs_for_many_threads_at_once(
        self, database: Database, master_key: MasterKey, backend: SigningBackend, clock: FixedClock
    ) -> None:
        with database.write() as tx:
            Keeper(master_key, backend).create(tx, "token", clock.now())
        ring = KeyRing(database, master_key, backend=backend)
        signed: list[tuple[int, str]] = []

        def work(n: int) -> None:
            signed.extend((n, ring.sign("token", "t", {"n": n})) for _ in range(20))

        threads = [Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(signed) == 160
        assert all(ring.verify("token", token, "t") == {"n": n} for n, token in signed)


class TestKeysInAnotherProcess:
    def test_leave_no_private_key_in_the_database(
        self, database: Database, master_key: MasterKey, ring: KeyRing
    ) -> None:
        with database.read() as tx:
            rows = tx.execute(signing_keys.select()).all()
        assert len(rows) == 8
        for row in rows:
            reference = master_key.sealing.open(place_of(row.kid), row.private_sealed)
            assert reference.startswith(b"slot-")
            with pytest.raises(ValueError, match=r"."):
                load_der_private_key(reference, None)

    def test_sign_all_that_is_signed(self, ring: KeyRing, module: OtherProcess) -> None:
        for _ in range(3):
            ring.sign("token", "t", CLAIMS, "PS256")
        assert module.signatures == 3
        ring.verify("token", ring.sign("token", "t", CLAIMS), "t")
        assert module.signatures == 4  # to recognise one takes no private key

    def test_rotate_and_are_revoked_like_any(
        self, ring: KeyRing, database: Database, clock: FixedClock
    ) -> None:
        old = ring.sign("token", "t", CLAIMS)
        now: datetime = clock.now()
        with database.write() as tx:
            kid = ring.rotate(tx, "token", "ES256", now)
        ring.refresh()
        new = ring.sign("token", "t", CLAIMS)
        assert ring.verify("token", old, "t") == ring.verify("token", new, "t") == CLAIMS
        with database.write() as tx:
            ring.revoke(tx, kid, now)
        ring.refresh()
        assert ring.sign("token", "t", CLAIMS)
        assert kid not in [key["kid"] for key in ring.jwks()["keys"]]

    def test_are_checked_by_a_worker_without_the_module(
        self, ring: KeyRing, database: Database, master_key: MasterKey
    ) -> None:
        signed = ring.sign("receipt", "t", CLAIMS)
        assert KeyRing(database, master_key).verify("receipt", signed, "t") == CLAIMS

    def test_that_fail_let_nothing_unsigned_out(self, ring: KeyRing, module: OtherProcess) -> None:
        ring.refresh()
        module.close()
        with pytest.raises((BrokenPipeError, ValueError)):
            ring.sign("token", "t", CLAIMS)
