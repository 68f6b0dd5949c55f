"""The pages on the manifest and the bundle show what the readers of both accept."""

import pytest
from joincard_sdk.bundle import load
from joincard_sdk.manifest import reading

from tools.pages import examples
from tools.reference import bundle
from tools.tree import ROOT

REFERENCE = ROOT / "docs" / "reference"


class TestTheManifestPage:
    def test_shows_a_manifest_that_is_accepted(self) -> None:
        (example,) = examples(REFERENCE / "manifest.md", "toml")
        manifest = reading.parse(example.text.encode())
        assert (str(manifest.id), manifest.facts) == ("example.education.library", ("books_at_home",))


class TestTheBundlePage:
    def test_describes_a_release_that_can_be_loaded(self) -> None:
        assert load(bundle.sample().data).digest == bundle.sample().digest

    def test_leaves_out_no_member(self, monkeypatch: pytest.MonkeyPatch) -> None:
        known = {name: text for name, text in bundle.MEANINGS.items() if name != "services[].fee"}
        monkeypatch.setattr(bundle, "MEANINGS", known)
        with pytest.raises(ValueError, match="fee"):
            bundle.text()
