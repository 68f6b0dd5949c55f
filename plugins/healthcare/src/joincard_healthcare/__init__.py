"""The healthcare sector of the Join in Card."""
