"""Versions: which snapshots a build folder keeps, and what differs between two of them."""

import os
from pathlib import Path
from shutil import copy

import duckdb
import pytest

from loaders.differences import ENTRY_KINDS, snapshot_differences
from loaders.reading import Snapshot
from loaders.snapshot import built_snapshots, is_sound

pytestmark = pytest.mark.slow  # whole datasets are built

LINHE = Path("observations", "linhe.csv")


@pytest.fixture
def edited(sound, written):
    """The snapshot of the sound world as it stands after a test's edits."""
    return lambda: written(sound)


@pytest.fixture
def before(built_sound) -> Path:
    """The snapshot of the sound world."""
    return built_sound


def told(rows) -> set[tuple[str, ...]]:
    """The differences without their names."""
    return set(rows[["id", "change", "column", "old", "new"]].itertuples(index=False, name=None))


def figures_between(old: Path, new: Path):
    """The figures that differ."""
    return snapshot_differences(old, new)[0]


def entries_between(old: Path, new: Path):
    """How many entries of each kind differ."""
    return snapshot_differences(old, new)[1]


def some(counted) -> dict[str, tuple[int, int, int]]:
    """Kind → (added, withdrawn, changed), of the kinds in which anything differs."""
    rows = counted.set_index("kind")[["added", "withdrawn", "changed"]]
    return {kind: tuple(row) for kind, *row in rows[rows.any(axis=1)].itertuples()}


def test_a_snapshot_differs_in_nothing_from_itself(before):
    assert figures_between(before, before).empty
    assert some(entries_between(before, before)) == {}


def test_every_column_of_a_figure_that_changed_is_told_with_what_it_said_and_says(
    before, sound, edited, change
):
    change(sound / LINHE, ",9,working_day,at_most,", ",8,working_day,exact,")
    assert told(figures_between(before, edited())) == {
        ("linhe-001", "changed", "value", "9", "8"),
        ("linhe-001", "changed", "bound", "at_most", "exact"),
    }


def test_a_cell_that_was_empty_or_becomes_so_is_a_change_too(before, sound, edited, change):
    change(sound / LINHE, "whole,2020-01-01,2020-12-31,9", "whole,,2020-12-31,9")
    change(
        sound / LINHE,
        "linhe-2021-report,一,压缩三分之一以上,,",
        "linhe-2021-report,一,压缩三分之一以上,自述,Claimed",
    )
    assert told(figures_between(before, edited())) == {
        ("linhe-001", "changed", "period_start", "2020-01-01", ""),
        ("linhe-002", "changed", "note_zh", "", "自述"),
        ("linhe-002", "changed", "note_en", "", "Claimed"),
    }


def test_a_figure_under_another_id_is_one_withdrawn_and_one_added_with_what_was_printed(
    before, sound, edited, change
):
    change(sound / LINHE, "linhe-004", "linhe-005")
    after = edited()
    printed = "办事成本增约12%"
    expected = {("linhe-004", "withdrawn", "", printed, ""), ("linhe-005", "added", "", "", printed)}
    assert told(figures_between(before, after)) == expected
    turned = {("linhe-005", "withdrawn", "", printed, ""), ("linhe-004", "added", "", "", printed)}
    assert told(figures_between(after, before)) == turned


def test_a_difference_names_its_place_and_document_also_where_they_are_no_more(before, sound, edited):
    for file in [*sound.glob("*.yaml"), *sound.glob("*.csv"), *sound.glob("observations/*.csv")]:
        text = file.read_text(encoding="utf-8").replace("qiushan", "chiushan").replace("Qiushan", "Chiushan")
        file.with_name(file.name.replace("qiushan", "chiushan")).write_text(text, encoding="utf-8")
    (sound / "observations" / "qiushan.csv").unlink()
    rows = figures_between(before, edited()).set_index("id")
    gone, come = rows.loc["qiushan-001"], rows.loc["chiushan-001"]
    assert (gone["change"], gone["place"], gone["place_zh"], gone["place_en"]) == (
        "withdrawn", "qiushan", "丘山市", "Qiushan",
    )  # fmt: skip
    assert (gone["source_en"], gone["locator"]) == ("Newspaper feature on Qiushan", "头版")
    assert (come["change"], come["place_en"], come["source_en"]) == (
        "added", "Chiushan", "Newspaper feature on Chiushan",
    )  # fmt: skip
    assert gone["indicator_en"] == come["indicator_en"] == "Permit time limit in working days"


