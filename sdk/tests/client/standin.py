"""A stand-in for the authority: small, strict, over real HTTP. For testing the client, and nothing else."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from typing import Any

from joincard_sdk.keys import new_key
from joserfc import jwt
from joserfc.jwk import ECKey

from .http_side import HttpServer, Reply, Seen
from .moments import Moments
from .oauth_side import Tokens

METADATA = "/.well-known/oauth-authorization-server"
JWKS = "/.well-known/jwks.json"
TOKEN = "/oauth/token"
VERIFICATIONS = "/v1/verifications"
CATALOGUE = "/v1/catalogue"
DIGEST = "sha256:" + "ab" * 32
REFUSED_NUMBER = "J00000000R"
BOTH = {"en": "Words", "zh": "文字"}
SERVICES = [
    {
        "code": "healthcare.hospital.registration",
        "name": {"en": "Registration", "zh": "挂号"},
        "description": BOTH,
        "channel": "in_person",
        "coverage": "nationwide",
        "accepts": BOTH,
        "prices": [BOTH, BOTH],
        "send": [{"fact": "record.reservation", "takes": "true or false"}],
        "discloses": [{"element": "full_name", "name": BOTH}],
        "effective_from": "2024-12-01",
        "effective_until": None,
    }
]


@dataclass
class Kept:
    """An answer kept by its Idempotency-Key."""

    body: bytes
    reply: Reply


class StandIn:
    """Permits everything but ``REFUSED_NUMBER``, and counts what it decided."""

    def __init__(self, moments: Moments) -> None:
        self.moments = moments
        self.ahead = 0.0  # s, of this clock before the client's
        self.key = new_key()
        self.listed = [self.key.as_dict(private=False)]
        self.http = HttpServer(self.answer, self.now)
        self.issuer = self.http.issuer
        self.clients: dict[str, ECKey] = {}
        self.tokens = Tokens(self.issuer, self.clients, self.now)
        self.kept: dict[str, Kept] = {}
        self.verifications: dict[str, dict[str, Any]] = {}
        self.catalogue_digest = DIGEST
        self._numbers = count(1)

    def now(self) -> float:
        return self.moments.now() + self.ahead

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "token_endpoint": self.issuer + TOKEN,
            "jwks_uri": self.issuer + JWKS,
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "dpop_signing_alg_values_supported": ["ES256"],
        }

    def answer(self, seen: Seen) -> Reply:
        match seen.method, seen.path:
            case "GET", path if path == METADATA:
                return Reply.of(200, self.metadata())
            case "GET", path if path == JWKS:
                return Reply.of(200, {"keys": self.listed})
            case "POST", path if path == TOKEN:
                return self.tokens.token(seen)
            case "GET", path if path == CATALOGUE:
                return self._catalogue(seen)
            case _, path if path.startswith(VERIFICATIONS):
                return self.tokens.guard(seen) or self._verifications(seen)
        return Reply.problem(404, "address.unknown")

    def signed(
        self, claims: dict[str, Any], typ: str = "joincard-receipt+jwt", key: ECKey | None = None
    ) -> str:
        """A receipt, or what looks like one."""
        key = key or self.key
        return jwt.encode({"alg": "ES256", "typ": typ, "kid": key.kid}, claims, key, default_type=None)

    def receipt_claims(self, told: dict[str, Any], body: bytes) -> dict[str, Any]:
        """What a receipt of a decision says."""
        charge = told["charge"] or {}
        return {
            "iss": self.issuer,
            "aud": "clinic-7",
            "jti": told["id"],
            "iat": int(self.now()),
            "service": told["service"],
            "city": told["city"],
            "presentation": "number",
            "price": charge.get("price"),
            "currency": charge.get("currency"),
            "outcome": told["outcome"],
            "disclosed": sorted(told["disclosed"]),
            "deposit": charge.get("deposit"),
            "catalogue": told["catalogue"],
            "request": f"sha256:{sha256(body).hexdigest()}",
        }

    def _catalogue(self, seen: Seen) -> Reply:
        etag = f'"{self.catalogue_digest}"'
        if seen.headers.get("if-none-match") == etag:
            return Reply(304, headers={"ETag": etag})
        body = {"total": 1, "digest": self.catalogue_digest, "services": SERVICES}
        return Reply.of(200, body, {"ETag": etag})

    def _verifications(self, seen: Seen) -> Reply:
        verification_id, _, move = seen.path[len(VERIFICATIONS) + 1 :].partition("/")
        if seen.method == "GET":
            told = self.verifications.get(verification_id)
            return Reply.of(200, told) if told else Reply.problem(404, "verification.unknown")
        key = seen.headers.get("idempotency-key")
        if not key:
            return Reply.problem(400, "idempotency.missing")
        if key in self.kept:
            kept = self.kept[key]
            return kept.reply if kept.body == seen.body else Reply.problem(409, "idempotency.mismatch")
        reply = self._move(verification_id, move, seen) if verification_id else self._decide(seen)
        self.kept[key] = Kept(seen.body, reply)
        return reply

    def _decide(self, seen: Seen) -> Reply:
        asked = json.loads(seen.body)
        told = self.told(asked, f"v-{next(self._numbers)}")
        told["receipt"] = self.signed(self.receipt_claims(told, seen.body))
        # What is disclosed is handed over once.
        self.verifications[told["id"]] = told | {"disclosed": {}}
        return Reply.of(201, told)

    def told(self, asked: dict[str, Any], verification_id: str) -> dict[str, Any]:
        """An answer without its receipt."""
        permitted = asked["presentation"]["number"] != REFUSED_NUMBER
        lines: list[dict[str, object]] = [
            {"step": "schedule", "text": BOTH, "amount": "20.00"},
            {"step": "round", "text": BOTH, "amount": "20.00"},
        ]
        charge = {"price": "20.00", "deposit": "5.00", "currency": "CNY", "lines": lines}
        change = {"on": "2026-01-02", "exact": True, "at": None}
        reason: dict[str, object] = {
            "code": "record.reservation",
            "facts": ["record.reservation"],
            "state": "missing",
        }
        reason |= {"text": BOTH, "remedy": BOTH, "change": change}
        return {
            "id": verification_id,
            "outcome": "permitted" if permitted else "refused",
            "service": asked["service"],
            "city": asked["city"],
            "decided_at": datetime.fromtimestamp(self.now(), UTC).isoformat(),
            "catalogue": self.catalogue_digest,
            "reasons": [] if permitted else [reason],
            "reference": None if permitted else verification_id,
            "charge": charge if permitted else None,
            "disclosed": {"full_name": "STEPHEN STRANGE"} if permitted else {},
            "status": "open" if permitted else "closed",
            "moves": [],
        }

    def _move(self, verification_id: str, move: str, seen: Seen) -> Reply:
        told = self.verifications.get(verification_id)
        status = {"cancel": "cancelled", "settle": "settled", "close": "closed"}.get(move)
        if told is None or status is None:
            return Reply.problem(404, "verification.unknown")
        if told["status"] not in ("open", "settled"):
            return Reply.problem(409, "verification.illegal-move")
        price = json.loads(seen.body).get("price", told["charge"]["price"])
        claims = {"iss": self.issuer, "aud": "clinic-7", "jti": verification_id, "iat": int(self.now())}
        claims |= {"service": told["service"], "city": told["city"], "presentation": "number"}
        claims |= {"price": price, "currency": "CNY", "status": status}
        made = {"status": status, "at": told["decided_at"], "price": price, "receipt": self.signed(claims)}
        moved = told | {"status": status, "moves": [*told["moves"], made]}
        self.verifications[verification_id] = moved
        return Reply.of(200, moved)
