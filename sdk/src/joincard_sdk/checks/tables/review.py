"""Warnings: what a reviewer would ask. They never stop a build."""

from __future__ import annotations

from joincard_sdk.checks.code import Code

ROWS = (
    Code(
        "review.card-status",
        "A card can be accepted without its status being named.",
        "in every way to be accepted, the states that are meant, by name",
        'write card.status.is_("active"), or .is_in(...) with each state that is accepted, in every branch',
        wrong='accepts=card.status.is_not("lost")',
        right='accepts=card.status.is_in("active", "suspended")',
        level="warning",
    ),
    Code(
        "review.disclosure",
        "A service discloses personal data that nothing in it needs.",
        "a rule or a fee that reads a fact of the element; a portrait only where somebody sees the face",
        "leave the element out of discloses, or be ready to tell the reviewer what the provider does with it",
        wrong='discloses=("full_name", "bank_account")',
        right='discloses=("full_name",)',
        level="warning",
    ),
    Code(
        "review.example",
        "No refused example shows a test of the rule failing.",
        "for each test of the rule one refused example in which it fails",
        "add an Example that is like the accepted one, but for the fact of that test",
        wrong="EXAMPLES = (adult_accepted, lost_card_refused)",
        right="EXAMPLES = (adult_accepted, lost_card_refused, child_refused)",
        level="warning",
    ),
    Code(
        "review.fee-reason",
        "A fee has no reason.",
        "the reason that a holder reads beside the price",
        "add .because(Text(en=..., zh=...)) at the end of the fee",
        wrong='fee=Flat(yuan(20), per="visit")',
        right='fee=Flat(yuan(20), per="visit").because(AS_FOR_RESIDENTS)',
        level="warning",
    ),
    Code(
        "review.past-date",
        "A service ends, or is added, on a day that is past.",
        "a last day from today on, and a first day from today on for what changes() calls added",
        "correct the day, or leave the service out",
        wrong="effective_until=date(2020, 12, 31)",
        right="effective_until=None",
        level="warning",
    ),
    Code(
        "review.concession",
        "A concession can never be the first whose condition holds.",
        "a condition that some accepted card meets and that no concession before it covers",
        "put the narrower concession first, or leave it out",
        wrong=".concession(FROM_60, pay_percent(50)).waived_when(FROM_70)",
        right=".waived_when(FROM_70).concession(FROM_60, pay_percent(50))",
        level="warning",
    ),
)
