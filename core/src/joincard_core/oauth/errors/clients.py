"""What is wrong with a client that staff or a provider adds or changes."""

from joincard_core.errors import JoincardError


class ClientError(JoincardError):
    """A client cannot be registered or changed as asked."""

    code = "oauth.client"


class ClientUnknown(ClientError):
    """No client has this id."""

    code = "oauth.client-unknown"

    def __init__(self, client: str) -> None:
        super().__init__(f"There is no client {client}. Add it with: joincard-authority client add.")


class ClientExists(ClientError):
    """The id is taken."""

    code = "oauth.client-exists"

    def __init__(self, client: str) -> None:
        super().__init__(f"There is a client {client} already.")


class ClientMalformed(ClientError):
    """The id, name, scopes or keys of a client have the wrong form."""

    code = "oauth.client-malformed"
