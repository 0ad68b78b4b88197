"""The speed of the pages, as ratios to a bare page written by hand (benchmarks/bare/page.py), in one interleaved run.

    python benchmarks/pages.py [reruns] [browser] [users] [processes]

Both servers are started with `streamlit run` and stand on the same cores as whoever asks them.

- `reruns`: one session on each page and one on the bare page, over Streamlit's own websocket (sessions.py). Each page makes
  a choice, then the bare page makes one, and so on; a rerun's time is from the message that asks for it to the one that
  says the script has finished. A choice nobody has made before counts as new, any later one as repeated. Lower
  quartiles: other work on the machine disturbs the longer run more, and would flatter the ratio.
- `browser`: the same in Chromium: from the click on an option to the last change of the page.
- `processes`: as `users`, on two of our processes behind nginx and on one of them alone.
- `users`: readers on all pages in turn, each making a choice 5 s after the last was answered; more of them until the
  95th percentile passes 1 s, counted once all have come. Every choice was made once before.
"""

import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sessions import Session, server

from pages.parts.site import FIRST, PAGES
from tests.proxied import Behind, behind_nginx

HOME = Path(__file__).resolve().parent.parent
ROUNDS = 20
PAUSE = 0.1  # seconds
REPEATED, NEW, PAINTED = 0.25, 1.5, 0.55  # ratios to the bare page, at most
HELD, TWICE = 3, 1.7  # readers held: on a bare page, by two processes against one, at least
THINKING, HELD_UNDER = 5, 1  # seconds
STEPS = (40, 60, 80, 120, 150, 180, 210, 240, 280, 320, 360, 420)
STEP = 15  # seconds
# All readers of a step leave at once; what they held is let go before the next step, not amid its readers.
LEFT, PAUSE_OF_STEPS = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "2"}, 6  # seconds


def told(name: str, ours: float, bare: float, most: float) -> None:
    """One line: both numbers, their ratio and what it may be."""
    ratio = ours / bare
    verdict = "" if ratio <= most else "  MISSED"
    print(
        f"{name:32} {ours * 1000:6.0f} ms  bare {bare * 1000:6.0f} ms  {ratio:5.2f} (at most {most}){verdict}"
    )


def typical(times: list[float]) -> float:
    """The lower quartile."""
    return quantiles(times, n=4, method="inclusive")[0] if len(times) > 1 else times[0]


def address(page: str) -> str:
    """The last part of a page's address."""
    return "" if page == FIRST else page.replace("_", "-")


async def reruns(ours: int, bare: int) -> None:
    """New and repeated choices on every page, each beside one on the bare page."""
    plain = Session(bare)
    await plain.open()
    visits = {page: Session(ours, address(page)) for page in PAGES}
    new, again = ({page: [] for page in PAGES} for _ in range(2))
    beside: dict[str, list[float]] = {page: [] for page in PAGES}
    for visit in visits.values():
        await visit.open()
    for _ in range(5):
        await plain.choose()
    for page, visit in visits.items():
        new[page] = [await visit.choose() for _ in range(visit.count)]
    for _ in range(ROUNDS):
        for page, visit in visits.items():
            await asyncio.sleep(PAUSE)  # what the other server still does after its answer is not in the way
            again[page].append(await visit.choose())
            await asyncio.sleep(PAUSE)
            beside[page].append(await plain.choose())
    for visit in (plain, *visits.values()):
        await visit.close()
    for page in PAGES:
        told(f"{page}, repeated choice", typical(again[page]), typical(beside[page]), REPEATED)
    for page in PAGES:
        told(f"{page}, new choice", typical(new[page]), typical(beside[page]), NEW)


async def reader(visit: Session, since: float, until: float, waits: list[float]) -> None:
    """One reader who looks at what was shown, then makes the next choice; counted from `since`, when all have come."""
    await asyncio.sleep(random.random() * THINKING)
    await visit.open()
    while time.monotonic() < until:
        await asyncio.sleep(THINKING * (0.5 + random.random()))
        is_counted = time.monotonic() > since
        waited = await visit.choose()
        waits += [waited] if is_counted else []
    await visit.close()


