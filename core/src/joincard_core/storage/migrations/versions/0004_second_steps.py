"""second steps."""

import sqlalchemy as sa
from alembic import op

from joincard_core.storage import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""

    op.create_table(
        "token_notes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("grant_type", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_notes")),
    )
    op.create_index("ix_token_notes_person_id_at", "token_notes", ["person_id", "at"], unique=False)
    op.create_table(
        "person_contacts",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_contacts_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_person_contacts")),
    )
