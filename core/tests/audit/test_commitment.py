"""A commitment binds facts without telling them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core import audit
from joincard_core.audit import network_of


class TestACommitment:
    @given(
        st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
        st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
    )
    def test_is_equal_for_equal_facts_alone(self, one: dict[str, str], two: dict[str, str]) -> None:
        salt = audit.new_salt()
        same = audit.commitment(salt, one) == audit.commitment(salt, two)
        assert same == (one == two)

    def test_cannot_be_tried_without_its_salt(self) -> None:
        facts = {"permit.class": "A"}
        assert audit.commitment(audit.new_salt(), facts) != audit.commitment(audit.new_salt(), facts)

    def test_has_a_salt_of_32_bytes(self) -> None:
        with pytest.raises(ValueError, match="32 bytes"):
            audit.commitment(b"short", {})


class TestTheNetworkOfAService:
    def test_is_its_sector_and_group(self) -> None:
        assert network_of("transport.bus.jiaxing") == "transport.bus"
