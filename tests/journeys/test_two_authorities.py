"""What the authority for tests answers is what the real one answers, request by request."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from joincard_core.clock import SHANGHAI
from joincard_sdk.bundle import Bundle, Catalogue, Example
from joincard_sdk.client.token import Identity
from joincard_sdk.fees import Use
from joincard_sdk.testing import built
from joincard_sdk.testing.authority.needs import Needs
from joincard_sdk.testing.personas import PERSONAS
from joincard_sdk.values import write_value

from demo.lines import card_number
from tests.journeys.two_sides import Reply, Side, core_side, local_side

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)  # a Monday, no holiday
SECTORS = ("finance", "government", "healthcare", "tourism", "transport")
ALL = "/v1/verifications"
WALK_IN, METRO, BIKE = (
    "healthcare.registration.walk_in",
    "transport.metro.hangzhou",
    "transport.bike.jiaxing",
)
ATM, BUS, STAY = "finance.payment.atm_other", "transport.bus.jiaxing", "healthcare.settlement.inpatient_local"

HEADERS = ("content-type", "cache-control", "etag", "idempotent-replayed")

Sides = tuple[Side, Side]
Ask = Callable[[Side], Reply]


@pytest.fixture(scope="module")
def bundles() -> list[Bundle]:
    """All five sectors."""
    return [built(f"joincard_{sector}") for sector in SECTORS]


@pytest.fixture
def sides(bundles: list[Bundle], tmp_path: Any) -> Iterator[Sides]:
    """Both authorities at the same moment, before anybody asked anything."""
    with core_side(tmp_path, bundles, NOON) as core, local_side(bundles, NOON) as local:
        yield core, local


@pytest.fixture(scope="module")
def shared(bundles: list[Bundle], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sides]:
    """The same, for many requests that leave nothing behind."""
    folder = tmp_path_factory.mktemp("shared")
    with core_side(folder, bundles, NOON) as core, local_side(bundles, NOON) as local:
        yield core, local


def question(service: str, who: str = "stephen", city: str = "330400", **more: Any) -> dict[str, Any]:
    """The body of a question about a persona's card."""
    shown = {"region": PERSONAS[who].city, "number": card_number(who)}
    return {"service": service, "city": city, "presentation": shown, **more}


def verify(service: str, who: str = "stephen", city: str = "330400", **more: Any) -> Ask:
    """Ask."""
    return lambda side: side.call("POST", ALL, question(service, who, city, **more))


def told(reply: Reply) -> dict[str, Any]:
    """What both must say alike: all but names that are random, and sentences about a mistake."""
    random = ("id", "receipt", "request_id", "reference", "type", "title", "detail", "errors")
    body = {name: value for name, value in reply.body.items() if name not in random}
    if "reference" in reply.body:
        body["reference"] = reply.body["reference"] is not None
    if "moves" in body:
        body["moves"] = [{**move, "receipt": ""} for move in body["moves"]]
    if "disclosed" in body:  # a persona has no documents beside name, birth and nationality
        body["disclosed"] = {
            name: value for name, value in body["disclosed"].items() if not name.endswith("_number")
        }
    if "token_type" in body:
        body["access_token"] = ""
    if "error" in body:
        body["error_description"] = ""
    headers: dict[str, object] = {name: reply.headers.get(name) for name in HEADERS}
    headers["retry-after"] = "retry-after" in reply.headers  # how long is the authority's own affair
    return {"status": reply.status, "headers": headers, **body}


def alike(sides: Sides, *asks: Ask) -> list[dict[str, Any]]:
    """Send the same to both, one after the other; what both said."""
    said = []
    for number, ask in enumerate(asks):
        core, local = (told(ask(side)) for side in sides)
        assert local == core, f"request {number}"
        said.append(core)
    return said


def later(sides: Sides, by: timedelta) -> None:
    """Let time pass on both; a token may be over."""
    for side in sides:
        side.advance(by)
        side.tokens.clear()


def as_sent(catalogue: Catalogue, example: Example) -> dict[str, Any]:
    """The part of a worked example that a provider sends."""
    needs = Needs(catalogue.terms[example.service])
    facts = {name: write_value(value) for name, value in example.facts.items() if name in needs.sent}
    use = example.use or Use()
    sent: dict[str, Any] = {"units": write_value(use.units)}
    if use.basis is not None:
        sent["basis"] = write_value(use.basis)
    return {"facts": facts, "use": sent}


