"""Health: whether the server answers, and with which snapshot."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from loaders.settings import read_settings
from loaders.snapshot import read_pointer


async def health(_: Request) -> JSONResponse:
    """`{"status", "snapshot", "problems"}`; 503 where nothing is on the air."""
    now = await run_in_threadpool(lambda: read_pointer(read_settings().build_folder))
    status = "ok" if now.snapshot and not now.refused else "last_good" if now.snapshot else "nothing"
    content = {"status": status, "snapshot": now.snapshot, "problems": len(now.refused)}
    return JSONResponse(content, 200 if now.snapshot else 503, headers={"Cache-Control": "no-store"})


routes = [Route("/api/health", health)]
