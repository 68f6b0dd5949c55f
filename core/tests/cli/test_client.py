"""``joincard-authority client``: what staff do with the systems of providers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from joincard_core.cli import main
from joincard_core.clock import SystemClock
from joincard_core.oauth import ClientEvents, InvalidClient, Refusal
from joincard_core.storage import Database
from joserfc.jwk import ECKey

KEY, NEXT = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(2))
HERE = "https://his.example/callback"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a database with keys and one accredited provider."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example.cn")
    monkeypatch.setenv("JOINCARD_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    for command in (
        ("init",),
        ("provider", "add", "jiaxing-first", "--name", "Jiaxing First"),
        ("provider", "accredit", "jiaxing-first", "healthcare"),
    ):
        assert run(*command).exit_code == 0
    for name, key in (("keys", KEY), ("next", NEXT)):
        Path(f"{name}.json").write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
    return run


@pytest.fixture
def database(run: Run, sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.dispose()


def well(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def add(run: Run, *more: str, client: str = "his-1", jwks: str = "keys.json") -> Result:
    keys = ("--jwks", jwks) if jwks else ()
    return run("client", "add", client, "--provider", "jiaxing-first", *keys, *more)


def shown(run: Run, client: str = "his-1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(well(run("client", "show", client, "--format", "json")))
    return found


class TestAdding:
    def test_takes_what_the_code_flow_needs(self, run: Run) -> None:
        well(
            add(
                run,
                *(
                    "--redirect-uri",
                    HERE,
                    "--grant-type",
                    "authorization_code",
                    "--grant-type",
                    "refresh_token",
                ),
                *("--scope", "openid", "--scope", "verify", "--service", "healthcare.clinic"),
                *(
                    "--require-signed-request-object",
                    "--rotate-refresh-tokens",
                    "--response-mode",
                    "query.jwt",
                    "--subcontractor",
                    "his-2",
                ),
            )
        )
        found = shown(run)
        assert found["redirect_uris"] == [HERE]
        assert found["grant_types"] == ["authorization_code", "refresh_token"]
        assert found["response_types"] == ["code"]
        assert found["scope"] == "openid verify"
        assert found["services"] == ["healthcare.clinic"]
        assert found["require_signed_request_object"] is True
        assert found["refresh_token_rotation"] is True
        assert found["response_modes"] == ["query.jwt"]
        assert found["subcontractors"] == ["his-2"]

    def test_takes_a_system_at_a_counter_and_where_it_is_told(self, run: Run) -> None:
        uri = "https://his.example/pings"
        ciba = ("--grant-type", "ciba", "--scope", "openid", "--scope", "verify")
        well(add(run, *ciba, "--notification-endpoint", uri))
        found = shown(run)
        assert found["backchannel_token_delivery_mode"] == "ping"
        assert found["backchannel_client_notification_endpoint"] == uri

    def test_takes_a_certificate_instead_of_keys(self, run: Run) -> None:
        well(
            add(
                run,
                "--auth-method",
                "tls_client_auth",
                "--tls-san-dns",
                "his.example",
                "--bound-to",
                "certificate",
                jwks="",
            )
        )
        found = shown(run)
        assert found["tls_client_auth_san_dns"] == "his.example"
        assert found["tls_client_certificate_bound_access_tokens"] is True
        assert found["dpop_bound_access_tokens"] is False

    def test_takes_a_file_of_metadata_and_lets_options_go_first(self, run: Run) -> None:
        metadata = {"client_name": "HIS", "jwks_uri": "https://his.example/jwks", "software_id": "his"}
        Path("client.json").write_text(json.dumps(metadata))
        well(add(run, "--metadata", "client.json", "--name", "Desks"))
        found = shown(run)
        assert (found["client_name"], found["software_id"]) == ("Desks", "his")
        assert "jwks_uri" not in found

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            (("--redirect-uri", "http://his.example/"), "https://"),
            (("--grant-type", "authorization_code"), "redirect_uris"),
            (("--auth-method", "tls_client_auth"), "tls_client_auth_subject_dn"),
            (("--service", "Healthcare"), "services"),
            (("--jwks-uri", "https://his.example/jwks"), "Either jwks or jwks_uri"),
            (("--jwks-uri", "http://his.example/jwks"), "jwks_uri"),
            (("--metadata", "bad.json"), "not client metadata"),
        ],
    )
    def test_refuses_what_cannot_work(self, run: Run, more: tuple[str, ...], told: str) -> None:
        Path("bad.json").write_text("[]")
        result = add(run, *more)
        assert (result.exit_code, told in result.output) == (1, True)
        assert run("client", "list", "jiaxing-first").output == ""

    def test_needs_keys(self, run: Run) -> None:
        result = add(run, jwks="")
        assert (result.exit_code, "jwks" in result.output) == (1, True)


class TestChanging:
    def test_leaves_what_is_not_named(self, run: Run) -> None:
        add(run, "--name", "HIS", "--service", "healthcare")
        before = shown(run)
        well(run("client", "change", "his-1", "--require-signed-request-object"))
        assert shown(run) == {**before, "require_signed_request_object": True}

    def test_moves_keys_to_an_address_and_back(self, run: Run) -> None:
        add(run)
        well(run("client", "change", "his-1", "--jwks-uri", "https://his.example/jwks"))
        assert "jwks" not in shown(run)
        well(run("client", "change", "his-1", "--jwks", "next.json"))
        assert "jwks_uri" not in shown(run)

    def test_changes_the_way_to_authenticate(self, run: Run) -> None:
        add(run)
        well(
            run(
                "client",
                "change",
                "his-1",
                "--auth-method",
                "tls_client_auth",
                "--tls-subject-dn",
                "CN=his-1",
            )
        )
        well(run("client", "change", "his-1", "--tls-san-dns", "his.example"))
        assert "tls_client_auth_subject_dn" not in shown(run)
        well(run("client", "change", "his-1", "--auth-method", "private_key_jwt"))
        assert "tls_client_auth_san_dns" not in shown(run)

    def test_takes_members_away(self, run: Run) -> None:
        add(run, "--service", "healthcare")
        well(run("client", "change", "his-1", "--unset", "services"))
        assert "services" not in shown(run)
        assert run("client", "change", "his-1", "--unset", "services").exit_code == 1

    def test_refuses_what_cannot_work_and_changes_nothing(self, run: Run) -> None:
        add(run)
        before = shown(run)
        assert run("client", "change", "his-1", "--redirect-uri", HERE).exit_code == 1
        assert run("client", "change", "nobody", "--name", "x").exit_code == 1
        assert shown(run) == before


class TestKeys:
    def test_are_rotated_with_an_overlap(self, run: Run) -> None:
        add(run)
        both = well(run("client", "keys", "his-1", "--add", "next.json"))
        assert str(KEY.kid) in both
        assert str(NEXT.kid) in both
        left = well(run("client", "keys", "his-1", "--remove", str(KEY.kid)))
        assert str(KEY.kid) not in left
        assert run("client", "keys", "his-1", "--remove", str(NEXT.kid)).exit_code == 1
        assert well(run("client", "keys", "his-1")) == left

    def test_at_an_address_are_named_by_it(self, run: Run) -> None:
        add(run, "--jwks-uri", "https://his.example/jwks", jwks="")
        assert "https://his.example/jwks" in well(run("client", "keys", "his-1"))
        assert run("client", "keys", "his-1", "--add", "next.json").exit_code == 1


class TestTheEndOfAClient:
    def test_comes_at_once_or_later_or_never(self, run: Run) -> None:
        add(run)
        assert "expired" in well(run("client", "expire", "his-1"))
        assert "active; until 2999-01-01" in well(run("client", "expire", "his-1", "--last", "2999-01-01"))
        assert "no end" in well(run("client", "expire", "his-1", "--never"))
        assert run("client", "expire", "his-1", "--never", "--last", "2999-01-01").exit_code == 2

    def test_for_good_is_confirmed(self, run: Run) -> None:
        add(run)
        assert run("client", "remove", "his-1").exit_code == 1
        well(run("client", "remove", "his-1", "--yes"))
        assert run("client", "show", "his-1").exit_code == 1
        assert "already" in add(run).output


class TestInviting:
    def test_prints_the_token_once(self, run: Run) -> None:
        result = run("client", "invite", "jiaxing-first", "--uses", "2", "--service", "healthcare.clinic.*")
        token = well(result).strip()
        assert len(token) == 43
        assert "https://card.example.cn/oauth/register" in result.stderr
        assert re.search(r"until \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\+8\)\.", result.stderr)
        listed = well(run("client", "invitations"))
        assert token not in listed
        assert "2 left" in listed
        assert "(UTC+8)" in listed
        assert "healthcare.clinic.*" in listed
        id = listed.partition("\t")[0]
        assert well(run("client", "invitations", "jiaxing-first")) == listed
        well(run("client", "withdraw", id))
        assert well(run("client", "invitations")) == ""
        assert run("client", "withdraw", id).exit_code == 1

    @pytest.mark.parametrize(
        "more", [("--uses", "0"), ("--days", "91"), ("--service", "X"), ("--days", "-1")]
    )
    def test_is_for_what_can_be(self, run: Run, more: tuple[str, ...]) -> None:
        assert run("client", "invite", "jiaxing-first", *more).exit_code in (1, 2)
        assert well(run("client", "invitations")) == ""

    def test_is_of_a_provider_that_exists(self, run: Run) -> None:
        assert "There is no provider nobody" in run("client", "invite", "nobody").output


def refuse(database: Database, cause: str) -> None:
    error = InvalidClient(cause=cause)
    error.client_id = "his-1"
    refusal = Refusal.of(error, "/oauth/token", "r1")
    assert refusal is not None
    ClientEvents(database, SystemClock()).record(refusal)


class TestEvents:
    def test_are_shown_with_what_to_do(self, run: Run, database: Database) -> None:
        add(run)
        assert well(run("client", "events", "his-1")) == ""
        refuse(database, "The aud is another.")
        told = well(run("client", "events", "his-1"))
        assert "The aud is another." in told
        assert "-> Check that client_id" in told
        (line,) = well(
            run("client", "events", "--provider", "jiaxing-first", "--format", "json")
        ).splitlines()
        assert json.loads(line)["code"] == "oauth.invalid-client"
        later = (SystemClock().now() + timedelta(days=1)).isoformat()
        assert well(run("client", "events", "his-1", "--since", later)) == ""

    @pytest.mark.parametrize(
        "words",
        [
            (),
            ("his-1", "--limit", "0"),
            ("his-1", "--provider", "jiaxing-first"),
            ("his-1", "--since", "yesterday"),
        ],
    )
    def test_are_of_one_client_or_provider(self, run: Run, words: tuple[str, ...]) -> None:
        assert run("client", "events", *words).exit_code == 2

    def test_of_nobody_say_so(self, run: Run) -> None:
        assert run("client", "events", "nobody").exit_code == 1
        assert run("client", "events", "--provider", "nobody").exit_code == 1


class TestTheDoctor:
    def findings(self, run: Run, client: str = "his-1") -> tuple[int, dict[str, str]]:
        result = run("client", "doctor", client, "--format", "json")
        found = json.loads(result.stdout)
        return result.exit_code, {each["sentence"]: each["grade"] for each in found}

    def test_finds_nothing_wrong_with_a_good_client(self, run: Run) -> None:
        add(run)
        code, found = self.findings(run)
        assert code == 0
        assert set(found.values()) == {"ok"}
        assert "jiaxing-first is accredited for healthcare." in found

    def test_sees_what_its_provider_is_not_accredited_for(self, run: Run) -> None:
        add(run, "--service", "healthcare.clinic", "--service", "finance")
        code, found = self.findings(run)
        assert code == 1
        assert (
            found["The client is registered for finance, its provider is not accredited for it."] == "wrong"
        )

    def test_sees_an_accreditation_that_ends(self, run: Run) -> None:
        run("provider", "add", "clinic", "--name", "Clinic")
        today = SystemClock().now().date()
        soon = (today + timedelta(days=5)).isoformat()
        well(run("provider", "accredit", "clinic", "healthcare", "--until", soon))
        well(run("client", "add", "c-1", "--provider", "clinic", "--jwks", "keys.json"))
        assert "note" in self.findings(run, "c-1")[1].values()
        following = (today + timedelta(days=6)).isoformat()
        well(run("provider", "accredit", "clinic", "*", "--from", following))
        assert "note" not in self.findings(run, "c-1")[1].values()

    def test_sees_a_provider_without_accreditation(self, run: Run) -> None:
        run("provider", "add", "clinic", "--name", "Clinic")
        well(run("client", "add", "c-1", "--provider", "clinic", "--jwks", "keys.json"))
        code, found = self.findings(run, "c-1")
        assert (code, found["clinic is accredited for nothing today."]) == (1, "wrong")

    def test_tells_people_what_to_do(self, run: Run) -> None:
        add(run)
        well(run("client", "suspend", "his-1"))
        result = run("client", "doctor", "his-1")
        assert result.exit_code == 1
        assert "joincard-authority client reinstate his-1" in result.stdout

    def test_of_nobody_says_so(self, run: Run) -> None:
        assert "There is no client nobody" in run("client", "doctor", "nobody").output

    def test_counts_what_was_refused(self, run: Run, database: Database) -> None:
        add(run)
        refuse(database, "The exp of the client_assertion must be ahead, by 300 seconds at most.")
        code, found = self.findings(run)
        assert code == 0
        assert any("oauth.invalid-client: 1 in seven days" in sentence for sentence in found)
        assert found["Times in what the client signed did not fit ours."] == "note"
