"""No setting and no registration takes a requirement of FAPI 2.0 or RFC 9700 away, whatever is written into it."""

import ast
from collections.abc import Mapping
from pathlib import Path

import joincard_core.oauth
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.errors import JoincardError
from joincard_core.oauth import InvalidClientMetadata, InvalidRedirectUri, read_registration
from joincard_core.oauth.registering import Bounds
from joincard_core.settings import SETTINGS, Settings, UnsafeSetting

from tests.specs.system import EC, public

SAFE = {"JOINCARD_ISSUER": "https://card.example.cn"}
#: What each length of time may be in seconds, as the profile or our own choice (within the profile) has it.
BOUNDS: Mapping[str, tuple[int, int]] = {
    "code_lifetime": (1, 60),  # FAPI 2.0 section 5.3.2.2
    "request_uri_lifetime": (5, 599),  # FAPI 2.0 section 5.3.2.2; RFC 9126 section 2.2
    "token_lifetime": (1, 600),  # FAPI 2.0 section 6.1
    "assertion_lifetime": (1, 300),
    "proof_leeway": (10, 60),  # FAPI 2.0 section 5.3.2.1
    "interaction_lifetime": (1, 3_600),
}
#: Looser things that are for the demo alone.
LOOSENED = {
    "JOINCARD_DEBUG": "1",
    "JOINCARD_PRIVATE_ADDRESSES": "1",
    "FLASK_DEBUG": "1",
    "AUTHLIB_INSECURE_TRANSPORT": "1",
    "OAUTHLIB_INSECURE_TRANSPORT": "1",
}
#: Every setting that the rooms of OAuth read, and why none of its values weakens a row.
READ_BY_OAUTH = {
    *BOUNDS,
    "issuer",  # https, except in the demo on this machine
    "demo",
    "private_addresses",  # of the demo
    "proof_nonce",  # more when on; off, each proof is still taken once
    "tls_terminators",  # empty: no certificate is believed; never the whole world
    "client_ca_file",  # empty: nobody signs in by such a certificate
    "implicit_sign_in",  # for clients that sign people in alone; RFC 9700 section 2.1.2 says when
    "grant_lifetime",  # days; FAPI 2.0 sets no bound
    "scope_least",  # only ever asks for more
    "session_lifetime",  # how long a client is kept to be told of a session's end; never of a token
}

#: Machines under load are slow.
CALMLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

numbers = st.integers(-(10**6), 10**6).map(str)
anything = numbers | st.text(max_size=8) | st.sampled_from(["", "0", "off", "none", "inf", "1e9", "٣"])
named = st.dictionaries(st.sampled_from([setting.variable for setting in SETTINGS]), anything)


def read_by_oauth() -> set[str]:
    """Names of settings in the code of the room."""
    (folder,) = joincard_core.oauth.__path__
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in Path(folder).glob("*.py")]
    return {
        node.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value).rpartition(".")[2].strip("_") == "settings"
    }


class TestASetting:
    def test_is_thought_about_before_it_is_read(self) -> None:
        assert read_by_oauth() == READ_BY_OAUTH

    @CALMLY
    @given(named)
    def test_leaves_every_bound_in_force(self, env: dict[str, str]) -> None:
        try:
            found = Settings.from_environment({**env, **SAFE, "JOINCARD_DEMO": "0"})
        except JoincardError:
            return
        for name, (least, most) in BOUNDS.items():
            assert least <= getattr(found, name) <= most
        assert not found.debug
        assert not found.private_addresses

    @pytest.mark.parametrize("name", BOUNDS)
    def test_has_its_bound_in_the_table(self, name: str) -> None:
        (row,) = (setting for setting in SETTINGS if setting.name == name)
        least, most = BOUNDS[name]
        assert row.least is not None
        assert row.most is not None
        assert least <= row.least <= row.most <= most

    @pytest.mark.parametrize("name", LOOSENED)
    def test_that_loosens_stops_the_start_outside_of_the_demo(self, name: str) -> None:
        with pytest.raises(UnsafeSetting, match=name):
            Settings.from_environment({**SAFE, name: LOOSENED[name]})

    @pytest.mark.parametrize(
        "networks", ["0.0.0.0/0", "::/0", "0.0.0.0/1 128.0.0.0/1", "::/1", "10.0.0.5/32 64.0.0.0/2"]
    )
    def test_lets_nobody_believe_the_whole_world_about_certificates(self, networks: str) -> None:
        with pytest.raises(UnsafeSetting, match="JOINCARD_TLS_TERMINATORS"):
            Settings.from_environment({**SAFE, "JOINCARD_TLS_TERMINATORS": networks})


