"""The addresses beside the pages as a running server gives them: packed, known, named, and explained to a reader."""

import gzip
import http.client
import json

from exports.csv_file import csv_bytes

AT = "/api/v1"


def test_rows_are_packed_for_those_who_can_unpack_them_and_known_ones_are_not_sent_again(server):
    status, headers, packed = server.answer(f"{AT}/observations.csv", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert {"Accept-Encoding", "Accept-Language"} <= set(headers["Vary"].split(", "))
    plain = server.answer(f"{AT}/observations.csv", Accept_Encoding="identity")
    assert plain[1]["Content-Encoding"] is None and gzip.decompress(packed) == plain[2]
    for encoding in ("gzip", "identity"):
        asked = {"If_None_Match": headers["ETag"], "Accept_Encoding": encoding}
        status, _, nothing = server.answer(f"{AT}/observations.csv", **asked)
        assert (status, nothing) == (304, b"")


def test_head_is_answered_at_once_and_without_a_body(server):
    connection = http.client.HTTPConnection("localhost", server.port, timeout=10)
    for path in (
        "observations.csv",
        "datapackage.zip",
        "openapi.json",
    ):  # over one connection: nothing is left in it
        connection.request("HEAD", f"{AT}/{path}")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b""), path
    connection.close()


def test_the_rows_are_those_of_the_snapshot_at_the_foot_of_the_pages(server):
    given = server.answer(f"{AT}/observations.csv")[2]
    snapshot = server.snapshot()
    here = f"{server.url}{AT}/snapshots/{snapshot.id}/observations.csv"
    assert given == csv_bytes(snapshot.observations().assign(row="listed"), snapshot.id, here)
    assert server.answer(here.removeprefix(server.url))[2] == given


def test_a_wrong_parameter_is_told_as_a_problem_behind_the_headers_of_every_answer(server):
    status, headers, told = server.answer(f"{AT}/compare.csv?benchmark=nobody")
    assert (status, headers["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(told)["errors"][0]["parameter"] == "benchmark"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_reader_finds_the_addresses_explained_and_takes_a_file_with_a_chinese_name(reads, server):
    reader = reads("zh")
    reader.opens("/indicators?part=figures")
    link = reader.page.get_by_role("link", name=reader.text("api.title"))
    assert link.get_attribute("href") == f".{AT}/?lang=zh"  # below whatever path the pages stand
    reader.page.goto(f"{server.url}{AT}")
    assert reader.page.url == f"{server.url}{AT}/"
    assert reader.page.evaluate("document.documentElement.lang") == "zh-CN"
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="CSV", exact=True).first.click()
    assert download.value.suggested_filename == f"数字_{server.snapshot().id}.csv"
    reader.page.get_by_role("link", name="English").click()
    assert reader.page.evaluate("document.documentElement.lang") == "en"
    for width in (390, 1440):
        reader.page.set_viewport_size({"width": width, "height": 900})
        assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
