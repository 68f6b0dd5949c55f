"""The guide to libraries: its commands, its programs, and its session for Authlib in a journey of its own."""

import importlib.util
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from joserfc.jwk import ECKey

from tests.journeys.clients.authlib_portal import Portal, session
from tests.journeys.clients.guide import Guide
from tests.journeys.clients.holder import Holder
from tests.journeys.clients.journey import Journey
from tests.journeys.clients.served import ALLOWED, OTHER
from tests.journeys.place import ANN
from tools.conformance.clients import ec_key

CARD = {"region": ANN.region, "number": ANN.number}


@pytest.fixture(scope="module")
def guide(journey: Journey) -> Iterator[Guide]:
    """The guide, done in a folder where Node finds the packages."""
    with tempfile.TemporaryDirectory(dir=journey.programs.parent) as folder:
        yield Guide.done(journey.place, Path(folder))


@pytest.fixture
def proving(guide: Guide) -> Any:
    """The module ``proving`` of the page."""
    spec = importlib.util.spec_from_file_location("proving", guide.folder / "proving.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestThePortalOfTheGuide:
    def test_verifies_after_the_holder_agreed(self, guide: Guide, journey: Journey) -> None:
        with guide.serving("portal.mjs"), httpx2.Client(trust_env=False) as browser:
            holder = Holder(journey.place.issuer, browser)
            page = browser.get(holder.visit(guide.portal).uri)
            assert page.text.endswith(": permitted, 12.00")

    def test_says_that_the_holder_did_not_agree(self, guide: Guide, journey: Journey) -> None:
        with guide.serving("portal.mjs"), httpx2.Client(trust_env=False) as browser:
            holder = Holder(journey.place.issuer, browser)
            page = browser.get(holder.visit(guide.portal, "deny").uri)
            assert page.text == "access_denied: The holder of the card did not agree."


class TestTheCounterOfTheGuide:
    @pytest.mark.parametrize("name", ["counter.mjs", "counter.py"])
    def test_verifies(self, guide: Guide, name: str) -> None:
        assert guide.run(name) == "permitted"


class TestTheSessionOfTheGuide:
    def test_takes_a_holder_through_the_whole_flow(self, journey: Journey, proving: Any) -> None:
        client = journey.portal("authlib-dpop", ec_key("portal-6"))
        key = ECKey.import_key({**client.jwk})
        with (
            session(client.id, key, proving.ProvingSession) as opened,
            Holder.opened(journey.place.issuer) as holder,
        ):
            portal = Portal(journey.place.issuer, opened)
            begun = portal.begin()
            tokens = portal.finish(begun, holder.visit(begun.address).uri)
            assert portal.claims(tokens["id_token"], begun)["aud"] == client.id
            assert tokens["token_type"] == "DPoP"
            assert portal.verify(ALLOWED, CARD).json()["outcome"] == "permitted"
            assert portal.verify(OTHER, CARD).status_code == 403
            opened.refresh_token(portal.metadata["token_endpoint"])
            assert portal.verify(ALLOWED, CARD).status_code == 201
