"""What the addresses give: the very rows of the pages, the same in every format, and page by page."""

import io
import json
import zipfile
from urllib.parse import parse_qs, urlencode

import openpyxl
import pandas as pd
import pytest

from api.addresses import AT
from exports.csv_file import COLUMNS, FORMULA, csv_cell, records
from findings import comparisons, kept, one_indicator, speed, standing
from findings.requests import FILES
from loaders.settings import STRICTNESS
from metrics.comparability import GRADES
from metrics.cuts import KINDS

pytestmark = pytest.mark.slow  # whole answers of every kind

COMPARED = (
    "",
    "benchmark=best",
    "benchmark=printed&reported=1&place=anyang,district,xiangtan",
    "benchmark=anyang&place=hengyang,xiangtan&rule=open",
    "place=anyang&place=hengyang&topic=construction",
    "indicator=construction_permit_working_days,startup_days&benchmark=hengyang",
    "place=qiandongnan&topic=starting_business",
)


def as_csv(value: object) -> str:
    """A value of JSON as the CSV writes it."""
    return "" if value is None else str(csv_cell(float(value) if isinstance(value, float) else value))


@pytest.mark.parametrize(
    "table",
    [
        "observations",
        "observations?place=anyang,hunan",
        "observations?indicator=startup_days",
        "indicators/startup_days",
        *(f"compare?{asked}" for asked in COMPARED[1:2] + COMPARED[3:5]),
        "cuts",
        "cuts?place=anyang,xiangtan",
    ],
)
def test_csv_and_json_say_the_same(answer, rows, table):
    path, _, query = table.partition("?")
    told = answer(f"{AT}/{path}.json?limit=10000&{query}").json()
    lines = rows(f"{AT}/{path}.csv?{query}")
    assert told["count"] == len(told["rows"]) == len(lines) and told["next"] is None
    for found, line in zip(told["rows"], lines, strict=True):
        assert {line["snapshot"]} == {told["snapshot"]}
        assert {*found} & {*COLUMNS} | {"snapshot", "address"} == {*line}
        for column in {*line} - {"snapshot", "address"}:
            assert as_csv(found[column]) == line[column], column


def test_observations_are_every_printed_figure_as_the_page_gives_it(rows, shipped):
    wanted = [{c: as_csv(v) for c, v in row.items()} for row in records(standing.figure_rows(shipped.id))]
    found = rows(f"{AT}/observations.csv")
    assert len(found) == len(wanted) > 300
    assert [{c: row[c] for c in one} for row, one in zip(found, wanted, strict=True)] == wanted


def test_observations_of_some_places_and_indicators(rows, shipped):
    found = rows(
        f"{AT}/observations.csv?place=anyang&place=hunan&indicator=startup_days,construction_permit_working_days"
    )
    observed = shipped.observations(["startup_days", "construction_permit_working_days"], ["anyang", "hunan"])
    assert [row["id"] for row in found] == list(observed["id"])


def test_observations_of_some_topics(rows, shipped):
    found = rows(f"{AT}/observations.csv?topic=construction,courts&place=hengyang,anyang")
    wanted = shipped.observations(places=["hengyang", "anyang"]).query("topic in ('construction', 'courts')")
    assert [row["id"] for row in found] == list(wanted["id"]) and len(wanted) > 1
    both = rows(f"{AT}/observations.csv?topic=taxes&indicator=startup_days")
    assert both == []


@pytest.mark.parametrize("asked", COMPARED)
def test_compare_gives_what_the_findings_say_of_the_same_choices(rows, shipped, asked):
    given = {name: ",".join(values).split(",") for name, values in parse_qs(asked).items()}
    several = {name: given.get(name, []) for name in ("place", "topic", "indicator")}
    order = {
        "place": list(kept.reporting_places(shipped.id, "zh")),
        "topic": list(kept.labels(shipped.id, "topics", "zh")),
        "indicator": list(kept.labels(shipped.id, "indicators", "zh")),
    }
    places, topics, indicators = (
        tuple(code for code in order[name] if code in codes) for name, codes in several.items()
    )
    one = {name: given[name][0] for name in ("reported", "benchmark", "rule") if name in given}
    found = rows(f"{AT}/compare.csv?{asked}")
    shown = comparisons.of_choices(shipped.id, places, topics, indicators, **one)
    wanted = [{c: as_csv(v) for c, v in row.items()} for row in records(shown)]
    assert len(found) == len(wanted)
    assert [{c: row[c] for c in one} for row, one in zip(found, wanted, strict=True)] == wanted


