"""Sessions that have ended leave nothing: no descriptors, no memory that grows, no file that anybody could still ask for."""

import asyncio
import os
import sys
import time
from itertools import cycle, islice

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.parts.site import url_path
from tests.serving import HOME, carried_out, running

sys.path.append(str(HOME / "benchmarks"))
from sessions import Session

KEPT = 2  # seconds that a session is kept after its connection has dropped
GONE = KEPT + 5  # and seconds after which nothing of it may be left
SESSIONS, AT_ONCE = 24, 8
CHEAP = ("indicators", "approval_times", "methods")  # pages whose first run does not take long
MORE_DESCRIPTORS, MORE_MEMORY = 10, 40e6  # bytes


class Taker(Session):
    """A reader who takes files."""

    offers: dict[str, str]  # label → id

    def _take(self, kind, told):
        if kind == "new_session":
            self.id, self.offers = told.new_session.initialize.session_id, {}
        if kind == "delta" and told.delta.new_element.WhichOneof("type") == "download_button":
            button = told.delta.new_element.download_button
            self.offers[button.label] = button.deferred_file_id
        super()._take(kind, told)

    async def file(self, id_: str) -> str:
        """Press a button; returns the address of the file."""
        asked = BackMsg()
        request = asked.backend_operation_request
        request.request_id, request.session_id, request.deferred_file.file_id = "1", self.id, id_
        await self.socket.send(asked.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 60))
            if told.WhichOneof("type") == "backend_operation_response":
                return told.backend_operation_response.deferred_file.url


def descriptors(server) -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def memory(server) -> int:
    with open(f"/proc/{server.process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def visit(port: int, page: str) -> None:
    """One session: it opens a page, looks again, and is gone."""
    reader = Session(port, url_path(page))
    await reader.open()
    await reader.rerun()
    await reader.close()


async def visits(port: int, n: int) -> None:
    left = islice(cycle(CHEAP), n)
    while pages := list(islice(left, AT_ONCE)):
        await asyncio.gather(*(visit(port, page) for page in pages))


@pytest.fixture
def server(tmp_path):
    with running(tmp_path, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL=str(KEPT)) as started:
        yield started


@pytest.mark.slow
def test_what_ended_sessions_held_is_let_go(server, times):
    carried_out(visits(server.port, len(CHEAP)))
    time.sleep(GONE)
    at_first = descriptors(server)
    measured = []
    for _ in range(2):
        carried_out(visits(server.port, SESSIONS * times))
        time.sleep(GONE)
        measured.append((descriptors(server), memory(server)))
        print(f"{SESSIONS * times} sessions: {measured[-1]}, at first {at_first}", flush=True)
    assert max(n for n, _ in measured) <= at_first + MORE_DESCRIPTORS, measured
    assert measured[1][1] <= measured[0][1] + MORE_MEMORY, measured


@pytest.mark.slow
def test_files_that_a_session_offered_end_with_it(server):
    async def take() -> list[str]:
        reader = Taker(server.port, url_path("indicators"), "lang=en")
        await reader.open()
        links = [await reader.file(id_) for id_ in reader.offers.values()]
        assert links and all(link.startswith("/media/") for link in links)
        assert [server.answer(link)[0] for link in links] == [200] * len(links)
        await reader.close()
        return links

    links = carried_out(take())
    time.sleep(GONE)
    assert [server.answer(link)[0] for link in links] == [404] * len(links)
