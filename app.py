"""The server: the pages, the addresses beside them and the headers of every answer. Run with `streamlit run app.py`."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

sys.path.insert(0, str(Path(__file__).resolve().parent))

from api.headers import SafeHeaders
from api.health import routes
from loaders.__main__ import main as run_loaders
from pages.parts.failure import tell_failure


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Build the snapshot before the first reader; a refused folder is printed and the last good one stays."""
    run_loaders(["build"])
    print(f"对标 Duibiao: http://localhost:{st.get_option('server.port')}")
    gc.collect()
    gc.freeze()  # Streamlit collects after every run: what the server holds for good is not looked at again
    yield


app = st.App(
    "pages/index.py",
    lifespan=lifespan,
    routes=routes,
    middleware=[Middleware(SafeHeaders)],
    on_script_error=tell_failure,
)
