"""Every word about the fields of a profile: what each is called, and what it may hold."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.texts import Text

from joincard_core.web.pages.claims import NAMES

LABELS: Mapping[str, Text] = {
    **NAMES,
    "formatted": Text("Address as it stands on a letter", "信封上的完整地址"),
    "street_address": Text("Street and house", "街道和门牌号"),
    "locality": Text("City", "城市"),
    "region": Text("Province or region", "省或地区"),
    "postal_code": Text("Postal code", "邮政编码"),
    "country": Text("Country", "国家"),
}
LINE = Text("100 characters at most.", "最多 100 个字符。")
URL = Text("Begins with https://, 500 characters at most.", "以 https:// 开头，最多 500 个字符。")
LINES = Text("6 lines and 300 characters at most.", "最多 6 行、300 个字符。")
ALLOWED: Mapping[str, Text] = {
    "nickname": LINE,
    "preferred_username": LINE,
    "gender": LINE,
    "profile": URL,
    "picture": URL,
    "website": URL,
    "zoneinfo": Text("By its name, such as Asia/Shanghai.", "填写时区名称，例如 Asia/Shanghai。"),
    "locale": Text("By its tag, such as en-GB or zh-CN.", "填写语言标记，例如 en-GB 或 zh-CN。"),
    "email": Text("One address, such as name@example.org.", "填写一个地址，例如 name@example.org。"),
    "phone_number": Text(
        "With the country, such as +86 10 1234 5678.", "包含国家代码，例如 +86 10 1234 5678。"
    ),
    "formatted": LINES,
    "street_address": LINES,
    "locality": LINE,
    "region": LINE,
    "postal_code": LINE,
    "country": LINE,
}
WORDS: Mapping[str, Text] = {
    "profile_why": Text(
        "What you say of yourself here is not on your card, and nobody checks it. Systems in which you sign "
        "in are told of it only what you agree to. Leave empty what you do not want to say.",
        "您在此填写的内容不在卡内，也未经核实。您登录的系统只有在您同意后才会获知。不想填写的可留空。",
    ),
    "about_you": Text("About you", "个人资料"),
    "reach_you": Text("How to reach you", "联系方式"),
    "address": Text("Postal address", "通信地址"),
    "save": Text("Save", "保存"),
    "saved": Text("Saved.", "已保存。"),
    "not_saved": Text("Nothing was saved", "未保存"),
    "look_at": Text("Correct the marked fields:", "请更正标出的项目："),
    "cannot_keep": Text("This cannot be kept.", "无法保存此内容。"),
    "confirmed": Text("Confirmed.", "已验证。"),
    "not_confirmed": Text("Not confirmed yet. Staff can confirm it.", "尚未验证，可由工作人员验证。"),
    "email_stays": Text(
        "Codes for signing in go to a confirmed address. It stays until a new one is confirmed.",
        "登录验证码发送至已验证的邮箱；新邮箱验证之前，原邮箱继续有效。",
    ),
    "waits": Text(
        "The new address waits to be confirmed by staff. Until then codes go to {}.",
        "新邮箱等待工作人员验证。在此之前，验证码仍发送至 {}。",
    ),
    "email_locked": Text(
        "You signed in a while ago, or in a weaker way than you can. To change the address, sign in again.",
        "您登录已有一段时间，或未使用较强的登录方式。如需更改邮箱，请重新登录。",
    ),
    "sign_in_again": Text("Sign in again", "重新登录"),
    "email_kept": Text(
        "The new address was not kept. Press “Save” to keep all the rest.",
        "新邮箱未保存。请点击“保存”以保存其他内容。",
    ),
    "forget": Text("Forget all of this", "清除全部内容"),
    "clear_why": Text(
        "Everything above is forgotten at once, but for a confirmed e-mail address. "
        "What a system was told before, it keeps.",
        "以上内容将立即清除，已验证的邮箱除外。系统此前已获知的信息不受影响。",
    ),
}
