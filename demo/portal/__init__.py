"""A provider of the demo: its site, which lets people sign in with the card, and the screen of its clerk.

It is to the authority what any stranger's is: it registers itself by an invitation, signs people in with
Authlib's client for Flask as published, and asks at the counter with the SDK. Nothing here reaches into the
authority.
"""

from demo.portal.registering import invitation, registered
from demo.portal.serving import PortalServer

__all__ = ["PortalServer", "invitation", "registered"]
