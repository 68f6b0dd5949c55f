"""JSON in, explained JSON out: ``decide`` without building what is only written down.

For gates, batch checks and other processes. A test holds it equal to ``decide`` and ``to_json``.
"""

from collections.abc import Mapping
from datetime import date

from joincard_sdk.decision.offer import Offer
from joincard_sdk.fees import Use
from joincard_sdk.values import read_facts, resolve_principal

try:
    import orjson as fast_json
except ImportError:  # orjson is optional: the SDK's base needs pluggy alone
    from joincard_sdk.decision import plain_json as fast_json  # type: ignore[no-redef]

_NO_ORIGINS: Mapping[str, date] = {}
_NO_USE = Use()


class UnreadableAnswerInput(ValueError):
    """The facts are not one JSON object."""

    code = "facts.not-an-object"


def answer(offer: Offer, body: bytes, use: Use = _NO_USE, origins: Mapping[str, date] = _NO_ORIGINS) -> bytes:
    """Decide from facts as a JSON object ``{"card.status": "active", ...}``.

    Returns ``{"outcome", "reasons", "charge"}`` as ``Permitted.to_json`` and ``Refused.to_json`` have it.
    Raises ``FactError`` for facts that cannot be read, ``UnreadableAnswerInput`` for no JSON object, and what
    ``decide`` raises.
    """
    try:
        raw = fast_json.loads(body)
    except ValueError:
        raw = None
    if type(raw) is not dict:
        raise UnreadableAnswerInput("facts are sent as one JSON object, by the name of the fact")
    terms = offer.terms
    facts = read_facts(raw, terms.registry)
    if terms.reads_principal:
        facts = resolve_principal(facts)
    if terms.accepts(facts):
        return (
            b'{"outcome":"permitted","reasons":[],"charge":'
            + fast_json.dumps(terms.price(facts, use).to_json())
            + b"}"
        )
    clauses, on = terms.clauses, offer.on
    reasons = [clauses[place].worded(facts, on, origins).written for place in terms.refusing(facts)]
    return b'{"outcome":"refused","reasons":[' + b",".join(reasons) + b'],"charge":null}'
