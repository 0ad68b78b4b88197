"""Moved: addresses of the first version redirect to the page that now answers them, unknown ones to the first page."""

import re
from collections.abc import Iterable
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

# Old address → new one, the parameters it needs, and the new names of old parameters.
MOVED: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "/overview": ("./", {}, {}),
    "/city": ("./", {}, {"place": "city"}),
    "/measures": ("./reforms", {"only": "all"}, {}),
    "/tasks": ("./reforms", {"part": "tasks"}, {"place": "city"}),
    "/rectification": ("./compare", {"topic": "rectification"}, {}),
    "/checks": ("./indicators", {"part": "checks"}, {}),
    "/sources": ("./indicators", {"part": "figures"}, {}),
}


def lead(old: str, request: Request) -> Response:
    """Redirect, with the parameters of the old address."""
    new, given, names = MOVED[old]
    asked = {names.get(name, name): value for name, value in request.query_params.items()}
    query = urlencode(given | asked, safe=",")
    return RedirectResponse(f"{new}?{query}" if query else new, 308)


def lead_home(request: Request) -> Response:
    """Redirect to the first page, which says that there is no such page."""
    query = urlencode([("page", request.path_params["name"]), *request.query_params.items()], safe=",")
    return RedirectResponse(f"./?{query}", 307)


def with_slash(request: Request) -> Response:
    """Redirect to the same address with a slash at its end, so that the page's relative links stay below it."""
    return RedirectResponse(f"{request.url.path}/{'?' if request.url.query else ''}{request.url.query}", 308)


def routes(pages: Iterable[str], below: str = "") -> list[Route]:
    """The redirects from old and from unknown addresses; `pages` are the addresses of the existing pages."""
    moved = [Route(below + old, partial(lead, old)) for old in MOVED]
    first = [Route(below, with_slash)] if below else []
    unknown = Route(f"{below}/{{name}}", lead_home)
    # `oauth2callback`, to which a provider sends readers back, is Streamlit's.
    known = "|".join([*pages, "oauth2callback"])
    unknown.path_regex = re.compile(rf"^{re.escape(below)}/(?P<name>(?!(?:{known})$)[a-z0-9][a-z0-9_-]*)$")
    return [*first, *moved, unknown]
