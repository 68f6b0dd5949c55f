"""What OAuth refuses: one tree, a file for each topic; every name of it is here."""

from joincard_core.oauth.errors.asking import (
    AccessDenied,
    ConsentRequired,
    InteractionUnknown,
    InvalidLogout,
    InvalidRequestObject,
    InvalidRequestUri,
    LoginRequired,
    RegistrationNotSupported,
    UnmetAuthentication,
    UnsupportedResponseType,
)
from joincard_core.oauth.errors.authenticating import (
    InvalidBinding,
    InvalidClient,
    InvalidDpopProof,
    TooManyFailures,
    UnauthorizedClient,
    UseDpopNonce,
)
from joincard_core.oauth.errors.bearing import (
    InsufficientAuthorization,
    InsufficientScope,
    InvalidToken,
    NoToken,
)
from joincard_core.oauth.errors.clients import ClientError, ClientExists, ClientMalformed, ClientUnknown
from joincard_core.oauth.errors.granting import (
    InvalidAuthorizationDetails,
    InvalidGrant,
    InvalidScope,
    InvalidTarget,
    UnsupportedGrantType,
    UnsupportedTokenType,
)
from joincard_core.oauth.errors.tree import InvalidRequest, OAuthError
from joincard_core.oauth.errors.waiting import (
    AuthorizationPending,
    ExpiredToken,
    HolderDenied,
    InvalidBindingMessage,
    SlowDown,
    TooManyQuestions,
)

__all__ = [
    "AccessDenied",
    "AuthorizationPending",
    "ClientError",
    "ClientExists",
    "ClientMalformed",
    "ClientUnknown",
    "ConsentRequired",
    "ExpiredToken",
    "HolderDenied",
    "InsufficientAuthorization",
    "InsufficientScope",
    "InteractionUnknown",
    "InvalidAuthorizationDetails",
    "InvalidBinding",
    "InvalidBindingMessage",
    "InvalidClient",
    "InvalidDpopProof",
    "InvalidGrant",
    "InvalidLogout",
    "InvalidRequest",
    "InvalidRequestObject",
    "InvalidRequestUri",
    "InvalidScope",
    "InvalidTarget",
    "InvalidToken",
    "LoginRequired",
    "NoToken",
    "OAuthError",
    "RegistrationNotSupported",
    "SlowDown",
    "TooManyFailures",
    "TooManyQuestions",
    "UnauthorizedClient",
    "UnmetAuthentication",
    "UnsupportedGrantType",
    "UnsupportedResponseType",
    "UnsupportedTokenType",
    "UseDpopNonce",
]
