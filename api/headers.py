"""Headers: security headers for every response; the language and a visible focus for the HTML shell of Streamlit's pages.

No site may show a page in a frame.
"""

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from findings import kept
from words import LANGUAGES

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-ancestors 'none'",
}
SHELL_LANGUAGE, HEAD_END = b'<html lang="en">', b"</head>"
# Streamlit marks keyboard focus on two kinds of control by an invisible tint, or not at all; its own header holds an English
# menu; and it prints only the first screen of a page.
LOOK = b"""<style>
a[data-testid="stPageLink-NavLink"]:focus-visible, button[data-testid="stBaseButton-elementToolbar"]:focus-visible {
  outline: 2px solid currentcolor;
}
[data-testid="stElementToolbar"]:focus-within { opacity: 1; top: -2.75rem; z-index: 1; }
header[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] {
  max-width: 84rem !important; margin-inline: auto; padding: 1rem clamp(0.75rem, 2vw, 2rem) 2rem !important;
}
@media print {
  [data-testid="stMain"], [data-testid="stApp"], [data-testid="stAppViewContainer"] {
    position: static; overflow: visible; height: auto;
  }
  [data-testid="stMainBlockContainer"] { max-width: none !important; padding: 0 !important; }
  [data-testid="stExpander"], [data-testid="stPopover"], [data-testid="stSelectbox"], [data-testid="stMultiSelect"],
  [data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stPageLink"] { display: none; }
}
</style>
"""


class SafeHeaders:
    """Adds the headers to every HTTP response: pages load nothing from another host, and state their language."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, changing only the start of HTTP responses and the body of pages.

        A page's shell (8 kB) is requested uncompressed, so that what it lacks can be written into it.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            scope = {**scope, "headers": [h for h in scope["headers"] if h[0] != b"accept-encoding"]}
        page: list[Message] = []

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SAFE)
                is_html = headers.get("content-type", "").startswith("text/html")
                if is_html and "content-encoding" not in headers:
                    page.append(message)
                    return
            elif page:
                message = {**message, "body": completed(message.get("body", b""), reader_language(scope))}
                await send(started(page.pop(), message["body"], message.get("more_body", False)))
            await send(message)

        await self.app(scope, receive, with_headers)


def completed(body: bytes, code: str) -> bytes:
    """The shell with the language of its text, for screen readers and hyphenation, and a visible focus.

    Browsers are told not to translate it: old sentences would stay beside new figures, and it has both languages itself.
    """
    told = f'<html lang="{LANGUAGES[code].replace("_", "-")}" translate="no" class="notranslate">'.encode()
    return body.replace(SHELL_LANGUAGE, told, 1).replace(HEAD_END, LOOK + HEAD_END, 1)


def started(message: Message, body: bytes, more: bool) -> Message:
    """The start of a page's response: its length has changed, and its tag is the shell's, not the page's."""
    headers = MutableHeaders(scope=message)
    for name in ("content-length", "etag", "last-modified"):
        del headers[name]
    if not more:
        headers["content-length"] = str(len(body))
    headers.add_vary_header("Accept-Language")
    return message


def reader_language(scope: Scope) -> str:
    """The reader's language: from the address, else the browser, else the settings, as on the pages."""
    told = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    if told in LANGUAGES:
        return told
    browser = Headers(scope=scope).get("accept-language", "")[:2].lower()
    return browser if browser in LANGUAGES else kept.settings().language
