"""A request to one of the OAuth endpoints, as it arrived (RFC 6749 section 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from joincard_core.oauth import form
from joincard_core.oauth.client_certificate import ClientCertificate
from joincard_core.oauth.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class FormRequest:
    """``endpoint`` is the path asked for, ``address`` where it came from; absent headers are empty.

    ``certificate`` is what the client showed to a TLS terminator that we trust (RFC 8705).
    """

    endpoint: str
    content_type: str
    body: bytes = field(repr=False)
    address: str
    dpop: str = field(default="", repr=False)
    authorization: str = field(default="", repr=False)
    query: str = field(default="", repr=False)
    certificate: ClientCertificate | None = None
    accept: str = ""

    def parameters(self) -> Mapping[str, str]:
        """The parameters of the body. Raises ``InvalidRequest``.

        Parameters in the address are refused, so that no assertion ends up in a log of addresses.
        """
        if self.query:
            raise InvalidRequest("Parameters belong into the body, not into the address.")
        return form.parameters(self.content_type, self.body)
