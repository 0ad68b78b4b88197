"""Sessions: a reader's visit without a browser, over Streamlit's own websocket, and the servers that are visited.

A session says what Streamlit's client would say (the address, the widgets that were touched, the messages it still
holds) and times a rerun from the message that asks for it to the one that says the script has finished.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

HOME = Path(__file__).resolve().parent.parent
PLAIN = ("--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none")
SUCCESS = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
AT_MOST = 12  # choices that are gone through again and again
PATIENCE = 300  # seconds for one message: the first run of a page on a busy machine


@contextmanager
def server(script: Path, *asked: str, **settings: str) -> Iterator[int]:
    """`streamlit run script`, from its own folder as one would; gives its port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script.name, f"--server.port={port}", *PLAIN, *asked]
    running = subprocess.Popen(
        command,
        cwd=script.parent,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(f"http://localhost:{port}/_stcore/health")
        yield port
    finally:
        running.terminate()
        running.wait(20)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            return urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


class Session:
    """One reader on one page, who makes choices in its first select box."""

    def __init__(self, port: int, page: str = "", query: str = "", **through: object):
        """`through` are arguments for `websockets.connect`, `uri` among them, to come through a proxy."""
        self.port, self.page, self.query, self.through = port, page, query, through
        self.widgets: dict[str, WidgetState] = {}
        self.selects: dict[str, object] = {}
        self.held: set[str] = set()
        self.script, self.choices, self.count = "", None, 0

    async def open(self) -> float:
        """Come to the page; returns how long the first run took."""
        through = {"uri": f"ws://localhost:{self.port}/_stcore/stream"} | self.through
        self.socket = await websockets.connect(
            **through, subprotocols=["streamlit"], max_size=None, ping_interval=None
        )
        took = await self.rerun()
        choices = self._choices()
        self.count, self.choices = len(choices), cycle(choices)
        return took

    async def close(self) -> None:
        """Leave."""
        await self.socket.close()

    async def choose(self) -> float:
        """Make the next choice; returns the seconds until the script has finished."""
        widget = next(self.choices)
        if widget is not None:
            self.widgets[widget.id] = widget
        return await self.rerun()

    async def rerun(self) -> float:
        """Ask for a run and take everything it sends; returns the seconds."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self.query, self.script, self.page
        state.context_info.locale, state.context_info.timezone = "zh-CN", "Asia/Shanghai"
        state.context_info.url = f"http://localhost:{self.port}/{self.page}"
        state.widget_states.widgets.extend(self.widgets.values())
        state.cached_message_hashes.extend(self.held)
        message = asked.SerializeToString()
        start = time.perf_counter()
        await self.socket.send(message)
        while True:
            told = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), PATIENCE))
            kind = told.WhichOneof("type")
            if kind == "script_finished":
                if told.script_finished != SUCCESS:
                    raise RuntimeError(f"/{self.page}: the script has not finished well")
                return time.perf_counter() - start
            self._take(kind, told)

    def _take(self, kind: str, told: ForwardMsg) -> None:
        if told.metadata.cacheable:
            self.held.add(told.hash)
        if kind == "new_session":
            self.script = told.new_session.page_script_hash
        elif kind == "navigation":
            self.script = told.navigation.page_script_hash
        elif kind == "page_not_found":
            raise RuntimeError(f"/{self.page}: there is no such page")
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            element = told.delta.new_element
            shown = element.WhichOneof("type")
            if shown in ("multiselect", "selectbox") and not getattr(element, shown).disabled:
                self.selects.setdefault(getattr(element, shown).id, element)
            elif shown == "exception":
                raise RuntimeError(f"/{self.page}: {element.exception.message}")

    def _choices(self) -> list[WidgetState | None]:
        """Each option of a select box in turn, all but one in turn of a multiple one; nothing to choose: the page again."""
        for element in self.selects.values():
            shown = element.WhichOneof("type")
            select = getattr(element, shown)
            options = list(select.options)
            if len(options) < 2:
                continue
            if shown == "selectbox":
                return [WidgetState(id=select.id, string_value=option) for option in options[:AT_MOST]]
            states = []
            for left_out in options[:AT_MOST]:
                state = WidgetState(id=select.id)
                state.string_array_value.data.extend(option for option in options if option != left_out)
                states.append(state)
            return states
        return [None]
