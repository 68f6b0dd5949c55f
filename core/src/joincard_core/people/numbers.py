"""Check characters of the permanent residence number, new and old."""

import re
from datetime import date

from joincard_core.people.errors import BadIdentifier

FIELD = "permanent_residence_number"
# 9, province, numeric country code, birth date, sequence, check character.
EIGHTEEN = re.compile(r"9[0-9]{2}[0-9]{3}([0-9]{8})[0-9]{3}[0-9X]", re.ASCII)
# Three-letter country code, eleven digits, check digit.
FIFTEEN = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)


def mod_11_2(digits: str) -> str:
    """The check character of a string of digits by ISO 7064 MOD 11-2: a digit or ``X``."""
    remainder = 0
    for digit in digits:
        remainder = (remainder + int(digit)) * 2 % 11
    return "0123456789X"[(12 - remainder) % 11]


def icao_731(text: str) -> str:
    """The check digit of ICAO Doc 9303: weights 7, 3, 1; A is 10 ... Z is 35, ``<`` is 0."""
    values = (0 if char == "<" else int(char, 36) for char in text)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def permanent_residence_number(text: str) -> str:
    """The number in its stored form. Raises ``BadIdentifier``."""
    number = text.replace(" ", "").upper()
    if match := EIGHTEEN.fullmatch(number):
        day_is_real(match[1])
        right = mod_11_2(number[:-1])
    elif FIFTEEN.fullmatch(number):
        right = icao_731(number[:-1])
    else:
        raise BadIdentifier(
            FIELD, "use 18 characters beginning with 9, or the older 15 beginning with letters."
        )
    if number[-1] != right:
        raise BadIdentifier(FIELD, "the check character is wrong; compare it with the card.")
    return number


def day_is_real(compact: str) -> None:
    """Refuse a birth date inside the number that no calendar has."""
    try:
        date(int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    except ValueError:
        raise BadIdentifier(FIELD, "the birth date inside the number does not exist.") from None
