"""One line of cases: read strictly, answered by the SDK's own decision, written back as one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NoReturn

from joincard_sdk.bundle import Catalogue, UnknownService
from joincard_sdk.checks.case import Evaluator, judge, price
from joincard_sdk.decision import Terms
from joincard_sdk.fees import Charge, MissingBasis, Use
from joincard_sdk.values import FactRegistry, Value, read_facts

LONGEST_LINE = 1024 * 1024  # bytes
_MEMBERS = ("service", "facts", "given")
_GIVEN = ("facts", "basis", "units", "counted", "paid", "prior", "minutes", "stay")
_DIGITS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")


class CaseError(ValueError):
    """A line that cannot be read as a case; ``code`` says in which way."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Case:
    """A service, the facts, and the use where a price is asked for."""

    terms: Terms
    facts: Mapping[str, Value]
    use: Use | None


def answer(line: bytes, catalogue: Catalogue, evaluator: Evaluator) -> dict[str, Any]:
    """What stands in the output for a line of the input: an outcome, or what is wrong with the line.

    Price and deposit are there whatever the outcome, and only where the line has ``given``: without it nobody
    said what is used.
    """
    try:
        case = read_case(line, catalogue)
        judged = judge(case.terms, case.facts, evaluator)
        charge = None if case.use is None else _charge(case, case.use, evaluator)
    except ValueError as error:
        return {"error": {"code": str(getattr(error, "code", "case.unreadable")), "message": str(error)}}
    deposit = charge.deposit if charge else None
    return {
        "outcome": judged.outcome,
        "reasons": [reason.to_json() for reason in judged.reasons],
        "price": charge.price.yuan if charge else "",
        "deposit": deposit.yuan if deposit is not None else "",
        "catalogue": catalogue.digest,
    }


def _charge(case: Case, use: Use, evaluator: Evaluator) -> Charge:
    """The charge; a basis that nobody gave counts as zero, as in the catalogue's worked prices."""
    try:
        return price(case.terms, case.facts, use, evaluator)
    except MissingBasis:
        return price(case.terms, case.facts, replace(use, basis=Decimal(0)), evaluator)


def read_case(line: bytes, catalogue: Catalogue) -> Case:
    """The case in a line. Raises ``ValueError`` with a ``code``."""
    written = _object(_json(line), "the line", _MEMBERS)
    code = written.get("service")
    if not isinstance(code, str):
        raise CaseError("case.member", '"service" is the code of a service, as a text.')
    terms = catalogue.terms.get(code)
    if terms is None:
        raise UnknownService(code)
    given = None if "given" not in written else _object(written["given"], '"given"', _GIVEN)
    facts = _facts(written, "facts", terms.registry)
    if given is None:
        return Case(terms, facts, None)
    return Case(terms, _joined(facts, _facts(given, "given.facts", terms.registry)), _use(given))


def _json(line: bytes) -> object:
    if len(line) > LONGEST_LINE:
        raise CaseError("case.too-long", f"A line has at most {LONGEST_LINE} bytes.")
    try:
        return json.loads(
            line.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once
        )
    except CaseError:
        raise
    except RecursionError:
        raise CaseError("case.unreadable", "The line is nested too deep.") from None
    except (ValueError, ArithmeticError) as error:
        raise CaseError("case.unreadable", f"The line is not one JSON object in UTF-8: {error}.") from None


def _no_number(word: str) -> NoReturn:
    raise CaseError("case.unreadable", f"{word} is not a number of JSON.")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise CaseError("case.unreadable", "An object has one member twice.")
    return dict(pairs)


def _object(written: object, where: str, allowed: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(written, dict):
        raise CaseError("case.member", f"{where} is a JSON object with {', '.join(allowed)}.")
    for name in written:
        if name not in allowed:
            raise CaseError(
                "case.member", f"{where} has a member {name[:80]!r}; allowed are {', '.join(allowed)}."
            )
    return written


def _facts(written: Mapping[str, Any], where: str, registry: FactRegistry) -> dict[str, Value]:
    raw = written.get("facts", {})
    if not isinstance(raw, dict):
        raise CaseError("case.member", f'"{where}" is a JSON object from names of facts to values.')
    return read_facts(raw, registry)


def _joined(facts: dict[str, Value], given: dict[str, Value]) -> dict[str, Value]:
    for name, value in given.items():
        if name in facts and facts[name] != value:
            raise CaseError("case.conflict", f'{name} has one value in "facts" and another in "given".')
    return facts | given


def _use(given: Mapping[str, Any]) -> Use:
    """The use. Raises ``UseError`` for numbers below zero, beyond reason, or of an unknown period."""
    stay = given.get("stay")
    if stay is not None and not isinstance(stay, str):
        raise CaseError("case.member", '"stay" is the name of a stay, as a text.')
    return Use(
        basis=None if given.get("basis") is None else _amount(given["basis"], "basis"),
        units=_amount(given.get("units", 1), "units"),
        stay=stay,
        counted=_amounts(given, "counted"),
        paid=_amounts(given, "paid"),
        prior={period: _count(count) for period, count in _by_period(given, "prior").items()},
        minutes=_count(given.get("minutes")),
    )


def _count(written: Any) -> Any:
    """A whole number also where JSON has it as 3.0; ``Use`` refuses what is none."""
    whole = (
        isinstance(written, Decimal) and written == written.to_integral_value() and written.adjusted() < 15
    )
    return int(written) if whole else written


def _by_period(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    written = given.get(name, {})
    if not isinstance(written, dict):
        raise CaseError("case.member", f'"{name}" is a JSON object from periods to numbers.')
    return written


def _amounts(given: Mapping[str, Any], name: str) -> dict[str, Decimal]:
    return {period: _amount(amount, f"{name}.{period}") for period, amount in _by_period(given, name).items()}


def _amount(written: object, name: str) -> Decimal:
    """A number of JSON, or the same digits as a text; ``Use`` holds it against its bounds."""
    if isinstance(written, str) and _DIGITS.fullmatch(written):
        return Decimal(written)
    if isinstance(written, int | Decimal) and not isinstance(written, bool):
        return Decimal(written)
    raise CaseError("case.number", f"{name} is a number.")
