"""The story: a provider asks, and afterwards cancels, settles or closes."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from joincard_sdk.bundle import Catalogue
from joincard_sdk.decision import Permitted, decide
from joincard_sdk.fees import measured_basis
from joincard_sdk.money import Money, MoneyError, yuan
from joincard_sdk.testing.authority.asking import Question, question
from joincard_sdk.testing.authority.clock import Clock
from joincard_sdk.testing.authority.holders import Holder
from joincard_sdk.testing.authority.ledger import Ledger, Verified
from joincard_sdk.testing.authority.needs import NOT_ELIGIBLE
from joincard_sdk.testing.authority.problems import Declined
from joincard_sdk.testing.authority.reading import check_key
from joincard_sdk.testing.authority.serving import Reply
from joincard_sdk.testing.authority.tokens import Registered

REFUSALS, UNKNOWN, WINDOW = 60, 30, 3_600
"""Refusals per card and provider, unknown numbers per client, in so many seconds."""

MEASURED, DAY = 5, 86_400
"""Questions a day, per card, provider and service, that compare a hidden fact with one that was sent."""

REMEMBERED = 86_400
"""Seconds for which an answer is kept for its Idempotency-Key."""

MOVES = {
    ("open", "cancel"): "cancelled",
    ("open", "settle"): "settled",
    ("open", "close"): "closed",
    ("settled", "close"): "closed",
}
LEADS_TO = {"cancel": "cancelled", "settle": "settled", "close": "closed"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that changes something: who asks, with which key, and its bytes."""

    client: Registered
    key: str
    address: str
    body: bytes = field(repr=False)

    @property
    def digest(self) -> bytes:
        """What a repeated request must be equal in."""
        return sha256(self.address.encode() + b"\n" + self.body).digest()


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given for a key, at so many seconds since 1970."""

    digest: bytes
    reply: Reply
    at: float


class Story:
    """Answers questions about the cards of ``holders``. Not for two threads at once."""

    def __init__(self, issuer: str, key: ECKey, catalogue: Catalogue, clock: Clock) -> None:
        self.catalogue = catalogue
        self.holidays: Collection[date] | None = None
        self.holders: dict[str, Holder] = {}
        self.since: dict[str, date] = {}
        self.ledger = Ledger()
        self._issuer = issuer
        self._key = key
        self._clock = clock
        self._kept: dict[tuple[str, str], Kept] = {}
        self._attempts: Counter[tuple[str, int]] = Counter()

    def verify(self, asked: Asked, told: Mapping[str, Any], card: tuple[str, str]) -> Reply:
        """Answer a question about a card. Raises ``Declined``."""
        check_key(asked.key)
        kept = self._repeated(asked.client, asked.key)
        if kept is not None:
            # What was answered once stays answered, also when service or accreditation have ended since.
            return repeated(kept, asked)
        found = question(self.catalogue, told, asked.client, self._clock.now(), self.holidays)
        holder = self._holder(card, asked.client)
        if found.needs.measures:
            self._measured(f"{holder.name}:{asked.client.provider}:{told['service']}", found.now.date())
        reply = self._decided(asked, found, holder)
        return self._keep(asked, reply)

    def read(self, client: Registered, verification: str) -> Reply:
        """A verification as it stands, without disclosed values. Raises ``Declined``."""
        return Reply.of(200, as_it_stands(self._past(client, verification)))

    def move(self, move: str, asked: Asked, told: Mapping[str, Any], verification: str) -> Reply:
        """Cancel, settle or close; what was made already is answered as it stands. Raises ``Declined``."""
        check_key(asked.key)
        kept = self._repeated(asked.client, asked.key)
        if kept is not None:
            return repeated(kept, asked)
        before = self._past(asked.client, verification)
        price = moved_price(move, told, before)
        if LEADS_TO[move] != before.status or price != before.price:
            after = MOVES.get((before.status, move))
            if after is None or not before.permitted:
                raise illegal(before, move)
            before.status, before.price = after, price
            before.moves.append(self._signed_move(before, asked.client))
        return self._keep(asked, Reply.of(200, as_it_stands(before)))

    def _holder(self, card: tuple[str, str], client: Registered) -> Holder:
        window = int(self._clock.seconds()) // WINDOW
        if self._attempts[client.id, window] >= UNKNOWN:
            raise self._limited()
        holder = next((h for h in self.holders.values() if (h.region, h.number) == card), None)
        if holder is None:
            self._attempts[client.id, window] += 1
            raise Declined("card.unknown", "No card with this number is known in this issuing region.")
        if self._attempts[f"{holder.name}:{client.provider}", window] >= REFUSALS:
            raise self._limited()
        return holder

    def _measured(self, subject: str, today: date) -> None:
        if self._attempts[subject, today.toordinal()] >= MEASURED:
            midnight = self._clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
            raise self._limited(DAY - (self._clock.now() - midnight).seconds)
        self._attempts[subject, today.toordinal()] += 1

    def _limited(self, left: int = 0) -> Declined:
        left = left or WINDOW - int(self._clock.seconds()) % WINDOW
        sentence = f"Too many checks like this one. Ask again in {left} seconds."
        return Declined("verification.probing-limit", sentence, headers={"Retry-After": str(left)})

    def _decided(self, asked: Asked, found: Question, holder: Holder) -> Reply:
        needs, service, today = found.needs, found.offer.service, found.now.date()
        known = holder.on(today, self.since[holder.name])
        usage = self.ledger.facts(holder.name, service.code, today)
        facts = dict(found.facts)
        facts |= {name: known[name] for name in needs.authority if name in known}
        facts |= {name: usage[name] for name in needs.ledger}
        use = self.ledger.use(
            found.use,
            (holder.name, service.code, asked.client.provider),
            found.now,
            stays=needs.counts_stays,
            rides=needs.follows_rides,
        )
        origins = {name: day for name, day in holder.origins.items() if name in needs.authority}
        decision = decide(found.offer, facts, use, origins)
        told: dict[str, Any] = {
            "id": secrets.token_hex(16),
            "outcome": "refused",
            "service": service.code,
            "city": found.offer.city,
            "decided_at": found.now.isoformat(),
            "catalogue": self.catalogue.digest,
            "reasons": [],
            "reference": None,
            "charge": None,
            "disclosed": {},
            "status": "closed",
            "moves": [],
        }
        disclosed: dict[str, object] = {}
        made = Verified(
            told["id"], asked.client.provider, holder.name, service.code, found.offer.city, found.now, told
        )
        if isinstance(decision, Permitted):
            charge, made.stay, made.opens = decision.charge, found.use.stay, needs.opens
            made.quoted = made.price = charge.price.minor
            bill = measured_basis(service.fee.schedule, facts, use) if needs.counts_bills else None
            made.counted = int(bill * 100) if bill else 0
            disclosed = holder.disclosed(service.discloses, known, needs.authority)
            told |= {"outcome": "permitted", "status": "open", "charge": needs.charge(charge)}
        else:
            reasons = needs.reasons(found.offer, facts, origins)
            told["reasons"] = [reason.to_json() for reason in reasons]
            told["reference"] = told["id"] if NOT_ELIGIBLE in reasons else None
            window = int(self._clock.seconds()) // WINDOW
            self._attempts[f"{holder.name}:{asked.client.provider}", window] += 1
        made.status = told["status"]
        told["receipt"] = self._signed_decision(made, asked, disclosed)
        self.ledger.answers[made.id] = made
        where = {"Location": f"/v1/verifications/{made.id}"}
        return Reply.of(201, told | {"disclosed": disclosed}, where)

    def _past(self, client: Registered, verification: str) -> Verified:
        found = self.ledger.answers.get(verification)
        if found is None or found.provider != client.provider:
            raise Declined("verification.unknown", "This provider has made no verification with this id.")
        return found

    def remembers(self, client: Registered, key: str) -> bool:
        """Whether a request with this key was answered. Raises ``Declined`` for a key that is malformed."""
        check_key(key)
        return self._repeated(client, key) is not None

    def _repeated(self, client: Registered, key: str) -> Kept | None:
        kept = self._kept.get((client.id, key))
        return kept if kept and self._clock.seconds() < kept.at + REMEMBERED else None

    def _keep(self, asked: Asked, reply: Reply) -> Reply:
        self._kept[asked.client.id, asked.key] = Kept(asked.digest, reply, self._clock.seconds())
        return reply

    def _signed_decision(self, made: Verified, asked: Asked, disclosed: Mapping[str, object]) -> str:
        charge = made.told["charge"] or {}
        claims = {
            "outcome": made.told["outcome"],
            "disclosed": sorted(disclosed),
            "deposit": charge.get("deposit"),
            "catalogue": self.catalogue.digest,
            "request": f"sha256:{sha256(asked.body).hexdigest()}",
        }
        return self._signed(made, asked.client, claims)

    def _signed_move(self, made: Verified, client: Registered) -> dict[str, Any]:
        receipt = self._signed(made, client, {"status": made.status})
        at = self._clock.now().isoformat()
        return {"status": made.status, "at": at, "price": yuan_of(made.price), "receipt": receipt}

    def _signed(self, made: Verified, client: Registered, more: Mapping[str, object]) -> str:
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": client.id,
            "jti": made.id,
            "iat": int(self._clock.seconds()),
            "service": made.service,
            "city": made.city,
            "presentation": "number",
            "price": yuan_of(made.price),
            "currency": None if made.price is None else "CNY",
            **more,
        }
        header = {"alg": "ES256", "typ": "joincard-receipt+jwt", "kid": self._key.kid}
        return jwt.encode(header, claims, self._key, default_type=None)


def as_it_stands(made: Verified) -> dict[str, Any]:
    """The answer with its moves; disclosed values were handed over once."""
    return made.told | {"status": made.status, "moves": list(made.moves)}


def repeated(kept: Kept, asked: Asked) -> Reply:
    """The bytes that were given before. Raises ``Declined`` when the request was another."""
    if kept.digest != asked.digest:
        raise mismatch()
    told: dict[str, Any] = json.loads(kept.reply.body)
    where = {"Location": kept.reply.headers["Location"]} if "Location" in kept.reply.headers else {}
    return Reply.of(kept.reply.status, told, where | {"Idempotent-Replayed": "true"})


def mismatch() -> Declined:
    """The problem of a key that came with another request."""
    return Declined(
        "idempotency.mismatch",
        "This Idempotency-Key came with another request before. Use a new key for a new request.",
    )


def moved_price(move: str, told: Mapping[str, Any], before: Verified) -> int | None:
    """Fen after a move. Raises ``Declined``."""
    if not before.permitted:
        raise illegal(before, move)
    if move != "settle":
        return before.price
    quoted = before.quoted or 0
    try:
        price = yuan(told["price"]).minor
    except MoneyError:
        price = -1
    if not 0 <= price <= quoted:
        most = Money(quoted).yuan
        raise Declined(
            "settle.bad-price", f'A use is settled at a price from "0.00" to the price quoted, "{most}".'
        )
    return price


def illegal(before: Verified, move: str) -> Declined:
    """The problem of a move that the status does not allow."""
    status = before.status if before.permitted else "refused"
    allowed = ", ".join(sorted(m for s, m in MOVES if s == status)) or "nothing"
    sentence = f"A verification that is {status} cannot {move}. Allowed: {allowed}."
    return Declined("verification.illegal-move", sentence)


def yuan_of(fen: int | None) -> str | None:
    """An amount as the contract writes it."""
    return None if fen is None else Money(fen).yuan
