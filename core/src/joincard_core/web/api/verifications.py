"""Verifications: ask, read, cancel, settle, close."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for

from joincard_core.credentials import CardNumber
from joincard_core.oauth import Caller
from joincard_core.verification import Answer, MoveAsked, VerificationAsked, VerificationUnknown
from joincard_core.web.idempotency import idempotent
from joincard_core.web.parts import parts
from joincard_core.web.schemas.answering import AnswerSchema
from joincard_core.web.schemas.asking import CancelSchema, CloseSchema, SettleSchema, VerificationSchema
from joincard_core.web.sections import Section

READING = (
    "request.malformed",
    "request.not-json",
    "request.too-large",
    "request.media-type",
    "request.invalid",
)
KEY = ("idempotency.missing", "idempotency.malformed", "idempotency.mismatch")
SERVICE = (
    "service.unknown",
    "city.unknown",
    "service.not-covered",
    "service.not-in-force",
    "provider.not-accredited",
    "oauth.insufficient-authorization",
    "verification.not-the-holders",
)
SENT = ("fact.unknown", "fact.mistyped", "fact.not-yours", "fact.not-read", "use.ledger-only", "use.mistyped")
PRICE = ("fee.no-tariff", "fee.basis-missing")
CARD = ("presentation.malformed", "card.unknown", "verification.probing-limit", "catalogue.absent")
MOVING = ("verification.unknown", "verification.illegal-move", "keys.erased")
HEADERS = {
    "Location": "The address of the verification.",
    "Idempotent-Replayed": "`true` where the answer was given before.",
}
ID = {
    "in": "path",
    "name": "id",
    "required": True,
    "description": "The `id` of the answer.",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}

verifications = Section("verifications", "Verifications", "/v1")


@verifications.route("POST", "/verifications")
@verifications.answers(201, AnswerSchema, "Permitted or refused, with a receipt.", headers=HEADERS)
@verifications.refuses(*READING, *KEY, *SERVICE, *SENT, *PRICE, *CARD)
@verifications.guarded("verify")
@idempotent(verifications)
@verifications.takes(VerificationSchema)
def verify(caller: Caller, key: str, asked: Mapping[str, Any]) -> Response:
    """Ask whether a card may use a service.

    A refusal is an answer, with the same status and a receipt. The same `Idempotency-Key` with the same body
    gives the same answer again and counts nothing twice.
    """
    caller.require(asked["service"], asked["city"])
    shown = CardNumber(**asked["presentation"])
    facts, use = asked.get("facts", {}), asked.get("use", {})
    question = VerificationAsked(asked["service"], asked["city"], shown, key, request.get_data(), facts, use)
    answer = parts().authority.verify(question, caller)
    response = answered(answer, 201)
    response.headers["Location"] = url_for("verifications.read", id=answer.id)
    return response


@verifications.route("GET", "/verifications/<id>")
@verifications.answers(200, AnswerSchema, "The verification as it stands now.")
@verifications.refuses("verification.unknown", "keys.erased")
@verifications.guarded("verify")
@verifications.also(parameters=[ID])
def read(caller: Caller, id: str) -> Response:
    """Read a verification of this provider as it stands now.

    Disclosed values are handed over once, with the first answer, and are not repeated here.
    """
    return answered(parts().authority.read(known_form(id), caller), 200)


@verifications.route("POST", "/verifications/<id>/cancel")
@verifications.answers(200, AnswerSchema, "The verification, cancelled.")
@verifications.refuses(*READING, *KEY, *MOVING)
@verifications.guarded("verify")
@idempotent(verifications)
@verifications.takes(CancelSchema, required=False)
@verifications.also(parameters=[ID])
def cancel(caller: Caller, key: str, said: Mapping[str, Any], id: str) -> Response:
    """Take a permitted use back; what it used up returns."""
    asked = MoveAsked(known_form(id), key, request.get_data(), reason=said.get("reason"))
    return answered(parts().authority.cancel(asked, caller), 200)


@verifications.route("POST", "/verifications/<id>/settle")
@verifications.answers(200, AnswerSchema, "The verification, settled.")
@verifications.refuses(*READING, *KEY, *MOVING, "settle.bad-price")
@verifications.guarded("verify")
@idempotent(verifications)
@verifications.takes(SettleSchema)
@verifications.also(parameters=[ID])
def settle(caller: Caller, key: str, said: Mapping[str, Any], id: str) -> Response:
    """Say what was paid in the end, at most the price quoted."""
    asked = MoveAsked(known_form(id), key, request.get_data(), price=said["price"])
    return answered(parts().authority.settle(asked, caller), 200)


@verifications.route("POST", "/verifications/<id>/close")
@verifications.answers(200, AnswerSchema, "The verification, closed.")
@verifications.refuses(*READING, *KEY, *MOVING)
@verifications.guarded("verify")
@idempotent(verifications)
@verifications.takes(CloseSchema, required=False)
@verifications.also(parameters=[ID])
def close(caller: Caller, key: str, said: Mapping[str, Any], id: str) -> Response:
    """End a use: an item that was handed out is back, a stay is over."""
    asked = MoveAsked(known_form(id), key, request.get_data())
    return answered(parts().authority.close(asked, caller), 200)


def answered(answer: Answer, status: int) -> Response:
    """The bytes of an answer, as they were written down."""
    response = Response(answer.body, status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    if answer.repeated:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def known_form(verification: str) -> str:
    """An id that could be one; nothing else goes to the database. Raises ``VerificationUnknown``."""
    if len(verification) != 32 or not set(verification) <= set("0123456789abcdef"):
        raise VerificationUnknown
    return verification
