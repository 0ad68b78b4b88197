"""Door: a request comes in only under a name of this server, and a socket only from a page of this server.

Streamlit, in the event loop, asks another host for this machine's address before it refuses a socket opened by a page
of another site; here such a socket is refused first.
"""

import re
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.headers import reader_language
from findings import kept
from words import wording

HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?")
NOT_FROM_HERE = {"type": "websocket.close", "code": 1008}


class Door:
    """Passes on requests that name this server, directly or by a trusted proxy; refuses others with 400, sockets with 403."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may come in, under the host name the reader used."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = as_the_reader_sent_it(scope)
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        is_socket = scope["type"] == "websocket"
        if not is_own(host, scope):
            text = wording(reader_language(scope))("door.other_host")
            refusal = PlainTextResponse(text, 400, headers={"Cache-Control": "no-store"})
            await (send(NOT_FROM_HERE) if is_socket else refusal(scope, receive, send))
        elif is_socket and origin is not None and origin.partition("://")[2] != host:
            await send(NOT_FROM_HERE)
        else:
            await self.app(scope, receive, send)


def as_the_reader_sent_it(scope: Scope) -> Scope:
    """The request with the host its reader asked for, if a trusted proxy says so.

    uvicorn trusts this machine, or what FORWARDED_ALLOW_IPS names: it then takes scheme and reader from the proxy's
    X-Forwarded-Proto and X-Forwarded-For, and gives a reader known only from there port 0.
    """
    told = Headers(scope=scope).get("x-forwarded-host", "").partition(",")[0].strip()
    _, port = scope.get("client") or ("", None)
    if not told or port != 0:
        return scope
    others = [header for header in scope["headers"] if header[0] != b"host"]
    return {**scope, "headers": [*others, (b"host", told.encode("latin-1"))]}


def is_own(host: str, scope: Scope) -> bool:
    """Is it a name of this server, or the address of this machine at which the request arrived?"""
    named = HOST.fullmatch(host.lower())
    if not named:
        return False
    name = named[1].strip("[].")
    return name in kept.settings().server.names or name == _arrived_at(scope)


def _arrived_at(scope: Scope) -> str:
    at, _ = scope.get("server") or ("", None)
    try:
        address = ip_address(at)
    except ValueError:  # a Unix socket
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
