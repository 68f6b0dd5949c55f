"""RFC 6749 section 5.2: error answers."""

from typing import Any

import pytest

from tests.specs.system import System


class TestAnError:
    @pytest.mark.parametrize(
        ("form", "error"),
        [
            ({"grant_type": None}, "invalid_request"),
            ({"grant_type": "password"}, "unsupported_grant_type"),
            ({"grant_type": "authorization_code"}, "unauthorized_client"),
            ({"grant_type": "implicit"}, "unsupported_grant_type"),
            ({"client_assertion": "x"}, "invalid_client"),
            ({"scope": "everything"}, "invalid_scope"),
        ],
    )
    def test_has_its_code_and_status(self, system: System, form: Any, error: Any) -> None:
        answer = system.ask(**form)
        assert answer.status_code == 400
        assert answer.content_type == "application/json"
        assert set(answer.json) == {"error", "error_description"}
        assert answer.json["error"] == error

    def test_is_not_to_be_kept(self, system: System) -> None:
        assert system.ask(grant_type=None).headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("scheme", ["Basic aG9zcGl0YWw6c2VjcmV0", "Bearer x", "Digest username=x"])
    def test_of_a_client_that_tried_another_scheme_is_a_401_that_names_it(
        self, system: System, scheme: Any
    ) -> None:
        answer = system.ask(headers={"Authorization": scheme})
        assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")
        assert answer.headers["WWW-Authenticate"].startswith(scheme.partition(" ")[0])

    def test_describes_itself_in_the_characters_that_are_allowed(self, system: System) -> None:
        for form in ({"grant_type": None}, {"client_assertion": "x"}, {"scope": "é"}, {"resource": "y"}):
            described = system.ask(**form).json["error_description"]
            assert all(" " <= char <= "~" and char not in '"\\' for char in described)
