"""The first tables; long because it is a list of them all."""

import sqlalchemy as sa
from alembic import op

from joincard_core.storage import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "attempts",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("window", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", "window", name=op.f("pk_attempts")),
    )
    op.create_table(
        "catalogue_bundles",
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_catalogue_bundles")),
    )
    op.create_table(
        "catalogue_snapshots",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_catalogue_snapshots")),
    )
    op.create_index("ix_catalogue_snapshots_digest", "catalogue_snapshots", ["digest"], unique=False)
    op.create_table(
        "catalogue_taken",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_catalogue_taken")),
    )
    op.create_table(
        "clients",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("jwks", sa.Text(), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
    )
    op.create_index("ix_clients_provider_id", "clients", ["provider_id"], unique=False)
    op.create_table(
        "data_keys",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_data_keys")),
    )
    op.create_table(
        "idempotency",
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request", sa.LargeBinary(length=32), nullable=False),
        sa.Column("verification_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_expires_at"), "idempotency", ["expires_at"], unique=False)
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
        "providers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
    )
    op.create_table(
        "publisher_keys",
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("publisher", sa.String(length=64), nullable=False),
        sa.Column("jwk", sa.Text(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_publisher_keys")),
    )
    op.create_index(op.f("ix_publisher_keys_publisher"), "publisher_keys", ["publisher"], unique=False)
    op.create_table(
        "releases",
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("plugin", sa.String(length=160), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("publisher", sa.String(length=64), nullable=False),
        sa.Column("signatures", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("admitted_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_releases")),
    )
    op.create_index(
        "uq_releases_active",
        "releases",
        ["plugin"],
        unique=True,
        sqlite_where=sa.text("is_active"),
        postgresql_where=sa.text("is_active"),
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
        "token_failures",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_failures")),
    )
    op.create_index("ix_token_failures_at", "token_failures", ["at"], unique=False)
    op.create_index("ix_token_failures_subject_at", "token_failures", ["subject", "at"], unique=False)
    op.create_table(
        "usage",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("service", sa.String(length=160), nullable=False),
        sa.Column("stay", sa.String(length=64), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("open_items", sa.Integer(), nullable=False),
        sa.Column("uses_day", sa.BigInteger(), nullable=False),
        sa.Column("paid_day", sa.BigInteger(), nullable=False),
        sa.Column("counted_day", sa.BigInteger(), nullable=False),
        sa.Column("uses_month", sa.BigInteger(), nullable=False),
        sa.Column("paid_month", sa.BigInteger(), nullable=False),
        sa.Column("counted_month", sa.BigInteger(), nullable=False),
        sa.Column("uses_year", sa.BigInteger(), nullable=False),
        sa.Column("paid_year", sa.BigInteger(), nullable=False),
        sa.Column("counted_year", sa.BigInteger(), nullable=False),
        sa.Column("uses_ever", sa.BigInteger(), nullable=False),
        sa.Column("paid_ever", sa.BigInteger(), nullable=False),
        sa.Column("counted_ever", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "service", "stay", name=op.f("pk_usage")),
    )
    op.create_table(
        "used_jti",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_used_jti")),
    )
    op.create_index("ix_used_jti_expires_at", "used_jti", ["expires_at"], unique=False)
    op.create_table(
        "verification_log",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("card_id", sa.String(length=32), nullable=False),
        sa.Column("service", sa.String(length=160), nullable=False),
        sa.Column("network", sa.String(length=120), nullable=False),
        sa.Column("city", sa.String(length=6), nullable=False),
        sa.Column("presentation", sa.String(length=16), nullable=False),
        sa.Column("catalogue", sa.String(length=71), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("deposit", sa.BigInteger(), nullable=True),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "step", name=op.f("pk_verification_log")),
    )
    op.create_index("ix_verification_log_person_at", "verification_log", ["person_id", "at"], unique=False)
    op.create_table(
        "accreditations",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=160), nullable=False),
        sa.Column("city", sa.String(length=6), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_accreditations_provider_id_providers")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_accreditations")),
    )
    op.create_index(op.f("ix_accreditations_provider_id"), "accreditations", ["provider_id"], unique=False)
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
        sa.Column("card_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("before", sa.String(length=16), nullable=True),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_card_changes_card_id_cards")),
        sa.PrimaryKeyConstraint("card_id", "number", name=op.f("pk_card_changes")),
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
