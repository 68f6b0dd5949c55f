"""The signing keys: what they sign, what they refuse, and how they are replaced."""

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.keys import KEY_USES, BadSignature, KeyRing, KeysMissing, MasterKey, jws
from joincard_core.keys.algorithms import ALGORITHMS, public_jwk
from joincard_core.keys.store import signing_keys
from joincard_core.storage import Database
from joserfc import jws as library
from joserfc.jwk import ECKey, KeySet

CLAIMS = {"iss": "https://card.example.cn", "iat": 1, "price": "20.00", "名": "马"}
PRIVATE = ec.generate_private_key(ec.SECP256R1())
OURS = ECKey.import_key(PRIVATE.public_key())
WHOLE = ECKey.import_key(PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
SIGN = partial(ALGORITHMS["ES256"].sign, PRIVATE)
VERIFY = partial(ALGORITHMS["ES256"].verify, PRIVATE.public_key())
SIGNED = jws.sign(SIGN, jws.header("k", "t"), CLAIMS)
JSON = st.dictionaries(
    st.text(max_size=5), st.integers(-9, 9) | st.text(max_size=5) | st.booleans(), max_size=4
)


def dumps(value: Any) -> bytes:
    return json.dumps(value).encode()


def header_of(signed: str) -> dict[str, Any]:
    return jws.parts(signed)[0]


def verified(signed: str) -> dict[str, Any]:
    fields, header, payload, signature = jws.parts(signed)
    if fields != {"alg": "ES256", "kid": "k", "typ": "t"}:
        raise ValueError("another header")
    return jws.check(VERIFY, header, payload, signature)


class TestTheRing:
    @pytest.mark.parametrize("use", KEY_USES)
    def test_recognises_what_it_signed(self, key_ring: KeyRing, use: Any) -> None:
        assert key_ring.verify(use, key_ring.sign(use, "receipt+jwt", CLAIMS), "receipt+jwt") == CLAIMS

    def test_keeps_uses_and_types_apart(self, key_ring: KeyRing) -> None:
        token = key_ring.sign("token", "at+jwt", CLAIMS)
        for use, typ in (("receipt", "at+jwt"), ("token", "receipt+jwt"), ("token", "AT+JWT")):
            with pytest.raises(BadSignature):
                key_ring.verify(use, token, typ)  # type: ignore[arg-type]  # both are uses

    def test_publishes_public_keys_alone(self, key_ring: KeyRing) -> None:
        keys = key_ring.jwks()["keys"]
        assert [key["alg"] for key in keys] == ["ES256"] * 2 + ["PS256"] * 2 + ["ES256"] * 4
        of_its_kind = {"EC": {"crv", "x", "y"}, "RSA": {"n", "e"}}
        assert all(set(key) == {"kty", "kid", "use", "alg", *of_its_kind[key["kty"]]} for key in keys)

    def test_signs_what_a_library_accepts(self, key_ring: KeyRing) -> None:
        signed = key_ring.sign("receipt", "receipt+jwt", CLAIMS)
        keys: Any = key_ring.jwks()
        assert library.deserialize_compact(signed, KeySet.import_key_set(keys), algorithms=["ES256"])

    def test_without_keys_says_so(self, database: Database, master_key: MasterKey) -> None:
        with pytest.raises(KeysMissing, match="init"):
            KeyRing(database, master_key).sign("token", "at+jwt", {})

    def test_makes_only_what_is_missing(
        self, database: Database, master_key: MasterKey, key_ring: KeyRing, clock: FixedClock
    ) -> None:
        with database.write() as tx:
            assert KeyRing.create_missing(tx, master_key, clock.now()) == ()

    def test_holds_no_private_key_in_the_clear(self, database: Database, key_ring: KeyRing) -> None:
        with database.read() as tx:
            for row in tx.execute(signing_keys.select()):
                assert b"-----" not in row.private_sealed
                assert '"d"' not in row.public_jwk


class TestAReplacedKey:
    def test_signs_no_more_and_is_still_recognised(
        self, database: Database, master_key: MasterKey, key_ring: KeyRing, clock: FixedClock
    ) -> None:
        old = key_ring.sign("token", "at+jwt", CLAIMS)
        with database.write() as tx:
            KeyRing.create(tx, master_key, "token", clock.now() + timedelta(days=1))
        other = KeyRing(database, master_key)
        new = other.sign("token", "at+jwt", CLAIMS)
        assert new.split(".")[0] != old.split(".")[0]
        assert other.verify("token", old, "at+jwt") == CLAIMS

    def test_is_found_by_a_worker_that_reads_again(
        self, database: Database, master_key: MasterKey, key_ring: KeyRing, clock: FixedClock
    ) -> None:
        key_ring.refresh()
        with database.write() as tx:
            KeyRing.create(tx, master_key, "token", clock.now() + timedelta(days=1))
        new = KeyRing(database, master_key).sign("token", "at+jwt", CLAIMS)
        key_ring.refresh()
        assert key_ring.verify("token", new, "at+jwt") == CLAIMS

    def test_that_is_revoked_is_trusted_no_more(
        self, database: Database, key_ring: KeyRing, clock: FixedClock
    ) -> None:
        token = key_ring.sign("token", "at+jwt", CLAIMS)
        kid = header_of(token)["kid"]
        with database.write() as tx:
            key_ring.revoke(tx, kid, clock.now())
        key_ring.refresh()
        assert kid not in [key["kid"] for key in key_ring.jwks()["keys"]]
        with pytest.raises(BadSignature):
            key_ring.verify("token", token, "at+jwt")

    def test_makes_strangers_cause_no_queries(self, key_ring: KeyRing, seen_queries: Any) -> None:
        key_ring.refresh()
        foreign = jws.sign(SIGN, jws.header("unknown", "at+jwt"), CLAIMS)
        with seen_queries() as seen:
            for _ in range(50):
                with pytest.raises(BadSignature):
                    key_ring.verify("token", foreign, "at+jwt")
        assert len(seen) <= 1


class TestACompactJws:
    @given(JSON)
    def test_is_equal_to_the_librarys_in_both_directions(self, claims: dict[str, Any]) -> None:
        signed = jws.sign(SIGN, jws.header("k", "t"), claims)
        assert library.deserialize_compact(signed, OURS, algorithms=["ES256"]).headers()["typ"] == "t"
        theirs = library.serialize_compact({"alg": "ES256", "kid": "k", "typ": "t"}, dumps(claims), WHOLE)
        for text in (signed, theirs):
            _, header, payload, signature = jws.parts(text)
            assert jws.check(VERIFY, header, payload, signature) == claims

    @given(st.data())
    def test_that_was_altered_anywhere_is_refused(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(SIGNED) - 1))
        other = data.draw(st.characters(exclude_characters=SIGNED[at], exclude_categories=["Cs"]))
        with pytest.raises((ValueError, TypeError)):
            verified(SIGNED[:at] + other + SIGNED[at + 1 :])

    @pytest.mark.parametrize(
        "header",
        [
            {"alg": "none", "kid": "k", "typ": "t"},
            {"alg": "HS256", "kid": "k", "typ": "t"},
            {"alg": "ES256", "kid": "k"},
            {"alg": "ES256", "kid": "k", "typ": "t", "crit": ["x"], "x": 1},
            {"alg": "ES256", "kid": "k", "typ": "t", "jwk": {}},
            ["alg", "kid", "typ"],
        ],
    )
    def test_with_any_other_header_is_refused(self, header: Any) -> None:
        encoded = jws.b64(dumps(header))
        with pytest.raises(ValueError, match="header"):
            jws.parts(jws.sign(SIGN, encoded, CLAIMS))

    @pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b", "é.é.é", "e30.e30.e30", "\x00.\x00.\x00"])
    def test_that_is_no_jws_is_refused(self, key_ring: KeyRing, text: str) -> None:
        with pytest.raises(BadSignature):
            key_ring.verify("token", text, "at+jwt")

    def test_has_a_thumbprint_as_its_key_id(self) -> None:
        assert public_jwk(PRIVATE.public_key())["kid"] == OURS.thumbprint()
