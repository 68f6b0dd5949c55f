"""The verification log: append-only entries and their signed receipts."""
