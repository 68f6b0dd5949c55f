"""Reading an answer that is not the one hoped for."""

import re

from joincard_sdk.client.asking import TOO_MANY, retry_after
from joincard_sdk.client.errors import (
    Problem,
    ProblemPart,
    RateLimited,
    UnexpectedAnswer,
    problem_class,
)
from joincard_sdk.client.members import Members
from joincard_sdk.client.wire import Answer

HIDDEN = "[hidden]"

_CHALLENGE = re.compile(r'(?i)\bdpop\b.*?\berror="(?P<error>[a-z_]{1,64})"')


def expect(answer: Answer, *statuses: int, now: float, hide: str = "") -> Answer:
    """The answer itself if it has one of these statuses.

    Raises the ``Problem`` that it states, or ``UnexpectedAnswer``. ``hide`` is cut out of whatever it says:
    an authority must not repeat a card number, but an error that does would carry it into a log.
    """
    if answer.status in statuses:
        return answer
    if answer.status < 400:
        does = "redirects, which is never followed" if answer.status >= 300 else "gives no proper answer"
        raise UnexpectedAnswer(f"The authority {does} (status {answer.status}).", answer.status)
    raise _timed(read_problem(answer, hide), answer, now)


def read_problem(answer: Answer, hide: str = "") -> Problem:
    """A problem+json body as an exception. Raises ``UnexpectedAnswer`` when it is none."""
    members = Members.of(answer)
    code = _text(members, "code", hide) or "problem.without-code"
    kind = problem_class(code, answer.status)
    return kind(
        code,
        answer.status,
        _text(members, "title", hide),
        _text(members, "detail", hide),
        _errors(members, hide),
    )


def token_refused(answer: Answer, now: float) -> Problem:
    """The error of the token endpoint (RFC 6749 section 5.2). Raises ``UnexpectedAnswer`` when it is none.

    Its code is the registered one in our spelling: ``oauth.invalid-client`` for ``invalid_client``.
    """
    members = Members.of(answer)
    if not members.has("error"):
        sentence = f"The token endpoint answered with status {answer.status} and no error."
        raise UnexpectedAnswer(sentence, answer.status)
    code = f"oauth.{members.text('error').replace('_', '-')}"
    kind = RateLimited if answer.status == TOO_MANY else problem_class(code, answer.status)
    problem = kind(code, answer.status, "No token was given.", _text(members, "error_description", ""))
    return _timed(problem, answer, now)


def oauth_fault(answer: Answer) -> str:
    """The error that a ``WWW-Authenticate: DPoP`` challenge names (RFC 9449 section 7.1), or nothing."""
    if answer.status != 401:
        return ""
    found = _CHALLENGE.search(answer.headers.get("www-authenticate", ""))
    return found["error"] if found else ""


def token_fault(answer: Answer) -> str:
    """The error that the token endpoint names (RFC 6749 section 5.2), or nothing."""
    if answer.status not in (400, 401):
        return ""
    try:
        return Members.of(answer).maybe_text("error") or ""
    except UnexpectedAnswer:
        return ""


def _timed(problem: Problem, answer: Answer, now: float) -> Problem:
    if isinstance(problem, RateLimited):
        problem.retry_after = retry_after(answer, now)
    return problem


def _errors(members: Members, hide: str) -> tuple[ProblemPart, ...]:
    try:
        return members.each("errors", lambda part: _part(part, hide))
    except UnexpectedAnswer:
        return ()  # a fault in an error must not hide the error


def _part(part: Members, hide: str) -> ProblemPart:
    return ProblemPart(*(_text(part, name, hide) for name in ("pointer", "detail", "code")))


def _text(members: Members, name: str, hide: str) -> str:
    try:
        said = members.maybe_text(name) or ""
    except UnexpectedAnswer:
        return ""  # the same
    return said.replace(hide, HIDDEN) if hide else said
