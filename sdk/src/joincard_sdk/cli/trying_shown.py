"""A trial for people, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text as Words

from joincard_sdk.cli.showing import Language
from joincard_sdk.cli.trying_case import Trial, price_or_why
from joincard_sdk.cli.trying_change import by_time, reads_the_time, single_changes, together
from joincard_sdk.decision import Change
from joincard_sdk.fees import Charge
from joincard_sdk.places import CITIES
from joincard_sdk.texts import Text
from joincard_sdk.values import Value, allowed_text, write_value

_PERMITTED, _REFUSED = Text("Permitted", "通过"), Text("Refused", "未通过")
_PRICE, _DEPOSIT = Text("Price", "价格"), Text("Deposit", "押金")
_WHAT = Text("What would change it", "如何改变结果")
_ALONE = Text("One change would do", "只需改变一项")
_OR = Text("or", "或")
_TOGETHER = Text("No single change would do; it takes all of these", "只改一项不够，需同时满足")
_MANY_WAYS = Text(
    "No single change would do, and there are too many ways to list; joincard plugin show has the rule",
    "只改一项不够，可行的途径过多，无法逐一列出，规则请用 joincard plugin show 查看",
)
_TIME = Text("Time alone does it on", "不作任何改变，待到")
_NO_TIME = Text("Time alone does not, within ten years", "十年之内，仅靠等待不会改变结果")
_MISSING = Text("Missing; give them with --set", "缺少以下信息，请用 --set 提供")
_UNKNOWN = Text("Not known of this persona", "此人没有以下信息")
_ASSUMED = Text("Assumed", "默认")
_BY_ITSELF = Text("holds by itself from", "到期自动满足：")
_AT_LATEST = Text("holds by itself at the latest from", "最迟自动满足：")


def as_json(trial: Trial, catalogue: str) -> dict[str, Any]:
    """Everything that ``as_text`` says, in both languages."""
    reasons = trial.reasons()
    charge, why = (None, "") if reasons else price_or_why(trial)
    moment = by_time(trial) if reasons else None
    return {
        "service": trial.terms.service.code,
        "persona": trial.persona.key,
        "city": trial.city,
        "on": trial.on.isoformat(),
        "at": trial.at.strftime("%H:%M"),
        "outcome": "refused" if reasons else "permitted",
        "reasons": [reason.to_json() for reason in reasons],
        "charge": charge and charge.to_json(),
        "no_price": why or None,
        "missing": {name: allowed_text(trial.terms.registry[name]) for name in trial.unsent()},
        "unknown": list(trial.unknown()),
        "assumed": _written(trial.assumed()),
        "changes": {
            "single": [
                {"fact": one.fact, "value": write_value(one.value), "text": one.text.to_json()}
                for one in (single_changes(trial) if reasons else ())
            ],
            "together": [text.to_json() for text in (together(trial) if reasons else ())],
            "by_time": moment and {"on": moment.date().isoformat(), "at": f"{moment:%H:%M}"},
        },
        "catalogue": catalogue,
    }


def as_text(trial: Trial, language: Language) -> None:
    """Print for a terminal, or plainly where the output is not one."""
    console = Console(highlight=False)
    for line in _lines(trial, language):
        console.print(line, soft_wrap=True)


def _lines(trial: Trial, language: Language) -> Iterator[Words]:
    service, person, reasons = trial.terms.service, trial.persona, trial.reasons()
    city = _in(CITIES[trial.city].name, language)
    yield Words(f"{_in(service.name, language)}  ", style="bold").append(service.code, style="not bold dim")
    yield Words(f"{person.name}: {_in(person.about, language)}")
    yield Words(f"{city} {trial.city}, {trial.on} {trial.at:%H:%M}")
    yield Words("")
    if reasons:
        yield from _refused(trial, language)
    else:
        charge, why = price_or_why(trial)
        yield Words(_in(_PERMITTED, language), style="bold green")
        yield from _charge(charge, language) if charge else [Words(f"  {why}")]
    yield from _loose_ends(trial, language)


def _charge(charge: Charge, language: Language) -> Iterator[Words]:
    for line in charge.lines:
        yield Words(f"  {line.amount.yuan:>10}  {_in(line.text, language)}")
    yield Words(f"  {charge.price.yuan:>10}  {_in(_PRICE, language)}, {charge.price.currency}", style="bold")
    if charge.deposit is not None:
        yield Words(f"  {charge.deposit.yuan:>10}  {_in(_DEPOSIT, language)}")


def _refused(trial: Trial, language: Language) -> Iterator[Words]:
    yield Words(_in(_REFUSED, language), style="bold red")
    for reason in trial.reasons():
        yield Words(f"  • {_in(reason.text, language)}")
        yield Words(f"    {_in(reason.remedy, language)}", style="dim")
        if reason.change:
            yield Words(f"    {_dated(reason.change, language)}", style="dim")
    yield Words("")
    yield Words(_in(_WHAT, language), style="bold")
    single = single_changes(trial)
    for place, one in enumerate(single):
        begin = _ALONE if place == 0 else _OR
        yield Words(f"  {_in(begin, language)}{_colon(language)}{_in(one.text, language)}").append(
            f"  --set {one.fact}={_shown(one.value)}" if not one.fact.startswith("at.") else "", style="dim"
        )
    needed = () if single else together(trial)
    if not single and not needed:
        yield Words(f"  {_in(_MANY_WAYS, language)}")
    if needed:
        yield Words(f"  {_in(_TOGETHER, language)}{_colon(language).rstrip()}")
        yield from (Words(f"    • {_in(text, language)}") for text in needed)
    yield Words(f"  {_time(trial, language)}")


def _time(trial: Trial, language: Language) -> str:
    moment = by_time(trial)
    if moment is None:
        return _in(_NO_TIME, language)
    shown = f"{moment:%Y-%m-%d %H:%M}" if reads_the_time(trial) else f"{moment:%Y-%m-%d}"
    again = f"--as-of {trial.as_of} --on {moment:%Y-%m-%d}"
    return f"{_in(_TIME, language)} {shown}  {again}"


def _dated(change: Change, language: Language) -> str:
    clock = f" {change.at:%H:%M}" if change.at else ""
    return f"{_in(_BY_ITSELF if change.exact else _AT_LATEST, language)} {change.on}{clock}"


def _loose_ends(trial: Trial, language: Language) -> Iterator[Words]:
    registry = trial.terms.registry
    if missing := trial.unsent():
        yield Words("")
        yield Words(f"{_in(_MISSING, language)}{_colon(language)}".rstrip())
        for name in missing:
            label = _in(registry[name].label, language)
            yield Words(f"  {name}: {label}; {allowed_text(registry[name])}")
    if unknown := trial.unknown():
        yield Words(f"{_in(_UNKNOWN, language)}{_colon(language)}{', '.join(unknown)}", style="dim")
    if assumed := trial.assumed():
        said = ", ".join(f"{name}={_shown(value)}" for name, value in assumed.items())
        yield Words(f"{_in(_ASSUMED, language)}{_colon(language)}{said}", style="dim")


def _shown(value: Value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(write_value(value))


def _written(values: Mapping[str, Value]) -> dict[str, object]:
    return {name: write_value(value) for name, value in values.items()}


def _in(text: Text, language: Language) -> str:
    return text.en if language == "en" else text.zh


def _colon(language: Language) -> str:
    return ": " if language == "en" else "："
