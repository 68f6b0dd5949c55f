import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.decision import Terms, UnreadableAnswerInput, answer, decide, plain_json
from joincard_sdk.facts import FactError
from joincard_sdk.fees import Use
from joincard_sdk.rules import facts_read
from joincard_sdk.testing.strategies import facts, rules
from joincard_sdk.values import resolve_principal, write_value

from .test_deciding import FINE, service

ON = date(2026, 3, 31)


@st.composite
def cases(draw: Any) -> Any:
    rule = draw(rules())
    return rule, draw(facts(facts_read(rule)))


class TestAnswer:
    @given(cases())
    def test_is_what_decide_says(self, case: Any) -> None:
        rule, known = case
        offer = Terms(service(rule)).offer("330400", ON)
        body = json.dumps({name: write_value(value) for name, value in known.items()}).encode()
        assert json.loads(answer(offer, body)) == decide(offer, resolve_principal(known), Use()).to_json()

    @pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b'"card.status"', b"[" * 100_000])
    def test_wants_one_json_object(self, body: Any) -> None:
        offer = Terms(service()).offer("330400", ON)
        with pytest.raises(UnreadableAnswerInput, match="one JSON object"):
            answer(offer, body)

    @pytest.mark.parametrize(
        "sent", [{"card.colour": "red"}, {"card.status": ["active"]}, {"holder.age": 1e3}]
    )
    def test_refuses_facts_it_cannot_read(self, sent: Any) -> None:
        offer = Terms(service()).offer("330400", ON)
        with pytest.raises(FactError):
            answer(offer, json.dumps(sent).encode())

    def test_json_without_the_optional_parser_is_the_same(self) -> None:
        offer = Terms(service()).offer("330400", ON)
        permitted = json.loads(answer(offer, plain_json.dumps({**FINE})))
        assert plain_json.loads(plain_json.dumps(permitted)) == permitted
        with pytest.raises(ValueError, match="nested"):
            plain_json.loads(b"[" * 100_000)
