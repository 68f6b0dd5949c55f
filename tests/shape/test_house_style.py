"""The house style, as far as a machine can hold it. Sizes are only printed: ``make check``."""

import ast
from pathlib import Path

import pytest

from tools import documented, reasons, typed, words
from tools.tree import ROOT, SDK, Module, distributions, modules, python_files, tracked

TREE = distributions()
EVERY = [module for members in TREE.values() for module in members]
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


class TestTheDistributions:
    def test_are_typed(self) -> None:
        assert not list(typed.untyped(EVERY))

    def test_say_that_they_are_typed(self) -> None:
        assert not [
            name for name, members in TREE.items() if not members[0].path.with_name("py.typed").exists()
        ]

    def test_name_no_module_vaguely(self) -> None:
        assert not [module.name for module in EVERY if VAGUE & set(module.name.split("."))]

    def test_keep_their_promises(self) -> None:
        assert not [line for members in TREE.values() for line in documented.broken_promises(members)]


class TestTheSdk:
    def test_documents_every_public_name(self) -> None:
        assert not list(documented.undocumented(TREE[SDK]))


class TestTrackedFiles:
    def test_hold_no_path_of_one_machine_no_index_and_nothing_unfinished(self) -> None:
        assert not list(words.unwanted(tracked()))

    def test_say_why_a_check_is_switched_off(self) -> None:
        assert not list(reasons.unexplained(python_files()))

    @pytest.mark.parametrize("name", ["ruff.toml", "setup.cfg"])
    def test_say_why_a_check_is_configured_off(self, name: str) -> None:
        assert not list(reasons.unexplained_settings(ROOT / name))

    def test_give_a_reason_for_each_skipped_test(self) -> None:
        assert not [line for path in python_files() for line in skipped_without_reason(path)]


class TestAPlantedFault:
    """The checks above find what they are for."""

    @pytest.mark.parametrize(
        "line",
        [
            "x = 1  # noqa",
            "x = 1  # noqa: S105",
            "x = f()  # type: ignore",
            "x = f()  # type: ignore[arg-type]",
        ],
    )
    def test_check_off_without_reason_is_found(self, tmp_path: Path, line: str) -> None:
        assert list(reasons.unexplained([written(tmp_path / "x.py", line)]))

    @pytest.mark.parametrize(
        "line",
        [
            "x = 1  # noqa: S105 - a name, not a secret",
            "x = f()  # type: ignore[arg-type]  # the library's stub is wrong",
            "# the library's stub is wrong\nx = f()  # type: ignore[arg-type]",
            "x = '# noqa'",
        ],
    )
    def test_check_off_with_reason_is_fine(self, tmp_path: Path, line: str) -> None:
        assert not list(reasons.unexplained([written(tmp_path / "x.py", line)]))

    def test_setting_without_reason_is_found(self, tmp_path: Path) -> None:
        assert list(reasons.unexplained_settings(written(tmp_path / "x.toml", 'ignore = [\n    "D105",\n]')))

    @pytest.mark.parametrize(
        "text", ["/" + "home/me/x", "see https://py" + "pi.org/simple", "# TO" + "DO later"]
    )
    def test_unwanted_word_is_found(self, tmp_path: Path, text: str) -> None:
        assert list(words.unwanted([written(tmp_path / "x.md", text)]))

    @pytest.mark.parametrize(
        "source", ["X = 1", '"""m"""\ndef f(): ...', '"""m"""\nclass A:\n    """a"""\n    def f(self): ...']
    )
    def test_silent_public_name_is_found(self, tmp_path: Path, source: str) -> None:
        assert list(documented.undocumented(planted(tmp_path, source)))

    def test_broken_promise_is_found(self, tmp_path: Path) -> None:
        assert list(documented.broken_promises(planted(tmp_path, '__all__ = ["gone"]')))

    @pytest.mark.parametrize("source", ["def f(): ...", "def f(x) -> None: ...", "def f(*a) -> None: ..."])
    def test_missing_type_is_found(self, tmp_path: Path, source: str) -> None:
        assert list(typed.untyped(planted(tmp_path, source)))

    def test_skip_without_reason_is_found(self, tmp_path: Path) -> None:
        assert list(skipped_without_reason(written(tmp_path / "x.py", "pytest.mark.skipif(True)(f)")))


def skipped_without_reason(path: Path) -> list[str]:
    """Marks that skip a test or expect it to fail without saying why."""
    return [
        f"{path}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("mark.skipif", "mark.skip", "mark.xfail"))
        if "reason" not in {keyword.arg for keyword in node.keywords}
    ]


def planted(root: Path, source: str) -> tuple[Module, ...]:
    """A distribution of one module."""
    written(root / "joincard_sdk" / "room.py", source)
    return modules(root)


def written(path: Path, text: str) -> Path:
    """A file with this text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
