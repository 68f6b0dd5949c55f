"""What forgers try with ``kid`` and ``alg``. Each token here would pass a verifier that trusts its header."""

import hmac
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.clock import SHANGHAI
from joincard_core.keys import BadSignature, Keeper, KeyRing, MasterKey, SealBroken, SealedKeys, jws
from joincard_core.keys.algorithms import ALGORITHMS, public_key
from joincard_core.keys.keeper import place_of
from joincard_core.keys.store import signing_keys
from joincard_core.storage import Database
from joserfc import jws as library
from joserfc.jwk import RSAKey

CLAIMS = {"iss": "https://card.example.cn"}
TYP = "at+jwt"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
OURS_RSA = rsa.generate_private_key(65537, 2048)
OURS_EC = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="module")
def place(
    sqlite_template: Path,
    master_key: MasterKey,
    signing_rows: list[dict[str, object]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A database with keys of every algorithm."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("tricks") / "keys.db"))
    made = Database(f"sqlite:///{path}")
    with made.write() as tx:
        tx.execute(signing_keys.insert(), signing_rows)
        Keeper(master_key).add(tx, "token", "RS256", NOON)
    made.dispose()
    return path


@pytest.fixture
def database(place: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy for each test. What a forger tries does not depend on the database."""
    opened = Database(f"sqlite:///{shutil.copy(place, tmp_path / 'joincard.db')}")
    yield opened
    opened.dispose()


@pytest.fixture
def ring(database: Database, master_key: MasterKey) -> KeyRing:
    return KeyRing(database, master_key)


@pytest.fixture(scope="module")
def tokens(place: Path, master_key: MasterKey) -> dict[str, str]:
    """One token of each algorithm."""
    signer = KeyRing(Database(f"sqlite:///{place}"), master_key)
    return {alg: signer.sign("token", TYP, CLAIMS, alg) for alg in signer.algorithms("token")}


def refused(ring: KeyRing, forged: str, use: Any = "token") -> bool:
    with pytest.raises(BadSignature):
        ring.verify(use, forged, TYP)
    return True


def fields(signed: str) -> dict[str, Any]:
    return jws.parts(signed)[0]


def kid_of(ring: KeyRing, use: Any = "token", alg: Any = "ES256") -> str:
    return str(fields(ring.sign(use, TYP, CLAIMS, alg))["kid"])


def published(ring: KeyRing, kid: str) -> dict[str, str]:
    return next(key for key in ring.jwks()["keys"] if key["kid"] == kid)


def with_header(signed: str, **changed: object) -> str:
    """The token under another header; its signature stays."""
    _, payload, signature = signed.split(".")
    header = {name: value for name, value in {**fields(signed), **changed}.items() if value is not None}
    return ".".join((jws.b64(json.dumps(header).encode()), payload, signature))


class TestAKeyId:
    def test_of_another_use_opens_nothing(self, ring: KeyRing) -> None:
        receipt = ring.sign("receipt", TYP, CLAIMS)
        assert ring.verify("receipt", receipt, TYP) == CLAIMS
        assert refused(ring, receipt)
        assert refused(ring, with_header(receipt, kid=kid_of(ring)))

    def test_of_a_retired_key_opens_nothing(self, ring: KeyRing, database: Database) -> None:
        signed = ring.sign("token", TYP, CLAIMS)
        with database.write() as tx:
            ring.revoke(tx, fields(signed)["kid"], NOON)
        ring.refresh()
        assert refused(ring, signed)
        assert refused(ring, with_header(signed, kid=kid_of(ring)))

    @pytest.mark.parametrize(
        "kid",
        ["", " ", "../../dev/null", "' OR 1=1 --", "\x00", 0, True, [], {}, ["a"], 1e999, "é", "x" * 5000],
    )
    def test_that_is_none_of_ours_opens_nothing(self, ring: KeyRing, kid: object) -> None:
        assert refused(ring, with_header(ring.sign("token", TYP, CLAIMS), kid=kid))

    def test_is_compared_exactly(self, ring: KeyRing) -> None:
        signed = ring.sign("token", TYP, CLAIMS)
        kid = str(fields(signed)["kid"])
        for other in (kid + "=", kid + " ", kid[:-1], kid.swapcase()):
            assert refused(ring, with_header(signed, kid=other))

    def test_of_a_stranger_with_our_name_for_it_opens_nothing(self, ring: KeyRing) -> None:
        sign = partial(ALGORITHMS["ES256"].sign, OURS_EC)
        assert refused(ring, jws.sign(sign, jws.header(kid_of(ring), TYP), CLAIMS))
        signer = partial(ALGORITHMS["PS256"].sign, OURS_RSA)
        assert refused(ring, jws.sign(signer, jws.header(kid_of(ring, alg="PS256"), TYP, "PS256"), CLAIMS))


class TestAnAlgorithm:
    @pytest.mark.parametrize("alg", ["ES256", "PS256", "RS256"])
    @pytest.mark.parametrize(
        "named",
        [
            "ES256",
            "PS256",
            "RS256",
            "ES384",
            "HS256",
            "RS512",
            "PS512",
            "EdDSA",
            "none",
            "es256",
            "",
            None,
            1,
        ],
    )
    def test_other_than_the_keys_is_refused(self, ring: KeyRing, alg: Any, named: object) -> None:
        signed = ring.sign("token", TYP, CLAIMS, alg)
        if named != alg:
            assert refused(ring, with_header(signed, alg=named))

    @pytest.mark.parametrize(("alg", "named"), [("ES256", "PS256"), ("PS256", "RS256"), ("RS256", "PS256")])
    def test_is_the_keys_even_when_the_signature_holds(
        self, ring: KeyRing, database: Database, master_key: MasterKey, alg: Any, named: str
    ) -> None:
        """Signed by the key itself, in its own way, under a header that names another."""
        kid = kid_of(ring, alg=alg)
        with database.read() as tx:
            row = tx.execute(signing_keys.select().where(signing_keys.c.kid == kid)).one()
        reference = master_key.sealing.open(place_of(kid), row.private_sealed)
        sign = partial(SealedKeys().sign, reference, alg)
        assert ring.verify("token", jws.sign(sign, jws.header(kid, TYP, alg), CLAIMS), TYP) == CLAIMS
        assert refused(ring, jws.sign(sign, jws.header(kid, TYP, named), CLAIMS))

    @pytest.mark.parametrize("alg", ["ES256", "PS256", "RS256"])
    def test_is_not_chosen_by_naming_a_key_of_another(self, ring: KeyRing, alg: Any) -> None:
        signed = ring.sign("token", TYP, CLAIMS, alg)
        for other in {"ES256", "PS256", "RS256"} - {alg}:
            assert refused(ring, with_header(signed, kid=kid_of(ring, alg=other)))
            assert refused(ring, with_header(signed, kid=kid_of(ring, alg=other), alg=other))

    @pytest.mark.parametrize("alg", ["ES256", "PS256", "RS256"])
    def test_of_a_secret_made_of_our_public_key_is_refused(self, ring: KeyRing, alg: Any) -> None:
        kid = kid_of(ring, alg=alg)
        key = public_key(published(ring, kid))
        header = jws.b64(json.dumps({"alg": "HS256", "kid": kid, "typ": TYP}).encode())
        for form in (
            key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
            json.dumps(published(ring, kid)).encode(),
        ):
            assert refused(ring, jws.sign(partial(hmac.digest, form, digest="sha256"), header, CLAIMS))

    def test_of_one_padding_is_no_other(self, ring: KeyRing) -> None:
        """One RSA key for both paddings would let a signature of one count for the other."""
        kids = {kid_of(ring, alg="PS256"), kid_of(ring, alg="RS256")}
        assert len({published(ring, kid)["n"] for kid in kids}) == 2

    def test_with_a_shorter_salt_is_refused(self) -> None:
        """The salt is as long as the hash (RFC 7518 section 3.5)."""
        for length in (0, 31, 33, padding.PSS.MAX_LENGTH):
            scheme = padding.PSS(padding.MGF1(SHA256()), salt_length=length)
            signature = OURS_RSA.sign(b"x", scheme, SHA256())
            with pytest.raises(ValueError, match="wrong"):
                ALGORITHMS["PS256"].verify(OURS_RSA.public_key(), b"x", signature)

    def test_moved_to_another_in_the_database_is_refused(
        self, ring: KeyRing, database: Database, master_key: MasterKey
    ) -> None:
        kid = kid_of(ring, alg="PS256")
        with database.write() as tx:
            tx.execute(signing_keys.delete().where(signing_keys.c.alg == "RS256"))
            tx.execute(signing_keys.update().where(signing_keys.c.kid == kid).values(alg="RS256"))
        with pytest.raises(SealBroken, match="altered"):
            KeyRing(database, master_key).jwks()


class TestASignature:
    @pytest.mark.parametrize("alg", ["PS256", "RS256"])
    def test_with_rsa_is_equal_to_a_librarys_in_both_directions(self, alg: Any) -> None:
        sign = partial(ALGORITHMS[alg].sign, OURS_RSA)
        whole = RSAKey.import_key(OURS_RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        signed = jws.sign(sign, jws.header("k", "t", alg), CLAIMS)
        assert library.deserialize_compact(signed, whole, algorithms=[alg])
        header = {"alg": alg, "kid": "k", "typ": "t"}
        theirs = library.serialize_compact(header, json.dumps(CLAIMS).encode(), whole, algorithms=[alg])
        verify = partial(ALGORITHMS[alg].verify, OURS_RSA.public_key())
        assert jws.check(verify, *jws.parts(theirs)[1:]) == CLAIMS

    @pytest.mark.parametrize("alg", ["ES256", "PS256", "RS256"])
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
    @given(data=st.data())
    def test_with_any_change_is_refused(
        self, ring: KeyRing, tokens: dict[str, str], alg: Any, data: st.DataObject
    ) -> None:
        signed = tokens[alg]
        at = data.draw(st.integers(0, len(signed) - 1))
        other = data.draw(st.characters(exclude_characters=signed[at], exclude_categories=["Cs"]))
        assert refused(ring, signed[:at] + other + signed[at + 1 :])

    @pytest.mark.parametrize("length", [0, 1, 63, 65, 128, 255, 257])
    @pytest.mark.parametrize("alg", ["ES256", "PS256", "RS256"])
    def test_of_another_length_is_refused(self, ring: KeyRing, alg: Any, length: int) -> None:
        head = ring.sign("token", TYP, CLAIMS, alg).rpartition(".")[0]
        assert refused(ring, f"{head}.{jws.b64(bytes(length))}")

    def test_of_zeros_is_refused(self, ring: KeyRing) -> None:
        head = ring.sign("token", TYP, CLAIMS).rpartition(".")[0]
        order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
        for r in (0, 1, order, order - 1, 2**256 - 1):
            for s in (0, order):
                raw = r.to_bytes(32, "big") + s.to_bytes(32, "big")
                assert refused(ring, f"{head}.{jws.b64(raw)}")
