"""The modules of the plan, with verified claims from userinfo."""

from __future__ import annotations

import json
import uuid

from tests.specs.ekyc.client import Client, element
from tools.conformance.assurance import ASKED, NAMES, UNHEARD_OF

NAME = NAMES[0]
LISTS = (
    "trust_frameworks_supported",
    "evidence_supported",
    "electronic_records_supported",
    "claims_in_verified_claims_supported",
)


def test_ekyc_server_happypath(client: Client) -> None:
    metadata = client.metadata
    assert metadata["claims_parameter_supported"] is True
    for name in LISTS:
        assert metadata[name]
        assert all(isinstance(each, str) for each in metadata[name])
    assert "document" not in metadata["evidence_supported"]  # so nothing is said of documents
    assert not [name for name in metadata if name.startswith("documents_")]
    (told,) = client.verified(element(dict.fromkeys(NAMES)))
    assert set(told["claims"]) == set(NAMES)
    assert told["verification"] == {"trust_framework": metadata["trust_frameworks_supported"][0]}


def test_ekyc_server_happypath_emptyobject(client: Client) -> None:
    (told,) = client.verified(element({NAME: {}}))
    assert set(told["claims"]) == {NAME}


def test_ekyc_server_happypath_essentialfalse(client: Client) -> None:
    (told,) = client.verified(element({NAME: {"essential": False}}))
    assert set(told["claims"]) == {NAME}


def test_ekyc_server_unknown_claim_omitted(client: Client) -> None:
    (told,) = client.verified(element({NAME: None, uuid.uuid4().hex: None}))
    assert set(told["claims"]) == {NAME}


def test_ekyc_server_unknown_essential_claim_omitted(client: Client) -> None:
    (told,) = client.verified(element({NAME: None, uuid.uuid4().hex: {"essential": True}}))
    assert set(told["claims"]) == {NAME}


def test_ekyc_server_unknown_claim_specialchars_omitted(client: Client) -> None:
    (told,) = client.verified(element({NAME: None, "claim%1/a&,.b<>\u00e9'\"": None}))
    assert set(told["claims"]) == {NAME}


def test_ekyc_server_one_claim_with_random_value_omitted(client: Client) -> None:
    (told,) = client.verified(element({NAME: {"value": str(uuid.uuid4())}}))
    assert told["claims"] == {}


def test_ekyc_server_request_only_in_userinfo(client: Client) -> None:
    (told,) = client.verified(element({NAME: None}), id_token={"birthdate": None})
    assert set(told["claims"]) == {NAME}


def test_ekyc_server_testuserprovidedrequest(client: Client) -> None:
    for request in ASKED["verified_claims_request_list"]:
        found = client.signed_in(client.wish(claims=json.dumps(request)))
        told = client.userinfo(found).json["verified_claims"]
        asked = request["userinfo"]["verified_claims"]
        # Of an array with an element of another trust framework, the one element that is ours is told.
        wanted = asked[0] if isinstance(asked, list) else asked
        assert set(told["claims"]) <= set(wanted["claims"])
        assert set(told["verification"]) == set(wanted["verification"])


def test_ekyc_server_testbasedonuserinfo_defaults(client: Client) -> None:
    told = client.verified(*asked_as_told())
    assert [set(each["claims"]) for each in told] == [set(NAMES), {"name"}]


def test_ekyc_server_test_userinfo_notfoundinop(client: Client) -> None:
    framework = {"trust_framework": {"value": "of_another_country"}}
    strange = [element(dict.fromkeys(("name", *UNHEARD_OF))), element({NAME: None}, framework)]
    (told,) = client.verified(*strange)
    assert set(told["claims"]) == {"name"}


def asked_as_told() -> list[dict[str, object]]:
    """A request for what userinfo is said to tell, as the suite makes one."""
    return [
        element(
            dict.fromkeys(each["claims"]),
            {"trust_framework": {"value": each["verification"]["trust_framework"]}},
        )
        for each in ASKED["userinfo"]["verified_claims"]
    ]
