"""The calls of the API, written once: ``AsyncClient`` is these, ``Client`` runs them to their end."""

from collections.abc import Iterator
from contextlib import contextmanager

from joincard_sdk.client import receipt as receipts
from joincard_sdk.client.errors import ClientError, ReceiptRejected, UnexpectedAnswer
from joincard_sdk.client.listing import CataloguePage, Filters, read_page
from joincard_sdk.client.members import Members
from joincard_sdk.client.patience import Deadline
from joincard_sdk.client.problems import expect
from joincard_sdk.client.question import (
    Presentation,
    digest,
    safe_id,
    settlement,
    usable_key,
    verification_body,
    written,
)
from joincard_sdk.client.receipt import Receipt
from joincard_sdk.client.session import Session, Wanted
from joincard_sdk.client.verification import Verification, agree, read_verification, receipts_of
from joincard_sdk.client.wire import LARGE, Answer
from joincard_sdk.fees import Use
from joincard_sdk.money import Money
from joincard_sdk.values import Facts

OLD = 600.0
"""Seconds before a call that its receipt may seem to be from: two clocks, neither of them perfect."""


class Calls:
    """What a provider's system asks of the authority.

    Every call raises ``Problem`` for what the authority will not answer, ``AuthorityUnavailable`` when it
    cannot be reached, ``UnexpectedAnswer`` or ``ReceiptRejected`` for an answer that must not be believed. A
    refusal is none of these: it is a ``Verification`` like a permission.

    Calls that change something carry an ``Idempotency-Key``, made for each call unless given. A call that
    ended in an ``AuthorityUnavailable`` can be made again later with the ``idempotency_key`` of the error.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._session.issuer!r}, {self._session.identity.client_id!r})"

    async def verify(
        self,
        service: str,
        city: str,
        presentation: Presentation,
        facts: Facts | None = None,
        use: Use | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> Verification:
        """Ask whether a card may use a service in a city (six digits), and at what price.

        ``facts`` are those of the request and the provider's own; of ``use`` only basis, units and stay may
        be set.
        """
        body = verification_body(service, city, presentation, facts, use)
        with _changing(idempotency_key) as key:
            deadline = self._session.deadline()
            wanted = Wanted("POST", self._url(), body, key)
            answer = await self._session.call(wanted, deadline)
            expect(answer, 201, 200, now=self._session.now(), hide=presentation.number)
            found = await self._read(answer, deadline, asked=digest(body))
            if (found.service, found.city) != (service, city):
                raise UnexpectedAnswer("The answer is about another service or city.", answer.status)
            if idempotency_key is None:
                self._check_age(found)
            return found

    async def get(self, verification_id: str) -> Verification:
        """Read a verification that this provider made, as it stands now."""
        deadline = self._session.deadline()
        answer = await self._session.call(Wanted("GET", self._url(safe_id(verification_id))), deadline)
        expect(answer, 200, now=self._session.now())
        return await self._known(answer, deadline, verification_id)

    async def cancel(
        self, verification_id: str, reason: str | None = None, *, idempotency_key: str | None = None
    ) -> Verification:
        """Take a permitted use back: what it counted is free again. ``reason`` must hold no personal data."""
        body = written({} if reason is None else {"reason": reason})
        return await self._moved(verification_id, "cancel", body, idempotency_key)

    async def settle(
        self, verification_id: str, price: Money, *, idempotency_key: str | None = None
    ) -> Verification:
        """Say what was paid in the end, at most the price that was quoted."""
        return await self._moved(verification_id, "settle", settlement(price), idempotency_key)

    async def close(self, verification_id: str, *, idempotency_key: str | None = None) -> Verification:
        """Say that a use is over: the item it opened (a borrowed bicycle, a stay) is back."""
        return await self._moved(verification_id, "close", written({}), idempotency_key)

    async def catalogue(
        self, filters: Filters | None = None, known: CataloguePage | None = None
    ) -> CataloguePage:
        """One page of the public catalogue; ``known`` itself if it is still the newest."""
        session, filters = self._session, filters or Filters()
        etag = known.etag if known is not None and known.filters == filters else ""
        url = f"{session.issuer.rstrip('/')}/v1/catalogue?{filters.query}"
        answer = await session.fetch(url, session.deadline(), etag, LARGE)
        if etag and known is not None and answer.status == 304:
            return known
        return read_page(expect(answer, 200, now=session.now()), filters)

    async def check_receipt(self, compact: str) -> Receipt:
        """Read a receipt that was kept.

        Raises ``ReceiptRejected`` unless this authority made it for this client.
        """
        receipt = await self._receipt(compact, self._session.deadline())
        receipts.compare(receipt, self._mine())
        return receipt

    async def _moved(self, verification_id: str, move: str, body: bytes, given: str | None) -> Verification:
        with _changing(given) as key:
            deadline = self._session.deadline()
            wanted = Wanted("POST", f"{self._url(safe_id(verification_id))}/{move}", body, key)
            answer = expect(await self._session.call(wanted, deadline), 200, 201, now=self._session.now())
            return await self._known(answer, deadline, verification_id)

    async def _known(self, answer: Answer, deadline: Deadline, verification_id: str) -> Verification:
        found = await self._read(answer, deadline)
        if found.id != verification_id:
            raise UnexpectedAnswer("The answer is about another verification than was asked.", answer.status)
        return found

    async def _read(self, answer: Answer, deadline: Deadline, asked: str | None = None) -> Verification:
        members = Members.of(answer)
        told = members.text("id")
        try:
            checked = {text: await self._receipt(text, deadline) for text in receipts_of(members)}
            found = read_verification(members, checked)
            agree(found, asked)
            if asked is not None:
                receipts.compare(found.receipt, self._mine())
            return found
        except ReceiptRejected as error:
            error.verification_id = told
            raise

    def _check_age(self, found: Verification) -> None:
        # A cache in between could answer the same question with an old answer, signed and all.
        call_began = self._session.now() - self._session.patience.total
        if found.receipt.issued_at.timestamp() < call_began - OLD:
            raise ReceiptRejected("The receipt is older than the question.", found.id)

    def _mine(self) -> dict[str, object]:
        # Only of an answer just given: what one client asked, another client of the same provider may read.
        return {"audience": self._session.identity.client_id}

    async def _receipt(self, compact: str, deadline: Deadline) -> Receipt:
        key = await self._session.key(receipts.key_id(compact), deadline)
        receipt = receipts.opened(compact, key)
        receipts.compare(receipt, {"issuer": self._session.issuer})
        return receipt

    def _url(self, verification_id: str = "") -> str:
        return "/".join(filter(None, (self._session.issuer.rstrip("/"), "v1/verifications", verification_id)))


@contextmanager
def _changing(given: str | None) -> Iterator[str]:
    """The key of a call that changes something, told to whoever has to deal with its failure."""
    key = usable_key(given)
    try:
        yield key
    except ClientError as error:
        error.idempotency_key = key
        raise
