"""Which signatures have been checked already.

A token is shown with every request for minutes, and its signature costs more to check than all that can
change about it. What is remembered is that these very bytes were signed by the key that they name; whether
that key is still trusted is asked every time.
"""

from hashlib import sha256

MOST = 4_096


class Checked:
    """The digests of tokens whose signature holds, of the last few thousand. No token is kept."""

    __slots__ = ("_digests",)

    def __init__(self) -> None:
        self._digests: dict[bytes, None] = {}

    def __contains__(self, jws: str) -> bool:
        """Whether this token, to the last character, was checked before."""
        return _digest(jws) in self._digests

    def add(self, jws: str) -> None:
        """Remember a token that was checked; the memory begins anew when it is full."""
        if len(self._digests) >= MOST:
            self._digests = {}
        self._digests[_digest(jws)] = None


def _digest(jws: str) -> bytes:
    return sha256(jws.encode("utf-8", "surrogatepass")).digest()
