"""Data and sources: what is found, what can be taken away, and what a link from another snapshot says."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from exports.csv_file import csv_bytes
from findings import catalogue, standing
from loaders.settings import read_settings
from loaders.snapshot import build_snapshot, read_pointer, snapshot_file
from pages.parts import downloads, files, versions
from pages.parts.site import PAGES
from tests.pages.opening import HOME, hrefs, offered, opened, said, sheets
from tests.pages.test_your_city import goes_to, uploads, written
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole pages run

OLDER = "000000000000000f"


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a file, as text."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def buttons(app) -> list[str]:
    """The labels of the downloads."""
    return [button.label for button in app.get("download_button")]


@pytest.fixture
def shelf(shipped, tmp_path, monkeypatch) -> Path:
    """A build folder of the test's own, with the shipped snapshot on the air."""
    now = snapshot_file(read_settings().build_folder, shipped.id)
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    (tmp_path / "build").mkdir()
    shutil.copy(now, tmp_path / "build")
    (tmp_path / "build" / "current.json").write_text(json.dumps({"snapshot": shipped.id, "refused": []}))
    return tmp_path / "build"


@pytest.fixture
def before(shelf, tmp_path) -> str:
    """An older snapshot beside it: anyang-001 said 60, anyang-900 is no more, xiangtan-060 had not been entered."""
    on_the_air = (shelf / "current.json").read_text()
    shutil.copytree(HOME / "data", tmp_path / "data")
    anyang, xiangtan = (tmp_path / "data" / "observations" / f"{x}.csv" for x in ("anyang", "xiangtan"))
    first, permit, startup, *rest = anyang.read_text(encoding="utf-8").splitlines()
    assert permit.startswith("anyang-001,") and startup.startswith("anyang-002,")
    permit = permit.replace(",50,working_day,", ",60,working_day,")
    lines = [first, permit, startup, startup.replace("anyang-002", "anyang-900"), *rest]
    anyang.write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [x for x in xiangtan.read_text(encoding="utf-8").splitlines() if "xiangtan-060," not in x]
    xiangtan.write_text("\n".join(lines) + "\n", encoding="utf-8")
    built = build_snapshot(tmp_path / "data", read_settings())
    (shelf / "current.json").write_text(on_the_air)
    assert read_pointer(shelf).snapshot != built
    return built


ENTRY = """reread:
  date: "2027-03-01"
  figures: [anyang-001]
  reason: {zh: 重新核对原文, en: Read again}
"""


@pytest.fixture
def after(shelf, tmp_path) -> str:
    """A newer snapshot on the air: anyang-001 says 60 and the change log why; anyang-002 is gone without a word."""
    shutil.copytree(HOME / "data", tmp_path / "data")
    anyang = tmp_path / "data" / "observations" / "anyang.csv"
    first, permit, startup, *rest = anyang.read_text(encoding="utf-8").splitlines()
    permit = permit.replace(",50,working_day,", ",60,working_day,")
    anyang.write_text("\n".join([first, permit, *rest]) + "\n", encoding="utf-8")
    assert startup.startswith("anyang-002,")
    with (tmp_path / "data" / "CHANGELOG.yaml").open("a", encoding="utf-8") as log:
        log.write(ENTRY)
    return build_snapshot(tmp_path / "data", read_settings())


# Old links


def test_links_made_before_the_page_had_parts_still_show_their_figures(observed):
    topic = observed.set_index("id").loc["anyang-001", "topic"]
    app = opened("indicators", lang="en", figure="anyang-001,xiangtan-001", place="anyang", topic=topic)
    assert "Only the figures asked for: 2" in said(app) and "Figures: 1 of " in said(app)
    assert "审批时限压减至50个工作日" in said(app) and "⚠" not in said(app)
    assert len(sheets(opened("indicators", part="figures", lang="en", q="15.79", place="hunan"))[0]) == 1


