"""One verification for people: outcome, price line by line, reasons, what was disclosed, receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from joincard_sdk.client import Verification
from joincard_sdk.decision import Reason
from joincard_sdk.fees import Charge
from rich.table import Table

from demo.telling import console

NAME_WIDTH = 10
START_OF_RECEIPT = 60  # characters; the whole is in the answer, and long
MEMBERS_SHOWN = 4


def show(found: Verification, issuer: str) -> None:
    """Everything that the provider is told, and where the holder opens the reference of a refusal."""
    colour = "green" if found.permitted else "yellow"
    line("outcome", f"[bold {colour}]{found.outcome.value}[/]")
    if found.charge:
        show_charge(found.charge)
    show_reasons(found.reasons)
    for name, value in found.disclosed.items():
        line("disclosed", f"{name}: {shown(value)}")
    if found.reference:
        line("reference", found.reference)
        line("", f"the holder opens it at {issuer}/me/verifications/{found.reference}")
    line("id", found.id)
    line("catalogue", found.catalogue)
    line("receipt", f"{found.receipt.compact[:START_OF_RECEIPT]}...")
    line("", "[green]signature checked with the authority's key set[/]")


def show_charge(charge: Charge) -> None:
    """The price, and how it came about in both languages."""
    line("price", f"[bold]{charge.price.yuan} {charge.price.currency}[/]")
    for step in charge.lines:
        amount = step.amount.yuan if step.amount else ""
        line("", f"{amount:>8}  {step.text.en}\n{'':8}  {step.text.zh}")
    if charge.deposit is not None:
        line("deposit", f"{charge.deposit.yuan} {charge.deposit.currency}, given back later")


def show_reasons(reasons: Iterable[Reason]) -> None:
    """Each reason with its remedy, and the day on which time alone will change it."""
    for reason in reasons:
        line("reason", f"{reason.text.en}\n{reason.text.zh}")
        line("what to do", f"{reason.remedy.en}\n{reason.remedy.zh}")
        if reason.change:
            when = "on" if reason.change.exact else "by"
            line("", f"time alone changes it {when} {reason.change.on}")


def line(name: str, text: str) -> None:
    """A named line; a long text goes on below itself."""
    row = Table.grid(padding=(0, 1))
    row.add_column(width=NAME_WIDTH + 2, style="dim")
    row.add_column(overflow="fold")
    row.add_row(f"  {name}", text)
    console.print(row)


def shown(value: object) -> str:
    """A disclosed value on one line; of a long one the beginning."""
    if not isinstance(value, Mapping):
        return str(value)
    parts = [f"{name} {part}" for name, part in value.items() if part is not None]
    more = len(parts) - MEMBERS_SHOWN
    return ", ".join(parts[:MEMBERS_SHOWN]) + (f" [dim]and {more} more[/]" if more > 0 else "")
