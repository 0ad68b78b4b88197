"""Account: who signs readers in, and what a request's cookies say about its reader.

`st.login` signs in with the providers in section [auth] of secrets.toml and stores what a provider said in signed
cookies; without that section there is no sign-in.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec

from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_secrets_auth_section,
    get_signing_secret,
)
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from findings import kept
from words import LANGUAGES, wording

SECRET = 32  # least length of a cookie_secret in characters: whoever guesses it can sign in as anybody
Claims = dict[str, object]


@cache
def providers() -> dict[str, Claims]:
    """Name → settings of every provider, such as `client_id` and `server_metadata_url`; empty if there is no sign-in."""
    section = get_secrets_auth_section().to_dict()
    named = {name: its for name, its in section.items() if isinstance(its, dict) and "client_id" in its}
    return ({"default": section} if "client_id" in section else {}) | named


def lacking() -> str:
    """What a sign-in that has been set up still lacks, in both languages; '' if nothing."""
    section = get_secrets_auth_section().to_dict()
    if not section:
        return ""
    has = {
        "provider": bool(providers()),
        "secret": len(str(section.get("cookie_secret", ""))) >= SECRET,
        "packages": bool(find_spec("authlib") and find_spec("httpx")),
    }
    lacks = [name for name, is_there in has.items() if not is_there]
    return "\n".join(wording(code)(f"sign_in.lacks.{name}") for name in lacks for code in LANGUAGES)


def of_cookies(cookies: Mapping[str, str]) -> Claims:
    """What the provider said about the reader at sign-in; empty if the cookie is too old or not validly signed."""

    def signed(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(get_signing_secret(), name, value, kept.settings().sign_in.hours / 24)

    told = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    return json.loads(told) if told else {}


def way_in() -> str:
    """The address, below the dashboard's own, at which the first provider signs a reader in."""
    return f"/auth/login?provider={encode_provider_token(next(iter(providers())))}"
