"""A holder who has a passkey, and the request that signs them in with it; to be sent by many at once."""

from __future__ import annotations

import json
from html import unescape
from typing import Any
from urllib.parse import urlencode

import httpx2

from core.tests.signing_in.authenticator import Authenticator
from tests.journeys.place import ANN
from tests.journeys.senders import PASSWORD, Prepared, field_of

SIGN_IN, PASSKEYS = "/me/sign-in", "/me/passkeys"
OPTIONS = 'data-options="'


def with_passkey(issuer: str) -> Authenticator:
    """A phone to which the holder has added a passkey."""
    phone = Authenticator(issuer)
    with httpx2.Client(follow_redirects=True, base_url=issuer) as browser:
        typed = {"region": ANN.region, "number": ANN.number, "password": PASSWORD, "action": "sign-in"}
        token = field_of(browser.get(SIGN_IN), "token")
        page = browser.post(SIGN_IN, data={"token": token, "next": PASSKEYS, **typed})
        form = {"token": field_of(page, "token"), "action": "add", "name": "Phone"}
        added = browser.post(PASSKEYS, data={**form, "passkey": phone.make(options(page))})
    assert 'id="done"' in added.text, added.text
    return phone


def answering(issuer: str, phone: Authenticator) -> Prepared:
    """What a browser sends when its holder has unlocked the phone."""
    with httpx2.Client(base_url=issuer) as browser:
        page = browser.get(SIGN_IN)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    form = urlencode({"token": field_of(page, "token"), "passkey": phone.sign(options(page))}).encode()
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    return Prepared("POST", SIGN_IN, headers, form)


def options(page: httpx2.Response) -> dict[str, Any]:
    """What a page asks the browser for."""
    found: dict[str, Any] = json.loads(unescape(page.text.partition(OPTIONS)[2].partition('"')[0]))
    return found
