"""Every setting of the authority: one table, read once at the start from the environment.

Each field of ``Settings`` is one row: its default, unit and sentence. The reference page is compared
with this table by a test. A missing or unsafe setting stops the start with its name and the remedy.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

from joincard_core.errors import JoincardError

PREFIX = "JOINCARD_"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
FOREIGN_DEBUG = ("FLASK_DEBUG", "AUTHLIB_INSECURE_TRANSPORT", "OAUTHLIB_INSECURE_TRANSPORT")
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
NARROWEST = 8  # bits; a wider network is a part of the world, and two of /1 are all of it
USUAL_HEADERS = ("accept", "authorization", "content-length", "content-type", "cookie", "dpop", "host")
WAYS = ("password", "password-otp", "passkey")
SENDER = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
SCOPE_LEAST = re.compile(rf"[a-z_]{{1,40}}=(?:{'|'.join(WAYS)})(?:/[1-9][0-9]{{0,7}})?", re.ASCII)
TRUE, FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


class MissingSetting(JoincardError):
    """A setting without a default was not given."""

    code = "settings.missing"


class BadSetting(JoincardError):
    """A setting cannot be read, or lies outside its range."""

    code = "settings.bad"


class UnsafeSetting(JoincardError):
    """A setting would make the authority unsafe."""

    code = "settings.unsafe"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. ``default`` is ``None`` when the setting must be given."""

    name: str
    default: str | int | bool | None
    unit: str
    sentence: str
    least: int | None = None
    most: int | None = None

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()

    def read(self, text: str) -> str | int | bool:
        """The typed value. Raises ``BadSetting``."""
        if isinstance(self.default, bool):
            return self._flag(text)
        if isinstance(self.default, int):
            return self._number(text)
        return text

    def _flag(self, text: str) -> bool:
        if text.lower() not in TRUE + FALSE:
            raise BadSetting(f"{self.variable} must be 1 or 0.")
        return text.lower() in TRUE

    def _number(self, text: str) -> int:
        low, high = self.least or 0, self.most
        span = f"from {low} to {high}" if high is not None else f"of at least {low}"
        if (
            not text.isascii()
            or not text.isdigit()
            or int(text) < low
            or (high is not None and int(text) > high)
        ):
            raise BadSetting(f"{self.variable} must be a whole number {span} ({self.unit}).")
        return int(text)


