"""What is demanded of answers, in one place: the form of tokens and errors, and where an error is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.specs.fapi2.holder import Page
from tests.specs.fapi2.reading import bits
from tests.specs.system import Reply
from tools.conformance.plans import Row

DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]+")
"""RFC 6749 section 5.2."""
VISIBLE = re.compile(r"[\x20-\x7e]+")
"""RFC 6749 appendix A."""
TOKEN_BITS, REQUEST_URI_BITS = 128, 96


@dataclass(frozen=True)
class Tokens:
    """What the token endpoint gave."""

    access: str = field(repr=False)
    scheme: str
    refresh: str = field(repr=False)
    id_claims: dict[str, Any] = field(default_factory=dict)


def tokens(answer: Reply, row: Row) -> Tokens:
    """An answer of the token endpoint with all that the variant calls for (RFC 6749 section 5.1)."""
    found = answer.json
    assert answer.status_code == 200, answer.data
    assert is_json(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert found["token_type"] == ("Bearer" if row.certificate_bound else "DPoP")
    assert type(found["expires_in"]) is int
    assert 0 < found["expires_in"] <= 600
    assert row.holder or "refresh_token" not in found
    assert ("id_token" in found) is row.openid
    for name in {"access_token", "refresh_token"} & set(found):
        unguessable(found[name])
    return Tokens(found["access_token"], found["token_type"], found.get("refresh_token", ""))


def unguessable(text: str) -> str:
    """A code or token with enough in it that nobody can guess it."""
    assert VISIBLE.fullmatch(text)
    assert bits(text) > TOKEN_BITS
    return text


def taken(answer: Reply) -> str:
    """A request that was pushed and taken: its address (RFC 9126 section 2.2)."""
    assert answer.status_code == 201, answer.data
    assert is_json(answer)
    assert set(answer.json) == {"request_uri", "expires_in"}
    assert 5 <= answer.json["expires_in"] < 600
    assert bits(answer.json["request_uri"]) > REQUEST_URI_BITS
    return str(answer.json["request_uri"])


def refused(answer: Reply, *errors: str) -> None:
    """An error of the token endpoint or the pushed one, in the form of RFC 6749 section 5.2."""
    assert answer.json.get("error") in errors, answer.data
    assert answer.status_code == 400
    assert is_json(answer)
    assert DESCRIPTION.fullmatch(answer.json["error_description"])
    assert set(answer.json) == {"error", "error_description"}
    assert answer.headers["Cache-Control"] == "no-store"


def shown(page: Page, error: str) -> None:
    """An error on a page of ours: the browser goes nowhere else."""
    assert page.location == ""
    assert page.status == 400
    assert page.shown.texts["refused"] == "This request cannot go on"
    assert page.shown.texts["registered"] == error


def admitted(answer: Reply) -> None:
    """The resource was given."""
    assert answer.status_code in (200, 201), answer.data
    assert is_json(answer)


def turned_away(answer: Reply) -> None:
    """A request to the API that its token does not open (RFC 6750 section 3, RFC 9449 section 7.1)."""
    assert answer.status_code == 401, answer.data
    assert answer.headers["WWW-Authenticate"]


def is_json(answer: Reply) -> bool:
    """Whether an answer says that it is JSON."""
    return answer.content_type.partition(";")[0] == "application/json"
