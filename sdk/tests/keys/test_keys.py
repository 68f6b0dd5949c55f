from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from joincard_sdk import keys
from joincard_sdk.keys import KeyFileError
from joserfc.jwk import OctKey, RSAKey


def refused(call: object, *arguments: object) -> str:
    with pytest.raises(KeyFileError) as caught:
        call(*arguments)  # type: ignore[operator]  # any callable will do
    return caught.value.code


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "publisher.json"
    keys.write_private(keys.new_key(), path)
    return path


def test_only_its_owner_can_read_a_private_key(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_a_key_reads_back_with_its_thumbprint_as_kid(key_file: Path) -> None:
    key = keys.read_private(key_file)
    assert key.is_private
    assert key.kid == key.thumbprint()
    assert json.loads(key_file.read_text())["alg"] == "ES256"


def test_two_keys_differ() -> None:
    assert keys.new_key().kid != keys.new_key().kid


def test_a_key_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()
    assert refused(keys.write_private, keys.new_key(), key_file) == "key.exists"
    assert key_file.read_bytes() == before


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "elsewhere.json")
    assert refused(keys.write_private, keys.new_key(), link) == "key.exists"
    assert not (tmp_path / "elsewhere.json").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(keys.write_private, keys.new_key(), tmp_path / "none" / "key.json") == "key.unwritable"


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_a_private_key_that_others_can_read_is_refused(key_file: Path) -> None:
    key_file.chmod(0o644)
    assert refused(keys.read_private, key_file) == "key.exposed"


def test_the_public_set_holds_no_private_part(key_file: Path, tmp_path: Path) -> None:
    key = keys.read_private(key_file)
    published = keys.public_set([key])
    assert '"d"' not in json.dumps(published)
    path = tmp_path / "publisher.jwks.json"
    path.write_text(json.dumps(published))
    assert [k.kid for k in keys.read_public(path).keys] == [key.kid]


def test_a_public_key_alone_counts_as_a_set() -> None:
    key = keys.new_key()
    assert [k.kid for k in keys.public_keys(key.as_dict(private=False)).keys] == [key.kid]


def test_keys_of_another_kind_in_a_set_are_passed_over() -> None:
    key, other = keys.new_key(), RSAKey.generate_key(2048)
    both = {"keys": [other.as_dict(private=False), key.as_dict(private=False)]}
    assert [k.kid for k in keys.public_keys(both).keys] == [key.kid]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ([], "key.unreadable"),
        ({"keys": []}, "key.unreadable"),
        ({"keys": "x"}, "key.unreadable"),
        ({"keys": [1]}, "key.unreadable"),
        ({"keys": [keys.new_key().as_dict(private=True)]}, "key.private"),
        (
            {"keys": [keys.new_key().as_dict(private=False), OctKey.generate_key(256).as_dict()]},
            "key.private",
        ),
        ({"keys": [keys.new_key().as_dict(private=False)] * 2}, "key.duplicate"),
        (RSAKey.generate_key(2048).as_dict(private=False), "key.algorithm"),
        (OctKey.generate_key(256).as_dict(), "key.algorithm"),
        ({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, "key.unreadable"),
        ({"kty": "EC", "crv": "P-256"}, "key.unreadable"),
        ({"kty": "EC", "crv": "P-256", "alg": "none"}, "key.algorithm"),
    ],
)
def test_a_set_that_cannot_be_used_says_why(written: object, code: str) -> None:
    assert refused(keys.public_keys, written) == code


def test_signing_needs_the_private_half(tmp_path: Path) -> None:
    path = tmp_path / "public.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(keys.new_key().as_dict(private=False)))
    assert refused(keys.read_private, path) == "key.public-only"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"x" * 70_000])
def test_a_file_that_is_no_key_is_told_without_a_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.json"
    path.touch(mode=0o600)
    path.write_bytes(content)
    assert refused(keys.read_private, path) == "key.unreadable"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(keys.read_private, tmp_path / "none.json") == "key.unreadable"
