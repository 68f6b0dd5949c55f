"""One numbered file per revision."""
