"""The form of a request for verified claims (OpenID Connect for Identity Assurance 1.0 sections 5.3 to 5.6).

A request is a template: what is named in it is told, and what is limited in it must be so. Members that
the specification does not know stay in it; whoever limits one of them asks for what nobody has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from joincard_core.oauth.errors import InvalidRequest

LIMITS = frozenset({"value", "values", "max_age"})
MEMBERS = LIMITS | {"essential", "purpose"}
"""What an element or a claim can be asked for with (sections 5.5.1 and 5.5.2)."""
MOST = 16  # entries of one array
OLDEST = 10**11  # seconds, three thousand years
SHORTEST_PURPOSE, LONGEST_PURPOSE = 3, 300  # characters
Form: TypeAlias = Callable[[object, str], None]


def refused(name: str, allowed: str) -> InvalidRequest:
    """What is wrong with a member."""
    return InvalidRequest(f"In verified_claims, {name} is {allowed}.")


def members(value: object, name: str) -> Mapping[str, object]:
    """An object. Raises ``InvalidRequest``."""
    if not isinstance(value, dict):
        raise refused(name, "an object")
    return value


def entries(value: object, name: str) -> list[object]:
    """An array with something in it. Raises ``InvalidRequest``."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST:
        raise refused(name, f"an array of 1 to {MOST} entries")
    return value


def wish(value: object, name: str) -> None:
    """``null``, or an object that says how an element or a claim is asked for. Raises ``InvalidRequest``."""
    if value is None:
        return
    if not isinstance(value, dict):
        raise refused(name, "null or an object")
    if not isinstance(value.get("essential", False), bool):
        raise refused(f"essential of {name}", "true or false")
    if "value" in value and "values" in value:
        raise refused(name, "asked for with value or with values, not with both")
    if "values" in value:
        entries(value["values"], f"values of {name}")
    age = value.get("max_age", 0)
    if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= OLDEST:
        raise refused(f"max_age of {name}", f"a whole number of seconds, up to {OLDEST}")
    if "purpose" in value:
        purpose(value["purpose"], name)


def purpose(value: object, name: str) -> None:
    """Why it is asked for, as the holder is told. Raises ``InvalidRequest``."""
    told = value if isinstance(value, str) else ""
    if not SHORTEST_PURPOSE <= len(told) <= LONGEST_PURPOSE or not told.strip() or not told.isprintable():
        allowed = f"a text of {SHORTEST_PURPOSE} to {LONGEST_PURPOSE} printable characters for the holder"
        raise refused(f"purpose of {name}", allowed)


def text(value: object, name: str) -> None:
    """The same for an element that is a text. Raises ``InvalidRequest``."""
    wish(value, name)
    if isinstance(value, dict):
        given = [value["value"]] if "value" in value else value.get("values", [])
        if not all(isinstance(each, str) for each in given):
            raise refused(f"value of {name}", "a text")


def kind(value: object, name: str) -> None:
    """The type of an evidence, always named by one value (section 5.4). Raises ``InvalidRequest``."""
    text(value, name)
    if "value" not in members(value, name):
        raise refused(f"{name} of an evidence", "an object with one value, such as electronic_record")


def anything(value: object, name: str) -> None:
    """An element that is not known here: ``null``, or whatever can be walked through.

    Raises ``InvalidRequest``.
    """
    if isinstance(value, list):
        for each in entries(value, "an element"):
            anything(each, "an element")
    elif value is not None:
        found = members(value, "an element")
        wish({each: found[each] for each in MEMBERS & found.keys()}, "an element")
        for each, inner in found.items():
            if each not in MEMBERS:
                anything(inner, "an element")


def one(forms: Mapping[str, Form], *required: str) -> Form:
    """An object, some members of which must be there."""

    def check(value: object, name: str) -> None:
        found = members(value, name)
        for missing in (each for each in required if each not in found):
            raise refused(name, f"an object with the member {missing}")
        for each, inner in found.items():
            forms.get(each, anything)(inner, each if each in forms else "an element")

    return check


def several(form: Form) -> Form:
    """An array."""

    def check(value: object, name: str) -> None:
        for each in entries(value, name):
            form(each, name)

    return check


SOURCE = one(dict.fromkeys(("name", "country_code", "jurisdiction"), wish))
RECORD = one({"type": text, "created_at": wish, "date_of_expiry": wish, "source": SOURCE})
CHECK = one({"check_method": text, "organization": text, "check_id": text, "time": wish}, "check_method")
RECORDED = one({"type": kind, "check_details": several(CHECK), "record": RECORD}, "type")
PROCESS = one({"policy": text, "procedure": text, "assurance_details": several(anything)})
VERIFICATION = one(
    {
        "trust_framework": text,
        "assurance_level": text,
        "assurance_process": PROCESS,
        "time": wish,
        "verification_process": wish,
        "evidence": several(RECORDED),
    },
    "trust_framework",
)
