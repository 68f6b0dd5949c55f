"""What the suite asks for in its plan of identity assurance: verified claims, and how they were verified.

No evidence is asked for here. In an answer with an electronic record the suite looks for a member
``electronic_record``, which earlier drafts had, where the final text and its own schema have ``record``; and
it cannot read a time that it asked for with ``max_age``. The tests in tests/specs/ekyc ask for both.
"""

from __future__ import annotations

from typing import Any

from joincard_core.oauth import TRUST_FRAMEWORK

NAMES = ("given_name", "family_name", "birthdate", "nationalities")
UNHEARD_OF = ("place_of_birth", "shoe_size")
OURS = {"value": TRUST_FRAMEWORK}


def element(trust_framework: object, *names: str, **verification: object) -> dict[str, Any]:
    """One element of a request."""
    return {
        "verification": {"trust_framework": trust_framework, **verification},
        "claims": dict.fromkeys(names),
    }


def told(framework: str, *names: str) -> dict[str, Any]:
    """One element as userinfo might tell it; the suite makes a request of it."""
    return {"verification": {"trust_framework": framework}, "claims": dict.fromkeys(names, "any")}


ASKED: dict[str, Any] = {
    "verified_claims_names": list(NAMES),
    "unverified_claims_names": ["name", "birthdate"],
    "verified_claims_request_list": [
        {"userinfo": {"verified_claims": element(OURS, *NAMES, "work_permit_number", time=None)}},
        {
            "userinfo": {
                "verified_claims": [
                    element({"values": ["de_aml", TRUST_FRAMEWORK]}, "name", "social_security_number"),
                    element({"value": "de_aml"}, "name"),
                ]
            }
        },
    ],
    "userinfo": {
        "verified_claims": [told(TRUST_FRAMEWORK, *NAMES), told(TRUST_FRAMEWORK, "name", *UNHEARD_OF)]
    },
}
"""The suite's words for what to ask of a holder, and of what there is to ask."""
