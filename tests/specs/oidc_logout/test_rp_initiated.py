"""OpenID Connect RP-Initiated Logout 1.0, module by module."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from tests.specs.fapi2.holder import Page
from tests.specs.oidc_logout.client import BYE, Client
from tests.specs.system import ISSUER, Reply


def refused(page: Page) -> str:
    """The sentence of the page that says that a request cannot go on."""
    assert (page.status, page.location) == (400, "")
    assert "refused" in page.shown.texts
    return page.shown.texts["sentence"]


def signed_out_here(page: Page) -> bool:
    """Whether this is the page that a screenshot is taken of."""
    return (page.status, page.location) == (200, "") and "done" in page.shown.texts


def test_oidcc_rp_initiated_logout_discovery_endpoint_verification(client: Client) -> None:
    assert client.metadata["end_session_endpoint"].startswith(f"{ISSUER}/")


def test_oidcc_rp_initiated_logout(signed_in: Client) -> None:
    left = signed_in.leave_and_confirm()
    there, _, query = left.location.partition("?")
    assert (left.status, there) == (303, BYE)
    assert parse_qs(query) == {"state": ["S" * 128]}
    assert not signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_no_state(signed_in: Client) -> None:
    left = signed_in.leave_and_confirm(state=None)
    assert left.location == BYE
    assert not urlsplit(left.location).query
    assert not signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_bad_post_logout_redirect_uri(signed_in: Client) -> None:
    page = signed_in.leave(post_logout_redirect_uri=f"{BYE}/no-such")
    assert "post_logout_redirect_uri" in refused(page)
    assert signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri(signed_in: Client) -> None:
    page = signed_in.leave(post_logout_redirect_uri=f"{BYE}?foo=bar")
    assert "post_logout_redirect_uri" in refused(page)
    assert signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_modified_id_token_hint(signed_in: Client) -> None:
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).rstrip(b"=").decode()
    payload = signed_in.id_token.split(".")[1]
    page = signed_in.leave(id_token_hint=f"{header}.{payload}.")
    assert "id_token_hint" in refused(page)
    assert signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_bad_id_token_hint(signed_in: Client) -> None:
    """Signed by somebody else, with every claim as it should be, and with the authority's own header."""
    claims = signed_in.opened(signed_in.id_token).claims
    header = signed_in.opened(signed_in.id_token).header
    forged = jwt.encode(header, claims, ECKey.generate_key("P-256"))
    assert "id_token_hint" in refused(signed_in.leave(id_token_hint=forged))
    assert signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_no_id_token_hint(signed_in: Client) -> None:
    page = signed_in.leave(id_token_hint=None)
    assert "id_token_hint" in refused(page)
    assert signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_no_params(signed_in: Client) -> None:
    nothing = {"id_token_hint": None, "post_logout_redirect_uri": None, "state": None}
    assert signed_out_here(signed_in.leave_and_confirm(**nothing))
    assert not signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_no_post_logout_redirect_uri(signed_in: Client) -> None:
    assert signed_out_here(signed_in.leave_and_confirm(post_logout_redirect_uri=None))
    assert not signed_in.is_signed_in()


def test_oidcc_rp_initiated_logout_only_state(signed_in: Client) -> None:
    page = signed_in.leave_and_confirm(id_token_hint=None, post_logout_redirect_uri=None)
    assert signed_out_here(page)
    assert not signed_in.is_signed_in()


def test_section_2_the_request_may_come_by_post(signed_in: Client) -> None:
    """No module, but a demand of section 2."""
    path = urlsplit(signed_in.metadata["end_session_endpoint"]).path
    sent = {"id_token_hint": signed_in.id_token, "post_logout_redirect_uri": BYE, "state": "s"}
    moved = Reply.of(signed_in.authority.web.post(path, data=sent, base_url=ISSUER))
    page = signed_in.browser.open(moved.headers["Location"])
    assert signed_in.browser.press(page, "sign-out").location == f"{BYE}?state=s"
    assert not signed_in.is_signed_in()
