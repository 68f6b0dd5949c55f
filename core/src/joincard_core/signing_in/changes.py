"""Telling a holder by e-mail what has changed in how they sign in.

Whoever changes it in the holder's place cannot keep the holder from learning of it: the change stands on the
holder's page from the same moment, and the letter goes to the address that was confirmed before.
"""

from __future__ import annotations

from joincard_core.mailing import MailNotSent, Post
from joincard_core.signing_in.letters import change_letter
from joincard_core.signing_in.ways import Ways
from joincard_core.storage import Database


def tell(database: Database, ways: Ways, person: str, what: str) -> bool:
    """Write to the holder; the change stands, and is on the holder's page, also without a letter."""
    with database.read() as tx:
        to = ways.address(tx, person)
    return write(ways.post, to, what)


def write(post: Post, to: str | None, what: str) -> bool:
    """Write to an address, if there is one; ``False`` when no letter went out."""
    if to is None:
        return False
    try:
        post.send(change_letter(to, what))
    except MailNotSent:
        return False
    return True
