"""Worked examples: permits to stay, addresses, permanent residence and police certificates."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    CLARA,
    HELENA,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_SHANGHAI,
    INGRID,
    KOFI,
    LEO,
    STEPHEN,
    Situation,
    happened,
)

ONE_YEAR = Use(basis=Decimal(1))
TWO_YEARS = Use(basis=Decimal(2))
FIVE_YEARS = Use(basis=Decimal(5))

WELL_PAID: Situation = {"record.wage_ratio": Decimal("6.5"), "record.tax_clear": True}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.residence.permit_renewal",
        facts=STEPHEN | IN_JIAXING | {"residence.days_left": 90},
        use=ONE_YEAR,
        expect="accept",
        price=yuan(400),
        because="One more year costs the lowest fee.",
    ),
    Example(
        service="government.residence.permit_renewal",
        facts=STEPHEN | IN_JIAXING | {"residence.days_left": 20},
        use=FIVE_YEARS,
        expect="accept",
        price=yuan(1000),
        because="Five years are the longest and cost the highest fee.",
    ),
    Example(
        service="government.residence.permit_renewal",
        facts=STEPHEN | IN_JIAXING | {"residence.days_left": 91},
        use=ONE_YEAR,
        expect="refuse",
        because="Ninety days before the end it may be renewed.",
    ),
    Example(
        service="government.residence.dependant_permit",
        facts=CLARA | IN_JIAXING | {"card.status": "none"},
        use=TWO_YEARS,
        expect="accept",
        price=yuan(800),
        because="Her stay follows her husband's permit, before she has a card.",
    ),
    Example(
        service="government.residence.dependant_permit",
        facts=LEO | IN_JIAXING | {"holder.age": 0, "card.status": "none"},
        use=TWO_YEARS,
        expect="accept",
        price=yuan(400),
        because="A baby pays the lowest fee for any length.",
    ),
    Example(
        service="government.residence.dependant_permit",
        facts=CLARA | IN_JIAXING | {"residence.registered": False},
        use=TWO_YEARS,
        expect="refuse",
        because="Her address is not registered.",
    ),
    Example(
        service="government.residence.stay_registration",
        facts=KOFI
        | IN_SHANGHAI
        | {"card.status": "none", "residence.status": "none"}
        | happened("arrival", 1),
        expect="accept",
        because="He registers on the day after arriving, with nothing but his passport yet.",
    ),
    Example(
        service="government.residence.stay_registration",
        facts=KOFI | IN_SHANGHAI | happened("move", 2),
        expect="refuse",
        because="Two days after moving he has to go to the police station himself.",
    ),
    Example(
        service="government.residence.permanent_intake",
        facts=INGRID | IN_HANGZHOU | WELL_PAID,
        expect="accept",
        price=yuan(1500),
        because="She has held her permit for fifty months on a high salary.",
    ),
    Example(
        service="government.residence.permanent_intake",
        facts=STEPHEN | IN_JIAXING | WELL_PAID,
        expect="refuse",
        because="He has held his permit for little more than two years.",
    ),
    Example(
        service="government.residence.pr_card_reissue",
        facts=HELENA | IN_JIAXING | happened("loss", 3),
        expect="accept",
        price=yuan(600),
        because="She lost her permanent resident card.",
    ),
    Example(
        service="government.residence.pr_card_reissue",
        facts=STEPHEN | IN_JIAXING | happened("loss", 3),
        expect="refuse",
        because="He has a work residence permit.",
    ),
    Example(
        service="government.residence.no_crime_certificate",
        facts=KOFI | IN_SHANGHAI | {"residence.months": 6},
        expect="accept",
        because="He has lived in Shanghai for half a year.",
    ),
    Example(
        service="government.residence.no_crime_certificate",
        facts=KOFI | IN_HANGZHOU,
        expect="refuse",
        because="Shanghai, where he lives, has to issue it.",
    ),
)
