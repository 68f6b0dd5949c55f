"""Units, bases and periods in English and Chinese."""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.texts import Text


def _table(written: str) -> Mapping[str, Text]:
    rows = (line.strip().split("|") for line in written.strip().splitlines())
    return MappingProxyType({code: Text(en=en, zh=zh) for code, en, zh in rows})


#: What a flat or metered price is counted in.
UNIT_WORDS = _table(
    """
    application|application|次申请
    assessment|assessment|次评估
    card|card|张卡
    copy|copy|份
    day|day|天
    dose|dose|剂
    exam|examination|次检查
    hour|hour|小时
    item|item|件
    kwh|kilowatt-hour|千瓦时
    licence|licence|本证照
    meal|meal|餐
    month|month|月
    order|order|单
    permit|permit|本许可
    ride|ride|次乘车
    seat|seat|座
    session|session|场
    transaction|transaction|笔
    tour|tour|次讲解
    vehicle|vehicle|辆车
    visit|visit|次就诊
    year|year|年
    entry|entry|次入场
    overdue_day|overdue day|个逾期日
    """
)

#: What a percentage, copay or tier is taken of.
BASE_WORDS = _table(
    """
    amount|the amount|金额
    covered_amount|the covered amount|医保范围内金额
    own_share|the own share|个人负担金额
    face_price|the listed price|标价
    market_rent|the market rent|市场租金
    loan_balance|the loan balance|贷款余额
    balance|the balance|余额
    distance_km|the distance in km|里程（公里）
    hours|the hours|时长（小时）
    permit_years|the years of the permit|许可年限
    party|the number of people|人数
    package|the package|套餐档次
    """
)

#: The unit of a base, where it has one.
MEASURE_WORDS = _table(
    """
    distance_km|km|公里
    hours|hours|小时
    permit_years|years|年
    party|people|人
    """
)

#: What a cap, quota or threshold is counted over.
PERIOD_WORDS = _table(
    """
    day|day|每日
    month|month|每月
    year|year|每年
    stay|stay|每次住院
    visit|visit|每次就诊
    """
)
