"""The server: the pages, the addresses beside them and the headers of every response. Run with `streamlit run app.py`."""

import asyncio
import gc
import logging
import sys
import traceback
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime

sys.path.insert(0, str(Path(__file__).resolve().parent))

from api import health, moved, v1
from api.door import Door
from api.headers import SafeHeaders
from api.journal import Journal
from api.nodelay import send_at_once
from api.sign_in import SignIn
from loaders.__main__ import main as run_loaders
from pages.parts import account, selection, site

CHECKS = 6  # for expired sessions, per TTL of a session
LOG = logging.getLogger("duibiao")


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


async def let_go() -> None:
    """Periodically shut down expired sessions, and delete files that no session offers any longer.

    Streamlit keeps a session whose connection dropped for `disconnectedSessionTTL` seconds, but checks for expired ones
    only when the next connection drops. Until then the last 128 keep their state, three descriptors each, and the files
    they offered, at addresses that anybody may request.
    """
    pause = max(1, st.get_option("server.disconnectedSessionTTL") / CHECKS)
    while True:
        await asyncio.sleep(pause)
        running = runtime.get_instance()
        # Private API of the pinned Streamlit (MemorySessionStorage); tests/faults/test_sessions.py fails if it changes.
        if shut_down(running._session_mgr._session_storage._cache.expire()):
            gc.collect()  # which is rare otherwise, see above
        # A file is first marked and only deleted the next time: somebody may be about to fetch it.
        running.media_file_mgr.remove_orphaned_files()


def shut_down(expired: list) -> int:
    """Shut down the sessions of a list of (id, session), and hold none of them; returns how many there were."""
    for id_, over in expired:
        try:
            over.session.shutdown()
        except Exception:
            LOG.exception("session %s", id_)
    return len(expired)


def tell_failure(error: Exception) -> bool:
    """Show that a page failed in a plain sentence with an id; the log has the rest, under the same id."""
    id_ = uuid.uuid4().hex[:8]
    LOG.error("failure %s", id_, exc_info=error)
    st.error(selection.text()("failure.page", id=id_))
    return True


# Streamlit puts its own addresses below this path, but not those that are added to it.
BELOW = "/" + st.get_option("server.baseUrlPath").strip("/") if st.get_option("server.baseUrlPath") else ""
app = st.App(
    "pages/index.py",
    lifespan=lifespan,
    routes=[*health.routes(BELOW), *v1.routes(BELOW), *moved.routes(map(site.url_path, site.PAGES), BELOW)],
    middleware=[
        Middleware(Journal),
        Middleware(SafeHeaders),
        Middleware(Door),
        Middleware(SignIn, BELOW, account.providers, account.of_cookies, account.way_in),
    ],
    on_script_error=tell_failure,
)
