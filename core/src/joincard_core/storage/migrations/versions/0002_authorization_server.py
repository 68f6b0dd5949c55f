"""authorization server."""

import sqlalchemy as sa
from alembic import op

from joincard_core.storage import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""

    op.create_table(
        "authorization_codes",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("grant_id", sa.String(length=32), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_authorization_codes")),
    )
    op.create_index("ix_authorization_codes_expires_at", "authorization_codes", ["expires_at"], unique=False)
    op.create_table(
        "authorization_requests",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_authorization_requests")),
    )
    op.create_index(
        "ix_authorization_requests_expires_at", "authorization_requests", ["expires_at"], unique=False
    )
    op.create_table(
        "client_events",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("endpoint", sa.String(length=64), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_events")),
    )
    op.create_index("ix_client_events_at", "client_events", ["at"], unique=False)
    op.create_index("ix_client_events_client_id_at", "client_events", ["client_id", "at"], unique=False)
    op.create_index("ix_client_events_provider_id_at", "client_events", ["provider_id", "at"], unique=False)
    op.create_table(
        "grants",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("sub", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("parent_jti", sa.String(length=64), nullable=True),
        sa.Column("parent_client_id", sa.String(length=64), nullable=True),
        sa.Column("parent_grant_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index("ix_grants_client_id", "grants", ["client_id"], unique=False)
    op.create_index("ix_grants_expires_at", "grants", ["expires_at"], unique=False)
    op.create_index("ix_grants_person_id", "grants", ["person_id"], unique=False)
    op.create_table(
        "initial_access_tokens",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("provider_id", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_initial_access_tokens")),
        sa.UniqueConstraint("id", name=op.f("uq_initial_access_tokens_id")),
    )
    op.create_table(
        "interactions",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("browser_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("request_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("signed_in", sa.Text(), nullable=True),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_interactions")),
    )
    op.create_index("ix_interactions_expires_at", "interactions", ["expires_at"], unique=False)
    op.create_table(
        "refresh_tokens",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("grant_id", sa.String(length=32), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_refresh_tokens")),
    )
    op.create_index("ix_refresh_tokens_expires_at", "refresh_tokens", ["expires_at"], unique=False)
    op.create_index("ix_refresh_tokens_grant_id", "refresh_tokens", ["grant_id"], unique=False)
    op.create_table(
        "remote_keys",
        sa.Column("uri_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("jwks", sa.Text(), nullable=False),
        sa.Column("fetched_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("uri_digest", name=op.f("pk_remote_keys")),
    )
    op.create_table(
        "revoked_tokens",
        sa.Column("jti", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_revoked_tokens")),
    )
    op.create_index("ix_revoked_tokens_expires_at", "revoked_tokens", ["expires_at"], unique=False)
    op.create_table(
        "sign_in_attempts",
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "ends_at", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_ends_at", "sign_in_attempts", ["ends_at"], unique=False)
    op.create_table(
        "sign_in_places",
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_places")),
    )
    op.create_index("ix_sign_in_places_expires_at", "sign_in_places", ["expires_at"], unique=False)
    op.create_table(
        "person_passwords",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_passwords_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_passwords")),
    )
    op.add_column("clients", sa.Column("metadata", sa.Text(), server_default="{}", nullable=False))
    op.add_column("clients", sa.Column("registration_digest", sa.LargeBinary(length=32), nullable=True))
    op.add_column("clients", sa.Column("bounds", sa.Text(), nullable=True))
    op.add_column("clients", sa.Column("removed_at", Instant(), nullable=True))
    op.add_column(
        "signing_keys", sa.Column("alg", sa.String(length=8), server_default="ES256", nullable=False)
    )
    op.add_column(
        "signing_keys", sa.Column("state", sa.String(length=8), server_default="previous", nullable=False)
    )
    op.add_column("signing_keys", sa.Column("moved_at", Instant(), nullable=True))
    op.create_index(
        "ix_signing_keys_one_of_each",
        "signing_keys",
        ["use", "alg", "state"],
        unique=True,
        sqlite_where=sa.text("state IN ('next', 'current')"),
        postgresql_where=sa.text("state IN ('next', 'current')"),
    )
    # By hand: the newest key of each use goes on signing, and a retired one stays retired.
    op.execute(
        "UPDATE signing_keys SET state = 'retired', moved_at = retired_at WHERE retired_at IS NOT NULL"
    )
    op.execute(
        "UPDATE signing_keys SET state = 'current' WHERE retired_at IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM signing_keys AS newer WHERE newer.use = signing_keys.use AND newer.retired_at IS NULL "
        "AND (newer.created_at > signing_keys.created_at "
        "OR newer.created_at = signing_keys.created_at AND newer.kid > signing_keys.kid))"
    )
    op.drop_column("signing_keys", "retired_at")
