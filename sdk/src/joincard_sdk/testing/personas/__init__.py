"""Two dozen invented people in common circumstances, to try a service with.

    from joincard_sdk.testing.personas import persona

    facts = persona("stephen").facts(on=date(2026, 3, 12))

They need nothing beyond the SDK's base; the demo's people are the same.
"""

from joincard_sdk.testing.personas.circumstances import Recorded
from joincard_sdk.testing.personas.moving import NEVER, moved
from joincard_sdk.testing.personas.persona import DescribedLater, Persona, birth_date
from joincard_sdk.testing.personas.table import PERSONAS, UnknownPersona, persona

__all__ = [
    "NEVER",
    "PERSONAS",
    "DescribedLater",
    "Persona",
    "Recorded",
    "UnknownPersona",
    "birth_date",
    "moved",
    "persona",
]
