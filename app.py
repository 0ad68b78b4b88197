"""The server: the pages, the addresses beside them and the headers of every answer. Run with `streamlit run app.py`."""

import gc
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

sys.path.insert(0, str(Path(__file__).resolve().parent))

from api import health, v1
from api.headers import SafeHeaders
from loaders.__main__ import main as run_loaders
from pages.parts.failure import tell_failure


def send_at_once() -> None:
    """Answers do not wait in the kernel: asyncio does not see that Streamlit's own socket is TCP, and each run took 40 ms more.

    What is accepted from a listening socket takes over its setting.
    """
    for held in gc.get_objects():
        if isinstance(held, socket.socket) and held.family in (socket.AF_INET, socket.AF_INET6):
            held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Build the snapshot before the first reader; a refused folder is printed and the last good one stays."""
    run_loaders(["build"])
    print(f"对标 Duibiao: http://localhost:{st.get_option('server.port')}")
    send_at_once()
    gc.collect()
    gc.freeze()  # Streamlit collects after every run: what the server holds for good is not looked at again
    yield


app = st.App(
    "pages/index.py",
    lifespan=lifespan,
    routes=[*health.routes, *v1.routes],
    middleware=[Middleware(SafeHeaders)],
    on_script_error=tell_failure,
)
