"""Ended: releases what ended sessions held, whether or not other sessions follow.

Streamlit keeps a session whose connection dropped for `disconnectedSessionTTL` seconds, but checks for expired ones only
when the next connection drops. Until then the last 128 keep their state, three descriptors each, and the files they
offered, at addresses that anybody may request.
"""

import asyncio
import gc
import logging

import streamlit as st
from streamlit import runtime

OFTEN = 6  # checks per TTL of a session


async def let_go() -> None:
    """Periodically shut down expired sessions, and delete files that no session offers any longer."""
    pause = max(1, st.get_option("server.disconnectedSessionTTL") / OFTEN)
    while True:
        await asyncio.sleep(pause)
        running = runtime.get_instance()
        # Private API of the pinned Streamlit (MemorySessionStorage); tests/faults/test_sessions.py fails if it changes.
        if _shut_down(running._session_mgr._session_storage._cache.expire()):
            gc.collect()  # app.py has made it rare otherwise
        # A file is first marked and only deleted the next time: somebody may be about to fetch it.
        running.media_file_mgr.remove_orphaned_files()


def _shut_down(expired: list) -> int:
    """Shut down the sessions of a list of (id, session); returns how many there were."""
    for id_, over in expired:
        try:
            over.session.shutdown()
        except Exception:
            logging.getLogger("duibiao").exception("session %s", id_)
    return len(expired)
