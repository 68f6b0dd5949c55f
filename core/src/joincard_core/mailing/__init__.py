"""Letters to holders by e-mail: to a mail server, into a folder for the demo, or to nobody."""

from joincard_core.mailing.choosing import post_of
from joincard_core.mailing.errors import MailingError, MailNotSent
from joincard_core.mailing.folder import FolderPost
from joincard_core.mailing.letter import Letter, NoPost, Post
from joincard_core.mailing.server import SmtpPost

__all__ = ["FolderPost", "Letter", "MailNotSent", "MailingError", "NoPost", "Post", "SmtpPost", "post_of"]
