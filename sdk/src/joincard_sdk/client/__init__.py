"""For providers' systems in Python: ask the authority whether a card may use a service, and check its
receipt.

Needs the extra ``joincard-sdk[client]``. How to use it: docs/how-to/verify-from-python.md.
"""

from joincard_sdk.client.awaiting import AsyncClient
from joincard_sdk.client.blocking import Client
from joincard_sdk.client.errors import (
    AuthorityUnavailable,
    ClientError,
    NotAllowed,
    NotAuthenticated,
    NotKnown,
    NotPossible,
    NotUnderstood,
    Problem,
    ProblemPart,
    RateLimited,
    ReceiptRejected,
    UnexpectedAnswer,
    WrongAuthority,
)
from joincard_sdk.client.listing import CataloguePage, FactToSend, Filters, ListedService
from joincard_sdk.client.patience import Clock, Patience
from joincard_sdk.client.question import Presentation
from joincard_sdk.client.receipt import Receipt
from joincard_sdk.client.verification import Move, Outcome, Verification

__all__ = [
    "AsyncClient",
    "AuthorityUnavailable",
    "CataloguePage",
    "Client",
    "ClientError",
    "Clock",
    "FactToSend",
    "Filters",
    "ListedService",
    "Move",
    "NotAllowed",
    "NotAuthenticated",
    "NotKnown",
    "NotPossible",
    "NotUnderstood",
    "Outcome",
    "Patience",
    "Presentation",
    "Problem",
    "ProblemPart",
    "RateLimited",
    "Receipt",
    "ReceiptRejected",
    "UnexpectedAnswer",
    "Verification",
    "WrongAuthority",
]
