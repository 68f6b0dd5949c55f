"""Broken plugins, as data: the small plugin and one patch each, and what its author is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

PACKAGE = "joincard_libraries"
RULE = 'card.status.is_("active") & holder.age.at_least(16)'
FEE = 'Flat(yuan(20), per="visit")'
SERVICE = 'code="libraries.desk.visit",'
ACCEPTS = "accepts="
HOOK = "    def services"
#: A refused example more, so that another one may be broken.
CHILD = (
    (
        "desk.py",
        "EXAMPLES = (",
        'EXAMPLES = (\n    Example(service="libraries.desk.visit", facts=ADULT | {"holder.age": 3}, expect="refuse", because="A child."),',
    ),
)


@dataclass(frozen=True, slots=True)
class Broken:
    """``old`` becomes ``new`` in a file; ``code`` is told at the line of ``place`` that has ``named``.

    Without ``place`` it is the patched file. ``words`` stand in what was found or in what to write instead.
    """

    name: str
    file: str
    old: str
    new: str
    code: str
    named: str
    words: str
    place: str = ""
    also: tuple[tuple[str, str, str], ...] = field(default=())

    def break_(self, project: Path) -> None:
        """Patch the project."""
        for file, old, new in ((self.file, self.old, self.new), *self.also):
            path = path_of(project, file)
            text = path.read_text("utf-8")
            assert old in text, f"{file} has no {old!r}"
            path.write_text(text.replace(old, new), "utf-8", newline="")

    def line(self, project: Path) -> int:
        """The line that the author must be shown."""
        lines = path_of(project, self.place or self.file).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if self.named in line)


def path_of(project: Path, file: str) -> Path:
    """A file of the project or of its package."""
    return project / file if (project / file).exists() else project / "src" / PACKAGE / file


Maker = Callable[..., Broken]
desk: Maker = partial(Broken, file="desk.py")
plugin: Maker = partial(Broken, file="plugin.py")
stated: Maker = partial(Broken, file="joincard.toml")
project: Maker = partial(Broken, file="pyproject.toml")


def rule(name: str, new: str, code: str, words: str, named: str = SERVICE) -> Broken:
    """Another rule in the place of the right one."""
    return desk(name=name, old=RULE, new=new, code=code, named=named, words=words)


def fee(name: str, new: str, code: str, words: str, named: str = SERVICE) -> Broken:
    """Another fee in the place of the right one, with what it needs imported."""
    imported = "from joincard_sdk.fees import WAIVED, Copay, Flat, Percent, Tiered, pay_percent, tier"
    also = (("desk.py", "from joincard_sdk.fees import Flat", imported),)
    return desk(name=name, old=FEE, new=new, code=code, named=named, words=words, also=also)


def hook(name: str, new: str, code: str, words: str, named: str = HOOK) -> Broken:
    """Another body of ``services()``."""
    return plugin(name=name, old="return desk.SERVICES", new=new, code=code, named=named, words=words)


def parts(*groups: tuple[Broken, ...]) -> Iterator[Broken]:
    """Every broken plugin."""
    for group in groups:
        yield from group


MODULES = (
    desk(
        name="a bracket too many",
        old="SERVICES = (",
        new="SERVICES = ((",
        code="plugin.syntax",
        named="SERVICES = ((",
        words="never closed",
    ),
    plugin(
        name="a colon missing",
        old="(SectorPlugin):",
        new="(SectorPlugin)",
        code="plugin.syntax",
        named="class Plugin",
        words="expected ':'",
    ),
    desk(
        name="a wrong indent",
        old="SERVICES = (",
        new="  SERVICES = (",
        code="plugin.syntax",
        named="SERVICES = (",
        words="unexpected indent",
    ),
    desk(
        name="a dependency that is not there",
        old="from datetime import date",
        new="import no_such_library\nfrom datetime import date",
        code="plugin.import-missing",
        named="import no_such",
        words="no_such_library",
    ),
    desk(
        name="a name that the SDK does not have",
        old="import Flat",
        new="import Flatt as Flat",
        code="plugin.import-failed",
        named="import Flatt",
        words="Flatt",
    ),
    desk(
        name="an error while it is imported",
        old="SERVICES = (",
        new="SIZE = 1 / 0\nSERVICES = (",
        code="plugin.import-failed",
        named="1 / 0",
        words="ZeroDivisionError",
    ),
    desk(
        name="a module of 10 MB",
        old='"""Services at the desk."""',
        new='"""Services at the desk."""\n' + "# a table\n" * 1_000_000,
        code="plugin.module-too-large",
        named='"""Services',
        words="split the module",
    ),
    plugin(
        name="a class for an instance",
        old="plugin = Plugin()",
        new="plugin = Plugin",
        code="plugin.wrong-object",
        named="plugin = Plugin",
        words="is the class Plugin",
    ),
    plugin(
        name="no plugin at all",
        old="plugin = Plugin()",
        new="plug_in = Plugin()",
        code="plugin.wrong-object",
        named='"""The plugin',
        words="has no plugin",
    ),
    project(
        name="no entry point",
        old="joincard.plugins",
        new="joincard.plugin",
        code="plugin.entry-point",
        named="[build-system]",
        words="no entry points",
    ),
    project(
        name="an entry point without an object",
        old=".plugin:plugin",
        new=".plugin",
        code="plugin.entry-point",
        named="libraries = ",
        words="module:object",
    ),
    project(
        name="an entry point to another package",
        old='"joincard_libraries.plugin:plugin"',
        new='"joincard_library.plugin:plugin"',
        code="plugin.not-found",
        named="libraries = ",
        words="joincard_library",
    ),
    project(
        name="a project that is no TOML",
        old='version = "0.1.0"',
        new="version = 0.1.0",
        code="plugin.project-unreadable",
        named="version = 0.1.0",
        words="mend the place",
    ),
)

