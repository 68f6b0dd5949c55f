"""The story of a release: an approval reaches the catalogue."""

from joincard_core.publication.admission import Admission, Admitted

__all__ = ["Admission", "Admitted"]
