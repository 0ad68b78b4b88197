"""Version 1: the addresses beside the pages, put together. An address that is published here stays."""

from __future__ import annotations

import re
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.addresses import ADDRESSES, AT
from api.explained import explained
from api.headers import language
from api.openapi import openapi
from api.parameters import LANG, read
from api.problems import Rejected, failed, not_served, rejected
from api.sending import answer, base
from findings import kept


class AllowedOrigins:
    """Lets the pages of those sites read that the settings name; of none unless they do."""

    def __init__(self, app: ASGIApp):
        self._app, self._allowing = app, None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; the settings are read with the first request."""
        if self._allowing is None:
            origins = kept.settings().api.allow_origins
            exposed = ("ETag", "Link", "Content-Disposition")
            allowing = CORSMiddleware(
                self._app, allow_origins=origins, allow_methods=["GET", "HEAD"], expose_headers=exposed
            )
            self._allowing = allowing if origins else self._app
        await self._allowing(scope, receive, send)


def describe(request: Request) -> Response:
    """openapi.json."""
    _, faults = read((LANG,), request.query_params, "")
    if faults:
        raise Rejected("parameter", 400, faults)
    content = openapi(kept.on_the_air().snapshot, AT, language(request.scope))
    return JSONResponse(content, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


def explain(request: Request) -> Response:
    """The page for people."""
    page = explained(base(request), kept.on_the_air().snapshot, language(request.scope))
    return HTMLResponse(page, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


def to_the_page(_: Request) -> Response:
    """The page has a slash at its end, so that what it links to stands below it."""
    return RedirectResponse(f"{AT}/", 308)


tables = [
    Route(path, partial(answer, address, ending, names_snapshot), methods=["GET"])
    for address in ADDRESSES
    for path, ending, names_snapshot in address.paths()
]
app = Starlette(
    routes=[Route("/", explain), Route("/openapi.json", describe), *tables],
    middleware=[Middleware(AllowedOrigins)],
    exception_handlers={Rejected: rejected, HTTPException: not_served, Exception: failed},
)
mounted = Mount(AT, app)
mounted.path_regex = re.compile(
    mounted.path_regex.pattern, re.DOTALL
)  # also what holds a line break is answered here
routes = [Route(AT, to_the_page), mounted]
