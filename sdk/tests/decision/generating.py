"""Random services, facts and uses from one seed: cheap enough for a hundred thousand decisions."""

from datetime import date, time
from decimal import Decimal
from random import Random
from typing import Any

from joincard_sdk import fees
from joincard_sdk.facts import VOCABULARY, FactType
from joincard_sdk.fees import WAIVED, Concession, Deposit, FeePolicy, at, minus, pay_percent, tier
from joincard_sdk.money import fen
from joincard_sdk.places import CITIES, PROVINCES, TRANSIT_336, YANGTZE_41, Coverage
from joincard_sdk.rules import Between, Compare, CompareFacts, InCities, OneOf, all_of, any_of, negate
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

NAME = Text(en="A service", zh="服务")
FACTS = list(VOCABULARY.values())
SOME_CITIES, SOME_PROVINCES = sorted(CITIES)[::40], sorted(PROVINCES)[:5]


def value(rng: Any, fact: Any) -> Any:
    match fact.type:
        case FactType.ENUM:
            return rng.choice(fact.values)
        case FactType.BOOL:
            return rng.random() < 0.5
        case FactType.INT:
            return rng.randint(0, 12)
        case FactType.DECIMAL:
            return Decimal(rng.randint(0, 2000)) / 100
        case FactType.CODE6:
            return rng.choice(SOME_CITIES)
        case FactType.CODE2:
            return rng.choice(SOME_PROVINCES)
        case FactType.DATE:
            return date(rng.randint(2024, 2027), rng.randint(1, 12), rng.randint(1, 28))
        case FactType.TIME:
            return time(rng.randint(0, 23), rng.choice((0, 30, 59)))


def test(rng: Any, pool: Any) -> Any:
    fact = rng.choice(pool)
    kind = rng.randrange(5)
    if kind == 0:
        several = list(dict.fromkeys(value(rng, fact) for _ in range(3)))
        return OneOf(
            fact.name, tuple(several[: max(1, len(fact.values) - 1)] if fact.values else several[:1])
        )
    if kind == 1 and fact.type.numeric:
        low = rng.randint(0, 10)
        return Between(fact.name, low, low + rng.randint(0, 6))
    if kind == 2 and fact.type is FactType.CODE6:
        return InCities(fact.name, rng.choice((YANGTZE_41, TRANSIT_336)))
    op = rng.choice(("=", "!=", "<", "<=", ">", ">=") if fact.type.ordered else ("=", "!="))
    others = [other for other in pool if fact.type.comparable(other.type)]
    if kind == 3:
        return CompareFacts(fact.name, op, rng.choice(others).name)
    return Compare(fact.name, op, value(rng, fact))


def rule(rng: Any, pool: Any, depth: Any = 3) -> Any:
    kind = rng.random()
    if depth == 0 or kind < 0.35:
        return test(rng, pool)
    if kind < 0.45:
        return negate(rule(rng, pool, depth - 1))
    parts = [rule(rng, pool, depth - 1) for _ in range(rng.randint(1, 4))]
    return all_of(*parts) if kind < 0.75 else any_of(*parts)


def effect(rng: Any) -> Any:
    return rng.choice(
        (
            WAIVED,
            pay_percent(rng.randint(0, 130)),
            pay_percent(Decimal(rng.randint(1, 999)) / 10),
            minus(fen(rng.randint(0, 3000))),
            at(fen(rng.randint(0, 3000))),
        )
    )


def schedule(rng: Any) -> Any:
    cap, cap_per = (
        (fen(rng.randint(0, 5000)), rng.choice(fees.PERIODS)) if rng.random() < 0.5 else (None, None)
    )
    kind = rng.randrange(6)
    if kind == 0:
        return fees.Waived()
    if kind == 1:
        return fees.Flat(fen(rng.randint(0, 5000)), per="visit")
    if kind == 2:
        return fees.Percent(
            Decimal(rng.randint(0, 1000)) / 10, of=rng.choice(fees.BASES), cap=cap, cap_per=cap_per
        )
    if kind == 3:
        return fees.Copay(
            rng.randint(1, 99),
            of="covered_amount",
            after=fen(rng.randint(0, 9000)),
            after_per="year",
            cap=cap,
            cap_per=cap_per,
        )
    if kind == 4:
        closed = (tier(0, 3, fen(100)), tier(3, 7, fen(200)))
        last = (
            (tier(7, None, fen(300), fen(rng.randint(1, 90)), rng.randint(1, 5)),)
            if rng.random() < 0.7
            else ()
        )
        return fees.Tiered("distance_km", *closed, *last, per="ride")
    return fees.Metered(
        fen(rng.randint(0, 500)), per="hour", free=rng.randint(0, 2), cap=cap, cap_per=cap_per
    )


