"""Connections of every bad kind: slow ones, ones that are cut, and pages that stay open while the server starts anew."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time

import pytest

from pages.parts.site import url_path
from tests.serving import HOME, carried_out, running

sys.path.append(str(HOME / "benchmarks"))
from sessions import Session

pytestmark = pytest.mark.slow
SLOW, CUT = 200, 30
WELL = 0.5  # seconds in which health answers, on a machine that does other things as well


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("build")) as started:
        yield started


def descriptors(server) -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def answers_well(server) -> None:
    start = time.monotonic()
    assert server.health()["status"] == "ok"
    assert time.monotonic() - start < WELL


def settled(server, most: int) -> bool:
    """Whether no more descriptors are open than so many, in the end."""
    for _ in range(150):
        if descriptors(server) <= most:
            return True
        time.sleep(0.1)
    return False


def test_slow_clients_hold_nobody_up(server, times):
    at_first = descriptors(server)
    slow = [socket.create_connection(("localhost", server.port)) for _ in range(SLOW * times)]
    try:
        for n, connection in enumerate(slow):
            connection.send(b"GET /api/v1/observations.csv HTTP/1.1\r\nHost: localhost\r\n"[: 1 + n % 60])
        answers_well(server)
    finally:
        for connection in slow:
            connection.close()
    assert settled(server, at_first + 10)


def test_readers_who_take_nothing_hold_nobody_up(server, times):
    at_first = descriptors(server)
    whole = b"GET /api/v1/observations.csv HTTP/1.1\r\nHost: localhost\r\n\r\n"
    slow = []
    try:
        for _ in range(SLOW // 4 * times):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            connection.connect(("127.0.0.1", server.port))
            connection.send(whole)
            slow.append(connection)
        quickest = WELL
        for _ in range(20):  # what they asked for is made at first
            start = time.monotonic()
            server.health()
            quickest = min(quickest, time.monotonic() - start)
        assert quickest < WELL / 5
    finally:
        for connection in slow:
            connection.close()
    assert settled(server, at_first + 10)


def test_connections_cut_in_the_middle_of_a_run_leave_the_server_well(server, times):
    async def cut() -> None:
        reader = Session(server.port, url_path("indicators"))
        opening = asyncio.create_task(reader.open())
        while not hasattr(reader, "socket"):
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.02)  # the run is under way
        reader.socket.transport.abort()
        with pytest.raises(Exception):  # noqa: B017 - whatever it was waiting for
            await opening

    async def look() -> None:
        reader = Session(server.port, url_path("indicators"))
        await reader.open()
        await reader.rerun()
        await reader.close()

    carried_out(look())
    for _ in range(CUT * times):
        carried_out(cut())
    carried_out(look())
    answers_well(server)
    assert "Traceback" not in server.log.read_text("utf-8")


def test_a_page_that_stays_open_while_the_server_starts_anew_goes_on(tmp_path):
    with running(tmp_path) as server:
        reader = Session(server.port, url_path("compare"), "lang=en&place=anyang,hengyang")
        carried_out(reader.open())
        command, snapshot = server.process.args, server.health()["snapshot"]
        server.process.kill()
        server.process.wait()
        environment = os.environ | {"DUIBIAO_BUILD": str(tmp_path)}
        with (tmp_path / "server.log").open("a") as printed:
            server.process = subprocess.Popen(
                command, cwd=HOME, env=environment, stdout=printed, stderr=subprocess.STDOUT
            )
        try:
            server.wait()
            # What Streamlit's page does: it connects again and asks for a run with all that it holds.
            again = Session(server.port, url_path("compare"), reader.query)
            again.script, again.widgets = reader.script, reader.widgets
            carried_out(again.open())
            assert again.query == reader.query and server.health()["snapshot"] == snapshot
        finally:
            server.process.terminate()
            server.process.wait(20)
    assert json.loads((tmp_path / "current.json").read_text())["snapshot"] == snapshot
