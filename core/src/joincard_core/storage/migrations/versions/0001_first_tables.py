"""first tables."""

import sqlalchemy as sa
from alembic import op

from joincard_core.storage import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""

    op.create_table(
        "data_keys",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_data_keys")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reference_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("reference_index", name=op.f("uq_people_reference_index")),
    )
    op.create_table(
        "person_facts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=True),
        sa.Column("relation", sa.String(length=8), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("permit_status", sa.String(length=16), nullable=True),
        sa.Column("permit_class", sa.String(length=1), nullable=True),
        sa.Column("permit_expires_on", sa.Date(), nullable=True),
        sa.Column("permit_cancelled_on", sa.Date(), nullable=True),
        sa.Column("permit_held_since", sa.Date(), nullable=True),
        sa.Column("residence_permit", sa.String(length=16), nullable=True),
        sa.Column("residence_status", sa.String(length=16), nullable=True),
        sa.Column("residence_expires_on", sa.Date(), nullable=True),
        sa.Column("residence_city", sa.String(length=6), nullable=True),
        sa.Column("residence_registered", sa.Boolean(), nullable=True),
        sa.Column("residence_since", sa.Date(), nullable=True),
        sa.Column("insurance_pension", sa.String(length=16), nullable=True),
        sa.Column("insurance_medical", sa.String(length=16), nullable=True),
        sa.Column("insurance_unemployment", sa.String(length=16), nullable=True),
        sa.Column("insurance_work_injury", sa.String(length=16), nullable=True),
        sa.Column("insurance_maternity", sa.String(length=16), nullable=True),
        sa.Column("insurance_city", sa.String(length=6), nullable=True),
        sa.Column("insurance_pension_months", sa.Integer(), nullable=True),
        sa.Column("insurance_medical_months", sa.Integer(), nullable=True),
        sa.Column("insurance_unemployment_months", sa.Integer(), nullable=True),
        sa.Column("insurance_maternity_streak", sa.Integer(), nullable=True),
        sa.Column("insurance_filing", sa.String(length=16), nullable=True),
        sa.Column("insurance_chronic", sa.Boolean(), nullable=True),
        sa.Column("insurance_family_pool", sa.Boolean(), nullable=True),
        sa.Column("insurance_balance_fen", sa.BigInteger(), nullable=True),
        sa.Column("insurance_treaty_cert", sa.Boolean(), nullable=True),
        sa.Column("employer_present", sa.Boolean(), nullable=True),
        sa.Column("employer_city", sa.String(length=6), nullable=True),
        sa.Column("employer_since", sa.Date(), nullable=True),
        sa.Column("employer_left_on", sa.Date(), nullable=True),
        sa.Column("bank_account", sa.String(length=16), nullable=True),
        sa.Column("bank_activated_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["person_facts.id"], name=op.f("fk_person_facts_principal_id_person_facts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_facts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_facts_principal_id"), "person_facts", ["principal_id"], unique=False)
    op.create_table(
        "person_keys",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_keys")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("kid", sa.String(length=43), nullable=False),
        sa.Column("use", sa.String(length=16), nullable=False),
        sa.Column("public_jwk", sa.Text(), nullable=False),
        sa.Column("private_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("facts_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("issue_city", sa.String(length=6), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("transit_purse", sa.Boolean(), nullable=True),
        sa.Column("purse_topped_on", sa.Date(), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facts_id"], ["person_facts.id"], name=op.f("fk_cards_facts_id_person_facts")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_cards_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
    )
    op.create_index(op.f("ix_cards_person_id"), "cards", ["person_id"], unique=False)
    op.create_index(
        "uq_cards_current",
        "cards",
        ["facts_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "holders",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("facts_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["facts_id"], ["person_facts.id"], name=op.f("fk_holders_facts_id_person_facts")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_holders_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_holders")),
        sa.UniqueConstraint("facts_id", name=op.f("uq_holders_facts_id")),
    )
    op.create_table(
        "identifiers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("blind_index", sa.LargeBinary(length=32), nullable=True),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_identifiers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifiers")),
        sa.UniqueConstraint("kind", "blind_index", name=op.f("uq_identifiers_kind_blind_index")),
    )
    op.create_index(op.f("ix_identifiers_person_id_kind"), "identifiers", ["person_id", "kind"], unique=False)
    op.create_table(
        "card_changes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("card_id", sa.String(length=32), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=True),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_card_changes_card_id_cards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_changes")),
    )
    op.create_index(
        op.f("ix_card_changes_card_id_changed_at"), "card_changes", ["card_id", "changed_at"], unique=False
    )
    op.create_table(
        "card_numbers",
        sa.Column("number_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("card_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("facts_id", sa.String(length=32), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_card_numbers_card_id_cards")),
        sa.ForeignKeyConstraint(
            ["facts_id"], ["person_facts.id"], name=op.f("fk_card_numbers_facts_id_person_facts")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_card_numbers_person_id_people")),
        sa.PrimaryKeyConstraint("number_index", name=op.f("pk_card_numbers")),
        sa.UniqueConstraint("card_id", name=op.f("uq_card_numbers_card_id")),
    )
    op.create_index(op.f("ix_card_numbers_person_id"), "card_numbers", ["person_id"], unique=False)
