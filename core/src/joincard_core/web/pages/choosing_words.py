"""The words of the page on which a holder decides, element by element, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.texts import Text

from joincard_core.web.pages.languages import Language, said

WORDS: Mapping[str, Text] = {
    "choose": Text(
        "What is ticked, you allow. Untick what you do not want to allow; the rest works all the same.",
        "打勾的项目为您允许的内容。不想允许的请取消勾选，其余不受影响。",
    ),
    "needed": Text("needed", "必需"),
    "always": Text(
        "Always, when you sign in there: a name for you that no other provider is told, and when and how you "
        "signed in.",
        "每次登录时：仅对方知道的您的标识，以及您登录的时间和方式。",
    ),
    "each_time": Text(
        "Each time that it asks, until your consent ends, as it is on file then:",
        "在您的同意有效期内，对方每次查询时告知当时登记的以下信息：",
    ),
    "source": Text("From: {}.", "来源：{}。"),
    "why": Text("For what:", "用途："),
    "no_why": Text("It does not say what for.", "对方未说明用途。"),
    "needed_claim": Text("It says that it cannot do without.", "对方声明此项为必需。"),
    "verified": Text("It is told that this was verified.", "同时告知此信息已经核验。"),
    "verified_by": Text(
        "It is told that this was verified, and by which register: {}.",
        "同时告知此信息已经核验，以及所依据的登记：{}。",
    ),
    "verification": Text(
        "It is told that your identity was verified in official registers, and when.",
        "告知您的身份已通过官方登记核验，以及核验时间。",
    ),
    "sole_service": Text("It is the only one for this purpose.", "此用途仅涉及这一项服务。"),
    "above": Text("as you choose above", "与上方选择一致"),
    "before": Text("You did not allow this before.", "您此前未允许此项。"),
    "gone": Text("No longer offered, and taken off the list:", "以下项目已不再提供，并已从列表中移除："),
    "take_back": Text(
        "You can take back all of it, or single parts, at any time on your page “Consents”.",
        "您可随时在“授权同意”页面撤回全部或其中部分授权。",
    ),
    "go_back": Text("Go back", "返回"),
    "not_like_this": Text("Nothing was agreed to yet", "尚未作出授权"),
    "decided": Text("You have decided already", "您已作出决定"),
    "decided_why": Text(
        "Your answer was sent to {} when you decided. Nothing was sent a second time.",
        "您的决定已发送给 {}，未再次发送。",
    ),
    "decided_next": Text(
        "To change your mind, begin again there, or take back what you allowed on your page “Consents”.",
        "如需更改，请在对方重新发起，或在“授权同意”页面撤回授权。",
    ),
    "decided_go": Text("Go on to {}", "前往 {}"),
    "my_consents": Text("My consents", "我的授权同意"),
}
SCOPE_WHY: Mapping[str, Text] = {
    "openid": Text("Without it you cannot be signed in there.", "没有此项无法在对方登录。"),
    "verify": Text("The services below need it.", "以下服务需要此项。"),
    "marked": Text("The provider says that it cannot work without.", "对方声明没有此项无法提供服务。"),
    "sole": Text("It asks for nothing else.", "对方只请求此项。"),
}
OWN_SAY = Text("what you say of yourself", "您本人填写")
TRAVEL_DOCUMENT = "National Immigration Administration (travel document)"
AUTHORITIES: Mapping[str, Text] = {
    name: Text(name, chinese)
    for name, chinese in {
        TRAVEL_DOCUMENT: "国家移民管理局（旅行证件）",
        "National Immigration Administration (travel document), copied at issue": (
            "国家移民管理局（旅行证件，发卡时抄录）"
        ),
        "Work permit application": "工作许可申请",
        "Social insurance agency": "社会保险经办机构",
        "Card issuing authority": "发卡机构",
        "Foreign expert affairs authority": "外国专家主管部门",
        "Foreign expert affairs authority with the social insurance agency": (
            "外国专家主管部门与社会保险经办机构"
        ),
        "Social insurance agency and healthcare security administration": "社会保险经办机构与医疗保障局",
        "Card account bank": "社保卡合作银行",
        "Exit-entry administration of the public security bureau": "公安机关出入境管理部门",
        "Card issuing authority, proven by civil documents": "发卡机构（依据民事证明文件）",
    }.items()
}
"""Who keeps the registers (``source_authority`` of the data elements)."""


def choosing_words(language: Language) -> dict[str, str]:
    """Every word in one language."""
    return {name: said(text, language) for name, text in WORDS.items()}
