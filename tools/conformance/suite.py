"""The HTTP API of a running conformance suite: plans, modules, logs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

TIMEOUT = 120.0  # seconds; a module's creation already calls the server under test


class SuiteError(Exception):
    """The suite is not there, or refuses what it was asked."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a plan, with what of the variant is its own."""

    name: str
    variant: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that the suite has made of a configuration."""

    id: str
    modules: tuple[Module, ...]


class Suite:
    """A suite in its development mode, in which nobody signs in."""

    def __init__(self, server: str) -> None:
        # A suite on this machine has a certificate of its own making; nothing secret is sent to any other.
        self._http = httpx2.Client(base_url=f"{server}/api/", verify=False, timeout=TIMEOUT)
        self._server = server

    def version(self) -> str:
        """The suite's version."""
        return str(self._call("GET", "server")["version"])

    def create(self, plan: str, variant: Mapping[str, str], config: Mapping[str, object]) -> Plan:
        """A new plan. Raises ``SuiteError``."""
        asked = {"planName": plan, "variant": json.dumps(dict(variant))}
        made = self._call("POST", "plan", config, **asked)
        modules = tuple(Module(m["testModule"], m.get("variant") or {}) for m in made["modules"])
        return Plan(made["id"], modules)

    def start(self, plan: Plan, module: Module) -> str:
        """Begin a module; the answer is the id of this run."""
        asked = {"test": module.name, "plan": plan.id}
        if module.variant:
            asked["variant"] = json.dumps(dict(module.variant))
        return str(self._call("POST", "runner", **asked)["id"])

    def info(self, run: str) -> Mapping[str, Any]:
        """Where a run stands: ``status`` and, at its end, ``result``."""
        found: Mapping[str, Any] = self._call("GET", f"info/{run}")
        return found

    def go_on(self, run: str) -> None:
        """Tell a run that waits for a person that it may go on."""
        self._call("POST", f"runner/{run}")

    def log(self, run: str) -> list[Mapping[str, Any]]:
        """Everything that a run has noted."""
        found: list[Mapping[str, Any]] = self._call("GET", f"log/{run}")
        return found

    def stop(self, run: str) -> None:
        """End a run before its time."""
        self._call("DELETE", f"runner/{run}")

    def _call(self, method: str, path: str, body: Mapping[str, object] | None = None, /, **query: str) -> Any:
        try:
            answer = self._http.request(method, path, json=body, params=query)
        except httpx2.TransportError as error:
            raise SuiteError(f"No conformance suite answers on {self._server}: {error}") from error
        if answer.is_error:
            raise SuiteError(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json() if answer.content else None
