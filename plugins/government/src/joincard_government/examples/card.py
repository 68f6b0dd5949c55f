"""Worked examples: the card itself."""

from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    CLARA,
    DAVID,
    IN_CHENGDU,
    IN_JIAXING,
    IN_SHANGHAI,
    LEO,
    STEPHEN,
    happened,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.card.apply_integrated",
        facts=STEPHEN | IN_JIAXING | {"card.status": "none"},
        expect="accept",
        price=yuan(0),
        because="His permit is valid and he has no card yet.",
    ),
    Example(
        service="government.card.apply_integrated",
        facts=CLARA | IN_JIAXING | {"card.status": "none"},
        expect="refuse",
        because="A wife without a permit applies for the family card instead.",
    ),
    Example(
        service="government.card.dependant_apply",
        facts=CLARA | IN_JIAXING | {"card.status": "none"},
        expect="accept",
        because="She lives with her husband, whose card and permit are in order.",
    ),
    Example(
        service="government.card.dependant_apply",
        facts=CLARA | IN_JIAXING | {"card.status": "none", "residence.city": "330100"},
        expect="refuse",
        because="She is registered in Hangzhou, he in Jiaxing.",
    ),
    Example(
        service="government.card.digital_issue",
        facts=STEPHEN | IN_JIAXING | {"card.status": "pending"},
        expect="accept",
        because="The phone need not wait until the plastic card arrives.",
    ),
    Example(
        service="government.card.digital_issue",
        facts=STEPHEN | IN_JIAXING | {"permit.days_left": 0},
        expect="refuse",
        because="The permit ends today.",
    ),
    Example(
        service="government.card.family_binding",
        facts=CLARA | IN_JIAXING | {"usage.open": 7, "request.consent": True},
        expect="accept",
        because="An eighth relative agrees to it.",
    ),
    Example(
        service="government.card.family_binding",
        facts=CLARA | IN_JIAXING | {"usage.open": 2, "request.consent": False},
        expect="refuse",
        because="The relative has not agreed.",
    ),
    Example(
        service="government.card.activate",
        facts=STEPHEN | IN_JIAXING | {"card.status": "pending"},
        expect="accept",
        because="He confirms that his card has arrived.",
    ),
    Example(
        service="government.card.activate",
        facts=LEO | IN_JIAXING | {"card.status": "pending", "request.escorted": True},
        expect="accept",
        because="A parent confirms for the child of five.",
    ),
    Example(
        service="government.card.activate",
        facts=LEO | IN_JIAXING | {"card.status": "pending", "request.escorted": False},
        expect="refuse",
        because="A child of five does not confirm alone.",
    ),
    Example(
        service="government.card.report_loss",
        facts=STEPHEN | IN_CHENGDU,
        expect="accept",
        because="A loss is reported from wherever it happened.",
    ),
    Example(
        service="government.card.report_loss",
        facts=STEPHEN | IN_CHENGDU | {"card.status": "lost"},
        expect="refuse",
        because="The loss has been reported already.",
    ),
    Example(
        service="government.card.replace_lost",
        facts=STEPHEN | IN_JIAXING | {"card.status": "lost"} | happened("loss", 2),
        expect="accept",
        price=yuan(20),
        because="He reported the loss two days ago and pays for the making.",
    ),
    Example(
        service="government.card.replace_lost",
        facts=STEPHEN | IN_JIAXING | happened("loss", 2),
        expect="refuse",
        because="The loss has not been reported, so the old card still works.",
    ),
    Example(
        service="government.card.replace_damaged",
        facts=STEPHEN | IN_JIAXING | {"card.valid_days": 91},
        expect="accept",
        price=yuan(20),
        because="The card would have been good for another three months.",
    ),
    Example(
        service="government.card.replace_damaged",
        facts=STEPHEN | IN_JIAXING | {"card.valid_days": 90},
        expect="accept",
        price=yuan(0),
        because="A new card was due within ninety days.",
    ),
    Example(
        service="government.card.replace_damaged",
        facts=LEO | IN_JIAXING | {"request.escorted": False},
        expect="refuse",
        because="A child of five came alone.",
    ),
    Example(
        service="government.card.renew",
        facts=LEO | IN_JIAXING | {"card.status": "expired", "card.valid_days": -180},
        expect="accept",
        because="Half a year after its end is the last day, and his father's permit is valid.",
    ),
    Example(
        service="government.card.renew",
        facts=STEPHEN | IN_JIAXING | {"card.valid_days": 91},
        expect="refuse",
        because="The window opens ninety days before the end.",
    ),
    Example(
        service="government.card.update_particulars",
        facts=CLARA | IN_JIAXING | happened("passport_change", 10),
        expect="accept",
        because="She files her new passport on the last of the ten days.",
    ),
    Example(
        service="government.card.update_particulars",
        facts=CLARA | IN_JIAXING | happened("passport_change", 11),
        expect="refuse",
        because="Ten days are over; a card desk has to help.",
    ),
    Example(
        service="government.card.cancel_on_departure",
        facts=DAVID | IN_SHANGHAI | {"insurance.pension": "closed", "bank.account": "closed"},
        expect="accept",
        because="His pension and his bank account are settled.",
    ),
    Example(
        service="government.card.cancel_on_departure",
        facts=DAVID | IN_SHANGHAI | {"insurance.pension": "closed"},
        expect="refuse",
        because="His bank account is still in use.",
    ),
    Example(
        service="government.card.usage_log",
        facts=CLARA | IN_JIAXING | {"card.status": "suspended"},
        expect="accept",
        because="Even with a suspended card she may see who asked about her.",
    ),
    Example(
        service="government.card.usage_log",
        facts=CLARA | IN_JIAXING | {"card.status": "cancelled"},
        expect="refuse",
        because="A cancelled card no longer opens the app.",
    ),
)