async def once_through(port: int, page: str) -> None:
    """Make every choice once, so that what is measured afterwards are repeated ones."""
    visit = Session(port, page)
    await visit.open()
    for _ in range(visit.count):
        await visit.choose()
    await visit.close()


async def slowest(visit: Callable[[int], Session], readers: int) -> float:
    """The 95th percentile of what so many readers wait; `visit` gives the session of each."""
    waits: list[float] = []
    since = time.monotonic() + 2 * THINKING
    await asyncio.gather(*(reader(visit(n), since, since + STEP, waits) for n in range(readers)))
    return quantiles(waits, n=20, method="inclusive")[-1]


async def held(sides: dict[str, Callable[[int], Session]]) -> dict[str, int]:
    """More and more readers on every side until they wait too long: how many each held."""
    most, waiting = dict.fromkeys(sides, 0), dict(sides)
    for readers in STEPS:
        for side in list(waiting):
            slow = await slowest(waiting[side], readers)
            print(f"{readers:4} readers, {side}: 95th percentile {slow:.2f} s", flush=True)
            if slow < HELD_UNDER:
                most[side] = readers
            else:
                del waiting[side]
        await asyncio.sleep(PAUSE_OF_STEPS)
    return most


def on_pages(port: int, **through: object) -> Callable[[int], Session]:
    """The session of reader n, on one page after the other."""
    pages = [address(page) for page in PAGES]
    return lambda n: Session(port, pages[n % len(pages)], **through)


async def users(ours: int, bare: int) -> None:
    """More and more readers on our pages and on the bare page."""
    for page in PAGES:
        await once_through(ours, address(page))
    most = await held({"ours": on_pages(ours), "bare": lambda n: Session(bare)})
    ratio = most["ours"] / max(most["bare"], 1)
    print(f"readers held: {most['ours']}, bare {most['bare']}: {ratio:.1f} (at least {HELD})")


async def processes(behind: Behind) -> None:
    """More and more readers on two processes behind nginx, and on one of them."""
    for one in behind.servers:
        for page in PAGES:
            await once_through(one.port, address(page))

    def through(n: int) -> Session:
        kept = {"Cookie": f"duibiao_process={n:032x}"}
        told = {
            "uri": behind.socket,
            "ssl": behind.trusting,
            "origin": behind.url,
            "additional_headers": kept,
        }
        return on_pages(behind.port, **told)(n)

    most = await held({"two behind nginx": through, "one": on_pages(behind.servers[0].port)})
    ratio = most["two behind nginx"] / max(most["one"], 1)
    print(
        f"readers held: {most['two behind nginx']}, one process {most['one']}: {ratio:.1f} (at least {TWICE})"
    )


def main(asked: list[str]) -> None:
    """Start both servers, visit every page once, and measure what was asked for, all if nothing was."""
    asked = asked or ["reruns", "browser", "users", "processes"]
    with tempfile.TemporaryDirectory() as build, server(HOME / "app.py", DUIBIAO_BUILD=build, **LEFT) as ours:
        with urllib.request.urlopen(f"http://localhost:{ours}/api/health") as health:
            snapshot = Path(build) / f"{json.load(health)['snapshot']}.duckdb"
        with server(HOME / "benchmarks/bare/page.py", "--", str(snapshot)) as bare:
            if "reruns" in asked:
                asyncio.run(reruns(ours, bare))
            if "browser" in asked:
                from painting import painted  # needs Chromium

                for name, (seconds, plain) in painted(ours, bare).items():
                    told(f"{name}, choice to chart", seconds, plain, PAINTED)
            if "users" in asked:
                asyncio.run(users(ours, bare))
    if "processes" in asked:
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        with (
            tempfile.TemporaryDirectory() as folder,
            behind_nginx(nginx, Path(folder), 2 * STEPS[-1], **LEFT) as behind,
        ):
            asyncio.run(processes(behind))


if __name__ == "__main__":
    main(sys.argv[1:])