@pytest.mark.parametrize("part", ["dictionary", "documents", "versions"])
def test_choices_of_another_part_stay_in_the_address_without_a_complaint(part):
    app = opened("indicators", lang="en", part=part, place="anyang", q="permit", figure="anyang-001")
    assert not app.exception and "⚠" not in said(app)
    assert {"place", "q", "figure"} <= set(app.query_params)


def test_a_place_in_a_document_is_named_above_the_document_whether_or_not_its_text_is_there():
    app = opened(
        "indicators", lang="zh", part="documents", source="anyang-2021-report", at="一（一）健全工作机制"
    )
    assert not app.exception and "⚠" not in said(app)
    assert "一（一）健全工作机制" in said(app) and said(app).count("sha256") == 1


def test_every_part_is_a_tab_and_stands_in_the_address():
    app = opened("indicators", part="documents", lang="zh")
    ways = hrefs(app, "indicators:head")
    for part in ("figures", "dictionary", "documents", "checks", "versions"):
        assert any(f"part={part}" in way for way in ways)
    assert "sha256" in said(app)


# Files


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_says_its_rows_and_its_size_and_holds_as_many(language, shipped):
    *labels, together = buttons(opened("indicators", part="figures", lang=language))
    address = "http://localhost/sources"
    for name, label in zip(files.PAGES, labels, strict=True):
        n, content, called = files.file(shipped.id, name, address, language)
        rows = rows_of(content)
        made = wording(language)("ready.from")
        assert len(rows) == n and all(x in rows[0][made] for x in (shipped.id, address))
        assert not any(row[made] for row in rows[1:])
        assert label.startswith(
            wording(language)("file.label", name=wording(language)(f"file.{name}"), n=n, size="")
        )
        assert called.endswith(".csv") and called.isascii() == (language == "en")
    n, content, called = files.package(shipped.id, address, language)
    held = zipfile.ZipFile(io.BytesIO(content))
    assert n == sum(len(rows_of(held.read(f"{name}.csv"))) for name in files.PAGES)
    assert together.startswith(f"{wording(language)('file.package')} · ") and called.endswith(".zip")


def test_the_figures_of_a_very_large_dataset_are_written_only_when_somebody_takes_them(shipped, monkeypatch):
    monkeypatch.setattr(standing, "MOST_WHOLE", 1)
    taken = []
    monkeypatch.setattr(
        files.st, "download_button", lambda label, data, key, **_: taken.append((key, label, data))
    )
    monkeypatch.setattr(files, "FILES", {**files.FILES, "figures": lambda _: pytest.fail("nobody took it")})
    opened("indicators", part="figures", lang="en")
    keys = [key for key, *_ in taken]
    assert "download:figures" in keys and "download:package" not in keys
    label = next(label for key, label, _ in taken if key == "download:figures")
    assert wording("en")("file.when_taken") in label and str(len(shipped.observations())) in label


def test_the_whole_data_hold_every_figure_as_it_is_in_the_snapshot(shipped, observed):
    rows = rows_of(files.file(shipped.id, "figures", "", "zh")[1])
    assert [row["原文"].lstrip("'") for row in rows] == list(observed["as_printed"])
    assert [row["地区"] for row in rows] == list(observed["place_zh"])


def test_the_whole_files_of_measures_problems_and_checks_leave_nothing_out(shipped):
    for name, table, *needed in (
        ("measures", "measures_done", "place", "measure", "source"),
        ("problems", "problems_named", "place", "problem", "source"),
        ("checks", "checks", "Place", "Does it hold?", "Source"),
    ):
        rows = rows_of(files.file(shipped.id, name, "", "en")[1])
        assert len(rows) == len(shipped.table(table)), name
        assert all(row[column] for row in rows for column in needed), name


