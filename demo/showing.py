"""One verification for people: outcome, price line by line, reasons, what was disclosed, receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from joincard_sdk.client import Verification
from joincard_sdk.decision import Reason
from joincard_sdk.fees import Charge
from rich.table import Table
from rich.text import Text

from demo.telling import console

START_OF_RECEIPT = 60  # characters; the whole is in the answer, and long


def show(found: Verification) -> None:
    """Everything that the provider is told."""
    style = "bold green" if found.permitted else "bold yellow"
    console.print(Text.assemble(("  outcome    ", "dim"), (found.outcome.value, style)))
    if found.charge:
        show_charge(found.charge)
    show_reasons(found.reasons)
    if found.disclosed:
        line("disclosed", ", ".join(f"{name}: {shown(value)}" for name, value in found.disclosed.items()))
    if found.reference:
        line("reference", f"{found.reference}  (the holder can open it)")
    line("id", found.id)
    line("catalogue", found.catalogue)
    line("receipt", f"{found.receipt.compact[:START_OF_RECEIPT]}...")
    console.print("             [green]signature checked with the authority's key set[/green]")


def show_charge(charge: Charge) -> None:
    """The price, and how it came about in both languages."""
    line("price", f"{charge.price.yuan} {charge.price.currency}")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for step in charge.lines:
        table.add_row(" " * 11, step.text.en, step.text.zh, step.amount.yuan if step.amount else "")
    console.print(table)
    if charge.deposit is not None:
        line("deposit", f"{charge.deposit.yuan} {charge.deposit.currency}, given back later")


def show_reasons(reasons: Iterable[Reason]) -> None:
    """Each reason with its remedy, and the day on which time alone will change it."""
    for reason in reasons:
        line("reason", f"{reason.text.en}  {reason.text.zh}")
        line("", f"[dim]what to do:[/dim] {reason.remedy.en}  {reason.remedy.zh}")
        if reason.change:
            when = "on" if reason.change.exact else "not before"
            line("", f"[dim]by time alone:[/dim] {when} {reason.change.on}")


def line(name: str, text: str) -> None:
    """A named line."""
    console.print(f"  [dim]{name:10}[/dim] {text}")


def shown(value: object) -> str:
    """A disclosed value on one line."""
    if isinstance(value, Mapping):
        return " / ".join(shown(part) for part in value.values() if part is not None)
    return str(value)
