"""The people of the demo as the file that ``joincard-authority person import`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from joincard_sdk.testing.personas import birth_date

from demo.persons import PERSONS, Person


def import_file(today: date, persons: Iterable[Person] = PERSONS) -> str:
    """One JSON object a line."""
    return "".join(f"{json.dumps(line(person, today), ensure_ascii=False)}\n" for person in persons)


def line(person: Person, today: date) -> dict[str, object]:
    """One person: reference, identifiers, facts as of today, card."""
    written: dict[str, object] = {
        "reference": reference(person.key),
        "as_of": today.isoformat(),
        "identity": identity(person, today),
        "facts": person.recorded,
        "card": card(person),
        "email": {"address": email(person), "confirmed": True},
    }
    return written | ({"principal": reference(person.principal)} if person.principal else {})


def identity(person: Person, today: date) -> dict[str, str]:
    """Name, birth date, and numbers that no authority ever gave out."""
    place = PERSONS.index(person) + 1
    found = {
        "full_name": person.name,
        "date_of_birth": birth_date(person.age, today).isoformat(),
        "nationality": person.nationality,
        "passport_number": f"DEMO{place:05}",
        "social_security_number": f"{person.nationality}DEMO{place:05}",
    }
    if "permit.class" in person.recorded:
        found["work_permit_number"] = f"WPDEMO{place:05}"
    found |= parts_of_name(person)
    if person.chinese_name:
        found["chinese_name"] = person.chinese_name
    return found


def parts_of_name(person: Person) -> dict[str, str]:
    """Which word is which, where the invented travel document leaves no doubt."""
    given, *middle, family = person.name.split()
    if person.key == "stephen":
        return {"given_name": given, "middle_name": " ".join(middle), "family_name": family}
    return {} if middle else {"given_name": given, "family_name": family}


def own_say(person: Person) -> dict[str, str]:
    """What somebody of the demo says of themselves, all of it invented: addresses that lead nowhere."""
    site = f"https://{person.key}.example.org"
    return {
        "nickname": person.key.capitalize(),
        "preferred_username": f"{person.key}.demo",
        "gender": "not said",
        "profile": f"{site}/about",
        "picture": f"{site}/picture.png",
        "website": f"{site}/",
        "zoneinfo": "Asia/Shanghai",
        "locale": "en-GB",
        "email": email(person),
        "phone_number": "+865730000100",
        "formatted": f"{person.name}\n1 Example Road\nJiaxing 314000\nChina",
        "street_address": "1 Example Road",
        "locality": "Jiaxing",
        "region": "Zhejiang",
        "postal_code": "314000",
        "country": "China",
    }


def card(person: Person) -> dict[str, str | int | bool]:
    """The card, under a number that is easy to type."""
    own = {name.removeprefix("card."): value for name, value in person.card.items()}
    return {
        "region": person.city,
        "number": card_number(person.key),
        "status": person.card_status,
        "issue_city": person.city,
        "valid_days": person.valid_days,
        **own,
    }


def card_number(key: str) -> str:
    """``D00000001`` for the first person of the table."""
    return f"D{[person.key for person in PERSONS].index(key) + 1:08}"


def email(person: Person) -> str:
    """Where the demo's letters to somebody would go: names that are kept for examples, which nobody reads."""
    return f"{person.key}@{'example.cn' if person.chinese_name else 'example.org'}"


def password(key: str) -> str:
    """With which somebody of the demo signs in. Everybody can read it here: never for a real card."""
    return f"demo-only-{key}"


def reference(key: str) -> str:
    """Under which a person is imported."""
    return f"demo-{key}"
