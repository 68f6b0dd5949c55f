"""What changed between two bundles, in sentences that a reviewer and a holder can read."""

from joincard_sdk.comparing.bundles import compare
from joincard_sdk.comparing.difference import Difference
from joincard_sdk.comparing.services import compare_services

__all__ = ["Difference", "compare", "compare_services"]
