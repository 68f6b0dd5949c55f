"""How long a caller may let us wait: a thread that waits for a stranger serves nobody else.

Gunicorn's threads wait without end for the rest of a request. The limit is set on the listening socket,
from which every accepted one inherits it. A caller that drips single bytes still holds a thread; that is
for the proxy in front.
"""

import socket
import struct


def limit_waiting(listener: socket.socket, seconds: int) -> None:
    """Let every connection to ``listener`` wait for so many seconds at most, for each read and each write."""
    if listener.family in (socket.AF_INET, socket.AF_INET6):
        limit = struct.pack("@ll", seconds, 0)
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.setsockopt(socket.SOL_SOCKET, option, limit)
