"""holders."""

import sqlalchemy as sa
from alembic import op

from joincard_core.storage import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""

    op.create_table(
        "backchannel_requests",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("card_id", sa.String(length=32), nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("next_poll_at", Instant(), nullable=False),
        sa.Column("grant_id", sa.String(length=32), nullable=True),
        sa.Column("signed_in", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_backchannel_requests")),
        sa.UniqueConstraint("id", name=op.f("uq_backchannel_requests_id")),
    )
    op.create_index(
        "ix_backchannel_requests_expires_at", "backchannel_requests", ["expires_at"], unique=False
    )
    op.create_index("ix_backchannel_requests_person_id", "backchannel_requests", ["person_id"], unique=False)
    op.create_table(
        "claim_releases",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_releases")),
    )
    op.create_index("ix_claim_releases_person_id_at", "claim_releases", ["person_id", "at"], unique=False)
    op.create_table(
        "holder_sessions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("card_id", sa.String(length=32), nullable=False),
        sa.Column("signed_in_at", Instant(), nullable=False),
        sa.Column("acr", sa.String(length=64), nullable=False),
        sa.Column("amr", sa.String(length=64), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_holder_sessions_digest")),
    )
    op.create_index("ix_holder_sessions_expires_at", "holder_sessions", ["expires_at"], unique=False)
    op.create_index("ix_holder_sessions_person_id", "holder_sessions", ["person_id"], unique=False)
    op.create_table(
        "logout_notices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("sub", sa.String(length=64), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logout_notices")),
    )
    op.create_index(
        "ix_logout_notices_client_id_next_at", "logout_notices", ["client_id", "next_at"], unique=False
    )
    op.create_index("ix_logout_notices_next_at", "logout_notices", ["next_at"], unique=False)
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
    op.create_table(
        "session_clients",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sub", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "client_id", name=op.f("pk_session_clients")),
    )
    op.create_index("ix_session_clients_expires_at", "session_clients", ["expires_at"], unique=False)
    op.create_index("ix_session_clients_person_id", "session_clients", ["person_id"], unique=False)
    op.add_column("clients", sa.Column("secret_digest", sa.LargeBinary(length=32), nullable=True))
    op.add_column("grants", sa.Column("card_id", sa.String(length=32), nullable=True))
    op.add_column("grants", sa.Column("claims", sa.Text(), server_default="", nullable=False))
    op.add_column("grants", sa.Column("session_id", sa.String(length=32), nullable=True))
    op.create_index("ix_grants_session_id", "grants", ["session_id"], unique=False)
    op.add_column(
        "initial_access_tokens", sa.Column("signs_in", sa.Integer(), server_default="0", nullable=False)
    )
