"""A holder's data, told to a system that the holder lets know: the claims of userinfo, each release noted."""

from joincard_core.telling.service import Asker, Release, Telling

__all__ = ["Asker", "Release", "Telling"]
