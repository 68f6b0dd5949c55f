"""What was expected where an error of the SDK's values becomes a finding."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.checks.codes import CODES

_FAMILIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "rule": (
            "tests on facts of the vocabulary, or of this plugin, with values of the fact's own type",
            "use what the message allows; mypy --strict finds most of these while you write",
        ),
        "fee": ("a fee as docs/reference/fees.md describes it", "use what the message allows"),
        "fact": (
            "a fact of the vocabulary, or of this plugin",
            "use a name and a value that the message allows",
        ),
        "money": ("an exact amount in yuan or fen", 'write yuan("20.00") or fen(2_000)'),
        "text": ("a text in English and in Chinese", 'write Text(en="...", zh="...")'),
        "coverage": ("places of the catalogue", "use Coverage.nationwide(), .in_set, .provinces or .cities"),
        "service": ("a service as docs/reference/services.md describes it", "use what the message allows"),
        "bundle": ("a bundle within the limits of the contract", "see the message"),
    }
)
_ANY = ("a value that the SDK accepts", "use what the message allows")


def expectation(code: str) -> tuple[str, str]:
    """What was expected, and what to write instead, for an error of the SDK with this code.

    A code outside the table has the words of its family, the first part of the code.
    """
    row = CODES.get(code)
    return (row.expected, row.instead) if row else _FAMILIES.get(code.split(".")[0], _ANY)
