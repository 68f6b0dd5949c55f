"""Everything that a stranger writes is read, or refused in one way: nothing else can happen."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from joincard_core.oauth import InvalidRequest, claims, form, jws
from joincard_core.oauth.strict_json import DEPTH, NotStrict, read_object
from joincard_core.oauth.uri import normalised

FORM = form.MEDIA_TYPE
names = st.text(min_size=1, max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=6,
)


class TestStrictJson:
    @given(st.dictionaries(st.text(), values, max_size=5))
    def test_reads_every_plain_object(self, written: dict[str, object]) -> None:
        assert read_object(json.dumps(written).encode()) == written

    @given(st.binary() | st.text().map(str.encode))
    @example(b'{"a":1,"a":1}')
    @example(b'{"a":NaN}')
    @example(b'{"a":-Infinity}')
    @example(b"\xef\xbb\xbf{}")
    @example(b"{} {}")
    @example(b"[" * 100_000)
    @example(b'{"a":' * 2000 + b"1" + b"}" * 2000)
    @example(b'{"a":' + b"1" * 5000 + b"}")
    def test_reads_or_refuses(self, anything: bytes) -> None:
        with suppress(NotStrict):
            assert isinstance(read_object(anything), dict)

    def test_goes_so_deep_and_no_deeper(self) -> None:
        assert read_object(b'{"a":' * DEPTH + b"{}" + b"}" * DEPTH)
        with pytest.raises(NotStrict, match="deeper"):
            read_object(b'{"a":' * (DEPTH + 1) + b"{}" + b"}" * (DEPTH + 1))


class TestAForm:
    @given(st.dictionaries(names, names, max_size=6))
    def test_is_read_as_it_was_written(self, sent: dict[str, str]) -> None:
        assert form.parameters(FORM, urlencode(sent).encode()) == sent

    @given(st.text(max_size=40), st.binary(max_size=200))
    @example(FORM, b"a=%f0%28%8c%28")
    @example(FORM, b"a=1&a=")
    def test_is_read_or_refused(self, kind: str, anything: bytes) -> None:
        for content_type in (kind, FORM):
            with suppress(InvalidRequest):
                assert all(form.parameters(content_type, anything).values())


class TestAToken:
    @given(
        st.text(max_size=200)
        | st.lists(st.text(alphabet="eyJhbGciOiAB-_.=", max_size=30), max_size=4).map(".".join)
    )
    def test_is_read_or_refused(self, anything: str) -> None:
        with suppress(jws.MalformedToken):
            assert jws.read(anything).alg in jws.ALGORITHMS


class TestAClaim:
    @given(st.dictionaries(st.sampled_from(["exp", "jti", "aud"]), values | st.floats()))
    def test_is_of_its_type_or_absent(self, found: dict[str, object]) -> None:
        assert isinstance(claims.seconds(found, "exp"), float | int | None)
        assert isinstance(claims.text(found, "jti"), str | None)
        assert isinstance(claims.sole_audience(found), str | None)


class TestAnAddress:
    @given(st.text(max_size=60) | st.text(alphabet="htps:/@[]%.?#AZaz09", max_size=40))
    @example("https://[::1")
    @example("https://x:99999/")
    @example("https://x:/")
    def test_is_normal_or_none(self, anything: str) -> None:
        found = normalised(anything)
        if found is not None:
            scheme, host, port, path = found
            shown = f"[{host}]" if ":" in host else host
            assert normalised(f"{scheme}://{shown}:{port}{path}") == found
