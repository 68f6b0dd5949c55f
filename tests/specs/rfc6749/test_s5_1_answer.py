"""RFC 6749 section 5.1: the successful answer."""

from tests.specs.system import System


class TestTheAnswer:
    def test_has_the_required_members(self, system: System) -> None:
        answer = system.ask()
        assert answer.content_type == "application/json"
        assert set(answer.json) == {"access_token", "token_type", "expires_in", "scope"}
        assert answer.json["token_type"] == "DPoP"
        assert 0 < answer.json["expires_in"] <= 600

    def test_is_not_to_be_kept(self, system: System) -> None:
        assert system.ask().headers["Cache-Control"] == "no-store"
