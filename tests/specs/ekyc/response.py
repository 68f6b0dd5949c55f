"""The form of verified claims in an answer (OpenID Identity Assurance Schema Definition 1.0 section 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

VERIFICATION = """
trust_framework assurance_level assurance_process time verification_process evidence
"""
RECORD = "type created_at date_of_expiry source"
SOURCE = "name country_code jurisdiction formatted street_address locality region postal_code country"
CHECK = "check_method organization check_id time"
EVIDENCE = "type check_details record derived_claims attachments"


def elements(told: Any) -> list[dict[str, Any]]:
    """The elements of ``verified_claims``, each of the right form."""
    found = told if isinstance(told, list) else [told]
    assert found
    for element in found:
        assert set(element) == {"verification", "claims"}
        verification = element["verification"]
        assert isinstance(element["claims"], dict)
        only(verification, VERIFICATION, trust_framework=text, time=instant)
        assert "trust_framework" in verification
        if "evidence" in verification:
            assert verification["evidence"]
            for evidence in verification["evidence"]:
                electronic_record(evidence)
    return found


def electronic_record(evidence: dict[str, Any]) -> None:
    """One evidence, of the only type that there is here (section 5.4.4.3)."""
    only(evidence, EVIDENCE)
    assert evidence["type"] == "electronic_record"
    for check in evidence.get("check_details", ()):
        only(check, CHECK, check_method=text, time=instant, organization=text, check_id=text)
        assert "check_method" in check
    if "record" in evidence:
        only(evidence["record"], RECORD, type=text)
        assert "type" in evidence["record"]
        only(evidence["record"].get("source", {}), SOURCE, **dict.fromkeys(SOURCE.split(), text))


def only(found: Mapping[str, Any], names: str, **forms: Callable[[Any], None]) -> None:
    """An object without a member that nobody knows, and those that are there of their form."""
    assert set(found) <= set(names.split())
    for name, form in forms.items():
        if name in found:
            form(found[name])


def text(value: Any) -> None:
    """A text with something in it."""
    assert isinstance(value, str)
    assert value


def instant(value: Any) -> None:
    """A time in UTC, to the second."""
    assert value.endswith("Z")
    assert datetime.fromisoformat(value).microsecond == 0
