"""RFC 8725: five hundred tokens of each kind with one thing wrong, and none is taken."""

import pytest

from tests.specs.hostile.kinds import KINDS, Kind
from tests.specs.hostile.target import Target

LEAST = 500


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
class TestAToken:
    def test_is_taken_only_as_it_was_made(self, target: Target, kind: Kind) -> None:
        """The one in order comes last: it is still good, so what was wrong with the others was their change."""
        genuine = kind.genuine(target)
        seen: set[str] = set()
        taken: list[str] = []
        odd: list[tuple[str, int, bytes]] = []
        for mutant in kind.sendable(genuine):
            assert mutant.compact != genuine.compact, mutant.name
            if mutant.compact in seen:
                continue
            seen.add(mutant.compact)
            reply = kind.send(target, genuine, mutant.compact)
            if kind.taken(reply):
                taken.append(mutant.name)
            elif not kind.refused(reply):
                odd.append((mutant.name, reply.status_code, reply.data[:200]))
        assert taken == []
        assert odd == []
        assert len(seen) >= LEAST
        assert kind.taken(kind.send(target, genuine, genuine.compact))
