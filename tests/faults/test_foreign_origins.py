"""Sockets opened by the pages of other sites: turned away at once, and nothing asks another host for anything."""

import asyncio
import socket
import time
from threading import Thread

import pytest
import websockets

from tests.serving import carried_out, running

ORIGINS = 30


@pytest.fixture
def swallowing():
    """A proxy that takes every connection and never answers: its address, and how often it was tried."""
    with socket.create_server(("localhost", 0)) as proxy:
        tried: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    tried.append(proxy.accept()[0])
                except OSError:
                    return

        Thread(target=take, daemon=True).start()
        yield f"http://localhost:{proxy.getsockname()[1]}", tried
        for connection in tried:
            connection.close()


async def refused(port: int, origin: str) -> bool:
    """Is a socket opened from that site turned away?"""
    try:
        address = f"ws://localhost:{port}/_stcore/stream"
        async with websockets.connect(address, origin=origin, subprotocols=["streamlit"], open_timeout=90):
            return False
    except websockets.InvalidStatus as answer:
        return answer.response.status_code == 403


@pytest.mark.slow
def test_thirty_foreign_origins_at_once_hold_nobody_up_and_call_nobody(tmp_path, swallowing):
    proxy, tried = swallowing
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), proxy)
    with running(tmp_path, **proxies, NO_PROXY="localhost", no_proxy="localhost") as server:

        async def measured() -> tuple[list[bool], float]:
            foreign = [
                asyncio.create_task(refused(server.port, f"http://elsewhere-{n}.example"))
                for n in range(ORIGINS)
            ]
            await asyncio.sleep(0.05)  # they are under way
            start = time.monotonic()
            await asyncio.to_thread(server.answer, "/api/health")
            waited = time.monotonic() - start
            return await asyncio.gather(*foreign), waited

        turned_away, waited = carried_out(measured())
    assert all(turned_away)
    assert waited < 0.2, waited
    assert not tried, len(tried)
