"""What a claim is called on a page, and whether it rests on nothing but the holder's own say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from joincard_sdk.texts import Text
from joincard_sdk.values import ELEMENTS

from joincard_core.oauth import CARD_CLAIMS, CLAIMS, OWN_CLAIMS
from joincard_core.web.pages.languages import Language, said

NAMES: Mapping[str, Text] = {
    "family_name": Text("Family name", "姓"),
    "given_name": Text("Given name", "名"),
    "middle_name": Text("Middle name", "中间名"),
    "nickname": Text("Nickname", "昵称"),
    "preferred_username": Text("Preferred user name", "常用用户名"),
    "profile": Text("Address of a page about you", "个人主页地址"),
    "picture": Text("Address of a picture of you", "头像地址"),
    "website": Text("Website", "网站"),
    "gender": Text("Gender", "性别"),
    "zoneinfo": Text("Time zone", "时区"),
    "locale": Text("Language", "语言"),
    "updated_at": Text("When your data changed last", "资料最近更新时间"),
    "email": Text("E-mail address", "电子邮箱"),
    "email_verified": Text("Whether the e-mail address was confirmed", "电子邮箱是否已验证"),
    "phone_number": Text("Telephone number", "电话号码"),
    "phone_number_verified": Text("Whether the telephone number was confirmed", "电话号码是否已验证"),
    "address": Text("Postal address", "通信地址"),
}
KNOWN_HERE = frozenset({"updated_at", "email_verified", "phone_number_verified"})
"""What the authority says about the holder's own say."""
OWN_SAY = Text("{} (as you say yourself)", "{}（由您本人填写）")


def claim_name(claim: str) -> Text:
    """What a claim is called; one that has gone is called by its own name."""
    if claim in CARD_CLAIMS:
        return ELEMENTS[CARD_CLAIMS[claim]].name
    return NAMES.get(claim, Text(claim, claim))


def claim_in_words(claim: str, language: Language) -> str:
    """A claim, marked where it is the holder's own say."""
    name = said(claim_name(claim), language)
    own = claim in OWN_CLAIMS and claim not in KNOWN_HERE
    return said(OWN_SAY, language).format(name) if own else name


def in_order(claims: Iterable[str]) -> tuple[str, ...]:
    """Claims as a holder reads them: the card first, then what they say themselves."""
    wanted = frozenset(claims)
    return (*(claim for claim in CLAIMS if claim in wanted), *sorted(wanted.difference(CLAIMS)))
