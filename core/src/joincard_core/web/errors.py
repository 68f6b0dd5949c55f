"""Requests that are wrong before any room is asked."""

from collections.abc import Iterable, Mapping, Sequence

from joincard_core.errors import JoincardError


class RequestError(JoincardError):
    """A request that cannot be read."""

    code = "request.malformed"


class NotJson(RequestError):
    """The body is not one JSON object, or is one that is not strict: a name twice, NaN, nested too deep."""

    code = "request.not-json"


class WrongMediaType(RequestError):
    """The body is of another type than the address takes."""

    code = "request.media-type"

    def __init__(self, allowed: str) -> None:
        super().__init__(f"The body must be of type {allowed}, without a Content-Encoding.")
        self.allowed = allowed


class TooLarge(RequestError):
    """The body is larger than the authority reads."""

    code = "request.too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"The body may have {limit} bytes at most.")


class LineTooLong(RequestError):
    """The request line, address included, is longer than the authority reads."""

    code = "request.line-too-long"

    def __init__(self) -> None:
        super().__init__("The request line may have 4094 bytes at most, its address included.")


class HeadTooLarge(RequestError):
    """The header fields are longer or more than the authority reads."""

    code = "request.head-too-large"

    def __init__(self) -> None:
        super().__init__("A request may have 100 header fields of 8190 bytes each at most.")


class InvalidMembers(RequestError):
    """Members of the body or parameters are missing, unknown or malformed.

    ``parts`` says for each where (a JSON Pointer, RFC 6901) and what is allowed.
    """

    code = "request.invalid"

    def __init__(self, parts: Sequence[Mapping[str, str]]) -> None:
        super().__init__(
            " ".join(f"{part['pointer'] or 'The request'}: {part['detail']}" for part in parts[:3])
        )
        self.parts = tuple(parts)


class AddressUnknown(RequestError):
    """Nothing is at this address."""

    code = "request.unknown-address"

    def __init__(self) -> None:
        super().__init__("Nothing is at this address. See /docs for those that exist.")


class MethodNotAllowed(RequestError):
    """The address does not take this method. ``allowed`` are those that it takes."""

    code = "request.method"

    def __init__(self, allowed: Iterable[str]) -> None:
        self.allowed = tuple(sorted(allowed))
        super().__init__(f"This address takes {', '.join(self.allowed)}.")


class ForeignForm(RequestError):
    """A form that was not sent by a page of this authority: another site cannot act for a holder."""

    code = "request.foreign-form"

    def __init__(self) -> None:
        super().__init__("This form was sent from another site. Open the page here, and send it from there.")


class NotSignedIn(RequestError):
    """Nobody is signed in in this browser."""

    code = "session.absent"

    def __init__(self) -> None:
        super().__init__("Nobody is signed in in this browser. Sign in at /me/sign-in, and try again.")


class NotFresh(RequestError):
    """A sensitive step, and a sign-in that is too old or too weak; ``recent``: it is only too weak."""

    code = "session.not-fresh"

    def __init__(self, *, recent: bool) -> None:
        super().__init__("This step needs a new sign-in in your strongest way. Sign in again, and come back.")
        self.recent = recent


class NotThere(RequestError):
    """The holder has nothing of this name."""

    code = "request.not-there"

    def __init__(self) -> None:
        super().__init__("The holder has nothing of this name, or has taken it back already.")


class IdempotencyKeyMissing(RequestError):
    """A request that changes something needs an Idempotency-Key, so that it can be repeated safely."""

    code = "idempotency.missing"

    def __init__(self) -> None:
        super().__init__("This request needs an Idempotency-Key header: a new one for each new request.")


class NotReady(RequestError):
    """The authority cannot answer verifications at the moment."""

    code = "authority.not-ready"


class Unexpected(RequestError):
    """Something failed that should not; the log has the rest, under the request id."""

    code = "authority.failed"

    def __init__(self) -> None:
        super().__init__("The authority failed to answer. Nothing was done; the request may be repeated.")
