"""Card numbers: sealed under the person's key, found by blind index."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, bindparam, select

from joincard_core.storage import metadata

card_numbers = Table(
    "card_numbers",
    metadata,
    Column("number_index", LargeBinary(32), primary_key=True),  # over region and number
    Column("region", String(6), nullable=False),
    Column("card_id", String(32), ForeignKey("cards.id"), nullable=False, unique=True),
    Column("person_id", String(32), ForeignKey("people.id"), nullable=False, index=True),
    Column("facts_id", String(32), ForeignKey("person_facts.id"), nullable=False),
    Column("number_sealed", LargeBinary, nullable=False),
)

BY_INDEX = select(card_numbers.c.card_id, card_numbers.c.person_id, card_numbers.c.facts_id).where(
    card_numbers.c.number_index == bindparam("number_index")
)
SEALED = select(card_numbers.c.number_sealed).where(card_numbers.c.card_id == bindparam("card"))