class TestEveryService:
    def test_is_answered_alike_for_persons_in_all_circumstances(
        self, sides: Sides, bundles: list[Bundle]
    ) -> None:
        catalogue = Catalogue.from_bundles(bundles)
        people = list(PERSONAS.values())
        examples = [
            example for bundle in bundles for example in bundle.examples if example.expect == "accept"
        ]
        asks = []
        for number, example in enumerate(examples):
            person = people[number % len(people)]
            home = catalogue.services[example.service].coverage.covers(person.city)
            city = person.city if home else str(example.facts["at.city"])
            asks.append(verify(example.service, person.key, city, **as_sent(catalogue, example)))
        said = alike(sides, *asks)
        outcomes = [answer.get("outcome", answer.get("code")) for answer in said]
        assert len({ask.get("service") for ask in said}) > 150
        assert outcomes.count("permitted") > 60
        assert outcomes.count("refused") > 100

    def test_would_show_a_difference(self, sides: Sides) -> None:
        """The control: one more use on one side, and the two are not alike."""
        verify(WALK_IN)(sides[0])
        alike(sides, *[verify(WALK_IN)] * 3)
        with pytest.raises(AssertionError, match="request 0"):
            alike(sides, verify(WALK_IN))


class TestTheLedger:
    def test_counts_uses_by_day_and_gives_them_back(self, sides: Sides) -> None:
        four = alike(sides, *[verify(WALK_IN)] * 5)
        assert [answer["outcome"] for answer in four] == ["permitted"] * 4 + ["refused"]
        later(sides, timedelta(days=1))
        assert alike(sides, verify(WALK_IN))[0]["outcome"] == "permitted"

    def test_counts_free_withdrawals_of_a_month(self, sides: Sides) -> None:
        ask = verify(ATM, "stephen", facts={"request.amount": "500"})
        prices = [answer["charge"]["price"] for answer in alike(sides, *[ask] * 4)]
        assert prices == ["0.00", "0.00", "0.00", "3.50"]
        later(sides, timedelta(days=30))
        assert alike(sides, ask)[0]["charge"]["price"] == "0.00"

    def test_counts_bills_of_a_stay_toward_its_threshold(self, sides: Sides) -> None:
        def bill(stay: str) -> Ask:
            return verify(STAY, facts={"record.blocked": False}, use={"basis": "600.00", "stay": stay})

        prices = [a["charge"]["price"] for a in alike(sides, bill("S-1"), bill("S-1"), bill("S-2"))]
        assert prices == ["600.00", "260.00", "600.00"]

    @pytest.mark.parametrize(("minutes", "price"), [(60, "0"), (61, "2")])
    def test_knows_the_ride_before(self, sides: Sides, minutes: int, price: str) -> None:
        alike(sides, verify(BUS))
        later(sides, timedelta(minutes=minutes))
        second = alike(sides, verify(BUS))[0]
        assert (second["charge"]["price"] != "2.00") == (price == "0")

    def test_holds_an_item_open_until_it_is_closed(self, sides: Sides) -> None:
        hire = verify(BIKE, facts={"record.blocked": False}, use={"basis": "1"})
        first, second = alike(sides, keeping("hire", hire), hire)
        assert (first["outcome"], second["outcome"]) == ("permitted", "refused")
        assert alike(sides, move("hire", "close"), hire)[1]["outcome"] == "permitted"


