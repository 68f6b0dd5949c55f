"""What can go wrong between a provider's system and the authority. A refusal is not here: it is an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


class ClientError(Exception):
    """No usable answer was had.

    ``idempotency_key`` is set where the authority may have acted all the same: the same call with this key
    gives the answer that was missed, and never counts a use twice.
    """

    default_code: ClassVar[str] = "client.error"
    idempotency_key: str | None = None

    def __init__(self, sentence: str, code: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code or self.default_code

    def __reduce__(self) -> tuple[object, ...]:
        # Task queues pickle errors; a subclass cannot be made again from its sentence alone.
        return _again, (type(self), self.args, self.__dict__)


class AuthorityUnavailable(ClientError):
    """The authority was not reached, or was busy, until patience ended.

    ``retry_after`` is the wait in seconds that the authority asked for, if it did.
    """

    default_code = "client.authority-unavailable"

    def __init__(self, last: str, attempts: int, retry_after: float | None = None) -> None:
        times = "once" if attempts == 1 else f"{attempts} times"
        asked = f"was asked {times} and gave no answer; the last time" if attempts else "was not asked"
        super().__init__(f"The authority {asked}: {last}.")
        self.attempts = attempts
        self.retry_after = retry_after


class UnexpectedAnswer(ClientError):
    """The answer breaks the contract: no JSON, a page of a proxy, a redirect, too long, a member missing."""

    default_code = "client.unexpected-answer"

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


class WrongAuthority(UnexpectedAnswer):
    """The metadata names another issuer or an unsafe address, or lacks what this client needs (RFC 8414)."""

    default_code = "client.wrong-authority"


class ReceiptRejected(ClientError):
    """The receipt does not prove the answer: bad signature, unknown key, or another verification's receipt.

    Treat the answer as not given. ``verification_id`` is what the answer called itself, for asking the
    authority.
    """

    default_code = "client.receipt-rejected"

    def __init__(self, sentence: str, verification_id: str | None = None) -> None:
        super().__init__(sentence)
        self.verification_id = verification_id


@dataclass(frozen=True, slots=True)
class ProblemPart:
    """One of several faults in one request: ``pointer`` says where (RFC 6901), ``detail`` what."""

    pointer: str
    detail: str
    code: str = ""


class Problem(ClientError):
    """The authority says that the request cannot be answered as it stands (problem+json, RFC 9457).

    ``code`` is one of docs/reference/errors.md; ``errors`` lists single faults where there are several.
    """

    def __init__(
        self, code: str, status: int, title: str, detail: str = "", errors: tuple[ProblemPart, ...] = ()
    ) -> None:
        super().__init__(f"{code} ({status}): {detail or title}", code)
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = errors


class NotAuthenticated(Problem):
    """The authority does not accept this client's key, assertion, token or proof.

    Asking again will not help.
    """


class NotAllowed(Problem):
    """The client is known but may not do this: the provider is not accredited for the service or city."""


class NotKnown(Problem):
    """There is no such service, card or verification, as far as this provider may know."""


class NotPossible(Problem):
    """What was asked conflicts with what happened before: an illegal move, a key used for another request."""


class NotUnderstood(Problem):
    """The request is malformed, or a fact or value in it is not one that may be sent."""


class RateLimited(Problem):
    """Too many questions. ``retry_after`` is the wait in seconds that the authority asked for, if it did."""

    retry_after: float | None = None


#: By the first part of a code, the room it belongs to; a whole code wins.
BY_CODE: Mapping[str, type[Problem]] = {
    "oauth": NotAuthenticated,
    "oauth.insufficient-scope": NotAllowed,
    "provider": NotAllowed,
    "service": NotKnown,
    "city": NotKnown,
    "card.unknown": NotKnown,
    "verification.unknown": NotKnown,
    "verification.illegal-move": NotPossible,
    "verification.probing-limit": RateLimited,
    "idempotency.mismatch": NotPossible,
    "idempotency": NotUnderstood,
    "fact": NotUnderstood,
    "use": NotUnderstood,
    "fee": NotUnderstood,
    "settle": NotUnderstood,
}
BY_STATUS: Mapping[int, type[Problem]] = {
    400: NotUnderstood,
    401: NotAuthenticated,
    403: NotAllowed,
    404: NotKnown,
    409: NotPossible,
    413: NotUnderstood,
    415: NotUnderstood,
    422: NotUnderstood,
    429: RateLimited,
}


def problem_class(code: str, status: int) -> type[Problem]:
    """The class for a code; for a code that is not listed here, for the status; else ``Problem`` itself."""
    room = code.partition(".")[0]
    return BY_CODE.get(code) or BY_CODE.get(room) or BY_STATUS.get(status, Problem)


def _again(kind: type[ClientError], args: tuple[str, ...], state: dict[str, object]) -> ClientError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
