"""``python -m demo``: an authority with invented people, one verification, and a server to try.

python -m demo run --port 8000          what ``make demo`` does
python -m demo people                   who there is
python -m demo verify george healthcare.registration.walk_in
python -m demo holder ID                a verification as its holder sees it
python -m demo counter                  a clerk asks, the holder agrees at /me/requests
python -m demo mail                     the last letter that the authority sent
"""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
from decimal import Decimal
from pathlib import Path

import click
import structlog
from joincard_core.errors import JoincardError
from joincard_sdk.client import ClientError, Presentation
from joincard_sdk.fees import Use

from demo import counter, letters, story
from demo.asking import ask, facts_from, person_named
from demo.commands import CommandFailed
from demo.persons import PERSONS
from demo.place import ROOT, Place, free_port, is_free
from demo.providers import asking_for
from demo.serving import NotServing
from demo.showing import show
from demo.telling import console

FOLDER = click.option(
    "--folder",
    default=ROOT / ".demo",
    envvar="DEMO_FOLDER",
    type=click.Path(path_type=Path),
    help="Where the demo lives; DEMO_FOLDER in the environment says the same.",
)


class Demo(click.Group):
    """Ends in one sentence whatever goes wrong."""

    def invoke(self, context: click.Context) -> object:
        """Run the command that was named."""
        try:
            return super().invoke(context)
        except (ClientError, CommandFailed, JoincardError, LookupError, NotServing, OSError) as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Demo)
def main() -> None:
    """An authority with invented people, to look at and to try."""
    # What the rooms write to their log is for operators; the server's goes to a file.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@main.command("run")
@click.option(
    "--port", default=8000, type=click.IntRange(0, 65_534), show_default=True, help="0 takes any free one."
)
@click.option("--once", is_flag=True, help="End after the first verifications instead of serving.")
@FOLDER
def run(port: int, once: bool, folder: Path) -> None:
    """Found the authority, verify a card, and serve until Ctrl-C."""
    port = port or free_port()
    # The authority takes the port, a provider's site the next one.
    for each in (port,) if once else (port, port + 1):
        if not is_free(each):
            raise click.ClickException(
                f"Port {each} of this machine is in use. Stop the program that uses it, or choose another: "
                f"make demo PORT={port + 100}"
            )
    place = Place(folder.resolve(), port)
    # A stop by another program ends the server, too, not only Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt):
        story.tell(place, once=once)
    console.print("\nStopped.")


@main.command("people")
def people() -> None:
    """Say who there is, with the number of each card."""
    story.show_people(PERSONS)


@main.command("verify")
@click.argument("person")
@click.argument("service")
@click.option("--city", help="Where the service is delivered; the city that issued the card when absent.")
@click.option("--fact", "facts", multiple=True, help="A fact that the provider supplies: name=value.")
@click.option("--basis", type=Decimal, help="What a rate applies to, in yuan or units.")
@click.option("--units", type=Decimal, default=Decimal(1), help="How many units are used.")
@FOLDER
def verify(
    person: str,
    service: str,
    city: str | None,
    facts: tuple[str, ...],
    basis: Decimal | None,
    units: Decimal,
    folder: Path,
) -> None:
    """Verify the card of PERSON for SERVICE, over HTTP, while the demo serves."""
    place, holder = Place.of(folder.resolve()), person_named(person)
    provider = asking_for(service, city or holder.city)
    use = Use(basis=basis, units=units) if basis is not None or units != 1 else None
    console.print(f"{provider.name} asks about the card of {holder.name} for {service}:")
    show(ask(place, provider, holder, service, facts_from(facts), use), place.issuer)


@main.command("counter")
@click.option("--region", prompt="Region of the card", default="330400", show_default=True)
@click.option("--number", prompt="Number of the card", help="As it stands on the card; see: demo people")
@click.option("--service", default=story.BILL, show_default=True)
@click.option("--basis", type=Decimal, default=Decimal(480), show_default=True, help="The bill, in yuan.")
@click.option("--ping", "pinged", is_flag=True, help="Be told of the holder's answer, instead of polling.")
@FOLDER
def at_counter(region: str, number: str, service: str, basis: Decimal, pinged: bool, folder: Path) -> None:
    """Ask the holder of a card from a clerk's terminal, and verify once they agree."""
    place = Place.of(folder.resolve())
    wish = counter.Wish(service, "To settle your bill at the counter.", Use(basis=basis))
    try:
        card = Presentation(region.strip(), number.strip())
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    show(counter.serve(place, card, wish, pinged=pinged), place.issuer)


@main.command("mail")
@FOLDER
def mail(folder: Path) -> None:
    """Show the last letter that the authority sent: a code, for whoever signs in."""
    console.print(letters.last(Place.of(folder.resolve()).letters), markup=False)


@main.command("holder")
@click.argument("verification")
@FOLDER
def holder(verification: str, folder: Path) -> None:
    """Show a verification as its holder sees it: every reason, with what to do."""
    story.show_to_holder(Place.of(folder.resolve()), verification)


if __name__ == "__main__":
    main()
