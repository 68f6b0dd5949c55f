"""An authority in the test's own process, over real HTTP: for plugin authors and for providers' systems.

    from joincard_sdk.testing.authority import authority

    with authority("joincard_healthcare") as a:
        found = a.client().verify("healthcare.registration.walk_in", "330400", a.card("stephen"))
        assert found.permitted

It speaks the HTTP contract of the real authority: client authentication by ``private_key_jwt``, DPoP proofs,
discovery and keys, verifications with their moves, the public catalogue, problem details with the same codes,
signed receipts, idempotency, limits, and a ledger that counts uses and quotas. A test of the project sends
the same requests to both and compares the answers. Needs the extra ``client`` and nothing of the real
authority.

What it does not do: it keeps nothing, neither on disk nor sealed; it serves http on 127.0.0.1 alone; it takes
ES256 keys only; a client has no expiry, and accreditation none by city or day; failed authentications are not
limited, and limits on guessing numbers are coarser than the real ones; persons cannot be erased; there is no
admission, no log to replay, no health, metrics or API page; a catalogue cannot change while it is open; one
request is answered at a time. Do not measure speed with it, and never put it before real cards.
"""

from joincard_sdk.testing.authority.clock import SHANGHAI, Clock
from joincard_sdk.testing.authority.holders import Holder
from joincard_sdk.testing.authority.running import CLIENT, PROVIDER, LocalAuthority, authority, personas

__all__ = [
    "CLIENT",
    "PROVIDER",
    "SHANGHAI",
    "Clock",
    "Holder",
    "LocalAuthority",
    "authority",
    "personas",
]
