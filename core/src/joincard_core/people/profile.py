"""What holders may say of themselves (OpenID Connect Core section 5.1), and what each field may hold.

None of it is on the card and nobody checks it, but for an address and a number that were confirmed. A field
that is left empty is not kept. Every fault is told at once, by field, and no value is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from joincard_core.people.email import EMAIL_REMEDY, email_address
from joincard_core.people.errors import BadContact, BadProfile
from joincard_core.people.identity import CONTROL

LONGEST_TEXT, LONGEST_LINES, LONGEST_URL = 100, 300, 500  # characters
MOST_LINES = 6
PHONE = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
BETWEEN_DIGITS = re.compile(r"[ ()./-]", re.ASCII)
ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){1,2}|UTC", re.ASCII)
LOCALE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
TEXT_REMEDY = f"write 1 to {LONGEST_TEXT} printable characters on one line."
URL_REMEDY = f"write an address that begins with https://, of {LONGEST_URL} characters at most."
LINES_REMEDY = f"write {MOST_LINES} lines at most, {LONGEST_LINES} printable characters together."
PHONE_REMEDY = "write the number with its country, such as +86 10 1234 5678."
ZONE_REMEDY = "write a time zone by its name, such as Asia/Shanghai."
LOCALE_REMEDY = "write a language by its tag, such as en-GB or zh-CN."


@dataclass(frozen=True, slots=True)
class Form:
    """What a field may hold. ``read`` gives the text in its stored form, or ``None``."""

    read: Callable[[str], str | None]
    remedy: str


def one_line(raw: str) -> str | None:
    """A short text that can be printed."""
    return raw if len(raw) <= LONGEST_TEXT and not CONTROL.search(raw) else None


def few_lines(raw: str) -> str | None:
    """Lines of an envelope; each keeps its text, none is empty."""
    lines = [line.strip() for line in raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = "\n".join(line for line in lines if line)
    fits = len(kept) <= LONGEST_LINES and kept.count("\n") < MOST_LINES
    return kept if fits and not any(CONTROL.search(line) for line in lines) else None


def https_url(raw: str) -> str | None:
    """An address that a system may show as a link: nothing but https."""
    if len(raw) > LONGEST_URL or not raw.isascii() or not raw.isprintable() or re.search(r"[\s\\<>\"]", raw):
        return None
    try:
        parts = urlsplit(raw)
        _ = parts.port  # reading it is the check
    except ValueError:
        return None
    plain = parts.scheme == "https" and parts.hostname and parts.username is None and parts.password is None
    return raw if plain else None


def phone_number(raw: str) -> str | None:
    """A number in the form of E.164."""
    digits = BETWEEN_DIGITS.sub("", raw)
    return digits if PHONE.fullmatch(digits) else None


def email(raw: str) -> str | None:
    """An address to write to."""
    try:
        return email_address(raw)
    except BadContact:
        return None


def matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    """A text that is as the pattern says, as a whole."""
    return lambda raw: raw if len(raw) <= LONGEST_TEXT and pattern.fullmatch(raw) else None


TEXT, LINES, URL = Form(one_line, TEXT_REMEDY), Form(few_lines, LINES_REMEDY), Form(https_url, URL_REMEDY)
PROFILE: Mapping[str, Form] = {
    "nickname": TEXT,
    "preferred_username": TEXT,
    "gender": TEXT,
    "profile": URL,
    "picture": URL,
    "website": URL,
    "zoneinfo": Form(matching(ZONE), ZONE_REMEDY),
    "locale": Form(matching(LOCALE), LOCALE_REMEDY),
}
ADDRESS: Mapping[str, Form] = {
    "formatted": LINES,
    "street_address": LINES,
    "locality": TEXT,
    "region": TEXT,
    "postal_code": TEXT,
    "country": TEXT,
}
EMAIL, PHONE_NUMBER = "email", "phone_number"
FIELDS: Mapping[str, Form] = {
    **PROFILE,
    EMAIL: Form(email, EMAIL_REMEDY),
    PHONE_NUMBER: Form(phone_number, PHONE_REMEDY),
    **ADDRESS,
}


def read_profile(typed: Mapping[str, str]) -> Mapping[str, str]:
    """The fields that were filled in, in their stored form; others than ours are passed over.

    Raises ``BadProfile`` with every fault.
    """
    kept: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, form in FIELDS.items():
        raw = typed.get(name, "").strip()
        value = form.read(raw) if raw and well_formed(raw) else None
        if value is not None:
            kept[name] = value
        elif raw:
            wrong[name] = form.remedy
    if wrong:
        raise BadProfile(wrong)
    return kept


def read_email(typed: str) -> str | None:
    """The address of the field, in its stored form; ``None`` when there is none, or none that can be kept."""
    raw = typed.strip()
    return email(raw) if well_formed(raw) else None


def well_formed(raw: str) -> bool:
    """Whether a text can be written in UTF-8: JSON can spell half a character."""
    return not any("\ud800" <= sign <= "\udfff" for sign in raw)