def test_the_order_of_figures_and_of_entries_is_no_difference(before, sound, edited):
    header, *rows = (sound / LINHE).read_text(encoding="utf-8").splitlines()
    (sound / LINHE).write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    file = sound / "indicators" / "approvals.yaml"
    first, rest = file.read_text(encoding="utf-8").split("permit_days:", 1)
    file.write_text(f"permit_days:{rest}{first}", encoding="utf-8")
    after = edited()
    assert after != before  # the order of indicators is part of a snapshot, but changes none of them
    assert figures_between(before, after).empty and some(entries_between(before, after)) == {}


# Changes that are made at once: each is the only one of its kind.
TOGETHER = (
    (
        ("indicators/services.yaml", "no_judgement", "lower_is_better", {"indicators": (0, 0, 1)}),
        ("measures.yaml", "one_window:", "single_window:", {"measures": (1, 1, 0)}),
        ("matters.yaml", "permit time", "permits", {"matters": (0, 0, 1)}),
        ("sources.yaml", "kind: newspaper", "kind: newspaper\n  read: selected", {"sources": (0, 0, 1)}),
        ("checks.yaml", "[linhe-001]", "[linhe-004]", {"checks": (0, 0, 1)}),  # in the table of its parts
        ("problems.yaml", "Too few", "Few", {"problems": (0, 0, 1)}),
        ("units.yaml", "个工作日, en", "工作日, en", {"units": (0, 0, 1)}),
        ("frameworks.yaml", "Business Location", "Location", {"frameworks": (0, 0, 1)}),
    ),
    (
        ("measures.yaml", "in_force", "pilot", {"measures": (0, 0, 1)}),  # in the table of who does it
        ("matters.yaml", "with_caution", "indicative", {"indicators": (0, 0, 2)}),  # declared of either
    ),
    (
        (
            "matters.yaml",
            "indicators: [permit",
            "indicators: [cost_change, permit",
            {"indicators": (0, 0, 1), "matters": (0, 1, 0)},
        ),
    ),
    (
        (
            "indicators/approvals.yaml",
            "  minimum",
            "  derived: {funnel: cuts_promised}\n  minimum",
            {"indicators": (0, 0, 1)},
        ),
    ),
)


@pytest.mark.parametrize("changes", TOGETHER)
def test_an_entry_counts_once_however_it_changed(changes, before, sound, edited, change):
    wanted: dict[str, tuple[int, int, int]] = {}
    for file, old, new, expected in changes:
        change(sound / file, old, new)
        assert not wanted.keys() & expected
        wanted |= expected
    assert some(entries_between(before, edited())) == wanted


def test_another_meaning_of_about_is_a_changed_setting(before, sound, settings, edited):
    settings.about_band_percent = 20
    assert some(entries_between(before, edited())) == {"settings": (0, 0, 1)}


def test_every_table_of_a_snapshot_is_counted_but_the_figures_themselves(before):
    tables = Snapshot(before)._con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    counted = {name for kind, parts in ENTRY_KINDS.items() for name in (kind, *parts)}
    assert {name for (name,) in tables} == counted | {"figures"}


def test_what_an_older_program_did_not_keep_yet_counts_as_added(built_sound, tmp_path):
    older = copy(built_sound, tmp_path / "older.duckdb")
    with duckdb.connect(str(older)) as con:
        con.execute("DROP TABLE funnel_stages")
        con.execute("DROP TABLE funnels")
        con.execute("ALTER TABLE problems DROP COLUMN topic")
    figures, counted = snapshot_differences(Path(older), built_sound)
    assert figures.empty and some(counted) == {"funnels": (1, 0, 0)}


FIRST = """mistyped:
  date: "2022-03-01"
  figures: [linhe-001]
  reason: {zh: 录入有误, en: Mistyped}
"""
SECOND = """corrected_in_print:
  date: "2022-04-01"
  figures: [linhe-001, linhe-004]
  reason: {zh: 文件已更正, en: The document was corrected}
"""


