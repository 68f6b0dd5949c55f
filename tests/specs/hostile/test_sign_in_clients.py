"""Clients with a secret, which only sign people in: their requests are not pushed, so anybody can write one."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.specs.hostile.forged_claims import not_this
from tests.specs.hostile.target import CALLBACK, CHALLENGE, HOST, VERIFIER, Target
from tests.specs.hostile.test_oracles import ENDPOINTS, alike
from tests.specs.system import ISSUER, Reply

FORM = "application/x-www-form-urlencoded"
OTHER_ADDRESSES = (
    *(f"{CALLBACK}?x", f"{CALLBACK}#x", f"{CALLBACK}/..", "https://evil.example/cb", "javascript:alert(1)"),
    *(
        CALLBACK.replace("//", "//evil@"),
        CALLBACK.replace(".org", ".org.evil.example"),
        "//evil.example",
        "/",
    ),
    *(
        "data:text/html,x",
        "https:evil.example",
        "https:/evil.example",
        "\\\\evil.example",
        "http://localhost",
    ),
)


@dataclass(frozen=True)
class SignInClient:
    """A client that was registered for signing people in."""

    target: Target
    id: str
    secret: str

    def basic(self, secret: str = "", name: str = "") -> dict[str, str]:
        """The header with a secret: its own, or another."""
        pair = f"{name or self.id}:{secret or self.secret}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def begin(self, **changes: str) -> Reply:
        """Send the holder, who is signed in, with a request in the address."""
        browser = self.target.web
        browser.set_cookie("__Host-joincard-session", self.target.session(), domain=HOST, secure=True)
        usual = {
            "client_id": self.id,
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": "openid",
            "state": "a state",
            "prompt": "consent",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        query = urlencode({**usual, **changes}, errors="surrogatepass")
        reply = Reply.of(browser.get(f"/oauth/authorize?{query}", base_url=ISSUER))
        where = parse_qs(urlsplit(reply.headers.get("Location", "")).query)
        if "interaction" not in where:
            return reply
        form = {"interaction": where["interaction"][0], "action": "approve"}
        return Reply.of(browser.post("/oauth/authorize/consent", data=form, base_url=ISSUER))

    def code(self, **changes: str) -> str:
        """A code, after the holder has agreed."""
        return parse_qs(urlsplit(self.begin(**changes).headers["Location"]).query)["code"][0]

    def redeem(self, code: str, headers: dict[str, str]) -> Reply:
        """Redeem a code."""
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER}
        sent = {**form, "redirect_uri": CALLBACK}
        return Reply.of(self.target.web.post("/oauth/token", data=sent, headers=headers))


@pytest.fixture
def client(target: Target) -> SignInClient:
    """A new one."""
    return SignInClient(target, *target.sign_in_client())


class TestARequestThatAnybodyCanWrite:
    def test_is_answered_where_it_is_in_order(self, client: SignInClient) -> None:
        """The control."""
        assert client.begin().headers["Location"].startswith(f"{CALLBACK}?code=")

    def test_leads_nowhere_but_to_a_registered_address(self, client: SignInClient) -> None:
        wrong = [each for each in not_this(CALLBACK) if isinstance(each, str)]
        for uri in (*wrong, *OTHER_ADDRESSES):
            reply = client.begin(redirect_uri=uri)
            assert reply.status_code == 400, uri
            assert "Location" not in reply.headers

    @pytest.mark.parametrize(
        "wrong",
        [
            *({"response_type": each} for each in ("", "token", "id_token", "code token", "none", "\u0000")),
            *({"response_mode": each} for each in ("fragment", "web_message", "x", "\u0000")),
            *({"scope": each} for each in ("verify", "admin", "", "\u0000")),
            *({"state": each} for each in ("s" * 1025, "\r\nX: 1", "\u0000")),
            *({"max_age": each} for each in ("-1", "1e9", "\u0665", "9" * 30)),
            *({"prompt": each} for each in ("none login", "x", "\u0000")),
            *(
                {"resource": "https://evil.example"},
                {"request": "e30.e30.e30"},
                {"claims": "["},
                {"nonce": "\u0000"},
            ),
            *(
                {"request_uri": "https://evil.example/r"},
                {"request_uri": "urn:ietf:params:oauth:request_uri:x"},
            ),
            *({"authorization_details": "[]"}, {"authorization_details": "\u0000"}, {"client_id": "nobody"}),
        ],
    )
    def test_gets_no_code_when_it_is_wrong(self, client: SignInClient, wrong: dict[str, str]) -> None:
        reply = client.begin(**wrong)
        where = reply.headers.get("Location", "")
        assert reply.status_code in (303, 400)
        assert where == "" or where.startswith(f"{CALLBACK}?")
        assert "code=" not in where


class TestASecretThatIsNotProved:
    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_is_not_told_whether_its_client_exists(self, client: SignInClient, path: str) -> None:
        names = (client.id, "nobody", "hospital", "bank", "x" * 64, "h\u0000", "\ud800")
        web = client.target.web
        form = {"token": "x", "grant_type": "client_credentials", "client_secret": "A" * 43}
        posted = [
            web.post(
                path,
                data=urlencode({**form, "client_id": name}, errors="backslashreplace"),
                content_type=FORM,
            )
            for name in names
        ]
        assert alike(map(Reply.of, posted))
        shown = [
            web.post(path, data={"token": "x", "grant_type": "x"}, headers=client.basic("A" * 43, name))
            for name in names[:-1]
        ]
        assert alike(map(Reply.of, shown))

    def test_redeems_nothing(self, client: SignInClient) -> None:
        code = client.code()
        other = client.basic("A" * 43)
        assert client.redeem(code, other).json["error"] == "invalid_client"
        assert client.redeem(code, {}).json["error"] == "invalid_client"
        assert client.redeem(code, client.basic()).status_code == 200

    def test_is_not_needed_to_end_a_grant_that_was_redeemed_twice(self, client: SignInClient) -> None:
        code = client.code()
        token = client.redeem(code, client.basic()).json["access_token"]
        assert client.redeem(code, client.basic()).json["error"] == "invalid_grant"
        headers = {"Authorization": f"Bearer {token}"}
        with client.target.web.get("/oauth/userinfo", headers=headers) as answer:
            assert answer.status_code == 401


class TestATokenForSigningIn:
    @pytest.mark.parametrize("scope", ["openid verify", "openid admin", "openid  verify"])
    def test_never_asks_about_cards(self, client: SignInClient, scope: str) -> None:
        """OpenID Connect Core section 3.1.2.1: scopes that mean nothing here are passed over."""
        answer = client.redeem(client.code(scope=scope), client.basic())
        assert answer.json["scope"] == "openid"

    def test_opens_nothing_else(self, client: SignInClient) -> None:
        token = client.redeem(client.code(), client.basic()).json["access_token"]
        web, hospital = client.target.web, client.target.portal("hospital")
        headers = {"Authorization": f"Bearer {token}"}
        with web.get("/oauth/userinfo", headers=headers) as answer:
            assert answer.status_code == 200
        for path in ("/v1/events", "/v1/verifications/" + "0" * 32):
            for scheme in ("Bearer", "DPoP"):
                assert hospital.call(token, path=path, scheme=scheme).status_code == 401
        assert client.target.portal("cleaner").exchange(token).status_code == 400
        assert hospital.introspect(token).json == {"active": False}
