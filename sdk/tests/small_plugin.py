"""A small plugin as text: the sector ``libraries`` with one service. Tests build it, or break it in one place."""

from __future__ import annotations

from pathlib import Path

from joincard_sdk.manifest import PluginId

_PYPROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "joincard-{sector}"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["joincard-sdk"]

[project.optional-dependencies]
test = ["joincard-sdk[cli,testing]"]

[project.entry-points."joincard.plugins"]
{sector} = "{package}.plugin:plugin"

[tool.setuptools.packages.find]
where = ["src"]

[tool.setuptools.package-data]
{package} = ["py.typed", "joincard.toml"]
"""

_MANIFEST = """\
id = "{id}"
version = "0.1.0"
contract = ">=1.0,<2"
locales = ["en", "zh"]

[name]
en = "A first sector"
zh = "第一个领域"

[description]
en = "One service, to begin with."
zh = "先从一项服务开始。"

[purposes.service]
en = "To know whom the service is for."
zh = "确认服务对象。"
"""

_PLUGIN = '''\
"""The plugin: what the build process meets."""

from collections.abc import Sequence

from joincard_sdk.hooks import Example, SectorPlugin
from joincard_sdk.services import Service

from {package} import desk


class Plugin(SectorPlugin):
    """The services of this sector."""

    def services(self) -> Sequence[Service]:
        """Every service."""
        return desk.SERVICES

    def examples(self) -> Sequence[Example]:
        """An accepted and a refused case of each."""
        return desk.EXAMPLES


plugin = Plugin()
'''

_DESK = '''\
"""Services at the desk."""

from datetime import date

from joincard_sdk.facts import Value, card, holder
from joincard_sdk.fees import Flat
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

SERVICES = (
    Service(
        code="{sector}.desk.visit",
        name=Text(en="Visit to the desk", zh="窗口办理"),
        description=Text(en="One visit by card.", zh="凭卡到窗口办理一次。"),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_("active") & holder.age.at_least(16),
        fee=Flat(yuan(20), per="visit")
        .waived_when(holder.age.at_least(70), because=Text(en="free from 70", zh="70岁以上免费"))
        .because(Text(en="as for residents", zh="与本地居民相同")),
        discloses=("full_name",),
        effective_from=date(2024, 12, 1),
    ),
)

ADULT: dict[str, Value] = {{
    "card.status": "active",
    "holder.age": 34,
    "at.city": "330400",
    "now.date": date(2025, 3, 12),
}}

EXAMPLES = (
    Example(
        service="{sector}.desk.visit",
        facts=ADULT,
        expect="accept",
        price=yuan(20),
        because="An adult pays for the visit.",
    ),
    Example(
        service="{sector}.desk.visit",
        facts=ADULT | {{"holder.age": 70}},
        expect="accept",
        price=yuan(0),
        because="From the seventieth birthday the visit is free.",
    ),
    Example(
        service="{sector}.desk.visit",
        facts=ADULT | {{"card.status": "lost"}},
        expect="refuse",
        because="A card reported lost opens nothing.",
    ),
)
'''

_TEST = """\
from joincard_sdk.testing import run_conformance


def test_the_plugin_keeps_the_contract() -> None:
    run_conformance("{package}")
"""


def write_small_plugin(folder: Path, plugin: PluginId) -> list[Path]:
    """Write it into a folder."""
    package = f"joincard_{plugin.sector}"
    home = Path("src") / package
    written = {
        Path("pyproject.toml"): _PYPROJECT,
        home / "__init__.py": '"""A sector of the Join in Card."""\n',
        home / "py.typed": "",
        home / "joincard.toml": _MANIFEST,
        home / "plugin.py": _PLUGIN,
        home / "desk.py": _DESK,
        Path("tests") / "test_conformance.py": _TEST,
    }
    for name, template in written.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(template.format(id=plugin, sector=plugin.sector, package=package), encoding="utf-8")
    return list(written)
