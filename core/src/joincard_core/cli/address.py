"""The address to serve on, tried before anything is loaded."""

import errno
import socket

import click


def address_is_free(bind: str) -> None:
    """Try the address before anything is loaded. Raises ``ClickException`` with what to do."""
    if bind.startswith(("unix:", "fd://")):
        return
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise click.ClickException(f"{bind} is not an address. Write it like 127.0.0.1:8000.")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise click.ClickException(remedy(error, host, int(port))) from None


def remedy(error: OSError, host: str, port: int) -> str:
    """What to do about an address that cannot be had."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use. Stop the program that uses it "
            f"(ss -ltnp 'sport = :{port}' names it), or choose another: --bind {host}:{port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights. Choose one above 1023: --bind {host}:8000"
    return f"{host}:{port} cannot be served on: {error.strerror}. Choose an address of this machine."
