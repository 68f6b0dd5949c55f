"""A sixth sector, from the scaffold to a verification over HTTP, by public commands alone."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from joincard_sdk.client import Client, Outcome
from joincard_sdk.keys import read_private
from joincard_sdk.money import yuan

from tests.journeys.place import ANN, PERSON, Place

JOINCARD = Path(sys.executable).with_name("joincard")
PACKAGE = Path("src") / "joincard_education_library"
LOAN, SEAT = "education.library.loan", "education.library.seat"

LOANS = '''\
"""Loans and seats: what an author adds to the scaffold."""

from joincard_sdk.facts import usage
from joincard_sdk.fees import WAIVED, Flat, Waived
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_education_library.examples.people import ELENA, IN_JIAXING
from joincard_education_library.vocabulary import ACTIVE_CARD, AS_FOR_RESIDENTS, START, VISITOR

SERVICES = (
    Service(
        code="education.library.loan",
        name=Text(en="Loan", zh="图书外借"),
        description=Text(en="Borrow one book by card.", zh="凭卡外借图书一册。"),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & usage.open.less_than(2),
        fee=Flat(yuan(3), per="item").quota(1, per="month", effect=WAIVED).because(AS_FOR_RESIDENTS),
        discloses=VISITOR,
        effective_from=START,
    ),
    Service(
        code="education.library.seat",
        name=Text(en="Seat in the reading room", zh="阅览座位"),
        description=Text(en="Take a seat for the day.", zh="当日使用阅览座位一个。"),
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & usage.today.less_than(1),
        fee=Waived().because(AS_FOR_RESIDENTS),
        discloses=(),
        effective_from=START,
    ),
)

FIRST = ELENA | IN_JIAXING | {"usage.open": 0, "usage.today": 0}

EXAMPLES = (
    Example(LOAN, FIRST, "accept", because="The first book of the month is free.", price=yuan(0)),
    Example(LOAN, FIRST | {"usage.open": 2}, "refuse", because="Two books are out already."),
    Example(LOAN, FIRST | {"card.status": "lost"}, "refuse", because="A card reported lost lends nothing."),
    Example(SEAT, FIRST, "accept", because="A seat costs nothing.", price=yuan(0)),
    Example(SEAT, FIRST | {"usage.today": 1}, "refuse", because="One seat a day."),
    Example(SEAT, FIRST | {"card.status": "lost"}, "refuse", because="A card reported lost opens nothing."),
)
'''.replace("Example(LOAN,", f'Example("{LOAN}",').replace("Example(SEAT,", f'Example("{SEAT}",')

REMEDIES = """\
        "usage.open": Text(en="Bring a book back first.", zh="请先归还已借图书。"),
        "usage.today": Text(en="Come again tomorrow.", zh="请于次日再来。"),
"""


@dataclass(frozen=True)
class Author:
    """Somebody with a shell in a folder of their own."""

    folder: Path

    def run(self, *words: object, within: Path | None = None) -> str:
        """Run a command; what it printed."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("JOINCARD_")}
        done = subprocess.run(
            [*map(str, words)],
            cwd=within or self.folder,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def edit(self, file: Path, old: str, new: str) -> None:
        """Replace a passage that stands there once."""
        text = (self.folder / "library" / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} in {file}"
        (self.folder / "library" / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Author:
    """An author with a scaffold, to which two services and a fee were added."""
    somebody = Author(tmp_path_factory.mktemp("author"))
    somebody.run(JOINCARD, "plugin", "new", "education.library", "--into", "library")
    somebody.run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", within=somebody.folder / "library"
    )
    (somebody.folder / "library" / PACKAGE / "loans.py").write_text(LOANS, encoding="utf-8")
    plugin = PACKAGE / "plugin.py"
    somebody.edit(plugin, "import examples, texts, visits", "import examples, loans, texts, visits")
    somebody.edit(plugin, "return visits.SERVICES", "return (*visits.SERVICES, *loans.SERVICES)")
    somebody.edit(plugin, "return examples.EXAMPLES", "return (*examples.EXAMPLES, *loans.EXAMPLES)")
    somebody.edit(
        PACKAGE / "texts.py", '        "holder.age": Text(', REMEDIES + '        "holder.age": Text('
    )
    return somebody


@pytest.fixture(scope="module")
def bundle(author: Author) -> Path:
    """The bundle, checked, tested, built and signed."""
    project = author.folder / "library"
    author.run(JOINCARD, "plugin", "check", project)
    author.run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", within=project)
    author.run(JOINCARD, "plugin", "build", project, "-o", author.folder / "out.bundle.json")
    author.run(JOINCARD, "key", "new", "--out", "publisher.jwk")
    author.run(JOINCARD, "bundle", "sign", "out.bundle.json", "--key", "publisher.jwk", "--role", "publisher")
    return author.folder / "out.bundle.json"


@pytest.fixture(scope="module")
def client(author: Author, bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The library's system, at an authority under gunicorn that admitted the bundle."""
    folder = tmp_path_factory.mktemp("authority")
    place = Place(folder, f"sqlite:///{folder / 'joincard.db'}")
    author.run(JOINCARD, "key", "new", "--out", "system.jwk")
    for name in ("publisher", "system"):
        public = author.run(JOINCARD, "key", "public", f"{name}.jwk")
        place.write(f"{name}.jwks.json", public.encode())
    people = place.write("people.jsonl", json.dumps(PERSON).encode())
    place.run("init")
    place.run("bundle", "publisher", "acme", "--jwks", folder / "publisher.jwks.json")
    place.run("bundle", "admit", bundle)
    place.run("provider", "add", "city-library", "--name", "City Library")
    place.run("provider", "accredit", "city-library", "education.*")
    place.run("client", "add", "desk-1", "--provider", "city-library", "--jwks", folder / "system.jwks.json")
    place.run("person", "import", people)
    key = read_private(author.folder / "system.jwk")
    with place.served(), Client(place.issuer, "desk-1", key) as system:
        yield system


class TestASixthSector:
    def test_is_listed_by_an_authority_that_never_heard_of_it(self, client: Client) -> None:
        codes = [service.code for service in client.catalogue().services]
        assert codes == [LOAN, SEAT, "education.library.visit"]

    def test_prices_and_counts_its_loans(self, client: Client) -> None:
        first, second, third = (client.verify(LOAN, "330400", ANN) for _ in range(3))
        assert first.charge is not None
        assert second.charge is not None
        assert (first.charge.price, second.charge.price) == (yuan(0), yuan(3))
        assert third.outcome is Outcome.REFUSED
        client.close(first.id)
        assert client.verify(LOAN, "330400", ANN).outcome is Outcome.PERMITTED

    def test_refuses_a_second_seat_of_a_day(self, client: Client) -> None:
        outcomes = [client.verify(SEAT, "330400", ANN).outcome for _ in range(2)]
        assert outcomes == [Outcome.PERMITTED, Outcome.REFUSED]
