"""How the addresses answer: tags, HEAD, names of files, snapshots, other sites, and what is wrong said at once."""

import re
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from api.addresses import ADDRESSES, AT
from api.headers import SAFE
from api.problems import MOST_CODES, MOST_FAULTS, TYPES
from findings import kept
from findings.requests import SHORT
from loaders.snapshot import build_snapshot, snapshot_file

pytestmark = pytest.mark.slow  # whole answers of every kind

PATHS = [
    f"{AT}{path}".replace("{indicator}", "startup_days")
    for address in ADDRESSES
    for path, _, names_snapshot in address.paths()
    if not names_snapshot
]
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def names(answer) -> tuple[str, str]:
    """The ASCII and the Chinese name of a file."""
    said = answer.headers["content-disposition"]
    chinese = re.search(r"filename\*=UTF-8''(\S+)", said)
    return re.search(r'filename="([^"]*)"', said)[1], unquote(chinese[1]) if chinese else ""


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_is_known_is_not_sent_again(client, answer, path):
    first = answer(path)
    tag = first.headers["etag"]
    assert first.status_code == 200 and first.headers["cache-control"] == "no-cache"
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.head(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_is_another_where_the_answer_is(client, monkeypatch):
    path = f"{AT}/compare.csv"
    asked = ("benchmark=best", "limit=1", "lang=zh", "rule=open", "rule=strict")
    asked = (path, *(f"{path}?{one}" for one in asked), f"{AT}/compare.json")
    tags = [client.get(one).headers["etag"] for one in asked]
    assert len(set(tags)) == len(tags)
    same = ("place=anyang,hengyang", "place=hengyang&place=anyang", "place=hengyang,,anyang&topic=")
    assert len({client.get(f"{path}?{one}").headers["etag"] for one in same}) == 1
    rules = kept.settings().model_copy(update={"about_band_percent": 11.0})
    monkeypatch.setattr(kept, "settings", lambda: rules)
    assert client.get(path).headers["etag"] not in tags


@pytest.mark.parametrize("path", [*PATHS, f"{AT}/", f"{AT}/openapi.json"])
def test_head_gives_the_headers_alone(client, answer, path):
    whole, head = answer(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in {*whole.headers} - {"content-length", "link", "date"}:
        assert head.headers[name] == whole.headers[name], name


@pytest.mark.parametrize("path", [*PATHS, f"{AT}/nowhere", f"{AT}/", "/api/health"])
def test_every_answer_carries_the_headers_that_protect_its_reader(answer, path):
    headers = answer(path).headers
    assert {name: headers[name] for name in SAFE} == SAFE
    assert "set-cookie" not in headers and "access-control-allow-origin" not in headers


def test_files_are_named_in_chinese_with_a_twin_and_in_english_without(client, shipped):
    path = f"{AT}/observations.csv?place=anyang,hengyang"
    twin, chinese = names(client.get(path, headers={"Accept-Language": "zh-CN"}))
    assert twin == f"observations_hengyang-anyang_{shipped.id}.csv"
    assert chinese == f"数字_衡阳市、安阳市_{shipped.id}.csv"
    assert names(client.get(path)) == (twin, "")
    assert names(client.get(f"{path}&lang=zh")) == (twin, chinese)
    twin, chinese = names(client.get(f"{AT}/cuts.csv?place=anyang,hengyang,hunan,xiangtan&lang=zh"))
    assert "_hunan-and-3-more_" in twin and "_湖南省等4地_" in chinese


@pytest.mark.parametrize("each", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_file_names_are_legal_on_windows_and_unlike_each_other(client, shipped, each):
    asked = [f"{AT}/indicators/{id_}.csv?lang=zh" for id_ in shipped.table("indicators")["id"][::each]]
    asked += [f"{AT}/observations.csv?lang=zh&place={id_}" for id_ in shipped.table("places")["id"]]
    found = [name for path in asked for name in names(client.head(path))]
    assert len(set(found)) == len(found) == 2 * len(asked)
    for name in found:
        assert not FORBIDDEN.search(name) and len(name) < 130 and name == name.strip(" .")


BAD = {
    "observations.csv?place=anyan": [("place", "anyan", "anyang")],
    "observations.json?place=anyang,Nowhere&indicator=x": [
        ("place", "Nowhere", None),
        ("indicator", "x", None),
    ],
    "observations.csv?plce=anyang&plce=x": [("plce", "anyang,x", "place")],
    "observations.json?limit=0": [("limit", "0", None)],
    "observations.json?limit=10001&offset=-1": [("limit", "10001", None), ("offset", "-1", None)],
    "observations.json?limit=１０": [("limit", "１０", None)],
    "observations.json?limit=1&limit=2": [("limit", "1,2", None)],
    "compare.csv?benchmark=best,median": [("benchmark", "best,median", None)],
    "compare.csv?benchmark=medain&reported=3": [("reported", "3", None), ("benchmark", "medain", "median")],
    # A place without figures is not on the page either.
    "compare.csv?place=guizhou": [("place", "guizhou", None)],
    "compare.json?rule=opn": [("rule", "opn", "open")],
    "compare.csv?rule=strict,usual": [("rule", "strict,usual", None)],
    "observations.csv?rule=open": [("rule", "open", None)],
    "cuts.csv?place=anyan": [("place", "anyan", "anyang")],
    "cuts.json?benchmark=best": [("benchmark", "best", None)],
    "compare.json?lang=fr": [("lang", "fr", None)],
    "indicators/startup_days.csv?indicator=startup_days": [("indicator", "startup_days", None)],
    "datapackage.zip?limit=1": [("limit", "1", None)],
    "openapi.json?place=anyang": [("place", "anyang", None)],
    "places.json?snapshot=current": [("snapshot", "current", None)],
}


@pytest.mark.parametrize("path", BAD)
def test_everything_that_is_wrong_is_named_with_what_is_allowed(problem, path):
    for language in ("zh", "en"):
        told = problem(f"{AT}/{path}", headers={"Accept-Language": language})
        assert told["status"] == 400
        assert [(e["parameter"], e["value"], e.get("meant")) for e in told["errors"]] == BAD[path]
        for error in told["errors"]:
            assert error["allowed"] and error["allowed_in_all"] >= len(error["allowed"])
            assert error["value"] not in error["allowed"] or error["parameter"] == "indicator"
            assert error["detail"] in told["detail"] and error["parameter"] in error["detail"]
        assert bool(re.search("[一-鿿]", told["title"])) == (language == "zh")


def test_a_value_of_any_length_is_shown_back_short_and_codes_are_listed_up_to_a_limit(problem):
    (error,) = problem(f"{AT}/observations.csv?place={'x' * 5000}")["errors"]
    assert len(error["value"]) == SHORT + 1
    many = problem(f"{AT}/observations.csv?place={','.join(f'x{n}' for n in range(3000))}")
    assert (len(many["errors"]), many["errors_in_all"]) == (MOST_FAULTS, 3000)
    (error,) = problem(f"{AT}/observations.csv?indicator=x")["errors"]
    assert len(error["allowed"]) == MOST_CODES < error["allowed_in_all"]


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/redoc",
        "/nowhere",
        "/observations",
        "/observations.xml",
        "/indicators/x/y.csv",
        "/snapshots/",
        "/a%0Ab",
    ],
)
def test_an_address_that_is_not_there_says_where_they_are_listed(problem, path):
    told = problem(f"{AT}{path}")
    assert (told["status"], told["type"]) == (404, f"{AT}/#address")
    assert f"{AT}/" in told["detail"]


def test_an_indicator_that_is_not_there_is_named_with_the_nearest_one(problem):
    told = problem(f"{AT}/indicators/startup_day.json")
    assert told["status"] == 404 and told["errors"][0]["meant"] == "startup_days"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_nothing_can_be_changed(client, method):
    answer = getattr(client, method)(f"{AT}/observations.csv")
    assert answer.status_code == 405 and set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.json()["type"] == f"{AT}/#method"


def test_the_types_of_problems_are_explained_on_the_page(client):
    page = client.get(f"{AT}/").text
    for kind, status in TYPES.items():
        assert f'id="{kind}">{status}<' in page


@pytest.mark.parametrize(
    "path", ["/indicators/,.csv", "/indicators/startup_days,startup_cost.json", "/snapshots/,/places.json"]
)
def test_a_path_holds_one_code(problem, path):
    assert problem(f"{AT}{path}")["status"] == 404


@pytest.mark.parametrize("query", ["snapshot=", "snapshot=,&place=,", "limit=&offset=&topic=&lang="])
def test_a_parameter_without_a_value_is_as_if_it_were_not_there(answer, query):
    assert answer(f"{AT}/observations.csv?{query}").content == answer(f"{AT}/observations.csv").content


def test_a_named_snapshot_is_given_for_good(client, answer, shipped):
    for path in (f"{AT}/snapshots/{shipped.id}/cuts.csv", f"{AT}/cuts.csv?snapshot={shipped.id}"):
        named = answer(path)
        assert named.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert named.content == answer(f"{AT}/cuts.csv").content
        assert client.get(path, headers={"If-None-Match": named.headers["etag"]}).status_code == 304


def test_an_earlier_snapshot_stays_as_it_was(client, shipped, made_up):
    from loaders.settings import read_settings

    before = f"{AT}/snapshots/{{}}/places.json"
    first = build_snapshot(read_settings().data_folder, read_settings())
    told = client.get(before.format(first)).json()
    places = read_settings().data_folder / "places.yaml"
    places.write_text(places.read_text("utf-8").replace("某省", "另一省"), "utf-8")
    second = build_snapshot(read_settings().data_folder, read_settings())
    assert first != second
    assert client.get(before.format(first)).json() == told
    assert client.get(f"{AT}/places.json").json()["snapshot"] == second
    assert (
        "另一省" in client.get(f"{AT}/places.json").text
        and "另一省" not in client.get(before.format(first)).text
    )


def test_a_snapshot_that_is_not_there_is_not_found_and_those_that_are_are_named(problem, shipped):
    told = problem(f"{AT}/snapshots/{'0' * 16}/places.json")
    assert told["status"] == 404 and told["type"].endswith("#snapshot")
    assert shipped.id in told["errors"][0]["allowed"]
    assert problem(f"{AT}/snapshots/..%2Fcurrent/places.json")["status"] == 404
    assert problem(f"{AT}/snapshots/{shipped.id}/places.json?snapshot={shipped.id}")["status"] == 400


def test_a_snapshot_of_another_program_is_gone(problem, made_up):
    build = kept.settings().build_folder
    build.mkdir(exist_ok=True)
    build_snapshot(kept.settings().data_folder, kept.settings())
    snapshot_file(build, "0123456789abcdef").write_bytes(b"of another program")
    told = problem(f"{AT}/snapshots/0123456789abcdef/places.json")
    assert (told["status"], told["type"]) == (410, f"{AT}/#unreadable")


def test_where_nothing_is_on_the_air_it_is_said(client, problem, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    assert problem(f"{AT}/observations.csv")["status"] == 503
    assert client.get(f"{AT}/").status_code == client.get(f"{AT}/openapi.json").status_code == 200


def test_a_failure_of_ours_says_nothing_of_how(problem, monkeypatch):
    monkeypatch.setattr("api.sending.csv_parts", lambda *_: 1 / 0)
    told = problem(f"{AT}/compare.csv")
    assert told["status"] == 500 and "division" not in str(told)


@pytest.mark.parametrize("origins", [[], ["https://example.org"], ["*"]])
def test_other_sites_may_read_only_where_the_settings_name_them(served, monkeypatch, origins, shipped):
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from api import v1

    settings = kept.settings()
    monkeypatch.setattr(
        kept,
        "settings",
        lambda: settings.model_copy(
            update={"api": settings.api.model_copy(update={"allow_origins": origins})}
        ),
    )
    asking = TestClient(Starlette(routes=[Mount(AT, v1.for_other_sites(v1.app))]))
    for origin in ("https://example.org", "https://elsewhere.org"):
        answer = asking.get(f"{AT}/places.json", headers={"Origin": origin})
        allowed = answer.headers.get("access-control-allow-origin")
        assert answer.status_code == 200
        assert (allowed in (origin, "*")) == (origin in origins or "*" in origins)
        assert "access-control-allow-credentials" not in answer.headers


def test_without_its_last_slash_the_page_is_found_too(client):
    for query in ("", "?lang=en"):
        answer = client.get(AT + query, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (308, f"{AT}/{query}")
