"""OAuth for providers' systems at the level of FAPI 2.0: one file for each endpoint and RFC."""

from joincard_core.oauth import backchannel_decision, consents, device_decision, session_clients, token_notes
from joincard_core.oauth.acr import ACRS, at_least, reachable
from joincard_core.oauth.allowing import Allowed, Withheld
from joincard_core.oauth.allowing import named_by as claims_named_by
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization import PATH as AUTHORIZATION_PATH
from joincard_core.oauth.authorization import AuthorizationEndpoint, Begun, Choice
from joincard_core.oauth.authorization_details import CardVerification
from joincard_core.oauth.backchannel_authentication import PATH as BACKCHANNEL_PATH
from joincard_core.oauth.backchannel_decision import Outcome as BackchannelOutcome
from joincard_core.oauth.backchannel_decision import Waiting as BackchannelWaiting
from joincard_core.oauth.backchannel_rows import CardHolder
from joincard_core.oauth.bearer import Bearer, Presented
from joincard_core.oauth.caller import Caller
from joincard_core.oauth.card_claims import CARD as CARD_CLAIMS
from joincard_core.oauth.card_claims import CLAIMS
from joincard_core.oauth.card_claims import SAID_BY_HOLDER as OWN_CLAIMS
from joincard_core.oauth.certificate_chain import Anchors
from joincard_core.oauth.challenge import challenge, registration_challenge
from joincard_core.oauth.client_certificate import BadCertificate, ClientCertificate
from joincard_core.oauth.client_metadata import AUTH_METHODS, GRANT_TYPES, ClientMetadata, covers
from joincard_core.oauth.consents import Consent
from joincard_core.oauth.decoupled import Outcome
from joincard_core.oauth.delivery import Round
from joincard_core.oauth.device_authorization import PAGE as DEVICE_PAGE
from joincard_core.oauth.device_authorization import PATH as DEVICE_PATH
from joincard_core.oauth.device_decision import DeviceWaiting, Typing
from joincard_core.oauth.doctor import examined as examined_client
from joincard_core.oauth.doctor_keys import current_keys
from joincard_core.oauth.endpoints import Endpoints
from joincard_core.oauth.errors import (
    AccessDenied,
    AlreadyDecided,
    AuthorizationPending,
    ChoiceRefused,
    ClientError,
    ClientExists,
    ClientMalformed,
    ClientUnknown,
    ConsentRequired,
    ExpiredToken,
    HolderDenied,
    InsufficientAuthorization,
    InsufficientScope,
    InteractionUnknown,
    InvalidAuthorizationDetails,
    InvalidBinding,
    InvalidBindingMessage,
    InvalidClient,
    InvalidDpopProof,
    InvalidGrant,
    InvalidLogout,
    InvalidRequest,
    InvalidRequestObject,
    InvalidRequestUri,
    InvalidScope,
    InvalidTarget,
    InvalidToken,
    LoginRequired,
    NoToken,
    OAuthError,
    OfferGone,
    SignInOver,
    SlowDown,
    TooManyFailures,
    TooManyQuestions,
    TooManyUserCodes,
    UnauthorizedClient,
    UnmetAuthentication,
    UnsupportedGrantType,
    UnsupportedResponseType,
    UnsupportedTokenType,
    UseDpopNonce,
    UserCodeUnknown,
)
from joincard_core.oauth.events import ClientEvents, Event, Position, Refusal
from joincard_core.oauth.fetching import FetchFailed
from joincard_core.oauth.finding import Finding, Grade, Patient
from joincard_core.oauth.form import parameters as form_parameters
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.initial_access import InitialAccess, Invitation, InvitationAsked
from joincard_core.oauth.interaction import Interaction, SignedIn
from joincard_core.oauth.introspection import MEDIA_TYPE as INTROSPECTION_MEDIA_TYPE
from joincard_core.oauth.introspection import PATH as INTROSPECTION_PATH
from joincard_core.oauth.introspection import IntrospectionAnswer, IntrospectionEndpoint
from joincard_core.oauth.logout import PATH as LOGOUT_PATH
from joincard_core.oauth.logout import LogoutAsked, LogoutEndpoint
from joincard_core.oauth.logout_delivery import LogoutDelivery
from joincard_core.oauth.model import SCOPES, USUAL_SCOPES, Client, ClientStatus
from joincard_core.oauth.pushed import PATH as PUSHED_PATH
from joincard_core.oauth.pushed import PushedEndpoint
from joincard_core.oauth.registered_keys import listed as listed_keys
from joincard_core.oauth.registered_keys import names as key_names
from joincard_core.oauth.registering import Bounds
from joincard_core.oauth.registering import read as read_registration
from joincard_core.oauth.registering import written as registered_members
from joincard_core.oauth.registers import (
    CHECK_METHOD,
    EVIDENCE,
    REGISTERS,
    TRUST_FRAMEWORK,
    VERIFIED,
    Register,
)
from joincard_core.oauth.registration import PATH as REGISTRATION_PATH
from joincard_core.oauth.registration import RegistrationRequest, Registrations
from joincard_core.oauth.registration_checks import SIGN_IN_SCOPES, Registration
from joincard_core.oauth.registration_errors import (
    InvalidClientMetadata,
    InvalidRedirectUri,
    InvalidRegistrationToken,
    InvitationMalformed,
    InvitationUnknown,
    KeysElsewhere,
    NoRegistrationToken,
)
from joincard_core.oauth.remote_keys import RemoteKeys
from joincard_core.oauth.request import FormRequest
from joincard_core.oauth.resource_metadata import WELL_KNOWN as RESOURCE_METADATA_PATH
from joincard_core.oauth.resource_metadata import resource_metadata
from joincard_core.oauth.response import Answer
from joincard_core.oauth.revocation import PATH as REVOCATION_PATH
from joincard_core.oauth.revocation import RevocationEndpoint
from joincard_core.oauth.server_metadata import (
    JWKS_PATH,
    OPENID_WELL_KNOWN,
    USERINFO_PATH,
    openid_metadata,
    server_metadata,
)
from joincard_core.oauth.server_metadata import WELL_KNOWN as SERVER_METADATA_PATH
from joincard_core.oauth.service import Clients, NewClient
from joincard_core.oauth.strict_json import NotStrict, read_object
from joincard_core.oauth.token import PATH as TOKEN_PATH
from joincard_core.oauth.token import TokenAnswer, TokenEndpoint
from joincard_core.oauth.token_notes import TokenNote
from joincard_core.oauth.userinfo import MEDIA_TYPE as USERINFO_MEDIA_TYPE
from joincard_core.oauth.verified_request import VerifiedClaim, VerifiedRequest

