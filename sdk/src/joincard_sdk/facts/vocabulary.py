"""The vocabulary as an author writes it: ``card.status``, ``holder.age``, ``principal.permit.class_``.

A test holds it equal to the registry, fact by fact and value by value.
"""

from typing import Literal

from joincard_sdk.facts.expressions import (
    BoolFact,
    CityFact,
    CodeFact,
    DateFact,
    DecimalFact,
    EnumFact,
    NumberFact,
    TimeFact,
)

CardStatus = Literal["none", "pending", "active", "suspended", "lost", "expired", "cancelled"]
CardForm = Literal["physical", "digital"]
HolderRelation = Literal["self", "spouse", "child", "parent"]
PermitStatus = Literal["none", "valid", "expired", "cancelled"]
PermitClass = Literal["A", "B", "C"]
ResidencePermit = Literal["none", "work", "family", "permanent"]
ResidenceStatus = Literal["none", "valid", "renewing", "expired"]
InsurancePension = Literal["none", "active", "paused", "closed", "exempt", "retired"]
InsuranceMedical = Literal["none", "active", "paused", "closed", "retired", "resident"]
InsuranceUnemployment = Literal["none", "active", "paused", "exempt", "claiming"]
InjuryOrMaternity = Literal["none", "active", "paused"]
InsuranceFiling = Literal["none", "temporary", "long_term"]
BankAccount = Literal["none", "opened", "activated", "frozen", "closed"]
NowWeekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EventKind = Literal[
    "hire",
    "passport_change",
    "post_change",
    "contract_end",
    "move",
    "arrival",
    "loss",
    "birth",
    "injury",
    "emergency",
    "treatment",
    "death",
]
RecordTaxpayer = Literal["resident", "non_resident"]
RecordFund = Literal["none", "active", "sealed"]
RecordDegree = Literal["none", "bachelor", "master", "doctor"]
RecordSchool = Literal["none", "kindergarten", "primary", "junior", "senior", "university"]
RecordKyc = Literal["none", "basic", "full"]
RecordRiskGrade = Literal["r1", "r2", "r3", "r4", "r5"]
RecordPass = Literal["none", "valid", "expired"]


class Card:
    """The card presented."""

    status = EnumFact[CardStatus]("card.status")
    form = EnumFact[CardForm]("card.form")
    valid_days = NumberFact("card.valid_days")
    transit_purse = BoolFact("card.transit_purse")
    purse_days = NumberFact("card.purse_days")
    issue_city = CityFact("card.issue_city")


class Holder:
    """The person who presents the card."""

    age = NumberFact("holder.age")
    relation = EnumFact[HolderRelation]("holder.relation")


class Permit:
    """The presenter's own work permit; ``class_`` is ``permit.class``."""

    status = EnumFact[PermitStatus]("permit.status")
    class_ = EnumFact[PermitClass]("permit.class")
    days_left = NumberFact("permit.days_left")
    days_since_cancelled = NumberFact("permit.days_since_cancelled")
    months_held = NumberFact("permit.months_held")


class Residence:
    """The presenter's residence document and registration."""

    permit = EnumFact[ResidencePermit]("residence.permit")
    status = EnumFact[ResidenceStatus]("residence.status")
    days_left = NumberFact("residence.days_left")
    city = CityFact("residence.city")
    province = CodeFact("residence.province")
    registered = BoolFact("residence.registered")
    months = NumberFact("residence.months")


class Insurance:
    """The presenter's social insurance."""

    pension = EnumFact[InsurancePension]("insurance.pension")
    medical = EnumFact[InsuranceMedical]("insurance.medical")
    unemployment = EnumFact[InsuranceUnemployment]("insurance.unemployment")
    work_injury = EnumFact[InjuryOrMaternity]("insurance.work_injury")
    maternity = EnumFact[InjuryOrMaternity]("insurance.maternity")
    city = CityFact("insurance.city")
    province = CodeFact("insurance.province")
    pension_months = NumberFact("insurance.pension_months")
    medical_months = NumberFact("insurance.medical_months")
    unemployment_months = NumberFact("insurance.unemployment_months")
    maternity_streak = NumberFact("insurance.maternity_streak")
    filing = EnumFact[InsuranceFiling]("insurance.filing")
    chronic = BoolFact("insurance.chronic")
    family_pool = BoolFact("insurance.family_pool")
    account_balance = DecimalFact("insurance.account_balance")
    treaty_cert = BoolFact("insurance.treaty_cert")


