from __future__ import annotations

from pathlib import Path

import pytest
from joincard_sdk import manifest
from joincard_sdk.bundle.contract import CONTRACT, ContractRange, ContractVersion
from joincard_sdk.manifest import ManifestError, PluginId
from joincard_sdk.texts import Text

GOOD = """\
id = "zhejiang.healthcare.core"
version = "1.0.0"
contract = ">=1.0,<2"
locales = ["en", "zh"]
facts = ["waiting_list"]

[name]
en = "Healthcare"
zh = "医疗服务"

[description]
en = "Hospitals and pharmacies."
zh = "医院和药店。"

[purposes.treatment]
en = "To treat the patient."
zh = "用于诊疗。"
"""


def findings_of(text: str) -> list[tuple[str, int]]:
    with pytest.raises(ManifestError) as caught:
        manifest.parse(text.encode())
    assert all(f.expected and f.instead and f.file == "joincard.toml" for f in caught.value.findings)
    return [(f.code, f.line) for f in caught.value.findings]


def test_a_good_manifest_is_read_whole() -> None:
    read = manifest.parse(GOOD.encode())
    assert read.id == PluginId("zhejiang", "healthcare", "core")
    assert read.version == "1.0.0"
    assert read.name == Text("Healthcare", "医疗服务")
    assert read.facts == ("waiting_list",)
    assert dict(read.purposes) == {"treatment": Text("To treat the patient.", "用于诊疗。")}
    assert CONTRACT in read.contract


def test_facts_and_purposes_may_be_absent() -> None:
    text = GOOD[: GOOD.index("[purposes")].replace('facts = ["waiting_list"]\n', "")
    read = manifest.parse(text.encode())
    assert read.facts == ()
    assert dict(read.purposes) == {}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "zhejiang.healthcare.core"', 'id = "healthcare"', ("manifest.wrong-value", 1)),
        ('id = "zhejiang.healthcare.core"', 'id = "Zhejiang.healthcare.core"', ("manifest.wrong-value", 1)),
        ('id = "zhejiang.healthcare.core"', "id = 7", ("manifest.wrong-value", 1)),
        ('version = "1.0.0"', 'version = "1.0"', ("manifest.wrong-value", 2)),
        ('version = "1.0.0"', 'version = "1.0.0-rc1"', ("manifest.wrong-value", 2)),
        ('version = "1.0.0"', 'version = "١.0.0"', ("manifest.wrong-value", 2)),
        ('contract = ">=1.0,<2"', 'contract = "~1"', ("manifest.wrong-value", 3)),
        ('contract = ">=1.0,<2"', 'contract = ">=2.0,<3"', ("manifest.contract", 3)),
        ('locales = ["en", "zh"]', 'locales = ["en"]', ("manifest.wrong-value", 4)),
        ('locales = ["en", "zh"]', 'locales = "en"', ("manifest.wrong-value", 4)),
        ('facts = ["waiting_list"]', 'facts = ["Waiting"]', ("manifest.wrong-value", 5)),
        ('facts = ["waiting_list"]', 'facts = ["a", "a"]', ("manifest.wrong-value", 5)),
        ('zh = "医疗服务"', 'zh = "Healthcare"', ("text.untranslated", 7)),
        ('zh = "医疗服务"', 'zh = " "', ("manifest.wrong-value", 7)),
        ('zh = "医疗服务"', "", ("manifest.wrong-value", 7)),
        ('zh = "用于诊疗。"', 'zh = "treat"', ("text.untranslated", 15)),
        ("[purposes.treatment]", "[purposes.Treatment]", ("manifest.wrong-value", 15)),
        ('version = "1.0.0"', 'version = "1.0.0"\nhomepage = "x"', ("manifest.unknown-key", 3)),
    ],
)
def test_each_mistake_is_named_with_its_line(old: str, new: str, expected: tuple[str, int]) -> None:
    assert findings_of(GOOD.replace(old, new)) == [expected]


def test_all_mistakes_are_told_at_once() -> None:
    codes = [code for code, _ in findings_of('id = "x"\nnmae = "y"\nversion = 1\n')]
    assert codes == ["manifest.unknown-key", *["manifest.missing-key"] * 4, *["manifest.wrong-value"] * 2]


def test_an_unknown_key_is_answered_with_those_allowed() -> None:
    with pytest.raises(
        ManifestError, match="one of id, version, contract, locales, name, description, facts, purposes"
    ):
        manifest.parse((GOOD + "[extra]\na = 1\n").encode())


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"id = \n", 1),
        (b'id = "a"\nid = "b"\n', 2),
        (b"\xff\xfe", 0),
        (b"a = " + b"[" * 5000, 0),
        (b"#" * 70_000, 0),
    ],
)
def test_what_is_not_toml_is_unreadable(data: bytes, line: int) -> None:
    with pytest.raises(ManifestError) as caught:
        manifest.parse(data)
    (only,) = caught.value.findings
    assert (only.code, only.line) == ("manifest.unreadable", line)


def test_an_empty_file_lacks_every_required_key() -> None:
    assert {code for code, _ in findings_of("")} == {"manifest.missing-key"}


def test_a_missing_file_is_a_finding_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        manifest.read(tmp_path / "joincard.toml", "src/x/joincard.toml")
    (only,) = caught.value.findings
    assert (only.code, only.file) == ("manifest.missing", "src/x/joincard.toml")


@pytest.mark.parametrize(
    ("text", "version", "inside"),
    [
        (">=1.0,<2", "1.0", True),
        (">=1.0,<2", "1.9", True),
        (">=1.0,<2", "2.0", False),
        ("==1.2", "1.1", False),
        ("<1", "0.9", True),
    ],
)
def test_a_contract_range_holds_versions(text: str, version: str, inside: bool) -> None:
    assert (ContractVersion.parse(version) in ContractRange.parse(text)) is inside
