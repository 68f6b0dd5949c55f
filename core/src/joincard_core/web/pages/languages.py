"""The two languages of the pages on which a holder decides, and every word on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from flask import request
from joincard_sdk.texts import Text

from joincard_core.errors import JoincardError

Language = Literal["en", "zh"]
TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh-Hans"}

WORDS: Mapping[str, Text] = {
    "authority": Text("authority", "认证服务"),
    "skip": Text("Skip to the content", "跳到正文"),
    "language": Text("Language", "语言"),
    "sign_in": Text("Sign in with your card", "使用您的卡登录"),
    "asked_by": Text("You were sent here by", "您从以下单位转来："),
    "system": Text("System of ", "所属单位："),
    "policy": Text("How it treats your data", "对方如何处理您的信息"),
    "terms": Text("Its terms of use", "对方的使用条款"),
    "region": Text("City that issued the card", "发卡城市"),
    "region_hint": Text("Six digits, such as 330400 for Jiaxing.", "六位代码，例如嘉兴为 330400。"),
    "number": Text("Card number", "卡号"),
    "number_hint": Text("6 to 24 digits and letters, as on the card.", "卡面上的 6 至 24 位数字和字母。"),
    "password": Text("Password", "密码"),
    "password_hint": Text("It stays here: nobody else is told.", "密码仅在此处使用，不会告知他人。"),
    "go_on": Text("Sign in", "登录"),
    "second_step": Text("One more step", "还差一步"),
    "short_why": Text(
        "This needs a stronger sign-in: a code, beside the password that you typed before.",
        "此操作需要更强的登录：除您之前输入的密码外，还需验证码。",
    ),
    "code": Text("Code", "验证码"),
    "code_app": Text(
        "The six digits that your authenticator application shows now.", "身份验证器应用当前显示的六位数字。"
    ),
    "code_letter": Text(
        "We sent eight digits to {}. They are good for 10 minutes.",
        "已向 {} 发送八位数字验证码，10 分钟内有效。",
    ),
    "code_unsent": Text(
        "No e-mail could be sent to {}. Wait a little, then ask for another code.",
        "未能向 {} 发送邮件，请稍候再重新发送验证码。",
    ),
    "code_again": Text("Send another code", "重新发送验证码"),
    "code_lost": Text(
        "You cannot get a code? Ask the issuer of your card; staff can remove this step for you.",
        "无法获取验证码？请联系发卡机构，工作人员可为您移除此步骤。",
    ),
    "from_start": Text("Begin again", "重新开始"),
    "again": Text(
        "You are signed in already. This request asks you to sign in once more.",
        "您已登录，但此请求要求您重新登录。",
    ),
    "signed_in_already": Text("You are signed in already", "您已登录"),
    "signed_in_as": Text("You are signed in as", "当前登录："),
    "card_ending": Text("card ending in {}", "卡号尾号 {}"),
    "go_on_as": Text("Go on with this card", "使用此卡继续"),
    "or_other_card": Text("Or sign in with another card", "或使用其他卡登录"),
    "cancel": Text("Cancel", "取消"),
    "not_signed_in": Text("You are not signed in", "未能登录"),
    "decide": Text("Do you agree?", "您同意吗？"),
    "wants": Text("asks to use your card as follows.", "请求按以下方式使用您的卡。"),
    "what": Text("What it may do", "允许的操作"),
    "told": Text("What it is told about you", "将获知的信息"),
    "services": Text("For these services", "涉及的服务"),
    "cities": Text("In these cities", "涉及的城市"),
    "every_city": Text("Everywhere the services are delivered", "服务覆盖的所有城市"),
    "comma": Text(", ", "、"),
    "purpose": Text("For what, in its own words", "对方说明的用途"),
    "how_long": Text("For how long", "有效期"),
    "days": Text("{} days at most", "最长 {} 天"),
    "approve": Text("Agree", "同意"),
    "deny": Text("Do not agree", "不同意"),
    "other_card": Text("Use another card", "使用其他卡"),
    "not_agreed": Text(
        "If you do not agree, it learns nothing about you.", "如不同意，对方不会得知任何信息。"
    ),
    "leave": Text("Go back to the provider", "返回服务单位"),
    "leave_why": Text("Press the button if nothing happens.", "如页面没有自动跳转，请点击按钮。"),
    "continue": Text("Continue", "继续"),
    "logout_ask": Text("Sign out?", "要退出登录吗？"),
    "logout_why": Text(
        "Then you are signed out here, and every provider that you signed in to from here is told.",
        "退出后，您在此处的登录将结束，并会通知您通过此处登录过的所有单位。",
    ),
    "logout_yes": Text("Sign out", "退出登录"),
    "logout_no": Text("Stay signed in", "保持登录"),
    "logout_done": Text("You are signed out", "您已退出登录"),
    "logout_done_why": Text("You can close this page.", "您可以关闭此页面。"),
    "logout_stayed": Text("You are still signed in", "您仍处于登录状态"),
    "logout_stayed_why": Text("Nothing has changed.", "未作任何更改。"),
    "logout_nobody": Text("You are not signed in here", "您未在此处登录"),
    "logout_nobody_why": Text("There is nothing to sign out of.", "无需退出登录。"),
}
SCOPES: Mapping[str, Text] = {
    "openid": Text(
        "Recognise you when you come back, by a name that no other provider is told.",
        "在您再次访问时识别您；所用标识不会告知其他单位。",
    ),
    "profile": Text(
        "Learn your name, your date of birth, and what you say of yourself.",
        "获知您的姓名、出生日期以及您自行填写的资料。",
    ),
    "email": Text("Learn your e-mail address.", "获知您的电子邮箱。"),
    "phone": Text("Learn your telephone number.", "获知您的电话号码。"),
    "address": Text("Learn your postal address.", "获知您的通信地址。"),
    "offline_access": Text("Do this also when you are not signed in.", "在您未登录时也可进行上述操作。"),
    "verify": Text(
        "Ask whether your card may use a service, and at what price.",
        "查询您的卡能否使用某项服务以及费用。",
    ),
}
STATUSES: Mapping[str, str] = {"lost": "已挂失", "expired": "已过期", "cancelled": "已注销"}
REFUSALS: Mapping[str, str] = {
    "sign-in.refused": "卡片或密码不正确。请核对城市、卡号和密码。",
    "sign-in.too-many": "尝试次数过多，请在 {wait}后重试。",
    "oauth.choice-refused more": "表单包含未被请求的内容，请重新打开页面。",
    "oauth.choice-refused needed": "标为必需的项目不能取消。您仍可选择不同意。",
    "oauth.choice-refused services": "每项用途请至少保留一项服务，或选择不同意。",
    "oauth.choice-refused scopes": "请至少保留一项允许的操作，或选择不同意。",
    "oauth.offer-gone some": "部分所请求的内容已不再提供，并已从列表中移除，请重新决定。",
    "oauth.offer-gone all": "所请求的内容均已不再提供，未作任何授权，请返回。",
    "sign-in.card-at-its-end": "此卡{status}，不能用于登录。请使用您的其他卡。",
    "sign-in.no-second-step": "密码正确，但在此登录需要第二个步骤，而您尚未设置。"
    "请联系发卡机构登记您的电子邮箱，之后验证码将发送至该邮箱。",
    "sign-in.passkey-needed": "密码正确，但此处仅可使用通行密钥登录。请使用您的通行密钥。",
    "sign-in.passkey-refused": "此通行密钥未被接受。请重试，或使用其他方式登录。",
    "sign-in.code-refused": "验证码不正确、已使用过或已过期。请输入最新的验证码。",
    "sign-in.codes-closed": "此卡的验证码错误次数过多，此处不再接受验证码。"
    "请在您曾登录过的地点登录、使用通行密钥，或请发卡机构更换密码。",
    "sign-in.step-gone": "此步骤已结束：用时过长或验证码错误次数过多。请重新开始。",
    "sign-in.too-many-letters": "验证码已发送，{retry_after} 秒后可重新发送。",
    "mailing.not-sent": "邮件未能发送，请几分钟后重试。",
    "sign-in.malformed region": "请填写发卡城市的六位代码，例如 330400。",
    "sign-in.malformed number": "卡号为 6 至 24 位数字和字母。",
    "sign-in.malformed password": "请输入此卡持卡人的密码。",
}


def words(language: Language) -> dict[str, str]:
    """Every word in one language."""
    return {name: said(text, language) for name, text in WORDS.items()}


def said(text: Text, language: Language) -> str:
    """A text in a language."""
    return text.zh if language == "zh" else text.en


def language_of(chosen: str, ui_locales: Iterable[str]) -> Language:
    """What the holder chose, else what the client asked for (``ui_locales``), else what the browser says."""
    for tag in (chosen, *ui_locales, *request.accept_languages.values()):
        match tag.partition("-")[0].lower():
            case "zh":
                return "zh"
            case "en":
                return "en"
    return "en"


def in_chinese(seconds: int) -> str:
    """How long to wait: in hours, where it is more than one."""
    hours = -(-seconds // 3_600)
    return f"{hours} 小时" if hours > 1 else f"{seconds} 秒"


def sentence_of(error: JoincardError, language: Language) -> str:
    """Why a sign-in failed, in a language. What has no Chinese sentence is told in English."""
    field = getattr(error, "field", "")
    written = REFUSALS.get(f"{error.code} {field}" if field else error.code)
    if language == "en" or written is None:
        return error.sentence
    parts: dict[str, Any] = {
        "retry_after": getattr(error, "retry_after", ""),
        "wait": in_chinese(getattr(error, "retry_after", 0)),
        "status": STATUSES.get(getattr(error, "status", ""), ""),
    }
    return written.format(**parts)
