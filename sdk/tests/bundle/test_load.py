"""Bytes from strangers: only the one right form of a bundle is loaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joincard_sdk.bundle import Bundle, BundleError, Limits, canonical, load

Change = Callable[[dict[str, Any]], object]


def refused(data: bytes, limits: Limits | None = None) -> BundleError:
    with pytest.raises(BundleError) as caught:
        load(data, limits) if limits else load(data)
    return caught.value


def changed(bundle: Bundle, change: Change) -> bytes:
    written = json.loads(bundle.data)
    change(written)
    return canonical.encode(written)


def test_a_bundle_reads_back_to_the_same_value_and_bytes(small_bundle: Bundle) -> None:
    again = load(small_bundle.data)
    assert again == small_bundle
    assert again.data == small_bundle.data
    assert again.digest == canonical.digest(small_bundle.data)


def test_the_members_of_a_set_of_cities_stand_in_the_bundle_once(small_bundle: Bundle) -> None:
    [cities] = json.loads(small_bundle.data)["cities"].values()
    assert cities["name"] == "nationwide"
    assert len(cities["members"]) == 337


CHANGES: list[tuple[str, Change, str | None]] = [
    ("unknown member", lambda b: b.update(more=1), "bundle.format"),
    ("missing member", lambda b: b.pop("purposes"), "bundle.format"),
    ("another format", lambda b: b.update(format="zip"), "bundle.format"),
    ("wrong type", lambda b: b.update(services={}), "bundle.format"),
    ("true for a text", lambda b: b.update(version=True), "bundle.format"),
    ("malformed version", lambda b: b.update(version="1"), "bundle.format"),
    ("malformed plugin", lambda b: b.update(plugin="x"), "bundle.format"),
    ("another publisher", lambda b: b.update(publisher="other"), "bundle.not-normal"),
    ("later contract", lambda b: b.update(contract="1.9"), "bundle.contract"),
    ("other contract", lambda b: b.update(contract="2.0"), "bundle.contract"),
    ("no contract", lambda b: b.update(contract="x"), "bundle.invalid"),
    ("half a text", lambda b: b["name"].pop("zh"), "bundle.invalid"),
    ("member of a service", lambda b: b["services"][0].update(more=1), "service.or.bundle"),
    ("service twice", lambda b: b["services"].append(b["services"][0]), "bundle.duplicate"),
    ("another sector", lambda b: b["services"][0].update(code="transport.a.b"), "bundle.foreign-sector"),
    (
        "unknown fact",
        lambda b: b["services"][0].update(accepts={"fact": "a.b", "op": "=", "value": "x"}),
        "bundle.invalid",
    ),
    ("unknown element", lambda b: b["services"][0].update(discloses=["x"]), "bundle.invalid"),
    ("set not in the bundle", lambda b: b["cities"].clear(), "bundle.not-normal"),
    ("set of another digest", lambda b: next(iter(b["cities"].values()))["members"].pop(), "bundle.invalid"),
    (
        "set with a bad city",
        lambda b: next(iter(b["cities"].values())).update(members=["x"]),
        "bundle.format",
    ),
    ("examples in another order", lambda b: b["examples"].reverse(), None),
    ("example of another type", lambda b: b["examples"][0].update(expect="maybe"), "bundle.format"),
    (
        "example with a bad fact",
        lambda b: b["examples"][0]["facts"].update({"holder.age": "x"}),
        "bundle.invalid",
    ),
    (
        "example with a yes",
        lambda b: b["examples"][0]["facts"].update({"request.consent": "yes"}),
        "bundle.not-normal",
    ),
    (
        "change of another kind",
        lambda b: b["changes"].append({"service": "a", "kind": "x", "text": {"en": "a", "zh": "b"}}),
        "bundle.format",
    ),
    ("fact in another plugin's name", lambda b: b["facts"].append({}), "bundle.format"),
]


@pytest.mark.parametrize(("change", "code"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_every_other_content_is_refused_with_a_code(
    small_bundle: Bundle, change: Change, code: str | None
) -> None:
    data = changed(small_bundle, change)
    if code is None:
        assert load(data).services == small_bundle.services
    else:
        assert refused(data).code == code.replace("service.or.bundle", "bundle.invalid")


def test_a_truncated_bundle_is_refused_at_every_length(small_bundle: Bundle) -> None:
    for length in range(0, len(small_bundle.data), 97):
        assert refused(small_bundle.data[:length]).code == "bundle.not-canonical"


@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
@settings(max_examples=200, deadline=None)
def test_a_changed_byte_is_refused_or_gives_another_digest(
    small_bundle: Bundle, place: int, byte: int
) -> None:
    data = bytearray(small_bundle.data)
    data[place % len(data)] = byte
    if data == small_bundle.data:
        return
    try:
        digest = load(bytes(data)).digest
    except BundleError as error:
        digest = error.code
    assert digest != small_bundle.digest


@pytest.mark.parametrize(
    "limits",
    [Limits(octets=100), Limits(services=0), Limits(examples=2), Limits(sets=0), Limits(members=336)],
)
def test_a_bundle_beyond_a_limit_is_refused(small_bundle: Bundle, limits: Limits) -> None:
    assert refused(small_bundle.data, limits).code == "bundle.too-large"


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"7", b"{}", b'"joincard-bundle"'])
def test_other_json_is_no_bundle(data: bytes) -> None:
    assert refused(data).code in ("bundle.not-canonical", "bundle.format")