def test_the_figures_found_can_be_taken_away_in_every_form(monkeypatch):
    taken = []
    monkeypatch.setattr(
        downloads, "buttons", lambda rows, view, name, title, _: taken.append((list(rows["id"]), title))
    )
    offered(opened("indicators", part="figures", lang="en", q="15.79"), "figures")
    [(ids, title)] = taken
    assert ids == ["hunan-001", "xiangtan-005"] and title["en"] == "chosen-figures"
    assert (
        len(buttons(opened("indicators", part="figures", lang="en", q="no such words")))
        == len(files.PAGES) + 1
    )


def test_a_reader_with_own_figures_takes_them_along_and_others_do_not(shipped, observed):
    app = uploads(opened("your_city", lang="en"), written())
    app = goes_to(app, "indicators", part="figures", lang="en")
    assert not app.exception and buttons(app)[0].startswith(f"All figures · {len(observed) + 1} rows")
    assert buttons(opened("indicators", part="figures", lang="en"))[0].startswith(
        f"All figures · {len(observed)} rows"
    )
    app = goes_to(app, "indicators", lang="en", part="versions")
    assert f"Current snapshot: {shipped.id}, written" in said(app) and not app.exception


# The dictionary


def test_the_dictionary_gives_every_indicator_its_frameworks_or_why_none(shipped):
    rows = catalogue.dictionary_rows(shipped.id)
    assert list(rows["indicator"]) == list(shipped.table("indicators")["id"])
    for language in LANGUAGES:
        for column in ("definition", "unit", "national", "b_ready", "evaluation"):
            assert (rows[f"{column}_{language}"] != "").all(), column
    outside = rows[rows["b_ready"] == "none"].iloc[0]
    assert outside["b_ready_zh"] == f"无：{outside['b_ready_reason_zh']}"


def test_the_dictionary_shows_the_indicators_of_the_topics_chosen_under_the_words_of_the_page(shipped):
    topic = shipped.table("topics")["id"].iloc[0]
    own = shipped.table("indicators").query("topic == @topic")
    table = sheets(opened("indicators", lang="en", part="dictionary", topic=topic))[0]
    assert list(table["Definition"]) == list(own["definition_en"])
    assert len(sheets(opened("indicators", lang="zh", part="dictionary"))[0]) == len(
        shipped.table("indicators")
    )


# Versions


def test_the_version_names_the_snapshot_and_that_there_is_no_other(shelf, shipped):
    told = said(opened("indicators", lang="en", part="versions"))
    assert f"Current snapshot: {shipped.id}, written 20" in told
    assert f"indicators: {len(shipped.table('indicators'))};" in told
    assert wording("en")("version.alone") in told


def test_what_changed_since_a_snapshot_is_told_by_kind_and_by_figure(before, shipped):
    app = opened("indicators", lang="zh", since=before)
    assert app.selectbox(key="since:zh").value == before
    kinds, rows = (d for d in sheets(app))
    assert kinds.to_dict("records") == [{"内容": "数字", "新增": "1", "更改": "1", "撤下": "1"}]
    told = {tuple(row) for row in rows[["变化", "编号", "哪一项", "原为", "现为"]].itertuples(index=False)}
    added = shipped.observations().set_index("id").loc["xiangtan-060", "as_printed"]
    assert told == {
        ("＋ 新增", "xiangtan-060", "", "", added),
        ("－ 撤下", "anyang-900", "", "“一日办结”", ""),
        ("≠ 更改", "anyang-001", "数值", "60", "50"),
    }
    figures, _ = versions.differences_since(before, shipped.id)
    assert set(figures["place_zh"]) == {"安阳市", "湘潭市"}


