"""The public catalogue."""

from datetime import date
from typing import Any

import pytest
from joincard_sdk.client import FactToSend, Filters, UnexpectedAnswer
from joincard_sdk.texts import Text

from .http_side import Fault, Reply, altered, once
from .standin import CATALOGUE, StandIn


class TestAPage:
    def test_lists_services_in_both_languages(self, client: Any) -> None:
        page = client.catalogue()
        (service,) = page.services
        assert service.code == "healthcare.hospital.registration"
        assert service.name == Text(en="Registration", zh="挂号")
        assert (service.channel, service.discloses) == ("in_person", ("full_name",))
        assert (service.effective_from, service.effective_until) == (date(2024, 12, 1), None)
        assert (service.coverage, service.accepts, len(service.prices)) == (
            "nationwide",
            Text("Words", "文字"),
            2,
        )
        assert service.send == (FactToSend("record.reservation", "true or false"),)
        assert (page.total, page.digest) == (1, "sha256:" + "ab" * 32)

    def test_asks_for_what_is_filtered(self, client: Any, authority: StandIn) -> None:
        client.catalogue(Filters(sector="healthcare", city="330400", q="挂号 & more", limit=10))
        (seen,) = authority.http.at(CATALOGUE)
        assert seen.query == "sector=healthcare&city=330400&q=%E6%8C%82%E5%8F%B7+%26+more&limit=10&offset=0"

    def test_that_is_known_and_unchanged_is_given_back(self, client: Any, authority: StandIn) -> None:
        page = client.catalogue()
        assert client.catalogue(known=page) is page
        assert authority.http.at(CATALOGUE)[1].headers["if-none-match"] == page.etag

    def test_that_is_known_and_changed_is_read_anew(self, client: Any, authority: StandIn) -> None:
        page = client.catalogue()
        authority.catalogue_digest = "sha256:" + "cd" * 32
        assert client.catalogue(known=page).digest == authority.catalogue_digest

    def test_of_other_filters_is_never_taken_for_this_one(self, client: Any, authority: StandIn) -> None:
        page = client.catalogue(Filters(sector="healthcare"))
        client.catalogue(Filters(sector="tourism"), known=page)
        assert "if-none-match" not in authority.http.at(CATALOGUE)[1].headers

    @pytest.mark.parametrize(
        "fault",
        [
            once(Reply(304)),
            altered(lambda body: body.pop("total")),
            altered(lambda body: body.update(total=-1)),
            altered(lambda body: body["services"][0].pop("code")),
            altered(lambda body: body["services"][0].update(name="Registration")),
            altered(lambda body: body["services"][0].update(effective_from="soon")),
            altered(lambda body: body["services"][0].update(prices=["20 yuan"])),
            altered(lambda body: body["services"][0].update(discloses=["full_name"])),
            altered(lambda body: body.update(services={})),
        ],
    )
    def test_that_breaks_the_contract_is_an_error(
        self, client: Any, authority: StandIn, fault: Fault
    ) -> None:
        authority.http.plan(CATALOGUE, fault)
        with pytest.raises(UnexpectedAnswer):
            client.catalogue()
