"""``decide(offer, facts, use)``: pure; one function for the live answer, replay, preview and tests."""

from joincard_sdk.decision.answering import UnreadableAnswerInput, answer
from joincard_sdk.decision.deciding import Decision, Permitted, Refused, decide, decide_plain
from joincard_sdk.decision.motion import Change, change_by_time
from joincard_sdk.decision.offer import NotCovered, NotInForce, Offer, OfferError, Terms
from joincard_sdk.decision.reasons import Reason

__all__ = [
    "Change",
    "Decision",
    "NotCovered",
    "NotInForce",
    "Offer",
    "OfferError",
    "Permitted",
    "Reason",
    "Refused",
    "Terms",
    "UnreadableAnswerInput",
    "answer",
    "change_by_time",
    "decide",
    "decide_plain",
]
