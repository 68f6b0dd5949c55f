"""OAuth for providers' systems at the level of FAPI 2.0: one file for each endpoint and RFC."""

from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization import PATH as AUTHORIZATION_PATH
from joincard_core.oauth.authorization import AuthorizationEndpoint, Begun
from joincard_core.oauth.authorization_details import CardVerification
from joincard_core.oauth.bearer import Bearer, Presented
from joincard_core.oauth.caller import Caller
from joincard_core.oauth.certificate_chain import Anchors
from joincard_core.oauth.challenge import challenge
from joincard_core.oauth.client_certificate import BadCertificate, ClientCertificate
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.endpoints import Endpoints
from joincard_core.oauth.errors import (
    AccessDenied,
    ClientError,
    ClientExists,
    ClientMalformed,
    ClientUnknown,
    InsufficientAuthorization,
    InsufficientScope,
    InteractionUnknown,
    InvalidAuthorizationDetails,
    InvalidBinding,
    InvalidClient,
    InvalidDpopProof,
    InvalidGrant,
    InvalidRequest,
    InvalidRequestObject,
    InvalidRequestUri,
    InvalidScope,
    InvalidTarget,
    InvalidToken,
    LoginRequired,
    NoToken,
    OAuthError,
    TooManyFailures,
    UnauthorizedClient,
    UnsupportedGrantType,
    UnsupportedResponseType,
    UnsupportedTokenType,
    UseDpopNonce,
)
from joincard_core.oauth.fetching import FetchFailed
from joincard_core.oauth.form import parameters as form_parameters
from joincard_core.oauth.interaction import Interaction, SignedIn
from joincard_core.oauth.introspection import MEDIA_TYPE as INTROSPECTION_MEDIA_TYPE
from joincard_core.oauth.introspection import PATH as INTROSPECTION_PATH
from joincard_core.oauth.introspection import IntrospectionEndpoint
from joincard_core.oauth.model import SCOPES, Client, ClientStatus
from joincard_core.oauth.pushed import PATH as PUSHED_PATH
from joincard_core.oauth.pushed import PushedEndpoint
from joincard_core.oauth.remote_keys import RemoteKeys
from joincard_core.oauth.request import FormRequest
from joincard_core.oauth.resource_metadata import WELL_KNOWN as RESOURCE_METADATA_PATH
from joincard_core.oauth.resource_metadata import resource_metadata
from joincard_core.oauth.response import Answer
from joincard_core.oauth.revocation import PATH as REVOCATION_PATH
from joincard_core.oauth.revocation import RevocationEndpoint
from joincard_core.oauth.server_metadata import JWKS_PATH, OPENID_WELL_KNOWN, server_metadata
from joincard_core.oauth.server_metadata import WELL_KNOWN as SERVER_METADATA_PATH
from joincard_core.oauth.service import Clients, NewClient
from joincard_core.oauth.strict_json import NotStrict, read_object
from joincard_core.oauth.token import PATH as TOKEN_PATH
from joincard_core.oauth.token import TokenAnswer, TokenEndpoint
from joincard_core.oauth.userinfo import PATH as USERINFO_PATH
from joincard_core.oauth.userinfo import userinfo

__all__ = [
    "AUTHORIZATION_PATH",
    "INTROSPECTION_MEDIA_TYPE",
    "INTROSPECTION_PATH",
    "JWKS_PATH",
    "OPENID_WELL_KNOWN",
    "PUSHED_PATH",
    "RESOURCE_METADATA_PATH",
    "REVOCATION_PATH",
    "SCOPES",
    "SERVER_METADATA_PATH",
    "TOKEN_PATH",
    "USERINFO_PATH",
    "AccessDenied",
    "Anchors",
    "Answer",
    "Asked",
    "AuthorizationEndpoint",
    "BadCertificate",
    "Bearer",
    "Begun",
    "Caller",
    "CardVerification",
    "Client",
    "ClientCertificate",
    "ClientError",
    "ClientExists",
    "ClientMalformed",
    "ClientMetadata",
    "ClientStatus",
    "ClientUnknown",
    "Clients",
    "Endpoints",
    "FetchFailed",
    "FormRequest",
    "InsufficientAuthorization",
    "InsufficientScope",
    "Interaction",
    "InteractionUnknown",
    "IntrospectionEndpoint",
    "InvalidAuthorizationDetails",
    "InvalidBinding",
    "InvalidClient",
    "InvalidDpopProof",
    "InvalidGrant",
    "InvalidRequest",
    "InvalidRequestObject",
    "InvalidRequestUri",
    "InvalidScope",
    "InvalidTarget",
    "InvalidToken",
    "LoginRequired",
    "NewClient",
    "NoToken",
    "NotStrict",
    "OAuthError",
    "Presented",
    "PushedEndpoint",
    "RemoteKeys",
    "RevocationEndpoint",
    "SignedIn",
    "TokenAnswer",
    "TokenEndpoint",
    "TooManyFailures",
    "UnauthorizedClient",
    "UnsupportedGrantType",
    "UnsupportedResponseType",
    "UnsupportedTokenType",
    "UseDpopNonce",
    "challenge",
    "form_parameters",
    "read_object",
    "resource_metadata",
    "server_metadata",
    "userinfo",
]
