"""``person import``: people and cards from a file. The others: how these people sign in."""

import sys
from datetime import datetime
from pathlib import Path

import click

from joincard_core.cli.opening import Opened, actor, opened
from joincard_core.cli.progress import progress
from joincard_core.clock import SHANGHAI, SystemClock, in_china
from joincard_core.credentials import CardNumber
from joincard_core.issuance import Importing
from joincard_core.mailing import post_of
from joincard_core.people import OwnSay, Passwords
from joincard_core.signing_in import Authenticators, OwnAddress, OwnAuthenticator, Ways, end_sessions
from joincard_core.storage import Tx


@click.group()
def person() -> None:
    """Import people and their cards; set passwords, e-mail addresses and second steps."""


@person.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", default=actor, show_default="your user name", help="Who imports; kept with each card.")
def import_(file: Path, by: str) -> None:
    """Import the people of FILE, one JSON object a line.

    The whole file is checked first; one fault and nothing is imported. A person whose reference was
    imported before is skipped, so a run that was interrupted can simply be repeated.
    """
    with opened() as authority, progress() as step:
        imported = Importing(authority.database, authority.rooms, SystemClock()).run(file, by, step)
    click.echo(f"Persons imported: {imported.added}. There already: {imported.known}.")


@person.command("password")
@click.argument("region")
@click.argument("number")
def password(region: str, number: str) -> None:
    """Give the holder of the card with this NUMBER of a REGION a password, in the place of any before.

    The password is asked for, or read as one line from standard input; it is never an argument. A NUMBER of
    - is asked for, too, before the password.
    """
    if number == "-":
        number = secret("Card number")
    now, presented = SystemClock().now(), CardNumber(region, number)
    with opened() as authority:
        passwords = Passwords(authority.vault)
        with authority.database.read() as tx:
            shown = authority.rooms.credentials.read(tx, presented, now.astimezone(SHANGHAI).date())
        if shown is None:
            raise click.ClickException("This region has issued no card with this number.")
        hashed = passwords.hashed(secret("Password", again=True), apart_from=(presented.number,))
        with authority.database.write() as tx:
            passwords.keep(tx, shown.person, hashed, now)
            end_sessions(tx, shown.person, now)
    click.echo("The holder of this card signs in with the new password from now on.")


@person.command("email")
@click.argument("key")
@click.argument("address", required=False)
@click.option("--confirmed", is_flag=True, help="The holder was seen to read what is sent to the address.")
@click.option("--remove", is_flag=True, help="Forget the address.")
def email(key: str, address: str | None, confirmed: bool, remove: bool) -> None:
    """Say or change the e-mail address of a person: KEY is the reference under which they were imported.

    Without ADDRESS it says what is on file; with --confirmed alone it confirms that, or the new one that the
    holder named and that waits. An ADDRESS of - is asked for, or read as one line from standard input. Codes
    for signing in go to a confirmed address only. The one before is told of a change by letter.
    """
    if remove and (address is not None or confirmed):
        raise click.UsageError("Give --remove alone, or an ADDRESS with or without --confirmed.")
    if address == "-":
        address = secret("E-mail address")
    with opened() as authority:
        with authority.database.write() as tx:
            owner = owner_of(authority, tx, key)
            ways = ways_of(authority)
            contacts, before = ways.contacts, ways.address(tx, owner)
            if remove:
                contacts.remove_email(tx, owner)
            elif address is not None:
                contacts.set_email(tx, owner, address, confirmed)
            elif confirmed:
                contacts.set_email(tx, owner, to_confirm(contacts.own_say(tx, owner)), verified=True)
            letter = OwnAddress(SystemClock(), ways).changed_by_staff(tx, owner, before)
            on_file = contacts.own_say(tx, owner)
        letter()
    click.echo(told(on_file))


@person.command("phone")
@click.argument("key")
@click.option("--confirmed", is_flag=True, help="The holder was seen to answer this number.")
def phone(key: str, confirmed: bool) -> None:
    """Say or confirm the telephone number that a person gave: KEY is the reference of the import.

    The number is the holder's own say, from their page /me/profile; a new one is not confirmed.
    """
    with opened() as authority, authority.database.write() as tx:
        owner = authority.rooms.people.by_reference(tx, key)
        if owner is None:
            raise click.ClickException("Nobody was imported under this reference.")
        contacts = authority.rooms.people.contacts(SystemClock())
        if confirmed and not contacts.confirm_phone(tx, owner):
            raise click.ClickException("There is no number on file to confirm. The holder gives it.")
        said = contacts.own_say(tx, owner)
    number, state = said.fields.get("phone_number"), said.phone_number_verified
    on_file = f"{number} ({'confirmed' if state else 'not confirmed'})"
    click.echo(on_file if number else "No telephone number is on file.")


@person.command("second-step")
@click.argument("key")
@click.option("--remove", is_flag=True, help="Remove the authenticator application; the holder has lost it.")
def second_step(key: str, remove: bool) -> None:
    """Say what a person has beside the password: KEY is the reference under which they were imported.

    With --remove the authenticator application is taken away, the holder is signed out everywhere and told by
    e-mail; codes then go to the confirmed address. Make sure who is asking before.
    """
    clock = SystemClock()
    with opened() as authority:
        with authority.database.read() as tx:
            owner = owner_of(authority, tx, key)
        own = OwnAuthenticator(authority.database, clock, ways_of(authority))
        if remove and not own.remove_by_staff(owner):
            raise click.ClickException("This person has no authenticator application to remove.")
        click.echo(second_steps(own.since(owner), own.address(owner)))


def second_steps(since: datetime | None, address: str | None) -> str:
    """What there is, for the terminal of staff."""
    application = "none" if since is None else f"since {in_china(since)}"
    letters = "none (no confirmed address, or no mail server)" if address is None else f"to {address}"
    return f"Authenticator application: {application}.\nCodes by e-mail: {letters}."


def owner_of(authority: Opened, tx: Tx, key: str) -> str:
    """Who was imported under a reference."""
    owner = authority.rooms.people.by_reference(tx, key)
    if owner is None:
        raise click.ClickException("Nobody was imported under this reference.")
    return owner


def ways_of(authority: Opened) -> Ways:
    """How people sign in here."""
    clock = SystemClock()
    contacts, post = authority.rooms.people.contacts(clock), post_of(authority.settings, clock)
    return Ways(Authenticators(authority.vault), contacts, post)


def to_confirm(said: OwnSay) -> str:
    """The address that is confirmed when none is given: what the holder named last."""
    address = said.waiting or said.fields.get("email")
    if address is None:
        raise click.ClickException("There is no address on file to confirm. Give one.")
    return address


def told(said: OwnSay) -> str:
    """What is on file, for the terminal of staff."""
    address = said.fields.get("email")
    if address is None:
        return "No e-mail address is on file."
    waiting = f"; {said.waiting} waits to be confirmed" if said.waiting else ""
    return f"{address} ({'confirmed' if said.email_verified else 'not confirmed'}){waiting}"


def secret(name: str, *, again: bool = False) -> str:
    """One line that is not shown: asked for at a terminal (twice with ``again``), else read from input."""
    if sys.stdin.isatty():
        asked: str = click.prompt(name, hide_input=True, confirmation_prompt=again)
        return asked
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise click.ClickException("The input is not UTF-8.") from None
    if not line:
        raise click.ClickException(f"{name}: the input has ended. Give it as one line.")
    return line.removesuffix("\n").removesuffix("\r")