class Employer:
    """The presenter's employment."""

    present = BoolFact("employer.present")
    city = CityFact("employer.city")
    province = CodeFact("employer.province")
    months = NumberFact("employer.months")
    days_since_exit = NumberFact("employer.days_since_exit")


class Bank:
    """The card's bank account."""

    account = EnumFact[BankAccount]("bank.account")
    months = NumberFact("bank.months")


class PrincipalCard:
    """``principal.card.*`` of the linked permit holder."""

    status = EnumFact[CardStatus]("principal.card.status")


class PrincipalPermit:
    """``principal.permit.*`` of the linked permit holder."""

    status = EnumFact[PermitStatus]("principal.permit.status")
    class_ = EnumFact[PermitClass]("principal.permit.class")
    days_left = NumberFact("principal.permit.days_left")


class PrincipalResidence:
    """``principal.residence.*`` of the linked permit holder."""

    city = CityFact("principal.residence.city")


class PrincipalInsurance:
    """``principal.insurance.*`` of the linked permit holder."""

    pension = EnumFact[InsurancePension]("principal.insurance.pension")
    medical = EnumFact[InsuranceMedical]("principal.insurance.medical")
    maternity = EnumFact[InjuryOrMaternity]("principal.insurance.maternity")


class At:
    """Where the service is delivered."""

    city = CityFact("at.city")
    province = CodeFact("at.province")


class Now:
    """The authority's clock, Asia/Shanghai."""

    date = DateFact("now.date")
    time = TimeFact("now.time")
    month = NumberFact("now.month")
    weekday = EnumFact[NowWeekday]("now.weekday")
    holiday = BoolFact("now.holiday")


class Request:
    """What the request is about."""

    amount = DecimalFact("request.amount")
    party = NumberFact("request.party")
    escorted = BoolFact("request.escorted")
    consent = BoolFact("request.consent")


class Event:
    """The one life event a request is based on."""

    kind = EnumFact[EventKind]("event.kind")
    days = NumberFact("event.days")
    workdays = NumberFact("event.workdays")


class Usage:
    """What the core counted of earlier accepted uses."""

    today = NumberFact("usage.today")
    month = NumberFact("usage.month")
    year = NumberFact("usage.year")
    lifetime = NumberFact("usage.lifetime")
    open = NumberFact("usage.open")
    days_since_last = NumberFact("usage.days_since_last")


class Record:
    """What the provider's own system knows."""

    reservation = BoolFact("record.reservation")
    overdue = NumberFact("record.overdue")
    blocked = BoolFact("record.blocked")
    contract = BoolFact("record.contract")
    prescription = BoolFact("record.prescription")
    diagnosis = BoolFact("record.diagnosis")
    pregnant = BoolFact("record.pregnant")
    injury_recognised = BoolFact("record.injury_recognised")
    tax_clear = BoolFact("record.tax_clear")
    tax_months = NumberFact("record.tax_months")
    taxpayer = EnumFact[RecordTaxpayer]("record.taxpayer")
    fund = EnumFact[RecordFund]("record.fund")
    fund_months = NumberFact("record.fund_months")
    homes_owned = NumberFact("record.homes_owned")
    debt = BoolFact("record.debt")
    licence = BoolFact("record.licence")
    foreign_licence = BoolFact("record.foreign_licence")
    vehicle = BoolFact("record.vehicle")
    exam_passed = BoolFact("record.exam_passed")
    involuntary = BoolFact("record.involuntary")
    registered = BoolFact("record.registered")
    departure_declared = BoolFact("record.departure_declared")
    pension_age = BoolFact("record.pension_age")
    wage_ratio = DecimalFact("record.wage_ratio")
    degree = EnumFact[RecordDegree]("record.degree")
    school = EnumFact[RecordSchool]("record.school")
    seats_left = NumberFact("record.seats_left")
    kyc = EnumFact[RecordKyc]("record.kyc")
    risk_grade = EnumFact[RecordRiskGrade]("record.risk_grade")
    regulator_mou = BoolFact("record.regulator_mou")
    pass_ = EnumFact[RecordPass]("record.pass")
    family_doctor = BoolFact("record.family_doctor")


class Principal:
    """The permit holder to whom a family card is linked; for the permit holder, the holder's own facts."""

    card = PrincipalCard()
    permit = PrincipalPermit()
    residence = PrincipalResidence()
    insurance = PrincipalInsurance()


card = Card()
holder = Holder()
permit = Permit()
residence = Residence()
insurance = Insurance()
employer = Employer()
bank = Bank()
at = At()
now = Now()
request = Request()
event = Event()
usage = Usage()
record = Record()
principal = Principal()
