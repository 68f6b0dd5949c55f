"""Verified claims: told with the registers that vouch for them, as asked, and each time with a line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import Vault
from joincard_core.oauth import CARD_CLAIMS, REGISTERS, VERIFIED, Caller, VerifiedRequest
from joincard_core.oauth.claims_request import read
from joincard_core.oauth.registers import PERSON
from joincard_core.oauth.sender_constraint import Binding
from joincard_core.oauth.verified_request import hidden
from joincard_core.storage import Database
from joincard_core.telling import Telling
from joincard_sdk.values import ELEMENTS

if TYPE_CHECKING:
    from core.tests.conftest import Enrol

FRAMEWORK = {"trust_framework": None}
IN_BOTH = {"work_permit_number": "WP20260001", "social_security_number": "330400198802290012"}
PERMIT, SECURITY = (register.type for register in REGISTERS)
RECORD = {"type": {"value": "electronic_record"}, "record": {"type": None}}


@pytest.fixture
def telling(database: Database, vault: Vault, clock: FixedClock) -> Telling:
    return Telling(database, vault, clock)


@pytest.fixture
def caller(enrol: Enrol) -> Caller:
    """A system that Ann signed in to, who is in both registers."""
    return of(enrol, IN_BOTH)


def of(enrol: Enrol, numbers: dict[str, str]) -> Caller:
    (shown,) = enrol(enrol.line("ann", {"permit.class": "B"}, identity=numbers))
    return Caller(
        "portal",
        "jiaxing-first",
        "t",
        Binding("k"),
        sub="pairwise",
        scopes=frozenset({"openid"}),
        person_id=shown.person,
        card_id=shown.card,
    )


def asked(*elements: dict[str, Any]) -> tuple[VerifiedRequest, ...]:
    """What a client's claims parameter asks for."""
    sent = elements[0] if len(elements) == 1 else list(elements)
    return read(json.dumps({"userinfo": {"verified_claims": sent}})).verified


def verified(telling: Telling, caller: Caller, *elements: dict[str, Any]) -> Any:
    """What userinfo answers."""
    told = telling.userinfo(replace(caller, verified=hidden(asked(*elements), telling.vault)))
    assert set(told) <= {"sub", "verified_claims"}
    return told.get("verified_claims")


