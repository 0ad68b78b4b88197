"""Health tells the truth: what it names can be read."""

import pytest

from findings import kept
from loaders.snapshot import build_snapshot, snapshot_file


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_health_does_not_name_a_snapshot_that_cannot_be_read(content, client, made_up):
    settings = kept.settings()
    good = build_snapshot(settings.data_folder, settings)
    assert (
        client.get("/api/health").json().items() >= {"status": "ok", "snapshot": good, "problems": 0}.items()
    )
    file = snapshot_file(settings.build_folder, good)
    file.write_bytes(file.read_bytes()[:5000] if content is None else content)
    answer = client.get("/api/health")
    assert answer.status_code == 503
    assert answer.json().items() >= {"status": "nothing", "snapshot": "", "problems": 1}.items()
    build_snapshot(settings.data_folder, settings)
    assert client.get("/api/health").json()["status"] == "ok"


def test_with_a_damaged_pointer_health_names_what_pages_show(client, made_up):
    settings = kept.settings()
    good = build_snapshot(settings.data_folder, settings)
    (settings.build_folder / "current.json").write_text("null")
    assert (
        client.get("/api/health").json().items()
        >= {"status": "last_good", "snapshot": good, "problems": 1}.items()
    )
    assert client.get("/api/v1/places.json").json()["snapshot"] == good
