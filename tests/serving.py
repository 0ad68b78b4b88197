"""The dashboard as it is served: a server of a test's own, asked past the browser."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest

from loaders.reading import Snapshot
from loaders.snapshot import snapshot_file

HOME = Path(__file__).resolve().parent.parent


@dataclass
class Server:
    """A running dashboard: where it answers, where its snapshots lie and what it prints."""

    port: int
    build: Path
    log: Path
    process: subprocess.Popen
    below: str = ""  # the path that everything stands below
    opened: dict[str, Snapshot] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}{self.below}"

    def answer(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of one answer."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        try:
            connection.request(
                "GET", self.below + path, headers={k.replace("_", "-"): v for k, v in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def health(self) -> dict:
        return json.loads(self.answer("/api/health")[2])

    def snapshot(self) -> Snapshot:
        """The snapshot on the air, read past the pages."""
        id_ = self.health()["snapshot"]
        if id_ not in self.opened:
            self.opened[id_] = Snapshot(snapshot_file(self.build, id_))
        return self.opened[id_]

    def figures(
        self, indicators: Collection[str] | None = None, places: Collection[str] | None = None
    ) -> pd.DataFrame:
        """The figures of the snapshot on the air, by their ids; None means all indicators or places."""
        return self.snapshot().observations(indicators, places).set_index("id", drop=False)

    def names(self, table: str, language: str) -> dict[str, str]:
        """id → name of the entries of a catalogue table."""
        entries = self.snapshot().table(table)
        return dict(zip(entries["id"], entries[f"name_{language}"], strict=True))

    def wait(self) -> None:
        """Until the server answers that it is well; a minute at most."""
        last = time.monotonic() + 60
        while time.monotonic() < last:
            if self.process.poll() is not None:
                break
            try:
                if self.answer("/api/health")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
        pytest.fail(f"the server did not come up:\n{self.log.read_text(encoding='utf-8')}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


@contextmanager
def running(
    build: Path,
    home: Path = HOME,
    below: str = "",
    options: Sequence[str] = (),
    log: str = "server.log",
    **environment: str,
) -> Iterator[Server]:
    """The server as a reader of README.md starts it, with a build folder of its own."""
    port = free_port()
    build.mkdir(parents=True, exist_ok=True)
    options = ["--server.port", str(port), "--server.headless", "true", *options]
    options += ["--server.baseUrlPath", below.strip("/")] if below else []
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("DUIBIAO_", "STREAMLIT_"))
    }
    with (build / log).open("a", encoding="utf-8") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *options],
            cwd=home,
            env=known | {"DUIBIAO_BUILD": str(build), "PYTHONUNBUFFERED": "1"} | environment,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    server = Server(port, build, build / log, process, below)
    try:
        server.wait()
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def carried_out(coroutine: Coroutine) -> object:
    """What a coroutine gives, on a thread of its own: where Playwright runs, the test's own thread has a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
