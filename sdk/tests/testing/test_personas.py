"""The personas: enough of them, whole, in both languages, and free of third parties."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.testing.personas import NEVER, PERSONAS, DescribedLater, UnknownPersona, moved, persona
from joincard_sdk.values import VOCABULARY, Origin, read_value, resolve_principal

DAY = date(2026, 3, 12)
HOLDERS = [key for key, each in PERSONAS.items() if each.principal is None]
EVERY = pytest.mark.parametrize("key", PERSONAS)


class TestThePersonas:
    def test_are_at_least_two_dozen_people_with_names_of_their_own(self) -> None:
        assert len(PERSONAS) >= 24
        assert len({each.name for each in PERSONAS.values()}) == len(PERSONAS)

    def test_show_every_status_that_a_holder_meets(self) -> None:
        statuses = {each.facts(on=DAY)["card.status"] for each in PERSONAS.values()}
        assert statuses >= {"active", "lost", "suspended", "pending", "expired"}
        relations = {each.facts(on=DAY)["holder.relation"] for each in PERSONAS.values()}
        assert relations == {"self", "spouse", "child", "parent"}

    @EVERY
    def test_are_found_by_key_and_described_in_both_languages(self, key: str) -> None:
        found = persona(key)
        assert found.key == key
        assert found.about.en != found.about.zh

    @EVERY
    def test_know_what_the_authority_supplies_and_nothing_else(self, key: str) -> None:
        for name, value in persona(key).facts(on=DAY).items():
            fact = VOCABULARY[name]
            assert fact.origin is Origin.AUTHORITY
            assert read_value(fact, value) == value

    @EVERY
    def test_have_a_province_for_every_city(self, key: str) -> None:
        facts = persona(key).facts(on=DAY)
        for name in ("residence", "insurance", "employer"):
            assert str(facts.get(f"{name}.city", ""))[:2] == facts.get(f"{name}.province", "")

    @EVERY
    def test_look_the_same_on_whichever_day(self, key: str) -> None:
        assert persona(key).facts(on=DAY) == persona(key).facts(on=DAY + timedelta(days=777))

    @EVERY
    def test_know_their_principal_whether_it_is_themselves_or_another(self, key: str) -> None:
        found = persona(key)
        facts, holder = found.facts(on=DAY), PERSONAS[found.principal or key].facts(on=DAY)
        assert facts["principal.card.status"] == holder["card.status"]
        assert facts["principal.insurance.medical"] == holder["insurance.medical"]
        assert resolve_principal(facts) == facts

    def test_need_neither_pytest_nor_a_terminal(self) -> None:
        blocked = ("pytest", "hypothesis", "click", "rich", "httpx2", "cryptography", "joserfc")
        code = f"import sys; sys.modules.update(dict.fromkeys({blocked!r}))\n"
        code += "from joincard_sdk.testing.personas import PERSONAS; print(len(PERSONAS))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert (done.stdout.strip(), done.stderr) == (str(len(PERSONAS)), "")


class TestAnUnknownKey:
    @pytest.mark.parametrize(
        ("key", "near"), [("stefen", "stephen"), ("Yuki", "yuki"), ("henrick", "henrik")]
    )
    def test_names_its_neighbours(self, key: str, near: str) -> None:
        with pytest.raises(UnknownPersona, match=f"did you mean {near}"):
            persona(key)

    def test_far_from_all_names_all(self) -> None:
        with pytest.raises(UnknownPersona, match=r"there are stephen, yuki, .*kacper\."):
            persona("qqqqq")


class TestTime:
    def test_expires_a_permit_a_residence_and_a_card(self) -> None:
        diego, as_of = persona("diego"), DAY
        last = diego.facts(on=as_of + timedelta(days=62), as_of=as_of)
        after = diego.facts(on=as_of + timedelta(days=63), as_of=as_of)
        assert (last["permit.status"], after["permit.status"]) == ("valid", "expired")
        much_later = diego.facts(on=as_of + timedelta(days=1_461), as_of=as_of)
        assert (much_later["card.status"], much_later["residence.status"]) == ("expired", "expired")

    def test_makes_older_on_the_birthday(self) -> None:
        lily = persona("lily")
        birthday = lily.origins(DAY)["holder.age"].replace(year=DAY.year + 1)
        eve = birthday - timedelta(days=1)
        ages = [lily.facts(on=day, as_of=DAY)["holder.age"] for day in (eve, birthday)]
        assert ages == [6, 7]

    def test_reaches_the_family_through_the_permit_holder(self) -> None:
        yuki = persona("yuki").facts(on=DAY + timedelta(days=401), as_of=DAY)
        assert (yuki["principal.permit.status"], yuki["principal.permit.days_left"]) == ("expired", -1)

    def test_does_not_run_backwards(self) -> None:
        with pytest.raises(DescribedLater, match="as of 2026-03-12"):
            persona("stephen").facts(on=DAY - timedelta(days=1), as_of=DAY)

    @given(first=st.integers(0, 900), second=st.integers(0, 900), key=st.sampled_from(HOLDERS))
    def test_passes_alike_in_one_step_or_two(self, first: int, second: int, key: str) -> None:
        between, end = DAY + timedelta(days=first), DAY + timedelta(days=first + second)
        found = persona(key)
        stepped = moved(found.facts(between, as_of=DAY), between, end, found.origins(DAY))
        assert stepped == found.facts(end, as_of=DAY)

    def test_gives_uses_back_at_the_end_of_each_period(self) -> None:
        used = {"usage.today": 2, "usage.month": 3, "usage.year": 4, "usage.lifetime": 5}
        used |= {"usage.days_since_last": 0}
        assert moved(used, DAY, DAY) == used
        month_later = moved(used, DAY, date(2026, 4, 1))
        assert month_later == used | {"usage.today": 0, "usage.month": 0, "usage.days_since_last": 20}
        assert moved(used, DAY, date(2027, 1, 1))["usage.year"] == 0
        never = {"usage.days_since_last": NEVER}
        assert moved(never, DAY, date(2027, 1, 1)) == never
