"""What the demo tells, in order: founding, a permission, a refusal from both sides, what to try next."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from joincard_core.bootstrap import join
from joincard_core.settings import Settings
from joincard_sdk.decision import Refused
from joincard_sdk.fees import Use
from joincard_sdk.places import CITIES
from rich.table import Table

from demo.asking import ask, person_named
from demo.founding import found, settings_of, today
from demo.lines import card_number, password
from demo.persons import Person
from demo.place import Place
from demo.portal import PortalServer, invitation, registered
from demo.providers import asking_for
from demo.serving import Server
from demo.showing import line, show, show_charge, show_reasons
from demo.telling import console, heading, step

PROGRAMS = Path(sys.executable).parent
BILL = "healthcare.settlement.outpatient_local"
PAYMENT = "healthcare.settlement.self_pay"
SPECIALIST = "healthcare.registration.specialist"


def tell(place: Place, *, once: bool) -> None:
    """Everything. Returns when ``once`` is set; otherwise serves until Ctrl-C, a ``KeyboardInterrupt``."""
    heading("A card authority from nothing")
    month = found(place, today())
    console.print(
        f"      {month.permitted} permitted, {month.refused} refused; each has a receipt in the log"
    )
    server, portal = Server(place, PROGRAMS), PortalServer(place)
    try:
        with step(f"Starting the authority on {place.issuer}: joincard-authority serve"):
            server.start()
        permission(place)
        refusal(place)
        if not once:
            with step(f"Starting a provider's site on {place.portal}: it registers itself by an invitation"):
                open_portal(place, portal)
            offer(place)
            server.wait()
    finally:
        portal.stop()
        server.stop()


def open_portal(place: Place, portal: PortalServer) -> None:
    """The staff invite the provider; its site does the rest."""
    with settings_of(place):
        token = invitation()
    portal.start(registered(place, token))


def permission(place: Place) -> None:
    """Stephen at a hospital in Jiaxing."""
    stephen = person_named("stephen")
    hospital = asking_for(BILL, stephen.city)
    heading(f"{stephen.name} pays a bill of 480.00 yuan at {hospital.name}")
    console.print(
        f"[dim]The hospital's system, {hospital.client}, gets a token bound to its key at /oauth/token,[/]"
    )
    console.print(f"[dim]and asks at /v1/verifications for {BILL}[/]")
    show(ask(place, hospital, stephen, BILL, use=Use(basis=Decimal("480.00"))), place.issuer)


def refusal(place: Place) -> None:
    """Olena, whose card is suspended: what the hospital is told, and what she is."""
    olena = person_named("olena")
    hospital = asking_for(SPECIALIST, olena.city)
    heading(f"{olena.name} has booked a specialist at {hospital.name}, but {olena.about.en}")
    console.print("[dim]What the provider sees. A status of the card is no business of a hospital.[/]")
    answer = ask(place, hospital, olena, SPECIALIST, {"record.reservation": True})
    show(answer, place.issuer)
    heading("The same refusal, as the holder sees it")
    show_to_holder(place, answer.id)
    line("her page", f"{place.issuer}/me/verifications/{answer.id}")
    line("", f"[dim]she signs in with {keys_of(olena)}[/]")


def show_to_holder(place: Place, verification: str) -> None:
    """Every reason of a verification, decided again from the log."""
    with settings_of(place):
        parts = join(Settings.from_environment())
        try:
            again = parts.authority.replay(verification)
        finally:
            parts.database.dispose()
    if isinstance(again.decision, Refused):
        show_reasons(again.decision.reasons)
    else:
        show_charge(again.decision.charge)
    line("", f"decided again from the log: {'[green]the same[/]' if again.same else '[red]NOT the same[/]'}")


def offer(place: Place) -> None:
    """Where to look, and what to try in another terminal."""
    python = f"{short(PROGRAMS)}/python -m demo"
    heading("Open")
    for address, what in (
        ("/", "where you are"),
        ("/me", f"the pages of a holder: sign in as stephen with {keys_of(person_named('stephen'))}"),
        ("/me/requests", f"what a clerk asks; be the clerk in another terminal: {python} counter"),
        ("/docs", "the API"),
        ("/v1/catalogue?city=330400&lang=zh&limit=5", "the catalogue"),
        ("/.well-known/oauth-authorization-server", "what an OAuth client asks first"),
    ):
        console.print(f"  {place.issuer}{address}  [dim]{what}[/]", soft_wrap=True)
    for address, what in (
        ("/", "a provider's site: sign in with the card, see what it is told, sign out"),
        ("/counter", "its clerk's counter: ask a holder, or show a code; then the price and the receipt"),
    ):
        console.print(f"  {place.portal}{address}  [dim]{what}[/]", soft_wrap=True)
    console.print(f"  [dim]Letters of the authority, with codes: {python} mail[/]", soft_wrap=True)
    heading("Try in another terminal, in this folder")
    for what, command in (
        ("who there is", f"{python} people"),
        ("again: the threshold of the year is used up", f"{python} verify stephen {BILL} --basis 480"),
        ("72 years old, so it is free", f"{python} verify george healthcare.registration.walk_in"),
        ("a child takes the bus", f"{python} verify lily transport.bus.jiaxing"),
        ("no bank account", f"{python} verify minh {PAYMENT} --fact request.amount=50"),
        ("every service", f"{short(PROGRAMS)}/joincard bundle show {short(place.bundles)}/*.bundle.json"),
    ):
        console.print(f"  [dim]# {what}[/]\n  {command}", soft_wrap=True)
    console.print(f"\nServing on [bold]{place.issuer}[/] and [bold]{place.portal}[/] until Ctrl-C.")


def keys_of(person: Person) -> str:
    """With what somebody of the demo signs in."""
    return f"{person.city}, {card_number(person.key)} and {password(person.key)}"


def short(path: Path) -> str:
    """A path from here, where it lies below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def show_people(people: Iterable[Person]) -> None:
    """The people as a table."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("key", "name", "age", "card", "who"):
        table.add_column(name, overflow="fold")
    for person in people:
        card = f"{person.city} {card_number(person.key)}"
        city = CITIES[person.city].name.en
        table.add_row(person.key, person.name, str(person.age), card, f"{person.about.en}; {city}")
    console.print(table)
    console.print("[dim]Each signs in with region, number and the password demo-only-KEY (demo only).[/]")
