"""A client that asks for verified claims, as the conformance suite plays one."""

from __future__ import annotations

import json
from typing import Any

from tests.specs.ekyc.response import elements
from tests.specs.oidc.client import Client as SignInClient

FRAMEWORK: dict[str, Any] = {"trust_framework": None}
Element = dict[str, Any]


def element(claims: object, verification: object = FRAMEWORK) -> Element:
    """One element of a request."""
    return {"verification": verification, "claims": claims}


class Client(SignInClient):
    """The same client, with another question."""

    def asking(self, *asked: Element, **place: object) -> dict[str, str]:
        """The parameters of a request for verified claims; ``place`` asks for more beside them."""
        sent = asked[0] if len(asked) == 1 else list(asked)
        userinfo = {"verified_claims": sent, "name": {"essential": False}}
        return self.wish(claims=json.dumps({"userinfo": userinfo, **place}))

    def answer(self, *asked: Element, **place: object) -> dict[str, Any]:
        """What userinfo answers after a sign-in, of the right form; nothing of it is in the ID token."""
        found = self.signed_in(self.asking(*asked, **place))
        assert "verified_claims" not in found.claims
        told: dict[str, Any] = self.userinfo(found).json
        assert told["sub"] == found.claims["sub"]
        for each in elements(told["verified_claims"]) if "verified_claims" in told else []:
            self.is_advertised(each)
        return told

    def verified(self, *asked: Element, **place: object) -> list[Element]:
        """The verified claims that there must be."""
        return elements(self.answer(*asked, **place)["verified_claims"])

    def is_advertised(self, told: Element) -> None:
        """Nothing is told that the metadata do not speak of (section 8)."""
        metadata, verification = self.metadata, told["verification"]
        assert verification["trust_framework"] in metadata["trust_frameworks_supported"]
        assert set(told["claims"]) <= set(metadata["claims_in_verified_claims_supported"])
        for evidence in verification.get("evidence", ()):
            assert evidence["type"] in metadata["evidence_supported"]
            if "record" in evidence:
                assert evidence["record"]["type"] in metadata["electronic_records_supported"]
