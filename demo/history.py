"""A month of verifications, told to the real story with a clock in the past. The same month every time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.credentials import CardNumber
from joincard_core.verification import Authority, MoveAsked, Outcome, VerificationAsked

from demo.lines import card_number
from demo.persons import HANGZHOU, JIAXING, PERSONS, Person
from demo.providers import PROVIDERS, Provider

DAYS = 30
SEED = 264
FEWEST, MOST = 7, 12  # a day
OPENING, CLOSING = time(7, 30), time(17, 30)
#: The first of the people makes the verification that the demo shows, so the month leaves their bills alone.
SHOWN = "stephen"
BILLS = "healthcare.settlement."

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asker:
    """A provider's system, as the story knows it."""

    client_id: str
    provider_id: str
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody asks for a service at a moment."""

    at: datetime
    person: Person
    provider: Provider
    service: str
    facts: Json
    use: Json

    @property
    def body(self) -> bytes:
        """The request as it would come over HTTP."""
        shown = {"region": self.person.city, "number": card_number(self.person.key)}
        asked = {"service": self.service, "city": self.provider.city, "presentation": shown}
        return json.dumps(asked | {"facts": self.facts, "use": self.use}, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class Month:
    """What became of the visits."""

    permitted: int
    refused: int


def amount(chance: Random, low: int, high: int) -> str:
    """Yuan with two decimals."""
    return str(Decimal(chance.randint(low * 100, high * 100)).scaleb(-2))


Needs = Callable[[Random], tuple[Json, Json]]


def nothing(chance: Random) -> tuple[Json, Json]:
    """The card alone."""
    return {}, {}


def bill(chance: Random) -> tuple[Json, Json]:
    """A covered amount."""
    return {}, {"basis": amount(chance, 60, 900)}


def stay(chance: Random) -> tuple[Json, Json]:
    """A hospital stay: a larger covered amount under a name of its own."""
    use = {"basis": amount(chance, 2_000, 9_000), "stay": f"S-{chance.randint(1, 99_999):05}"}
    return {"record.blocked": False}, use


def payment(chance: Random) -> tuple[Json, Json]:
    """An amount paid from an account."""
    return {"request.amount": amount(chance, 15, 220)}, {}


def known(name: str, value: bool = True) -> Needs:
    """A fact that the provider knows."""
    return lambda chance: ({name: value}, {})


def prescription(chance: Random) -> tuple[Json, Json]:
    """A prescription to be settled."""
    return {"record.prescription": True}, {"basis": amount(chance, 40, 320)}


def ride(chance: Random) -> tuple[Json, Json]:
    """So many kilometres."""
    return {}, {"basis": str(chance.randint(2, 24))}


def hire(chance: Random) -> tuple[Json, Json]:
    """A bicycle for so many hours."""
    return {"record.blocked": False}, {"basis": str(chance.randint(1, 4))}


def museum(chance: Random) -> tuple[Json, Json]:
    """One person with a booking."""
    return {"record.reservation": True, "request.party": 1}, {}


def books(chance: Random) -> tuple[Json, Json]:
    """A reader, now and then with a book overdue."""
    return {"record.overdue": chance.choice((0, 0, 0, 1))}, {}


@dataclass(frozen=True, slots=True)
class Habit:
    """A service, how often it is asked for, what the provider sends, and the city: empty for every one."""

    weight: int
    service: str
    needs: Needs = nothing
    city: str = ""


HABITS: tuple[Habit, ...] = (
    Habit(6, "healthcare.registration.walk_in"),
    Habit(4, "healthcare.registration.specialist", known("record.reservation")),
    Habit(1, "healthcare.registration.specialist", known("record.reservation", False)),
    Habit(3, "healthcare.registration.appointment", known("record.blocked", False)),
    Habit(6, "healthcare.settlement.outpatient_local", bill),
    Habit(1, "healthcare.settlement.outpatient_cross", bill),
    Habit(1, "healthcare.settlement.inpatient_local", stay),
    Habit(2, "healthcare.settlement.resident_child", bill),
    Habit(1, "healthcare.settlement.self_pay", payment),
    Habit(3, "healthcare.pharmacy.personal_account", payment),
    Habit(2, "healthcare.pharmacy.pooled_pharmacy", prescription),
    Habit(2, "healthcare.records.report_print", known("record.registered")),
    Habit(1, "healthcare.records.vaccination_record"),
    Habit(1, "healthcare.public_health.elder_check"),
    Habit(6, "transport.bus.jiaxing", city=JIAXING),
    Habit(3, "transport.bus.hangzhou", city=HANGZHOU),
    Habit(4, "transport.metro.hangzhou", ride, HANGZHOU),
    Habit(2, "transport.bike.jiaxing", hire, JIAXING),
    Habit(3, "finance.payment.atm_own", payment, JIAXING),
    Habit(2, "tourism.museum.free_entry", museum, JIAXING),
    Habit(2, "tourism.library.lending_jiaxing", books, JIAXING),
    Habit(3, "government.community.hall_queue"),
    Habit(2, "government.community.community_canteen", city=JIAXING),
)
#: Who comes: mostly those for whom a service is meant, sometimes somebody else.
FOR_CHILDREN = "healthcare.settlement.resident_child"
FOR_ELDERS = "healthcare.public_health.elder_check"
FOR_MEMBERS = (
    "healthcare.settlement.outpatient_local",
    "healthcare.settlement.inpatient",
    "healthcare.pharmacy.",
)
SURPRISE = 0.12


def visits(today: date) -> Iterator[Visit]:
    """The visits of the thirty days before today, oldest first."""
    chance = Random(SEED)  # noqa: S311 - the same month every time, no secret
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        for at in sorted(moments(chance, day)):
            yield visit(chance, at)


def moments(chance: Random, day: date) -> list[datetime]:
    """When people come on a day."""
    opens, closes = (hour.hour * 60 + hour.minute for hour in (OPENING, CLOSING))
    return [
        datetime.combine(day, time(0), SHANGHAI) + timedelta(minutes=chance.randint(opens, closes), seconds=n)
        for n in range(chance.randint(FEWEST, MOST))
    ]


def visit(chance: Random, at: datetime) -> Visit:
    """One visit: a service, somebody for whom it is meant, a provider where they live."""
    (habit,) = chance.choices(HABITS, weights=[habit.weight for habit in HABITS])
    person = chance.choice(visitors(habit, surprising=chance.random() < SURPRISE))
    facts, use = habit.needs(chance)
    provider = chance.choice(providers_of(person, habit.service))
    return Visit(at, person, provider, habit.service, facts, use)


def visitors(habit: Habit, *, surprising: bool) -> list[Person]:
    """Everybody who might come and ask for a service where they live."""
    return [
        person
        for person in PERSONS
        if providers_of(person, habit.service)
        and habit.city in ("", person.city)
        and not (person.key == SHOWN and habit.service.startswith(BILLS))
        and (surprising or is_for(habit.service, person))
    ]


def is_for(service: str, person: Person) -> bool:
    """Whether a service is meant for somebody, and the card good for it."""
    if person.card_status != "active" or person.valid_days < 0:
        return False
    if service == FOR_CHILDREN:
        return person.age < 18
    if service == FOR_ELDERS:
        return person.age >= 65
    if service.startswith(FOR_MEMBERS):
        known = person.recorded
        return (known["insurance.medical"], known["insurance.city"]) == ("active", person.city)
    return person.age >= 14


def providers_of(person: Person, service: str) -> list[Provider]:
    """The providers of somebody's city that may ask about a service."""
    here = [provider for provider in PROVIDERS if provider.city == person.city]
    return [provider for provider in here if service.startswith(provider.scope.removesuffix("*"))]


def live_through(
    authority: Authority, clock: FixedClock, today: date, seen: Callable[[], None] = lambda: None
) -> Month:
    """Make every visit; end each permitted one an hour later, so that bookings do not pile up."""
    permitted = refused = 0
    for number, each in enumerate(visits(today)):
        clock.set(each.at)
        asker = Asker(each.provider.client, each.provider.id)
        answer = authority.verify(asked(each, number), asker)
        if answer.outcome is Outcome.PERMITTED:
            permitted += 1
            clock.advance(timedelta(hours=1))
            authority.close(MoveAsked(answer.id, f"demo-close-{number}", b"{}"), asker)
        else:
            refused += 1
        seen()
    return Month(permitted, refused)


def asked(each: Visit, number: int) -> VerificationAsked:
    """A visit as the story takes it."""
    return VerificationAsked(
        service=each.service,
        city=each.provider.city,
        presentation=CardNumber(each.person.city, card_number(each.person.key)),
        idempotency_key=f"demo-{number}",
        body=each.body,
        facts=each.facts,
        use=each.use,
    )
