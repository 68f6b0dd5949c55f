"""Bundles on their way into the catalogue, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from joincard_core import registry
from joincard_core.catalogue import NoCatalogue
from joincard_core.registry import (
    BundleMalformed,
    BundleOlder,
    BundleOverlaps,
    BundleRefused,
    BundleUnsigned,
    PublisherUnknown,
)
from joincard_sdk.bundle import signature
from joincard_sdk.keys import public_keys

if TYPE_CHECKING:
    from core.tests.publication.conftest import Desk


AUTHORITY: tuple[signature.Role, ...] = ("authority",)


class TestABundle:
    def test_reaches_the_catalogue(self, desk: Desk) -> None:
        admitted = desk.admit(desk.bundle())
        assert (admitted.serial, admitted.services, admitted.changed) == (1, 1, True)
        assert list(desk.on_offer().terms) == ["trial.some.one"]

    def test_takes_the_place_of_the_release_before(self, desk: Desk) -> None:
        desk.admit(desk.bundle("1.9.0"))
        admitted = desk.admit(desk.bundle("1.10.0", ["trial.some.two"]))
        assert admitted.serial == 2
        assert list(desk.on_offer().terms) == ["trial.some.two"]

    def test_leaves_other_plugins_as_they_are(self, desk: Desk) -> None:
        desk.admit(desk.bundle())
        desk.admit(desk.bundle("1.0.0", ["trial.other.one"], "test.trial.others"))
        assert list(desk.on_offer().terms) == ["trial.other.one", "trial.some.one"]

    def test_that_is_active_changes_nothing(self, desk: Desk) -> None:
        desk.admit(desk.bundle())
        before = desk.rows()
        assert desk.admit(desk.bundle()).changed is False
        assert desk.rows() == before

    def test_is_countersigned_by_the_authority(self, desk: Desk) -> None:
        release = desk.bundle()
        desk.admit(release)
        with desk.database.read() as tx:
            written = registry.releases.signatures_of(tx, release.digest).encode()
        ours = public_keys(dict(desk.keys.jwks()))
        held = signature.verify(release.data, written, {"authority": ours}, required=AUTHORITY)
        assert [statement.role for statement in held] == ["authority"]

    def test_of_the_past_stays_for_history(self, desk: Desk) -> None:
        desk.admit(desk.bundle("1.0.0"))
        desk.admit(desk.bundle("1.1.0"))
        assert len(desk.rows()["catalogue_bundles"]) == 2
        assert len(desk.rows()["catalogue_snapshots"]) == 2


class TestABundleThatIsRefused:
    @pytest.fixture(autouse=True)
    def active(self, desk: Desk) -> None:
        """Version 1.5.0 is active."""
        desk.admit(desk.bundle("1.5.0"))

    def refused(self, desk: Desk, error: type[Exception], content: bytes, signed: bytes) -> str:
        before = desk.rows()
        with pytest.raises(error) as raised:
            desk.admission.admit(content, signed)
        assert desk.rows() == before
        assert desk.on_offer().serial == 1
        return str(raised.value)

    def test_for_a_signature_by_a_stranger(self, desk: Desk) -> None:
        release = desk.bundle("1.6.0")
        self.refused(desk, BundleUnsigned, release.data, desk.signed(release, by_stranger=True))

    def test_for_a_signature_over_another_release(self, desk: Desk) -> None:
        self.refused(desk, BundleUnsigned, desk.bundle("1.6.0").data, desk.signed(desk.bundle("1.7.0")))

    def test_for_a_signature_in_another_role(self, desk: Desk) -> None:
        release = desk.bundle("1.6.0")
        self.refused(desk, BundleUnsigned, release.data, desk.signed(release, role="authority"))

    @pytest.mark.parametrize("signed", [b"", b"[]", b"{}", b"[1]", b'["a.b.c"]', b"[" * 5000])
    def test_for_no_signature(self, desk: Desk, signed: bytes) -> None:
        self.refused(desk, BundleUnsigned, desk.bundle("1.6.0").data, signed)

    def test_for_a_signature_that_was_cut_short(self, desk: Desk) -> None:
        release = desk.bundle("1.6.0")
        (token,) = json.loads(desk.signed(release))
        self.refused(desk, BundleUnsigned, release.data, json.dumps([token[:-4]]).encode())

    @pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"[]"])
    def test_for_not_being_one(self, desk: Desk, content: bytes) -> None:
        self.refused(desk, BundleMalformed, content, desk.signed(desk.bundle("1.6.0")))

    def test_for_being_cut_short(self, desk: Desk) -> None:
        release = desk.bundle("1.6.0")
        self.refused(desk, BundleMalformed, release.data[:-1], desk.signed(release))

    def test_for_being_altered(self, desk: Desk) -> None:
        release = desk.bundle("1.6.0")
        altered = release.data.replace(b"trial.some.one", b"trial.some.two")
        self.refused(desk, BundleUnsigned, altered, desk.signed(release))

    def test_for_a_publisher_that_nobody_knows(self, desk: Desk) -> None:
        release = desk.bundle("1.0.0", ["trial.other.one"], "stranger.trial.services")
        self.refused(desk, PublisherUnknown, release.data, desk.signed(release))

    @pytest.mark.parametrize("version", ["1.4.9", "0.9.0", "1.5.0"])
    def test_for_a_version_that_is_not_above_the_active_one(self, desk: Desk, version: str) -> None:
        release = desk.bundle(version, ["trial.some.one", "trial.some.two"])
        assert "1.5.0 is active" in self.refused(desk, BundleOlder, release.data, desk.signed(release))

    def test_for_a_service_that_another_plugin_has(self, desk: Desk) -> None:
        release = desk.bundle("1.0.0", ["trial.some.one"], "test.trial.others")
        sentence = self.refused(desk, BundleOverlaps, release.data, desk.signed(release))
        assert "trial.some.one" in sentence


class TestAMissingBundle:
    def test_is_not_taken_out_of_the_catalogue_without_a_word(self, desk: Desk) -> None:
        desk.admit(desk.bundle())
        with desk.database.write() as tx:
            tx.exec_driver_sql("DELETE FROM catalogue_bundles")
        with pytest.raises(BundleRefused, match="missing"):
            desk.admit(desk.bundle("1.0.0", ["trial.other.one"], "test.trial.others"))


class TestAFailureInBetween:
    def test_leaves_nothing(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """The snapshot is written last; without its key nothing before it stays."""
        before = desk.rows()
        with monkeypatch.context() as patched:
            patched.setattr(type(desk.keys), "sign", broken)
            with pytest.raises(ConnectionError):
                desk.admit(desk.bundle())
        assert desk.rows() == before
        with pytest.raises(NoCatalogue):
            desk.on_offer()


class TestTwoAtOnce:
    def test_both_reach_the_catalogue_or_one_is_told(self, desk: Desk) -> None:
        releases = [
            desk.bundle("1.0.0", [f"trial.n_{'abcd'[n]}.one"], f"test.trial.n_{'abcd'[n]}") for n in range(4)
        ]

        def admit(number: int) -> int:
            try:
                return desk.admit(releases[number]).serial
            except BundleRefused:
                return 0

        with ThreadPoolExecutor(4) as pool:
            serials = [serial for serial in pool.map(admit, range(4)) if serial]
        assert len(set(serials)) == len(serials) == len(desk.on_offer().terms)
        assert desk.on_offer().serial == max(serials)


def broken(*given: object) -> str:
    raise ConnectionError
