"""What both clients begin with: one session, and the settings of an HTTP connection."""

import platform
from importlib.metadata import version
from typing import TypedDict

import httpx2

from joincard_sdk.client.patience import Clock, Deadline, Patience
from joincard_sdk.client.session import Session
from joincard_sdk.client.token import Identity
from joincard_sdk.client.wire import Lost, Wire

SHORTEST = 0.001
"""Seconds: a limit of zero would mean no limit to the HTTP library."""


class HttpSettings(TypedDict):
    """Settings of the HTTP library that are ours for safety, whatever its defaults become."""

    follow_redirects: bool
    trust_env: bool


def http_settings(issuer: str) -> HttpSettings:
    """The settings for an authority. The environment may name a proxy and more, but for https alone.

    Without TLS a proxy would read every token, and what is on this machine needs none.
    """
    return {"follow_redirects": False, "trust_env": issuer.startswith("https:")}


def new_session(issuer: str, identity: Identity, wire: Wire, patience: Patience, clock: Clock) -> Session:
    """A session that has asked nothing yet."""
    return Session(issuer, identity, wire, patience, clock, user_agent())


def user_agent() -> str:
    """Which release asks, so that an operator can tell who must upgrade."""
    return f"joincard-sdk/{version('joincard-sdk')} python/{platform.python_version()}"


def timeout(patience: Patience, deadline: Deadline) -> httpx2.Timeout:
    """The limits of one attempt: its own, and never beyond what is left of the whole."""
    left = max(SHORTEST, deadline.left)
    connect, read = min(patience.connect, left), min(patience.read, left)
    return httpx2.Timeout(connect=connect, read=read, write=read, pool=connect)


def lost(error: httpx2.TransportError) -> Lost:
    """Why no answer came. Only a failure to connect is quoted: nothing of the request can be in it."""
    name = type(error).__name__
    return Lost(f"{name}: {error}"[:300] if isinstance(error, httpx2.ConnectError) else name)
