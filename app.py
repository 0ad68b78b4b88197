"""The server: the pages, the addresses beside them and the headers of every response. Run with `streamlit run app.py`."""

import asyncio
import gc
import sys
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

sys.path.insert(0, str(Path(__file__).resolve().parent))

from api import health, moved, v1
from api.door import Door
from api.headers import SafeHeaders
from api.journal import Journal
from api.nodelay import send_at_once
from api.sign_in import SignIn
from loaders.__main__ import main as run_loaders
from pages.parts import account, site
from pages.parts.ended import let_go
from pages.parts.failure import tell_failure


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Build the snapshot before the first reader; where the folder is refused, say why and keep the last good one."""
    if lacking := account.lacking():
        raise RuntimeError(lacking)
    try:
        run_loaders(["build"])
    except Exception:  # a fault in the program: the last good snapshot stays on the air all the same
        traceback.print_exc()
    print(f"对标 Duibiao: http://localhost:{st.get_option('server.port')}{BELOW}")
    send_at_once(asyncio.get_running_loop())
    gc.collect()
    gc.freeze()  # what the server holds for good need not be gone over again
    # A collection of everything halts every reader for up to half a second: `let_go` does it where sessions have ended.
    gc.set_threshold(700, 10, 1000)
    letting_go = asyncio.create_task(let_go())
    yield
    letting_go.cancel()


# Streamlit puts its own addresses below this path, but not those that are added to it.
BELOW = "/" + st.get_option("server.baseUrlPath").strip("/") if st.get_option("server.baseUrlPath") else ""
app = st.App(
    "pages/index.py",
    lifespan=lifespan,
    routes=[
        *health.routes(BELOW),
        *v1.routes(BELOW),
        *moved.routes(map(site.url_path, site.PAGES), BELOW),
    ],
    middleware=[
        Middleware(Journal),
        Middleware(SafeHeaders),
        Middleware(Door),
        Middleware(SignIn, BELOW, account.providers, account.of_cookies, account.way_in),
    ],
    on_script_error=tell_failure,
)
