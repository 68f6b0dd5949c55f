"""What changed in one service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from joincard_sdk.comparing.acceptance import compare_rules
from joincard_sdk.comparing.difference import Difference, became, joined_and_left, same
from joincard_sdk.comparing.pricing import compare_fees
from joincard_sdk.services import Channel, Service
from joincard_sdk.texts import Text
from joincard_sdk.values import ELEMENTS, VOCABULARY, FactRegistry

_NAME, _DESCRIPTION = Text("Name", "名称"), Text("Description", "说明")
_CHANNEL, _COVERAGE = Text("Channel", "办理渠道"), Text("Delivered in", "办理地区")
_FROM, _UNTIL, _NO_END = (
    Text("In force from", "生效日期"),
    Text("In force until", "截止日期"),
    Text("no end", "无"),
)
_CHANNELS: dict[Channel, Text] = {
    "in_person": Text("in person", "现场"),
    "online": Text("online", "网上"),
    "both": Text("in person or online", "现场或网上"),
    "gate": Text("at a gate", "闸机"),
}


def compare_services(
    old: Service, new: Service, before: FactRegistry = VOCABULARY, after: FactRegistry = VOCABULARY
) -> tuple[Difference, ...]:
    """Every difference of two services, whatever their codes; empty when they say the same.

    ``before`` and ``after`` are the registries of their bundles, for the words of the facts.
    """
    found = [
        *_words(old, new),
        *compare_rules(old.accepts, new.accepts, before, after),
        *compare_fees(old.fee, new.fee, before, after),
        *_place(old, new),
        *_disclosures(old, new),
        *_dates(old, new),
    ]
    return tuple(replace(difference, service=new.code) for difference in found)


def _words(old: Service, new: Service) -> Iterator[Difference]:
    if old.name != new.name:
        yield Difference("text.name", became(_NAME, old.name, new.name))
    if old.description != new.description:
        yield Difference("text.description", became(_DESCRIPTION, old.description, new.description))


def _place(old: Service, new: Service) -> Iterator[Difference]:
    if old.channel != new.channel:
        yield Difference("channel", became(_CHANNEL, _CHANNELS[old.channel], _CHANNELS[new.channel]))
    if old.coverage == new.coverage:
        return
    was, now = old.coverage.text, new.coverage.text
    cities = joined_and_left(old.coverage.members, new.coverage.members)
    said = (
        became(_COVERAGE, same(was), same(now))
        if was != now
        else Text(f"{_COVERAGE.en} {now}.", f"{_COVERAGE.zh}：{now}。")
    )
    more = cities or Text("the cities are the same", "城市相同")
    yield Difference("coverage", Text(f"{said.en[:-1]}; {more.en}.", f"{said.zh[:-1]}；{more.zh}。"))


def _disclosures(old: Service, new: Service) -> Iterator[Difference]:
    for element in old.discloses:
        if element not in new.discloses:
            name = ELEMENTS[element].name
            text = Text(f"The provider no longer learns: {name.en}.", f"不再向服务方提供：{name.zh}。")
            yield Difference("disclosure.removed", text)
    for element in new.discloses:
        if element not in old.discloses:
            name = ELEMENTS[element].name
            yield Difference(
                "disclosure.added",
                Text(f"The provider now learns: {name.en}.", f"新向服务方提供：{name.zh}。"),
            )
    if old.discloses != new.discloses and set(old.discloses) == set(new.discloses):
        text = Text("What the provider learns is listed in another order.", "向服务方提供的信息次序有变。")
        yield Difference("disclosure.moved", text)


def _dates(old: Service, new: Service) -> Iterator[Difference]:
    if old.effective_from != new.effective_from:
        yield Difference("date.from", became(_FROM, _day(old.effective_from), _day(new.effective_from)))
    if old.effective_until != new.effective_until:
        yield Difference("date.until", became(_UNTIL, _day(old.effective_until), _day(new.effective_until)))


def _day(day: date | None) -> Text:
    return same(day.isoformat()) if day else _NO_END
