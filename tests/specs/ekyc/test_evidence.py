"""What the suite cannot ask for here: evidence by electronic record, and verification that is not too old."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from joincard_core.oauth import REGISTERS
from joincard_core.storage import metadata
from sqlalchemy import select

from tests.specs.ekyc.client import FRAMEWORK, Client, element
from tests.specs.oidc.client import AUTHORIZE

PERMIT, SECURITY = (register.type for register in REGISTERS)
EVIDENCE = {
    "type": {"value": "electronic_record"},
    "check_details": [{"check_method": None, "time": None}],
    "record": {"type": None, "source": {"name": None, "country_code": None}},
}


def test_evidence_names_the_registers(client: Client) -> None:
    (told,) = client.verified(element({"name": None}, {**FRAMEWORK, "time": None, "evidence": [EVIDENCE]}))
    found = told["verification"]["evidence"]
    assert [each["record"]["type"] for each in found] == [PERMIT, SECURITY]
    assert all(each["record"]["source"]["country_code"] == "CHN" for each in found)
    assert all(each["check_details"][0]["time"] <= told["verification"]["time"] for each in found)


def test_evidence_of_one_register_vouches_for_its_own_claims_alone(client: Client) -> None:
    one = {"type": {"value": "electronic_record"}, "record": {"type": {"value": SECURITY}}}
    asked = element(
        {"social_security_number": None, "work_permit_number": None}, {**FRAMEWORK, "evidence": [one]}
    )
    (told,) = client.verified(asked)
    assert set(told["claims"]) == {"social_security_number"}
    assert told["verification"]["evidence"] == [{"type": "electronic_record", "record": {"type": SECURITY}}]


@pytest.mark.parametrize("kind", ["document", "vouch", "electronic_signature"])
def test_other_evidence_is_not_there(client: Client, kind: str) -> None:
    answer = client.answer(element({"name": None}, {**FRAMEWORK, "evidence": [{"type": {"value": kind}}]}))
    assert set(answer) == {"sub", "name"}


def test_a_verification_that_is_too_old_is_not_told(client: Client) -> None:
    client.authority.clock.advance(timedelta(days=2))
    fresh = element({"name": None}, {**FRAMEWORK, "time": {"max_age": 86_400}})
    young_enough = element({"birthdate": None}, {**FRAMEWORK, "time": {"max_age": 10**9}})
    (told,) = client.verified(fresh, young_enough)
    assert set(told["claims"]) == {"birthdate"}


def test_nothing_is_told_that_was_asked_for_an_id_token_alone(client: Client) -> None:
    asked = json.dumps({"id_token": {"verified_claims": element({"birthdate": None})}})
    found = client.signed_in(client.wish(claims=asked))
    assert "verified_claims" not in found.claims
    assert set(client.userinfo(found).json) == {"sub"}


@pytest.mark.parametrize(
    "asked",
    [
        element({}),
        element(None, {}),
        element({"name": {"purpose": "ab"}}),
        element({"name": None}, {**FRAMEWORK, "evidence": [{"type": None}]}),
        {"claims": {"name": None}},
    ],
)
def test_a_wrong_form_is_an_invalid_request(client: Client, asked: dict[str, object]) -> None:
    wish = client.asking(asked)
    found = client.told(client.begin(wish), wish)
    assert found["error"] == "invalid_request"
    assert found["error_description"].startswith("In verified_claims, ")


def test_a_claim_that_the_holder_unticks_is_not_told(client: Client) -> None:
    wish = client.asking(element({"birthdate": None, "given_name": None}), element({"birthdate": None}))
    page = client.browser.press(client.begin(wish), "sign-in", client.holder.typed)
    for name in [name for name, value in page.shown.fields.items() if value == "birthdate"]:
        del page.shown.fields[name]
    code = client.told(client.browser.press(page, "approve"), wish)["code"]
    found = client.tokens(client.redeem(code, wish), wish["nonce"])
    told = client.userinfo(found).json["verified_claims"]
    assert told["claims"] == {"given_name": "Stephen"}


def test_a_value_is_compared_and_kept_nowhere(client: Client) -> None:
    right, wrong = "Stephen Marlowe Adeyinka", "Stephanie Marlow Adeyinko"
    (told,) = client.verified(element({"name": {"values": [wrong, right]}, "birthdate": {"value": wrong}}))
    assert told["claims"] == {"name": right}
    with client.authority.database.read() as tx:
        for table in metadata.sorted_tables:
            for row in tx.execute(select(table)):
                assert wrong not in str(row), table.name


def test_a_purpose_is_kept_from_being_markup(client: Client) -> None:
    purpose = 'To open an account <script>alert(1)</script> & "more"'
    wish = client.asking(element({"birthdate": {"purpose": purpose, "essential": True}}))
    page = client.browser.press(client.begin(wish), "sign-in", client.holder.typed)
    assert "approve" in page.shown.buttons
    assert "alert(1)" not in page.shown.buttons
    (told,) = client.verified(element({"birthdate": {"purpose": purpose, "essential": True}}))
    assert set(told["claims"]) == {"birthdate"}


def test_asking_again_with_another_purpose_asks_the_holder_again(client: Client) -> None:
    def asked(purpose: str) -> dict[str, str]:
        return client.asking(element({"birthdate": {"purpose": purpose}}))

    client.code(asked("To open an account"))
    again = client.begin(asked("To open an account"))
    assert urlsplit(again.location).path != AUTHORIZE
    assert "code" in dict(parse_qsl(urlsplit(again.location).query))
    assert "approve" in client.begin(asked("To sell it")).shown.buttons
