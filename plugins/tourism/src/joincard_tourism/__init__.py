"""The tourism sector of the Join in Card."""
