"""Cards, their changes, and the facts about a person that rules read.

``person_facts`` stands apart from the person under a random id. One column per fact; a fact that moves
with time is stored as the date it is counted from, never as a number that would be wrong tomorrow.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from joincard_core.storage import Instant, metadata

person_facts = Table(
    "person_facts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("principal_id", String(32), ForeignKey("person_facts.id"), index=True),
    Column("relation", String(8), nullable=False),
    Column("born_on", Date),
    Column("permit_status", String(16)),
    Column("permit_class", String(1)),
    Column("permit_expires_on", Date),
    Column("permit_cancelled_on", Date),
    Column("permit_held_since", Date),
    Column("residence_permit", String(16)),
    Column("residence_status", String(16)),
    Column("residence_expires_on", Date),
    Column("residence_city", String(6)),
    Column("residence_registered", Boolean),
    Column("residence_since", Date),
    Column("insurance_pension", String(16)),
    Column("insurance_medical", String(16)),
    Column("insurance_unemployment", String(16)),
    Column("insurance_work_injury", String(16)),
    Column("insurance_maternity", String(16)),
    Column("insurance_city", String(6)),
    Column("insurance_pension_months", Integer),
    Column("insurance_medical_months", Integer),
    Column("insurance_unemployment_months", Integer),
    Column("insurance_maternity_streak", Integer),
    Column("insurance_filing", String(16)),
    Column("insurance_chronic", Boolean),
    Column("insurance_family_pool", Boolean),
    Column("insurance_balance_fen", BigInteger),
    Column("insurance_treaty_cert", Boolean),
    Column("employer_present", Boolean),
    Column("employer_city", String(6)),
    Column("employer_since", Date),
    Column("employer_left_on", Date),
    Column("bank_account", String(16)),
    Column("bank_activated_on", Date),
    sqlite_with_rowid=False,  # row numbers would keep the order in which people were registered
)

# The only place that leads from a person to their facts; without its row they belong to nobody.
holders = Table(
    "holders",
    metadata,
    Column("person_id", String(32), ForeignKey("people.id"), primary_key=True),
    Column("facts_id", String(32), ForeignKey("person_facts.id"), nullable=False, unique=True),
)

cards = Table(
    "cards",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("people.id"), nullable=False, index=True),
    Column("facts_id", String(32), ForeignKey("person_facts.id"), nullable=False),
    Column("status", String(16), nullable=False),
    Column("issue_city", String(6), nullable=False),
    Column("expires_on", Date),
    Column("transit_purse", Boolean),
    Column("purse_topped_on", Date),
    Column("is_current", Boolean, nullable=False),
    Column("issued_at", Instant, nullable=False),
    # A person may have had many cards, and has at most one.
    Index(
        "uq_cards_current",
        "facts_id",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
)

card_changes = Table(
    "card_changes",
    metadata,
    Column("card_id", String(32), ForeignKey("cards.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 ... of the card
    Column("before", String(16)),
    Column("after", String(16), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("changed_at", Instant, nullable=False),
)
