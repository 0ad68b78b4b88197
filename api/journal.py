"""Journal: one line for every request, for monitoring the server: what was asked, and how it was answered.

Nothing in it tells who asked: no IP address, no account, nothing a reader chose or searched for.
"""

import logging
import re
import sys
import time
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# These are followed by keys with which anybody could fetch a file or a session.
KEYS = re.compile(r"(/media|/_stcore/upload_file|/oauth2callback)/.*")
LONGEST = 200  # characters of a path
LINES = logging.getLogger("duibiao").getChild("requests")


class Journal:
    """Writes `method path status milliseconds bytes`; for a socket when it ends, with SOCKET as its method."""

    def __init__(self, app: ASGIApp):
        self.app = app
        if not LINES.level:
            printing = logging.StreamHandler(sys.stdout)
            printing.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            LINES.addHandler(printing)
            LINES.setLevel(logging.INFO)
            LINES.propagate = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; write the line when it is answered or has failed."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        start, status, size = time.monotonic(), "-", 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = str(message["status"])
            elif message["type"] == "websocket.accept":
                status = "101"
            elif message["type"] == "websocket.close" and status == "-":
                status = "403"
            size += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            method = scope.get("method", "SOCKET")
            path = KEYS.sub(r"\1/…", quote(scope["path"]))[:LONGEST]
            LINES.info("%s %s %s %.0f ms %d B", method, path, status, (time.monotonic() - start) * 1000, size)
