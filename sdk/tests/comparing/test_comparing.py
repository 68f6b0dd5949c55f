"""Two bundles compared: every change is said, in both languages, and nothing that did not change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.bundle import Bundle
from joincard_sdk.bundle.contents import ServiceChange, Texts
from joincard_sdk.bundle.contract import ContractVersion
from joincard_sdk.comparing import Difference, compare, compare_services
from joincard_sdk.facts import card, holder, insurance
from joincard_sdk.fees import WAIVED, FeePolicy, Flat, Waived, minus
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, CitySet, Coverage
from joincard_sdk.rules import Rule
from joincard_sdk.services import Service
from joincard_sdk.testing.strategies import rules
from joincard_sdk.texts import Text
from joincard_sdk.values import FactType, RecordFact

OLD, ADULT = Text("free from 70", "70岁以上免费"), holder.age.at_least(16)
ACTIVE = card.status.is_("active")
DELTA = insurance.city.is_in_set(YANGTZE_41)
SMALLER_DELTA = CitySet("yangtze_41", 2, YANGTZE_41.members - {"330400", "310000"})
FEE = Flat(yuan(20), per="visit").waived_when(holder.age.at_least(70), because=OLD)
SERVICE = Service(
    code="libraries.desk.visit",
    name=Text("Visit", "办理"),
    description=Text("One visit.", "办理一次。"),
    channel="both",
    coverage=Coverage.cities("330400", "330100"),
    accepts=ACTIVE & ADULT & DELTA,
    fee=FEE.because(Text("as for residents", "与居民相同")),
    discloses=("full_name", "date_of_birth"),
    effective_from=date(2024, 12, 1),
)
QUEUE = replace(SERVICE, code="libraries.desk.queue", name=Text("Queue", "排队"))
PLACES = RecordFact("places", FactType.INT, Text("places left", "剩余名额"), "Places left.", unit="count")
RELEASE = Bundle(
    plugin="demo.libraries.core",
    version="1.0.0",
    name=Text("Libraries", "图书馆"),
    description=Text("Desks.", "窗口。"),
    purposes={"service": Text("To serve.", "提供服务。")},
    texts=Texts(Text("Libraries", "图书馆"), {"card.status": Text("Look it up.", "请查看。")}),
    services=(SERVICE,),
    facts=(PLACES,),
)

Edit = Mapping[str, Any]
CHANGES: list[tuple[Edit, str, str, str]] = [
    ({"name": Text("A visit", "办理")}, "text.name", "“Visit” became “A visit”", "“Visit”改为“A visit”"),
    ({"description": Text("One visit.", "一次。")}, "text.description", "“一次。”", "改为“一次。”"),
    ({"channel": "online"}, "channel", "“in person or online” became “online”", "“网上”"),
    ({"coverage": Coverage.cities("330400")}, "coverage", "no longer: Hangzhou", "取消：杭州市"),
    ({"coverage": Coverage.nationwide()}, "coverage", "new: Beijing", "等335个城市"),
    (
        {"accepts": ADULT & DELTA},
        "test.removed",
        "No longer required: the card's status is active",
        "不再要求",
    ),
    (
        {"accepts": ACTIVE & ADULT & DELTA & insurance.medical.is_("active")},
        "test.added",
        "Now required: the medical",
        "新要求：医疗保险",
    ),
    ({"accepts": ACTIVE & holder.age.at_least(18) & DELTA}, "test.changed", "at least 18", "不少于18岁"),
    ({"accepts": ACTIVE | (ADULT & DELTA)}, "rule.combined", "as a whole is now: either", "整条规则现为"),
    ({"accepts": DELTA & ACTIVE & ADULT}, "rule.combined", "as a whole is now", "整条规则现为"),
    (
        {"accepts": ACTIVE & ADULT & insurance.city.is_in_set(SMALLER_DELTA)},
        "test.changed",
        "no longer: Shanghai, Jiaxing",
        "取消：上海市、嘉兴市",
    ),
    ({"fee": replace(SERVICE.fee, adjustments=())}, "fee.step-removed", "No longer: Free when", "取消："),
    ({"fee": SERVICE.fee.deposit(yuan(9))}, "fee.step-added", "New: Refundable deposit of 9", "押金9元"),
    (
        {"fee": FEE.because(Text("as for residents", "与居民一样"))},
        "fee.reason",
        "“与居民相同” became",
        "改为“与居民一样”",
    ),
    ({"fee": FEE}, "fee.reason", "no reason any more", "不再说明"),
    (
        {
            "fee": Flat(yuan(20), per="visit")
            .waived_when(holder.age.at_least(65), because=OLD)
            .because(Text("as for residents", "与居民相同"))
        },
        "fee.step-changed",
        "at least 70 (free from 70)” became",
        "不少于65岁",
    ),
    (
        {"fee": replace(SERVICE.fee, schedule=Flat(yuan(30), per="visit").schedule)},
        "fee.schedule",
        "“20 yuan per visit” became “30 yuan per visit”",
        "30元",
    ),
    (
        {"discloses": ("full_name",)},
        "disclosure.removed",
        "no longer learns: Date of birth",
        "不再向服务方提供",
    ),
    (
        {"discloses": ("full_name", "date_of_birth", "residence")},
        "disclosure.added",
        "now learns: Residence",
        "新向服务方提供",
    ),
    ({"discloses": ("date_of_birth", "full_name")}, "disclosure.moved", "another order", "次序"),
    ({"effective_from": date(2025, 1, 1)}, "date.from", "“2024-12-01” became “2025-01-01”", "生效日期"),
    ({"effective_until": date(2027, 1, 1)}, "date.until", "“no end” became “2027-01-01”", "截止日期"),
]


def only(found: tuple[Difference, ...]) -> Difference:
    assert len(found) == 1, [difference.text.en for difference in found]
    return found[0]


class TestAService:
    def test_that_did_not_change_has_no_difference(self) -> None:
        assert compare_services(SERVICE, replace(SERVICE)) == ()

    @pytest.mark.parametrize(
        ("edit", "code", "en", "zh"), CHANGES, ids=[f"{c[1]}-{c[2][:12]}" for c in CHANGES]
    )
    def test_that_changed_in_one_thing_has_one_difference(
        self, edit: Edit, code: str, en: str, zh: str
    ) -> None:
        found = [d for d in compare_services(SERVICE, replace(SERVICE, **edit)) if d.code == code]
        assert len(found) == 1
        assert found[0].service == SERVICE.code
        assert en in found[0].text.en
        assert zh in found[0].text.zh

    @pytest.mark.parametrize(("edit", "code", "en", "zh"), [c for c in CHANGES if "either" not in c[2]])
    def test_changes_in_that_thing_alone(self, edit: Edit, code: str, en: str, zh: str) -> None:
        assert only(compare_services(SERVICE, replace(SERVICE, **edit))).code == code

    def test_whose_steps_of_the_price_changed_places_says_so(self) -> None:
        two = FEE.concession(ACTIVE, minus(yuan(5)))
        turned = replace(two, adjustments=two.adjustments[::-1])
        found = compare_services(replace(SERVICE, fee=two), replace(SERVICE, fee=turned))
        assert only(found).code == "fee.step-moved"

    def test_whose_tests_and_their_combination_changed_says_both(self) -> None:
        other = replace(SERVICE, accepts=ACTIVE | (holder.age.at_least(18) & DELTA))
        codes = [difference.code for difference in compare_services(SERVICE, other)]
        assert codes == ["test.changed", "rule.combined"]

    def test_that_changed_in_everything_says_everything(self) -> None:
        other = replace(
            SERVICE,
            name=Text("B", "乙"),
            channel="online",
            coverage=Coverage.nationwide(),
            accepts=ADULT,
            fee=Waived(),
            discloses=(),
            effective_until=date(2030, 1, 1),
        )
        codes = {difference.code for difference in compare_services(SERVICE, other)}
        assert codes >= {
            "text.name",
            "channel",
            "coverage",
            "test.removed",
            "fee.schedule",
            "fee.step-removed",
        }
        assert codes >= {"fee.reason", "disclosure.removed", "date.until"}

    @given(old=rules(), new=rules())
    def test_has_a_difference_for_its_rule_exactly_when_it_is_another_rule(
        self, old: Rule, new: Rule
    ) -> None:
        found = compare_services(replace(SERVICE, accepts=old), replace(SERVICE, accepts=new))
        assert bool(found) == (old != new)
        assert compare_services(replace(SERVICE, accepts=old), replace(SERVICE, accepts=old)) == ()

    @given(data=st.data())
    def test_has_a_difference_for_its_fee_exactly_when_it_is_another_fee(self, data: st.DataObject) -> None:
        steps: list[Callable[[FeePolicy], FeePolicy]] = [
            lambda fee: fee.waived_when(ADULT),
            lambda fee: fee.waived_when(DELTA, because=OLD),
            lambda fee: fee.window("07:00", "09:00", WAIVED),
            lambda fee: fee.quota(2, "month", WAIVED),
            lambda fee: fee.no_surcharge(),
            lambda fee: fee.deposit_waived(),
        ]
        drawn = st.lists(st.integers(0, len(steps) - 1), max_size=4, unique=True)
        old = new = Flat(yuan(20), per="visit")
        for place in data.draw(drawn):
            old = steps[place](old)
        for place in data.draw(drawn):
            new = steps[place](new)
        found = compare_services(replace(SERVICE, fee=old), replace(SERVICE, fee=new))
        assert bool(found) == (old != new)


RELEASES: list[tuple[Edit, str]] = [
    ({"version": "1.0.1"}, "bundle.version"),
    ({"plugin": "other.libraries.core"}, "bundle.plugin"),
    ({"name": Text("Libraries", "各图书馆")}, "bundle.name"),
    ({"description": Text("Desk.", "窗口。")}, "bundle.description"),
    ({"contract": ContractVersion(0, 9)}, "bundle.contract"),
    ({"texts": replace(RELEASE.texts, sector=Text("Books", "书"))}, "bundle.sector"),
    ({"texts": replace(RELEASE.texts, remedies={})}, "remedy.removed"),
    ({"purposes": {**RELEASE.purposes, "count": Text("To count.", "统计。")}}, "purpose.added"),
    ({"purposes": {"service": Text("To help.", "提供服务。")}}, "purpose.changed"),
    ({"facts": ()}, "fact.removed"),
    ({"facts": (replace(PLACES, unit="places"),)}, "fact.changed"),
    ({"facts": (replace(PLACES, description="Seats."),)}, "fact.changed"),
    ({"services": ()}, "service.removed"),
    ({"services": (SERVICE, QUEUE)}, "service.added"),
    ({"services": (replace(SERVICE, code="libraries.desk.call"),)}, "service.renamed"),
    ({"changes": (ServiceChange(SERVICE.code, "added", OLD),)}, "changes"),
]


class TestABundle:
    def test_equal_to_another_has_no_difference(self) -> None:
        assert compare(RELEASE, replace(RELEASE)) == ()

    @pytest.mark.parametrize(("edit", "code"), RELEASES, ids=[code for _, code in RELEASES])
    def test_that_changed_in_one_thing_says_so_both_ways(self, edit: Edit, code: str) -> None:
        changed = replace(RELEASE, **edit)
        assert only(compare(RELEASE, changed)).code == code
        assert compare(changed, RELEASE)

    def test_with_a_service_renamed_and_changed_says_both(self) -> None:
        renamed = replace(SERVICE, code="libraries.desk.call", channel="online")
        found = compare(RELEASE, replace(RELEASE, services=(renamed,)))
        assert [(d.code, d.service) for d in found] == [
            ("service.renamed", "libraries.desk.call"),
            ("channel", "libraries.desk.call"),
        ]

    def test_says_everything_as_json_in_both_languages(self) -> None:
        [difference] = compare(RELEASE, replace(RELEASE, version="2.0.0"))
        assert difference.to_json() == {
            "code": "bundle.version",
            "service": None,
            "text": {"en": "Version: “1.0.0” became “2.0.0”.", "zh": "版本：“1.0.0”改为“2.0.0”。"},
        }
