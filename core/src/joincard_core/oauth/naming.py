"""Whose request was refused: the name that it gave, for the provider's list and the operator's log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from joincard_core.oauth.client_authentication import claimed
from joincard_core.oauth.errors import OAuthError


@contextmanager
def naming(sent: Mapping[str, str]) -> Iterator[None]:
    """Let every refusal inside know whose request it claims to be."""
    try:
        yield
    except OAuthError as error:
        error.client_id = error.client_id or claimed(sent)
        raise
