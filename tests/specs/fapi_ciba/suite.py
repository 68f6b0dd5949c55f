"""One run of a module: two clerks' systems, the holder's phone, and the clock that all go by."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from joincard_core.clock import FixedClock
from joincard_core.oauth import BackchannelOutcome
from joincard_core.oauth.delivery import Round
from joincard_core.oauth.fetching import Reach
from joincard_core.web import Parts

from tests.specs.fapi2 import demands
from tests.specs.fapi_ciba.clerk import NOTIFICATION_TOKEN, Clerk
from tests.specs.fapi_ciba.listener import PATH, Listener
from tests.specs.system import Reply
from tools.conformance.phone import ALLOW, DENY, Phone
from tools.conformance.plans import Row

INTERVAL = 5  # s
PENDING = ("authorization_pending", "slow_down")


@dataclass(frozen=True)
class Suite:
    """What a module has at hand."""

    row: Row
    first: Clerk
    second: Clerk
    clock: FixedClock
    parts: Parts
    phone: Phone
    listener: Listener

    @property
    def pings(self) -> bool:
        """Whether this variant is told of decisions."""
        return self.row.variant["ciba_mode"] == "ping"

    def wait(self, seconds: float) -> None:
        """Let time pass, for everybody."""
        self.clock.advance(timedelta(seconds=seconds))

    def deliver(self) -> Round:
        """What a process of the authority does beside the requests. The listener is on this machine."""
        return replace(self.parts.oauth.ping_delivery, reach=Reach(private=True)).deliver()

    def allowed(self, auth_req_id: str) -> None:
        """The holder agrees."""
        assert self.phone.decide(auth_req_id, ALLOW) is BackchannelOutcome.APPROVED

    def denied(self, auth_req_id: str) -> None:
        """The holder does not."""
        assert self.phone.decide(auth_req_id, DENY) is BackchannelOutcome.DENIED

    def asked(self, clerk: Clerk | None = None, **claims: object) -> str:
        """A request that is taken, still pending at two polls: its ``auth_req_id``."""
        clerk = clerk or self.first
        auth_req_id = taken(clerk.ask(**claims))
        for _ in range(2):
            demands.refused(clerk.poll(auth_req_id), *PENDING)
            self.wait(INTERVAL)
        return auth_req_id

    def told(self, auth_req_id: str) -> None:
        """In ping mode the decision arrives, once; nothing does in poll mode."""
        before = len(self.listener.heard)
        done = self.deliver()
        assert done.given_up == done.put_off == 0
        heard = self.listener.heard[before:]
        assert len(heard) == done.delivered == (1 if self.pings else 0)
        for ping in heard:
            assert_ping(ping, auth_req_id)

    def tokens(self, clerk: Clerk | None = None, **claims: object) -> tuple[str, dict[str, Any]]:
        """Ask, let the holder agree, and get tokens: the ``auth_req_id`` and the answer's members."""
        clerk = clerk or self.first
        auth_req_id = self.asked(clerk, **claims)
        self.allowed(auth_req_id)
        self.told(auth_req_id)
        return auth_req_id, clerk.tokens(clerk.poll(auth_req_id))


def taken(answer: Reply) -> str:
    """A request that was taken (OpenID CIBA Core section 7.3)."""
    assert answer.status_code == 200, answer.data
    assert demands.is_json(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"auth_req_id", "expires_in", "interval"}
    assert answer.json["interval"] == INTERVAL
    assert 0 < answer.json["expires_in"] <= 600
    return demands.unguessable(answer.json["auth_req_id"])


def assert_ping(ping: dict[str, str], auth_req_id: str) -> None:
    """What a ping holds, and nothing more (section 10.2)."""
    assert (ping["path"], ping["type"]) == (PATH, "application/json")
    assert ping["authorization"] == f"Bearer {NOTIFICATION_TOKEN}"
    assert json.loads(ping["body"]) == {"auth_req_id": auth_req_id}


def unknown_client(answer: Reply) -> None:
    """``invalid_client`` where a holder is asked for: a 401 (section 13), which names a scheme."""
    assert (answer.status_code, answer.json["error"]) == (401, "invalid_client"), answer.data
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert demands.is_json(answer)
    assert demands.DESCRIPTION.fullmatch(answer.json["error_description"])
