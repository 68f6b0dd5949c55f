"""Every word about second steps on the holder's own pages, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.texts import Text

from joincard_core.web.pages.languages import Language, said

WORDS: Mapping[str, Text] = {
    "second_step": Text("Second step", "第二步验证"),
    "what": Text(
        "After your password you type a code. Who learns your password alone cannot sign in as you.",
        "输入密码后还需输入验证码。仅知道密码的人无法以您的身份登录。",
    ),
    "app": Text("Authenticator application", "身份验证器应用"),
    "since": Text(
        "Set up on {}. Its code is asked for at each sign-in by password.",
        "设置于 {}。每次使用密码登录时均需其验证码。",
    ),
    "none": Text("None is set up.", "尚未设置。"),
    "set_up": Text("Set one up", "设置"),
    "remove": Text("Remove it", "移除"),
    "email": Text("E-mail", "电子邮件"),
    "email_used": Text("Without an application, a code is sent to {}.", "未设置应用时，验证码发送至 {}。"),
    "email_none": Text(
        "No code can be sent to you: there is no confirmed address. Ask the issuer of your card.",
        "无法向您发送验证码：没有已确认的邮箱地址。请联系发卡机构。",
    ),
    "changes": Text("What has changed", "变更记录"),
    "not_you": Text(
        "If one of these was not you, tell the issuer of your card at once.",
        "如非本人操作，请立即告知发卡机构。",
    ),
    "added": Text("Done. From now on its code is asked for.", "设置完成，今后登录需输入其验证码。"),
    "removed": Text("Removed. Its codes are not taken any more.", "已移除，其验证码不再有效。"),
    "new": Text("Set up an authenticator application", "设置身份验证器应用"),
    "scan": Text(
        "Open the application on your phone, and let it read this picture:",
        "打开手机上的应用，扫描此二维码：",
    ),
    "picture": Text("A QR code with the secret of this page", "包含本页密钥的二维码"),
    "or_open": Text("Open it in an application on this device", "在本设备的应用中打开"),
    "or_type": Text("Or type this secret into it:", "或在应用中输入此密钥："),
    "keep_secret": Text("Show the secret to nobody.", "请勿向任何人展示密钥。"),
    "first_code": Text("First code", "首个验证码"),
    "first_hint": Text("The six digits that the application shows now.", "应用当前显示的六位数字。"),
    "confirm": Text("Confirm", "确认"),
    "not_done": Text("Nothing was changed", "未作更改"),
}


def second_step_words(language: Language) -> dict[str, str]:
    """Every word in one language."""
    return {name: said(text, language) for name, text in WORDS.items()}
