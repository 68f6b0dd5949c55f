"""What a holder allows of a request: never more than was asked for, never less than is needed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.oauth import (
    Allowed,
    CardVerification,
    ChoiceRefused,
    Client,
    ClientMetadata,
    InvalidRequest,
    card_claims,
)
from joincard_core.oauth.allowing import Withheld, claims_of, left, needed
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization_details import services_of
from joincard_core.oauth.claims_request import ANY, Wanted, read
from joincard_core.oauth.verified_request import VerifiedClaim, VerifiedRequest

SCOPES = ("openid", "profile", "email", "verify", "offline_access")
CLAIMS = ("name", "birthdate", "employer", "portrait", "email")
SERVICES = ("a.b.c", "a.b.d", "a.b.e", "x.y.z")
NONE: frozenset[str] = frozenset()


def client(*needed_scopes: str) -> Client:
    return Client(
        id="portal",
        provider_id="clinic",
        name="Portal",
        jwks={},
        scopes=frozenset(SCOPES),
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
        metadata=ClientMetadata(needed_scopes=needed_scopes),
    )


def asked(*scopes: str, details: tuple[CardVerification, ...] = (), wanted: Wanted = ANY) -> Asked:
    return Asked(
        client_id="portal",
        redirect_uri="https://portal.example.org/",
        response_mode="query",
        scopes=frozenset(scopes),
        details=details,
        wanted=wanted,
    )


def everything(request: Asked) -> Allowed:
    return Allowed(claims_of(request), request.scopes, services_of(request.details))


def part(*services: str) -> CardVerification:
    return CardVerification(services, (), f"For {' '.join(services)}.")


names = st.frozensets(st.sampled_from(CLAIMS))
verified_requests = st.builds(
    lambda claims, essential: VerifiedRequest(
        {"trust_framework": None},
        tuple(
            VerifiedClaim(name, {"essential": True} if name in essential else None) for name in sorted(claims)
        ),
    ),
    names,
    names,
)
wanted_ones = st.builds(
    lambda claims, essential, verified: Wanted(
        claims=claims, essential=claims & essential, verified=tuple(verified)
    ),
    names,
    names,
    st.lists(verified_requests, max_size=2),
)
parts = st.lists(st.sampled_from(SERVICES), min_size=1, unique=True).map(lambda found: part(*found))
requests = st.builds(
    lambda scopes, details, wanted: asked(*scopes, details=tuple(details), wanted=wanted),
    st.frozensets(st.sampled_from(SCOPES), min_size=1),
    st.lists(parts, max_size=3),
    wanted_ones,
)
allowances = st.builds(
    Allowed,
    names,
    st.frozensets(st.sampled_from(SCOPES)),
    st.none() | st.frozensets(st.sampled_from(SERVICES)),
)
clients = st.lists(st.sampled_from(SCOPES), max_size=2, unique=True).map(lambda found: client(*found))


def told(request: Asked, allowed: Allowed | None, whom: Client) -> frozenset[str]:
    found = left(request, whom, allowed)
    by_scope = card_claims.of_scopes(found.scopes) - found.withheld.claims
    return found.claims.union(by_scope, *(each.names for each in found.verified))


class TestWhatIsGranted:
    @given(requests, allowances, clients)
    def test_is_within_what_was_asked_and_what_was_allowed(
        self, request: Asked, allowed: Allowed, whom: Client
    ) -> None:
        try:
            found = left(request, whom, allowed)
        except ChoiceRefused:
            return
        assert found.scopes <= request.scopes & allowed.scopes
        assert told(request, allowed, whom) <= claims_of(request) & allowed.claims
        services = services_of(found.details)
        assert services <= services_of(request.details)
        assert allowed.services is None or services <= allowed.services
        assert all(
            any(less.within(whole) and less.purpose == whole.purpose for whole in request.details)
            for less in found.details
        )
        assert bool(found.details) == bool(request.details)

    @given(requests, clients)
    def test_is_everything_where_everything_is_allowed(self, request: Asked, whom: Client) -> None:
        found = left(request, whom, None)
        assert (found.scopes, found.claims) == (request.scopes, request.wanted.claims)
        assert (found.verified, found.details) == (request.wanted.verified, request.details)
        assert not found.withheld
        assert told(request, everything(request), whom) == told(request, None, whom) == claims_of(request)

    @given(requests, allowances, clients)
    def test_holds_what_is_needed_and_keeps_account_of_the_rest(
        self, request: Asked, allowed: Allowed, whom: Client
    ) -> None:
        needs = needed(request, whom)
        try:
            found = left(request, whom, allowed)
        except ChoiceRefused:
            return
        assert needs.claims <= told(request, allowed, whom)
        assert needs.scopes <= found.scopes
        assert (needs.services or NONE) <= services_of(found.details)
        assert found.withheld == Withheld(
            claims_of(request) - told(request, allowed, whom),
            request.scopes - found.scopes,
            services_of(request.details) - services_of(found.details),
        )

    @given(requests, clients)
    def test_can_be_what_is_needed_with_one_service_for_each_purpose(
        self, request: Asked, whom: Client
    ) -> None:
        needs = needed(request, whom)
        services = (needs.services or NONE) | {each.services[0] for each in request.details}
        scopes = needs.scopes or request.scopes
        claims = needs.claims if needs.scopes else claims_of(request)
        found = left(request, whom, Allowed(claims, scopes, services))
        assert services_of(found.details) == services


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "more",
        [
            Allowed(frozenset({"portrait"}), frozenset({"openid"})),
            Allowed(NONE, frozenset({"openid", "verify"})),
            Allowed(NONE, frozenset({"openid"}), frozenset({"x.y.z"})),
        ],
    )
    def test_is_more_than_was_asked_for(self, more: Allowed) -> None:
        with pytest.raises(ChoiceRefused) as raised:
            left(asked("openid", "profile"), client(), more)
        assert raised.value.field == "more"

    @pytest.mark.parametrize(
        ("whom", "request_"),
        [
            (client(), asked("openid", "verify")),
            (client("verify"), asked("openid", "verify")),
            (
                client(),
                asked("openid", wanted=Wanted(claims=frozenset({"name"}), essential=frozenset({"name"}))),
            ),
            (client(), asked("openid", "verify", details=(part("a.b.c"),))),
            (client("profile"), asked("openid", "profile")),
        ],
    )
    def test_is_less_than_is_needed(self, whom: Client, request_: Asked) -> None:
        with pytest.raises(ChoiceRefused) as raised:
            left(request_, whom, Allowed(NONE, frozenset({"verify"}) & request_.scopes, NONE))
        assert raised.value.field == "needed"

    def test_is_to_leave_no_service_for_a_purpose(self) -> None:
        """A grant without details holds every service."""
        request = asked("verify", details=(part("a.b.c", "a.b.d"), part("a.b.e", "x.y.z")))
        for services in (NONE, frozenset({"a.b.c"}), frozenset({"a.b.e", "x.y.z"})):
            with pytest.raises(ChoiceRefused) as raised:
                left(request, client(), Allowed(NONE, frozenset({"verify"}), services))
            assert raised.value.field == "services"

    def test_is_to_leave_no_scope(self) -> None:
        with pytest.raises(ChoiceRefused) as raised:
            left(asked("verify", "profile"), client(), Allowed(NONE, frozenset({"profile"})))
        assert raised.value.field == "scopes"


class TestAScopeThatNamesClaims:
    def test_goes_with_the_last_of_them(self) -> None:
        found = left(asked("openid", "email"), client(), Allowed(NONE, frozenset({"openid", "email"})))
        assert found.scopes == {"openid"}
        assert found.withheld.scopes == {"email"}

    def test_stays_with_one_of_them(self) -> None:
        allowed = Allowed(frozenset({"name"}), frozenset({"openid", "profile"}))
        assert told(asked("openid", "profile"), allowed, client()) == {"name"}
        assert left(asked("openid", "profile"), client(), allowed).scopes == {"openid", "profile"}


class TestWhatWasWithheld:
    @given(st.builds(Withheld, names, st.frozensets(st.sampled_from(SCOPES)), st.frozensets(st.text())))
    def test_comes_back_from_its_column(self, withheld: Withheld) -> None:
        assert Withheld.of_text(withheld.to_text()) == withheld


class TestAClaimsParameter:
    def test_says_which_claims_are_essential_and_what_each_is_for(self) -> None:
        found = read(
            '{"userinfo": {"name": {"essential": true, "purpose": "To greet you."}, "birthdate": null,'
            ' "employer": {"essential": false}}, "id_token": {"birthdate": {"purpose": "For your age."}}}'
        )
        assert found.claims == {"name", "birthdate", "employer"}
        assert found.essential == {"name"}
        assert dict(found.purposes) == {"name": "To greet you.", "birthdate": "For your age."}
        assert Wanted.from_json(found.to_json()) == found

    @pytest.mark.parametrize("purpose", ['"xy"', '"%s"' % ("x" * 301), "7", '["why"]', '"a\\u0000b"', "null"])
    def test_with_a_purpose_that_cannot_be_shown_is_refused(self, purpose: str) -> None:
        with pytest.raises(InvalidRequest, match="purpose"):
            read(f'{{"userinfo": {{"name": {{"purpose": {purpose}}}}}}}')
