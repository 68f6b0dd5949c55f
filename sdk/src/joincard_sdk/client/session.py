"""One client's dealings with one authority: what it has learnt, and one signed exchange.

Discovery, keys and token are shared by all calls and fetched by one at a time: the others wait and find the
work done.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from joserfc.jwk import ECKey

from joincard_sdk.client.asking import answered, http_date
from joincard_sdk.client.errors import ReceiptRejected
from joincard_sdk.client.keyring import LONGEST_AGE, PAUSE, KeyRing, read_keys
from joincard_sdk.client.metadata import Metadata, metadata_address, read_metadata
from joincard_sdk.client.patience import Clock, Deadline, Patience
from joincard_sdk.client.problems import oauth_fault, token_fault, token_refused
from joincard_sdk.client.proof import Prover, Target
from joincard_sdk.client.token import Identity, Token, read_token
from joincard_sdk.client.wire import SMALL, Answer, Ask, Wire

NONCE = "use_dpop_nonce"
OLD_TOKEN = "invalid_token"  # noqa: S105 - the name of an error, not a token
CLOCK_MAY_BE_WRONG = frozenset({"invalid_dpop_proof", "invalid_client", "invalid_grant"})
SKEW = 5.0
"""Seconds between two clocks that are not worth a correction: a Date header counts whole seconds."""

_log = logging.getLogger("joincard_sdk.client")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call of the API, without what changes from attempt to attempt."""

    method: str
    url: str
    body: bytes = field(default=b"", repr=False)
    idempotency_key: str | None = None
    limit: int = SMALL


