"""Passkeys on pages: what a sign-in page asks the browser for, and every word about passkeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from joincard_sdk.texts import Text

from joincard_core.errors import JoincardError
from joincard_core.web.pages.languages import Language, said
from joincard_core.web.parts import parts

WORDS: Mapping[str, Text] = {
    "sign_in": Text("Sign in with a passkey", "使用通行密钥登录"),
    "otherwise": Text("Or sign in with your card and password:", "或使用卡号和密码登录："),
    "dismissed": Text(
        "No passkey was used. Try again, or go on in another way.", "未使用通行密钥。请重试，或改用其他方式。"
    ),
    "failed": Text(
        "This browser cannot use a passkey here at the moment. Go on in another way.",
        "此浏览器目前无法在此使用通行密钥，请改用其他方式。",
    ),
    "known": Text(
        "This device keeps a passkey of yours already. Use another device.",
        "此设备已保存您的通行密钥，请使用其他设备。",
    ),
    "passkeys": Text("Passkeys", "通行密钥"),
    "what": Text(
        "With a passkey you sign in by the screen lock of your phone or computer, without a password. "
        "It works on this site alone, and your fingerprint or face never leaves your device.",
        "使用通行密钥，您可以通过手机或电脑的屏幕锁登录，无需密码。通行密钥仅用于本网站，您的指纹或面容信息不会离开您的设备。",
    ),
    "none": Text("You have no passkey yet.", "您还没有通行密钥。"),
    "added": Text("Added", "添加时间"),
    "used": Text("Last used", "最近使用"),
    "never": Text("never", "从未使用"),
    "kept": Text("Kept", "保存位置"),
    "synced": Text("with your account, on your devices", "随您的账户同步到您的设备"),
    "one_device": Text("on one device", "仅在一台设备上"),
    "doubted": Text(
        "On {} it was shown with an old counter, as a copy would be, and was refused. "
        "Remove it unless you know why.",
        "{} 有人使用了计数器陈旧的此通行密钥（可能是副本），已被拒绝。如不清楚原因，请将其移除。",
    ),
    "name": Text("Name", "名称"),
    "name_hint": Text("So that you know it again, such as: my phone.", "便于您识别，例如：我的手机。"),
    "rename": Text("Rename", "重命名"),
    "remove": Text("Remove", "移除"),
    "add_one": Text("Add a passkey", "添加通行密钥"),
    "add": Text("Add a passkey on this device", "在此设备上添加通行密钥"),
    "needs_script": Text(
        "To add a passkey, allow JavaScript for this page.", "如需添加通行密钥，请允许此页面使用 JavaScript。"
    ),
    "too_old": Text(
        "You signed in a while ago, or in a weaker way than you can. To change your passkeys, sign in again.",
        "您登录已有一段时间，或未使用较强的登录方式。如需更改通行密钥，请重新登录。",
    ),
    "sign_in_again": Text("Sign in again", "重新登录"),
    "full": Text(
        "You have as many passkeys as you may. Remove one first.", "通行密钥数量已达上限，请先移除一个。"
    ),
    "not_offered": Text("Passkeys cannot be used at this address.", "此地址无法使用通行密钥。"),
    "not_done": Text("Nothing was changed", "未作更改"),
    "done_added": Text("Added. From now on you can sign in with it.", "已添加，今后可用它登录。"),
    "done_renamed": Text("Renamed.", "已重命名。"),
    "done_removed": Text(
        "Removed. Nobody can sign in with it any more; you may delete it from your device, too.",
        "已移除，任何人都不能再用它登录；您也可以在设备上将其删除。",
    ),
}
REFUSALS: Mapping[str, str] = {
    "sign-in.passkey-refused": "此通行密钥未被接受。请重试，或使用其他方式登录。",
    "passkey.not-added": "未能添加通行密钥。请使用尚未用过的设备重试。",
    "passkey.too-many": "您已有 {most} 个通行密钥，不能再添加。请先移除一个。",
    "passkey.bad-name": "通行密钥的名称须为 1 至 {longest} 个可显示的字符。",
}


@dataclass(frozen=True, slots=True)
class PasskeyOffer:
    """What a sign-in page needs for its button (``passkey_button.html``)."""

    options: Mapping[str, Any] = field(repr=False)
    words: Mapping[str, str]


def passkey_offer(browser: str, language: Language) -> PasskeyOffer | None:
    """A passkey for the browser that holds this cookie; ``None`` where there can be none."""
    passkeys = parts().passkeys
    if not browser or not passkeys.offered:
        return None
    return PasskeyOffer(passkeys.to_sign_in(browser), passkey_words(language))


def passkey_words(language: Language) -> dict[str, str]:
    """Every word in one language."""
    return {name: said(text, language) for name, text in WORDS.items()}


def passkey_sentence(error: JoincardError, language: Language) -> str:
    """Why nothing was done with a passkey, in a language."""
    written = REFUSALS.get(error.code)
    if language == "en" or written is None:
        return error.sentence
    most, longest = getattr(error, "most", ""), getattr(error, "longest", "")
    return written.format(most=most, longest=longest)