@pytest.fixture
def explained(before, sound, edited, change) -> tuple[Path, Path]:
    """Two later snapshots: linhe-001 was changed with a reason, then again with another one and linhe-004 withdrawn."""
    change(sound / LINHE, ",9,working_day,at_most,", ",8,working_day,at_most,")
    (sound / "CHANGELOG.yaml").write_text(FIRST, encoding="utf-8")
    first = edited()
    change(sound / LINHE, ",8,working_day,at_most,", ",7,working_day,exact,")
    rows = (sound / LINHE).read_text(encoding="utf-8").splitlines()
    (sound / LINHE).write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    (sound / "CHANGELOG.yaml").write_text(FIRST + SECOND, encoding="utf-8")
    return first, edited()


def reasons(rows) -> set[tuple[str, ...]]:
    """Id, change and the reason in both languages."""
    columns = ["id", "change", "difference_reason_zh", "difference_reason_en"]
    return set(rows[columns].itertuples(index=False, name=None))


def test_a_difference_carries_the_reasons_that_were_given_between_the_two_snapshots(before, explained):
    first, second = explained
    one = ("2022-03-01 录入有误", "2022-03-01 Mistyped")
    other = ("2022-04-01 文件已更正", "2022-04-01 The document was corrected")
    both = (f"{one[0]}；{other[0]}", f"{one[1]}; {other[1]}")
    assert reasons(figures_between(before, first)) == {("linhe-001", "changed", *one)}
    assert reasons(figures_between(first, second)) == {
        ("linhe-001", "changed", *other),
        ("linhe-004", "withdrawn", *other),
    }
    assert ("linhe-001", "changed", *both) in reasons(figures_between(before, second))
    assert reasons(figures_between(second, first)) == {
        ("linhe-001", "changed", *other),
        ("linhe-004", "added", *other),
    }
    assert some(entries_between(before, second)) == {"changes": (2, 0, 0)}


def test_a_difference_without_a_reason_says_none(before, sound, edited, change):
    change(sound / LINHE, ",9,working_day,at_most,", ",8,working_day,at_most,")
    assert reasons(figures_between(before, edited())) == {("linhe-001", "changed", "", "")}


def test_two_snapshots_from_before_there_was_a_change_log_are_compared_without_reasons(
    built_sound, explained, tmp_path
):
    older = []
    for n, file in enumerate((built_sound, explained[0])):
        older.append(Path(copy(file, tmp_path / f"older-{n}.duckdb")))
        with duckdb.connect(str(older[-1])) as con:
            con.execute("DROP TABLE changes")
            con.execute("DROP TABLE changed_figures")
    figures, _ = snapshot_differences(*older)
    assert reasons(figures) == {("linhe-001", "changed", "", "")}
    figures, _ = snapshot_differences(older[0], explained[1])
    assert "录入有误；2022-04-01" in figures.set_index("id").loc["linhe-001", "difference_reason_zh"].iloc[0]


def test_what_cannot_be_read_cannot_be_snapshot_differences(built_sound, tmp_path):
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(built_sound.read_bytes()[:9000])
    empty = tmp_path / "empty.duckdb"
    duckdb.connect(str(empty)).close()
    for file in (damaged, empty, tmp_path / "missing.duckdb"):
        assert snapshot_differences(file, built_sound) is None


def test_the_snapshots_kept_are_listed_newest_first_and_nothing_else(tmp_path):
    for age, name in enumerate(("a" * 16, "0123456789abcdef", "b" * 16)):
        file = tmp_path / f"{name}.duckdb"
        file.touch()
        os.utime(file, (10**9 - age * 60, 10**9 - age * 60))
    for name in ("current.json", "notes.duckdb", f"{'c' * 16}.duckdb.wal", f"{'D' * 16}.duckdb"):
        (tmp_path / name).touch()
    assert list(built_snapshots(tmp_path)) == ["a" * 16, "0123456789abcdef", "b" * 16]
    assert built_snapshots(tmp_path)["a" * 16].timestamp() == 10**9
    assert built_snapshots(tmp_path / "nowhere") == {}


def test_a_snapshot_is_sound_unless_it_is_damaged_or_of_another_program(built_sound, tmp_path):
    assert is_sound(built_sound)
    damaged, other = tmp_path / "damaged.duckdb", Path(copy(built_sound, tmp_path / "other.duckdb"))
    damaged.write_bytes(b"no database")
    with duckdb.connect(str(other)) as con:
        con.execute("ALTER TABLE sources RENAME title_en TO title")
    assert not is_sound(damaged) and not is_sound(other)
