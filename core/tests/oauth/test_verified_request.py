"""How verified claims are asked for: what is read, what is kept of it, and what is refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.keys import Vault
from joincard_core.oauth import REGISTERS, VERIFIED, InvalidRequest, VerifiedRequest
from joincard_core.oauth.claims_request import Wanted, read
from joincard_core.oauth.verified_request import hidden, kept, of_kept, within

FRAMEWORK: dict[str, Any] = {"trust_framework": None}
NAME: dict[str, Any] = {"name": None}
FULL = {
    "trust_framework": {"value": "cn_joincard"},
    "assurance_level": None,
    "assurance_process": {"policy": None, "assurance_details": [{"assurance_type": None}]},
    "time": {"max_age": 63_113_852},
    "verification_process": {"essential": True},
    "evidence": [
        {
            "type": {"value": "electronic_record"},
            "check_details": [{"check_method": None, "organization": None, "time": None}],
            "record": {
                "type": {"values": ["cn_work_permit_register"]},
                "created_at": None,
                "source": {"name": None, "country_code": None},
            },
        },
        {"type": {"value": "document"}, "document_details": {"type": None, "issuer": {"country": None}}},
    ],
    "of_a_later_version": {"deep": [{"er": None}]},
}


def verified(sent: object, place: str = "userinfo") -> tuple[VerifiedRequest, ...]:
    return read(json.dumps({place: {"verified_claims": sent}})).verified


def element(verification: object = FRAMEWORK, claims: object = NAME) -> dict[str, object]:
    return {"verification": verification, "claims": claims}


class TestVerifiedClaims:
    def test_are_read_as_one_or_as_several(self) -> None:
        assert verified(element()) == verified([element()])
        assert len(verified([element(), element(FULL)])) == 2

    def test_are_kept_as_they_were_sent(self) -> None:
        wish = {"essential": True, "purpose": "To open an account <b>now</b>", "values": ["a", {"b": 1}]}
        found = verified([element(FULL, {"name": wish, "birthdate": {}}), element(claims=None)])
        assert found == of_kept(kept(found))
        assert found[0].to_json() == element(FULL, {"name": wish, "birthdate": {}})
        wanted = Wanted(verified=found)
        assert Wanted.from_json(json.loads(json.dumps(wanted.to_json()))) == wanted
        assert (kept(()), of_kept("")) == ("", ())

    def test_say_what_cannot_be_done_without_and_what_it_is_for(self) -> None:
        claims = {"name": {"essential": True, "purpose": "To open an account"}, "birthdate": None}
        (found,) = verified(element(claims=claims))
        assert [(each.name, each.essential, each.purpose) for each in found.claims] == [
            ("name", True, "To open an account"),
            ("birthdate", False, ""),
        ]

    def test_leave_out_names_that_no_register_vouches_for(self) -> None:
        (found,) = verified(element(claims={"name": None, "card_number": None, "claim%1/a&,.b": {}}))
        assert found.names == {"name"}

    def test_are_passed_over_where_they_are_asked_for_an_id_token(self) -> None:
        assert verified(element(), "id_token") == ()

    def test_are_refused_in_an_id_token_where_their_form_is_wrong(self) -> None:
        with pytest.raises(InvalidRequest):
            verified({}, "id_token")

    def test_know_which_registers_can_vouch(self) -> None:
        permit, security = REGISTERS
        (found,) = verified(element(claims={"work_permit_number": None, "employer": None}))
        assert found.registers("work_permit_number") == (permit,)
        assert found.registers() == (permit, security)

    def test_are_narrowed_to_what_the_holder_leaves(self) -> None:
        (found,) = verified(element(claims={"name": None, "birthdate": None}))
        left = found.only({"birthdate"})
        assert left is not None
        assert left.to_json() == element(claims={"birthdate": None})
        assert found.only(()) is None
        (bare,) = verified(element(claims=None))
        assert bare.only(()) == bare

    def test_are_another_question_with_another_purpose(self) -> None:
        one, other = (verified(element(claims={"name": {"purpose": why}})) for why in ("To pay", "To sell"))
        assert within(one, one + other)
        assert not within(other, one)
        assert within((), one)


class TestAValue:
    def test_is_kept_as_what_it_can_be_compared_with_alone(self, vault: Vault) -> None:
        claims = {
            "name": {"value": "Ann Example", "purpose": "To pay"},
            "birthdate": {"values": ["1988-02-29"]},
        }
        (found,) = hidden(verified(element(claims=claims)), vault)
        for secret in ("Ann Example", "1988"):
            assert secret not in kept((found,))
        name, birthdate = found.claims
        assert name.purpose == "To pay"
        assert (name.fits("Ann Example", vault), name.fits("Bob Example", vault)) == (True, False)
        assert not birthdate.fits("Ann Example", vault)
        assert hidden((found,), vault) == (found,)

    def test_is_the_same_whatever_the_order_of_its_members(self, vault: Vault) -> None:
        (found,) = hidden(verified(element(claims={"employer": {"value": {"a": 1, "b": True}}})), vault)
        (claim,) = found.claims
        assert claim.fits({"b": True, "a": 1}, vault)
        assert not claim.fits({"a": True, "b": 1}, vault)

    def test_that_is_not_asked_for_is_any(self, vault: Vault) -> None:
        (found,) = hidden(verified(element(claims={"name": {"essential": True}})), vault)
        assert found.claims[0].fits("anybody", vault)

    def test_cannot_be_slipped_in(self, vault: Vault) -> None:
        (found,) = hidden(verified(element(claims={"name": {"one_of": 5, "of_later": 1}})), vault)
        assert found.claims[0].wish == {}


class TestAWrongForm:
    @pytest.mark.parametrize(
        ("sent", "says"),
        [
            (None, "an object"),
            ([], "an array of 1 to 16"),
            ([element()] * 17, "an array of 1 to 16"),
            ("name", "an object"),
            ([None], "an object"),
            ({"claims": NAME}, "the member verification"),
            ({"verification": FRAMEWORK}, "the member claims"),
            (element(claims={}), "1 to 64"),
            (element(claims={f"c{number}": None for number in range(65)}), "1 to 64"),
            (element(claims=["name"]), "claims is an object"),
            (element(claims={"name": "Ann"}), "name is null or an object"),
            (element(claims={"name": {"essential": "yes"}}), "true or false"),
            (element(claims={"name": {"values": []}}), "values of name"),
            (element(claims={"name": {"values": "Ann"}}), "values of name"),
            (element(claims={"name": {"value": "a", "values": ["b"]}}), "not with both"),
            (element(claims={"birthdate": {"max_age": -1}}), "seconds"),
            (element(claims={"birthdate": {"max_age": True}}), "seconds"),
            (element(claims={"birthdate": {"max_age": 1.5}}), "seconds"),
            (element(claims={"birthdate": {"max_age": 10**12}}), "seconds"),
            (element(claims={"name": {"purpose": "ab"}}), "3 to 300"),
            (element(claims={"name": {"purpose": "a" * 301}}), "3 to 300"),
            (element(claims={"name": {"purpose": "   "}}), "3 to 300"),
            (element(claims={"name": {"purpose": "two\nlines"}}), "3 to 300"),
            (element(claims={"name": {"purpose": "to \u202epay"}}), "3 to 300"),
            (element(claims={"name": {"purpose": 17}}), "3 to 300"),
            (element(None), "verification is an object"),
            (element({}), "the member trust_framework"),
            (element({"trust_framework": "cn_joincard"}), "null or an object"),
            (element({"trust_framework": {"value": 1}}), "a text"),
            (element({"trust_framework": {"values": ["a", None]}}), "a text"),
            (element({**FRAMEWORK, "time": {"max_age": "1h"}}), "max_age of time"),
            (element({**FRAMEWORK, "evidence": None}), "an array"),
            (element({**FRAMEWORK, "evidence": []}), "an array"),
            (element({**FRAMEWORK, "evidence": [{}]}), "the member type"),
            (element({**FRAMEWORK, "evidence": [{"type": None}]}), "an object"),
            (element({**FRAMEWORK, "evidence": [{"type": {"values": ["document"]}}]}), "one value"),
            (
                element({**FRAMEWORK, "evidence": [{"type": {"value": "document"}, "check_details": [{}]}]}),
                "check_method",
            ),
            (
                element({**FRAMEWORK, "evidence": [{"type": {"value": "document"}, "record": None}]}),
                "record is an object",
            ),
            (element({**FRAMEWORK, "later": 1}), "an element is an object"),
            (element({**FRAMEWORK, "later": {"deep": {"max_age": "x"}}}), "seconds"),
        ],
    )
    def test_is_refused_with_what_is_allowed(self, sent: object, says: str) -> None:
        with pytest.raises(InvalidRequest) as caught:
            verified(sent)
        assert says in str(caught.value)

    def test_is_not_repeated(self) -> None:
        for sent in (element(claims={"s3cret": 1}), element({**FRAMEWORK, "s3cret": 1})):
            with pytest.raises(InvalidRequest) as caught:
                verified(sent)
            assert "s3cret" not in str(caught.value)

    def test_that_is_too_deep_or_too_long_is_refused(self) -> None:
        deep: object = None
        for _ in range(17):
            deep = {"deeper": deep}
        for sent in (element({**FRAMEWORK, "later": deep}), element(claims={"a" * 9_000: None})):
            with pytest.raises(InvalidRequest):
                verified(sent)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ("verification", "claims", "evidence", "type", "value", "trust_framework", "name")
                    ),
                    inner,
                    max_size=4,
                )
            ),
        )
    )
    def test_is_refused_or_read_and_never_anything_else(self, sent: Any) -> None:
        try:
            found = verified(sent)
        except InvalidRequest:
            return
        assert of_kept(kept(found)) == found
        assert all(each.names <= set(VERIFIED) for each in found)