class TestMoves:
    def test_lead_where_the_table_says(self, sides: Sides) -> None:
        said = alike(
            sides,
            keeping("visit", verify(WALK_IN)),
            move("visit", "settle", {"price": "12.01"}),
            move("visit", "settle", {"price": "10.00"}),
            move("visit", "settle", {"price": "10.00"}),
            move("visit", "settle", {"price": "9.00"}),
            move("visit", "cancel", {"reason": "never came"}),
            read("visit"),
            move("visit", "close"),
            move("visit", "close"),
            move("visit", "cancel"),
            read("visit"),
            read("visit", client="his-2"),
            read("visit", client="teller"),
            keeping("other", verify(WALK_IN)),
            move("other", "cancel"),
            move("other", "cancel"),
            move("other", "settle", {"price": "1.00"}),
            keeping("no", verify(WALK_IN, "priya")),
            move("no", "cancel"),
            move("no", "settle", {"price": "0.00"}),
        )
        assert [answer["status"] for answer in said[:3]] == ["open", 422, "settled"]

    @pytest.mark.parametrize(
        "body", [{"price": 1}, {"price": "1.001"}, {"price": "-1"}, {}, {"price": "1", "more": 1}, b"[]"]
    )
    def test_are_asked_strictly(self, shared: Sides, body: object) -> None:
        ask = verify("healthcare.registration.appointment", facts={"record.blocked": False})
        alike(shared, keeping("visit", ask), move("visit", "settle", body), move("visit", "cancel"))

    @pytest.mark.parametrize("path", ["f" * 32, "x", "F" * 32, "a/b", "", "f" * 32 + "/open"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_of_what_is_not_there_are_not_known(self, shared: Sides, path: str, method: str) -> None:
        alike(shared, lambda side: side.call(method, f"{ALL}/{path}"))


class TestARepeatedRequest:
    def test_gets_the_first_answer(self, sides: Sides) -> None:
        def again(service: str = WALK_IN, key: str = "one", **more: Any) -> Ask:
            return lambda side: side.call("POST", ALL, question(service, **more), Idempotency_Key=key)

        said = alike(sides, again(), again(), again(who="maria"), again(key='"one"'), again("none.such"))
        assert [a["status"] for a in said] == ["open", "open", 422, "open", 422]
        assert said[0] | {"headers": {}} == said[1] | {"headers": {}}
        for side in sides:
            same = [again()(side).body for _ in range(2)]
            assert same[0]["id"] == same[1]["id"]
            assert again()(side).headers["idempotent-replayed"] == "true"
        unreadable: tuple[object, ...] = (b"{", {"city": 1}, question(WALK_IN, more=1))
        alike(
            sides,
            *[
                lambda side, body=body: side.call("POST", ALL, body, Idempotency_Key="one")
                for body in unreadable
            ],
        )
        later(sides, timedelta(days=1, seconds=1))
        alike(sides, again(who="maria"), again(who="maria"))

    @pytest.mark.parametrize("key", ["", '""', "a b", '"a', "k" * 256])
    def test_needs_a_key_that_can_be_kept(self, shared: Sides, key: str) -> None:
        alike(shared, lambda side: side.call("POST", ALL, question(WALK_IN), Idempotency_Key=key))


BAD_QUESTIONS: dict[str, object] = {
    "nothing": None,
    "a list": b"[]",
    "no JSON": b"{",
    "a name twice": b'{"city": "330400", "city": "330400"}',
    "NaN": b'{"use": NaN}',
    "not UTF-8": b'{"city": "\xff"}',
    "too deep": b'{"facts":' * 20 + b"1" + b"}" * 20,
    "too large": b" " * 65_537,
    "no service": {"city": "330400", "presentation": {"region": "330400", "number": "D00000001"}},
    "an unknown member": question(WALK_IN, more=1),
    "an odd code": question("Healthcare"),
    "a city of five digits": question(WALK_IN, city="33040"),
    "a city that is none": question(WALK_IN, city="999999"),
    "a city not covered": question(BIKE, city="110000"),
    "an unknown service": question("none.such.here"),
    "no presentation": question(WALK_IN) | {"presentation": "x"},
    "a short number": question(WALK_IN) | {"presentation": {"region": "330400", "number": "D1"}},
    "an odd number": question(WALK_IN) | {"presentation": {"region": "330400", "number": "D0000-001"}},
    "an unknown number": question(WALK_IN) | {"presentation": {"region": "330400", "number": "X0000001"}},
    "another region": question(WALK_IN) | {"presentation": {"region": "110000", "number": "D00000001"}},
    "a number with spaces": question(WALK_IN)
    | {"presentation": {"region": "330400", "number": "d0000 0001"}},
    "an unknown fact": question(WALK_IN, facts={"card.colour": "red"}),
    "an authority's fact": question(WALK_IN, facts={"card.status": "active"}),
    "a fact of the clock": question(WALK_IN, facts={"now.date": "2026-03-02"}),
    "a fact that is not read": question(WALK_IN, facts={"request.amount": "1"}),
    "a fact mistyped": question(ATM, facts={"request.amount": "much"}),
    "a fact that is null": question(ATM, facts={"request.amount": None}),
    "a fact that is a list": question(ATM, facts={"request.amount": [1]}),
    "a fact missing": question(ATM),
    "too many facts": question(ATM, facts={f"x{n}": 1 for n in range(65)}),
    "what the ledger knows": question(WALK_IN, use={"paid": {"year": "1"}}),
    "what the ledger knows, and more": question("X", use={"minutes": 1}),
    "another use": question(WALK_IN, use={"colour": 1}),
    "use null": question(WALK_IN, use=None),
    "a basis of words": question(METRO, "amara", "330100", use={"basis": "far"}),
    "a basis below zero": question(METRO, "amara", "330100", use={"basis": "-1"}),
    "a basis of many decimals": question(METRO, "amara", "330100", use={"basis": "1.0000001"}),
    "a basis missing": question(METRO, "amara", "330100"),
    "a bill of a tenth of a fen": question(STAY, facts={"record.blocked": False}, use={"basis": "1.001"}),
    "a stay with a space": question(WALK_IN, use={"stay": "S 1"}),
    "a stay too long": question(WALK_IN, use={"stay": "S" * 65}),
    "units of a truth value": question(WALK_IN, use={"units": True}),
    "a thousand million units": question(WALK_IN, use={"units": "1000000000"}),
    "no tariff": question(
        "tourism.museum.guided_tour",
        use={"basis": "99"},
        facts={"record.reservation": True, "request.party": 5},
    ),
}


class TestABadQuestion:
    @pytest.mark.parametrize("body", BAD_QUESTIONS.values(), ids=BAD_QUESTIONS)
    def test_is_declined_alike(self, shared: Sides, body: object) -> None:
        alike(shared, lambda side: side.call("POST", ALL, body))

    @pytest.mark.parametrize(
        "headers",
        [
            {"Content_Type": "text/plain"},
            {"Content_Type": ""},
            {"Content_Encoding": "gzip"},
            {"Content_Type": "application/json; charset=utf-8"},
        ],
        ids=str,
    )
    def test_of_another_type_is_declined_alike(self, shared: Sides, headers: dict[str, str]) -> None:
        alike(shared, lambda side: side.call("POST", ALL, question(WALK_IN), **headers))

    def test_of_another_provider_is_declined_alike(self, shared: Sides) -> None:
        alike(shared, lambda side: side.call("POST", ALL, question(WALK_IN), client="teller"))

    def test_about_unknown_numbers_may_not_be_asked_for_ever(self, sides: Sides) -> None:
        unknown = question(WALK_IN) | {"presentation": {"region": "330400", "number": "X0000001"}}
        said = alike(sides, *[lambda side: side.call("POST", ALL, unknown)] * 31)
        assert [answer["status"] for answer in said[29:]] == [422, 429]

    def test_about_a_refused_card_may_not_be_asked_for_ever(self, sides: Sides) -> None:
        said = alike(sides, *[verify(WALK_IN, "priya")] * 61)
        assert [answer["status"] for answer in said[59:]] == ["closed", 429]
        later(sides, timedelta(hours=1))
        alike(sides, verify(WALK_IN, "priya"))

    def test_that_measures_what_is_hidden_may_be_asked_a_few_times(self, sides: Sides) -> None:
        facts = {"request.amount": "10.00"}
        asks = [verify("healthcare.pharmacy.personal_account", facts=facts)] * 6
        said = alike(sides, *asks)
        later(sides, timedelta(hours=12))
        assert said[5] != alike(sides, asks[0])[0]


class TestWhoAsks:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Authorization": ""},
            {"Authorization": "Bearer x"},
            {"Authorization": "DPoP x.y.z"},
            {"Authorization": "DPoP"},
            {"DPoP": ""},
            {"DPoP": "x"},
        ],
        ids=str,
    )
    def test_must_show_token_and_proof(self, shared: Sides, headers: dict[str, str]) -> None:
        alike(shared, lambda side: side.call("POST", ALL, question(WALK_IN), **headers))

    def test_cannot_use_a_proof_twice_or_for_another_request(self, shared: Sides) -> None:
        def with_proof(method: str, path: str, *, of_token: bool = True) -> Ask:
            def ask(side: Side) -> Reply:
                proof = side.proof(method, path, side.token("his-1") if of_token else None)
                first = side.call("POST", ALL, question(WALK_IN), DPoP=proof)
                second = side.call("POST", ALL, question(WALK_IN), DPoP=proof)
                return Reply(first.status * 1000 + second.status, {}, second.body)

            return ask

        said = alike(
            shared,
            with_proof("POST", ALL),
            with_proof("GET", ALL),
            with_proof("POST", ALL + "/"),
            with_proof("POST", ALL, of_token=False),
        )
        assert [answer["status"] for answer in said] == [401] * 4

    def test_cannot_use_a_token_of_ten_minutes_ago(self, sides: Sides) -> None:
        for side in sides:
            side.token("his-1")
            side.advance(timedelta(minutes=11))
        assert alike(sides, verify(WALK_IN))[0]["code"] == "oauth.invalid-token"

    @pytest.mark.parametrize(
        "change",
        [
            lambda form: form,
            lambda form: b"",
            lambda form: form.replace(b"client_credentials", b"password"),
            lambda form: form.replace(b"scope=verify", b"scope=more"),
            lambda form: form + b"&resource=https%3A%2F%2Fother.example",
            lambda form: form + b"&client_id=somebody",
            lambda form: form + b"&client_secret=x",
            lambda form: form + b"&scope=verify",
            lambda form: form.replace(b"client_assertion=", b"x="),
            lambda form: form[:-3],
        ],
    )
    def test_gets_a_token_or_the_same_error(self, shared: Sides, change: Callable[[bytes], bytes]) -> None:
        def ask(side: Side) -> Reply:
            identity = client_of(side)
            return side.ask_token("his-1", change(identity.token_request(side.issuer, side.now())))

        alike(shared, ask)

    def test_cannot_come_with_a_secret(self, shared: Sides) -> None:
        alike(shared, lambda side: side.ask_token("his-1", Authorization="Basic eDp5"))
        for side in shared:
            told_scheme = side.ask_token("his-1", Authorization="Basic eDp5").headers["www-authenticate"]
            assert told_scheme.startswith("Basic ")

    def test_is_told_how_to_ask(self, shared: Sides) -> None:
        for side in shared:
            challenge = side.call("POST", ALL, question(WALK_IN), Authorization="").headers[
                "www-authenticate"
            ]
            assert f'resource_metadata="{side.issuer}/.well-known/oauth-protected-resource"' in challenge

    def test_cannot_use_an_assertion_twice(self, shared: Sides) -> None:
        def twice(side: Side) -> Reply:
            form = client_of(side).token_request(side.issuer, side.now())
            assert side.ask_token("his-1", form).status == 200
            return side.ask_token("his-1", form)

        assert alike(shared, twice)[0]["error"] == "invalid_client"