MANIFEST = (
    stated(
        name="a manifest that is no TOML",
        old='version = "0.1.0"',
        new="version = 0.1.0",
        code="manifest.unreadable",
        named="version = 0.1.0",
        words="line 2",
    ),
    stated(
        name="a key that means nothing",
        old='version = "0.1.0"',
        new='version = "0.1.0"\nlicence = "MIT"',
        code="manifest.unknown-key",
        named="licence",
        words="remove it",
    ),
    stated(
        name="a key missing",
        old='locales = ["en", "zh"]\n',
        new="",
        code="manifest.missing-key",
        named="id = ",
        words="locales",
    ),
    stated(
        name="a version of two numbers",
        old='version = "0.1.0"',
        new='version = "0.1"',
        code="manifest.wrong-value",
        named="version",
        words='"1.0.0"',
    ),
    stated(
        name="two versions",
        old='version = "0.1.0"',
        new='version = "0.2.0"',
        code="manifest.version",
        named="version",
        words="0.2.0",
    ),
    stated(
        name="a contract to come",
        old='contract = ">=1.0,<2"',
        new='contract = ">=7"',
        code="manifest.contract",
        named="contract",
        words=">=1.0,<2",
    ),
    stated(
        name="one language",
        old='["en", "zh"]',
        new='["en"]',
        code="manifest.wrong-value",
        named="locales",
        words='locales = ["en", "zh"]',
    ),
    stated(
        name="an id of two parts",
        old='id = "demo.libraries.core"',
        new='id = "demo.libraries"',
        code="manifest.wrong-value",
        named="id = ",
        words="zhejiang.healthcare.core",
    ),
    stated(
        name="a fact that facts() does not return",
        old='locales = ["en", "zh"]',
        new='locales = ["en", "zh"]\nfacts = ["waiting"]',
        code="manifest.facts",
        named="id = ",
        words="'waiting'",
    ),
    stated(
        name="no purpose",
        old='[purposes.service]\nen = "To know whom the service is for."\nzh = "确认服务对象。"\n',
        new="",
        code="manifest.purpose-missing",
        named="id = ",
        words="libraries.desk.visit",
    ),
    stated(
        name="an untranslated name",
        old='zh = "第一个领域"',
        new='zh = "A first sector"',
        code="text.untranslated",
        named="[name]",
        words="no Chinese character",
    ),
)

HOOKS = (
    plugin(
        name="a hook missing",
        old="def services(self)",
        new="def _services(self)",
        code="hook.missing",
        named="def _services",
        words="override services()",
    ),
    plugin(
        name="a hook misspelt",
        old="def services",
        new="def fee(self) -> None:\n        return None\n\n    def services",
        code="hook.unknown",
        named="def fee(",
        words="def fees(self)",
    ),
    plugin(
        name="a hook with an argument",
        old="def examples(self)",
        new="def examples(self, city)",
        code="hook.signature",
        named="def examples",
        words="city",
    ),
    hook("a hook that raises", "return [][0]", "hook.raised", "IndexError", "return [][0]"),
    hook("a hook that returns nothing", "return None", "hook.wrong-type", "a list or tuple of Service"),
    hook(
        "a hook that returns a text",
        "return [*desk.SERVICES, 'visit']",
        "hook.wrong-type",
        "services()[1] is",
    ),
    plugin(
        name="no service",
        old="return desk.SERVICES",
        new="return []",
        code="service.none",
        named=HOOK,
        words="return the services",
        also=(("plugin.py", "return desk.EXAMPLES", "return []"),),
    ),
    plugin(
        name="a service twice",
        old="return desk.SERVICES",
        new="return (*desk.SERVICES, *desk.SERVICES)",
        code="service.duplicate",
        named=SERVICE,
        place="desk.py",
        words="rename one",
    ),
    hook(
        "a hook that ends the process",
        "import os; os._exit(3)",
        "build.died",
        "status 3",
        "plugin = Plugin()",
    ),
    hook(
        "a hook that takes all memory", "return 'x' * 10**12", "build.memory", "MemoryError", "'x' * 10**12"
    ),
    hook(
        "a hook that never stops talking",
        "while True: print('x' * 1000)",
        "build.output-too-large",
        "limited to",
        "plugin = Plugin()",
    ),
)