def row(
    default: str | int | bool | None, unit: str, sentence: str, *, least: int = 0, most: int | None = None
) -> Any:
    """One row of the table, as a dataclass field; not in ``repr``, since a URL may hold a password."""
    about = {"unit": unit, "sentence": sentence, "least": least, "most": most}
    return field(default=MISSING if default is None else default, metadata=about, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running authority, typed and checked."""

    issuer: str = row(None, "URL", "Public address of this authority; the issuer of its tokens and receipts.")
    database_url: str = row(
        "sqlite:///joincard.db", "URL", "The database: sqlite:///FILE or postgresql://HOST/NAME."
    )
    master_key_file: str = row("joincard-master.key", "file", "The master key, made by init; mode 0600.")
    demo: bool = row(False, "1 or 0", "Demo: http and demo keys are allowed. Never for real cards.")
    debug: bool = row(False, "1 or 0", "Details of failures in answers; allowed in the demo only.")
    holiday_calendar: str = row("", "file", "Public holidays, edited by staff; empty: the built-in ones.")
    bind: str = row("127.0.0.1:8000", "address", "Where serve listens.")
    workers: int = row(2, "processes", "Web worker processes.", least=1, most=256)
    threads: int = row(8, "threads", "Threads in each web worker.", least=1, most=256)
    pool_size: int = row(8, "connections", "Database connections of one process.", least=1, most=200)
    pool_wait: int = row(5, "s", "How long a request waits for a free connection.", least=1, most=60)
    connect_wait: int = row(3, "s", "How long one attempt to reach the database may take.", least=1, most=60)
    lock_wait: int = row(5, "s", "How long a transaction waits for another one's lock.", least=1, most=60)
    proxies: int = row(0, "proxies", "Reverse proxies in front whose X-Forwarded-For is believed.", most=8)
    tls_terminators: str = row("", "networks", "Whose client certificate header is believed; spaces between.")
    client_certificate_header: str = row("Client-Cert", "header", "The header with the client certificate.")
    client_ca_file: str = row("", "file", "Authorities (PEM) whose certificates clients may sign in with.")
    private_addresses: bool = row(
        False, "1 or 0", "Fetch clients' keys from private addresses too; allowed in the demo only."
    )
    metrics_from: str = row("127.0.0.0/8 ::1/128", "networks", "Who may read /metrics, separated by spaces.")
    token_lifetime: int = row(600, "s", "How long an access token lives.", least=30, most=600)
    assertion_lifetime: int = row(300, "s", "How far ahead client assertions may expire.", least=30, most=300)
    proof_leeway: int = row(60, "s", "How far the time of a DPoP proof may be from ours.", least=10, most=60)
    proof_nonce: bool = row(False, "1 or 0", "Whether DPoP proofs must carry a nonce of ours.")
    request_uri_lifetime: int = row(60, "s", "How long a pushed request may be opened.", least=10, most=599)
    implicit_sign_in: bool = row(
        False, "1 or 0", "Implicit flow for websites that register it: OpenID's dynamic profile; not advised."
    )
    code_lifetime: int = row(60, "s", "How long an authorization code lives.", least=10, most=60)
    interaction_lifetime: int = row(
        900, "s", "How long a holder may take to sign in and decide.", least=60, most=3_600
    )
    grant_lifetime: int = row(90, "days", "How long what a holder granted lasts.", least=1, most=365)
    session_idle: int = row(
        1_800, "s", "How long a holder stays signed in without doing anything.", least=60, most=3_600
    )
    session_lifetime: int = row(
        43_200, "s", "How long a holder stays signed in at most.", least=300, most=86_400
    )
    sign_in_least: str = row(
        "password-otp", "way", "The weakest way to sign in: password, password-otp or passkey."
    )
    scope_least: str = row(
        "", "scopes", "Scopes that need a stronger or newer sign-in: SCOPE=WAY or SCOPE=WAY/SECONDS."
    )
    mail_server: str = row("", "URL", "Sends letters: smtp://HOST:587 (STARTTLS) or smtps://HOST:465.")
    mail_user: str = row("", "name", "Who the authority is at its mail server; empty: it does not say.")
    mail_password_file: str = row("", "file", "The password of that name, in a file of its own; mode 0600.")
    mail_from: str = row("", "address", "The sender of letters, such as card@card.example.cn.")
    mail_folder: str = row("", "folder", "Letters become files here instead; allowed in the demo only.")
    idempotency_lifetime: int = row(86_400, "s", "How long an Idempotency-Key is remembered.", least=3_600)
    body_limit: int = row(65_536, "bytes", "The largest request body.", least=1_024, most=10_485_760)
    snapshot_poll: int = row(500, "ms", "How often workers look for a new catalogue.", least=50, most=60_000)
    probe_window: int = row(3_600, "s", "How long refusals and unknown cards count.", least=60)
    probe_refusals: int = row(60, "refusals", "Refusals of a card to a provider in the window.", least=1)
    probe_unknown: int = row(
        30, "requests", "Unknown cards from a provider at once; as many again over the window.", least=1
    )
    probe_known_share: int = row(
        20, "requests", "Unknown cards more, for each 100 known ones that the provider asks about.", most=100
    )
    probe_measured: int = row(
        5, "requests", "Questions a day about a card that compare a hidden fact with one sent.", least=1
    )

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read and check every setting.

        Raises ``MissingSetting``, ``BadSetting`` or ``UnsafeSetting``, each naming variable and remedy.
        """
        values: dict[str, Any] = {}
        for setting in SETTINGS:
            given = env.get(setting.variable, "").strip()
            if given:
                values[setting.name] = setting.read(given)
            elif setting.default is None:
                raise MissingSetting(f"{setting.variable} is not set. {setting.sentence}")
        settings = cls(**values)
        for check in CHECKS:
            check(settings, env)
        return settings


SETTINGS = tuple(
    Setting(
        f.name,
        None if f.default is MISSING else f.default,
        f.metadata["unit"],
        f.metadata["sentence"],
        f.metadata["least"],
        f.metadata["most"],
    )
    for f in fields(Settings)
)


def known_names(settings: Settings, env: Mapping[str, str]) -> None:
    """A misspelt setting is silently the default, which can be the unsafe choice: refuse it."""
    known = {setting.variable for setting in SETTINGS}
    for name in sorted(env):
        if name.startswith(PREFIX) and name not in known:
            raise BadSetting(f"{name} is not a setting. Remove it, or correct its name.")


def issuer_is_a_plain_url(settings: Settings, env: Mapping[str, str]) -> None:
    """RFC 8414 section 2: scheme and host, no query, no fragment; without a slash at the end here."""
    parts = urlsplit(settings.issuer)
    plain = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    if not plain or parts.username or settings.issuer.endswith("/"):
        raise BadSetting(
            "JOINCARD_ISSUER must be a URL like https://card.example.cn, with no slash at its end."
        )


def issuer_is_secure(settings: Settings, env: Mapping[str, str]) -> None:
    """Plain http only in the demo, and there only on this machine."""
    parts = urlsplit(settings.issuer)
    if parts.scheme == "https" or (settings.demo and parts.hostname in LOCAL_HOSTS):
        return
    raise UnsafeSetting("JOINCARD_ISSUER is not https. Use https; http is for the demo on localhost alone.")


def no_debug(settings: Settings, env: Mapping[str, str]) -> None:
    """Debug modes show internals, or switch transport checks off."""
    if settings.demo:
        return
    if settings.debug:
        raise UnsafeSetting("JOINCARD_DEBUG is on. Switch it off, or use it in the demo only.")
    for name in FOREIGN_DEBUG:
        if env.get(name, "").lower() not in FALSE:
            raise UnsafeSetting(f"{name} is on. Remove it from the environment; it is for the demo only.")


def known_database(settings: Settings, env: Mapping[str, str]) -> None:
    """SQLite in a file, or PostgreSQL; a database in memory would lose acknowledged receipts."""
    url = settings.database_url
    if url.startswith("postgresql://") or url.startswith("postgresql+psycopg://"):
        return
    if not url.startswith("sqlite:///"):
        raise BadSetting("JOINCARD_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    if url == "sqlite:///" or ":memory:" in url or "?" in url:
        raise UnsafeSetting("JOINCARD_DATABASE_URL must name a file, without options: sqlite:///FILE.")


def metrics_networks(settings: Settings, env: Mapping[str, str]) -> None:
    """Counts tell a stranger how busy the authority is: only networks that are named read them."""
    try:
        for network in settings.metrics_from.split():
            ip_network(network)
    except ValueError:
        raise BadSetting(
            "JOINCARD_METRICS_FROM must be networks like 10.0.0.0/8, separated by spaces."
        ) from None


def terminator_networks(settings: Settings, env: Mapping[str, str]) -> None:
    """Whoever is in these networks can claim to be any client with a certificate: not the whole world."""
    try:
        networks = [ip_network(network) for network in settings.tls_terminators.split()]
    except ValueError:
        raise BadSetting(
            "JOINCARD_TLS_TERMINATORS must be networks like 10.0.0.5/32, separated by spaces."
        ) from None
    if not settings.demo and any(network.prefixlen < NARROWEST for network in networks):
        raise UnsafeSetting(
            "JOINCARD_TLS_TERMINATORS holds a network wider than /8. Name your TLS terminators alone."
        )


def certificate_header(settings: Settings, env: Mapping[str, str]) -> None:
    """Only a header of its own: a usual one would be taken from every other request."""
    name = settings.client_certificate_header
    if not HEADER.fullmatch(name) or name.lower() in USUAL_HEADERS:
        raise BadSetting(
            "JOINCARD_CLIENT_CERTIFICATE_HEADER must be the name of a header of its own, like Client-Cert."
        )


def no_private_addresses(settings: Settings, env: Mapping[str, str]) -> None:
    """A client's address for its keys must not make us ask the machines beside us."""
    if settings.private_addresses and not settings.demo:
        raise UnsafeSetting("JOINCARD_PRIVATE_ADDRESSES is on. Switch it off; it is for the demo only.")


def known_way(settings: Settings, env: Mapping[str, str]) -> None:
    """A misspelt way would be weaker than all, or stronger than what anybody has."""
    if settings.sign_in_least not in WAYS:
        raise BadSetting(f"JOINCARD_SIGN_IN_LEAST must be one of: {', '.join(WAYS)}.")
    if not all(SCOPE_LEAST.fullmatch(each) for each in settings.scope_least.split()):
        raise BadSetting(
            "JOINCARD_SCOPE_LEAST must be like verify=password-otp or verify=passkey/3600, spaces between."
        )


def mail_can_go_out(settings: Settings, env: Mapping[str, str]) -> None:
    """A letter has a sender, and travels encrypted; a folder of codes is for the demo."""
    if settings.mail_folder and not settings.demo:
        raise UnsafeSetting("JOINCARD_MAIL_FOLDER is for the demo only. Use JOINCARD_MAIL_SERVER.")
    if not settings.mail_server:
        return
    try:
        server = urlsplit(settings.mail_server)
        plain = server.scheme in ("smtp", "smtps") and server.hostname and server.port != 0
    except ValueError:
        plain = False
    if not plain or server.username or server.path or server.query or server.fragment:
        raise BadSetting("JOINCARD_MAIL_SERVER must be like smtp://mail.example.cn:587, with no name in it.")
    if not SENDER.fullmatch(settings.mail_from):
        raise BadSetting("JOINCARD_MAIL_FROM must be an address like card@card.example.cn.")
    if bool(settings.mail_user) != bool(settings.mail_password_file):
        raise BadSetting("JOINCARD_MAIL_USER and JOINCARD_MAIL_PASSWORD_FILE are set together, or neither.")


CHECKS = (
    known_names,
    issuer_is_a_plain_url,
    issuer_is_secure,
    no_debug,
    known_database,
    metrics_networks,
    terminator_networks,
    certificate_header,
    no_private_addresses,
    known_way,
    mail_can_go_out,
)
