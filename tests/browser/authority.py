"""An authority where a password opens a session, and a client that may want more of who comes to it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from hashlib import sha256
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2

from tests.demo.browsing import CODE
from tests.journeys.place import Place

REGION, PASSWORD = "330400", "correct horse 电池"
VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
IDENTITY = {"full_name": "ANN EXAMPLE", "date_of_birth": "1990-05-01", "nationality": "GBR"}
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody with a card. ``email`` is empty where no letter reaches them."""

    number: str
    email: str = ""

    @property
    def typed(self) -> dict[str, str]:
        """What they type to sign in."""
        return {"region": REGION, "number": self.number, "password": PASSWORD}


@dataclass
class Authority(Place):
    """An authority where a password opens a session, and letters go into a folder."""

    callback: str = ""
    registered: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """The settings."""
        return super().environment | {"JOINCARD_MAIL_FOLDER": str(self.folder / "letters")}

    def take_in(self, *, email: bool) -> Newcomer:
        """Somebody new."""
        number = f"JX{next(NUMBERS):08}"
        found = Newcomer(number, f"{number}@example.org".lower() if email else "")
        card = {"region": REGION, "number": number, "status": "active", "issue_city": REGION}
        more = {"email": {"address": found.email, "confirmed": True}} if email else {}
        identity = {**IDENTITY, "passport_number": number}
        line = {"reference": number, "identity": identity, "facts": {}, "card": card, **more}
        self.run("person", "import", self.write(f"{number}.jsonl", json.dumps(line).encode()))
        self.run("person", "password", REGION, number, entered=f"{PASSWORD}\n")
        return found

    def code(self, of: Newcomer) -> str:
        """The code in the only letter to somebody."""
        files = (self.folder / "letters").glob("*.eml")
        letters = (message_from_bytes(file.read_bytes(), policy=policy.default) for file in files)
        (mine,) = (str(letter.get_content()) for letter in letters if letter["To"] == of.email)
        found = CODE.search(mine.replace("\r\n", "\n"))
        assert found
        return found[0]

    def register(self) -> None:
        """A client that signs people in, registered as its provider does it."""
        token = self.run("client", "invite", "jiaxing-first", "--sign-in").splitlines()[-1]
        members = {"client_name": "Portal", "redirect_uris": [self.callback], "scope": "openid profile"}
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx2.post(f"{self.issuer}/oauth/register", json=members, headers=headers)
        self.registered = answer.json()
        assert answer.status_code == httpx2.codes.CREATED, self.registered

    def door(self, acr: str) -> str:
        """The address to which the client sends who is to have signed in like this."""
        challenge = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
        asked = {"client_id": self.registered["client_id"], "redirect_uri": self.callback, "acr_values": acr}
        usual = {"response_type": "code", "scope": "openid", "state": "s", "nonce": "n"}
        pkce = {"code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{self.issuer}/oauth/authorize?{urlencode({**asked, **usual, **pkce})}"

    def acr(self, back: str) -> str:
        """How somebody signed in, as the client is told for the code that they came back with."""
        code = dict(parse_qsl(urlsplit(back).query))["code"]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.callback}
        auth = (self.registered["client_id"], self.registered["client_secret"])
        answer = httpx2.post(
            f"{self.issuer}/oauth/token", data={**form, "code_verifier": VERIFIER}, auth=auth
        )
        body = answer.json()["id_token"].split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=="))["acr"])
