"""How many unknown numbers a provider may show: enough for its counters, too few for guessing.

While the limit holds, known and unknown numbers are refused alike, or guessing would go on. So the limit must
not hold for long because of one visitor at a kiosk: it gives way as time passes, and it grows with the known
cards that the provider serves. Different cards count: one known card asked about for ever lifts nothing.
"""

from datetime import datetime

from joincard_core.verification.rooms import Limits
from joincard_core.verification.standing import Standing, Window


def allowed(stands: Standing, limits: Limits, window: Window, now: datetime) -> int:
    """How many unknown numbers the window has room for until now."""
    elapsed = limits.window - window.ends_in(now)
    return _earned(stands, limits) + limits.unknown * elapsed // limits.window


def retry_after(stands: Standing, limits: Limits, window: Window, now: datetime) -> int:
    """Seconds until there is room for one more."""
    missing = stands.unknown + 1 - _earned(stands, limits)
    elapsed = limits.window - window.ends_in(now)
    room_at = -(-missing * limits.window // limits.unknown)
    return max(1, min(room_at - elapsed, window.ends_in(now)))


def close(stands: Standing, limits: Limits) -> bool:
    """Whether known cards begin to count: before, they would cost a statement and change nothing."""
    return 2 * stands.unknown >= limits.unknown


def _earned(stands: Standing, limits: Limits) -> int:
    return limits.unknown + stands.known * limits.known_share // 100
