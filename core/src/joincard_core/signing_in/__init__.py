"""A holder signs in: with the number of a card and a password, and never from a stranger's guess."""

from joincard_core.signing_in.acr import ACRS, at_least
from joincard_core.signing_in.errors import (
    BadPasskeyName,
    CardAtItsEnd,
    PasskeyError,
    PasskeyNotAdded,
    PasskeyRefused,
    SignInError,
    SignInMalformed,
    SignInRefused,
    TooManyPasskeys,
    TooManySignIns,
)
from joincard_core.signing_in.model import ACR_PASSWORD, Keyed, SignedIn
from joincard_core.signing_in.named import NamedCards
from joincard_core.signing_in.passkeys import LONGEST_NAME as LONGEST_PASSKEY_NAME
from joincard_core.signing_in.passkeys import Passkey, Passkeys
from joincard_core.signing_in.passkeys_rows import MOST as MOST_PASSKEYS
from joincard_core.signing_in.password import SignIn, card_stands
from joincard_core.signing_in.session_rows import end as end_sessions
from joincard_core.signing_in.sessions import Opened, Session, Sessions
from joincard_core.signing_in.sessions import card_has as end_sessions_at_end

__all__ = [
    "ACRS",
    "ACR_PASSWORD",
    "LONGEST_PASSKEY_NAME",
    "MOST_PASSKEYS",
    "BadPasskeyName",
    "CardAtItsEnd",
    "Keyed",
    "NamedCards",
    "Opened",
    "Passkey",
    "PasskeyError",
    "PasskeyNotAdded",
    "PasskeyRefused",
    "Passkeys",
    "Session",
    "Sessions",
    "SignIn",
    "SignInError",
    "SignInMalformed",
    "SignInRefused",
    "SignedIn",
    "TooManyPasskeys",
    "TooManySignIns",
    "at_least",
    "card_stands",
    "end_sessions",
    "end_sessions_at_end",
]
