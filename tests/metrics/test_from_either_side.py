"""Seen from the other side: every pair has one grade, and the verdict and the gap that mirror each other."""

import numpy as np
import pytest
from hypothesis import given

from metrics.comparability import comparability
from metrics.gaps import gaps
from metrics.pairs import pairs
from metrics.verdicts import verdicts
from tests.metrics.drawn import declarations, tables
from tests.metrics.rules import MIRRORED, RULES
from tests.trying import tried


@pytest.fixture(scope="module")
def judged(observed, declared, computed):
    """Every pair of the figures, graded and judged, by the ids of both sides."""

    def judge(rows, said):
        def metric(figures, others, comparisons):
            return gaps(verdicts(comparability(pairs(figures, others, comparisons), RULES)))

        table = observed(*rows)
        return computed(metric, table, table, declared(*said)).set_index(["id", "benchmark_id"])

    return judge


@tried(12)
@given(tables(), declarations)
def test_a_pair_has_one_grade_and_its_verdict_and_gap_mirror_each_other(judged, rows, said):
    there = judged(rows, said)
    back = there.loc[[(other, one) for one, other in there.index]]
    for name in ("grade", "reasons"):
        assert list(there[name]) == list(back[name])
    assert [MIRRORED[verdict] for verdict in there["verdict"]] == list(back["verdict"])
    assert list(there["form"] == "limit") == list(back["form"] == "limit")
    for near, far in (("low", "high"), ("high", "low")):
        np.testing.assert_array_equal(there[f"gap_{near}"], -back[f"gap_{far}"])
        assert list(there[f"gap_{near}_open"]) == list(back[f"gap_{far}_open"])
