"""The ways to sign in, and what RFC 8176 calls the methods of each (``amr``)."""

from __future__ import annotations

from joincard_core.oauth import ACRS, at_least

__all__ = ["ACRS", "AMR", "PASSKEY", "PASSWORD", "PASSWORD_OTP", "at_least", "named"]

PASSWORD, PASSWORD_OTP, PASSKEY = ACRS
AMR = {PASSWORD: ("pwd",), PASSWORD_OTP: ("pwd", "otp"), PASSKEY: ("pop", "user")}


def named(way: str) -> str:
    """The value of ``acr`` that a setting names in short, such as ``password-otp``."""
    return f"urn:joincard:acr:{way}"