USUAL: dict[str, object] = {
    "jwks": {"keys": [public(EC)]},
    "redirect_uris": ["https://portal.example.org/callback"],
    "grant_types": ["authorization_code"],
}
FLAGS = ("dpop_bound_access_tokens", "tls_client_certificate_bound_access_tokens")
ALGS = ("token_endpoint_auth_signing_alg", "request_object_signing_alg", "id_token_signed_response_alg")
CHOICES: Mapping[str, tuple[object, ...]] = {
    **dict.fromkeys((*FLAGS, "require_signed_request_object", "refresh_token_rotation"), (True, False)),
    **dict.fromkeys(ALGS, ("none", "HS256", "RS256", "ES256", "PS256")),
    "token_endpoint_auth_method": ("none", "client_secret_basic", "client_secret_post", "private_key_jwt"),
    "grant_types": (["implicit"], ["password"], ["authorization_code"], ["authorization_code", "password"]),
    "response_types": (["code"], ["token"], ["code id_token"], ["code", "token"]),
    "redirect_uris": (
        ["http://portal.example.org/callback"],
        ["http://localhost:8080/"],
        ["https://*.example.org/"],
        ["https://portal.example.org/callback"],
    ),
}
wishes = st.fixed_dictionaries({}, optional={name: st.sampled_from(each) for name, each in CHOICES.items()})


class TestARegistration:
    @CALMLY
    @given(wishes)
    def test_leaves_every_rule_in_force(self, wished: dict[str, object]) -> None:
        try:
            found = read_registration({**USUAL, **wished}, Bounds()).metadata
        except (InvalidClientMetadata, InvalidRedirectUri):
            return
        assert found.dpop_bound_access_tokens != found.tls_client_certificate_bound_access_tokens
        assert found.token_endpoint_auth_method == "private_key_jwt"
        assert found.token_endpoint_auth_signing_alg in (None, "ES256", "PS256", "EdDSA")
        assert found.request_object_signing_alg in (None, "ES256", "PS256", "EdDSA")
        assert found.id_token_signed_response_alg in ("ES256", "PS256")
        assert found.grant_types == ("authorization_code",)
        assert found.response_types == ("code",)
        assert found.redirect_uris == ("https://portal.example.org/callback",)

    def test_is_often_enough_a_registration_for_this_to_say_something(self) -> None:
        assert read_registration(USUAL, Bounds())


class TestARegistrationOfAClientThatSignsPeopleIn:
    """The one kind of client with a secret and with tokens that are bound to nothing (OpenID Connect)."""

    INVITED = Bounds(signs_in=True)

    @CALMLY
    @given(wishes, st.sampled_from([None, "openid", "verify", "openid verify", "openid profile"]))
    def test_can_do_nothing_else(self, wished: dict[str, object], scope: str | None) -> None:
        try:
            found = read_registration({**USUAL, **wished, "scope": scope}, self.INVITED)
        except (InvalidClientMetadata, InvalidRedirectUri):
            return
        assert "verify" not in found.scopes
        assert set(found.metadata.grant_types) <= {"authorization_code", "refresh_token"}
        assert found.metadata.response_types == ("code",)
        assert found.metadata.token_endpoint_auth_method != "none"
        assert found.metadata.redirect_uris == ("https://portal.example.org/callback",)

    def test_is_often_enough_a_registration_for_this_to_say_something(self) -> None:
        wished = {"scope": "openid", "token_endpoint_auth_method": "client_secret_basic"}
        assert read_registration({**USUAL, **wished}, self.INVITED).metadata.signs_in
