"""The compiled decision and the plain one agree on answer, reasons, price and lines: 100,000 random cases."""

from collections import Counter
from datetime import date
from typing import Any

from joincard_sdk import fees, rules
from joincard_sdk.decision import Permitted, Terms, decide, decide_plain

from .generating import cases

ON = date(2026, 3, 31)


def answer(question: Any, *given: Any) -> Any:
    try:
        return question(*given)
    except (fees.NoTariff, fees.MissingBasis) as error:
        return type(error), str(error)


def test_two_evaluators_agree_on_100_000_random_cases() -> None:
    seen: Counter[str] = Counter()
    for service, asked in cases(seed=2026, services=2_500, each=40):
        offer = Terms(service).offer("330400", ON)
        for facts, use in asked:
            fast = answer(decide, offer, facts, use)
            assert fast == answer(decide_plain, offer, facts, use), (service, facts, use)
            seen[type(fast).__name__] += 1
    assert seen.total() == 100_000
    assert min(seen["Permitted"], seen["Refused"]) > 20_000
    assert seen["tuple"] > 500


def test_every_generated_price_is_priced_alike_though_the_rule_refuses() -> None:
    steps: Counter[str] = Counter()
    for service, asked in cases(seed=7, services=600, each=20):
        price = fees.compiled(service.fee)
        for facts, use in asked:
            fast = answer(price, facts, use)
            assert fast == answer(fees.quote, service.fee, facts, use)
            if isinstance(fast, fees.Charge):
                assert fast.price.minor >= 0
                steps.update(line.step for line in fast.lines)
    assert {
        "schedule",
        "cap",
        "concession",
        "window",
        "season",
        "transfer",
        "quota",
        "cumulative",
        "deposit",
        "rounding",
    } <= set(steps)


def test_a_wrong_evaluator_is_noticed() -> Any:
    """The control: an evaluator that takes a missing fact for false is caught by the same cases."""

    def hasty(rule: Any, facts: Any) -> Any:
        if isinstance(rule, rules.Not):
            return not hasty(rule.part, facts)
        if isinstance(rule, rules.All | rules.AnyOf):
            join = all if isinstance(rule, rules.All) else any
            return join(hasty(part, facts) for part in rule.parts)
        return rules.holds(rule, facts) is True

    differing = sum(
        hasty(service.accepts, facts)
        != isinstance(answer(decide, Terms(service).offer("330400", ON), facts, use), Permitted)
        for service, asked in cases(seed=3, services=60, each=10)
        for facts, use in asked
    )
    assert differing > 0


def test_fees_and_services_read_back_what_they_write() -> None:
    for service, _ in cases(seed=11, services=400, each=0):
        assert fees.from_json(fees.to_json(service.fee)) == service.fee
        assert type(service).from_json(service.to_json()) == service
        assert fees.sentences(service.fee)
