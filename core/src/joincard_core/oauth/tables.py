"""Tables of OAuth. What a stranger must not be able to use is kept as a digest, never itself."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from joincard_core.storage import Instant, metadata

# The id of a client that was removed is never given again: its tokens may outlive it by minutes. bounds is
# what a client that registered itself may become, at most.
clients = Table(
    "clients",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("provider_id", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("jwks", Text, nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("suspended", Boolean, nullable=False),
    Column("metadata", Text, nullable=False, server_default="{}"),
    Column("registration_digest", LargeBinary(32)),
    Column("secret_digest", LargeBinary(32)),
    Column("bounds", Text),
    Column("removed_at", Instant),
    Index("ix_clients_provider_id", "provider_id"),
)

# Initial access tokens (RFC 7591 section 1.2): staff hand one to a provider, who registers its own systems.
initial_access_tokens = Table(
    "initial_access_tokens",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("provider_id", String(64), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("services", Text, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("signs_in", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

# The key is a digest of kind, signer and jti: of fixed length, whatever a stranger sends, and unique per
# signer, so that nobody can use up another's jti.
used_jti = Table(
    "used_jti",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("expires_at", Instant, nullable=False),
    Index("ix_used_jti_expires_at", "expires_at"),
)

# ``subject`` is a digest of the address, or of address and client: no address is kept.
token_failures = Table(
    "token_failures",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subject", LargeBinary(32), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_token_failures_subject_at", "subject", "at"),
    Index("ix_token_failures_at", "at"),
)

# Pushed authorization requests (RFC 9126): what was asked, already checked, as JSON.
authorization_requests = Table(
    "authorization_requests",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("asked", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_authorization_requests_expires_at", "expires_at"),
    Index("ix_authorization_requests_client_id_expires_at", "client_id", "expires_at"),
)

# One browser on its way through one request. ``address_digest`` is keyed: no address is kept. What was
# decided stays until its time, so that who goes back can be told.
interactions = Table(
    "interactions",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("browser_digest", LargeBinary(32), nullable=False),
    Column("request_digest", LargeBinary(32), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("asked", Text, nullable=False),
    Column("signed_in", Text),
    Column("expires_at", Instant, nullable=False),
    Column("address_digest", LargeBinary(32)),
    Column("decided_at", Instant),
    Column("opened_at", Instant),
    Index("ix_interactions_expires_at", "expires_at"),
    Index("ix_interactions_request_digest", "request_digest"),
    Index("ix_interactions_address_digest_expires_at", "address_digest", "expires_at"),
)

# What a holder, or a provider for its subcontractor, has granted, and what the holder has not.
# ``sub`` is pairwise where there is a holder.
grants = Table(
    "grants",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("provider_id", String(64), nullable=False),
    Column("person_id", String(32)),
    Column("sub", String(64), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("details", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("card_id", String(32)),
    Column("claims", Text, nullable=False, server_default=""),
    Column("verified", Text, nullable=False, server_default=""),
    Column("session_id", String(32)),
    Column("parent_jti", String(64)),
    Column("parent_client_id", String(64)),
    Column("parent_grant_id", String(32)),
    Column("withheld", Text),
    Index("ix_grants_person_id", "person_id"),
    Index("ix_grants_client_id", "client_id"),
    Index("ix_grants_expires_at", "expires_at"),
    Index("ix_grants_session_id", "session_id"),
)

# Asked no more for this, until it ends or is taken back.
remembered_consents = Table(
    "remembered_consents",
    metadata,
    Column("person_id", String(32), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("scopes", String(1_000), nullable=False),
    Column("claims", Text, nullable=False),
    Column("verified", Text, nullable=False, server_default=""),
    Column("withheld", Text),
    Column("granted_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_remembered_consents_expires_at", "expires_at"),
)

authorization_codes = Table(
    "authorization_codes",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("grant_id", String(32), nullable=False),
    Column("asked", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_authorization_codes_expires_at", "expires_at"),
)

# A clerk asks a holder (CIBA). Without a person where a hint named nobody: the client is not told. ping is
# what a ping will need, sealed under the holder's key.
backchannel_requests = Table(
    "backchannel_requests",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("client_id", String(64), nullable=False),
    Column("person_id", String(32)),
    Column("card_id", String(32)),
    Column("asked", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("interval", Integer, nullable=False),
    Column("next_poll_at", Instant, nullable=False),
    Column("grant_id", String(32)),
    Column("signed_in", Text),
    Column("ping", LargeBinary),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_backchannel_requests_person_id", "person_id"),
    Index("ix_backchannel_requests_expires_at", "expires_at"),
)

# A terminal asks whoever types its code (RFC 8628). The digest of the user code is keyed.
device_codes = Table(
    "device_codes",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("user_code_digest", LargeBinary(32), nullable=False, unique=True),
    Column("client_id", String(64), nullable=False),
    Column("asked", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("interval", Integer, nullable=False),
    Column("next_poll_at", Instant, nullable=False),
    Column("grant_id", String(32)),
    Column("signed_in", Text),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_device_codes_expires_at", "expires_at"),
)

# ``bound_to`` is the thumbprint of the key or certificate, where the client cannot change it by itself.
refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("grant_id", String(32), nullable=False),
    Column("asked", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_refresh_tokens_grant_id", "grant_id"),
    Index("ix_refresh_tokens_expires_at", "expires_at"),
)

# Access tokens revoked before their time (RFC 7009); a row is needed only until the token expires by itself.
revoked_tokens = Table(
    "revoked_tokens",
    metadata,
    Column("jti", String(64), primary_key=True),
    Column("expires_at", Instant, nullable=False),
    Index("ix_revoked_tokens_expires_at", "expires_at"),
)

# Why a request of a client was refused: for its provider and for the operator, never for the wire.
client_events = Table(
    "client_events",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("provider_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("endpoint", String(64), nullable=False),
    Column("error", String(64), nullable=False),
    Column("code", String(64), nullable=False),
    Column("cause", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("request_id", String(64), nullable=False),
    Index("ix_client_events_provider_id_at", "provider_id", "at"),
    Index("ix_client_events_client_id_at", "client_id", "at"),
    Index("ix_client_events_at", "at"),
)

# Keys fetched from a client's jwks_uri, shared by all workers.
remote_keys = Table(
    "remote_keys",
    metadata,
    Column("uri_digest", LargeBinary(32), primary_key=True),
    Column("jwks", Text, nullable=False),
    Column("fetched_at", Instant, nullable=False),
)

# Who signed in where in one session of a holder, and how the client knows the session (``sid``).
session_clients = Table(
    "session_clients",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("sid", String(64), nullable=False),
    Column("person_id", String(32), nullable=False),
    Column("sub", String(64), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_session_clients_person_id", "person_id"),
    Index("ix_session_clients_expires_at", "expires_at"),
)

# Logout tokens on their way (Back-Channel Logout): one row until it is delivered or given up. Whoever
# delivers holds the row until ``next_at``, which nobody else looks at before.
logout_notices = Table(
    "logout_notices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("sub", String(64), nullable=False),
    Column("sid", String(64), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Index("ix_logout_notices_client_id_next_at", "client_id", "next_at"),
    Index("ix_logout_notices_next_at", "next_at"),
)

# Pings on their way (CIBA): the request's digest; the rest as with logout_notices.
backchannel_pings = Table(
    "backchannel_pings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("request", LargeBinary(32), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_backchannel_pings_client_id_next_at", "client_id", "next_at"),
    Index("ix_backchannel_pings_next_at", "next_at"),
    Index("ix_backchannel_pings_expires_at", "expires_at"),
)

# A line for the holder for each token that stands for them.
token_notes = Table(
    "token_notes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("provider_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("grant_type", String(64), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("services", Text, nullable=False),
    Index("ix_token_notes_person_id_at", "person_id", "at"),
)
