"""The finance sector of the Join in Card."""
