"""The 24 personas, all of them invented; this file is long because it is a table of people."""

from __future__ import annotations

from joincard_sdk.testing.personas.circumstances import PENSIONER, insured, permanent, relative, working
from joincard_sdk.testing.personas.persona import Persona
from joincard_sdk.texts import Text

JIAXING, HANGZHOU, NINGBO = "330400", "330100", "330200"
SHANGHAI, SUZHOU, NANJING, WUXI = "310000", "320500", "320100", "320200"
CHENGDU, BEIJING = "510100", "110000"

PEOPLE: tuple[Persona, ...] = (
    Persona(
        key="stephen",
        about=Text(en="engineer, everything in order", zh="工程师，各项手续齐全"),
        name="Stephen Marlowe Adeyinka",
        chinese_name="马思蒂",
        nationality="GBR",
        age=38,
        city=JIAXING,
        recorded=working(JIAXING, 30),
    ),
    Persona(
        key="yuki",
        about=Text(en="stephen's wife, without a permit of her own", zh="思蒂的妻子，本人没有工作许可"),
        name="Yuki Hanamori Adeyinka",
        nationality="JPN",
        age=36,
        city=JIAXING,
        principal="stephen",
        recorded=relative("spouse", JIAXING, 28) | {"bank.account": "activated", "bank.months": 20},
    ),
    Persona(
        key="lily",
        about=Text(en="their daughter of five", zh="他们五岁的女儿"),
        name="Lily Hanamori Adeyinka",
        nationality="GBR",
        age=5,
        city=JIAXING,
        principal="stephen",
        recorded=relative("child", JIAXING, 28),
    ),
    Persona(
        key="amara",
        about=Text(en="scientist, class A", zh="科学家，A类工作许可"),
        name="Amara Obiageli Nwakuru",
        chinese_name="阿玛拉",
        nationality="NGA",
        age=41,
        city=HANGZHOU,
        recorded=working(HANGZHOU, 50, permit_class="A", days_left=900),
    ),
    Persona(
        key="tobi",
        about=Text(en="amara's son of fourteen", zh="阿玛拉十四岁的儿子"),
        name="Tobi Nwakuru",
        nationality="NGA",
        age=14,
        city=HANGZHOU,
        principal="amara",
        recorded=relative("child", HANGZHOU, 49),
    ),
    Persona(
        key="samuel",
        about=Text(en="amara's father, 67", zh="阿玛拉的父亲，67岁"),
        name="Samuel Nwakuru",
        nationality="NGA",
        age=67,
        city=HANGZHOU,
        principal="amara",
        recorded=relative("parent", HANGZHOU, 14),
    ),
    Persona(
        key="diego",
        about=Text(
            en="harvest specialist, class C, a short permit", zh="季节性采收专家，C类，工作许可期限较短"
        ),
        name="Diego Ancamil Rojas",
        nationality="CHL",
        age=29,
        city=NINGBO,
        recorded=working(NINGBO, 5, permit_class="C", days_left=62),
    ),
    Persona(
        key="omar",
        about=Text(
            en="his permit has expired, the extension is under way", zh="工作许可已到期，正在办理延期"
        ),
        name="Omar Fawzi Elmasry",
        nationality="EGY",
        age=45,
        city=SUZHOU,
        recorded=working(SUZHOU, 26, days_left=-20) | {"residence.status": "renewing"},
    ),
    Persona(
        key="priya",
        about=Text(en="has reported her card lost", zh="已挂失卡片"),
        name="Priya Venkatamalai",
        nationality="IND",
        age=33,
        city=HANGZHOU,
        card_status="lost",
        recorded=working(HANGZHOU, 18),
    ),
    Persona(
        key="ingrid",
        about=Text(en="permanent resident, works without a permit", zh="永久居民，无需工作许可即可就业"),
        name="Ingrid Solvang Haugland",
        nationality="NOR",
        age=52,
        city=SHANGHAI,
        recorded=permanent(SHANGHAI, 130),
    ),
    Persona(
        key="maria",
        about=Text(en="has a very long name in her passport", zh="护照上的姓名很长"),
        name="Maria do Rosário da Conceição Fernandes de Albuquerque e Vasconcelos "
        "Teixeira da Silva Montenegro Brandão",
        nationality="PRT",
        age=47,
        city=JIAXING,
        recorded=working(JIAXING, 16),
    ),
    Persona(
        key="henrik",
        about=Text(en="is leaving China", zh="即将离开中国"),
        name="Henrik Aaltovirta",
        nationality="FIN",
        age=39,
        city=SHANGHAI,
        recorded=working(SHANGHAI, 60, days_left=25)
        | insured("paused")
        | {
            "permit.status": "cancelled",
            "permit.days_since_cancelled": 9,
            "insurance.pension": "closed",
            "employer.present": False,
            "employer.days_since_exit": 12,
        },
    ),
    Persona(
        key="fatou",
        about=Text(en="has no insurance yet", zh="尚未参加任何保险"),
        name="Fatou Diarrassouba Ndour",
        nationality="SEN",
        age=27,
        city=CHENGDU,
        recorded=working(CHENGDU, 1) | insured("none") | {"insurance.account_balance": "0.00"},
    ),
    Persona(
        key="george",
        about=Text(en="72 years old, lives on his pension", zh="72岁，靠养老金生活"),
        name="George Wattamurra Pell",
        nationality="AUS",
        age=72,
        city=JIAXING,
        recorded=permanent(JIAXING, 190) | PENSIONER | {"insurance.chronic": True},
    ),
    Persona(
        key="anneliese",
        about=Text(en="exempt from the pension scheme by treaty", zh="依社保协定免缴养老保险"),
        name="Anneliese Brückmoser",
        nationality="DEU",
        age=44,
        city=SUZHOU,
        recorded=working(SUZHOU, 22)
        | {
            "insurance.pension": "exempt",
            "insurance.unemployment": "exempt",
            "insurance.treaty_cert": True,
        },
    ),
    Persona(
        key="kenji",
        about=Text(en="retired in Shanghai", zh="在上海退休"),
        name="Kenji Takanosawa",
        nationality="JPN",
        age=63,
        city=SHANGHAI,
        recorded=permanent(SHANGHAI, 220) | PENSIONER,
    ),
    Persona(
        key="olena",
        about=Text(en="her card is suspended", zh="卡片已被暂停使用"),
        name="Olena Verbytska",
        nationality="UKR",
        age=35,
        city=NANJING,
        card_status="suspended",
        recorded=working(NANJING, 20),
    ),
    Persona(
        key="minh",
        about=Text(en="has no bank account on the card", zh="卡片未开通金融账户"),
        name="Minh Quang Lê Đoàn",
        nationality="VNM",
        age=31,
        city=WUXI,
        recorded=working(WUXI, 9) | {"bank.account": "none"},
    ),
    Persona(
        key="sofia",
        about=Text(
            en="uses the digital card only, without the transport purse", zh="只用电子卡，未开通交通钱包"
        ),
        name="Sofia Bellacorte",
        nationality="ITA",
        age=30,
        city=HANGZHOU,
        recorded=working(HANGZHOU, 12),
        card={"card.transit_purse": False},
    ),
    Persona(
        key="rajesh",
        about=Text(
            en="lives in Chengdu, insured in Shanghai, with a chronic illness",
            zh="住在成都，在上海参保，患有慢性病",
        ),
        name="Rajesh Kumaraswami Pillai",
        nationality="MUS",
        age=58,
        city=CHENGDU,
        recorded=working(CHENGDU, 40)
        | {"insurance.city": SHANGHAI, "insurance.filing": "long_term", "insurance.chronic": True},
    ),
    Persona(
        key="chloe",
        about=Text(en="arrived last week, her card is being made", zh="上周刚到，卡片正在制作"),
        name="Chloé Vauquelin Mbaye",
        nationality="FRA",
        age=26,
        city=JIAXING,
        card_status="pending",
        recorded=working(JIAXING, 0) | {"bank.account": "none"},
    ),
    Persona(
        key="elif",
        about=Text(
            en="lives in Jiaxing, insured in Beijing, nothing filed",
            zh="住在嘉兴，在北京参保，未办理异地就医备案",
        ),
        name="Elif Karadeniz Aydoğdu",
        nationality="TUR",
        age=34,
        city=JIAXING,
        recorded=working(JIAXING, 11) | {"insurance.city": BEIJING},
    ),
    Persona(
        key="noor",
        about=Text(en="between two jobs", zh="正在换工作"),
        name="Noor Aisyah binti Rahmat",
        nationality="MYS",
        age=37,
        city=HANGZHOU,
        recorded=working(HANGZHOU, 36, days_left=55)
        | insured("paused")
        | {
            "insurance.unemployment": "claiming",
            "employer.present": False,
            "employer.days_since_exit": 40,
        },
    ),
    Persona(
        key="kacper",
        about=Text(en="his card has expired, his bank account is frozen", zh="卡片已过期，银行账户被冻结"),
        name="Kacper Wróblewicz",
        nationality="POL",
        age=50,
        city=NANJING,
        valid_days=-5,
        recorded=working(NANJING, 58) | {"bank.account": "frozen"},
    ),
)