@dataclass(slots=True)
class Session:
    """What one client shares among its calls.

    What changes is replaced whole, so that reading needs no lock.
    """

    issuer: str
    identity: Identity
    wire: Wire
    patience: Patience
    clock: Clock
    user_agent: str
    prover: Prover = field(default_factory=Prover.fresh)
    metadata: Metadata | None = None
    keys: KeyRing | None = None
    token: Token | None = field(default=None, repr=False)
    nonces: dict[str, str] = field(default_factory=dict, repr=False)
    ahead: float = 0.0
    """Seconds that the authority's clock is ahead of ours, once a proof was refused for it."""
    sought_at: float = float("-inf")

    def deadline(self) -> Deadline:
        """The deadline of a call that begins now."""
        return Deadline.after(self.patience.total, self.clock)

    def now(self) -> float:
        """Seconds since 1970 by the authority's clock, as far as we know it."""
        return self.clock.now() + self.ahead

    async def call(self, wanted: Wanted, deadline: Deadline) -> Answer:
        """One authorised exchange, with a fresh proof for every attempt.

        A nonce that was asked for, a token that has ended and a clock that is off are each put right once.
        """
        token = await self.authorised(deadline)
        mended: set[str] = set()
        while True:
            answer = await self._exchange(
                partial(self._proved, wanted, token, deadline), deadline, "resource"
            )
            fault = oauth_fault(answer)
            if fault in mended or not self._mended(fault, answer):
                return answer
            mended.add(fault)
            if fault == OLD_TOKEN:
                token = await self.authorised(deadline, instead_of=token)

    async def fetch(self, url: str, deadline: Deadline, etag: str = "", limit: int = SMALL) -> Answer:
        """Read something public; ``etag`` is of the copy that is known."""
        headers = self._headers() | ({"if-none-match": etag} if etag else {})
        ask = partial(Ask, "GET", url, deadline, headers, limit=limit)
        return await answered(self.wire, ask, self.patience, deadline)

    async def authorised(self, deadline: Deadline, instead_of: Token | None = None) -> Token:
        """A token that is not about to end, and is not the one that was just refused.

        Metadata and keys come first: once a question is asked, nothing but the network stands between us and
        a checked answer.
        """
        token = self._usable(instead_of)
        if token is not None and self.metadata is not None and not self._keys_old():
            return token
        async with self.wire.alone(deadline):
            metadata = await self._discovered(deadline)
            await self._keys_fresh(metadata, deadline)
            token = self._usable(instead_of)
            if token is None:
                token = self.token = await self._new_token(metadata, deadline)
            return token

    async def key(self, kid: str, deadline: Deadline) -> ECKey:
        """The authority's key of this name; an unknown one is looked for once. Raises ``ReceiptRejected``."""
        if kid not in self._known() or self._keys_old():
            async with self.wire.alone(deadline):
                metadata = await self._discovered(deadline)
                await self._keys_fresh(metadata, deadline)
                if kid not in self._known() and self.clock.elapsed() - self.sought_at >= PAUSE:
                    self.sought_at = self.clock.elapsed()
                    self.keys = await self._fetch_keys(metadata, deadline)
        try:
            return self._known()[kid]
        except KeyError:
            raise ReceiptRejected(
                "The receipt is signed with a key that the authority does not list."
            ) from None

    def _known(self) -> Mapping[str, ECKey]:
        return self.keys.keys if self.keys else {}

    def _usable(self, instead_of: Token | None) -> Token | None:
        token = self.token
        if token is None or token is instead_of or self.clock.elapsed() >= token.renew_at:
            return None
        return token

    def _keys_old(self) -> bool:
        return self.keys is None or self.clock.elapsed() - self.keys.fetched_at >= LONGEST_AGE

    async def _discovered(self, deadline: Deadline) -> Metadata:
        if self.metadata is None:
            answer = await self.fetch(metadata_address(self.issuer), deadline)
            self.metadata = read_metadata(answer, self.issuer)
        return self.metadata

    async def _keys_fresh(self, metadata: Metadata, deadline: Deadline) -> None:
        if self._keys_old():
            self.keys = await self._fetch_keys(metadata, deadline)

    async def _fetch_keys(self, metadata: Metadata, deadline: Deadline) -> KeyRing:
        return read_keys(await self.fetch(metadata.jwks_uri, deadline), self.clock.elapsed())

    async def _new_token(self, metadata: Metadata, deadline: Deadline) -> Token:
        mended: set[str] = set()
        while True:
            asked_at = self.clock.elapsed()
            ask = partial(self._token_ask, metadata, deadline)
            answer = await self._exchange(ask, deadline, "authorization")
            fault = token_fault(answer)
            if fault in mended or not self._mended(fault, answer):
                break
            mended.add(fault)
        if answer.status != 200:
            raise token_refused(answer, self.now())
        return read_token(answer, asked_at)

    async def _exchange(self, ask: Callable[[], Ask], deadline: Deadline, server: str) -> Answer:
        answer = await answered(self.wire, ask, self.patience, deadline)
        if nonce := answer.headers.get("dpop-nonce"):
            self.nonces[server] = nonce
        return answer

    def _mended(self, fault: str, answer: Answer) -> bool:
        """Whether the cause of a fault is out of the way, so that asking again makes sense."""
        if fault == NONCE:
            return "dpop-nonce" in answer.headers
        if fault in CLOCK_MAY_BE_WRONG:
            return self._clock_corrected(answer)
        return fault == OLD_TOKEN

    def _clock_corrected(self, answer: Answer) -> bool:
        there = http_date(answer.headers.get("date", ""))
        if there is None or abs(there - self.now()) <= SKEW:
            return False
        self.ahead = there - self.clock.now()
        _log.warning("This machine's clock differs from the authority's by %.0f s; set it right.", self.ahead)
        return True

    def _token_ask(self, metadata: Metadata, deadline: Deadline) -> Ask:
        url, at = metadata.token_endpoint, self.now()
        proof = self.prover.proof(Target("POST", url, at, self.nonces.get("authorization")))
        form = {"content-type": "application/x-www-form-urlencoded"}
        headers = self._headers() | form | {"dpop": proof}
        return Ask("POST", url, deadline, headers, self.identity.token_request(self.issuer, at))

    def _proved(self, wanted: Wanted, token: Token, deadline: Deadline) -> Ask:
        target = Target(wanted.method, wanted.url, self.now(), self.nonces.get("resource"))
        proof = {"authorization": f"DPoP {token.value}", "dpop": self.prover.proof(target, token.value)}
        headers = self._headers() | proof
        if wanted.body:
            headers["content-type"] = "application/json"
        if wanted.idempotency_key is not None:
            headers["idempotency-key"] = wanted.idempotency_key
        return Ask(wanted.method, wanted.url, deadline, headers, wanted.body, wanted.limit)

    def _headers(self) -> dict[str, str]:
        # Compression is not asked for: see wire.Gathering.
        return {"accept": "application/json", "accept-encoding": "identity", "user-agent": self.user_agent}
