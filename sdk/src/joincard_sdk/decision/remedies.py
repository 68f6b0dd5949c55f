"""What a holder can do about a refusal, where the plugin says nothing better. By owner of the fact."""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.texts import Text

_OWNERS: Mapping[str, Text] = MappingProxyType(
    {
        "card": Text(
            en="Check the state of your card in the app or at a card service point.",
            zh="请在手机应用或服务网点查看卡片状态。",
        ),
        "holder": Text(
            en="If the register is wrong about you, ask a card service point to correct it.",
            zh="如登记信息有误，请到服务网点申请更正。",
        ),
        "permit": Text(
            en="Ask your employer or the foreign expert affairs authority about your work permit.",
            zh="请向用人单位或外国专家管理部门咨询工作许可事宜。",
        ),
        "residence": Text(
            en="Ask the exit-entry administration about your residence document or registration.",
            zh="请向出入境管理部门咨询居留证件或住宿登记事宜。",
        ),
        "insurance": Text(
            en="Ask the social insurance agency of your insured city about your enrolment.",
            zh="请向参保地社保经办机构咨询参保情况。",
        ),
        "employer": Text(
            en="Ask your employer whether the employment is registered.",
            zh="请向用人单位确认就业登记情况。",
        ),
        "bank": Text(
            en="Ask the bank of your card to open or activate the account.",
            zh="请到发卡银行开立或激活金融账户。",
        ),
        "principal": Text(
            en="Ask the permit holder to whom your card is linked to check their card and permit.",
            zh="请与您关联的工作许可持有人核对其卡片和许可状态。",
        ),
        "at": Text(
            en="Use the service in a place where your card is accepted for it.",
            zh="请在可使用本卡的地区办理。",
        ),
        "now": Text(en="Come back at a time when the service is open to you.", zh="请在服务开放的时间再来。"),
        "request": Text(
            en="Ask the service desk to check what was entered for this request.",
            zh="请服务窗口核对本次办理所填信息。",
        ),
        "event": Text(
            en="Ask the service desk to check the event and its date.",
            zh="请服务窗口核对所涉事项及日期。",
        ),
        "usage": Text(
            en="The number of uses is limited; wait until new uses are free, or close what is open.",
            zh="使用次数有限，请等待次数恢复，或先了结未完成的项目。",
        ),
        "record": Text(
            en="Ask the service desk to check what its own records say about you.",
            zh="请服务窗口核对其系统中的记录。",
        ),
    }
)


def default_remedy(fact: str) -> Text:
    """The advice for a fact, by the first part of its name."""
    return _OWNERS[fact.split(".")[0]]
