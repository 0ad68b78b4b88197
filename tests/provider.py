"""A provider of OpenID Connect on this machine, and readers who sign in at it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
from oidc_provider_mock import run_server_in_thread

CLIENT, SECRET = "duibiao", "0123456789abcdef0123456789abcdef"
BACK = "http://localhost/back"  # where tokens are handed to the tests


class Provider:
    """A provider that signs anybody in under the address they give."""

    def __init__(self, port: int):
        self.url = f"http://localhost:{port}"

    @property
    def metadata(self) -> str:
        return f"{self.url}/.well-known/openid-configuration"

    def secrets(self, **changed: str) -> str:
        """A secrets.toml that names this provider."""
        told = {
            "redirect_uri": "http://localhost:{port}/oauth2callback",
            "cookie_secret": SECRET,
            "client_id": CLIENT,
            "client_secret": "secret",
            "server_metadata_url": self.metadata,
        }
        return "[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in (told | changed).items())

    def token(self, address: str, client: str = CLIENT) -> str:
        """What the provider says of somebody to one of its clients, signed."""
        asked = {"client_id": client, "redirect_uri": BACK, "response_type": "code", "scope": "openid email"}
        answer = httpx.post(f"{self.url}/oauth2/authorize", params=asked, data={"sub": address})
        code = dict(parse_qsl(urlsplit(answer.headers["location"]).query))["code"]
        exchanged = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
        answer = httpx.post(f"{self.url}/oauth2/token", data=exchanged, auth=(client, "secret"))
        return answer.json()["id_token"]


@contextmanager
def provider(lasting: timedelta = timedelta(hours=1)) -> Iterator[Provider]:
    """A running provider, whose tokens last so long."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with run_server_in_thread(access_token_max_age=lasting) as server:
        yield Provider(server.server_port)


def sign_in(client: httpx.Client, address: str, at: str = "/") -> httpx.Response:
    """Open a page as a browser does that is led to the provider, and say there who one is; returns the page."""
    asked = client.get(at, headers={"Accept": "text/html"}, follow_redirects=True)
    assert re.search("/oauth2/authorize", str(asked.url)), asked.url
    return client.post(
        str(asked.url), data={"sub": address}, headers={"Accept": "text/html"}, follow_redirects=True
    )
