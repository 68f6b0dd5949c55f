"""The services on offer: a signed, immutable snapshot of the admitted bundles."""
