"""The plans with clients that register themselves and sign: dynamic, private_key_jwt, third-party sign-in."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from joincard_core.keys import Keeper, MasterKey
from joserfc.jwk import RSAKey

from core.tests.oauth.servers import answers, serving
from tests.specs.fapi2.holder import Page
from tests.specs.fapi2.place import HOLDER
from tests.specs.oidc.client import CALLBACK, DISCOVERY, KEY, Client
from tests.specs.oidc.test_basic import refused_on_a_page
from tests.specs.system import ISSUER, Reply, Running, public

QUERY = f"{CALLBACK}?foo=bar"
BY_KEY = {"token_endpoint_auth_method": "private_key_jwt"}
NEEDED = """
issuer authorization_endpoint token_endpoint userinfo_endpoint jwks_uri registration_endpoint
scopes_supported response_types_supported subject_types_supported id_token_signing_alg_values_supported
claims_supported
"""


def test_oidcc_discovery_endpoint_verification(later: Running) -> None:
    answer = Reply.of(later.web.get(DISCOVERY))
    assert (answer.status_code, answer.content_type.partition(";")[0]) == (200, "application/json")
    found = answer.json
    assert found["issuer"] == ISSUER
    assert set(NEEDED.split()) <= set(found)
    assert all(found[name].startswith(f"{ISSUER}/") for name in NEEDED.split() if name.endswith("_endpoint"))
    assert "openid" in found["scopes_supported"]
    # More than a code, since the operator of these tests has switched on what the dynamic profile asks for.
    assert found["response_types_supported"] == ["code", "id_token", "id_token token"]
    assert {"authorization_code", "implicit"} <= set(found["grant_types_supported"])
    assert "RS256" in found["id_token_signing_alg_values_supported"]
    assert "RS256" in found["request_object_signing_alg_values_supported"]
    assert "RS256" in found["userinfo_signing_alg_values_supported"]
    assert found["request_uri_parameter_supported"] is True
    assert found["require_request_uri_registration"] is True
    jwks = Reply.of(later.web.get(urlsplit(found["jwks_uri"]).path)).json["keys"]
    assert len({key["kid"] for key in jwks}) == len(jwks)
    assert not any({"d", "p", "q", "k"} & set(key) for key in jwks)


def test_oidcc_idtoken_rs256(later: Running) -> None:
    Client.new(later, HOLDER, id_token_signed_response_alg="RS256", **BY_KEY).signed_in()


def test_oidcc_userinfo_rs256(later: Running) -> None:
    client = Client.new(later, HOLDER, userinfo_signed_response_alg="RS256", **BY_KEY)
    found = client.signed_in()
    answer = client.userinfo(found)
    assert answer.content_type == "application/jwt"
    token = client.opened(answer.data.decode())
    assert dict(token.claims) == {"iss": ISSUER, "aud": client.id, "sub": found.claims["sub"]}


def test_oidcc_ensure_redirect_uri_in_authorization_request(keyed: Client) -> None:
    refused_on_a_page(keyed, redirect_uri=None)
    sentence = keyed.begin(keyed.wish(redirect_uri=None)).shown.texts["sentence"]
    assert "redirect_uri is missing" in sentence  # what the screenshot is to show


def test_oidcc_redirect_uri_query_ok(later: Running) -> None:
    client = Client.new(later, HOLDER, redirect_uris=[QUERY], **BY_KEY)
    client.signed_in(client.wish(redirect_uri=QUERY))


def test_oidcc_redirect_uri_query_mismatch(later: Running) -> None:
    refused_on_a_page(
        Client.new(later, HOLDER, redirect_uris=[QUERY], **BY_KEY), redirect_uri=f"{CALLBACK}?bar=foo"
    )


def test_oidcc_redirect_uri_query_added(keyed: Client) -> None:
    refused_on_a_page(keyed, redirect_uri=QUERY)


def test_oidcc_redirect_uri_regfrag(later: Running) -> None:
    answer = Client.registering(later, redirect_uris=[f"{CALLBACK}#foobar"], **BY_KEY)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_redirect_uri")


def test_oidcc_registration_logo_uri(later: Running) -> None:
    # A picture from elsewhere would tell its host who signs in: it is kept, and not shown.
    assert "img" not in registered_and_asked(later, "logo_uri").shown.links


def test_oidcc_registration_policy_uri(later: Running) -> None:
    address = registered_and_asked(later, "policy_uri").shown.links["policy"]
    assert address == "https://suite.example.org/policy_uri"


def test_oidcc_registration_tos_uri(later: Running) -> None:
    address = registered_and_asked(later, "tos_uri").shown.links["terms"]
    assert address == "https://suite.example.org/tos_uri"


def registered_and_asked(later: Running, name: str) -> Page:
    """The address is kept, and the holder is asked to sign in: the page."""
    address = f"https://suite.example.org/{name}"
    client = Client.new(later, HOLDER, **{name: address}, **BY_KEY)
    assert client.registered[name] == address
    page = client.begin(client.wish())
    assert "sign-in" in page.shown.buttons
    return page


def test_oidcc_registration_jwks_uri(later: Running, tmp_path: Path) -> None:
    keys = json.dumps({"keys": [public(KEY)]}).encode()
    with serving(answers(keys, content_type="application/json"), tmp_path) as served:
        Client.new(later, HOLDER, jwks=None, jwks_uri=f"{served.origin}/jwks", **BY_KEY).signed_in()


def test_oidcc_registration_sector_uri(later: Running, tmp_path: Path) -> None:
    assert sector(later, tmp_path, [CALLBACK, QUERY]).status_code == 201


def test_oidcc_registration_sector_bad(later: Running, tmp_path: Path) -> None:
    answer = sector(later, tmp_path, [f"{CALLBACK}/other"])
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")


def sector(later: Running, folder: Path, listed: list[str]) -> Reply:
    """Register with the address of a sector that lists these."""
    with serving(answers(json.dumps(listed).encode(), content_type="application/json"), folder) as served:
        uri = f"{served.origin}/redirect_uris.json"
        return Client.registering(later, subject_type="pairwise", sector_identifier_uri=uri, **BY_KEY)


def test_oidcc_server_rotate_keys(later: Running) -> None:
    before = kids(later)
    with later.database.write() as tx:
        master = MasterKey.read(later.settings.master_key_file)
        Keeper(master).rotate(tx, "token", "RS256", later.clock.now())
    later.web.application.extensions["joincard"].keys.refresh()
    assert before < kids(later)


def kids(later: Running) -> set[str]:
    """The names of the keys that are published."""
    return {key["kid"] for key in Reply.of(later.web.get("/.well-known/jwks.json")).json["keys"]}


def test_oidcc_refresh_token_rp_key_rotation(later: Running, tmp_path: Path) -> None:
    published = [public(KEY)]

    def habit(*given: Any) -> None:
        answers(json.dumps({"keys": published}).encode(), content_type="application/json")(*given)

    with serving(habit, tmp_path) as it:
        grants = ["authorization_code", "refresh_token"]
        uri = f"{it.origin}/jwks"
        client = Client.new(later, HOLDER, jwks=None, jwks_uri=uri, grant_types=grants, **BY_KEY)
        found = client.signed_in(client.wish(scope="openid offline_access", prompt="consent"))
        client.key = RSAKey.generate_key(2048, {"alg": "RS256", "use": "sig", "kid": "suite-2"})
        published[:] = [public(client.key)]
        later.clock.advance(timedelta(minutes=10))
        sent = {"grant_type": "refresh_token", "refresh_token": found.answer["refresh_token"]}
        assert client.ask(sent).status_code == 200


def test_oidcc_request_uri_unsigned(later: Running, tmp_path: Path) -> None:
    client, wish, page = by_reference(later, tmp_path, "none")
    assert client.told(page, wish)["error"] == "invalid_request_object"


def test_oidcc_request_uri_signed_rs256(later: Running, tmp_path: Path) -> None:
    client, wish, page = by_reference(later, tmp_path, "RS256")
    assert set(client.told(client.agreed(page), wish)) == {"code"}


def by_reference(later: Running, folder: Path, alg: str) -> tuple[Client, dict[str, str], Page]:
    """Where a holder gets whose request lies at an address of the client's, signed or not."""
    served: list[bytes] = []

    def habit(*given: Any) -> None:
        answers(served[0], content_type="application/jwt")(*given)

    with serving(habit, folder) as there:
        uri = f"{there.origin}/request.jwt#v1"
        client = Client.new(later, HOLDER, request_uris=[uri], **BY_KEY)
        wish = client.wish()
        compact = client.request_object(wish, alg)
        served.append((compact if alg != "none" else compact.rpartition(".")[0] + ".").encode())
        # What stands outside is for whom the object cannot be read: the way back.
        return client, wish, client.begin({**wish, "request_uri": uri})


def test_oidcc_3rd_party_init_login(later: Running) -> None:
    uri = "https://suite.example.org/initiate"
    client = Client.new(later, HOLDER, initiate_login_uri=uri, **BY_KEY)
    assert client.registered["initiate_login_uri"] == uri
    token = {"Authorization": f"Bearer {client.registered['registration_access_token']}"}
    path = urlsplit(client.registered["registration_client_uri"]).path
    assert Reply.of(later.web.get(path, headers=token)).json["initiate_login_uri"] == uri


def test_oidcc_3rd_party_init_login_nohttps(later: Running) -> None:
    answer = Client.registering(later, initiate_login_uri="http://suite.example.org/initiate", **BY_KEY)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")


def test_oidcc_ensure_client_assertion_with_iss_aud_succeeds(keyed: Client) -> None:
    wish = keyed.wish()
    answer = keyed.redeem(keyed.code(wish), wish, keyed.assertion(aud=ISSUER))
    keyed.tokens(answer, wish["nonce"])
