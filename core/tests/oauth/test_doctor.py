"""What the doctor says about a client, with what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joincard_core.clock import FixedClock
from joincard_core.oauth import (
    Anchors,
    Client,
    ClientMetadata,
    Event,
    FetchFailed,
    Finding,
    Grade,
    Patient,
    Refusal,
)
from joincard_core.oauth.doctor import examined
from joincard_core.oauth.doctor_keys import current_keys
from joincard_core.settings import Settings
from joserfc.jwk import ECKey, RSAKey

from core.tests.oauth.test_metadata import JWK, OWN, SHOWN, certificate

SETTINGS = Settings(issuer="https://card.example.cn")
BEHIND_TLS = replace(SETTINGS, tls_terminators="10.0.0.5/32")
SELF_SIGNED = "self_signed_tls_client_auth"
AT = "https://his.example/jwks"


@pytest.fixture
def client(clock: FixedClock) -> Client:
    jwks = {"keys": [{**JWK, "kid": "2026"}]}
    return Client("his-1", "jiaxing-first", "HIS", jwks, frozenset({"verify"}), clock.now())


@pytest.fixture
def patient(client: Client, clock: FixedClock) -> Patient:
    return Patient(client, SETTINGS, clock.now(), client.jwks, Anchors())


def ill(patient: Patient, grade: Grade = Grade.WRONG) -> list[Finding]:
    return [finding for finding in examined(patient) if finding.grade is grade]


def only(patient: Patient, grade: Grade = Grade.WRONG) -> Finding:
    (finding,) = ill(patient, grade)
    return finding


def registered(patient: Patient, **metadata: Any) -> Patient:
    return replace(patient, client=replace(patient.client, metadata=ClientMetadata(**metadata)))


class TestAGoodClient:
    def test_has_nothing_wrong_and_nothing_to_note(self, patient: Patient) -> None:
        assert {finding.grade for finding in examined(patient)} == {Grade.OK}

    def test_is_reminded_of_the_audience(self, patient: Patient) -> None:
        assert any("https://card.example.cn alone" in finding.sentence for finding in examined(patient))

    def test_with_a_certificate_behind_our_tls(self, patient: Patient) -> None:
        shown = registered(
            replace(patient, settings=BEHIND_TLS, jwks=SHOWN),
            token_endpoint_auth_method=SELF_SIGNED,
            tls_client_certificate_bound_access_tokens=True,
            dpop_bound_access_tokens=False,
        )
        shown = replace(shown, client=replace(shown.client, jwks=SHOWN))
        assert ill(shown) == []


class TestEveryComplaint:
    def test_says_what_to_do(self, patient: Patient, clock: FixedClock) -> None:
        bad = registered(
            replace(patient, jwks={"keys": []}),
            redirect_uris=("http://a.example/",),
            subcontractors=("gone",),
            tls_client_certificate_bound_access_tokens=True,
        )
        bad = replace(bad, named={"gone": None}, client=replace(bad.client, suspended=True))
        assert len(ill(bad)) >= 5
        assert all(finding.remedy for finding in examined(bad) if finding.grade is not Grade.OK)
        assert not any(finding.remedy for finding in examined(bad) if finding.grade is Grade.OK)


class TestItsStatus:
    def test_suspended_fails(self, patient: Patient) -> None:
        assert "suspended" in only(replace(patient, client=replace(patient.client, suspended=True))).sentence

    @pytest.mark.parametrize(
        ("days", "grade"), [(-1, Grade.WRONG), (0, Grade.WRONG), (29, Grade.NOTE), (31, Grade.OK)]
    )
    def test_ends(self, patient: Patient, days: int, grade: Grade) -> None:
        end = patient.now + timedelta(days=days)
        finding = next(examined(replace(patient, client=replace(patient.client, expires_at=end))))
        assert finding.grade is grade


class TestItsKeys:
    def test_at_an_address_that_fails(self, patient: Patient) -> None:
        away = replace(patient, jwks=FetchFailed("answered with status 404"))
        found = ill(registered(away, jwks_uri=AT))
        assert any("jwks_uri answered with status 404" in finding.sentence for finding in found)

    def test_are_fetched_anew(self, patient: Patient) -> None:
        found = {"keys": [JWK]}
        client = registered(patient, jwks_uri=AT).client
        assert current_keys(client, SETTINGS, lambda uri, reach: found) == found
        assert current_keys(patient.client, SETTINGS, lambda uri, reach: {}) == patient.client.jwks

        def fails(uri: str, reach: object) -> dict[str, object]:
            raise FetchFailed("is a private address")

        assert isinstance(current_keys(client, SETTINGS, fails), FetchFailed)
        assert isinstance(current_keys(client, SETTINGS, lambda uri, reach: {"keys": []}), FetchFailed)

    def test_must_be_there(self, patient: Patient) -> None:
        other = {"keys": [{"kty": "EC", "crv": "P-384", "x": "a", "y": "b"}]}
        found = ill(registered(replace(patient, jwks=other), jwks_uri=AT))
        assert any("no key that it can sign with" in finding.sentence for finding in found)

    def test_of_other_kinds_are_noted(self, patient: Patient) -> None:
        more = {"keys": [JWK, {"kty": "oct"}]}
        found = ill(registered(replace(patient, jwks=more), jwks_uri=AT), Grade.NOTE)
        assert any("a key that is not used. A key is EC" in finding.sentence for finding in found)

    def test_are_each_there_once(self, patient: Patient) -> None:
        twice = replace(patient, jwks={"keys": [{**JWK, "kid": "a"}, {**JWK, "kid": "b"}]})
        assert "one key twice" in only(registered(twice, jwks_uri=AT), Grade.NOTE).sentence

    @pytest.mark.parametrize("bits", [2048, 3072])
    def test_of_rsa_have_their_size_told(self, patient: Patient, bits: int) -> None:
        rsa = {"keys": [RSAKey.generate_key(bits).as_dict(private=False)]}
        found = [finding.sentence for finding in examined(replace(patient, jwks=rsa))]
        assert any(f"a key for PS256 of {bits} bits" in sentence for sentence in found)

    def test_need_names_when_there_are_several(self, patient: Patient) -> None:
        other = ECKey.generate_key("P-256").as_dict(private=False)
        finding = only(replace(patient, jwks={"keys": [JWK, {**other, "kid": "new"}]}), Grade.NOTE)
        assert "kid" in finding.sentence

    def test_have_names_that_are_not_alike(self, patient: Patient) -> None:
        other = ECKey.generate_key("P-256").as_dict(private=False)
        twins = {"keys": [{**JWK, "kid": "Key-1"}, {**other, "kid": "key-1 "}]}
        assert "key-1" in only(replace(patient, jwks=twins), Grade.NOTE).sentence

    def test_suit_the_algorithm_that_was_registered(self, patient: Patient) -> None:
        assert "PS256" in only(registered(patient, token_endpoint_auth_signing_alg="PS256")).sentence
        assert ill(registered(patient, token_endpoint_auth_signing_alg="ES256")) == []
        rsa = {"keys": [RSAKey.generate_key(2048).as_dict(private=False)]}
        suiting = replace(patient, jwks=rsa, client=replace(patient.client, jwks=rsa))
        assert ill(registered(suiting, token_endpoint_auth_signing_alg="PS256")) == []

    def test_are_its_own(self, patient: Patient) -> None:
        other = replace(patient.client, id="his-2")
        assert "his-2" in only(replace(patient, siblings=(patient.client, other)), Grade.NOTE).sentence


class TestItsCertificate:
    def test_must_reach_us(self, patient: Patient) -> None:
        bound = registered(
            patient, tls_client_certificate_bound_access_tokens=True, dpop_bound_access_tokens=False
        )
        assert "JOINCARD_TLS_TERMINATORS" in only(bound).remedy
        assert ill(replace(bound, settings=BEHIND_TLS)) == []

    def test_must_come_from_an_authority_that_is_trusted(self, patient: Patient) -> None:
        shown = registered(
            replace(patient, settings=BEHIND_TLS),
            token_endpoint_auth_method="tls_client_auth",
            tls_client_auth_san_dns="his.example",
        )
        assert "JOINCARD_CLIENT_CA_FILE" in only(shown).sentence

    @pytest.mark.parametrize(
        ("at", "grade"),
        [
            (datetime(2026, 2, 1, tzinfo=UTC), Grade.WRONG),
            (datetime(2026, 3, 3, tzinfo=UTC), Grade.OK),
            (datetime(2027, 2, 20, tzinfo=UTC), Grade.NOTE),
            (datetime(2027, 3, 3, tzinfo=UTC), Grade.WRONG),
        ],
    )
    def test_is_in_time(self, patient: Patient, at: datetime, grade: Grade) -> None:
        jwks = {"keys": [{**JWK, "x5c": [certificate(OWN)]}]}
        shown = registered(
            replace(patient, settings=BEHIND_TLS, jwks=jwks, now=at), token_endpoint_auth_method=SELF_SIGNED
        )
        shown = replace(shown, client=replace(shown.client, jwks=jwks))
        complaints = [finding for finding in examined(shown) if "registered certificate" in finding.sentence]
        assert [finding.grade for finding in complaints] == ([] if grade is Grade.OK else [grade])

    def test_must_be_readable(self, patient: Patient) -> None:
        jwks = {"keys": [{**JWK, "x5c": ["AAAA"]}]}
        shown = registered(
            replace(patient, settings=BEHIND_TLS, jwks=jwks), token_endpoint_auth_method=SELF_SIGNED
        )
        assert any("cannot be read" in finding.sentence for finding in ill(shown))


class TestItsRegistration:
    def test_holds_together(self, patient: Patient) -> None:
        torn = registered(patient, grant_types=("authorization_code",))
        assert "does not hold together" in only(torn).sentence

    def test_has_redirect_uris_that_are_allowed(self, patient: Patient) -> None:
        flow = {"grant_types": ("authorization_code",), "response_types": ("code",)}
        bad = ill(registered(patient, redirect_uris=("http://his.example/",), **flow))
        assert any("http://his.example/" in finding.sentence for finding in bad)
        assert ill(registered(patient, redirect_uris=("https://his.example/",), **flow)) == []

    def test_names_subcontractors_that_can_exchange(self, patient: Patient) -> None:
        other = replace(patient.client, id="lab")
        able = ClientMetadata(grant_types=("urn:ietf:params:oauth:grant-type:token-exchange",))
        named = registered(patient, subcontractors=("lab",))
        assert "does not exist" in only(replace(named, named={"lab": None})).sentence
        assert "token-exchange" in only(replace(named, named={"lab": other})).sentence
        assert ill(replace(named, named={"lab": replace(other, metadata=able)})) == []
        suspended = replace(other, metadata=able, suspended=True)
        assert "suspended" in only(replace(named, named={"lab": suspended}), Grade.NOTE).sentence


class TestWhatWasRefused:
    def event(self, patient: Patient, cause: str, days: int = 0) -> Event:
        refusal = Refusal(
            "his-1", "/oauth/token", "invalid_client", "oauth.invalid-client", cause, "Mend it.", "r"
        )
        return Event("e", patient.now - timedelta(days=days), refusal)

    def test_is_counted_with_the_last_cause(self, patient: Patient) -> None:
        events = tuple(
            self.event(patient, cause, days) for cause, days in (("old", 8), ("first", 2), ("last", 1))
        )
        finding = only(replace(patient, events=events), Grade.NOTE)
        assert finding.sentence.startswith("oauth.invalid-client: 2 in seven days")
        assert finding.sentence.endswith("last")
        assert finding.remedy == "Mend it."

    @pytest.mark.parametrize(
        "cause",
        [
            "The exp of the client_assertion must be ahead, by 300 seconds at most.",
            "The iat of the DPoP proof must be within 60 seconds of our clock.",
            "The nbf of the request object must be now, or within the hour before.",
        ],
    )
    def test_hints_at_a_clock_that_is_off(self, patient: Patient, cause: str) -> None:
        found = ill(replace(patient, events=(self.event(patient, cause),)), Grade.NOTE)
        assert any("NTP" in finding.remedy for finding in found)
