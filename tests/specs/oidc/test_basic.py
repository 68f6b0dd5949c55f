"""The basic plan, with answers by redirect and by form."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.specs.fapi2.holder import Page
from tests.specs.fapi2.place import HOLDER
from tests.specs.fapi2.reading import digest
from tests.specs.oidc.client import AUTHORIZE, CALLBACK, FORM, Client
from tests.specs.system import ISSUER, Running

STANDARD = {
    "openid": ("sub",),
    "profile": (
        "name",
        "family_name",
        "given_name",
        "middle_name",
        "nickname",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
        "updated_at",
    ),
    "email": ("email", "email_verified"),
    "address": ("address",),
    "phone": ("phone_number", "phone_number_verified"),
}
ERROR_PAGE = "This request cannot go on"


def refused_on_a_page(client: Client, **changes: str | None) -> None:
    """The holder is told, and sent nowhere."""
    page = client.begin(client.wish(**changes))
    assert (page.status, page.location) == (400, "")
    assert ERROR_PAGE in page.shown.texts.get("title", "") or not page.shown.buttons


def asks_again(page: Page) -> None:
    """The holder is asked to sign in once more, and told so."""
    assert "sign-in" in page.shown.buttons
    assert "sign in once more" in page.shown.texts["again"]


def test_oidcc_server(client: Client) -> None:
    client.signed_in()


def test_oidcc_response_type_missing(client: Client) -> None:
    assert client.refused(client.wish(response_type=None)) in ("invalid_request", "unsupported_response_type")


def test_oidcc_idtoken_signature(client: Client) -> None:
    found = client.signed_in()
    header = client.opened(found.answer["id_token"]).header
    assert (header["alg"], bool(header["kid"])) == ("RS256", True)


def test_oidcc_idtoken_unsigned(later: Running, client: Client) -> None:
    assert "none" not in client.metadata["id_token_signing_alg_values_supported"]
    answer = Client.registering(later, id_token_signed_response_alg="none")
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")


def test_oidcc_userinfo_get(client: Client) -> None:
    found = client.signed_in()
    assert client.userinfo(found).json["sub"] == found.claims["sub"]


def test_oidcc_userinfo_post_header(client: Client) -> None:
    found = client.signed_in()
    assert client.userinfo(found, "POST").json["sub"] == found.claims["sub"]


def test_oidcc_userinfo_post_body(client: Client) -> None:
    found = client.signed_in()
    answer = client.userinfo(found, "POST", {"access_token": found.access})
    assert (answer.status_code, answer.json["sub"]) == (200, found.claims["sub"])
    assert client.userinfo(found, "POST", {"access_token": found.access + "x"}).status_code == 401
    assert client.userinfo(found, "GET", {"access_token": found.access}).status_code == 401


def test_oidcc_ensure_request_without_nonce_succeeds_for_code_flow(client: Client) -> None:
    assert "nonce" not in client.signed_in(client.wish(nonce=None)).claims


def test_oidcc_scope_profile(client: Client) -> None:
    told = tells_all(client, "openid profile")
    assert (told["given_name"], told["middle_name"], told["family_name"]) == tuple(told["name"].split())
    assert told["updated_at"] == int(told["updated_at"]) <= client.now


def test_oidcc_scope_email(client: Client) -> None:
    assert tells_all(client, "openid email")["email_verified"] is True


def test_oidcc_scope_address(client: Client) -> None:
    parts = {"formatted", "street_address", "locality", "region", "postal_code", "country"}
    assert set(tells_all(client, "openid address")["address"]) == parts


def test_oidcc_scope_phone(client: Client) -> None:
    assert tells_all(client, "openid phone")["phone_number_verified"] is False


def test_oidcc_scope_all(client: Client) -> None:
    tells_all(client, "openid email phone address profile")


def test_oidcc_alternate_happy_flow(client: Client) -> None:
    tells_all(client, "email openid", reorder=lambda wish: dict(reversed(wish.items())))


def tells_all(
    client: Client, scope: str, reorder: Callable[[dict[str, str]], dict[str, str]] = dict
) -> dict[str, Any]:
    """Every standard claim of the scopes (Core section 5.4) and no other; each scope is advertised."""
    assert set(scope.split()) <= set(client.metadata["scopes_supported"])
    assert set(client.metadata["claims_supported"]) >= {name for names in STANDARD.values() for name in names}
    found = client.signed_in(reorder(client.wish(scope=scope)))
    assert set(found.answer["scope"].split()) == set(scope.split())
    told: dict[str, Any] = client.userinfo(found).json
    assert set(told) == {name for each in scope.split() for name in STANDARD[each]}
    assert not set(told) & set(found.claims) - {"sub"}
    return told


def test_oidcc_display_page(client: Client) -> None:
    client.signed_in(client.wish(display="page"))


def test_oidcc_display_popup(client: Client) -> None:
    client.signed_in(client.wish(display="popup"))


def test_oidcc_prompt_login(client: Client) -> None:
    first = client.signed_in()
    client.authority.clock.advance(timedelta(seconds=1))
    wish = client.wish(prompt="login")
    asks_again(client.begin(wish))
    second = client.signed_in(wish)
    assert second.claims["auth_time"] > first.claims["auth_time"]


def test_oidcc_prompt_none_not_logged_in(client: Client) -> None:
    assert client.refused(client.wish(prompt="none")) in ("login_required", "interaction_required")


def test_oidcc_prompt_none_logged_in(client: Client) -> None:
    nobody_is_asked_again(client)


def nobody_is_asked_again(client: Client, hint: bool = False) -> None:
    """The second time the answer comes at once, and says the same of the holder."""
    first = client.signed_in()
    client.authority.clock.advance(timedelta(seconds=2))
    more = {"id_token_hint": first.answer["id_token"]} if hint else {}
    wish = client.wish(prompt="none", **more)
    code = client.told(client.begin(wish), wish)["code"]
    second = client.tokens(client.redeem(code, wish), wish["nonce"])
    for name in ("sub", "auth_time"):
        assert second.claims[name] == first.claims[name]


def test_oidcc_max_age_1(client: Client) -> None:
    first = client.signed_in()
    client.authority.clock.advance(timedelta(seconds=2))
    wish = client.wish(max_age="1")
    asks_again(client.begin(wish))
    second = client.signed_in(wish)
    assert second.claims["auth_time"] > first.claims["auth_time"]


def test_oidcc_max_age_10000(client: Client) -> None:
    first = client.signed_in()
    client.authority.clock.advance(timedelta(seconds=2))
    wish = client.wish(max_age="10000")
    code = client.told(client.begin(wish), wish)["code"]
    second = client.tokens(client.redeem(code, wish), wish["nonce"])
    assert second.claims["auth_time"] == first.claims["auth_time"]


def test_oidcc_ensure_request_with_unknown_parameter_succeeds(client: Client) -> None:
    client.signed_in(client.wish(extra="foobar"))


def test_oidcc_id_token_hint(client: Client) -> None:
    nobody_is_asked_again(client, hint=True)
    assert client.refused(client.wish(prompt="none", id_token_hint="x.y.z")) == "invalid_request"


def test_oidcc_login_hint(client: Client) -> None:
    page = client.begin(client.wish(login_hint=f"{HOLDER.region} {HOLDER.number}"))
    typed = {"region": HOLDER.region, "number": HOLDER.number}
    assert {name: page.shown.fields[name] for name in typed} == typed
    client.signed_in(client.wish(login_hint="buffy@card.example.cn"))


def test_oidcc_ui_locales(client: Client) -> None:
    client.signed_in(client.wish(ui_locales="se"))


def test_oidcc_claims_locales(client: Client) -> None:
    client.signed_in(client.wish(claims_locales="se"))


def test_oidcc_ensure_request_with_acr_values_succeeds(client: Client) -> None:
    offered = client.metadata["acr_values_supported"]
    assert client.signed_in(client.wish(acr_values=" ".join(offered))).claims["acr"] in offered


def code_is_good_once(client: Client, seconds: int) -> None:
    """A code that comes again is refused, and takes the tokens of the first time with it."""
    wish = client.wish()
    code = client.code(wish)
    found = client.tokens(client.redeem(code, wish), wish["nonce"])
    client.authority.clock.advance(timedelta(seconds=seconds))
    again = client.redeem(code, wish)
    assert (again.status_code, again.json["error"]) == (400, "invalid_grant")
    assert client.userinfo(found).status_code == 401


def test_oidcc_codereuse(client: Client) -> None:
    code_is_good_once(client, 0)


def test_oidcc_codereuse_30seconds(client: Client) -> None:
    code_is_good_once(client, 30)


def test_oidcc_ensure_registered_redirect_uri(client: Client) -> None:
    refused_on_a_page(client, redirect_uri=f"{CALLBACK}/x7")


def test_oidcc_ensure_post_request_succeeds(client: Client) -> None:
    wish = client.wish()
    web = client.authority.web.application.test_client()
    with web.post(AUTHORIZE, data=wish, content_type=FORM, base_url=ISSUER) as answer:
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/oauth/authorize/sign-in?")


def test_oidcc_server_client_secret_post(later: Running, client: Client) -> None:
    Client.new(later, HOLDER, client.mode, token_endpoint_auth_method="client_secret_post").signed_in()


def test_oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(client: Client) -> None:
    unsigned_is_refused(client)


def test_oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(client: Client) -> None:
    unsigned_is_refused(client)


def unsigned_is_refused(client: Client) -> None:
    """Discovery does not offer it, and it is not taken."""
    assert "none" not in client.metadata["request_object_signing_alg_values_supported"]
    wish = client.wish()
    beside = {**wish, "request": client.request_object(wish, alg="none").rpartition(".")[0] + "."}
    assert client.refused(beside) == "invalid_request_object"


def test_oidcc_claims_essential(client: Client) -> None:
    asked = json.dumps({"userinfo": {"name": {"essential": True}}})
    found = client.signed_in(client.wish(claims=asked))
    assert client.userinfo(found).json["name"]
    assert "name" not in found.claims


def test_oidcc_ensure_request_object_with_redirect_uri(client: Client) -> None:
    wish = client.wish()
    around = {**wish, "redirect_uri": f"{CALLBACK}/x7", "request": client.request_object(wish)}
    page = client.agreed(client.begin(around))
    assert set(client.told(page, wish)) == {"code"}


def test_oidcc_refresh_token(later: Running, client: Client) -> None:
    grants = ["authorization_code", "refresh_token"]
    first, second = (Client.new(later, HOLDER, client.mode, grant_types=grants) for _ in range(2))
    tokens = []
    for each in (first, second):
        found = each.signed_in(each.wish(scope="openid offline_access", prompt="consent"))
        sent = {"grant_type": "refresh_token", "refresh_token": found.answer["refresh_token"]}
        renewed = each.ask(sent)
        again = each.opened(renewed.json["id_token"]).claims
        assert {name: again[name] for name in ("sub", "aud", "auth_time")} == {
            name: found.claims[name] for name in ("sub", "aud", "auth_time")
        }
        tokens.append(sent)
    foreign = first.ask(tokens[1])
    assert (foreign.status_code, foreign.json["error"]) == (400, "invalid_grant")
    assert "refresh_token" not in first.signed_in(first.wish(scope="openid", prompt="consent")).answer


def test_oidcc_ensure_request_with_valid_pkce_succeeds(client: Client) -> None:
    verifier = "v" * 43
    wish = client.wish(code_challenge=digest(verifier.encode()), code_challenge_method="S256")
    client.signed_in(wish, code_verifier=verifier)
    wrong = client.redeem(client.code(wish), wish, code_verifier="w" * 43)
    assert (wrong.status_code, wrong.json["error"]) == (400, "invalid_grant")
