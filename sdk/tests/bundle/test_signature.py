"""Who stands behind a bundle."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from joincard_sdk import keys
from joincard_sdk.bundle import Bundle, canonical
from joincard_sdk.bundle import signature as signatures
from joincard_sdk.bundle.signature import Role, SignatureError
from joserfc import jws
from joserfc.jwk import ECKey, KeySet, OctKey

PUBLISHER, AUTHORITY, STRANGER = keys.new_key(), keys.new_key(), keys.new_key()


def public(*held: ECKey) -> KeySet:
    return keys.public_keys(keys.public_set(held))


TRUSTED: dict[Role, KeySet] = {"publisher": public(PUBLISHER), "authority": public(AUTHORITY)}


def signed(bundle: Bundle, *by: tuple[ECKey, Role]) -> bytes:
    return signatures.write_list([signatures.sign(bundle, key, role) for key, role in by])


def refused(bundle: Bundle, listed: bytes, required: tuple[Role, ...] = (), data: bytes | None = None) -> str:
    with pytest.raises(SignatureError) as caught:
        signatures.load_signed(bundle.data if data is None else data, listed, TRUSTED, required)
    return caught.value.code


def forged(bundle: Bundle, header: dict[str, Any] | None = None, **statement: str) -> bytes:
    """A list with one token by the publisher's key that differs in header or statement."""
    head = {"alg": "ES256", "kid": PUBLISHER.kid, "typ": signatures.TYPE} | (header or {})
    stated = {
        "bundle": bundle.digest,
        "plugin": bundle.plugin,
        "role": "publisher",
        "version": bundle.version,
    }
    payload = canonical.encode(stated | statement)
    registry = jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False)
    return signatures.write_list([jws.serialize_compact(head, payload, PUBLISHER, registry=registry)])


def test_two_roles_sign_one_bundle(small_bundle: Bundle) -> None:
    listed = signed(small_bundle, (PUBLISHER, "publisher"), (AUTHORITY, "authority"))
    bundle, held = signatures.load_signed(small_bundle.data, listed, TRUSTED, ("publisher", "authority"))
    assert bundle == small_bundle
    assert [(signature.role, signature.kid) for signature in held] == [
        ("publisher", PUBLISHER.kid),
        ("authority", AUTHORITY.kid),
    ]


def test_the_statement_is_what_the_format_says(small_bundle: Bundle) -> None:
    token = jws.deserialize_compact(
        signatures.sign(small_bundle, PUBLISHER, "publisher"), PUBLISHER, ["ES256"]
    )
    assert token.protected == {"alg": "ES256", "kid": PUBLISHER.kid, "typ": "joincard-bundle+jws"}
    assert json.loads(token.payload or b"") == {
        "bundle": small_bundle.digest,
        "plugin": "demo.libraries.core",
        "role": "publisher",
        "version": "0.1.0",
    }


