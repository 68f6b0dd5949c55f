"""How fast a decision is: against CEL programs compiled beforehand and a prepared Cedar policy set."""

import json
import statistics
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import cedarpy
import cel as cel_rust
from cel_expr_python import cel as cel_cpp  # type: ignore[import-untyped]  # no types in the library
from joincard_sdk.decision import Terms, answer
from joincard_sdk.fees import Use, quote
from joincard_sdk.rules import compiled, evaluate
from joincard_sdk.values import write_value

from bench import cedar, cel
from bench.cases import Case, cases, service_of
from bench.measuring import Figure, median_ratio, seconds_each

_ON = date(2026, 11, 1)


def figures() -> Iterator[Figure]:
    """All figures of this part; the verdicts of all engines are compared first."""
    known = list(cases())
    yield from _against_cel(known)
    yield from _against_cedar(known)
    yield from _price_against_decision(known)


def _against_cel(known: list[Case]) -> Iterator[Figure]:
    seconds = [seconds_each(_cel_ways(case), 0.001) for case in known]
    ours = [each["ours"] for each in seconds]
    bindings = {
        "common-expression-language": [each["rust"] for each in seconds],
        "cel-expr-python": [each["cpp"] for each in seconds],
    }
    fastest = [min(each["rust"], each["cpp"]) for each in seconds]
    yield Figure(
        "compiled rule", statistics.median(ours) * 1e6, "µs", "median of 249 rules, two requests each"
    )
    yield Figure(
        "plain interpreter",
        median_ratio([each["plain"] for each in seconds], ours),
        "x slower",
        "compiled rule",
    )
    for name, measured in bindings.items():
        yield Figure(
            f"{name}", median_ratio(measured, ours), "x slower", "compiled rule, facts bound per call"
        )
    yield Figure(
        "fastest CEL binding, case by case", median_ratio(fastest, ours), "x slower", "compiled rule; goal 10"
    )


def _cel_ways(case: Case) -> dict[str, Callable[[], object]]:
    accepts, facts = compiled(case.rule), case.facts
    bound = {cel.name(name): cel.bound(value) for name, value in facts.items()}
    program = cel_rust.compile(cel.expression(case.rule))
    types = {name: _cel_type(value) for name, value in bound.items()}
    expression = cel_cpp.NewEnv(variables=types).compile(cel.expression(case.rule))
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: accepts(facts),
        "plain": lambda: evaluate(case.rule, facts) is True,
        "rust": lambda: program.execute(bound),
        "cpp": lambda: expression.eval(data=bound).value(),
    }
    for name, call in ways.items():
        if call() is not case.accepted:
            raise AssertionError(f"{name} disagrees on {case.service}")
    return ways


def _cel_type(value: object) -> Any:
    kinds = cel_cpp.Type
    if isinstance(value, bool):
        return kinds.BOOL
    return kinds.INT if isinstance(value, int) else kinds.DOUBLE if isinstance(value, float) else kinds.STRING


def _against_cedar(known: list[Case]) -> Iterator[Figure]:
    every = cedarpy.PolicySet.from_str(
        "\n".join(cedar.policy(c.service, c.rule) for c in known if c.accepted)
    )
    seconds = [seconds_each(_cedar_ways(case, every), 0.001) for case in known]
    ours = [each["ours"] for each in seconds]
    yield Figure("JSON in, explained JSON out", statistics.median(ours) * 1e6, "µs", "median of 249 rules")
    yield Figure(
        "cedarpy, a policy set of this rule alone",
        median_ratio([each["one"] for each in seconds], ours),
        "x slower",
        "JSON in, explained JSON out; goal 12",
    )
    yield Figure(
        "cedarpy, a policy set of all rules",
        median_ratio([each["all"] for each in seconds], ours),
        "x slower",
        "JSON in, explained JSON out",
    )


def _cedar_ways(case: Case, every: Any) -> dict[str, Callable[[], bytes | str]]:
    offer = Terms(service_of(case)).offer("330400", _ON)
    use = Use(basis=Decimal(1))
    body = json.dumps({name: write_value(value) for name, value in case.facts.items()}).encode()
    single = cedarpy.PolicySet.from_str(cedar.policy(case.service, case.rule))
    entities = cedarpy.Entities.from_json_str("[]")
    context = {name.replace(".", "_"): cedar.bound(value) for name, value in case.facts.items()}
    asked = json.dumps(
        {
            "principal": 'Card::"1"',
            "action": 'Action::"use"',
            "resource": f'Service::"{case.service}"',
            "context": context,
        }
    )

    def by_cedar(policies: Any) -> str:
        result = cedarpy.is_authorized(json.loads(asked), policies, entities)
        answered = {"decision": result.decision.value, "reasons": result.diagnostics.reasons}
        return json.dumps(answered)

    ways: dict[str, Callable[[], bytes | str]] = {
        "ours": lambda: answer(offer, body, use),
        "one": lambda: by_cedar(single),
        "all": lambda: by_cedar(every),
    }
    if (json.loads(ways["ours"]())["outcome"] == "permitted") is not case.accepted:
        raise AssertionError(f"our JSON answer disagrees on {case.service}")
    for name in ("one", "all"):
        if (json.loads(ways[name]())["decision"] == "Allow") is not case.accepted:
            raise AssertionError(f"cedar ({name}) disagrees on {case.service}")
    return ways


def _price_against_decision(known: list[Case]) -> Iterator[Figure]:
    seconds = [seconds_each(_price_ways(case), 0.001) for case in known if case.accepted]
    accepts = [each["accepts"] for each in seconds]
    yield Figure(
        "a price with its lines",
        median_ratio([e["price"] for e in seconds], accepts),
        "x",
        "a compiled acceptance",
    )
    yield Figure(
        "plain quote",
        median_ratio([e["quote"] for e in seconds], [e["price"] for e in seconds]),
        "x slower",
        "a compiled price",
    )


def _price_ways(case: Case) -> dict[str, Callable[[], object]]:
    terms, use = Terms(service_of(case)), Use(basis=Decimal(1))
    facts = case.facts
    return {
        "accepts": lambda: terms.accepts(facts),
        "price": lambda: terms.price(facts, use),
        "quote": lambda: quote(terms.service.fee, facts, use),
    }
