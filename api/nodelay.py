"""Nodelay: responses leave the socket at once instead of waiting in the kernel for an acknowledgement (40 ms a rerun).

asyncio sets TCP_NODELAY on sockets whose protocol is given; Streamlit passes it a listening socket without one.
Accepted connections inherit the setting of the listening socket. docs/adr/0009 says what was tried instead.
"""

import asyncio
import socket
from contextlib import suppress


def send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Set TCP_NODELAY on every TCP socket that this loop is given to listen on from now on."""
    create_server = loop.create_server

    async def with_nodelay(*given: object, sock: socket.socket | None = None, **named: object) -> object:
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await create_server(*given, sock=sock, **named)

    # A loop other than Python's own sets the option itself, and does not let its methods be replaced.
    with suppress(AttributeError):
        loop.create_server = with_nodelay
