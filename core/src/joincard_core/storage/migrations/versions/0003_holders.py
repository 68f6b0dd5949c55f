"""holders."""

import sqlalchemy as sa
from alembic import op

from joincard_core.storage import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""

    op.create_table(
        "remembered_consents",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=1000), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "client_id", name=op.f("pk_remembered_consents")),
    )
    op.create_index("ix_remembered_consents_expires_at", "remembered_consents", ["expires_at"], unique=False)
