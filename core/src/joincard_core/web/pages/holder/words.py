"""Every word on the holder's own pages, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.texts import Text

from joincard_core.web.pages.languages import Language, said, words

WORDS: Mapping[str, Text] = {
    "mine": Text("My card", "我的卡"),
    "pages": Text("My pages", "我的页面"),
    "asked": Text("Who asked", "谁查询过"),
    "questions": Text("Questions about your card", "对您的卡的查询"),
    "handed": Text("What was told", "已告知的信息"),
    "profile": Text("My details", "我的资料"),
    "requests": Text("Requests", "待确认请求"),
    "requests_count": Text("Requests that wait for your answer: {}", "等待您答复的请求：{} 个"),
    "compare": Text("This stands on the clerk's screen, too", "工作人员屏幕上也显示"),
    "compare_why": Text(
        "Agree only when both are the same and you are at the counter now.",
        "仅当两处内容一致且您正在柜台办理时才同意。",
    ),
    "answer_until": Text("You can answer until {}.", "请在 {} 前答复。"),
    "for_this_visit": Text(
        "What you agree to is for this visit: it ends by itself a few minutes later.",
        "您的同意仅用于本次办理，数分钟后自动失效。",
    ),
    "no_requests": Text("No request is waiting for you.", "没有等待您确认的请求。"),
    "look_again": Text("Look again", "刷新"),
    "request_approved": Text("You agreed. The clerk can go on.", "您已同意，工作人员可以继续办理。"),
    "request_denied": Text("You did not agree. The clerk is told so.", "您未同意，工作人员将得到通知。"),
    "request_decided": Text(
        "This request was answered already, in another window. That answer counts.",
        "此请求已在其他窗口答复，以该答复为准。",
    ),
    "request_expired": Text(
        "This request has expired. Ask the clerk to begin again.", "此请求已过期，请工作人员重新发起。"
    ),
    "request_gone": Text(
        "This request is no longer there. Ask the clerk to begin again.",
        "此请求已不存在，请工作人员重新发起。",
    ),
    "code_title": Text("Code from a counter or terminal", "柜台或终端上的代码"),
    "code": Text("Code", "代码"),
    "code_why": Text(
        "Type the code that the screen before you shows. Then you see who asks, and decide.",
        "请输入您面前屏幕上显示的代码，然后查看对方的请求并作出决定。",
    ),
    "code_hint": Text("Eight letters, such as WDJB-MJHT.", "八个字母，例如 WDJB-MJHT。"),
    "beware": Text(
        "Were you sent this address or code in a message, or called about it? Then do not agree: "
        "somebody else wants to use your card.",
        "如果此网址或代码是别人通过消息或电话发给您的，请不要同意：有人企图使用您的卡。",
    ),
    "back_to_counter": Text(
        "Go back to the counter; you can close this page.", "请返回柜台，您可以关闭此页面。"
    ),
    "consents": Text("Consents", "授权同意"),
    "sessions": Text("Signed in", "登录记录"),
    "second_step_short": Text("Second step", "第二步验证"),
    "passkeys": Text("Passkeys", "通行密钥"),
    "sign_out": Text("Sign out", "退出登录"),
    "sign_in_why": Text(
        "See who asked about your card, why a use was refused, and what you agreed to.",
        "查看谁查询过您的卡、被拒绝的原因以及您同意过的授权。",
    ),
    "how_in": Text("The second step of your sign-ins", "登录的第二步验证"),
    "signs_in_changed": Text(
        "Something has happened to how you sign in on {}.", "您的登录方式于 {} 有新情况。"
    ),
    "once_more": Text(
        "What you want to do changes how you sign in. For this, sign in once more.",
        "您要进行的操作会更改登录方式，请再次登录。",
    ),
    "hello": Text("Signed in as", "当前登录："),
    "status": Text("State of the card", "卡片状态"),
    "issued_in": Text("Issued in", "发卡城市"),
    "latest": Text("Asked last", "最近的查询"),
    "all_asked": Text("All questions", "全部查询"),
    "consents_count": Text("Systems that you let do something: {}", "您授权的系统：{} 个"),
    "sessions_count": Text("Browsers in which you are signed in: {}", "已登录的浏览器：{} 个"),
    "open_reference": Text("Open a reference", "打开查询编号"),
    "reference": Text("Reference number", "查询编号"),
    "reference_hint": Text(
        "A provider that refused gives it to you. Only you see what is behind it.",
        "服务单位拒绝时会提供此编号，其内容只有您本人可见。",
    ),
    "open": Text("Open", "打开"),
    "none_asked": Text("Nobody has asked about your cards yet.", "尚无单位查询过您的卡。"),
    "none_older": Text("There is nothing older.", "没有更早的记录。"),
    "older": Text("Older", "更早"),
    "newest": Text("Newest", "最新"),
    "china_time": Text("Times are those of China (UTC+8).", "时间为北京时间（UTC+8）。"),
    "provider": Text("Who asked", "查询单位"),
    "where": Text("Where", "地点"),
    "at": Text("When", "时间"),
    "answer": Text("Answer", "结果"),
    "permitted": Text("Permitted", "准许"),
    "refused": Text("Refused", "拒绝"),
    "cancelled": Text("taken back later", "后已撤销"),
    "settled": Text("settled later", "后已结算"),
    "closed": Text("ended later", "后已结束"),
    "price": Text("Price", "费用"),
    "paid": Text("Paid in the end", "最终支付"),
    "deposit": Text("Deposit", "押金"),
    "yuan": Text("{} yuan", "{} 元"),
    "free": Text("free of charge", "免费"),
    "told_elements": Text("What they were told about you", "向其告知的信息"),
    "told_nothing": Text("nothing but the answer", "除结果外未告知任何信息"),
    "details": Text("Details", "详情"),
    "why_refused": Text("Why it was refused", "拒绝原因"),
    "why_hidden": Text(
        "You see every reason. The provider was told only what its service may know.",
        "您可看到全部原因；服务单位只被告知其有权知道的部分。",
    ),
    "remedy": Text("What you can do", "您可以怎么做"),
    "changes_on": Text("This will change by itself on {}.", "此情况将于 {} 自行改变。"),
    "changes_by": Text("This will change by itself, on {} at the latest.", "此情况最迟于 {} 自行改变。"),
    "how_price": Text("How the price came about", "费用计算过程"),
    "not_repeated": Text(
        "The reasons cannot be worked out again at the moment. Try again later.",
        "目前无法重新得出原因，请稍后再试。",
    ),
    "not_same": Text(
        "Worked out again, the answer is not the one that was given. Please tell the issuer of your card.",
        "重新计算的结果与当时不一致，请告知您的发卡机构。",
    ),
    "every_step": Text(
        "Every time somebody asked about your card, was told something, or got a key to ask with.",
        "每一次查询您的卡、获知您的信息，或取得查询凭证的记录。",
    ),
    "step_verification": Text("Asked about your card", "查询您的卡"),
    "step_claims": Text("Was told something about you", "获知您的信息"),
    "told_verified": Text("Told as verified", "作为已核验信息告知"),
    "only_verification": Text("that your identity was verified, and when", "您的身份已核验及核验时间"),
    "step_token": Text("Got a key to ask with (an access token)", "取得查询凭证（访问令牌）"),
    "its_system": Text("System", "系统"),
    "how": Text("How", "方式"),
    "for_what": Text("For what", "用途"),
    "by_authorization_code": Text("after you signed in and agreed", "您登录并同意之后"),
    "by_refresh_token": Text("again, by what you agreed to before", "依据您此前的同意再次取得"),
    "by_ciba": Text("after you agreed on your phone", "您在手机上同意之后"),
    "by_device_code": Text("after you entered the code of a counter", "您输入柜台代码并同意之后"),
    "by_token-exchange": Text("passed on by a system that you agreed to", "由您已授权的系统转交"),
    "only_questions": Text("Only the questions about your card", "仅看对您的卡的查询"),
    "everything": Text("Everything that was asked and told", "全部查询与告知记录"),
    "bad_bookmark": Text("That page is not there. This is the newest.", "该页不存在，以下为最新记录。"),
    "back_to_asked": Text("Back to all questions", "返回全部查询"),
    "none_agreed": Text(
        "You have not let any system do anything with your card.", "您尚未授权任何系统使用您的卡。"
    ),
    "may": Text("What it may do", "允许的操作"),
    "may_know": Text("What it may be told", "可获知的信息"),
    "since": Text("Since", "自"),
    "until": Text("Until", "至"),
    "withdraw": Text("Withdraw", "撤回同意"),
    "withdraw_from": Text("Withdraw what you let {} do", "撤回同意：{}"),
    "withdraw_why": Text(
        "It takes effect with the system's next request. Other consents stay.",
        "对方下一次请求时即生效，其他授权不受影响。",
    ),
    "take_back": Text("Take back", "撤回此项"),
    "take_back_one": Text("Take back from {}: {}", "撤回此项（{}）：{}"),
    "take_back_why": Text(
        "What you take back is gone with the system's next request; with the last service of a purpose, the "
        "whole consent for it ends.",
        "撤回的内容在对方下一次请求时即失效；某项用途的最后一项服务被撤回时，该授权随之终止。",
    ),
    "taken_back": Text("Taken back. The rest stays as it is.", "已撤回该项，其余授权保持不变。"),
    "not_allowed": Text("What you did not allow", "您未允许的内容"),
    "withdrawn": Text(
        "Withdrawn. It can do nothing with your card any more.", "已撤回，对方不能再使用您的卡。"
    ),
    "this_browser": Text("this browser", "本浏览器"),
    "unknown_browser": Text("A browser that did not say what it is", "未知浏览器"),
    "signed_in_at": Text("Signed in", "登录时间"),
    "seen_at": Text("Last used", "最近使用"),
    "ends_at": Text("Ends at the latest", "最迟结束"),
    "out_here": Text("Sign out there", "退出该浏览器"),
    "out_all": Text("Sign out everywhere", "全部退出"),
    "out_all_why": Text("This browser is signed out, too.", "本浏览器也将退出。"),
    "out_done": Text("Signed out there.", "已退出。"),
    "sign_out_ask": Text("Sign out of this browser?", "退出本浏览器的登录？"),
    "stay": Text("Stay signed in", "保持登录"),
    "signed_out": Text("You are signed out", "您已退出登录"),
    "signed_out_why": Text(
        "Nobody can open your pages in this browser.", "他人无法在此浏览器中打开您的页面。"
    ),
    "again": Text("Sign in again", "重新登录"),
    "told_after": Text("Told to systems in which you signed in", "登录后告知各系统的信息"),
    "none_told": Text("No system was told anything from your card.", "尚未向任何系统告知卡中信息。"),
    "given": Text("Permissions that you gave", "您给予的授权"),
    "none_given": Text("You gave no permission yet.", "您尚未给予任何授权。"),
    "ended": Text("Ended", "已结束"),
    "stands": Text("Stands until", "有效期至"),
    "sorry": Text("This page cannot be shown", "无法显示此页面"),
    "home": Text("Go to my card", "前往我的卡"),
}
STATUSES: Mapping[str, Text] = {
    "status_pending": Text("not active yet", "未激活"),
    "status_active": Text("in order", "正常"),
    "status_suspended": Text("suspended", "已暂停"),
    "status_lost": Text("reported lost", "已挂失"),
    "status_expired": Text("expired", "已过期"),
    "status_cancelled": Text("cancelled", "已注销"),
}
REFUSALS: Mapping[str, Text] = {
    "sign-in.card-at-its-end": Text(
        "This card was reported lost, has expired or was cancelled meanwhile. Nothing was agreed to.",
        "此卡已挂失、过期或注销，未作任何授权。",
    ),
    "verification.unknown": Text(
        "There is no question with this reference about a card of yours. Check the number.",
        "您的卡没有此编号的查询记录，请核对编号。",
    ),
    "oauth.user-code-unknown": Text(
        "No request waits behind this code: it is mistyped, was answered, or has expired. "
        "Compare it with the screen, or ask for a new one.",
        "此代码没有对应的请求：输入有误、已答复或已过期。请与屏幕核对，或请对方重新生成。",
    ),
    "oauth.too-many-user-codes": Text(
        "Too many wrong codes. Wait for a minute.", "错误代码过多，请一分钟后重试。"
    ),
    "request.unknown-address": Text("There is no page at this address.", "此地址没有页面。"),
    "request.foreign-form": Text(
        "This form belongs to another sign-in, or was sent from another site. Open the page again.",
        "此表单不属于当前登录，或来自其他网站。请重新打开页面。",
    ),
}


def holder_words(language: Language) -> dict[str, str]:
    """Every word in one language, with those that all pages share."""
    own = {name: said(text, language) for name, text in {**WORDS, **STATUSES}.items()}
    return {**words(language), **own}
