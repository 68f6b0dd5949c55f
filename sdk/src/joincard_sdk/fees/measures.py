"""Numbers that are no amounts: rates, distances, hours. No step of a price loses a digit of them."""

from decimal import Decimal

from joincard_sdk.fees.errors import FeeError

#: Digits before and after the point.
PLACES = 12
MEASURES = f"numbers from zero on, of at most {PLACES} digits before and {PLACES} after the point"


def is_measure(number: object) -> bool:
    """Whether a number is an exact decimal within the limits."""
    if not isinstance(number, Decimal) or not number.is_finite() or number < 0:
        return False
    exponent = number.as_tuple().exponent
    return number.adjusted() < PLACES and isinstance(exponent, int) and exponent >= -PLACES


def measure(number: int | str | Decimal) -> Decimal:
    """An exact number as an author writes it. Raises ``FeeError``: a float cannot hold a rate."""
    exact = None
    if not isinstance(number, bool) and isinstance(number, int | str | Decimal):
        written = str(number)
        if isinstance(number, Decimal) or (written.isascii() and written.replace(".", "", 1).isdecimal()):
            exact = Decimal(number)
    if exact is None or not is_measure(exact):
        raise FeeError(
            f"{number!r} is not allowed here; write {MEASURES}, a fraction as a string", "fee.number"
        )
    return exact
