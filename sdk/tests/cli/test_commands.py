"""The other commands, as a person calls them."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.program import program

Edit = Callable[[str, str, str], None]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


@pytest.fixture
def bundle_file(small_bundle: Bundle, tmp_path: Path) -> Path:
    path = tmp_path / small_bundle.file_name
    path.write_bytes(small_bundle.data)
    return path


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "publisher.json"
    assert run("key", "new", "--out", path).exit_code == 0
    return path


@pytest.fixture
def public_file(key_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "publisher.jwks.json"
    path.write_text(run("key", "public", key_file).stdout)
    return path


def commands(group: click.Command = program, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(group, click.Group):
        return [path]
    return [
        path,
        *(leaf for name, inner in group.commands.items() for leaf in commands(inner, (*path, name))),
    ]


@pytest.mark.parametrize("path", commands(), ids=lambda path: " ".join(path) or "joincard")
def test_every_command_says_what_it_does(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert result.stdout.count("\n") > 6


class TestKeys:
    def test_a_new_key_is_for_its_owner_alone(self, key_file: Path) -> None:
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600

    def test_a_key_is_not_overwritten(self, key_file: Path) -> None:
        result = run("key", "new", "--out", key_file)
        assert (result.exit_code, "exists already" in result.stderr) == (1, True)

    def test_the_public_half_has_no_private_part(self, public_file: Path) -> None:
        [key] = json.loads(public_file.read_text())["keys"]
        assert set(key) == {"alg", "crv", "kid", "kty", "use", "x", "y"}


class TestBuild:
    def test_the_bundle_is_written_and_named(
        self, project: Path, tmp_path: Path, small_bundle: Bundle
    ) -> None:
        target = tmp_path / "release" / "mine.bundle.json"
        result = run("plugin", "build", project, "-o", target)
        assert result.exit_code == 0
        assert small_bundle.digest in result.stderr
        assert target.read_bytes() == small_bundle.data

    def test_findings_are_sentences_and_nothing_is_written(
        self, project: Path, edit: Edit, tmp_path: Path
    ) -> None:
        edit("desk.py", 'expect="refuse"', 'expect="accept"')
        result = run("plugin", "build", project, "-o", tmp_path / "x.bundle.json")
        assert result.exit_code == 1
        assert "example.disagrees" in result.stderr
        assert "expected:" in result.stderr
        assert not (tmp_path / "x.bundle.json").exists()

    def test_findings_can_be_read_by_a_program(self, project: Path, edit: Edit) -> None:
        edit("desk.py", 'expect="refuse"', 'expect="accept"')
        result = run("plugin", "build", project, "--format", "json")
        told = [(finding["code"], finding["hook"]) for finding in json.loads(result.stdout)]
        assert (result.exit_code, told) == (
            1,
            [("example.missing", "examples"), ("example.disagrees", "examples")],
        )

    def test_an_older_signature_is_mentioned(self, project: Path, tmp_path: Path) -> None:
        (tmp_path / "libraries-0.1.0.bundle.json.sig").write_text("[]")
        assert "sign again" in run("plugin", "build", project, "-o", tmp_path).stderr


class TestSignatures:
    def test_a_signed_bundle_verifies(self, bundle_file: Path, key_file: Path, public_file: Path) -> None:
        assert run("bundle", "sign", bundle_file, "--key", key_file, "--role", "publisher").exit_code == 0
        result = run("bundle", "verify", bundle_file, "--jwks", public_file)
        assert result.exit_code == 0
        assert "signed as publisher" in result.stdout

    def test_a_role_can_be_required(self, bundle_file: Path, key_file: Path, public_file: Path) -> None:
        run("bundle", "sign", bundle_file, "--key", key_file, "--role", "publisher")
        assert (
            run("bundle", "verify", bundle_file, "--jwks", public_file, "--role", "publisher").exit_code == 0
        )
        result = run("bundle", "verify", bundle_file, "--jwks", public_file, "--role", "authority")
        assert (result.exit_code, "No signature in the role 'authority'" in result.stderr) == (1, True)

    def test_an_unsigned_bundle_does_not_verify(self, bundle_file: Path, public_file: Path) -> None:
        result = run("bundle", "verify", bundle_file, "--jwks", public_file)
        assert (result.exit_code, "is unsigned" in result.stderr) == (1, True)

    def test_a_changed_bundle_does_not_verify(
        self, bundle_file: Path, key_file: Path, public_file: Path
    ) -> None:
        run("bundle", "sign", bundle_file, "--key", key_file, "--role", "publisher")
        bundle_file.write_bytes(bundle_file.read_bytes().replace(b"Visit to the desk", b"Visit to the disk"))
        result = run("bundle", "verify", bundle_file, "--jwks", public_file)
        assert (result.exit_code, "[signature.wrong-bundle]" in result.stderr) == (1, True)

    def test_a_truncated_bundle_is_not_signed(self, bundle_file: Path, key_file: Path) -> None:
        bundle_file.write_bytes(bundle_file.read_bytes()[:-1])
        result = run("bundle", "sign", bundle_file, "--key", key_file, "--role", "publisher")
        assert (result.exit_code, "[bundle.not-canonical]" in result.stderr) == (1, True)

    def test_a_private_key_is_not_taken_for_a_key_set(self, bundle_file: Path, key_file: Path) -> None:
        run("bundle", "sign", bundle_file, "--key", key_file, "--role", "publisher")
        result = run("bundle", "verify", bundle_file, "--jwks", key_file)
        assert (result.exit_code, "[key.private]" in result.stderr) == (1, True)


class TestShow:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_a_service_is_a_table_and_a_price_list(self, bundle_file: Path, language: str) -> None:
        shown = run("bundle", "show", bundle_file, "--lang", language).stdout
        words = {"en": ("Visit to the desk", "Way 1", "20 yuan"), "zh": ("窗口办理", "途径1", "20元")}[
            language
        ]
        for word in ("libraries.desk.visit", "●", *words):
            assert word in shown

    def test_json_has_the_table_and_the_notation(self, bundle_file: Path) -> None:
        [service] = json.loads(run("bundle", "show", bundle_file, "--format", "json").stdout)["services"]
        assert service["acceptance"] == "card.status = active and holder.age >= 16"
        assert service["decision_table"]["ways"] == [[0, 1]]
        assert service["fee"].startswith("flat:20 CNY per visit; concession when [holder.age >= 70] waived")
        assert len(service["price_list"]) >= 2

    def test_a_service_that_is_not_there_is_a_wrong_call(self, bundle_file: Path) -> None:
        result = run("bundle", "show", bundle_file, "--service", "libraries.desk.loan")
        assert (result.exit_code, "not a service of this bundle" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("plugin", "build", "nowhere"),
        ("plugin", "build", "."),
        ("plugin", "build"),
        ("bundle", "show", "nowhere.json"),
        ("bundle", "show", "."),
        ("bundle", "verify", __file__, "--jwks", __file__),
        ("bundle", "show", __file__),
        ("bundle", "sign", __file__, "--key", __file__, "--role", "publisher"),
        ("bundle", "sign", __file__, "--key", __file__, "--role", "king"),
        ("decide", "--bundles", "nowhere"),
        ("key", "new", "--out", "/nowhere/at/all"),
        ("key", "public", "/nowhere"),
        ("nothing",),
    ],
    ids=" ".join,
)
def test_a_mistake_is_one_sentence_and_never_a_traceback(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.strip()
    assert "Traceback" not in result.output
