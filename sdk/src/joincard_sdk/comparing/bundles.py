"""What changed between two bundles: the services, then what the bundle says beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from joincard_sdk.bundle import Bundle
from joincard_sdk.comparing.difference import Difference, became, mapped, same
from joincard_sdk.comparing.services import compare_services
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joincard_sdk.values import Fact, RecordFacts, allowed_text


def compare(old: Bundle, new: Bundle) -> tuple[Difference, ...]:
    """Every difference; empty for equal bundles, and only for these.

    Services that were removed, added and renamed come first, then those of both by code, then the bundle.
    """
    if old.data == new.data:
        return ()
    found = (*_services(old, new), *_bundle(old, new), *_facts(old, new), *_extras(old, new))
    if found:
        return found
    return (Difference("bundle.other", Text("The bundles differ in their bytes alone.", "仅字节内容不同。")),)


def _services(old: Bundle, new: Bundle) -> Iterator[Difference]:
    before = {service.code: service for service in old.services}
    after = {service.code: service for service in new.services}
    pairs = [(before[code], after[code]) for code in before if code in after]
    gone = [service for code, service in before.items() if code not in after]
    come = [service for code, service in after.items() if code not in before]
    for service in list(gone):
        again = _renamed(service, come)
        if again:
            gone.remove(service)
            come.remove(again)
            pairs.append((service, again))
            said = Text(
                f"{service.code} is now called {again.code}.", f"{service.code} 的代码改为 {again.code}。"
            )
            yield Difference("service.renamed", said, again.code)
    for service in gone:
        said = Text(f"Removed: {service.name.en}.", f"取消事项：{service.name.zh}。")
        yield Difference("service.removed", said, service.code)
    for service in come:
        said = Text(f"Added: {service.name.en}.", f"新增事项：{service.name.zh}。")
        yield Difference("service.added", said, service.code)
    for was, now in sorted(pairs, key=lambda pair: pair[1].code):
        yield from compare_services(was, now, old.registry, new.registry)


def _renamed(service: Service, come: list[Service]) -> Service | None:
    """The new service that is the old one under another code: equal in all else, or of the same name."""
    body = _body(service)
    alike = (other for other in come if _body(other) == body)
    return next(alike, None) or next((other for other in come if other.name == service.name), None)


def _body(service: Service) -> dict[str, Any]:
    return {name: value for name, value in service.to_json().items() if name != "code"}


def _bundle(old: Bundle, new: Bundle) -> Iterator[Difference]:
    for code, what, was, now in (
        ("bundle.plugin", Text("Plugin", "插件"), same(old.plugin), same(new.plugin)),
        ("bundle.version", Text("Version", "版本"), same(old.version), same(new.version)),
        ("bundle.contract", Text("Contract", "接口版本"), same(str(old.contract)), same(str(new.contract))),
        ("bundle.name", Text("Name of the plugin", "插件名称"), old.name, new.name),
        (
            "bundle.description",
            Text("Description of the plugin", "插件说明"),
            old.description,
            new.description,
        ),
        (
            "bundle.sector",
            Text("Name of the sector", "领域名称"),
            old.texts.sector or old.name,
            new.texts.sector or new.name,
        ),
    ):
        if was != now:
            yield Difference(code, became(what, was, now))
    yield from mapped("purpose", Text("Purpose", "用途"), old.purposes, new.purposes)
    yield from mapped("remedy", Text("Advice on", "提示"), old.texts.remedies, new.texts.remedies)


def _facts(old: Bundle, new: Bundle) -> Iterator[Difference]:
    was = {fact.name: RecordFacts(old.plugin).fact(fact) for fact in old.facts}
    now = {fact.name: RecordFacts(new.plugin).fact(fact) for fact in new.facts}
    shown = [{name: _said(fact) for name, fact in facts.items()} for facts in (was, now)]
    yield from mapped("fact", Text("Own fact", "自有信息项"), *shown)


def _said(fact: Fact) -> Text:
    """Everything about a fact of a plugin's own."""
    labels = [(f"{value} = {text.en}", f"{value} = {text.zh}") for value, text in fact.value_labels]
    unit = f", {fact.unit}" if fact.unit else ""
    en = "; ".join(
        [f"{fact.label.en} ({fact.description}), {allowed_text(fact)}{unit}", *(en for en, _ in labels)]
    )
    zh = "；".join(
        [f"{fact.label.zh}（{fact.description}），{allowed_text(fact)}{unit}", *(zh for _, zh in labels)]
    )
    return Text(en, zh)


def _extras(old: Bundle, new: Bundle) -> Iterator[Difference]:
    came = sum(example not in old.examples for example in new.examples)
    went = sum(example not in new.examples for example in old.examples)
    if old.examples != new.examples:
        text = Text(f"Worked examples: {came} new, {went} gone.", f"示例：新增{came}个，取消{went}个。")
        yield Difference("examples", text)
    for change in new.changes:
        if change not in old.changes:
            text = Text(
                f"The plugin itself says: {change.kind}, {change.text.en}", f"插件自述：{change.text.zh}"
            )
            yield Difference("changes", text, change.service)
    if set(old.changes) - set(new.changes):
        text = Text("What the release before said of its changes is gone.", "上一版本的变更说明已移除。")
        yield Difference("changes", text)
