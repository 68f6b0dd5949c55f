"""The government sector of the Join in Card."""
