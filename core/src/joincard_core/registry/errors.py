"""What the registry refuses."""

from joincard_core.errors import JoincardError


class RegistryError(JoincardError):
    """The registry was asked for something that it does not do."""

    code = "registry.error"


class ProviderUnknown(RegistryError):
    """No provider has this id."""

    code = "provider.unknown"

    def __init__(self, provider: str) -> None:
        super().__init__(f"There is no provider {provider}. Add it with: joincard-authority provider add.")


class ProviderExists(RegistryError):
    """The id is taken."""

    code = "provider.exists"

    def __init__(self, provider: str) -> None:
        super().__init__(f"There is a provider {provider} already.")


class ProviderMalformed(RegistryError):
    """The id or name of a provider has the wrong form."""

    code = "provider.malformed"


class AccreditationMalformed(RegistryError):
    """The scope, city or dates of an accreditation have the wrong form."""

    code = "accreditation.malformed"


class PublisherUnknown(RegistryError):
    """No publisher of this name is registered, so nothing of theirs can be admitted."""

    code = "publisher.unknown"

    def __init__(self, publisher: str) -> None:
        super().__init__(
            f"There is no publisher {publisher}. Register its key: joincard-authority bundle publisher."
        )


class PublisherKeyRefused(RegistryError):
    """A publisher's key is not a public ES256 key, or stands for another publisher already."""

    code = "publisher.bad-key"


class BundleRefused(RegistryError):
    """A bundle is not admitted; the active catalogue stays as it is."""

    code = "bundle.refused"


class BundleUnsigned(BundleRefused):
    """No signature of the publisher's registered keys fits the bundle."""

    code = "bundle.bad-signature"


class BundleMalformed(BundleRefused):
    """The bundle cannot be read, or breaks the contract."""

    code = "bundle.malformed"


class BundleOlder(BundleRefused):
    """The version is lower than the active one, or equal to it with other content."""

    code = "bundle.older"


class BundleOverlaps(BundleRefused):
    """Another active plugin registers one of its services."""

    code = "bundle.overlaps"