def fee(rng: Any, pool: Any) -> Any:
    policy = schedule(rng)
    used = set()
    for _ in range(rng.randint(0, 4)):
        kind = rng.randrange(7)
        when = rule(rng, pool, 1) if rng.random() < 0.5 else None
        if kind in (0, 6):
            if (condition := rule(rng, pool, 1)) not in [
                a.when for a in policy.adjustments if isinstance(a, Concession)
            ]:
                policy = policy.concession(condition, effect(rng))
        elif kind == 1:
            policy = policy.window(
                f"{rng.randint(0, 11):02d}:{rng.randint(0, 59):02d}", "23:30", effect(rng), when
            )
        elif kind == 2:
            policy = policy.season(
                f"{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", "03-15", effect(rng), when
            )
        elif kind == 3 and "transfer" not in used:
            used.add("transfer")
            policy = policy.transfer(rng.randint(1, 90), effect(rng), when)
        elif kind == 4 and "quota" not in used:
            used.add("quota")
            policy = policy.quota(rng.randint(1, 3), rng.choice(fees.PERIODS), effect(rng), when)
        elif kind == 5:
            threshold = rng.randint(0, 100)
            if threshold not in used:
                used.add(threshold)
                policy = policy.cumulative("month", fen(threshold * 10), effect(rng))
    if rng.random() < 0.3 and not any(isinstance(a, Deposit) for a in policy.adjustments):
        policy = policy.deposit(
            fen(rng.choice((0, 10_000))), rule(rng, pool, 1) if rng.random() < 0.5 else None
        )
    return policy


def service(rng: Any) -> Any:
    """A service over few facts, so that random facts often meet its rule."""
    pool = [
        *rng.sample(FACTS, 6),
        VOCABULARY["card.status"],
        VOCABULARY["holder.age"],
        VOCABULARY["now.time"],
    ]
    policy: FeePolicy = fee(rng, pool)
    return Service(
        code="transport.random.service",
        name=NAME,
        description=NAME,
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=rule(rng, pool),
        fee=policy,
        discloses=(),
        effective_from=date(2024, 1, 1),
    )


def facts(rng: Any, needs: Any) -> Any:
    known = {name: value(rng, VOCABULARY[name]) for name in sorted(needs) if rng.random() < 0.85}
    return known | ({"request.amount": Decimal(rng.randint(0, 9999)) / 100} if rng.random() < 0.9 else {})


def use(rng: Any) -> Any:
    def periods(make: Any) -> Any:
        return {period: make() for period in fees.PERIODS if rng.random() < 0.4}

    return fees.Use(
        basis=Decimal(rng.randint(0, 2000)) / 100 if rng.random() < 0.9 else None,
        units=Decimal(rng.choice((1, 1, 2, 0))) if rng.random() < 0.8 else Decimal("2.5"),
        paid=periods(lambda: Decimal(rng.randint(0, 9000)) / 100),
        counted=periods(lambda: Decimal(rng.randint(0, 9000)) / 100),
        prior=periods(lambda: rng.randint(0, 4)),
        minutes=rng.choice((None, 0, 30, 120)),
    )


def cases(seed: Any, services: Any, each: Any) -> Any:
    """``services`` times ``each`` triples of service, facts and use."""
    rng = Random(seed)
    for _ in range(services):
        offered = service(rng)
        needs = offered.facts_read()
        yield offered, [(facts(rng, needs), use(rng)) for _ in range(each)]
