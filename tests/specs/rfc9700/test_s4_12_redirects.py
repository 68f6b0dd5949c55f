"""RFC 9700 section 4.12: no redirect makes a browser send its form again, wherever it leads.

That is 303; 307 and 308 repeat the form with the password, and 301 and 302 leave it to the browser.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask

from tests.specs.system import ISSUER, Running

FORM = {"region": "330400", "number": "JX26000017", "password": "correct horse", "interaction": "x"}


def addresses(app: Flask) -> Iterator[str]:
    """Every address there is, as it is written and nearly so."""
    for rule in app.url_map.iter_rules():
        found = rule.rule
        for name in rule.arguments:
            found = found.replace(f"<{name}>", "x").replace(f"<path:{name}>", "x")
        yield from (found, f"{found.rstrip('/')}/", found.rstrip("/") or "/")


class TestAForm:
    def test_is_never_sent_on_by_a_redirect(self, authority: Running) -> None:
        for path in addresses(authority.web.application):
            with authority.web.post(path, data=FORM, base_url=ISSUER) as answer:
                assert answer.status_code not in (301, 302, 307, 308), path

    def test_meets_redirects_of_one_kind_within_the_pages(self, authority: Running) -> None:
        for path in addresses(authority.web.application):
            with authority.web.get(path, base_url=ISSUER) as answer:
                if answer.status_code in range(301, 400) and answer.status_code != 304:
                    assert answer.status_code == 303
                    assert urlsplit(answer.headers["Location"]).netloc == ""


def test_every_section_is_among_the_addresses(authority: Running) -> None:
    found = set(addresses(authority.web.application))
    assert {
        "/oauth/token",
        "/oauth/authorize",
        "/oauth/authorize/sign-in",
        "/oauth/authorize/consent",
    } <= found
