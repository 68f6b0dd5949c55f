"""What the authority writes to holders, in both languages: codes, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.texts import Text

from joincard_core.mailing import Letter

MINUTES = 10
GUESSED = "codes-guessed"
CHANGES: Mapping[str, Text] = {
    "authenticator-added": Text(
        "An authenticator application was set up for signing in with your card.",
        "您的卡片登录已设置身份验证器应用。",
    ),
    "authenticator-removed": Text(
        "The authenticator application for signing in with your card was removed.",
        "您的卡片登录已移除身份验证器应用。",
    ),
    "authenticator-removed-by-staff": Text(
        "Staff removed the authenticator application for signing in with your card.",
        "工作人员已移除您卡片登录的身份验证器应用。",
    ),
    "passkey-added": Text(
        "A passkey was added for signing in with your card.", "您的卡片登录已添加通行密钥。"
    ),
    "passkey-removed": Text(
        "A passkey for signing in with your card was removed.", "您的卡片登录已移除一个通行密钥。"
    ),
    "email-named": Text(
        "Another e-mail address was entered under “My details”. It is not used until staff confirm it.",
        "您的“我的资料”页面填写了新的邮箱地址。在工作人员验证之前，不会启用该地址。",
    ),
    "email-changed-by-staff": Text(
        "Staff changed the e-mail address to which codes for signing in with your card are sent.",
        "工作人员已变更接收您卡片登录验证码的邮箱地址。",
    ),
    GUESSED: Text(
        "Five wrong codes were typed within a day, by somebody who knows your password.",
        "一天内有知晓您密码的人输入了五次错误的验证码。",
    ),
}
"""What changed, by the name that its row has."""
CHANGED = "How you sign in has changed / 登录方式已变更"
WARNING = "Wrong codes for signing in / 登录验证码多次错误"


def code_letter(to: str, code: str) -> Letter:
    """The letter with a code for signing in."""
    return Letter(
        to,
        "Your code for signing in / 登录验证码",
        f"{code}\n\n"
        f"Type this code to sign in with your card. It is good for {MINUTES} minutes, once.\n"
        "Nobody from the authority ever asks you for it. If you are not signing in now, somebody else knows\n"
        "your password: tell the issuer of your card.\n\n"
        f"请输入此验证码以使用您的卡登录。{MINUTES} 分钟内有效，仅可使用一次。\n"
        "工作人员绝不会向您索要验证码。如非本人操作，说明他人知晓您的密码，请告知发卡机构。\n",
    )


def change_letter(to: str, what: str) -> Letter:
    """The letter that says what has changed in how a holder signs in, or that somebody tries to."""
    changed = CHANGES[what]
    return Letter(
        to,
        WARNING if what == GUESSED else CHANGED,
        f"{changed.en}\nIf this was not you, tell the issuer of your card at once.\n\n"
        f"{changed.zh}\n如非本人操作，请立即告知发卡机构。\n",
    )
