"""docs/reference/testing.md: what a plugin's tests can use."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

from joincard_sdk import testing
from joincard_sdk.testing import authority, fixtures, personas, strategies

from tools.reference.markdown import code, first_line, page, table

INTRODUCTION = """
`joincard_sdk.testing` comes with `joincard-sdk[testing]`. One line holds a plugin against the whole contract:

```python
from joincard_sdk.testing import run_conformance

run_conformance("joincard_healthcare")
```

The plugin is built as a release is: every hook, every value, every worked example. One `AssertionError` lists
everything that is wrong, each with file, line, and what to write instead.

For one service, ask in the words of the holder:

```python
from datetime import date

from joincard_sdk.testing import accepts, built, price_of, reasons_for, terms_of

walk_in = terms_of(built("joincard_healthcare"), "healthcare.registration.walk_in")
george = {
    "card.status": "active",
    "holder.age": 72,
    "usage.today": 0,
    "at.city": "330400",
    "now.date": date(2025, 6, 2),
}

assert accepts(walk_in, george)
assert price_of(walk_in, george).yuan == "0.00"
assert [reason.code for reason in reasons_for(walk_in, george | {"card.status": "lost"})] == ["card.status"]
```
"""

PEOPLE = """
## People to try with

`joincard_sdk.testing.personas` has two dozen invented people. They are the people of the demo and of
`joincard try`. The facts of one on a day:

```python
from joincard_sdk.testing.personas import persona

stephen = persona("stephen").facts(on=date(2026, 3, 12))
assert stephen["card.status"] == "active"
```
"""

AUTHORITY = """
## An authority in the test

`joincard_sdk.testing.authority` answers over real HTTP, with tokens, proofs and signed receipts, and needs
nothing but the SDK. It is for tests only: it keeps nothing and serves this machine alone.

```python
from joincard_sdk.testing.authority import authority

with authority("joincard_healthcare") as opened, opened.client() as client:
    found = client.verify("healthcare.registration.walk_in", "330400", opened.card("george"))
    assert found.permitted
```
"""

FIXTURES = """
## Fixtures

Write `pytest_plugins = ["joincard_sdk.testing.fixtures"]` in `conftest.py`, and override `joincard_plugin`.
"""

STRATEGIES = """
## Random facts and rules

`joincard_sdk.testing.strategies` makes values for [Hypothesis](https://hypothesis.readthedocs.io), so that a
test can say what must hold for everybody.
"""


def text() -> str:
    """The page."""
    parts = (
        "## Names of joincard_sdk.testing",
        listed(testing, tuple(testing.__all__)),
        PEOPLE,
        people(),
        AUTHORITY,
        listed(authority, ("authority", "LocalAuthority", "Clock", "Holder")),
        FIXTURES,
        named(fixtures, defined(fixtures)),
        STRATEGIES,
        listed(strategies, defined(strategies)),
    )
    return page("Testing", INTRODUCTION, *parts)


def people() -> str:
    """Every persona: key, age and circumstances."""
    rows = ((code(one.key), str(one.age), one.about.en) for one in personas.PERSONAS.values())
    return table(("persona", "age", "who"), rows)


def listed(module: ModuleType, names: tuple[str, ...]) -> str:
    """Name and meaning of each, with its arguments where it is called."""
    rows = ((code(called(name, getattr(module, name))), meaning(getattr(module, name))) for name in names)
    return table(("name", "meaning"), rows)


def named(module: ModuleType, names: tuple[str, ...]) -> str:
    """Name and meaning of each fixture: pytest gives it its arguments."""
    return table(("name", "meaning"), ((code(name), meaning(getattr(module, name))) for name in names))


def meaning(value: object) -> str:
    """The first sentence or two of what it says of itself."""
    return first_line(inspect.getdoc(value))


def called(name: str, value: object) -> str:
    """``accepts(service, facts)``; the bare name of what is no function of a test's author."""
    function = inspect.unwrap(value) if callable(value) else value  # a cached function is one, too
    if not inspect.isfunction(function):
        return name
    return f"{name}({', '.join(inspect.signature(function).parameters)})"


def defined(module: ModuleType) -> tuple[str, ...]:
    """Public functions in the order of the source, fixtures among them."""
    return tuple(functions(ast.parse(inspect.getsource(module))))


def functions(tree: ast.Module) -> Iterator[str]:
    """Names of the public functions of a module."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name
