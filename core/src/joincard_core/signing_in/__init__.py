"""A holder signs in: with the number of a card and a password, and never from a stranger's guess."""

from joincard_core.signing_in.acr import ACRS, AMR, PASSKEY, PASSWORD, PASSWORD_OTP, at_least, named
from joincard_core.signing_in.authenticator import Authenticators, Offered
from joincard_core.signing_in.errors import (
    BadPasskeyName,
    CardAtItsEnd,
    CodeRefused,
    CodesClosed,
    PasskeyError,
    PasskeyNeeded,
    PasskeyNotAdded,
    PasskeyRefused,
    SecondStepMissing,
    SignInError,
    SignInMalformed,
    SignInRefused,
    StepGone,
    TooManyLetters,
    TooManyPasskeys,
    TooManySignIns,
)
from joincard_core.signing_in.letters import CHANGES as SIGN_IN_CHANGES
from joincard_core.signing_in.model import Keyed, SignedIn
from joincard_core.signing_in.named import NamedCards
from joincard_core.signing_in.own_address import OwnAddress
from joincard_core.signing_in.own_authenticator import Change, OwnAuthenticator
from joincard_core.signing_in.passkeys import LONGEST_NAME as LONGEST_PASSKEY_NAME
from joincard_core.signing_in.passkeys import Passkey, Passkeys
from joincard_core.signing_in.passkeys_rows import MOST as MOST_PASSKEYS
from joincard_core.signing_in.password import SignIn, card_stands
from joincard_core.signing_in.second_step import HalfWay, NextStep, SecondSteps
from joincard_core.signing_in.session_rows import end as end_sessions
from joincard_core.signing_in.sessions import Opened, Session, Sessions
from joincard_core.signing_in.sessions import card_has as end_sessions_at_end
from joincard_core.signing_in.throttle import network
from joincard_core.signing_in.ways import Second, Ways

__all__ = [
    "ACRS",
    "AMR",
    "LONGEST_PASSKEY_NAME",
    "MOST_PASSKEYS",
    "PASSKEY",
    "PASSWORD",
    "PASSWORD_OTP",
    "SIGN_IN_CHANGES",
    "Authenticators",
    "BadPasskeyName",
    "CardAtItsEnd",
    "Change",
    "CodeRefused",
    "CodesClosed",
    "HalfWay",
    "Keyed",
    "NamedCards",
    "NextStep",
    "Offered",
    "Opened",
    "OwnAddress",
    "OwnAuthenticator",
    "Passkey",
    "PasskeyError",
    "PasskeyNeeded",
    "PasskeyNotAdded",
    "PasskeyRefused",
    "Passkeys",
    "Second",
    "SecondStepMissing",
    "SecondSteps",
    "Session",
    "Sessions",
    "SignIn",
    "SignInError",
    "SignInMalformed",
    "SignInRefused",
    "SignedIn",
    "StepGone",
    "TooManyLetters",
    "TooManyPasskeys",
    "TooManySignIns",
    "Ways",
    "at_least",
    "card_stands",
    "end_sessions",
    "end_sessions_at_end",
    "named",
    "network",
]
