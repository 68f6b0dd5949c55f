"""RFC 7515 section 5.2 and RFC 8725: what is read of a token that a stranger wrote."""

import base64
import json
from typing import Any

import pytest

from tests.specs.system import System, sign

BAD = [
    "",
    ".",
    "..",
    "...",
    "a.b",
    "a.b.c",
    "a.b.c.d",
    "a.b.c.d.e",
    "e30.e30.",
    "e30..e30",
    ".e30.e30",
    "e30=.e30.e30",
    "e+0.e30.e30",
    "bnVsbA.bnVsbA.bnVsbA",
    "\u0000.\u0000.\u0000",
    "ééé.ééé.ééé",
    "W10.W10.W10",
    "x" * 9000,
]


def b64(raw: Any) -> Any:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class TestATokenThatIsNone:
    @pytest.mark.parametrize("compact", BAD)
    def test_is_no_assertion(self, system: System, compact: Any) -> None:
        answer = system.ask(client_assertion=compact)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_client")

    @pytest.mark.parametrize("compact", [bad for bad in BAD if bad.isascii() and bad.isprintable() and bad])
    def test_is_no_proof(self, system: System, compact: Any) -> None:
        answer = system.ask(proof=compact)
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_dpop_proof")


class TestTheHeader:
    @pytest.mark.parametrize(
        "alg", [None, "none", "None", "HS256", "RS256", "ES384", "ES256K", "", 7, ["ES256"]]
    )
    def test_names_an_allowed_algorithm(self, system: System, alg: Any) -> None:
        """RFC 8725 section 3.1."""
        answer = system.ask(client_assertion=system.assertion(header={"alg": alg}))
        assert answer.json["error"] == "invalid_client"

    def test_may_call_eddsa_ed25519(self, museum: System) -> None:
        """RFC 9864."""
        assert museum.ask(client_assertion=museum.assertion(header={"alg": "Ed25519"})).status_code == 200

    def test_is_of_the_keys_own_algorithm(self, system: System, bank: System) -> None:
        """RFC 8725 section 3.1: no algorithm is borrowed from another key."""
        assert (
            system.ask(client_assertion=system.assertion(header={"alg": "PS256"})).json["error"]
            == "invalid_client"
        )
        assert (
            bank.ask(client_assertion=bank.assertion(header={"alg": "ES256"})).json["error"]
            == "invalid_client"
        )

    @pytest.mark.parametrize(
        "more", [{"crit": ["exp"]}, {"crit": []}, {"b64": False, "crit": ["b64"]}, {"b64": True}]
    )
    def test_asks_for_nothing_that_is_not_understood(self, system: System, more: Any) -> None:
        """Section 4.1.11."""
        assert system.ask(client_assertion=system.assertion(header=more)).json["error"] == "invalid_client"

    def test_announces_no_token_inside(self, system: System) -> None:
        """RFC 7519 section 5.2."""
        assert (
            system.ask(client_assertion=system.assertion(header={"cty": "JWT"})).json["error"]
            == "invalid_client"
        )

    @pytest.mark.parametrize("typ", ["jwt", "JWT", "Client-Authentication+JWT", "application/jwt"])
    def test_is_of_its_type_in_any_case(self, system: System, typ: str) -> None:
        """Section 4.1.9: a media type has no case, and ``application/`` may be left out."""
        assert system.ask(client_assertion=system.assertion(header={"typ": typ})).status_code == 200

    @pytest.mark.parametrize("typ", ["at+jwt", "dpop+jwt", "joincard-receipt+jwt", 7])
    def test_is_not_of_another_type(self, system: System, typ: Any) -> None:
        """RFC 8725 section 3.11: one kind of token is never taken for another."""
        assert (
            system.ask(client_assertion=system.assertion(header={"typ": typ})).json["error"]
            == "invalid_client"
        )

    def test_names_each_member_once(self, system: System) -> None:
        doubled = b'{"alg":"none","alg":"ES256","typ":"JWT"}'
        assert (
            system.ask(client_assertion=sign(doubled, claims(system), system.key)).json["error"]
            == "invalid_client"
        )


class TestThePayload:
    @pytest.mark.parametrize(
        "payload",
        [
            b"",
            b"null",
            b"[]",
            b'"text"',
            b"{",
            b"\xff\xfe",
            b'{"iss":NaN}',
            b"[" * 5000,
            b'{"a":' * 900 + b"1" + b"}" * 900,
        ],
    )
    def test_is_one_plain_object(self, system: System, payload: Any) -> None:
        answer = system.ask(client_assertion=sign({"alg": "ES256"}, payload, system.key))
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_client")

    def test_names_each_claim_once(self, system: System) -> None:
        doubled = json.dumps(claims(system)).replace('"sub"', '"sub": "bank", "sub"').encode()
        assert (
            system.ask(client_assertion=sign({"alg": "ES256"}, doubled, system.key)).json["error"]
            == "invalid_client"
        )

    def test_may_hold_a_number_of_thousands_of_digits_without_harm(self, system: System) -> None:
        long = json.dumps(claims(system)).replace('"exp"', f'"exp": {"9" * 5000}, "x"').encode()
        assert (
            system.ask(client_assertion=sign({"alg": "ES256"}, long, system.key)).json["error"]
            == "invalid_client"
        )

    @pytest.mark.parametrize("exp", ["1e999", "-1e999", "1e308"])
    def test_may_hold_infinity_without_harm(self, system: System, exp: Any) -> None:
        infinite = json.dumps(claims(system)).replace('"exp"', f'"exp": {exp}, "x"').encode()
        answer = system.ask(client_assertion=sign({"alg": "ES256"}, infinite, system.key))
        assert answer.json["error"] == "invalid_client"


class TestTheSignature:
    @pytest.mark.parametrize("change", ["cut", "longer", "zeros", "der", "empty"])
    def test_is_exact(self, system: System, change: Any) -> None:
        head, payload, signature = system.assertion().split(".")
        raw = base64.urlsafe_b64decode(signature + "==")
        changed = {
            "cut": raw[:-1],
            "longer": raw + b"\0",
            "zeros": bytes(64),
            "der": b"\x30\x44" + raw,
            "empty": b"",
        }
        answer = system.ask(client_assertion=f"{head}.{payload}.{b64(changed[change])}")
        assert answer.json["error"] == "invalid_client"

    def test_has_one_spelling(self, system: System) -> None:
        head, payload, signature = system.assertion().split(".")
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        other = signature[:-1] + alphabet[alphabet.index(signature[-1]) + 1]
        assert system.ask(client_assertion=f"{head}.{payload}.{other}").json["error"] == "invalid_client"


def claims(system: System) -> Any:
    """Claims that would be good."""
    name = {"iss": "hospital", "sub": "hospital", "aud": "https://card.example.cn", "jti": "strict"}
    return {**name, "exp": system.now + 60}