def test_a_stricter_comparison_gives_the_same_figures_and_fewer_verdicts(rows):
    asked = f"{AT}/compare.csv?place=anyang,qiandongnan&benchmark=xiangtan&reported=1&rule={{}}"
    found = {rule: rows(asked.format(rule)) for rule in STRICTNESS}
    assert len({tuple(sorted(row["id"] for row in one)) for one in found.values()}) == 1
    for rule, worst in zip(STRICTNESS, GRADES, strict=False):
        judged = [row for row in found[rule] if row["grade"] not in ("", GRADES[-1])]
        assert {row["grade"] for row in judged} <= set(GRADES[: GRADES.index(worst) + 1])
        assert all((row["verdict"] == GRADES[-1]) == (row["grade"] == GRADES[-1]) for row in found[rule])
    counts = [sum(row["grade"] == GRADES[-1] for row in found[rule]) for rule in STRICTNESS]
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[1] > counts[2]


def test_cuts_are_every_cut_with_its_kind_the_largest_of_each_kind_first(rows, shipped):
    found, wanted = (
        rows(f"{AT}/cuts.csv"),
        speed.ranked_cuts(shipped.id, tuple(shipped.table("places")["id"])),
    )
    assert [row["id"] for row in found] == list(wanted["id"]) and len(found) >= 10
    assert [row["cut_kind"] for row in found] == sorted((row["cut_kind"] for row in found), key=KINDS.index)
    for row in found:
        assert (row["unit"], row["matter"], row["form"]) == ("percent", "cuts", "cut")
        assert (
            float(row["low"]) <= float(row["high"] or 100) <= 100 and row["as_printed"] and row["source_en"]
        )
        assert int(row["rank_best"]) <= int(row["rank_worst"]) <= int(row["ranked"])
    # What is cut is in days and documents, the row in per cent: a level before would be told in the wrong unit.
    assert {row[name] for row in found for name in row if name.startswith("before")} <= {"", "false"}
    # 22 documents cut to 9: 100 × (1 − 9 ÷ 22) = 59.09 %; a limit of 3 days cut to 1: 66.7 %.
    by_id = {row["id"]: row for row in found}
    assert (
        float(by_id["anyang-006/cut"]["low"])
        == float(by_id["anyang-006/cut"]["high"])
        == pytest.approx(59.0909)
    )
    limit = by_id["anyang-008/cut"]
    assert (limit["cut_kind"], float(limit["value"])) == ("limit", pytest.approx(66.6667))


def test_cuts_of_one_place_are_ranked_among_those_of_all(rows):
    every = {row["id"]: row for row in rows(f"{AT}/cuts.csv")}
    own = rows(f"{AT}/cuts.csv?place=xiangtan")
    assert own and {row["place"] for row in own} == {"xiangtan"}
    for row in own:
        assert all(
            row[name] == every[row["id"]][name] for name in ("rank_best", "rank_worst", "ranked", "tier")
        )
    assert rows(f"{AT}/cuts.csv?place=guizhou") == []


def test_a_comparison_of_nothing_is_a_table_without_rows(answer, rows):
    nothing = "place=qiandongnan&topic=courts"
    assert rows(f"{AT}/compare.csv?{nothing}") == []
    assert answer(f"{AT}/compare.json?{nothing}").json()["rows"] == []


def test_an_indicator_is_given_with_the_places_that_have_no_figure(rows, shipped):
    wanted = one_indicator.figures_in_panels(shipped.id, "startup_days")
    found = rows(f"{AT}/indicators/startup_days.csv")
    assert [row["place"] for row in found] == list(wanted["place"])
    assert {row["missing"] != "" for row in found if row["row"] == "no_figure"} == {True}


