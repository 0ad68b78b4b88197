"""Version 1: the addresses beside the pages, put together. An address once published here stays."""

import re
from functools import partial

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from api.addresses import ADDRESSES, AT
from api.explained import explained
from api.headers import reader_language
from api.moved import with_slash
from api.openapi import openapi
from api.problems import Rejected, answer_failure, answer_rejected, answer_unserved
from api.sending import base, given, respond
from findings import kept
from findings.requests import LANG, check

HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}


def for_other_sites(app: ASGIApp) -> ASGIApp:
    """Lets pages of the sites named in the settings, as they are at the first request, read the addresses; none by default."""
    if not (origins := kept.settings().api.allow_origins):
        return app
    exposed = ("ETag", "Link", "Content-Disposition")
    return CORSMiddleware(app, allow_origins=origins, allow_methods=["GET", "HEAD"], expose_headers=exposed)


def openapi_document(request: Request) -> Response:
    """The response for openapi.json."""
    _, faults = check((LANG,), given(request), "")
    if faults:
        raise Rejected("parameter", faults)
    document = openapi(kept.on_the_air().snapshot, request.scope["root_path"], reader_language(request.scope))
    return JSONResponse(document, headers=HEADERS)


def explanation(request: Request) -> Response:
    """The page that explains the addresses to people."""
    at, now = request.scope["root_path"], kept.on_the_air().snapshot
    page = explained(at, base(request), now, reader_language(request.scope))
    return HTMLResponse(page, headers=HEADERS)


app = FastAPI(
    openapi_url=None,  # FastAPI's own description does not follow the reader's language; its own pages load from another host
    telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    middleware=[Middleware(for_other_sites)],
    exception_handlers={Rejected: answer_rejected, HTTPException: answer_unserved, Exception: answer_failure},
)
ENDPOINTS = {"/": explanation, "/openapi.json": openapi_document} | {
    path: partial(respond, address, *of_path) for address in ADDRESSES for path, *of_path in address.paths()
}
for path, endpoint in ENDPOINTS.items():
    app.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)


def routes(below: str = "") -> list[Route | Mount]:
    """The addresses, below a path."""
    mounted = Mount(below + AT, app)
    # Paths with a line break are answered here too.
    mounted.path_regex = re.compile(mounted.path_regex.pattern, re.DOTALL)
    return [Route(below + AT, with_slash), mounted]