class TestVerifiedClaims:
    def test_are_told_with_the_trust_framework_and_nothing_more(
        self, telling: Telling, caller: Caller
    ) -> None:
        element = {"verification": FRAMEWORK, "claims": {"name": None, "work_permit_category": {}}}
        assert verified(telling, caller, element) == {
            "verification": {"trust_framework": "cn_joincard"},
            "claims": {"name": "Ann Example", "work_permit_category": {"permit.class": "B"}},
        }

    def test_name_the_register_and_when_it_was_matched(self, telling: Telling, caller: Caller) -> None:
        evidence = {
            "type": {"value": "electronic_record"},
            "check_details": [{"check_method": None, "time": None}],
            "record": {"type": None, "source": {"name": None, "country_code": None}},
        }
        wanted = {**FRAMEWORK, "time": None, "evidence": [evidence]}
        told = verified(telling, caller, {"verification": wanted, "claims": {"work_permit_number": None}})
        assert told["claims"] == {"work_permit_number": "WP20260001"}
        at = told["verification"].pop("time")
        assert at.endswith("Z")
        assert told["verification"] == {
            "trust_framework": "cn_joincard",
            "evidence": [
                {
                    "type": "electronic_record",
                    "check_details": [{"check_method": "register_match", "time": at}],
                    "record": {
                        "type": PERMIT,
                        "source": {"name": "Foreign expert affairs authority", "country_code": "CHN"},
                    },
                }
            ],
        }

    def test_of_a_person_come_from_every_register_they_are_in(self, telling: Telling, caller: Caller) -> None:
        element = {"verification": {**FRAMEWORK, "evidence": [RECORD]}, "claims": {"name": None}}
        told = verified(telling, caller, element)
        assert [each["record"]["type"] for each in told["verification"]["evidence"]] == [PERMIT, SECURITY]

    def test_keep_to_the_register_that_is_asked_for(self, telling: Telling, caller: Caller) -> None:
        wanted = {**RECORD, "record": {"type": {"value": SECURITY}}}
        element = {
            "verification": {**FRAMEWORK, "evidence": [wanted]},
            "claims": {"name": None, "work_permit_number": None, "social_security_number": None},
        }
        told = verified(telling, caller, element)
        assert set(told["claims"]) == {"name", "social_security_number"}
        assert told["verification"]["evidence"] == [
            {"type": "electronic_record", "record": {"type": SECURITY}}
        ]

    def test_are_told_for_each_element_by_itself(self, telling: Telling, caller: Caller) -> None:
        good = {"verification": FRAMEWORK, "claims": {"birthdate": None}}
        other = {"verification": {"trust_framework": {"value": "de_aml"}}, "claims": {"name": None}}
        assert verified(telling, caller, good, other)["claims"] == {"birthdate": "1988-02-29"}
        assert [each["claims"] for each in verified(telling, caller, good, good)] == [
            {"birthdate": "1988-02-29"}
        ] * 2

    @pytest.mark.parametrize(
        "verification",
        [
            {"trust_framework": {"value": "de_aml"}},
            {"trust_framework": {"values": ["de_aml", "eidas"]}},
            {**FRAMEWORK, "assurance_level": {"value": "high"}},
            {**FRAMEWORK, "time": {"max_age": 3600}},
            {**FRAMEWORK, "evidence": [{"type": {"value": "document"}}]},
            {**FRAMEWORK, "evidence": [{**RECORD, "record": {"type": {"value": "birth_register"}}}]},
            {
                **FRAMEWORK,
                "evidence": [{**RECORD, "check_details": [{"check_method": {"value": "vpip"}}]}],
            },
            {
                **FRAMEWORK,
                "evidence": [
                    {**RECORD, "check_details": [{"check_method": None, "time": {"max_age": 3600}}]}
                ],
            },
            {**FRAMEWORK, "unheard_of": {"value": "x"}},
        ],
    )
    def test_are_left_out_where_the_verification_is_not_as_asked(
        self, telling: Telling, caller: Caller, clock: FixedClock, verification: dict[str, Any]
    ) -> None:
        clock.advance(timedelta(hours=2))
        element = {"verification": verification, "claims": {"name": {"essential": True}}}
        assert verified(telling, caller, element) is None
        assert telling.releases(str(caller.person_id)) == ()

    def test_are_told_where_it_is(self, telling: Telling, caller: Caller, clock: FixedClock) -> None:
        clock.advance(timedelta(hours=2))
        wanted = {
            "trust_framework": {"values": ["de_aml", "cn_joincard"]},
            "time": {"max_age": 7200},
            "evidence": [{"type": {"value": "document"}}, RECORD],
            "assurance_level": None,
            "unheard_of": [{"deep": None}],
        }
        told = verified(telling, caller, {"verification": wanted, "claims": {"name": None}})
        assert set(told["verification"]) == {"trust_framework", "time", "evidence"}

    @pytest.mark.parametrize(
        "wish",
        [
            {"value": "Bob Example"},
            {"values": ["Bob Example", "Ann"], "essential": True},
            {"value": ["Ann Example"]},
        ],
    )
    def test_leave_out_a_claim_that_is_not_as_asked(
        self, telling: Telling, caller: Caller, wish: dict[str, Any]
    ) -> None:
        both = {"verification": FRAMEWORK, "claims": {"name": wish, "birthdate": None}}
        assert verified(telling, caller, both)["claims"] == {"birthdate": "1988-02-29"}
        alone = {"verification": FRAMEWORK, "claims": {"name": wish}}
        assert verified(telling, caller, alone) == {
            "verification": {"trust_framework": "cn_joincard"},
            "claims": {},
        }

    def test_leave_out_what_no_register_vouches_for(self, telling: Telling, caller: Caller) -> None:
        claims = {"name": None, "card_number": None, "portrait": None, "shoe_size": {"essential": True}}
        assert set(verified(telling, caller, {"verification": FRAMEWORK, "claims": claims})["claims"]) == {
            "name"
        }

    def test_can_be_asked_for_without_any_claim(self, telling: Telling, caller: Caller) -> None:
        told = verified(telling, caller, {"verification": {**FRAMEWORK, "time": None}, "claims": None})
        assert told["claims"] == {}
        assert "time" in told["verification"]

    def test_leave_a_line_that_says_so(self, telling: Telling, caller: Caller) -> None:
        element = {"verification": FRAMEWORK, "claims": {"name": None, "birthdate": {"value": "1900-01-01"}}}
        both = replace(caller, claims=frozenset({"nationalities"}), verified=asked(element))
        telling.userinfo(both)
        telling.userinfo(replace(caller, claims=frozenset({"name"})))
        lines = {line.claims: line.verified for line in telling.releases(str(caller.person_id))}
        assert lines == {("nationalities",): ("name",), ("name",): None}


class TestWhoIsIn:
    def test_no_register_is_verified_by_nothing(self, telling: Telling, enrol: Enrol) -> None:
        element = {"verification": FRAMEWORK, "claims": {"name": None}}
        assert verified(telling, of(enrol, {}), element) is None

    def test_one_register_is_vouched_for_by_that_one(self, telling: Telling, enrol: Enrol) -> None:
        only = {"social_security_number": IN_BOTH["social_security_number"]}
        claims = {"name": None, "nationalities": None, "social_security_number": None}
        told = verified(telling, of(enrol, only), {"verification": FRAMEWORK, "claims": claims})
        assert set(told["claims"]) == {"name", "social_security_number"}


class TestTheRegisters:
    @pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.type)
    def test_vouch_for_what_they_are_the_source_of(self, register: Any) -> None:
        made_out_to = PERSON | {"nationalities", "passport_number"}
        for claim in register.claims - made_out_to:
            source = ELEMENTS[CARD_CLAIMS[claim]].source_authority.lower()
            assert register.keeper.lower() in source

    def test_leave_out_nothing_that_one_of_them_is_the_source_of(self) -> None:
        keepers = [register.keeper.lower() for register in REGISTERS]
        theirs = {
            claim
            for claim, element in CARD_CLAIMS.items()
            if any(keeper in ELEMENTS[element].source_authority.lower() for keeper in keepers)
        }
        assert theirs <= set(VERIFIED)
