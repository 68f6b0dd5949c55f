"""Every word on the site's pages, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.texts import Text

WORDS: Mapping[str, Text] = {
    "skip": Text("Skip to the content", "跳到正文"),
    "language": Text("Language", "语言"),
    "pages": Text("Pages", "页面"),
    "invented": Text(
        "Everything here is invented. It is the site of a provider of the demo.",
        "此处内容均为虚构，这是演示用的服务单位网站。",
    ),
    "home": Text("Home", "首页"),
    "counter": Text("The clerk's counter", "柜台"),
    "welcome": Text("Welcome", "欢迎"),
    "welcome_why": Text(
        "See your appointments and bills. No account is needed: you sign in with your card, and you decide "
        "what we are told.",
        "查看您的预约和账单。无需注册账户：使用您的卡登录，并由您决定向我们提供哪些信息。",
    ),
    "sign_in": Text("Sign in with the card", "使用卡片登录"),
    "as_stephen": Text(
        "In the demo, be stephen: city 330400, card D00000001, password demo-only-stephen. The code comes by "
        "letter, which this command shows: "
        ".venv/bin/python -m demo mail",
        "演示时可使用 stephen：城市 330400，卡号 D00000001，密码 demo-only-stephen。验证码通过邮件发送，"
        "可用命令 .venv/bin/python -m demo mail 查看。",
    ),
    "out": Text("You are signed out.", "您已退出登录。"),
    "hello": Text("Hello", "您好"),
    "comma": Text(", ", "，"),
    "sign_out": Text("Sign out", "退出登录"),
    "more": Text("Fill in my form from the card", "用卡中信息填写表格"),
    "more_why": Text(
        "Asks for your nationality and permit number, and for name and birth date as a register vouches "
        "for them. You may leave some of it out.",
        "将请求您的国籍和许可证号码，以及经登记机关核实的姓名和出生日期。您可以不提供其中部分信息。",
    ),
    "records": Text("My records", "我的病历"),
    "records_why": Text("For these it is not enough to know a password.", "查看病历时，仅凭密码是不够的。"),
    "way_code": Text("Open with a one-time code", "使用一次性验证码打开"),
    "way_passkey": Text("Open with a passkey", "使用通行密钥打开"),
    "records_open": Text("There is nothing in your records: all is well.", "您的病历为空：一切安好。"),
    "too_weak": Text("Not opened", "未能打开"),
    "too_weak_why": Text(
        "You signed in, but not in the way that this page needs.", "您已登录，但登录方式不符合此页面的要求。"
    ),
    "make_passkey": Text("Make a passkey first, and come back:", "请先创建通行密钥，然后返回："),
    "purpose": Text("To fill in your form for the first visit.", "用于填写您的初诊表格。"),
    "signed_in_as": Text("You signed in with", "您的登录方式"),
    "needed": Text("Needed is at least", "至少需要"),
    "failed": Text("You are not signed in", "未能登录"),
    "failed_why": Text("The authority says:", "认证服务返回："),
    "failed_next": Text("Go back and begin again.", "请返回并重新开始。"),
    "denied": Text("You did not agree", "您未同意"),
    "denied_why": Text(
        "We were told nothing. You can go back and begin again at any time.",
        "我们未获知任何信息。您可随时返回并重新开始。",
    ),
    "still_in": Text(
        "You are still signed in here, and what you allowed before still holds.",
        "您在此处仍处于登录状态，此前的授权依然有效。",
    ),
    "by_password": Text("a password", "密码"),
    "by_password-otp": Text("a password and a code", "密码和验证码"),
    "by_passkey": Text("a passkey", "通行密钥"),
    "back": Text("Back", "返回"),
    "userinfo": Text("What you let us know (userinfo)", "您允许我们获知的信息（userinfo）"),
    "verified": Text("What a register vouches for (verified_claims)", "经核实的信息（verified_claims）"),
    "none": Text("Nothing.", "无。"),
    "id_token": Text("The ID token", "ID 令牌"),
    "name": Text("Name", "名称"),
    "value": Text("Value", "值"),
    "counter_why": Text(
        "The holder agrees on their own phone, with the same words before their eyes as you. Only then is "
        "anything asked about the card.",
        "持卡人在自己的手机上同意，双方看到相同的文字。同意之后才会查询卡片。",
    ),
    "errand": Text("What for", "事项"),
    "way": Text("How to ask", "询问方式"),
    "region": Text("City that issued the card", "发卡城市"),
    "region_hint": Text("Six digits, such as 330400 for Jiaxing.", "六位代码，例如嘉兴为 330400。"),
    "number": Text("Card number", "卡号"),
    "number_hint": Text("As on the card; stephen's is D00000001.", "见卡面；stephen 的卡号为 D00000001。"),
    "ask": Text("Ask the holder", "询问持卡人"),
    "not_asked": Text("Not asked", "未能询问"),
    "bad_card": Text(
        "Check the city and the number: this cannot be a card.", "请核对城市和卡号：这不可能是一张卡。"
    ),
    "waiting": Text("Waiting for the holder", "等待持卡人"),
    "compare": Text("On this screen and on the holder's page", "本屏幕与持卡人页面均显示"),
    "where_ciba": Text("The holder agrees at", "持卡人在此同意"),
    "where_code": Text("The holder opens this address and types the code", "持卡人打开此网址并输入代码"),
    "scan": Text("Or scans it with a phone", "或用手机扫描"),
    "qr": Text("The address with the code, as a QR code", "含代码网址的二维码"),
    "by_itself": Text("This page looks again by itself.", "此页面会自动刷新。"),
    "still": Text("Do not look by itself", "停止自动刷新"),
    "by_hand": Text("This page does not look by itself.", "此页面不会自动刷新。"),
    "again": Text("Look again", "刷新"),
    "next": Text("Next visitor", "下一位"),
    "ended": Text("Nothing was asked about the card", "未查询卡片"),
    "permitted": Text("Permitted", "准许"),
    "refused": Text("Refused", "拒绝"),
    "price": Text("Price", "费用"),
    "amount": Text("Yuan", "元"),
    "line": Text("Line", "项目"),
    "reasons": Text("Why", "原因"),
    "reference": Text("Reference for the holder", "持卡人查询编号"),
    "receipt": Text("Receipt", "回执"),
    "receipt_good": Text(
        "Its signature was checked with the authority's keys.", "已用认证服务的密钥核对签名。"
    ),
    "disclosed": Text("What we were told", "获知的信息"),
}
