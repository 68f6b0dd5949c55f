"""Worked examples: borrowing and reading."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_tourism.examples.people import (
    AMARA,
    IN_BAOTOU,
    IN_CHENGDU,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_JINAN,
    IN_SHANGHAI,
    IN_SUZHOU,
    IN_XIAMEN,
    NORA,
    ON_THE_FIRST_DAY_IN_JINAN,
    RAVI,
    STEPHEN,
    WITH_AN_ADULT,
    WITHOUT_AN_ADULT,
    YUKI,
    clock,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="tourism.library.lending_jiaxing",
        facts=STEPHEN | IN_JIAXING | {"record.overdue": 0, "usage.open": 19},
        expect="accept",
        price=yuan(0),
        because="Nineteen books are at home, a twentieth is allowed.",
    ),
    Example(
        service="tourism.library.lending_jiaxing",
        facts=STEPHEN | IN_JIAXING | {"record.overdue": 0, "usage.open": 20},
        expect="refuse",
        because="Twenty books are at home already.",
    ),
    Example(
        service="tourism.library.lending_jiaxing",
        facts=YUKI | IN_JIAXING | {"record.overdue": 0, "usage.open": 0},
        expect="refuse",
        because="She lives in Beijing.",
    ),
    Example(
        service="tourism.library.lending_chengdu",
        facts=RAVI | IN_CHENGDU | {"record.overdue": 0, "usage.open": 7},
        use=Use(units=Decimal(30)),
        expect="accept",
        price=yuan(3),
        because="His last book came back thirty days late, at ten fen a day.",
    ),
    Example(
        service="tourism.library.lending_chengdu",
        facts=RAVI | IN_CHENGDU | {"record.overdue": 0, "usage.open": 0},
        use=Use(units=Decimal(0)),
        expect="accept",
        price=yuan(0),
        because="Nothing is late, nothing is to pay.",
    ),
    Example(
        service="tourism.library.lending_chengdu",
        facts=STEPHEN | IN_CHENGDU | {"record.overdue": 0, "usage.open": 0},
        expect="refuse",
        because="His card was issued in Jiaxing.",
    ),
    Example(
        service="tourism.library.lending_baotou",
        facts=RAVI | IN_BAOTOU | {"record.overdue": 0, "usage.open": 1},
        expect="accept",
        price=yuan(0),
        because="He shows the card on his phone and takes a second book.",
    ),
    Example(
        service="tourism.library.lending_baotou",
        facts=RAVI | IN_BAOTOU | {"record.overdue": 1, "usage.open": 1},
        expect="refuse",
        because="One book is late.",
    ),
    Example(
        service="tourism.library.lending_jinan",
        facts=YUKI
        | IN_JINAN
        | ON_THE_FIRST_DAY_IN_JINAN
        | {
            "record.registered": True,
            "record.overdue": 0,
            "usage.open": 2,
            "request.amount": Decimal("200.00"),
        },
        expect="accept",
        price=yuan(0),
        because="The books are worth two hundred yuan exactly.",
    ),
    Example(
        service="tourism.library.lending_jinan",
        facts=YUKI
        | IN_JINAN
        | ON_THE_FIRST_DAY_IN_JINAN
        | {
            "record.registered": True,
            "record.overdue": 0,
            "usage.open": 2,
            "request.amount": Decimal("200.01"),
        },
        expect="refuse",
        because="The books are worth one fen too much.",
    ),
    Example(
        service="tourism.library.lending_visitor",
        facts=STEPHEN | IN_SUZHOU | {"record.overdue": 0, "usage.open": 0},
        expect="accept",
        price=yuan(0),
        because="He lives in Jiaxing and leaves a deposit, which is no price.",
    ),
    Example(
        service="tourism.library.lending_visitor",
        facts=YUKI | IN_XIAMEN | {"record.overdue": 0, "usage.open": 6},
        expect="refuse",
        because="Six books are with her already.",
    ),
    Example(
        service="tourism.library.lending_visitor",
        facts=STEPHEN | IN_SUZHOU | {"record.overdue": 0, "usage.open": 0, "residence.city": "320500"},
        expect="refuse",
        because="Whoever lives in Suzhou is no visitor there.",
    ),
    Example(
        service="tourism.library.lending_child",
        facts=NORA | IN_SHANGHAI | WITH_AN_ADULT | {"record.overdue": 0, "usage.open": 4},
        expect="accept",
        price=yuan(0),
        because="She is thirteen and comes with her father.",
    ),
    Example(
        service="tourism.library.lending_child",
        facts=NORA | IN_SHANGHAI | WITHOUT_AN_ADULT | {"record.overdue": 0, "usage.open": 0},
        expect="refuse",
        because="She comes alone.",
    ),
    Example(
        service="tourism.library.interloan",
        facts=AMARA | IN_SHANGHAI | {"record.overdue": 0, "usage.open": 3},
        use=Use(prior={"month": 1}),
        expect="accept",
        price=yuan(0),
        because="The second item of the month is still free.",
    ),
    Example(
        service="tourism.library.interloan",
        facts=AMARA | IN_SHANGHAI | {"record.overdue": 0, "usage.open": 3},
        use=Use(prior={"month": 2}),
        expect="accept",
        price=yuan(3),
        because="From the third item on, the carriage costs three yuan.",
    ),
    Example(
        service="tourism.library.interloan",
        facts=YUKI | IN_SHANGHAI | {"record.overdue": 0, "usage.open": 0},
        expect="refuse",
        because="Beijing is no city of the delta.",
    ),
    Example(
        service="tourism.library.digital_resources",
        facts=RAVI | IN_CHENGDU | {"record.blocked": False},
        expect="accept",
        price=yuan(0),
        because="The card on the phone opens the databases.",
    ),
    Example(
        service="tourism.library.digital_resources",
        facts=STEPHEN | IN_HANGZHOU | {"record.blocked": False},
        expect="refuse",
        because="He presents the physical card.",
    ),
    Example(
        service="tourism.library.study_room",
        facts=STEPHEN | IN_JIAXING | clock("23:30") | {"record.blocked": False},
        expect="accept",
        price=yuan(0),
        because="Adults read at any hour.",
    ),
    Example(
        service="tourism.library.study_room",
        facts=NORA | IN_JIAXING | clock("20:59") | {"record.blocked": False},
        expect="accept",
        price=yuan(0),
        because="One minute is left to a reader of thirteen.",
    ),
    Example(
        service="tourism.library.study_room",
        facts=NORA | IN_JIAXING | clock("21:00") | {"record.blocked": False},
        expect="refuse",
        because="At nine younger readers go home.",
    ),
    Example(
        service="tourism.library.seat",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": False, "record.seats_left": 1, "usage.today": 1},
        expect="accept",
        price=yuan(0),
        because="The second session of the day, on the last seat.",
    ),
    Example(
        service="tourism.library.seat",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": True, "record.seats_left": 40, "usage.today": 0},
        expect="refuse",
        because="He left seats unused before.",
    ),
)
