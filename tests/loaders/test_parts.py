"""Observations in parts: the same rows in the same order as at once, and never all of them in memory."""

import duckdb
import pandas as pd
import pytest

from loaders.reading import VECTORS, Snapshot
from loaders.settings import read_settings
from loaders.snapshot import snapshot_file

TIMES = 25
AT_ONCE = VECTORS * 2048


@pytest.fixture(scope="module")
def large(shipped):
    """The shipped snapshot with every observation many times over: more than one part."""
    con = duckdb.connect()
    file = snapshot_file(read_settings().build_folder, shipped.id)
    con.execute(f"ATTACH '{file}' AS base (READ_ONLY)")
    names = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'base'").fetchall()
    for (name,) in names:
        con.execute(f"CREATE VIEW {name} AS FROM base.{name}")
    con.execute("DROP VIEW IF EXISTS observations")
    con.execute(
        "CREATE TABLE observations AS SELECT * REPLACE (format('{}-{:02}', id, n) AS id) "
        f"FROM base.observations, range({TIMES}) AS times(n)"
    )
    con.execute("ALTER TABLE observations DROP n")
    return Snapshot(file, con, "large")


def test_parts_are_the_whole_and_none_is_large(large, observed):
    parts = list(large.parts())
    assert len(parts) > 1 and max(map(len, parts)) <= AT_ONCE
    whole = large.observations()
    assert len(whole) == large.count() == TIMES * len(observed)
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole, check_dtype=False)


@pytest.mark.parametrize(("limit", "offset"), [(10, 0), (10, 9000), (9000, 100), (None, 10_000), (5, 10**7)])
def test_some_of_the_rows_are_those_of_the_whole(large, limit, offset):
    wanted = large.observations()["id"].iloc[offset : None if limit is None else offset + limit]
    assert [id_ for part in large.parts(limit=limit, offset=offset) for id_ in part["id"]] == list(wanted)


def test_parts_and_count_of_some_indicators_and_places(shipped, observed):
    indicators, places = list(observed["indicator"].unique()[:20]), ["anyang", "hunan"]
    wanted = shipped.observations(indicators, places)
    (found,) = shipped.parts(indicators, places)
    assert list(found["id"]) == list(wanted["id"]) and shipped.count(indicators, places) == len(wanted) > 0
    assert shipped.count(indicators=[]) == 0 and list(shipped.parts(places=[])) == []
