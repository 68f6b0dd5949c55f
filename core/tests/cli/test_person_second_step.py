"""``joincard-authority person second-step`` as staff use it, when a holder has lost their phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from joincard_core.bootstrap import join
from joincard_core.settings import Settings
from joincard_core.signing_in import Keyed
from joincard_core.web import Parts

from core.tests.cli.test_person_password import PASSWORD, Run
from core.tests.cli.test_person_password import run as run
from core.tests.signing_in.stepping import ADDRESS, Letters, code_at

KEYED = Keyed("330400", "C1234567", PASSWORD, "192.0.2.1")


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Letters:
    monkeypatch.setenv("JOINCARD_DEMO", "1")
    monkeypatch.setenv("JOINCARD_MAIL_FOLDER", str(tmp_path / "mail"))
    return Letters(tmp_path / "mail")


@pytest.fixture
def parts(run: Run, letters: Letters) -> Iterator[Parts]:
    run("person", "password", "330400", "C1234567", input=f"{PASSWORD}\n")
    joined = join(Settings.from_environment())
    yield joined
    joined.database.dispose()


def test_takes_a_lost_application_away(run: Run, parts: Parts, letters: Letters) -> None:
    run("person", "email", "ann", ADDRESS, "--confirmed")
    signed_in = parts.sign_in.with_password(KEYED)
    offered = parts.own_authenticator.offer(signed_in.person_id, "session", "card")
    assert offered
    parts.own_authenticator.confirm(signed_in.person_id, "session", code_at(offered.secret, parts.clock))
    cookie = parts.sessions.open(signed_in).cookie
    said = run("person", "second-step", "ann")
    assert "Authenticator application: since" in said.output
    assert "(UTC+8)" in said.output
    assert f"Codes by e-mail: to {ADDRESS}." in said.output
    assert offered.secret not in said.output
    done = run("person", "second-step", "ann", "--remove")
    assert (done.exit_code, "Authenticator application: none." in done.output) == (0, True)
    assert parts.sessions.current(cookie) is None
    assert "Staff removed" in letters.texts()[-1]
    assert parts.own_authenticator.changes(signed_in.person_id)[0].what == "authenticator-removed-by-staff"


def test_says_when_there_is_nothing(run: Run, parts: Parts) -> None:
    said = run("person", "second-step", "ann")
    assert "Authenticator application: none." in said.output
    assert "Codes by e-mail: none" in said.output
    done = run("person", "second-step", "ann", "--remove")
    assert (done.exit_code, "no authenticator application to remove" in done.output) == (1, True)


def test_knows_nobody_else(run: Run, parts: Parts) -> None:
    done = run("person", "second-step", "ben")
    assert (done.exit_code, "Nobody was imported" in done.output) == (1, True)