__all__ = [
    "ACRS",
    "AUTHORIZATION_PATH",
    "AUTH_METHODS",
    "BACKCHANNEL_PATH",
    "CARD_CLAIMS",
    "CHECK_METHOD",
    "CLAIMS",
    "DEVICE_PAGE",
    "DEVICE_PATH",
    "EVIDENCE",
    "GRANT_TYPES",
    "INTROSPECTION_MEDIA_TYPE",
    "INTROSPECTION_PATH",
    "JWKS_PATH",
    "LOGOUT_PATH",
    "OPENID_WELL_KNOWN",
    "OWN_CLAIMS",
    "PUSHED_PATH",
    "REGISTERS",
    "REGISTRATION_PATH",
    "RESOURCE_METADATA_PATH",
    "REVOCATION_PATH",
    "SCOPES",
    "SERVER_METADATA_PATH",
    "SIGN_IN_SCOPES",
    "TOKEN_PATH",
    "TRUST_FRAMEWORK",
    "USERINFO_MEDIA_TYPE",
    "USERINFO_PATH",
    "USUAL_SCOPES",
    "VERIFIED",
    "AccessDenied",
    "Allowed",
    "AlreadyDecided",
    "Anchors",
    "Answer",
    "Asked",
    "AuthorizationEndpoint",
    "AuthorizationPending",
    "BackchannelOutcome",
    "BackchannelWaiting",
    "BadCertificate",
    "Bearer",
    "Begun",
    "Bounds",
    "Caller",
    "CardHolder",
    "CardVerification",
    "Choice",
    "ChoiceRefused",
    "Client",
    "ClientCertificate",
    "ClientError",
    "ClientEvents",
    "ClientExists",
    "ClientMalformed",
    "ClientMetadata",
    "ClientStatus",
    "ClientUnknown",
    "Clients",
    "Consent",
    "ConsentRequired",
    "DeviceWaiting",
    "Endpoints",
    "Event",
    "ExpiredToken",
    "FetchFailed",
    "Finding",
    "FormRequest",
    "Grade",
    "Grant",
    "HolderDenied",
    "InitialAccess",
    "InsufficientAuthorization",
    "InsufficientScope",
    "Interaction",
    "InteractionUnknown",
    "IntrospectionAnswer",
    "IntrospectionEndpoint",
    "InvalidAuthorizationDetails",
    "InvalidBinding",
    "InvalidBindingMessage",
    "InvalidClient",
    "InvalidClientMetadata",
    "InvalidDpopProof",
    "InvalidGrant",
    "InvalidLogout",
    "InvalidRedirectUri",
    "InvalidRegistrationToken",
    "InvalidRequest",
    "InvalidRequestObject",
    "InvalidRequestUri",
    "InvalidScope",
    "InvalidTarget",
    "InvalidToken",
    "Invitation",
    "InvitationAsked",
    "InvitationMalformed",
    "InvitationUnknown",
    "KeysElsewhere",
    "LoginRequired",
    "LogoutAsked",
    "LogoutDelivery",
    "LogoutEndpoint",
    "NewClient",
    "NoRegistrationToken",
    "NoToken",
    "NotStrict",
    "OAuthError",
    "OfferGone",
    "Outcome",
    "Patient",
    "Position",
    "Presented",
    "PushedEndpoint",
    "Refusal",
    "Register",
    "Registration",
    "RegistrationRequest",
    "Registrations",
    "RemoteKeys",
    "RevocationEndpoint",
    "Round",
    "SignInOver",
    "SignedIn",
    "SlowDown",
    "TokenAnswer",
    "TokenEndpoint",
    "TokenNote",
    "TooManyFailures",
    "TooManyQuestions",
    "TooManyUserCodes",
    "Typing",
    "UnauthorizedClient",
    "UnmetAuthentication",
    "UnsupportedGrantType",
    "UnsupportedResponseType",
    "UnsupportedTokenType",
    "UseDpopNonce",
    "UserCodeUnknown",
    "VerifiedClaim",
    "VerifiedRequest",
    "Withheld",
    "at_least",
    "backchannel_decision",
    "challenge",
    "claims_named_by",
    "consents",
    "covers",
    "current_keys",
    "device_decision",
    "examined_client",
    "form_parameters",
    "key_names",
    "listed_keys",
    "openid_metadata",
    "reachable",
    "read_object",
    "read_registration",
    "registered_members",
    "registration_challenge",
    "resource_metadata",
    "server_metadata",
    "session_clients",
    "token_notes",
]
