"""Rules as sentences in English and Chinese."""

from joincard_sdk.places import CITIES, PROVINCES
from joincard_sdk.rules.algebra import (
    All,
    AnyOf,
    Between,
    Compare,
    CompareFacts,
    Constant,
    InCities,
    Not,
    OneOf,
    Rule,
    Test,
)
from joincard_sdk.rules.notation import constant_text
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, Fact, FactRegistry, FactType

_SETS = {
    "yangtze_41": Text(en="the 41 cities of the Yangtze River Delta", zh="长三角41个城市"),
    "transit_336": Text(en="the 336 cities of the transport network", zh="交通联合336个城市"),
    "nationwide": Text(en="the cities of the catalogue", zh="全国各城市"),
}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_WORDS = {
    "=": ("", ""),
    "!=": ("not ", "不"),
    "<": ("less than ", "小于"),
    "<=": ("at most ", "不超过"),
    ">": ("more than ", "大于"),
    ">=": ("at least ", "不少于"),
}
_CLOCK_WORDS = {
    "<": ("before ", "早于"),
    "<=": ("at the latest ", "不晚于"),
    ">": ("after ", "晚于"),
    ">=": ("at the earliest ", "不早于"),
}
_AGAINST = {
    "=": ("the same as", "与{}相同"),
    "!=": ("different from", "与{}不同"),
    "<": ("less than", "小于{}"),
    "<=": ("at most", "不超过{}"),
    ">": ("more than", "大于{}"),
    ">=": ("at least", "不少于{}"),
}


def sentence(rule: Rule, registry: FactRegistry = VOCABULARY) -> Text:
    """A whole rule in words, without a full stop."""
    return _said(rule, True, registry, outer=True)


def clause_sentence(test: Test, wanted: bool, registry: FactRegistry = VOCABULARY) -> Text:
    """One test in words; ``wanted`` False says its opposite."""
    if isinstance(test, CompareFacts):
        return _against(test, wanted, registry)
    fact = registry[test.fact]
    match test:
        case Compare(op=op, value=value):
            return _compared(fact, op if wanted else _OPPOSITE[op], value)
        case OneOf(values=values):
            return _listed(fact, [_value(fact, value) for value in values], wanted)
        case Between(low=low, high=high):
            en = f"from {low} to {high}{_unit(fact).en}"
            return _is(fact, en if wanted else f"not {en}", f"{'' if wanted else '不'}在{low}至{high}之间")
        case InCities(cities=cities):
            name = _SETS.get(cities.name, Text(en=f"the set {cities.name}", zh=cities.name))
            return _is(
                fact, f"{'' if wanted else 'not '}in {name.en}", f"{'' if wanted else '不'}属于{name.zh}"
            )


def _said(rule: Rule, wanted: bool, registry: FactRegistry, *, outer: bool = False) -> Text:
    if isinstance(rule, Not):
        return _said(rule.part, not wanted, registry, outer=outer)
    if not isinstance(rule, All | AnyOf):
        return clause_sentence(rule, wanted, registry)
    parts = [_said(part, wanted, registry) for part in rule.parts]
    if isinstance(rule, All) is wanted:
        en = _series([part.en for part in parts], "and")
        zh = "，并且".join(part.zh for part in parts)
        return Text(en=en if outer else f"(both {en})", zh=zh if outer else f"（{zh}）")
    en = "either " + _series([part.en for part in parts], "or")
    zh = "，或者".join(part.zh for part in parts)
    return Text(en=en if outer else f"({en})", zh=zh if outer else f"（{zh}）")


def _series(parts: list[str], word: str) -> str:
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def _is(fact: Fact, en: str, zh: str) -> Text:
    verb = "is" if fact.label.en.startswith("the ") or fact.name.startswith("record.joincard") else "are"
    return Text(en=f"{fact.label.en} {verb} {en}", zh=f"{fact.label.zh}{zh}")


def _compared(fact: Fact, op: str, value: Constant) -> Text:
    if isinstance(value, bool):
        return fact.value_label("yes" if value is (op == "=") else "no")
    words = _CLOCK_WORDS if op in _CLOCK_WORDS and fact.type in (FactType.DATE, FactType.TIME) else _WORDS
    en, zh = words[op]
    shown = _value(fact, value)
    copula = "为" if op in ("=", "!=") else ""
    return _is(fact, f"{en}{shown.en}", f"{zh}{copula}{shown.zh}")


def _listed(fact: Fact, shown: list[Text], wanted: bool) -> Text:
    if len(shown) == 1:
        return _is(
            fact, f"{'' if wanted else 'not '}{shown[0].en}", f"{'' if wanted else '不'}为{shown[0].zh}"
        )
    zh = "、".join(value.zh for value in shown[:-1]) + f"或{shown[-1].zh}"
    en = _series([value.en for value in shown], "or")
    return _is(fact, f"{'' if wanted else 'none of '}{en}", f"{'' if wanted else '不'}为{zh}")


def _against(test: CompareFacts, wanted: bool, registry: FactRegistry) -> Text:
    left, right = registry[test.left], registry[test.right]
    en, zh = _AGAINST[test.op if wanted else _OPPOSITE[test.op]]
    return _is(left, f"{en} {right.label.en}", zh.format(right.label.zh))


def _value(fact: Fact, value: Constant) -> Text:
    written = constant_text(value)
    if fact.type in (FactType.ENUM, FactType.BOOL):
        return fact.value_label(written)
    if fact.type is FactType.CODE6 and written in CITIES:
        return CITIES[written].name
    if fact.type is FactType.CODE2 and written in PROVINCES:
        return Text(en=PROVINCES[written], zh=f"{PROVINCES[written]}（{written}）")
    unit = _unit(fact)
    return Text(en=f"{written}{unit.en}", zh=f"{written}{unit.zh}")


def _unit(fact: Fact) -> "_Words":
    return _UNITS.get(fact.unit, _NOTHING)


class _Words:
    """A piece of a sentence in both languages; unlike a ``Text`` it may be empty."""

    def __init__(self, en: str, zh: str) -> None:
        self.en = en
        self.zh = zh


_NOTHING = _Words("", "")
_UNITS = {"CNY": _Words(" yuan", "元"), "years": _Words("", "岁"), "1..12": _Words("", "月")}