@pytest.mark.parametrize(
    ("language", "reason", "none"),
    [("zh", "2027-03-01 重新核对原文", "未登记"), ("en", "2027-03-01 Read again", "none on record")],
)
def test_a_change_is_told_with_its_reason_or_that_none_is_on_record(language, reason, none, after, shipped):
    app = opened("indicators", lang=language, since=shipped.id)
    text = wording(language)
    kinds, rows = (d for d in sheets(app))
    told = dict(zip(rows[text("column.id")], rows[text("column.difference_reason")], strict=True))
    assert told == {"anyang-001": reason, "anyang-002": none}
    assert text("version.reason", reason=reason, figures="anyang-001") in said(app).splitlines()
    assert text("entries.changes") in list(kinds[text("column.entries")])
    figures, _ = versions.differences_since(shipped.id, after)
    found = rows_of(csv_bytes(figures, after, ""))
    reasons = {row["id"]: row[f"difference_reason_{language}"] for row in found}
    assert reasons == {"anyang-001": reason, "anyang-002": ""}


def test_codes_that_changed_are_told_in_words(shipped):
    for language, (old, place) in {"zh": ("不超过", "安阳市"), "en": ("at most", "Anyang")}.items():
        assert versions._cell_in_words(shipped.id, "bound", "at_most", language) == old
        assert versions._cell_in_words(shipped.id, "place", "anyang", language) == place
        assert versions._cell_in_words(shipped.id, "as_printed", "at_most", language) == "at_most"
        assert versions._cell_in_words(shipped.id, "before_bound", "", language) == ""


@pytest.mark.parametrize("page", PAGES)
def test_a_link_from_another_snapshot_says_on_every_page_what_changed(page, before):
    app = opened(page, lang="en", snapshot=before)
    assert not app.exception
    expected = wording("en")("version.link", old=before, added=1, changed=1, withdrawn=1)
    assert f"⚠ {expected}" in said(app)
    assert said(app).count("⚠") == 1
    app.button(key="drop:snapshot:en").click().run()
    assert "snapshot" not in app.query_params and "⚠" not in said(app)


def test_a_link_to_figures_says_how_many_of_these_changed(before):
    told = said(opened("indicators", lang="zh", snapshot=before, figure="anyang-001,anyang-002"))
    assert "链接所指的 2 个数字中，有变化的 1 个。" in told
    told = said(opened("indicators", lang="zh", snapshot=before, figure="anyang-002"))
    assert "链接所指的 1 个数字中，有变化的 0 个。" in told
    told = said(opened("indicators", lang="en", snapshot=before, figure="anyang-900"))
    assert "figure=anyang-900" in told and "those that differ: 1" in told


def test_a_link_from_the_snapshot_on_the_air_says_nothing(shipped):
    assert "⚠" not in said(opened("compare", lang="en", snapshot=shipped.id))


def test_a_snapshot_that_is_no_more_is_announced_and_what_is_none_is_left_out(shelf, shipped):
    told = said(opened("compare", lang="en", snapshot=OLDER))
    assert wording("en")("version.gone", old=OLDER, new=shipped.id) in told
    for value in ("../../current", "x" * 5000, OLDER.upper(), f"session-1-{OLDER}"):
        told = said(opened("compare", lang="en", snapshot=value))
        assert f"snapshot={value[:80]}" in told and OLDER not in told.replace(value, "")
    app = opened("indicators", lang="en", since=OLDER)
    assert f"since={OLDER}, which does not exist" in said(app)
    assert "Figures: 429 of" in said(app) or sheets(app)


def test_a_snapshot_that_cannot_be_read_is_named_as_such_and_spoils_nothing(shelf):
    (shelf / f"{OLDER}.duckdb").write_bytes(b"not a database")
    expected = wording("zh")("version.unreadable", old=OLDER)
    assert expected in said(opened("indicators", lang="zh", since=OLDER))
    app = opened("compare", lang="zh", snapshot=OLDER)
    assert f"⚠ {expected}" in said(app) and not app.exception


def test_the_address_in_a_file_and_the_way_to_the_figures_name_the_snapshot(shipped):
    ways = [way for way in hrefs(opened("approval_times", lang="en"), "speed") if "figure=" in way]
    assert ways and all(f"&snapshot={shipped.id}" in way for way in ways)
