"""The card authority of the Join in Card."""
