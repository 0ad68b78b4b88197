"""Answers leave the socket at once; and the day when Streamlit or asyncio sees to that, api/nodelay.py can go."""

import asyncio
import socket

import pytest
from streamlit.web.server.starlette.starlette_server import _bind_socket

from api.nodelay import send_at_once


def waits(address: str, is_patched: bool) -> bool:
    """May what is written to an accepted connection wait in the kernel? On the socket that Streamlit listens on."""

    async def accepted() -> socket.socket:
        loop, found = asyncio.get_running_loop(), asyncio.Future()
        if is_patched:
            send_at_once(loop)

        class Connection(asyncio.Protocol):
            def connection_made(self, transport):
                found.set_result(transport.get_extra_info("socket"))

        listening = _bind_socket(address, 0, 10)
        async with await loop.create_server(Connection, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
            held = (await found).getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
        return held

    return not asyncio.run(accepted())


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_what_streamlit_accepts_is_sent_at_once(address):
    if address == "::1" and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    assert not waits(address, is_patched=True)


def test_without_us_it_would_wait_else_api_nodelay_is_no_longer_needed():
    assert waits("127.0.0.1", is_patched=False), "delete api/nodelay.py, its call in app.py and docs/adr/0009"
