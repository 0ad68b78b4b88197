"""Kept: an answer is computed once for everybody, nobody can change it, and what somebody brought stays with them."""

import pandas as pd
import pytest

from findings import kept
from loaders.reading import COMPUTED, FIGURES, PRINTED, Snapshot
from loaders.snapshot import snapshot_file


@pytest.fixture
def counted():
    """A function whose answers are kept, and the arguments it was really computed for."""
    computed = []

    @kept.answer
    def rows(snapshot_id: str, code: str = "") -> pd.DataFrame:
        computed.append((snapshot_id, code))
        return pd.DataFrame({"code": [code]})

    return rows, computed


@pytest.fixture
def twin(shipped):
    """The shipped snapshot under the name of a session's own."""
    snapshot = Snapshot(snapshot_file(kept.settings().build_folder, shipped.id))
    snapshot.id = "session-1-2"
    return snapshot


def test_an_answer_is_computed_once_for_each_question(counted):
    rows, computed = counted
    for _ in range(2):
        for asked in (("a",), ("a", "x"), ("b", "x")):
            rows(*asked)
    assert computed == [("a", ""), ("a", "x"), ("b", "x")]


def test_whoever_changes_an_answer_changes_their_own_copy(counted):
    rows, _ = counted
    for _ in range(3):
        found = rows("a", "x")
        assert list(found["code"]) == ["x"]
        found.loc[0, "code"] = "changed"
        found["code"] += " again"
        found["more"] = 1


def test_whoever_changes_a_part_of_an_answer_changes_their_own_copy():
    @kept.answer
    def parts(snapshot_id: str) -> tuple[pd.DataFrame, dict[str, list[str]]]:
        return pd.DataFrame({"code": [snapshot_id]}), {"codes": [snapshot_id]}

    for _ in range(3):
        rows, named = parts("a")
        assert list(rows["code"]) == ["a"] and named == {"codes": ["a"]}
        rows.iloc[0, 0] = "changed"
        named["codes"].append("changed")


def test_the_answers_asked_for_longest_ago_are_forgotten(counted, monkeypatch):
    rows, computed = counted
    monkeypatch.setattr(kept, "EVERYBODYS", kept.Shelf(3 * kept.to_keep(rows("a", "0")).size))
    for n in range(3):
        rows("a", str(n))
    rows("a", "0")  # asked for again: the second is now the oldest
    rows("a", "3")
    del computed[:]
    rows("a", "0")
    assert computed == []
    rows("a", "1")
    assert computed == [("a", "1")]


def test_what_was_computed_from_a_brought_snapshot_is_forgotten_with_it(counted, twin):
    rows, computed = counted
    first = kept.bring(twin)
    rows(twin.id), rows(twin.id)
    assert len(computed) == 1
    del first
    second = kept.bring(twin)
    rows(twin.id)
    assert len(computed) == 2 and second.snapshot is twin


def test_a_brought_snapshot_is_there_as_long_as_it_is_held(twin, shipped):
    held = kept.bring(twin)
    assert kept.snapshot(twin.id) is twin
    assert len(kept.observations(twin.id)) == len(kept.observations(shipped.id))
    del held
    with pytest.raises(Exception, match=twin.id):
        kept.snapshot(twin.id)


def test_two_questions_that_differ_in_the_function_alone_have_two_answers(shipped):
    assert list(kept.table(shipped.id, "places")["id"]) == list(kept.labels(shipped.id, "places", "zh"))


@pytest.mark.parametrize("name", [PRINTED, COMPUTED, FIGURES])
@pytest.mark.parametrize(
    "asked",
    [
        (None, ("anyang", "hunan"), None),
        (("startup_days", "patents"), None, None),
        (None, None, ("xiangtan-001", "anyang-001", "nothing")),
        (("startup_days",), ("anyang",), ("anyang-002",)),
        ((), None, None),
    ],
)
def test_figures_looked_up_are_those_that_the_database_would_give(name, asked, shipped):
    looked_up, read = kept.figures(shipped.id, *asked, name), kept.computing(shipped.id).figures(name, *asked)
    pd.testing.assert_frame_equal(looked_up, read, check_dtype=False)
