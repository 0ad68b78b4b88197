"""Behind nginx, as docs/operate.md has it: two processes that share a build folder, and TLS with a certificate of the moment."""

import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from tests.serving import HOME, Server, free_port, running

NAME = "localhost"
# Streamlit asks for what it may trust as a reader's page does; nginx is one machine for all.
WRAPPED = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/duibiao.conf;
}}
"""


class Behind:
    """Some processes and the nginx before them."""

    def __init__(self, servers: Sequence[Server], port: int, folder: Path):
        self.servers, self.port, self.folder = servers, port, folder
        self.url = f"https://{NAME}:{port}"
        self.trusting = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))

    @property
    def socket(self) -> str:
        """The address of a page's socket."""
        return f"wss://{NAME}:{self.port}/_stcore/stream"

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, verify=self.trusting, timeout=30)

    def served(self, path: str, at_least: int = 0) -> list[int]:
        """How often each process was asked for a path, as soon as that is so often together."""
        while True:
            asked = [server.log.read_text("utf-8").count(f"GET {path} ") for server in self.servers]
            if sum(asked) >= at_least:
                return asked
            time.sleep(0.01)


@contextmanager
def behind_nginx(
    nginx: str, folder: Path, from_one_address: int = 200, **environment: str
) -> Iterator[Behind]:
    """Two processes behind the program `nginx`, with deploy/nginx.conf and all they write in a folder.

    `from_one_address` is how many connections one address may have: all of a benchmark's readers have the same.
    """
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    made += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    with ExitStack() as stopped:
        build = folder / "build"
        servers = [
            stopped.enter_context(running(build, log=f"server-{n}.log", **environment)) for n in (1, 2)
        ]
        port, plain = free_port(), free_port()
        text = (HOME / "deploy/nginx.conf").read_text("utf-8")
        for old, new in {
            "127.0.0.1:8501": f"127.0.0.1:{servers[0].port}", "127.0.0.1:8502": f"127.0.0.1:{servers[1].port}",
            "duibiao_readers 200": f"duibiao_readers {from_one_address}",
            "listen 443": f"listen {port}", "listen 80": f"listen {plain}", "/etc/ssl/duibiao": str(folder),
            "/var/log/nginx": str(folder), "duibiao.example.org": NAME,
        }.items():  # fmt: skip
            assert old in text, old
            text = text.replace(old, new)
        (folder / "duibiao.conf").write_text(text, "utf-8")
        (folder / "nginx.conf").write_text(WRAPPED.format(folder=folder), "utf-8")
        subprocess.run([nginx, "-t", "-c", str(folder / "nginx.conf")], check=True, capture_output=True)
        process = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf")])
        stopped.callback(process.wait)
        stopped.callback(process.terminate)
        both = Behind(servers, port, folder)
        for _ in range(100):
            try:
                httpx.get(both.url + "/api/health", verify=both.trusting)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield both
