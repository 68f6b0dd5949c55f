"""FAPI 2.0 section 5.2: TLS of both sides, and what browsers may do at the authorization endpoint."""

import re

import pytest
from joincard_core.oauth.fetching import tls

from tests.specs.hostile.target import Target
from tests.specs.system import ISSUER
from tools.tree import ROOT

#: RFC 9325 section 4.2, as OpenSSL names them.
RECOMMENDED = {
    f"ECDHE-{key}-{cipher}"
    for key in ("ECDSA", "RSA")
    for cipher in ("AES128-GCM-SHA256", "AES256-GCM-SHA384")
}
TERMINATORS = (ROOT / "docs" / "how-to" / "mutual-tls.md").read_text(encoding="utf-8")


class TestATerminatorAsWeDescribeIt:
    """Sections 5.2.1 and 5.2.2: the authority speaks no TLS, so the operator's terminator must hold this."""

    @pytest.mark.parametrize("line", [r"ssl_ciphers (\S+);", r"ssl-default-bind-ciphers (\S+)"])
    def test_takes_the_suites_that_are_recommended_and_no_others(self, line: str) -> None:
        (found,) = re.findall(line, TERMINATORS)
        assert set(found.split(":")) == RECOMMENDED

    def test_begins_with_tls_1_2(self) -> None:
        assert "ssl_protocols TLSv1.2 TLSv1.3;" in TERMINATORS
        assert "ssl-min-ver TLSv1.2" in TERMINATORS

    def test_is_the_one_that_the_conformance_suite_meets(self) -> None:
        program = (ROOT / "tools" / "conformance" / "terminator.mjs").read_text(encoding="utf-8")
        assert set(re.findall(r"'(ECDHE-[A-Z0-9-]+)'", program)) == RECOMMENDED
        assert "minVersion: 'TLSv1.2'" in program


class TestWhatWeFetch:
    @pytest.mark.parametrize("verified", [True, False])
    def test_comes_by_the_suites_that_are_recommended(self, verified: bool) -> None:
        """Section 5.2.2, for us as a client of a provider's ``jwks_uri``."""
        suites = {suite["name"] for suite in tls(verified=verified).get_ciphers()}
        assert {name for name in suites if not name.startswith("TLS_")} == RECOMMENDED


class TestABrowser:
    @pytest.mark.parametrize(
        "path", ["/oauth/authorize", "/oauth/authorize/sign-in", "/oauth/authorize/consent"]
    )
    @pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
    def test_is_let_in_by_redirect_alone(self, target: Target, path: str, method: str) -> None:
        """Section 5.2.3: no other site's script reads an answer of these addresses."""
        headers = {"Origin": "https://portal.example.org", "Access-Control-Request-Method": "GET"}
        with target.web.open(path, method=method, headers=headers, base_url=ISSUER) as answer:
            assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]

    def test_keeps_to_tls(self, target: Target) -> None:
        """Section 5.2.3: against downgrades."""
        with target.web.get("/oauth/authorize", base_url=ISSUER) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