class TestRefused:
    def test_a_changed_bundle(self, small_bundle: Bundle) -> None:
        listed = signed(small_bundle, (PUBLISHER, "publisher"))
        other = replace(small_bundle, version="0.1.1")
        assert refused(small_bundle, listed, data=other.data) == "signature.wrong-bundle"

    def test_a_changed_signature(self, small_bundle: Bundle) -> None:
        [token] = signatures.read_list(signed(small_bundle, (PUBLISHER, "publisher")))
        head, payload, mark = token.split(".")
        flipped = ("A" if mark[0] != "A" else "B") + mark[1:]
        listed = signatures.write_list([f"{head}.{payload}.{flipped}"])
        assert refused(small_bundle, listed) == "signature.bad"

    def test_a_key_that_nobody_knows(self, small_bundle: Bundle) -> None:
        listed = signed(small_bundle, (STRANGER, "publisher"))
        assert refused(small_bundle, listed) == "signature.unknown-key"
        assert refused(small_bundle, listed, ("publisher",)) == "signature.unknown-key"

    def test_a_role_in_which_nobody_signed(self, small_bundle: Bundle) -> None:
        listed = signed(small_bundle, (PUBLISHER, "publisher"))
        assert refused(small_bundle, listed, ("authority",)) == "signature.missing"

    def test_a_publisher_who_speaks_for_the_authority(self, small_bundle: Bundle) -> None:
        assert refused(small_bundle, signed(small_bundle, (PUBLISHER, "authority"))) == "signature.wrong-role"

    def test_a_publisher_whose_key_bears_the_name_of_the_authoritys(self, small_bundle: Bundle) -> None:
        masked = ECKey.generate_key("P-256", {"kid": str(AUTHORITY.kid)})
        trusted = TRUSTED | {"publisher": public(masked)}
        listed = signed(small_bundle, (masked, "authority"))
        with pytest.raises(SignatureError) as caught:
            signatures.verify(small_bundle.data, listed, trusted)
        assert caught.value.code == "signature.bad"

    @pytest.mark.parametrize(
        ("header", "code"),
        [
            ({"typ": "JWT"}, "signature.wrong-type"),
            ({"typ": "joincard-receipt+jwt"}, "signature.wrong-type"),
            ({"jku": "https://example.test/keys"}, "signature.wrong-header"),
            ({"cty": "json"}, "signature.wrong-header"),
        ],
    )
    def test_another_header(self, small_bundle: Bundle, header: dict[str, Any], code: str) -> None:
        assert refused(small_bundle, forged(small_bundle, header)) == code

    def test_another_algorithm(self, small_bundle: Bundle) -> None:
        secret = OctKey.import_key(json.dumps(PUBLISHER.as_dict(private=False)))
        token = jws.serialize_compact(
            {"alg": "HS256", "kid": PUBLISHER.kid, "typ": signatures.TYPE}, b"{}", secret, ["HS256"]
        )
        assert refused(small_bundle, signatures.write_list([token])) == "signature.wrong-algorithm"

    def test_no_algorithm_at_all(self, small_bundle: Bundle) -> None:
        head = canonical.encode({"alg": "none", "kid": PUBLISHER.kid, "typ": signatures.TYPE})
        from joserfc.util import urlsafe_b64encode

        token = urlsafe_b64encode(head) + b"." + urlsafe_b64encode(b"{}") + b"."
        assert refused(small_bundle, signatures.write_list([token.decode()])) == "signature.wrong-algorithm"

    @pytest.mark.parametrize(
        ("statement", "code"),
        [
            ({"role": "king"}, "signature.wrong-statement"),
            ({"more": "x"}, "signature.wrong-statement"),
            ({"version": "9.9.9"}, "signature.wrong-bundle"),
            ({"plugin": "other.libraries.core"}, "signature.wrong-bundle"),
        ],
    )
    def test_another_statement(self, small_bundle: Bundle, statement: dict[str, str], code: str) -> None:
        assert refused(small_bundle, forged(small_bundle, None, **statement)) == code

    @pytest.mark.parametrize("cut", [1, 20, 100, -30, -2])
    def test_a_truncated_file(self, small_bundle: Bundle, cut: int) -> None:
        assert (
            refused(small_bundle, signed(small_bundle, (PUBLISHER, "publisher"))[:cut])
            == "signature.unreadable"
        )

    @pytest.mark.parametrize(
        "listed", [b"", b"{}", b"[7]", b'["a.b"]', b'["\xc3\xa9.b.c"]', b"[" * 50_000, b"x" * 70_000]
    )
    def test_what_is_no_list_of_signatures(self, small_bundle: Bundle, listed: bytes) -> None:
        assert refused(small_bundle, listed) == "signature.unreadable"

    def test_an_empty_list(self, small_bundle: Bundle) -> None:
        assert refused(small_bundle, b"[]") == "signature.missing"


def test_a_strangers_signature_does_no_harm_beside_those_required(small_bundle: Bundle) -> None:
    listed = signed(small_bundle, (STRANGER, "authority"), (PUBLISHER, "publisher"))
    required: tuple[Role, ...] = ("publisher",)
    _, held = signatures.load_signed(small_bundle.data, listed, TRUSTED, required)
    assert [signature.kid for signature in held] == [PUBLISHER.kid]


def test_signing_again_replaces_and_keeps_the_others(small_bundle: Bundle) -> None:
    first = signatures.sign(small_bundle, PUBLISHER, "publisher")
    other = signatures.sign(small_bundle, AUTHORITY, "authority")
    again = signatures.sign(small_bundle, PUBLISHER, "publisher")
    assert signatures.add((first, other), again) == (other, again)
