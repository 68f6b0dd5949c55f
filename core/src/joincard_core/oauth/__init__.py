"""OAuth for providers' systems: client credentials, signed assertions, DPoP-bound tokens, metadata."""

from joincard_core.oauth.access_token import AccessTokens
from joincard_core.oauth.bearer import Bearer, Presented
from joincard_core.oauth.certificate_chain import Anchors
from joincard_core.oauth.challenge import challenge
from joincard_core.oauth.client_certificate import BadCertificate, ClientCertificate
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.errors import (
    ClientError,
    ClientExists,
    ClientMalformed,
    ClientUnknown,
    InsufficientScope,
    InvalidClient,
    InvalidDpopProof,
    InvalidRequest,
    InvalidScope,
    InvalidTarget,
    InvalidToken,
    NoToken,
    OAuthError,
    TooManyFailures,
    UnsupportedGrantType,
)
from joincard_core.oauth.fetching import FetchFailed
from joincard_core.oauth.model import SCOPES, Caller, Client, ClientStatus
from joincard_core.oauth.remote_keys import RemoteKeys
from joincard_core.oauth.resource_metadata import WELL_KNOWN as RESOURCE_METADATA_PATH
from joincard_core.oauth.resource_metadata import resource_metadata
from joincard_core.oauth.server_metadata import JWKS_PATH, server_metadata
from joincard_core.oauth.server_metadata import WELL_KNOWN as SERVER_METADATA_PATH
from joincard_core.oauth.service import Clients, NewClient
from joincard_core.oauth.strict_json import NotStrict, read_object
from joincard_core.oauth.token import PATH as TOKEN_PATH
from joincard_core.oauth.token import TokenAnswer, TokenEndpoint, TokenRequest

__all__ = [
    "JWKS_PATH",
    "RESOURCE_METADATA_PATH",
    "SCOPES",
    "SERVER_METADATA_PATH",
    "TOKEN_PATH",
    "AccessTokens",
    "Anchors",
    "BadCertificate",
    "Bearer",
    "Caller",
    "Client",
    "ClientCertificate",
    "ClientError",
    "ClientExists",
    "ClientMalformed",
    "ClientMetadata",
    "ClientStatus",
    "ClientUnknown",
    "Clients",
    "FetchFailed",
    "InsufficientScope",
    "InvalidClient",
    "InvalidDpopProof",
    "InvalidRequest",
    "InvalidScope",
    "InvalidTarget",
    "InvalidToken",
    "NewClient",
    "NoToken",
    "NotStrict",
    "OAuthError",
    "Presented",
    "RemoteKeys",
    "TokenAnswer",
    "TokenEndpoint",
    "TokenRequest",
    "TooManyFailures",
    "UnsupportedGrantType",
    "challenge",
    "read_object",
    "resource_metadata",
    "server_metadata",
]
