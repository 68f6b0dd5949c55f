"""Tokens that are rightly signed and say something wrong: a table of claims and values for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tests.specs.hostile.genuine import MISSING, Genuine, Mutant, named
from tests.specs.system import ISSUER, TOKEN

Wrong = Mapping[str, Iterable[object]]


def no_text(right: str) -> tuple[object, ...]:
    """Values of other types, empty and absent ones."""
    return (
        MISSING,
        None,
        0,
        1,
        -1.5,
        True,
        False,
        "",
        [],
        [right],
        [right, right],
        {},
        {right: right},
        [[right]],
    )


def not_this(right: str) -> tuple[object, ...]:
    """Other texts, among them those that a careless comparison takes for the same."""
    wide = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in right)
    near = (
        *(
            f"{right} ",
            f" {right}",
            f"{right}\u0000",
            f"{right}\n",
            f"{right}/",
            f"{right}.",
            f"{right}\u200b",
        ),
        *(right[:-1], right[1:], right * 2, right.upper(), right.title(), f"{right},{right}", f"{right} x"),
        *(right.replace("e", "e\u0301"), right.replace("a", "\u0430"), f"\ufeff{right}", f"\u202e{right}"),
        *("*", "%", ".*", "null", "undefined", "' OR ''='", "../" + right, "\ud800", wide),
    )
    return (*no_text(right), *(each for each in near if each != right))


def no_time(now: int) -> tuple[object, ...]:
    """What is no number of seconds that we could mean."""
    return (
        *(MISSING, None, True, False, "", str(now), f"{now}", "now", "2026-03-02T04:00:00Z", [], [now], {}),
        *({"": now}, 10**400, -(10**400), 2**63, 2**64, 2**53, -(2**63), -1, 0, 0.5, -0.0, 1e300, -1e300),
    )


def in_the_future(now: int, skew: int) -> tuple[object, ...]:
    """For a time that may be left out, and must not lie ahead."""
    ahead = (now + skew + 1, now + 3600, now + 10**9, now * 1000, now + skew + 0.5)
    return (None, True, False, "", str(now), [], [now], {}, 10**400, 2**53, 2**64, 1e300, *ahead)


OTHER_SERVERS = (
    *(TOKEN, f"{ISSUER}/", f"{ISSUER}/oauth", f"{ISSUER}:443", ISSUER.replace("https", "http")),
    *(
        ISSUER.upper(),
        f"{ISSUER}.evil.example",
        f"{ISSUER}@evil.example",
        f"{ISSUER}?",
        f"{ISSUER}#",
        "https://",
    ),
    *("https://evil.example", "card.example.cn", "//card.example.cn", f"{ISSUER}%00", "\u0440", "hospital"),
)
NO_ID: tuple[object, ...] = (
    MISSING,
    None,
    0,
    1,
    1.5,
    True,
    False,
    "",
    [],
    ["x"],
    {},
    {"x": 1},
    "x" * 513,
    "x" * 5000,
    10**30,
)


def of_an_assertion(of: Genuine) -> Wrong:
    """RFC 7523 section 3."""
    now = int(str(of.claims["iat"]))
    return {
        "iss": (*not_this("hospital"), "museum", "nobody"),
        "sub": (*not_this("hospital"), "museum", "nobody"),
        "aud": (
            *not_this(ISSUER),
            *OTHER_SERVERS,
            [ISSUER, "https://evil.example"],
            [ISSUER, 1],
            {ISSUER: 1},
        ),
        "exp": (*no_time(now), now, now - 1, now - 3600, now + 301, now + 300.5, now + 10**9, now * 1000),
        "nbf": in_the_future(now, 10),
        "iat": in_the_future(now, 10),
        "jti": NO_ID,
    }


def of_a_proof(of: Genuine) -> Wrong:
    """RFC 9449 section 4.3."""
    now, address = int(str(of.claims["iat"])), str(of.claims["htu"])
    elsewhere = (
        *(
            address + "/",
            address + "x",
            address[:-1],
            address.replace("https", "http"),
            address.split("/", 3)[3],
        ),
        *(
            address.replace("card.", "evil."),
            f"{ISSUER}@evil.example/v1",
            f"{ISSUER}:444/v1",
            "/",
            "//",
            "https:",
        ),
        *(address.replace("/v1", "//v1"), address.replace("/v1", "/v2"), f"https://evil.example/?{address}"),
        *(
            address.replace("/v1", "/../v1/x"),
            "*",
            f"{address} {address}",
            f"{address},",
            "https://[",
            "\ud800",
        ),
    )
    return {
        "htm": (*not_this("GET"), "POST", "HEAD", "get", "Get", "GET POST", "OPTIONS"),
        "htu": (*no_text(address), *(each for each in elsewhere if each != address)),
        "iat": (*no_time(now), now - 61, now + 61, now - 60.5, now + 60.5, now + 10**9, now * 1000),
        "jti": NO_ID,
        "nonce": (0, 1, True, False, "", "x", [], ["x"], {}, "A" * 43, "A" * 5000, "\ud800", "\u00e9"),
        "ath": not_this(str(of.claims["ath"])) if "ath" in of.claims else (),
    }


def of_a_proof_for_a_token(of: Genuine) -> Wrong:
    """The same at the token endpoint, where there is no token yet."""
    found = {**of_a_proof(of)}
    found["htm"] = (*not_this("POST"), "GET", "post")
    return found


def of_an_access_token(of: Genuine) -> Wrong:
    """RFC 9068 section 4, as if our own key had signed something else."""
    now, key = int(str(of.claims["iat"])), of.claims["cnf"]
    right = str(key["jkt"]) if isinstance(key, Mapping) else ""
    return {
        "iss": (*not_this(ISSUER), *OTHER_SERVERS),
        "aud": (
            *(each for each in (*not_this(ISSUER), *OTHER_SERVERS) if each != [ISSUER]),
            *([ISSUER, "https://evil.example"], ["https://evil.example"], [1]),
        ),
        "exp": (*no_time(now), now, now - 1, now - 3600),
        "jti": NO_ID,
        "client_id": (*no_text("hospital"), "nobody", "HOSPITAL", "hospital ", "x" * 513),
        "sub": NO_ID,
        "cnf": (
            *(
                MISSING,
                None,
                0,
                True,
                "",
                right,
                [],
                [right],
                {},
                {"jkt": ""},
                {"jkt": None},
                {"jkt": [right]},
            ),
            *({"jkt": right, "x5t#S256": right}, {"jwk": {}}, {"kid": "x"}, {"x5t": right}, {"jkt": 1}),
        ),
    }


def of_a_request_object(of: Genuine) -> Wrong:
    """RFC 9101 section 4 and 6, FAPI 2.0 Message Signing section 5.3."""
    now = int(str(of.claims["nbf"]))
    callback = str(of.claims["redirect_uri"])
    return {
        "iss": (*not_this("portal"), "hospital", "nobody"),
        "client_id": (*not_this("portal"), "hospital", "nobody"),
        "aud": (
            *(
                each
                for each in (*not_this(ISSUER), *OTHER_SERVERS)
                if each not in ([ISSUER], [ISSUER, ISSUER])
            ),
            *(["https://evil.example"], [[ISSUER]], {"0": ISSUER}),
        ),
        "exp": (*no_time(now), now, now - 1, now + 3601, now + 10**9, now * 1000),
        "nbf": (*no_time(now), now + 11, now - 3601, now + 10**9, now * 1000),
        "iat": in_the_future(now, 10),
        "jti": (each for each in NO_ID if each is not MISSING),
        "request": ("x", "", of.compact, None, {}),
        "request_uri": ("urn:ietf:params:oauth:request_uri:x", "https://evil.example/r", "", None),
        "redirect_uri": (
            *not_this(callback),
            *(
                f"{callback}?x",
                f"{callback}#x",
                f"{callback}/..",
                "https://evil.example/cb",
                "javascript:alert(1)",
            ),
            *(
                callback.replace("//", "//evil@"),
                callback.replace(".org", ".org.evil.example"),
                "//evil.example",
            ),
        ),
        "response_type": (*not_this("code"), "token", "id_token", "code id_token", "code token", "none"),
        "code_challenge": no_text("x"),
        "code_challenge_method": ("plain", MISSING, "s256", "", None, ["S256"]),
        "response_mode": ("fragment", "web_message", "fragment.jwt", ["query"], None),
        "authorization_details": (
            "\ud800",
            "x",
            [],
            [1],
            {},
            None,
            [{"type": "\ud800"}],
            "[]",
            "[" * 5000,
        ),
        "resource": ("https://evil.example", [ISSUER], 1, None, "\ud800"),
        "state": ("s" * 1025, "\ud800", "\r\nLocation: https://evil.example"),
        "max_age": (-1, "1e9", 10**30, True, "\u0665"),
        "prompt": ("none login", "create", "\ud800", []),
        "dpop_jkt": ("x", "A" * 44, None, {}),
        "scope": (MISSING, "admin", "openid admin", "verify\u0000", [], ["verify"], {}, None, True),
    }


def wrong_claims(of: Genuine, wrong: Wrong) -> Iterator[Mutant]:
    """Each claim with each of its wrong values, one at a time."""
    return chain.from_iterable(
        named(claim, ((value, of.with_claims(**{claim: value})) for value in values))
        for claim, values in wrong.items()
    )
