"""Sign-in: where it is set up, only readers on the list are answered; enforced here, before any page or file.

A reader sends the cookies set by Streamlit's sign-in, a program the provider's token (Authorization: Bearer …).
"""

import time
from collections.abc import Callable, Mapping
from threading import Lock
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.door import NOT_FROM_HERE
from api.headers import reader_language
from findings import kept
from words import wording

Claims = dict[str, object]
# Signing in and out, and health checks: open to everybody.
OPEN = ("/auth/login", "/auth/logout", "/oauth2callback", "/_stcore/health", "/api/health")
ANONYMOUS = "anonymous"  # in the scope of a request that is answered without a sign-in
BACK, BACK_FOR = "duibiao_back", 600  # the cookie with the page to return to, and its lifetime in seconds
# Asymmetric ones only: made with keys that the provider alone holds.
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
PATIENCE, FRESH = 5, 60  # seconds: to wait for a provider's keys, and before they are fetched again


class SignIn:
    """Passes on requests of readers on the list; redirects pages to the provider, and refuses all else."""

    def __init__(
        self,
        app: ASGIApp,
        below: str,
        providers: Callable[[], dict[str, Claims]],
        of_cookies: Callable[[Mapping[str, str]], Claims],
        way_in: Callable[[], str],
    ):
        self.app, self.below = app, below
        self.providers, self.of_cookies, self.way_in = providers, of_cookies, way_in
        self.keys: dict[str, Keys] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on if there is no sign-in, else only what is allowed."""
        if scope["type"] not in ("http", "websocket") or not self.providers():
            await self.app(scope, receive, send)
            return
        asking = HTTPConnection(scope)
        claims = await self._claims(asking)
        if self._may_read(claims):
            await self._let_in(asking, receive, send)
        elif scope["path"].removeprefix(self.below) in OPEN:
            await self.app({**scope, ANONYMOUS: True}, receive, send)
        elif scope["type"] == "websocket":
            await send(NOT_FROM_HERE)
        else:
            await self._refusal(asking, is_known=bool(claims))(scope, receive, send)

    async def _claims(self, asking: HTTPConnection) -> Claims:
        kind, _, token = asking.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return await run_in_threadpool(self._of_token, token.strip())
        return self.of_cookies(asking.cookies)

    def _of_token(self, token: str) -> Claims:
        for name, provider in self.providers().items():
            keys = self.keys.setdefault(name, Keys(str(provider["server_metadata_url"])))
            if claims := keys.claims(token):
                return claims
        return {}

    def _may_read(self, claims: Claims) -> bool:
        """Are the claims meant for this dashboard, and about somebody on the list?"""
        audience = claims.get("aud", [])
        audience = {audience} if isinstance(audience, str) else {*audience}
        own = {provider["client_id"] for provider in self.providers().values()}
        address = str(claims.get("email", "")).lower()
        listed = {one.lower() for one in kept.settings().sign_in.allow}
        is_listed = "@" in address and bool({address, f"@{address.rpartition('@')[2]}"} & listed)
        return bool(audience & own) and is_listed and claims.get("email_verified", True) is True

    async def _let_in(self, asking: HTTPConnection, receive: Receive, send: Send) -> None:
        scope = asking.scope
        back = unquote(asking.cookies.get(BACK, ""))
        if back and scope["type"] == "http" and scope["path"] == f"{self.below}/":
            is_own = back.startswith(f"{self.below}/") and not back.startswith(("//", "/\\"))
            leading = RedirectResponse(back if is_own else f"{self.below}/", 302)
            leading.delete_cookie(BACK, self.below or "/")
            await leading(scope, receive, send)
            return

        async def receive_while_signed_in() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not self._may_read(await self._claims(asking)):
                return {"type": "websocket.disconnect", "code": 1008}
            return message

        async def send_to_this_reader(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # A cache on the way would answer people who are not on the list.
                whose = headers.get("Cache-Control", "private")
                headers["Cache-Control"] = whose.replace("public", "private")
            await send(message)

        if scope["type"] == "websocket":
            await self.app(scope, receive_while_signed_in, send)
        else:
            await self.app(scope, receive, send_to_this_reader)

    def _refusal(self, asking: HTTPConnection, is_known: bool) -> Response:
        text = wording(reader_language(asking.scope))
        unkept = {"Cache-Control": "no-store"}
        if is_known:
            told = text("sign_in.not_listed", way_out=f"{self.below}/auth/logout")
            return PlainTextResponse(told, 403, headers=unkept)
        if asking.scope["method"] != "GET" or "text/html" not in asking.headers.get("accept", ""):
            known_by = {"WWW-Authenticate": "Bearer"}
            return PlainTextResponse(text("sign_in.unknown"), 401, headers=unkept | known_by)
        leading = RedirectResponse(self.below + self.way_in(), 302, headers=unkept)
        back = asking.url.path + (f"?{asking.url.query}" if asking.url.query else "")
        look = {"path": self.below or "/", "httponly": True, "samesite": "lax"}
        leading.set_cookie(BACK, quote(back, safe=""), max_age=BACK_FOR, **look)
        return leading


class Keys:
    """The keys with which one provider signs its tokens; fetched when a token needs them, at most once a minute."""

    def __init__(self, metadata_url: str):
        self.metadata_url, self.lock = metadata_url, Lock()
        self.issuer, self.keys, self.asked = "", None, float("-inf")

    def claims(self, token: str) -> Claims:
        """The claims of a token; empty if it is not this provider's or has expired."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        for _ in range(2):  # again with new keys: providers rotate theirs
            try:
                if self.keys is not None:
                    told = jwt.decode(token, self.keys, algorithms=SIGNATURES).claims
                    rules = {"exp": {"essential": True}, "iss": {"essential": True, "value": self.issuer}}
                    jwt.JWTClaimsRegistry(**rules).validate(told)
                    return told
            except (JoseError, ValueError):
                pass
            if not self._ask():
                return {}
        return {}

    def _ask(self) -> bool:
        """Fetch the keys, unless that was done a moment ago; True if they were fetched."""
        import httpx
        from joserfc.jwk import KeySet

        with self.lock:
            if time.monotonic() - self.asked < FRESH:
                return False
            self.asked = time.monotonic()
            try:
                told = httpx.get(self.metadata_url, timeout=PATIENCE).raise_for_status().json()
                keys = httpx.get(told["jwks_uri"], timeout=PATIENCE).raise_for_status().json()
                self.issuer, self.keys = told["issuer"], KeySet.import_key_set(keys)
            except (httpx.HTTPError, KeyError, ValueError):
                return False
            return True
