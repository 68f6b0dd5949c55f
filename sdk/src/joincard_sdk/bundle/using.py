"""A use as JSON, for worked examples: every member, decimals as strings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from joincard_sdk.bundle.errors import BundleError
from joincard_sdk.bundle.reading import members, valid
from joincard_sdk.fees import Use
from joincard_sdk.values import write_value
from joincard_sdk.values.reading import LONGEST_DECIMAL


def write_use(use: Use) -> dict[str, Any]:
    """``{"basis", "units", "stay", "paid", "counted", "prior", "minutes"}``."""
    return {
        "basis": None if use.basis is None else write_value(use.basis),
        "units": write_value(use.units),
        "stay": use.stay,
        "paid": _amounts(use.paid),
        "counted": _amounts(use.counted),
        "prior": dict(use.prior),
        "minutes": use.minutes,
    }


def read_use(written: object, where: str) -> Use:
    """The inverse of ``write_use``. Raises ``BundleError``."""
    nothing = type(None)
    read = members(
        written,
        where,
        basis=(str, nothing),
        units=str,
        stay=(str, nothing),
        paid=dict,
        counted=dict,
        prior=dict,
        minutes=(int, nothing),
    )
    return valid(
        where,
        lambda: Use(
            basis=None if read["basis"] is None else _decimal(read["basis"], where),
            units=_decimal(read["units"], where),
            stay=read["stay"],
            paid={period: _decimal(amount, where) for period, amount in read["paid"].items()},
            counted={period: _decimal(amount, where) for period, amount in read["counted"].items()},
            prior=read["prior"],
            minutes=read["minutes"],
        ),
    )


def _amounts(amounts: Mapping[str, Decimal]) -> dict[str, Any]:
    return {period: write_value(amount) for period, amount in amounts.items()}


def _decimal(written: object, where: str) -> Decimal:
    if not isinstance(written, str) or not written.isascii() or len(written) > LONGEST_DECIMAL + 10:
        raise BundleError("bundle.format", f"{where}: a decimal is written as a string of digits.")
    if not written.replace(".", "", 1).isdigit():
        raise BundleError("bundle.format", f"{where}: a decimal has digits and at most one point.")
    return Decimal(written)
