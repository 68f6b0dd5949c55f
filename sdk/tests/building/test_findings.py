"""Every mistake that an author can make: told with its place, and never with a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from joincard_sdk.building import BuildRefused, build
from joincard_sdk.checks.finding import Finding

Edit = Callable[[str, str, str], None]


def findings(project: Path) -> tuple[Finding, ...]:
    with pytest.raises(BuildRefused) as caught:
        build(project)
    for finding in caught.value.findings:
        assert finding.found, finding
        assert finding.expected, finding
        assert finding.instead, finding
        assert "Traceback" not in str(finding)
    return caught.value.findings


def told(project: Path) -> list[tuple[str, str, int]]:
    """Code, file name and line of every finding."""
    return [(f.code, Path(f.file).name, f.line) for f in findings(project)]


def line_of(project: Path, name: str, text: str) -> int:
    lines = (project / "src" / "joincard_libraries" / name).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


CODE = 'code="libraries.desk.visit"'


def test_the_finding_says_which_plugin_hook_and_service(project: Path, edit: Edit) -> None:
    edit("desk.py", 'card.status.is_("active")', 'card.status.is_("actve")')
    wrong = findings(project)[0]
    assert (wrong.plugin, wrong.hook, wrong.service) == (
        "demo.libraries.core",
        "acceptance",
        "libraries.desk.visit",
    )
    assert "one of none, pending, active" in wrong.found


def test_all_mistakes_of_a_build_are_told_at_once(project: Path, edit: Edit) -> None:
    edit("desk.py", 'card.status.is_("active")', 'card.status.is_("actve")')
    edit("desk.py", "holder.age.at_least(16)", 'holder.age.at_least("16")')
    edit("desk.py", 'zh="窗口办理"', 'zh="A visit"')
    edit("desk.py", '"card.status": "lost"', '"card.status": "stolen"')
    codes = [finding.code for finding in findings(project)]
    assert codes.count("rule.value-invalid") == 2
    assert "example.wrong-value" in codes


@pytest.mark.parametrize(
    ("old", "new", "code", "named"),
    [
        ('expect="refuse"', 'expect="accept"', "example.disagrees", "A card reported lost"),
        ("price=yuan(20)", "price=yuan(21)", "example.price-disagrees", "An adult pays"),
        ('"card.status": "lost"', '"card.stauts": "lost"', "example.wrong-value", "A card reported lost"),
        (
            '"card.status": "lost"}',
            '"card.status": "lost", "holder.age": "x"}',
            "example.wrong-value",
            "A card reported lost",
        ),
        ("price=yuan(20)", "price=20", "hook.wrong-type", "An adult pays"),
        ('expect="refuse"', 'expect="refused"', "hook.wrong-type", "A card reported lost"),
    ],
)
def test_a_wrong_example_is_told_at_its_line(
    project: Path, edit: Edit, old: str, new: str, code: str, named: str
) -> None:
    edit("desk.py", old, new)
    wrong = [finding for finding in findings(project) if finding.code == code]
    assert [Path(finding.file).name for finding in wrong] == ["desk.py"]
    if code.startswith("example"):
        assert wrong[0].line == line_of(project, "desk.py", named)


def test_a_service_without_examples_is_told(project: Path, edit: Edit) -> None:
    edit("plugin.py", "return desk.EXAMPLES", "return ()")
    line = line_of(project, "desk.py", CODE)
    assert told(project) == [
        ("example.missing", "desk.py", line),
        ("example.missing", "desk.py", line),
        ("example.price-missing", "desk.py", line),
    ]


def test_an_example_of_no_service_is_told(project: Path, edit: Edit) -> None:
    edit(
        "desk.py",
        'because="A card reported lost opens nothing."',
        'because="x"),\n    Example(service="libraries.desk.vist", facts={}, expect="refuse", because="y"',
    )
    assert ("hook.unknown-service", "desk.py") in [(code, file) for code, file, _ in told(project)]


def test_two_services_of_one_code_are_told(project: Path, edit: Edit) -> None:
    edit("plugin.py", "return desk.SERVICES", "return (*desk.SERVICES, *desk.SERVICES)")
    assert [code for code, _, _ in told(project)] == ["service.duplicate"]


def test_two_concessions_of_one_condition_are_told(project: Path, edit: Edit) -> None:
    again = '.waived_when(holder.age.at_least(70), because=Text(en="again", zh="再次"))\n        .because('
    edit("desk.py", ".because(", again)
    assert [code for code, _, _ in told(project)] == ["fee.repeated"]


def test_personal_data_needs_a_purpose(project: Path, edit: Edit) -> None:
    edit(
        "joincard.toml",
        '[purposes.service]\nen = "To know whom the service is for."\nzh = "确认服务对象。"\n',
        "",
    )
    assert [code for code, _, _ in told(project)] == ["manifest.purpose-missing"]


def test_a_remedy_for_no_fact_is_told(project: Path, edit: Edit) -> None:
    edit(
        "plugin.py",
        "from joincard_sdk.hooks import Example, SectorPlugin",
        "from joincard_sdk.texts import Text\nfrom joincard_sdk.hooks import Example, SectorPlugin, Texts",
    )
    edit(
        "plugin.py",
        "    def services",
        '    def texts(self) -> Texts:\n        return Texts(remedies={"card.sttus": Text("x", "好")})\n\n    def services',
    )
    assert [(code, file) for code, file, _ in told(project)] == [("text.unknown-fact", "plugin.py")]


class TestHooks:
    @pytest.mark.parametrize(
        ("body", "code", "words"),
        [
            ("return None", "hook.wrong-type", "services() returned None"),
            ("return {}", "hook.wrong-type", "services() returned a value of type dict"),
            ("return (s for s in desk.SERVICES)", "hook.wrong-type", "type generator"),
            ("return [*desk.SERVICES, 7]", "hook.wrong-type", "services()[1] is 7"),
            ("return [Service]", "hook.wrong-type", "services()[0] is the class Service"),
            ("return []", "service.none", "no service"),
            ("return 1 / 0", "hook.raised", "ZeroDivisionError"),
            ("raise SystemExit(0)", "hook.raised", "SystemExit"),
            ("raise KeyboardInterrupt", "hook.raised", "KeyboardInterrupt"),
            ("return self.services()", "hook.raised", "RecursionError"),
            ('return open("nowhere")', "hook.raised", "FileNotFoundError"),
            ("import os; os._exit(0)", "build.died", "wrote something else"),
            ("import os; os._exit(3)", "build.died", "status 3"),
            ("import os; os.abort()", "build.died", "status -6"),
            ("return 'x' * 10 ** 12", "build.memory", "MemoryError"),
        ],
    )
    def test_what_services_returns_is_checked(
        self, project: Path, edit: Edit, body: str, code: str, words: str
    ) -> None:
        edit("plugin.py", "return desk.SERVICES", body)
        [wrong] = [f for f in findings(project) if f.code == code]
        assert words in wrong.found
        if not code.startswith("build.died"):
            assert Path(wrong.file).name == "plugin.py"

    def test_a_missing_hook_is_told_at_the_class(self, project: Path, edit: Edit) -> None:
        edit("plugin.py", "def services(self)", "def _services(self)")
        assert [(code, file) for code, file, _ in told(project)] == [("hook.missing", "plugin.py")]

    def test_a_misspelt_hook_is_told_with_the_right_name(self, project: Path, edit: Edit) -> None:
        edit("plugin.py", "def examples(self)", "def exampels(self)")
        [wrong] = [f for f in findings(project) if f.code == "hook.unknown"]
        assert wrong.instead == "def examples(self)"
        assert wrong.line == line_of(project, "plugin.py", "def exampels")

    def test_a_hook_with_arguments_is_told(self, project: Path, edit: Edit) -> None:
        edit("plugin.py", "def examples(self)", "def examples(self, city)")
        assert [(code, file) for code, file, _ in told(project)] == [("hook.signature", "plugin.py")]

    def test_a_rule_for_no_service_is_told(self, project: Path, edit: Edit) -> None:
        edit(
            "plugin.py",
            "    def services",
            '    def acceptance(self):\n        return {"libraries.desk.vist": desk.SERVICES[0].accepts}\n\n    def services',
        )
        assert [(code, file) for code, file, _ in told(project)] == [("hook.unknown-service", "plugin.py")]

    def test_a_rule_that_is_none_is_told(self, project: Path, edit: Edit) -> None:
        edit(
            "plugin.py",
            "    def services",
            '    def acceptance(self):\n        return {"libraries.desk.visit": True}\n\n    def services',
        )
        assert [(code, file) for code, file, _ in told(project)] == [("hook.wrong-type", "desk.py")]

    def test_a_removed_service_must_be_gone(self, project: Path, edit: Edit) -> None:
        change = 'ServiceChange("libraries.desk.visit", "removed", Text("Gone.", "已取消。"))'
        edit(
            "plugin.py",
            "from joincard_sdk.hooks import Example, SectorPlugin",
            "from joincard_sdk.texts import Text\nfrom joincard_sdk.hooks import Example, SectorPlugin, ServiceChange",
        )
        edit(
            "plugin.py",
            "    def services",
            f"    def changes(self):\n        return [{change}]\n\n    def services",
        )
        assert [code for code, _, _ in told(project)] == ["hook.unknown-service"]


class TestModules:
    def test_a_syntax_error_is_told_in_every_module(self, project: Path, edit: Edit) -> None:
        edit("desk.py", "SERVICES = (", "SERVICES = ((")
        edit("plugin.py", "class Plugin(SectorPlugin):", "class Plugin(SectorPlugin)")
        assert [(code, file) for code, file, _ in told(project)] == [
            ("plugin.syntax", "desk.py"),
            ("plugin.syntax", "plugin.py"),
        ]

    def test_a_missing_dependency_is_told_by_name(self, project: Path, edit: Edit) -> None:
        edit("desk.py", "from datetime import date", "import no_such_library\nfrom datetime import date")
        [wrong] = findings(project)
        assert (wrong.code, Path(wrong.file).name, wrong.line) == ("plugin.import-missing", "desk.py", 3)
        assert "no_such_library" in wrong.found

    def test_modules_that_the_import_did_not_reach_are_told_too(self, project: Path, edit: Edit) -> None:
        edit("desk.py", "from datetime import date", "import no_such_library\nfrom datetime import date")
        (project / "src" / "joincard_libraries" / "more.py").write_text("raise RuntimeError('also broken')\n")
        assert [(code, file) for code, file, _ in told(project)] == [
            ("plugin.import-missing", "desk.py"),
            ("plugin.import-failed", "more.py"),
        ]

    @pytest.mark.parametrize(
        ("new", "words"),
        [("plugin = Plugin", "is the class Plugin"), ("plugin = 7", "of type int"), ("", "has no plugin")],
    )
    def test_an_entry_point_that_leads_elsewhere_is_told(
        self, project: Path, edit: Edit, new: str, words: str
    ) -> None:
        edit("plugin.py", "plugin = Plugin()", new)
        [wrong] = findings(project)
        assert wrong.code == "plugin.wrong-object"
        assert words in wrong.found

    def test_a_project_without_an_entry_point_is_told(self, project: Path, edit: Edit) -> None:
        edit("pyproject.toml", "joincard.plugins", "joincard.plugin")
        assert [(code, file) for code, file, _ in told(project)] == [("plugin.entry-point", "pyproject.toml")]

    def test_an_empty_folder_is_no_plugin(self, tmp_path: Path) -> None:
        assert [code for code, _, _ in told(tmp_path)] == ["plugin.not-found"]

    def test_a_name_that_is_not_installed_is_no_plugin(self) -> None:
        with pytest.raises(BuildRefused, match=r"plugin\.not-found"):
            build("joincard_nowhere")

    def test_two_versions_are_told(self, project: Path, edit: Edit) -> None:
        edit("joincard.toml", 'version = "0.1.0"', 'version = "0.2.0"')
        assert [(code, file) for code, file, _ in told(project)] == [("manifest.version", "joincard.toml")]
