"""FAPI 2.0 section 5.4.1: 128 random bits at least in what only systems handle."""

import base64
import re

from joincard_core.oauth import handle

from tests.specs.hostile.target import Portal

HANDLE = re.compile(r"[A-Za-z0-9_-]{43}")


class TestAHandle:
    def test_has_256_bits(self) -> None:
        assert len(base64.urlsafe_b64decode(handle.new() + "=")) * 8 == 256

    def test_is_never_the_same(self) -> None:
        assert len({handle.new() for _ in range(10_000)}) == 10_000


class TestWhatASystemIsGiven:
    def test_is_made_of_handles(self, portal: Portal) -> None:
        address = portal.request_uri()
        assert HANDLE.fullmatch(address.removeprefix("urn:ietf:params:oauth:request_uri:"))
        code = portal.code()
        assert HANDLE.fullmatch(code)
        assert HANDLE.fullmatch(portal.redeem(code).json["refresh_token"])

    def test_is_kept_as_a_digest_alone(self, portal: Portal) -> None:
        code = portal.code()
        refresh = portal.redeem(code).json["refresh_token"]
        with portal.target.database.read() as tx:
            rows = [
                str(tuple(row))
                for table in ("authorization_codes", "refresh_tokens", "authorization_requests", "grants")
                for row in tx.exec_driver_sql(f"SELECT * FROM {table}")
            ]
        assert rows
        assert not [row for row in rows if code in row or refresh in row]
