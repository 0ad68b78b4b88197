"""Headers: what every answer of the server says to the browser; and what the shell of its pages lacks: language, focus.

No site may show a page in a frame. Those that the settings name may show one chart alone, `?embed=1`: only the shell
that is asked for so says that it may be framed, and from there nothing leads to another page within the frame.
"""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from findings import kept
from words import LANGUAGES

NO_FRAME = "frame-ancestors 'none'"
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; " + NO_FRAME,
}
SHELL_LANGUAGE, HEAD_END = b'<html lang="en">', b"</head>"
# Streamlit shows the focus of the keyboard on these two kinds of control by a tint that nobody sees, or not at all.
FOCUS = b"""<style>
a[data-testid="stPageLink-NavLink"]:focus-visible, button[data-testid="stBaseButton-elementToolbar"]:focus-visible {
  outline: 2px solid currentcolor;
}
[data-testid="stElementToolbar"]:focus-within { opacity: 1; top: -2.75rem; z-index: 1; }
</style>
"""


class SafeHeaders:
    """Adds the headers to every HTTP answer; pages load nothing from another host, and say their language."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; only the start of HTTP answers and the body of pages are touched.

        A page's shell is asked for uncompressed (8 kB), so that what it lacks can be written into it.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            scope = {**scope, "headers": [h for h in scope["headers"] if h[0] != b"accept-encoding"]}
            if asked(scope, "embed") == "1":
                await RedirectResponse(as_streamlit_says(scope), headers=SAFE)(scope, receive, send)
                return
        page: list[Message] = []

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SAFE)
                if is_page(headers):
                    let_frame(headers, scope)
                    page.append(message)
                    return
            elif page:
                message = {**message, "body": completed(message.get("body", b""), language(scope))}
                await send(started(page.pop(), message["body"], message.get("more_body", False)))
            await send(message)

        await self.app(scope, receive, with_headers)


def is_page(headers: MutableHeaders) -> bool:
    """The shell of a page, as text."""
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


def let_frame(headers: MutableHeaders, scope: Scope) -> None:
    """The sites that the settings name may show one chart alone in a frame."""
    sites = kept.settings().embed.allow_origins
    if sites and asked(scope, "embed") == "true":
        del headers["X-Frame-Options"]
        policy = headers["Content-Security-Policy"]
        headers["Content-Security-Policy"] = policy.replace(NO_FRAME, f"frame-ancestors {' '.join(sites)}")


def completed(body: bytes, code: str) -> bytes:
    """The shell with the language of its text, which screen readers and hyphenation go by, and a focus that is seen."""
    told = f'<html lang="{LANGUAGES[code].replace("_", "-")}">'.encode()
    return body.replace(SHELL_LANGUAGE, told, 1).replace(HEAD_END, FOCUS + HEAD_END, 1)


def started(message: Message, body: bytes, more: bool) -> Message:
    """The start of a page's answer: its length has changed, and its tag is the shell's, not the page's."""
    headers = MutableHeaders(scope=message)
    for name in ("content-length", "etag", "last-modified"):
        del headers[name]
    if not more:
        headers["content-length"] = str(len(body))
    headers.add_vary_header("Accept-Language")
    return message


def language(scope: Scope) -> str:
    """The address decides, else the browser, else the setting: as on the pages."""
    told = asked(scope, "lang")
    if told in LANGUAGES:
        return told
    browser = Headers(scope=scope).get("accept-language", "")[:2].lower()
    return browser if browser in LANGUAGES else kept.settings().language


def asked(scope: Scope, name: str) -> str:
    """The value of a parameter of the address, or nothing."""
    return parse_qs(scope["query_string"].decode("latin-1")).get(name, [""])[0]


def as_streamlit_says(scope: Scope) -> str:
    """The address of one chart alone in Streamlit's words, which leave out its own bar and margins: `embed=true`."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return "?" + urlencode([(n, "true" if n == "embed" else value) for n, value in pairs], safe=",")
