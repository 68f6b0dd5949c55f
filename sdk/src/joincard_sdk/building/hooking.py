"""Calling every hook once, and holding what it returns against the contract."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pluggy

from joincard_sdk.building.loading import mistake
from joincard_sdk.building.sourcemap import SourceMap
from joincard_sdk.bundle.contents import Example, ServiceChange, Texts
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.checks.shapes import FEE, RULE, Shape, described, wrong_fields
from joincard_sdk.fees import FeePolicy
from joincard_sdk.hooks import HOOKS, SectorPlugin, hooks_of
from joincard_sdk.rules import Rule
from joincard_sdk.services import Service
from joincard_sdk.values import RecordFact

T = TypeVar("T")
_FAILED = object()


@dataclass(slots=True)
class Returned:
    """What the hooks returned, as far as it has the right types.

    ``codes`` are those of all services, also of the ones left out, for one mistake should be told once;
    ``None`` where ``services()`` itself failed and nobody can say which there are.
    """

    services: list[Service] = field(default_factory=list)
    codes: set[str] | None = None
    acceptance: dict[str, Rule] = field(default_factory=dict)
    fees: dict[str, FeePolicy] = field(default_factory=dict)
    facts: list[RecordFact] = field(default_factory=list)
    texts: Texts = field(default_factory=Texts)
    examples: list[Example] = field(default_factory=list)
    changes: list[ServiceChange] = field(default_factory=list)
    complete: bool = False


class HookRun:
    """One run over the hooks of one plugin; ``findings`` grows, nothing is raised."""

    def __init__(self, plugin: SectorPlugin, folder: Path, known: SourceMap) -> None:
        self.plugin = plugin
        self.folder = folder
        self.known = known
        self.findings: list[Finding] = []
        self._hooks: Mapping[str, pluggy.HookCaller] = {}

    def run(self) -> Returned:
        """Every hook, in the order of the contract, even after one has failed."""
        returned = Returned()
        if not self._ready():
            return returned
        written = self._listed("services", Service)
        if not self.findings:
            returned.codes = {service.code for service in written if isinstance(service.code, str)}
        returned.services = [service for service in written if self._fits(service, "services")]
        returned.acceptance = self._mapped("acceptance", RULE)
        returned.fees = self._mapped("fees", FEE)
        returned.facts = [fact for fact in self._listed("facts", RecordFact) if self._fits(fact, "facts")]
        returned.examples = [
            each for each in self._listed("examples", Example) if self._fits(each, "examples")
        ]
        changes = self._listed("changes", ServiceChange)
        returned.changes = [change for change in changes if self._fits(change, "changes")]
        texts = self._called("texts")
        if isinstance(texts, Texts) and self._fits(texts, "texts"):
            returned.texts = texts
        elif texts is not _FAILED and not isinstance(texts, Texts):
            self._wrong_type("texts", f"texts() returned {described(texts)}.", "a Texts(...)")
        returned.complete = not self.findings
        return returned

    def place(self, hook: str) -> tuple[str, int]:
        """Where the plugin defines a hook; empty for one that it leaves to the base class."""
        return _place(getattr(type(self.plugin), hook, None), self.folder)

    def _note(self, told: Finding, because: str = "") -> None:
        """Keep a finding: at its example or service, else at its hook, else at the class that lacks it."""
        told = self.known.placed(told, because)
        methods = sorted(_place(member, self.folder) for member in vars(type(self.plugin)).values())
        for place in (self.place(told.hook), *methods):
            told = told.at(*place) if place[1] else told
        self.findings.append(told)

    def _wrong_type(
        self, hook: str, found: str, expected: str, *, service: str = "", because: str = ""
    ) -> None:
        instead = f"return {expected}" if found.startswith(f"{hook}() returned") else f"put {expected} there"
        code = "hook.wrong-type"
        self._note(
            finding(code, found, expected=expected, instead=instead, hook=hook, service=service), because
        )

    def _ready(self) -> bool:
        """Whether the plugin's class has the hooks that it must have, as methods without arguments."""
        self._misspelt()
        kind = type(self.plugin)
        if kind.services is SectorPlugin.services:
            self._note(
                finding("hook.missing", f"{kind.__name__} does not override services().", hook="services")
            )
            return False
        for name in HOOKS:
            if not callable(getattr(self.plugin, name)):
                self._wrong_type(
                    name, f"{name} is {described(getattr(self.plugin, name))}.", f"a method {name}(self)"
                )
                return False
        try:
            self._hooks = hooks_of(self.plugin)
        except pluggy.PluginValidationError as error:
            name = next((hook for hook in HOOKS if f"hook {hook!r}" in str(error)), "services")
            self._note(finding("hook.signature", f"{str(error).splitlines()[-1]}.", hook=name))
            return False
        return True

    def _misspelt(self) -> None:
        """A public method with nearly the name of a hook is a hook that would never be called."""
        for name in vars(type(self.plugin)):
            near = difflib.get_close_matches(name, HOOKS, 1, 0.75)
            if near and not name.startswith("_") and name not in HOOKS:
                found = f"{name}() is not a hook; {near[0]}() is."
                self._note(finding("hook.unknown", found, instead=f"def {near[0]}(self)", hook=name))

    def _called(self, hook: str) -> object:
        """What the hook returns; ``_FAILED`` after a finding."""
        try:
            return self._hooks[hook]()
        except BaseException as error:  # whatever the author's code raises is the author's to mend
            self._note(mistake(error, self.folder, "hook.raised", hook=hook))
            return _FAILED

    def _listed(self, hook: str, kind: type[T]) -> list[T]:
        """The items of the right class that a hook returns."""
        answer = self._called(hook)
        if answer is _FAILED:
            return []
        if not isinstance(answer, list | tuple):
            self._wrong_type(
                hook, f"{hook}() returned {described(answer)}.", f"a list or tuple of {kind.__name__}"
            )
            return []
        for place, item in enumerate(answer):
            if not isinstance(item, kind):
                self._wrong_type(hook, f"{hook}()[{place}] is {described(item)}.", f"a {kind.__name__}")
        return [item for item in answer if isinstance(item, kind)]

    def _fits(self, value: object, hook: str) -> bool:
        """Whether every field has its type; each that has not is a finding."""
        wrong = list(wrong_fields(value))
        service = str(getattr(value, "code", None) or getattr(value, "service", ""))[:100]
        because = str(getattr(value, "because", ""))
        for name, expected, found in wrong:
            sentence = f"{type(value).__name__}.{name} is {found}."
            self._wrong_type(hook, sentence, expected, service=service, because=because)
        return not wrong

    def _mapped(self, hook: str, shape: Shape) -> dict[str, Any]:
        """The entries of a mapping from service codes whose values have the shape."""
        answer = self._called(hook)
        if answer is _FAILED:
            return {}
        if not isinstance(answer, Mapping):
            expected = f"a mapping from service codes to {shape.words}"
            self._wrong_type(hook, f"{hook}() returned {described(answer)}.", expected)
            return {}
        wrong = [code for code, value in answer.items() if not (isinstance(code, str) and shape.fits(value))]
        for code in wrong:
            found = f"{hook}()[{code!r}] is {described(answer[code])}."
            self._wrong_type(hook, found, shape.words, service=str(code)[:100])
        return {code: value for code, value in answer.items() if code not in wrong}


def _place(method: object, folder: Path) -> tuple[str, int]:
    """File and line of a method of the plugin's own; empty for anything else."""
    code = getattr(method, "__code__", None)
    if code is None or not code.co_filename.startswith(str(folder)):
        return "", 0
    return code.co_filename, code.co_firstlineno
