"""Between password and session: the cookie of a browser that is half-way in, letters, and what a page says.

The cookie opens nothing but the page that asks for the code. It is new with each password, and gone with the
session that it leads to, which has a cookie of its own: nobody fixes either beforehand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flask import request

from joincard_core.mailing import MailNotSent
from joincard_core.oauth import SignedIn
from joincard_core.signing_in import (
    HalfWay,
    NextStep,
    Second,
    SignInError,
    SignInMalformed,
    SignInRefused,
    TooManyLetters,
    TooManySignIns,
)
from joincard_core.web.failures import note
from joincard_core.web.pages.browser import give_cookie, named
from joincard_core.web.parts import parts

NAME = "joincard-step"
VALUE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Code:
    """What a page that asks for a code says, beside its words."""

    half_way: HalfWay = field(repr=False)

    @property
    def by_letter(self) -> bool:
        """Whether the code comes by e-mail."""
        return self.half_way.second is Second.EMAIL


def step_cookie() -> str:
    """What this browser holds; empty when it is nothing that could be ours."""
    value = request.cookies.get(named(NAME), "")
    return value if VALUE.fullmatch(value) else ""


def take(step: NextStep) -> None:
    """Let this browser be half-way in, and write to the holder where the code comes by letter."""
    give_cookie(NAME, step.cookie)
    if step.second is Second.EMAIL:
        write(step.cookie)


def write(cookie: str) -> None:
    """Send the first letter. One that could not be sent is for the page, whose button sends the next."""
    try:
        parts().second_steps.send(cookie, address())
    except MailNotSent as error:
        note(error)
    except (TooManyLetters, TooManySignIns):
        pass


def write_again() -> None:
    """Send another letter. Raises ``SignInError`` or ``MailNotSent``."""
    try:
        parts().second_steps.send(step_cookie(), address())
    except MailNotSent as error:
        note(error)
        raise


def step_up(held: SignedIn) -> bool:
    """Ask who is signed in by password alone for a code; ``False`` where that is not what is missing."""
    step = parts().second_steps.raise_from(held, step_cookie())
    if step is not None:
        take(step)
    return step is not None


def half_way() -> Code:
    """Who is half-way in in this browser. Raises ``StepGone``."""
    return Code(parts().second_steps.of(step_cookie()))


def forget_step() -> None:
    """Take the cookie from this browser."""
    give_cookie(NAME, "")


def wrong_fields(error: SignInError | None) -> tuple[str, ...]:
    """Which fields of a sign-in page are to be typed again."""
    if isinstance(error, SignInMalformed):
        return (error.field,)
    return ("number", "password") if isinstance(error, SignInRefused) else ()


def address() -> str:
    """Where this request comes from."""
    return request.remote_addr or ""
