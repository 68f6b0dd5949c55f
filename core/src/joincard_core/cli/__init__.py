"""``joincard-authority``: the commands of those who run the authority."""

from joincard_core.cli.group import main

__all__ = ["main"]
