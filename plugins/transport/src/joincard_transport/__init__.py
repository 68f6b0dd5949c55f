"""The transport sector of the Join in Card."""
