"""Ended: what sessions held that have ended is let go, whether others follow or not.

Streamlit keeps a session whose connection dropped for `disconnectedSessionTTL` seconds, and looks which of them are over
when the next connection drops. Until then the last 128 keep their state, three descriptors each, and the files that they
offered, at addresses that anybody may ask.
"""

from __future__ import annotations

import asyncio
import logging

import streamlit as st
from streamlit import runtime

OFTEN = 6  # times in the seconds that a session is kept


async def let_go() -> None:
    """Look again and again for sessions that are over; end them, and delete what no session offers any longer."""
    pause = max(1, st.get_option("server.disconnectedSessionTTL") / OFTEN)
    while True:
        await asyncio.sleep(pause)
        running = runtime.get_instance()
        # As MemorySessionStorage of the pinned Streamlit has it; tests/faults/test_sessions.py tells whether it still does.
        for id_, over in running._session_mgr._session_storage._cache.expire():
            try:
                over.session.shutdown()
            except Exception:
                logging.getLogger("duibiao").exception("session %s", id_)
        # A file is marked at first and deleted the next time: somebody may be about to fetch it.
        running.media_file_mgr.remove_orphaned_files()
