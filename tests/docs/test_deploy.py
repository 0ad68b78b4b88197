"""What lies in deploy/: linted where there is a linter, and true to the project. nginx is tried in tests/faults/test_nginx.py."""

import re
import shutil
import subprocess
import textwrap
import tomllib

import pytest
import yaml

from loaders.settings import read_settings


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_the_unit_is_one_that_systemd_understands(home, tmp_path):
    unit = tmp_path / "duibiao@8501.service"
    text = (home / "deploy/duibiao@.service").read_text("utf-8")
    assert "/srv/duibiao/.venv/bin/streamlit" in text
    unit.write_text(text.replace("/srv/duibiao/.venv/bin/streamlit", "/bin/true"), "utf-8")
    linted = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert not [line for line in linted.stderr.splitlines() if unit.name in line], linted.stderr


def test_the_container_is_made_of_what_is_there_runs_as_nobody_special_and_holds_no_secrets(home):
    lines = (home / "deploy/Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    known = {"FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"}
    assert {name for name, _ in steps} <= known
    for name, rest in steps:
        if name == "COPY":
            assert all((home / source).exists() for source in rest.split()[:-1]), rest
    names = [name for name, _ in steps]
    assert names.index("USER") < names.index("CMD")
    assert dict(steps)["FROM"].endswith(f":{_python(home)}-slim-bookworm")
    left_out = (home / ".containerignore").read_text("utf-8").splitlines()
    assert ".streamlit/secrets.toml" in left_out
    ignored = (home / ".gitignore").read_text("utf-8").splitlines()
    assert "/.streamlit/secrets.toml" in ignored


def test_unit_container_and_nginx_agree_on_folders_and_ports(home):
    nginx, unit, container = (
        (home / "deploy" / name).read_text("utf-8")
        for name in ("nginx.conf", "duibiao@.service", "Containerfile")
    )
    ports = re.findall(r"server 127\.0\.0\.1:(\d+);", nginx)
    assert f"duibiao@{ports[0]} duibiao@{ports[1]}" in unit and f"EXPOSE {ports[0]}" in container
    for text in (unit, container):
        assert "/srv/duibiao" in text and "DUIBIAO_BUILD=/var/lib/duibiao" in text
    limit = int(re.search(r"client_max_body_size (\d+)m", nginx)[1])
    assert f"maxUploadSize = {limit - 1}\n" in (home / ".streamlit/config.toml").read_text("utf-8")


def test_what_operate_says_to_write_into_files_is_understood_there(home, tmp_path):
    text = (home / "docs/operate.md").read_text("utf-8")
    blocks = [
        (kind, textwrap.dedent(block)) for kind, block in re.findall(r"```(yaml|toml)\n(.*?)```", text, re.S)
    ]
    config = yaml.safe_load((home / "config.yaml").read_text("utf-8"))
    for section in (yaml.safe_load(block) for kind, block in blocks if kind == "yaml"):
        config |= section
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    settings = read_settings(tmp_path / "config.yaml")
    assert settings.sign_in.allow and {"duibiao.example.org", "duibiao.intranet"} <= settings.server.names
    [secrets] = [tomllib.loads(block) for kind, block in blocks if kind == "toml"]
    assert {"redirect_uri", "cookie_secret", "client_id", "server_metadata_url"} <= {*secrets["auth"]}


def _python(home) -> str:
    wanted = re.search(r'requires-python = ">=([\d.]+)"', (home / "pyproject.toml").read_text("utf-8"))
    return wanted[1]