class TestTheCatalogue:
    @pytest.mark.parametrize(
        "query",
        [
            "", "limit=500", "sector=transport&lang=zh", "group=bus&limit=2&offset=1", "city=330400&channel=online",
            "q=Metro+Hang", "city=999999", "city=33", "channel=air", "lang=fr", "limit=0", "limit=x", "limit=1&limit=2",
            "colour=red",
        ],
    )  # fmt: skip  # one line reads better than fourteen
    def test_is_the_same_page(self, shared: Sides, query: str) -> None:
        alike(shared, lambda side: side.open("GET", f"/v1/catalogue?{query}", {}))

    def test_is_not_sent_again(self, shared: Sides) -> None:
        def again(side: Side) -> Reply:
            etag = side.open("GET", "/v1/catalogue?limit=1", {}).headers["etag"]
            return side.open("GET", "/v1/catalogue?limit=1", {"If-None-Match": etag})

        assert alike(shared, again)[0]["status"] == 304

    @pytest.mark.parametrize(
        ("method", "path"), [("GET", "/v2"), ("DELETE", "/v1/catalogue"), ("GET", ALL), ("PUT", ALL)]
    )
    def test_has_no_other_addresses(self, shared: Sides, method: str, path: str) -> None:
        alike(shared, lambda side: side.call(method, path))


def client_of(side: Side) -> Identity:
    """The identity of the first client."""
    from joincard_sdk.client.token import Identity

    return Identity("his-1", side.keys["his-1"])


def keeping(name: str, ask: Ask) -> Ask:
    """Ask, and remember the answer's id under a name."""

    def asked(side: Side) -> Reply:
        reply = ask(side)
        side.known[name] = reply.body["id"]
        return reply

    return asked


def move(name: str, which: str, body: object = None) -> Ask:
    """Move a verification that was kept."""
    return lambda side: side.call("POST", f"{ALL}/{side.known[name]}/{which}", body)


def read(name: str, client: str = "his-1") -> Ask:
    """Read a verification that was kept."""
    return lambda side: side.call("GET", f"{ALL}/{side.known[name]}", client=client)
