"""The story of a release: an approval reaches the catalogue."""

from joincard_core.publication.admission import Admission, Admitted
from joincard_core.publication.renewal import revoke_snapshot_key

__all__ = ["Admission", "Admitted", "revoke_snapshot_key"]
