"""``docs/conformance.md``: how each module ended, with node-oidc-provider's result beside it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demo.place import ROOT
from tools.conformance.clients import SUITE_SERVER
from tools.conformance.place import RESULTS
from tools.conformance.plans import COUNTER_ROWS, ROWS, SIGN_IN_ROWS, Row

PAGE = ROOT / "docs" / "conformance.md"
BESIDE = Path(__file__).with_name("oidc_provider.csv")
BESIDE_VERSION = "9.13.3"
MISSING, NOT_PART = "not run", ""
PREFIXES = (
    "fapi2-security-profile-final-",
    "fapi2-message-signing-final-",
    "ekyc-server-",
    "fapi-ciba-id1-",
    "oidcc-",
)

HEAD = """# Conformance

The OpenID Foundation's conformance suite, version {version}, run against this authority:
{total} modules, {counts}. Each runs over TLS, with two clients, and on
the pages that a holder sees. Where node-oidc-provider {beside}, with its own certification harness around
it, ended otherwise, its result stands in brackets. No module of a plan is left out.

So that it stays so without the suite, `tests/specs` has a test for each module, named after it, in `fapi2`,
`fapi_ciba`, `oidc`, `oidc_logout` and `ekyc`. This page is written by `make conformance-page` from the
results that the suite gave.

"Review" is what the suite calls a module that ends with a page for a person to look at; the tests of these
modules demand what the page is to show, and [its picture](conformance-pages.md) is kept. "Skipped" is what
the metadata do not offer: request objects and ID tokens without a signature (`none`), which anybody could
have written.

The holder of the scope modules has filled in a whole profile: a card holds a name and a date of birth, the
rest of `profile`, `email`, `phone` and `address` is the holder's own say. What nobody said is left out.

The authority of these runs offers the implicit flow (`JOINCARD_IMPLICIT_SIGN_IN`), which `oidcc-dynamic` and
`oidcc-jwt-code` want to see in the metadata where clients register themselves. It is off unless an operator
switches it on, and RFC 9700 section 2.1.2 advises against it
([decision 17](decisions/0017-the-implicit-flow-behind-a-switch.md)). The suite's own plan for this flow is
none of ours. Where an ID token comes without an access token, its modules for scopes and claims warn: they
look for the holder's data in the ID token (OpenID Connect Core section 5.4), and here userinfo alone tells
it. What belongs to this flow only has tests in `tests/specs/oidc/test_implicit.py`.

The logo of a client (`logo_uri`) is kept and not shown: a picture from elsewhere would tell its host who is
about to sign in.

The plan of identity assurance asks for no evidence, and for no time with an age: the suite's own code breaks
off at an answer with an electronic record, where it looks for a member of earlier drafts, and cannot read a
time that it limited. Both are in `tests/specs/ekyc`.

## Run it yourself

