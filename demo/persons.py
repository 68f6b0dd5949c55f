"""The 24 people of the demo, all of them invented; this file is long because it is a table of people."""

from __future__ import annotations

from dataclasses import dataclass, field

from demo.circumstances import PENSIONER, Facts, insured, permanent, relative, working

JIAXING, HANGZHOU, NINGBO = "330400", "330100", "330200"
SHANGHAI, SUZHOU, NANJING, WUXI = "310000", "320500", "320100", "320200"
CHENGDU, BEIJING = "510100", "110000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person, as of the day the demo is made.

    ``age`` in completed years; ``city`` issued the card; ``principal`` is the key of the permit holder to
    whose household a family card belongs. ``valid_days`` is negative for a card past its last day.
    """

    key: str
    about: str
    name: str
    nationality: str
    age: int
    city: str
    facts: Facts
    chinese_name: str | None = None
    principal: str | None = None
    card_status: str = "active"
    valid_days: int = 1_460
    card: Facts = field(default_factory=lambda: {"card.transit_purse": True, "card.purse_days": 40})


PERSONS: tuple[Person, ...] = (
    Person(
        key="stephen",
        about="engineer, everything in order",
        name="Stephen Marlowe Adeyinka",
        chinese_name="马思蒂",
        nationality="GBR",
        age=38,
        city=JIAXING,
        facts=working(JIAXING, 30),
    ),
    Person(
        key="yuki",
        about="stephen's wife, without a permit of her own",
        name="Yuki Hanamori Adeyinka",
        nationality="JPN",
        age=36,
        city=JIAXING,
        principal="stephen",
        facts=relative("spouse", JIAXING, 28) | {"bank.account": "activated", "bank.months": 20},
    ),
    Person(
        key="lily",
        about="their daughter of five",
        name="Lily Hanamori Adeyinka",
        nationality="GBR",
        age=5,
        city=JIAXING,
        principal="stephen",
        facts=relative("child", JIAXING, 28),
    ),
    Person(
        key="amara",
        about="scientist, class A",
        name="Amara Obiageli Nwakuru",
        chinese_name="阿玛拉",
        nationality="NGA",
        age=41,
        city=HANGZHOU,
        facts=working(HANGZHOU, 50, permit_class="A", days_left=900),
    ),
    Person(
        key="tobi",
        about="amara's son of fourteen",
        name="Tobi Nwakuru",
        nationality="NGA",
        age=14,
        city=HANGZHOU,
        principal="amara",
        facts=relative("child", HANGZHOU, 49),
    ),
    Person(
        key="samuel",
        about="amara's father, 67",
        name="Samuel Nwakuru",
        nationality="NGA",
        age=67,
        city=HANGZHOU,
        principal="amara",
        facts=relative("parent", HANGZHOU, 14),
    ),
    Person(
        key="diego",
        about="harvest specialist, class C, a short permit",
        name="Diego Ancamil Rojas",
        nationality="CHL",
        age=29,
        city=NINGBO,
        facts=working(NINGBO, 5, permit_class="C", days_left=62),
    ),
    Person(
        key="omar",
        about="his permit has expired, the extension is under way",
        name="Omar Fawzi Elmasry",
        nationality="EGY",
        age=45,
        city=SUZHOU,
        facts=working(SUZHOU, 26, days_left=-20) | {"residence.status": "renewing"},
    ),
    Person(
        key="priya",
        about="has reported her card lost",
        name="Priya Venkatamalai",
        nationality="IND",
        age=33,
        city=HANGZHOU,
        card_status="lost",
        facts=working(HANGZHOU, 18),
    ),
    Person(
        key="ingrid",
        about="permanent resident, works without a permit",
        name="Ingrid Solvang Haugland",
        nationality="NOR",
        age=52,
        city=SHANGHAI,
        facts=permanent(SHANGHAI, 130),
    ),
    Person(
        key="maria",
        about="has a very long name in her passport",
        name="Maria do Rosário da Conceição Fernandes de Albuquerque e Vasconcelos "
        "Teixeira da Silva Montenegro Brandão",
        nationality="PRT",
        age=47,
        city=JIAXING,
        facts=working(JIAXING, 16),
    ),
    Person(
        key="henrik",
        about="is leaving China",
        name="Henrik Aaltovirta",
        nationality="FIN",
        age=39,
        city=SHANGHAI,
        facts=working(SHANGHAI, 60, days_left=25)
        | insured("paused")
        | {
            "permit.status": "cancelled",
            "permit.days_since_cancelled": 9,
            "insurance.pension": "closed",
            "employer.present": False,
            "employer.days_since_exit": 12,
        },
    ),
    Person(
        key="fatou",
        about="has no insurance yet",
        name="Fatou Diarrassouba Ndour",
        nationality="SEN",
        age=27,
        city=CHENGDU,
        facts=working(CHENGDU, 1) | insured("none") | {"insurance.account_balance": "0.00"},
    ),
    Person(
        key="george",
        about="72 years old, lives on his pension",
        name="George Wattamurra Pell",
        nationality="AUS",
        age=72,
        city=JIAXING,
        facts=permanent(JIAXING, 190) | PENSIONER | {"insurance.chronic": True},
    ),
    Person(
        key="anneliese",
        about="exempt from the pension scheme by treaty",
        name="Anneliese Brückmoser",
        nationality="DEU",
        age=44,
        city=SUZHOU,
        facts=working(SUZHOU, 22)
        | {
            "insurance.pension": "exempt",
            "insurance.unemployment": "exempt",
            "insurance.treaty_cert": True,
        },
    ),
    Person(
        key="kenji",
        about="retired in Shanghai",
        name="Kenji Takanosawa",
        nationality="JPN",
        age=63,
        city=SHANGHAI,
        facts=permanent(SHANGHAI, 220) | PENSIONER,
    ),
    Person(
        key="olena",
        about="her card is suspended",
        name="Olena Verbytska",
        nationality="UKR",
        age=35,
        city=NANJING,
        card_status="suspended",
        facts=working(NANJING, 20),
    ),
    Person(
        key="minh",
        about="has no bank account on the card",
        name="Minh Quang Lê Đoàn",
        nationality="VNM",
        age=31,
        city=WUXI,
        facts=working(WUXI, 9) | {"bank.account": "none"},
    ),
    Person(
        key="sofia",
        about="uses the digital card only, without the transport purse",
        name="Sofia Bellacorte",
        nationality="ITA",
        age=30,
        city=HANGZHOU,
        facts=working(HANGZHOU, 12),
        card={"card.transit_purse": False},
    ),
    Person(
        key="rajesh",
        about="lives in Chengdu, insured in Shanghai, with a chronic illness",
        name="Rajesh Kumaraswami Pillai",
        nationality="MUS",
        age=58,
        city=CHENGDU,
        facts=working(CHENGDU, 40)
        | {"insurance.city": SHANGHAI, "insurance.filing": "long_term", "insurance.chronic": True},
    ),
    Person(
        key="chloe",
        about="arrived last week, her card is being made",
        name="Chloé Vauquelin Mbaye",
        nationality="FRA",
        age=26,
        city=JIAXING,
        card_status="pending",
        facts=working(JIAXING, 0) | {"bank.account": "none"},
    ),
    Person(
        key="elif",
        about="lives in Jiaxing, insured in Beijing, nothing filed",
        name="Elif Karadeniz Aydoğdu",
        nationality="TUR",
        age=34,
        city=JIAXING,
        facts=working(JIAXING, 11) | {"insurance.city": BEIJING},
    ),
    Person(
        key="noor",
        about="between two jobs",
        name="Noor Aisyah binti Rahmat",
        nationality="MYS",
        age=37,
        city=HANGZHOU,
        facts=working(HANGZHOU, 36, days_left=55)
        | insured("paused")
        | {
            "insurance.unemployment": "claiming",
            "employer.present": False,
            "employer.days_since_exit": 40,
        },
    ),
    Person(
        key="kacper",
        about="his card has expired, his bank account is frozen",
        name="Kacper Wróblewicz",
        nationality="POL",
        age=50,
        city=NANJING,
        valid_days=-5,
        facts=working(NANJING, 58) | {"bank.account": "frozen"},
    ),
)
