"""The UserInfo endpoint (OpenID Connect Core section 5.3), for tokens with the scope ``openid``.

Choice: the holder's pairwise name and nothing else; data of a card comes with a verification, which has a
purpose, a receipt and a line in the holder's own list.
"""

from __future__ import annotations

from joincard_core.oauth.caller import Caller

PATH = "/oauth/userinfo"


def userinfo(caller: Caller) -> dict[str, object]:
    """The members of the answer."""
    return {"sub": caller.sub}