RULES = (
    rule("an unknown fact", RULE.replace("age", "aeg"), "fact.unknown", "near ones are holder.age", ACCEPTS),
    rule(
        "an unknown fact by name",
        '__import__("joincard_sdk.rules").rules.Compare("card.sttus", "=", "active")',
        "rule.unknown-fact",
        "card.status",
    ),
    rule(
        "a rule in the notation",
        '__import__("joincard_sdk.rules").rules.parse("card.status == active")',
        "rule.syntax",
        "^",
        ACCEPTS,
    ),
    rule(
        "a value that the fact never has",
        'card.status.is_("actve")',
        "rule.value-invalid",
        "one of none, pending, active",
    ),
    rule(
        "a text for a number",
        'card.status.is_("active") & holder.age.at_least("16")',
        "rule.value-invalid",
        "holder.age",
    ),
    rule(
        "types that cannot be compared",
        'card.status.is_("active") & holder.age.is_(card.status)',
        "rule.type-mismatch",
        "same type",
    ),
    rule(
        "a test that allows everything",
        'card.status.is_("active") & holder.relation.is_in("self", "spouse", "child", "parent")',
        "rule.allows-everything",
        "leave the test out",
    ),
    rule(
        "a value twice",
        'card.status.is_in("active", "active")',
        "rule.repeated-value",
        "each value once",
        ACCEPTS,
    ),
    rule(
        "an empty range",
        'card.status.is_("active") & holder.age.between(69, 16)',
        "rule.empty",
        "69..16",
        ACCEPTS,
    ),
    rule(
        "a rule with and",
        'card.status.is_("active") and holder.age.at_least(16)',
        "plugin.import-failed",
        "& | ~",
        ACCEPTS,
    ),
    rule("a fact with ==", 'card.status == "active"', "plugin.import-failed", "card.status.is_(", ACCEPTS),
    rule("a rule with True", 'card.status.is_("active") & True', "rule.not-a-rule", "bool", ACCEPTS),
    rule("a rule that is True", "True", "hook.wrong-type", "accepts"),
    desk(
        name="a rule without the state of the card",
        old=RULE,
        new="holder.age.at_least(16)",
        code="rule.no-card-status",
        named=SERVICE,
        words='card.status.is_("active") & ...',
        also=(("desk.py", '{"card.status": "lost"}', '{"holder.age": 12}'),),
    ),
)

FEES = (
    fee("a price of a wrong unit", 'Flat(yuan(20), per="visti")', "fee.unit", "application, assessment"),
    fee("a price that is a number", 'Flat(20, per="visit")', "fee.amount", "yuan(20)"),
    fee("a price that is a float", 'Flat(yuan(20.5), per="visit")', "money.invalid", "float", "yuan(20.5)"),
    fee(
        "a price finer than a fen",
        'Flat(yuan("20.005"), per="visit")',
        "money.invalid",
        "finer than a fen",
        '"20.005"',
    ),
    fee("a share of an unknown base", 'Percent(10, of="amuont")', "fee.base", "covered_amount"),
    fee("a share above the whole", 'Percent(110, of="amount")', "fee.rate", "from 0 to 100"),
    fee("a cap without its period", 'Copay(20, of="amount", cap=yuan(500))', "fee.cap", "needs its period"),
    fee(
        "a gap between tiers",
        'Tiered("hours", tier(0, 2, yuan(5)), tier(3, None, yuan(9)), per="visit")',
        "fee.tiers",
        "the one before",
    ),
    fee(
        "a quota of an unknown period",
        'Flat(yuan(20), per="visit").quota(2, "week", WAIVED)',
        "fee.period",
        "month",
    ),
    fee(
        "a time that is none",
        'Flat(yuan(20), per="visit").window("7:00", "09:00", WAIVED)',
        "fee.time",
        "HH:MM",
        '"7:00"',
    ),
    fee(
        "a day that is none",
        'Flat(yuan(20), per="visit").season("02-30", "03-31", WAIVED)',
        "fee.day",
        "02-30",
        '"02-30"',
    ),
    fee(
        "two concessions of one condition",
        'Flat(yuan(20), per="visit").concession(holder.age.at_least(70), pay_percent(50))',
        "fee.repeated",
        "same condition",
    ),
    fee(
        "an unknown fact in a concession",
        'Flat(yuan(20), per="visit").waived_when(holder.height.at_least(2))',
        "fact.unknown",
        "holder.height",
        "holder.height",
    ),
)

