"""The page on importing people shows a file that can be imported, and leaves out no name."""

import json
from dataclasses import fields
from datetime import date

from joincard_core.cards.columns import CARD, date_columns
from joincard_core.issuance import read_line
from joincard_core.issuance.lines import PARTS
from joincard_core.people import Identity

from tools.pages import examples
from tools.tree import ROOT

PAGE = ROOT / "docs" / "how-to" / "import-people.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_lines_of_the_page_can_be_read() -> None:
    (example,) = examples(PAGE, "json")
    people = [read_line(line, date(2026, 3, 2)) for line in example.text.splitlines() if line]
    assert [person.principal for person in people] == [
        None,
        json.loads(example.text.splitlines()[0])["reference"],
    ]


def test_the_page_names_every_part_identifier_and_date() -> None:
    card = [name.removeprefix("card.") for name in CARD]
    names = [
        *PARTS,
        *(field.name for field in fields(Identity)),
        *date_columns(),
        *card,
        "expires_on",
        "purse_topped_on",
    ]
    assert not [name for name in names if f"`{name}`" not in TEXT]