1. Start the public suite in its development mode, as its own instructions say
   (<https://openid.net/certification/about-conformance-suite/>). It is expected at
   `{suite}`; `CONFORMANCE_SERVER` in the environment names another address.
2. `make conformance-target` founds a fresh authority behind TLS on port 9443 of this machine, registers two
   clients for each plan, and writes what the suite is to be told into `build/conformance/NAME.json`:
   `{{"plan", "variant", "config"}}`. The files hold private keys, which die with the next start.
3. `make conformance` runs every plan, `make conformance ARGS=NAME` one. It prints each module and keeps
   the results in `build/conformance/results`. The suite's own `scripts/run-test-plan.py` takes the same
   `config` and `variant`.

The authority of step 2 is a demo, with invented people and on this machine only. Besides the implicit flow it
is told two things: a password is enough to sign in (`JOINCARD_SIGN_IN_LEAST=password`), since the suite's
browser has neither mail nor authenticator, and clients may be on this machine (`JOINCARD_PRIVATE_ADDRESSES`).
All else is as it is served: the pages, the limits, the checks. Its TLS terminator asks each client for a
certificate without verifying the issuer, as RFC 8705 wants it for self-signed ones, offers TLS 1.3, and 1.2
with the suites of RFC 9325, and removes any `Client-Cert` that is sent from outside.

## Plans
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a row: our results and the other's, by module in the suite's order."""

    row: Row
    ours: Mapping[str, str]
    beside: Mapping[str, str]

    def cell(self, module: str) -> str:
        """Our result; the other's in brackets where it differs."""
        if module not in self.beside and module not in self.ours:
            return NOT_PART
        ours, theirs = self.ours.get(module, MISSING), self.beside.get(module, MISSING)
        return ours if ours == theirs else f"{ours} ({theirs})"

    @property
    def modules(self) -> tuple[str, ...]:
        """All modules, in the suite's order."""
        return tuple(dict.fromkeys((*self.beside, *self.ours)))


def write(page: Path = PAGE, results: Path = RESULTS) -> Path:
    """Write the page. Raises ``LookupError`` when a plan of FAPI was not run yet."""
    found = [kept(row, results) for row in ROWS]
    others = (*SIGN_IN_ROWS, *COUNTER_ROWS)
    found += [kept(row, results) for row in others if (results / f"{row.name}.json").is_file()]
    page.write_text("\n".join(lines(found)) + "\n", encoding="utf-8")
    return page


def kept(row: Row, results: Path) -> tuple[Plan, str]:
    """The results of a row, and the suite's version. Raises ``LookupError``."""
    file = results / f"{row.name}.json"
    if not file.is_file():
        raise LookupError(f"{row.name} was not run yet: make conformance ARGS={row.name}")
    told = json.loads(file.read_text(encoding="utf-8"))
    ours = {module["module"]: module["result"].lower() for module in told["modules"]}
    return Plan(row, ours, beside(row.name)), told["suite"]


@cache
def beside(name: str) -> Mapping[str, str]:
    """What node-oidc-provider gets in a row."""
    with BESIDE.open(encoding="utf-8", newline="") as file:
        return {line["module"]: line["result"] for line in csv.DictReader(file) if line["name"] == name}


def lines(found: Iterable[tuple[Plan, str]]) -> Iterator[str]:
    """The page."""
    pairs = tuple(found)
    plans = tuple(plan for plan, _ in pairs)
    everything = Counter(result for plan in plans for result in plan.ours.values())
    yield HEAD.format(
        version=", ".join(sorted({version for _, version in pairs})),
        total=everything.total(),
        counts=told(everything),
        beside=BESIDE_VERSION,
        suite=SUITE_SERVER,
    )
    yield from overview(plans)
    for plan_name in dict.fromkeys(plan.row.plan for plan in plans):
        same = tuple(plan for plan in plans if plan.row.plan == plan_name)
        yield from matrix(plan_name, same)


def overview(plans: Iterable[Plan]) -> Iterator[str]:
    """One line for each plan and variant."""
    yield "| name | plan and variant | this authority | node-oidc-provider |"
    yield "|---|---|---|---|"
    for plan in plans:
        variant = ", ".join(f"{name} {value}" for name, value in plan.row.variant.items()) or "its only one"
        ours, theirs = (told(Counter(results.values())) for results in (plan.ours, plan.beside))
        yield f"| `{plan.row.name}` | `{plan.row.plan}`: {variant} | {ours} | {theirs} |"


def matrix(plan_name: str, plans: tuple[Plan, ...]) -> Iterator[str]:
    """Every module of a plan, in each of its variants."""
    yield from ("", f"## {plan_name}", "")
    yield f"| module | {' | '.join(plan.row.name.removeprefix('fapi2-') for plan in plans)} |"
    yield f"|---|{'---|' * len(plans)}"
    for module in dict.fromkeys(module for plan in plans for module in plan.modules):
        yield f"| {short(module)} | {' | '.join(plan.cell(module) for plan in plans)} |"


def short(module: str) -> str:
    """A module's name without what all of them begin with."""
    for prefix in PREFIXES:
        module = module.removeprefix(prefix)
    return module


def told(counts: Counter[str]) -> str:
    """``55 passed, 1 warning``."""
    return ", ".join(f"{number} {name}" for name, number in counts.most_common())
