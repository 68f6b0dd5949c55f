"""A database that is away or busy: nothing is acknowledged, and the caller learns when to try again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from joincard_core.storage import Database

if TYPE_CHECKING:
    from core.tests.web.conftest import Site, System


@pytest.fixture
def file(site: Site) -> Path:
    """The file of the database."""
    database: Database = site.app.extensions["joincard"].database
    assert database.file is not None
    return database.file


@pytest.fixture
def gone(system: System, site: Site, file: Path) -> System:
    """A system that was answered, and an authority whose database has gone since, under open connections."""
    assert system.verify().status == 201
    site.get("/v1/catalogue")
    file.rename(file.with_suffix(".away"))
    return system


class TestADatabaseThatIsAway:
    def test_answers_a_question_with_later(self, gone: System) -> None:
        answer = gone.call("POST", "/v1/verifications", gone.question())
        assert (answer.status, answer.code) == (503, "storage.away")
        assert int(answer.headers["Retry-After"]) > 0

    def test_answers_the_token_endpoint_in_its_own_words(self, gone: System) -> None:
        form = {"grant_type": "client_credentials"}
        claims = {
            "iss": "his-1",
            "sub": "his-1",
            "aud": "https://card.example.cn",
            "exp": gone.now + 60,
            "jti": "1",
        }
        form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        form["client_assertion"] = gone.jws("JWT", claims)
        answer = gone.site.open(
            "POST", "/oauth/token", data=form, headers={"DPoP": gone.proof("POST", "/oauth/token")}
        )
        assert (answer.status, answer.json["error"]) == (503, "temporarily_unavailable")
        assert int(answer.headers["Retry-After"]) > 0

    def test_leaves_the_catalogue_and_the_pages(self, gone: System) -> None:
        for path in ("/", "/docs", "/v1/catalogue", "/.well-known/jwks.json", "/healthz"):
            assert gone.site.get(path).status == 200

    def test_is_seen_in_readiness(self, gone: System) -> None:
        assert gone.site.get("/readyz").status == 503

    def test_goes_on_when_the_file_is_back(self, gone: System, file: Path) -> None:
        assert gone.verify().status == 503
        file.with_suffix(".away").rename(file)
        assert gone.site.get("/readyz").status == 200
        assert gone.verify().status == 201


class TestABackupMovedOverTheLiveFile:
    def test_gets_no_receipt_and_is_not_ready(self, system: System, site: Site, file: Path) -> None:
        assert system.verify().status == 201
        backup = Path(shutil.copy(file, file.with_suffix(".backup")))
        backup.rename(file)
        for _ in range(3):  # every connection of the pool, and those that would be made anew
            answer = system.verify()
            assert (answer.status, answer.code) == (503, "storage.away")
        assert site.get("/readyz").status == 503
        assert "Restart" in str(site.get("/readyz").json["detail"])
