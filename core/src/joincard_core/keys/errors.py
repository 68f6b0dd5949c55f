"""What can go wrong with keys."""

from joincard_core.errors import JoincardError


class KeysMissing(JoincardError):
    """The database holds no keys yet, or not those that are asked for."""

    code = "keys.missing"


class UnsafeKey(JoincardError):
    """The master key is missing, readable by others, or made for the demo."""

    code = "keys.unsafe"


class SealBroken(JoincardError):
    """A sealed value was altered, moved to another row, or sealed under another key."""

    code = "keys.seal-broken"


class KeyErased(JoincardError):
    """The person's key was destroyed: what it sealed cannot be read again."""

    code = "keys.erased"


class BadSignature(JoincardError):
    """A signed value is not ours, not of the expected kind, or was altered."""

    code = "keys.bad-signature"

    def __init__(self) -> None:
        # One sentence for every cause: which check failed is of use to a forger alone.
        super().__init__("The signature does not belong to this authority.")


class KeyUnknown(JoincardError):
    """There is no such signing key, or it is retired already."""

    code = "keys.unknown"

    def __init__(self, kid: str) -> None:
        super().__init__(f"No signing key in use has the kid {kid}. See: joincard-authority keys list")


class KeyNotAllowed(JoincardError):
    """A use has no keys of that algorithm, or has some already."""

    code = "keys.not-allowed"


class RotatedTooSoon(JoincardError):
    """The keys were replaced a moment ago: what the previous one signed still counts."""

    code = "keys.rotated-too-soon"
