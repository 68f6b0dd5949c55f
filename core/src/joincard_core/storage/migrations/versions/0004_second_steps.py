"""second steps."""

import sqlalchemy as sa
from alembic import op

from joincard_core.storage import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""

    op.create_table(
        "authenticator_uses",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "step", name=op.f("pk_authenticator_uses")),
    )
    op.create_index("ix_authenticator_uses_expires_at", "authenticator_uses", ["expires_at"], unique=False)
    op.create_table(
        "authenticators",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_authenticators")),
    )
    op.create_table(
        "backchannel_pings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("request", sa.LargeBinary(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backchannel_pings")),
    )
    op.create_index(
        "ix_backchannel_pings_client_id_next_at", "backchannel_pings", ["client_id", "next_at"], unique=False
    )
    op.create_index("ix_backchannel_pings_expires_at", "backchannel_pings", ["expires_at"], unique=False)
    op.create_index("ix_backchannel_pings_next_at", "backchannel_pings", ["next_at"], unique=False)
    op.create_table(
        "device_codes",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_code_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("next_poll_at", Instant(), nullable=False),
        sa.Column("grant_id", sa.String(length=32), nullable=True),
        sa.Column("signed_in", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_device_codes")),
        sa.UniqueConstraint("user_code_digest", name=op.f("uq_device_codes_user_code_digest")),
    )
    op.create_index("ix_device_codes_expires_at", "device_codes", ["expires_at"], unique=False)
    op.create_table(
        "passkey_challenges",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_passkey_challenges")),
    )
    op.create_index("ix_passkey_challenges_expires_at", "passkey_challenges", ["expires_at"], unique=False)
    op.create_table(
        "passkeys",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("credential_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(length=100), nullable=False),
        sa.Column("backed_up", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("doubted_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_index", name=op.f("uq_passkeys_credential_index")),
        sa.UniqueConstraint("person_id", "slot", name="uq_passkeys_slot"),
    )
    op.create_table(
        "sign_in_changes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_changes")),
    )
    op.create_index("ix_sign_in_changes_person_id", "sign_in_changes", ["person_id", "at"], unique=False)
    op.create_table(
        "sign_in_steps",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("card_id", sa.String(length=32), nullable=False),
        sa.Column("signed_in_at", Instant(), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("code", sa.LargeBinary(length=32), nullable=True),
        sa.Column("code_expires_at", Instant(), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in_steps")),
    )
    op.create_index("ix_sign_in_steps_expires_at", "sign_in_steps", ["expires_at"], unique=False)
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
    op.create_index(
        "ix_authorization_requests_client_id_expires_at",
        "authorization_requests",
        ["client_id", "expires_at"],
        unique=False,
    )
    op.add_column("backchannel_requests", sa.Column("ping", sa.LargeBinary(), nullable=True))
    op.add_column("claim_releases", sa.Column("verified", sa.Text(), nullable=True))
    op.add_column("grants", sa.Column("verified", sa.Text(), server_default="", nullable=False))
    op.add_column("grants", sa.Column("withheld", sa.Text(), nullable=True))
    op.add_column("interactions", sa.Column("address_digest", sa.LargeBinary(length=32), nullable=True))
    op.add_column("interactions", sa.Column("decided_at", Instant(), nullable=True))
    op.add_column("interactions", sa.Column("opened_at", Instant(), nullable=True))
    op.create_index(
        "ix_interactions_address_digest_expires_at",
        "interactions",
        ["address_digest", "expires_at"],
        unique=False,
    )
    op.create_index("ix_interactions_request_digest", "interactions", ["request_digest"], unique=False)
    op.add_column("remembered_consents", sa.Column("verified", sa.Text(), server_default="", nullable=False))
    op.add_column("remembered_consents", sa.Column("withheld", sa.Text(), nullable=True))
