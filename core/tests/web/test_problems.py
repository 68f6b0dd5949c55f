"""Every error that can leave over HTTP has its place in the one table."""

import importlib
import pkgutil
from collections.abc import Iterator

import joincard_core
from joincard_core.errors import JoincardError
from joincard_core.web import status_of

#: Errors of commands and of starting up, and roots that are never raised. Over HTTP they would be faults of ours.
LOCAL = ("settings.", "clock.", "keys.", "people.", "issuance.", "card.", "publisher.", "bundle.", "audit.")
LOCAL_CODES = {
    "joincard.error",
    "oauth.error",
    "oauth.client",
    "oauth.client-unknown",
    "oauth.client-exists",
    "oauth.client-malformed",
    "oauth.fetch-failed",
    "oauth.invitation-malformed",
    "oauth.invitation-unknown",
    "oauth.keys-elsewhere",
    "verification.error",
    "fact.refused",
    "catalogue.error",
    "registry.error",
    "provider.unknown",
    "provider.exists",
    "provider.malformed",
    "accreditation.malformed",
    "snapshot.refused",
    "snapshot.bad-signature",
    "snapshot.broken",
    "snapshot.older",
    "storage.migration-needed",
    "storage.unsafe",
    "presentation.number-taken",
    "sign-in.error",
    "passkey.error",
    "mailing.error",
}


def every(kind: type[JoincardError]) -> Iterator[type[JoincardError]]:
    for below in kind.__subclasses__():
        yield below
        yield from every(below)


class TestTheTable:
    def test_has_every_error_or_knows_that_it_stays_inside(self) -> None:
        for module in pkgutil.walk_packages(joincard_core.__path__, "joincard_core."):
            if "migrations" not in module.name and not module.name.endswith(("wsgi", "__main__")):
                importlib.import_module(module.name)
        codes = {kind.code for kind in every(JoincardError)}
        outside = {code for code in codes if status_of(code) is not None}
        inside = {
            code for code in codes if code in LOCAL_CODES or (code.startswith(LOCAL) and code not in outside)
        }
        assert codes - outside - inside == set()

    def test_has_a_status_that_is_an_error(self) -> None:
        codes = {kind.code for kind in every(JoincardError)}
        assert all(400 <= (status_of(code) or 400) < 600 for code in codes)
