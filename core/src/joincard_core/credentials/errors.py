"""What can be wrong with a presentation."""

from joincard_core.errors import JoincardError


class MalformedPresentation(JoincardError):
    """Region or number do not have the form of one; says nothing about which numbers exist."""

    code = "presentation.malformed"


class NumberTaken(JoincardError):
    """The region has issued this card number already."""

    code = "presentation.number-taken"
