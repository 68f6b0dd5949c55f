"""A caller that says nothing more does not hold a thread for ever."""

import socket

import pytest
from joincard_core.cli.patience import limit_waiting


class TestAConnection:
    def test_ends_its_wait(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            limit_waiting(listener, 1)
            with socket.create_connection(listener.getsockname()) as caller:
                accepted, _ = listener.accept()
                accepted.setblocking(True)
                caller.sendall(b"GET")
                with accepted:
                    assert accepted.recv(10) == b"GET"
                    with pytest.raises(BlockingIOError):
                        accepted.recv(10)