def test_an_indicator_as_a_workbook_holds_its_figures_as_printed_and_the_snapshot(client, shipped):
    answer = client.get(f"{AT}/indicators/startup_days.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    texts = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None}
    assert shipped.id in texts
    printed = kept.uncut(shipped.id, ("startup_days",))["as_printed"]
    assert len(printed) and set(printed) <= texts
    assert any("Starting a business" in text for text in texts)


def test_the_catalogues_are_complete(client, shipped):
    indicators = client.get(f"{AT}/indicators.json?limit=10000").json()["rows"]
    assert [row["indicator"] for row in indicators] == list(shipped.table("indicators")["id"])
    assert all(row["definition_zh"] and row["definition_en"] and row["unit_zh"] for row in indicators)
    places = client.get(f"{AT}/places.json").json()["rows"]
    entries = shipped.table("places")
    assert [row["place"] for row in places] == list(entries["id"])
    assert [row["level"] for row in places] == list(entries["level"])
    assert sum(row["figures"] for row in places) == len(shipped.observations())


def test_the_package_holds_every_whole_table(client, shipped):
    answer = client.get(f"{AT}/datapackage.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = {f"{name}.csv" for name in FILES}
        assert names | {"datapackage.json"} <= set(archive.namelist())
        described = json.loads(archive.read("datapackage.json"))
        assert {one["path"] for one in described["resources"]} == names
        figures = pd.read_csv(io.BytesIO(archive.read("figures.csv")), dtype=str, keep_default_na=False)
    assert list(figures["id"]) == list(shipped.observations()["id"])


@pytest.mark.parametrize(
    ("table", "most"), [("observations", 97), ("compare", 197), ("indicators", 97), ("cuts", 5)]
)
def test_pages_of_json_follow_each_other_and_are_the_whole(client, answer, table, most):
    whole_table = answer(f"{AT}/{table}.json?limit=10000&").json()["rows"]
    gathered, following = [], f"{AT}/{table}.json?limit={most}"
    while following:
        part = client.get(following)
        page = part.json()
        assert page["count"] == len(whole_table) and len(page["rows"]) <= most
        assert part.links.get("next", {}).get("url") == page["next"]
        assert not page["next"] or f"/snapshots/{page['snapshot']}/" in page["next"]
        gathered, following = gathered + page["rows"], page["next"]
    assert gathered == whole_table


def test_csv_is_whole_unless_a_page_of_it_is_asked_for(answer, rows, shipped):
    assert len(rows(f"{AT}/observations.csv")) == len(shipped.observations())
    assert "next" not in answer(f"{AT}/observations.csv").links
    some = rows(f"{AT}/observations.csv?limit=5&offset=3")
    assert [row["id"] for row in some] == list(shipped.observations()["id"][3:8])
    assert "offset=8" in answer(f"{AT}/observations.csv?limit=5&offset=3").links["next"]["url"]


def test_rows_beyond_the_last_are_none(answer, rows):
    assert rows(f"{AT}/observations.csv?offset=1000000") == []
    assert answer(f"{AT}/compare.json?offset=1000000").json()["rows"] == []


def test_rows_are_sent_a_part_at_a_time(client, answer, rows_in, monkeypatch):
    asked = "place=anyang,hengyang&topic=construction,starting_business,property"
    both = [f"{AT}/compare.{form}?{asked}" for form in ("csv", "json")]
    whole_table = [answer(path).content for path in both]
    assert len(rows_in(answer(both[0]))) > 2 * 7
    monkeypatch.setattr("findings.requests.ROWS_AT_ONCE", 7)
    assert [client.get(path).content for path in both] == whole_table


def test_the_address_in_a_file_gives_the_same_rows_for_good(answer, rows):
    asked = f"{AT}/compare.csv?{COMPARED[4]}"
    address, *_ = [row["address"] for row in rows(asked)]
    assert address.startswith(f"http://localhost{AT}/snapshots/")
    assert answer(address).content == answer(asked).content


def test_text_that_a_spreadsheet_would_run_is_harmless_in_csv_and_as_it_is_in_json():
    (row,) = records(pd.DataFrame([{"as_printed": "=1+1", "note_zh": ""}]))
    assert row == {"as_printed": "=1+1", "note_zh": None}
    assert FORMULA.match("=1+1") and csv_cell("=1+1") == "'=1+1"


def test_a_city_that_somebody_uploaded_is_not_to_be_had(client, problem):
    for path in (
        f"{AT}/snapshots/session-1-2/observations.csv",
        f"{AT}/observations.csv?snapshot=session-1-2",
    ):
        assert problem(path)["errors"][0]["parameter"] == "snapshot"
    assert problem(f"{AT}/observations.csv?{urlencode({'place': 'my_city'})}")["status"] == 400
