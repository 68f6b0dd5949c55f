"""Putting the facts of one decision together."""

from collections.abc import Mapping

from joincard_sdk.values.model import Facts, Value
from joincard_sdk.values.reading import mistyped
from joincard_sdk.values.registry import VOCABULARY, FactRegistry

_PRINCIPAL = "principal."
_SET_BY_CORE = ("now.", "at.")


def read_facts(raw: Mapping[str, object], registry: FactRegistry = VOCABULARY) -> dict[str, Value]:
    """Typed facts from JSON. Raises ``UnknownFact`` or ``MistypedFact`` for the first that cannot be read."""
    readers = registry.readers
    facts: dict[str, Value] = {}
    for name, sent in raw.items():
        read = readers.get(name)
        if read is None:
            raise registry.unknown(name)
        value = read(sent)
        if value is None:
            raise mistyped(registry[name])
        facts[name] = value
    return facts


def resolve_principal(facts: Facts) -> dict[str, Value]:
    """The facts with every ``principal.x`` of a permit holder set to the holder's own ``x``.

    Whoever assembles facts calls this once, so that every evaluator sees the same. For anyone but
    ``holder.relation = self`` the facts stay as they are.
    """
    if facts.get("holder.relation") != "self":
        return dict(facts)
    resolved = {name: value for name, value in facts.items() if not name.startswith(_PRINCIPAL)}
    for mirrored in PRINCIPAL_FACTS:
        own = resolved.get(mirrored[len(_PRINCIPAL) :])
        if own is not None:
            resolved[mirrored] = own
    return resolved


def supplied_by_core(name: str, registry: FactRegistry = VOCABULARY) -> bool:
    """Whether only the authority may set this fact, so that a provider who sends it is refused."""
    return (
        registry[name].origin in ("authority", "ledger")
        or name == "card.form"
        or name.startswith(_SET_BY_CORE)
    )


#: The facts of the linked permit holder.
PRINCIPAL_FACTS = tuple(name for name in VOCABULARY if name.startswith(_PRINCIPAL))