OFFERS = (
    desk(
        name="another sector",
        old='"libraries.desk.visit"',
        new='"transport.desk.visit"',
        code="service.foreign-sector",
        named='code="transport',
        words="starts with libraries.",
    ),
    desk(
        name="a code of two parts",
        old='"libraries.desk.visit"',
        new='"libraries.visit"',
        code="service.invalid",
        named="    Service(",
        words="sector.group.name",
    ),
    desk(
        name="a channel that is none",
        old='channel="in_person"',
        new='channel="post"',
        code="service.invalid",
        named="    Service(",
        words="gate",
    ),
    desk(
        name="data that is none",
        old='("full_name",)',
        new='("shoe_size",)',
        code="service.invalid",
        named="    Service(",
        words="date_of_birth",
    ),
    desk(
        name="data in a list",
        old='("full_name",)',
        new='["full_name"]',
        code="hook.wrong-type",
        named=SERVICE,
        words="discloses",
    ),
    desk(
        name="an end before the beginning",
        old="effective_from=date(2024, 12, 1),",
        new="effective_from=date(2024, 12, 1), effective_until=date(2024, 1, 1),",
        code="service.invalid",
        named="    Service(",
        words="before the first",
    ),
    desk(
        name="a day that is a text",
        old="effective_from=date(2024, 12, 1)",
        new='effective_from="2024-12-01"',
        code="hook.wrong-type",
        named=SERVICE,
        words="effective_from",
    ),
    desk(
        name="places that do not exist",
        old="Coverage.nationwide()",
        new='Coverage.cities("33040")',
        code="coverage.invalid",
        named="coverage=",
        words="33040",
    ),
    desk(
        name="an untranslated text",
        old='zh="窗口办理"',
        new='zh="A visit"',
        code="text.untranslated",
        named=SERVICE,
        words="'A visit'",
    ),
    desk(
        name="an untranslated reason",
        old='zh="70岁以上免费"',
        new='zh="free"',
        code="text.untranslated",
        named=SERVICE,
        words="'free'",
    ),
    desk(
        name="a text of one language",
        old='zh="凭卡到窗口办理一次。"',
        new='zh=" "',
        code="text.invalid",
        named="description=",
        words="'zh' has none",
    ),
    desk(
        name="an example that disagrees",
        old='expect="refuse"',
        new='expect="accept"',
        code="example.disagrees",
        named="A card reported lost",
        words="the rule says refuse",
        also=(
            (
                "desk.py",
                "EXAMPLES = (",
                'EXAMPLES = (\n    Example(service="libraries.desk.visit", facts=ADULT | {"holder.age": 3}, expect="refuse", because="A child."),',
            ),
        ),
    ),
    desk(
        name="an example with another price",
        old="price=yuan(20)",
        new="price=yuan(21)",
        code="example.price-disagrees",
        named="An adult pays",
        words="20.00",
    ),
    desk(
        name="an example with an unknown fact",
        old='ADULT | {"card.status": "lost"}',
        new='ADULT | {"card.status": "lost", "card.colour": "red"}',
        code="example.wrong-value",
        named="A card reported lost",
        words="card.colour",
        also=CHILD,
    ),
    plugin(
        name="no examples",
        old="return desk.EXAMPLES",
        new="return [e for e in desk.EXAMPLES if e.expect == 'accept']",
        code="example.missing",
        named=SERVICE,
        place="desk.py",
        words="refuse",
    ),
    plugin(
        name="a remedy for no fact",
        old="    def services",
        new='    def texts(self):\n        from joincard_sdk.hooks import Texts\n        from joincard_sdk.texts import Text\n        return Texts(remedies={"card.sttus": Text("Ask.", "请咨询。")})\n\n    def services',
        code="text.unknown-fact",
        named="def texts",
        words="card.sttus",
    ),
    plugin(
        name="a rule for no service",
        old="    def services",
        new='    def acceptance(self):\n        return {"libraries.desk.vist": desk.SERVICES[0].accepts}\n\n    def services',
        code="hook.unknown-service",
        named="def acceptance",
        words="libraries.desk.vist",
    ),
    rule(
        "chance in a rule",
        'card.status.is_("active") & (holder.age.at_least(__import__("random").randrange(10**9)) | holder.age.at_least(16))',
        "build.not-reproducible",
        "random number",
    ),
)

BROKEN = tuple(parts(MODULES, MANIFEST, HOOKS, RULES, FEES, OFFERS))
