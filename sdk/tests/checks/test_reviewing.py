"""What a reviewer would ask: each question where it is due, and none where it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from joincard_sdk.bundle import Bundle
from joincard_sdk.bundle.contents import Example, ServiceChange
from joincard_sdk.checks.concessions import never_first
from joincard_sdk.checks.reviewing import review
from joincard_sdk.facts import card, holder, insurance, now, request
from joincard_sdk.fees import WAIVED, FeePolicy, Flat, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.rules import Rule
from joincard_sdk.texts import Text

TODAY = date(2025, 3, 12)
ACTIVE = card.status.is_("active")
REASON = Text(en="as for residents", zh="与本地居民相同")


@pytest.fixture
def quiet(small_bundle: Bundle) -> Bundle:
    """The small bundle with the one example that a reviewer misses in it."""
    [*_, lost] = small_bundle.examples
    child = replace(lost, facts={**lost.facts, "card.status": "active", "holder.age": 12}, because="A child.")
    return replace(small_bundle, examples=(*small_bundle.examples, child))


def with_service(bundle: Bundle, **changed: object) -> Bundle:
    [service] = bundle.services
    return replace(bundle, services=(replace(service, **changed),))  # type: ignore[arg-type]  # any field of a service


def asked(bundle: Bundle) -> list[tuple[str, str]]:
    return [(told.code, told.found) for told in review(bundle, TODAY)]


def codes(bundle: Bundle) -> list[str]:
    return [code for code, _ in asked(bundle)]


def test_a_plugin_that_shows_all_is_asked_nothing(quiet: Bundle) -> None:
    assert asked(quiet) == []


class TestTheStatusOfTheCard:
    @pytest.mark.parametrize(
        "rule",
        [
            card.status.is_not("lost"),
            ~card.status.is_("lost"),
            ACTIVE | holder.age.at_least(80),
            (ACTIVE & holder.age.at_least(16)) | holder.relation.is_("child"),
        ],
    )
    def test_is_asked_for_where_some_way_does_not_name_it(self, quiet: Bundle, rule: Rule) -> None:
        assert "review.card-status" in codes(with_service(quiet, accepts=rule))

    @pytest.mark.parametrize(
        "rule",
        [
            card.status.is_in("active", "lost"),
            ~card.status.is_not("active"),
            ACTIVE & (holder.age.at_least(80) | holder.relation.is_("child")),
            ACTIVE | (card.status.is_("lost") & holder.age.at_least(80)),
            ~(card.status.is_not("active") | holder.age.less_than(16)),
        ],
    )
    def test_is_not_asked_for_where_every_way_names_it(self, quiet: Bundle, rule: Rule) -> None:
        assert "review.card-status" not in codes(with_service(quiet, accepts=rule))


class TestADisclosure:
    def test_that_nothing_reads_is_asked_about(self, quiet: Bundle) -> None:
        [(code, found)] = asked(with_service(quiet, discloses=("full_name", "bank_account", "residence")))
        assert (code, found) == ("review.disclosure", "Neither rule nor fee needs bank_account, residence.")

    def test_that_a_fee_reads_is_needed(self, quiet: Bundle) -> None:
        fee = quiet.services[0].fee.concession(insurance.medical.is_("retired"), pay_percent(50))
        assert asked(with_service(quiet, fee=fee, discloses=("insurance_enrolment",))) == []

    def test_of_a_face_is_for_somebody_who_sees_it(self, quiet: Bundle) -> None:
        assert asked(with_service(quiet, discloses=("portrait",))) == []
        assert codes(with_service(quiet, discloses=("portrait",), channel="online")) == ["review.disclosure"]


class TestATestOfARule:
    def test_that_no_refusal_shows_is_named(self, small_bundle: Bundle) -> None:
        assert asked(small_bundle) == [("review.example", "No refused example fails [holder.age >= 16].")]

    def test_is_not_shown_by_a_fact_left_out(self, small_bundle: Bundle) -> None:
        [*_, lost] = small_bundle.examples
        facts = {name: value for name, value in lost.facts.items() if name != "holder.age"}
        bare = Example(lost.service, facts, "refuse", "No age.")
        assert codes(replace(small_bundle, examples=(*small_bundle.examples, bare))) == ["review.example"]


def test_a_fee_without_reason_is_asked_about(quiet: Bundle) -> None:
    fee = replace(quiet.services[0].fee, reason=None)
    assert codes(with_service(quiet, fee=fee)) == ["review.fee-reason"]


class TestADay:
    def test_that_is_past_is_asked_about(self, quiet: Bundle) -> None:
        assert codes(with_service(quiet, effective_until=date(2025, 3, 11))) == ["review.past-date"]

    def test_that_is_today_is_not(self, quiet: Bundle) -> None:
        assert codes(with_service(quiet, effective_until=TODAY)) == []

    def test_before_today_is_late_for_what_is_added(self, quiet: Bundle) -> None:
        added = ServiceChange(quiet.services[0].code, "added", Text(en="New.", zh="新增。"))
        assert codes(replace(quiet, changes=(added,))) == ["review.past-date"]
        later = with_service(replace(quiet, changes=(added,)), effective_from=date(2025, 4, 1))
        assert codes(later) == []


FROM_60, FROM_70 = holder.age.at_least(60), holder.age.at_least(70)
PRICE = Flat(yuan(20), per="visit")
NEVER: list[tuple[Rule, FeePolicy, str]] = [
    (ACTIVE, PRICE.concession(FROM_60, pay_percent(50)).waived_when(FROM_70), "before it"),
    (ACTIVE, PRICE.waived_when(FROM_60).waived_when(FROM_70 & request.escorted.is_(True)), "before it"),
    (ACTIVE & holder.age.between(16, 59), PRICE.waived_when(FROM_60), "no card"),
    (ACTIVE & FROM_70, PRICE.waived_when(FROM_60).waived_when(card.form.is_("digital")), "before it"),
    (ACTIVE, PRICE.waived_when(card.status.is_in("lost", "expired")), "no card"),
    (ACTIVE, PRICE.waived_when(FROM_60 | card.form.is_("digital")).waived_when(FROM_70), "before it"),
    (ACTIVE, PRICE.waived_when(FROM_60).window("07:00", "09:00", WAIVED, when=FROM_70), "before it"),
    (ACTIVE & (FROM_60 | holder.age.less_than(6)), PRICE.waived_when(holder.age.between(6, 59)), "no card"),
]
SOMETIMES: list[tuple[Rule, FeePolicy]] = [
    (ACTIVE, PRICE.waived_when(FROM_70).concession(FROM_60, pay_percent(50))),
    (ACTIVE, PRICE.concession(FROM_60, pay_percent(50)).waived_when(card.form.is_("digital"))),
    (ACTIVE, PRICE.window("07:00", "09:00", WAIVED, when=FROM_60).waived_when(FROM_70)),
    (ACTIVE, PRICE.waived_when(holder.age.more_than(70)).waived_when(FROM_70)),
    (ACTIVE, PRICE.waived_when(~holder.relation.is_("self")).waived_when(holder.relation.is_("child"))),
    (ACTIVE, PRICE.waived_when(holder.age.is_not(7)).waived_when(now.month.is_(7))),
]


class TestAConcession:
    @pytest.mark.parametrize(("rule", "fee", "words"), NEVER)
    def test_that_never_counts_is_asked_about(
        self, quiet: Bundle, rule: Rule, fee: FeePolicy, words: str
    ) -> None:
        bundle = with_service(quiet, accepts=rule, fee=fee.because(REASON))
        [found] = [found for code, found in asked(bundle) if code == "review.concession"]
        assert words in found

    @pytest.mark.parametrize(("rule", "fee"), SOMETIMES)
    def test_that_may_count_is_not(self, rule: Rule, fee: FeePolicy) -> None:
        assert list(never_first(rule, fee)) == []


def test_a_question_names_plugin_and_service(small_bundle: Bundle) -> None:
    [told] = review(small_bundle, TODAY)
    assert (told.level, told.service, told.plugin) == (
        "warning",
        "libraries.desk.visit",
        "demo.libraries.core",
    )
