"""What may be known of a card: facts, their types and values, and the registry that names them."""

from joincard_sdk.values.assembly import read_facts, resolve_principal, supplied_by_core
from joincard_sdk.values.elapsed import STOPPED, completed_months, completed_years, months_after, years_after
from joincard_sdk.values.elements import ELEMENTS, DataElement, Sensitivity
from joincard_sdk.values.errors import FactError, MistypedFact, UnknownFact
from joincard_sdk.values.model import Fact, Facts, FactType, Motion, Origin, Value
from joincard_sdk.values.reading import allowed_text, read_value, write_value
from joincard_sdk.values.records import RecordFact, RecordFacts
from joincard_sdk.values.registry import VOCABULARY, FactRegistry

__all__ = [
    "ELEMENTS",
    "STOPPED",
    "VOCABULARY",
    "DataElement",
    "Fact",
    "FactError",
    "FactRegistry",
    "FactType",
    "Facts",
    "MistypedFact",
    "Motion",
    "Origin",
    "RecordFact",
    "RecordFacts",
    "Sensitivity",
    "UnknownFact",
    "Value",
    "allowed_text",
    "completed_months",
    "completed_years",
    "months_after",
    "read_facts",
    "read_value",
    "resolve_principal",
    "supplied_by_core",
    "write_value",
    "years_after",
]
