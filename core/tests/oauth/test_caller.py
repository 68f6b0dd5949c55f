"""What a token lets its caller ask about (RFC 9396), and what its client is registered for."""

from dataclasses import replace

import pytest
from joincard_core.oauth import Caller, CardVerification, InsufficientAuthorization
from joincard_core.oauth.sender_constraint import Binding

RIDE, VISIT = "transport.metro.ride", "healthcare.clinic.day_visit"
ANYWHERE = CardVerification((RIDE,), (), "Ride the metro.")
IN_JIAXING = CardVerification((VISIT,), ("330400",), "See a doctor.")


def caller(*details: CardVerification, services: tuple[str, ...] = ()) -> Caller:
    return Caller("metro", "jiaxing-metro", "t", Binding("k"), details=details, services=services)


class TestATokenWithDetails:
    @pytest.mark.parametrize(("service", "city"), [(RIDE, "330100"), (RIDE, "330400"), (VISIT, "330400")])
    def test_covers_what_one_of_them_names(self, service: str, city: str) -> None:
        caller(ANYWHERE, IN_JIAXING).require(service, city)

    @pytest.mark.parametrize(
        ("service", "city"), [(VISIT, "330100"), ("transport.metro", "330400"), ("", "")]
    )
    def test_covers_nothing_else(self, service: str, city: str) -> None:
        with pytest.raises(InsufficientAuthorization):
            caller(ANYWHERE, IN_JIAXING).require(service, city)


class TestAClientWithServices:
    @pytest.mark.parametrize("named", [RIDE, "transport.metro", "transport.metro.*", "transport", "*"])
    def test_may_ask_about_what_they_name_by_whole_parts(self, named: str) -> None:
        caller(services=(named,)).require(RIDE, "330400")

    @pytest.mark.parametrize("named", [VISIT, "transport.met", "trans", RIDE + ".more"])
    def test_may_ask_about_nothing_else(self, named: str) -> None:
        with pytest.raises(InsufficientAuthorization):
            caller(services=(named,)).require(RIDE, "330400")

    def test_without_any_may_ask_what_its_provider_may(self) -> None:
        caller().require(RIDE, "330400")


class TestBoth:
    def test_narrow(self) -> None:
        both = caller(ANYWHERE, services=("healthcare",))
        with pytest.raises(InsufficientAuthorization):
            both.require(RIDE, "330400")

    def test_may_ask_with_an_exchanged_token_only_what_both_clients_may(self) -> None:
        both = replace(caller(services=("transport",)), parent_services=(RIDE,))
        both.require(RIDE, "330400")
        for asked in (replace(both, services=(VISIT,)), replace(both, parent_services=(VISIT,))):
            with pytest.raises(InsufficientAuthorization):
                asked.require(RIDE, "330400")
