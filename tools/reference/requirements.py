"""docs/security/requirements.md: the table of requirements."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from tools.reference.markdown import code, page, table
from tools.requirements import OURS, Requirement, requirements

INTRODUCTION = """
What the specifications ask of an authorization server and of its API, in our own words: where each row is
held, and which tests show it. The rows of FAPI 2.0 bind every system, which is every client that may ask
about cards (scope `verify`). What they ask of clients is for the providers' own libraries.

Beside systems there are sign-in clients: invited by staff to sign people in by OpenID Connect and to do
nothing else. They are no clients of FAPI 2.0. They may have a secret, and send a holder without pushing
first; their tokens open userinfo, and no other address. Rows of RFC 9700 say so where it matters.

**None can be switched off.** There is no setting and no registration that takes a row away:
`fapi2_requirements/test_nothing_is_switched_off.py` tries. The demo alone may use http, on its own machine,
and fetch keys from private addresses.

`tests/docs/test_requirements.py` fails when a name in the code or a test of this page does not exist, and
when a row has no test. Left out here are `joincard_core.` in front of names in the code, and `tests/specs/`
in front of tests.
"""
SPECS = "tests/specs/"
OPERATOR = "*The operator has a part in this.*"
OTHERWISE = "**Held otherwise.**"
HEAD = ("section", "level", "what", "where", "tests")


def text() -> str:
    """The page."""
    rows = requirements()
    parts = [f"## {source}\n\n{_table(group)}" for source, group in groupby(rows, lambda row: row.source)]
    return page("Requirements of FAPI 2.0 and RFC 9700", INTRODUCTION, count(rows), *parts)


def count(rows: Iterable[Requirement]) -> str:
    """How many rows there are, and which are not plainly held."""
    found = list(rows)
    theirs = sum(row.standing == "operator" for row in found)
    other = [f"{row.source} {row.section}" for row in found if row.standing == "otherwise"]
    return (
        f"{len(found)} rows. In {theirs} the operator has a part, by what stands in front of the authority. "
        f"{len(other)} are held otherwise than they are written, and say why: {', '.join(other)}."
    )


def _table(rows: Iterable[Requirement]) -> str:
    return table(HEAD, (_row(row) for row in rows))


def _row(row: Requirement) -> tuple[str, ...]:
    mark = {"operator": OPERATOR, "otherwise": OTHERWISE}.get(row.standing, "")
    what = " ".join(filter(None, (row.requirement, mark, row.remark)))
    where = (name.removeprefix(f"{OURS}.") for name in row.held_by)
    tests = (name.removeprefix(SPECS) for name in row.tests)
    return row.section, row.level, what, _list(where), _list(tests)


def _list(names: Iterable[str]) -> str:
    return "<br>".join(code(name) for name in names)
