"""Health: whether the server answers, with which snapshot and how old, and how much memory it uses."""

from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.sign_in import ANONYMOUS
from loaders.machine import memory
from loaders.settings import read_settings
from loaders.snapshot import built_snapshots, read_pointer


async def health(request: Request) -> JSONResponse:
    """`status`, `snapshot`, how many `problems` newer data has, `built`, `age_days`, `memory_mb`; 503 without a snapshot."""
    build = read_settings().build_folder
    now, built = await run_in_threadpool(lambda: (read_pointer(build), built_snapshots(build)))
    status = "ok" if now.snapshot and not now.refused else "last_good" if now.snapshot else "nothing"
    content: dict[str, object] = {"status": status, "snapshot": now.snapshot, "problems": len(now.refused)}
    if at := built.get(now.snapshot):
        content |= {
            "built": at.astimezone().isoformat(timespec="seconds"),
            "age_days": (datetime.now() - at).days,
        }
    if held := memory():
        content["memory_mb"] = held // 10**6
    if ANONYMOUS in request.scope:  # sign-in is set up, and nobody has signed in
        content = {"status": status}
    return JSONResponse(content, 200 if now.snapshot else 503, headers={"Cache-Control": "no-store"})


def routes(below: str = "") -> list[Route]:
    """The address of the health check, below a path."""
    return [Route(f"{below}/api/health", health)]
