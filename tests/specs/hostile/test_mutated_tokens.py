"""RFC 8725: five hundred tokens of each kind with one thing wrong, and none is taken."""

import secrets
from itertools import product

import pytest
from joserfc.jwk import Key

from tests.specs.hostile import forged_forms, forged_headers, forged_signatures
from tests.specs.hostile.genuine import MISSING, Genuine, of_key
from tests.specs.hostile.kinds import BAD_CLIENT, KINDS, Kind, access_token
from tests.specs.hostile.target import Target
from tests.specs.system import EC, ISSUER, OKP, RSA, TOKEN, b64, public

LEAST = 500
FAMILIES = (*forged_signatures.FAMILIES, *forged_headers.FAMILIES, *forged_forms.FAMILIES)
SMALL = {"kty": "RSA", "crv": MISSING, "x": MISSING, "y": MISSING, "e": "AQAB"}
ZERO = "A" * 43
FIELD = 2**255 - 19
OF_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER = (0, 1, FIELD - 1, FIELD, FIELD + 1, OF_ORDER_8, FIELD - OF_ORDER_8)
#: What becomes of the right key; every one is a key that we must not compute with.
WEAK: dict[str, dict[str, object]] = {
    "RSA of 1024 bits": {**SMALL, "n": b64((2**1023 + 1).to_bytes(128, "big"))},
    "RSA of 8192 bits": {**SMALL, "n": b64((2**8191 + 1).to_bytes(1024, "big"))},
    "RSA with the exponent 1": {**SMALL, "n": str(public(RSA)["n"]), "e": "AQ"},
    "RSA with the exponent 0": {**SMALL, "n": str(public(RSA)["n"]), "e": "AA"},
    "RSA with an even exponent": {**SMALL, "n": str(public(RSA)["n"]), "e": "Ag"},
    "RSA with a huge exponent": {**SMALL, "n": str(public(RSA)["n"]), "e": b64(b"\xff" * 256)},
    "RSA with an even modulus": {**SMALL, "n": b64((2**2047).to_bytes(256, "big"))},
    "RSA of nothing": {**SMALL, "n": ""},
    "a point that is not on the curve": {"x": ZERO, "y": ZERO},
    "the point at infinity": {"x": "", "y": ""},
    "a coordinate past the field": {"x": b64(b"\xff" * 32)},
    "a coordinate that is too short": {"x": str(public(EC)["x"])[:-2]},
    "P-384 by name": {"crv": "P-384"},
    "another curve": {"crv": "secp256k1"},
    "no curve": {"crv": MISSING},
    "X25519": {"kty": "OKP", "crv": "X25519", "x": ZERO, "y": MISSING},
    "a secret": {"kty": "oct", "k": "c2VjcmV0"},
    "its private half": {"d": ZERO},
    "no kind": {"kty": MISSING},
    "a list as the kind": {"kty": ["EC"]},
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
class TestAToken:
    def test_is_taken_only_as_it_was_made(self, target: Target, kind: Kind) -> None:
        """The one in order comes last: it is still good, so what was wrong with the others was their change."""
        genuine = kind.genuine(target)
        seen: set[str] = set()
        taken: list[str] = []
        odd: list[tuple[str, int, bytes]] = []
        for mutant in kind.sendable(genuine):
            assert mutant.compact != genuine.compact, mutant.name
            if mutant.compact in seen:
                continue
            seen.add(mutant.compact)
            reply = kind.send(target, genuine, mutant.compact)
            if kind.taken(reply):
                taken.append(mutant.name)
            elif not kind.refused(reply):
                odd.append((mutant.name, reply.status_code, reply.data[:200]))
        assert taken == []
        assert odd == []
        assert len(seen) >= LEAST
        assert kind.taken(kind.send(target, genuine, genuine.compact))


class TestATokenOfAKeyOfAnotherKind:
    """The same with RSA and Ed25519, where what is special about the signature differs."""

    @pytest.mark.parametrize(("name", "key"), [("bank", RSA), ("museum", OKP)])
    def test_is_an_assertion_only_as_it_was_made(self, target: Target, name: str, key: Key) -> None:
        portal = target.portal(name, key, key)
        claims = {
            "iss": name,
            "sub": name,
            "aud": ISSUER,
            "exp": portal.now + 60,
            "jti": secrets.token_hex(8),
        }
        genuine = of_key(key, {"typ": "JWT"}, claims)
        mutants = [each for family in FAMILIES for each in family(genuine)]
        replies = {each.name: portal.ask(client_assertion=each.compact) for each in mutants}
        assert [name for name, reply in replies.items() if reply.json.get("error") not in BAD_CLIENT] == []
        assert len(mutants) > 400
        assert portal.ask(client_assertion=genuine.compact).status_code == 200

    @pytest.mark.parametrize("key", [RSA, OKP], ids=["RSA", "Ed25519"])
    def test_is_a_proof_only_as_it_was_made(self, target: Target, key: Key) -> None:
        portal = target.portal("hospital", proof_key=key)
        claims = {"htm": "POST", "htu": TOKEN, "iat": portal.now, "jti": secrets.token_hex(8)}
        genuine = of_key(key, {"typ": "dpop+jwt", "jwk": public(key)}, claims)
        mutants = [each for family in FAMILIES for each in family(genuine) if each.compact.isprintable()]
        sent = [
            each for each in mutants if each.compact.isascii() and each.compact.strip() == each.compact != ""
        ]
        replies = {each.name: portal.ask(each.compact) for each in sent}
        assert [
            name for name, reply in replies.items() if reply.json.get("error") != "invalid_dpop_proof"
        ] == []
        assert portal.ask(genuine.compact).status_code == 200


class TestAKeyInAProof:
    """RFC 9449 section 4.3: whoever makes a key for one request chooses what we compute with."""

    @pytest.mark.parametrize("what", WEAK)
    def test_that_is_weak_or_of_another_kind_is_not_taken(self, target: Target, what: str) -> None:
        portal = target.portal("hospital")
        jwk = {**public(EC), **WEAK[what]}
        proof = portal.proof(header={"jwk": {n: v for n, v in jwk.items() if v is not MISSING}})
        assert portal.ask(proof).json["error"] == "invalid_dpop_proof"

    @pytest.mark.parametrize("y", SMALL_ORDER)
    def test_that_everybody_can_sign_for_is_not_taken(self, target: Target, y: int) -> None:
        """RFC 8725 section 3.4. On Ed25519, such a key finds one of these signatures good for nearly any text."""
        portal = target.portal("hospital")
        for sign in (0, 1):
            x = (y + sign * 2**255).to_bytes(32, "little")
            jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(x)}
            for n, r in product(range(4), SMALL_ORDER):
                claims = {"htm": "POST", "htu": TOKEN, "iat": portal.now, "jti": f"{y % 1000} {sign} {n} {r}"}
                text = Genuine.input({"typ": "dpop+jwt", "alg": "EdDSA", "jwk": jwk}, claims)
                forged = f"{text}.{b64(r.to_bytes(32, 'little') + bytes(32))}"
                assert portal.ask(forged).json["error"] == "invalid_dpop_proof"


class TestATokenThatIsTakenBack:
    def test_is_taken_back_only_as_it_was_made(self, target: Target) -> None:
        """A changed token revokes nothing, whatever the answer says."""
        hospital, genuine = target.portal("hospital"), access_token(target)
        for family in (*forged_signatures.FAMILIES, *forged_headers.FAMILIES):
            for mutant in family(genuine):
                assert hospital.revoke(mutant.compact).status_code == 200
        assert hospital.introspect(genuine.compact).json["active"] is True
        hospital.revoke(genuine.compact)
        assert hospital.introspect(genuine.compact).json == {"active": False}
