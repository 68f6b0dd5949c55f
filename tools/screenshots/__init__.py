"""Pictures of the pages that the conformance suite leaves to a person: docs/conformance-pages.md."""
