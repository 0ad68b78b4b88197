"""A published index, computed anew: 200 places × 10 indicators × 17 years, against plain arithmetic.

The dataset is made up, written to a folder as the data contract has it, built, and read as the pages read it.
Its figures have one decimal, so that places tie; some places are twins, so that their composites tie; and in
each year some figures are not reported.
"""

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from loaders.contract import COLUMNS
from loaders.reading import Snapshot
from loaders.settings import read_settings
from loaders.snapshot import build_snapshot, snapshot_file
from metrics.composites import comparable_scores, composites
from metrics.peer_sets import peer_sets
from metrics.ranks import ranks
from metrics.scores import scores
from metrics.shares import OVERALL, shares

pytestmark = pytest.mark.slow  # an index of every year

PLACES, INDICATORS, YEARS = 200, 10, range(2007, 2024)
TOPICS = ["topic_a"] * 6 + ["topic_b"] * 4
# Best and worst of each indicator; figures lie between 1 and 90, some of them beyond.
BEST = np.array([5, 80, 3, 85.5, 10, 70, 1, 90, 2, 60])
WORST = np.array([60, 10, 88, 2, 70, 5, 45.5, 1, 80, 7])
RULES = read_settings().comparability.rules
CATALOGUE = {
    "topics.yaml": "topic_a:\n  name: {zh: 甲, en: A}\ntopic_b:\n  name: {zh: 乙, en: B}\n",
    "units.yaml": "day:\n  name: {zh: 天, en: days}\n  dimension: time\n  factor: 1\n  printed: [天]\n",
    "frameworks.yaml": "national:\n  any: {zh: 任一, en: Any}\nb_ready:\n  any: {zh: 任一, en: Any}\n",
    "sources.yaml": "yearbook:\n  title: {zh: 年鉴, en: Yearbook}\n  issuer: {zh: 统计局, en: Bureau}\n"
    "  kind: statistics\n  published: 2024\n  period_start: 2007-01-01\n  period_end: 2023-12-31\n"
    f"  file: yearbook.txt\n  sha256: {'0' * 64}\n",
}


def made_up() -> np.ndarray:
    """Year × place × indicator, from 1.0 to 90.0; NaN where not reported."""
    random = np.random.default_rng(20240101)
    values = random.integers(10, 901, (len(YEARS), PLACES, INDICATORS)) / 10
    values[:, -20:] = values[:, :20]
    values[random.random(values.shape) < 0.01] = np.nan
    return values


def place_id(number: int) -> str:
    return f"place-{number:03}"


def write_catalogue(folder: Path) -> None:
    for name, text in CATALOGUE.items():
        (folder / name).write_text(text, encoding="utf-8")
    name = "  name: {{zh: 名{0}, en: Name {0}}}\n".format
    places = (f"{place_id(number)}:\n{name(number)}  level: prefecture\n" for number in range(PLACES))
    (folder / "places.yaml").write_text("".join(places), encoding="utf-8")
    for number, topic in enumerate(TOPICS):
        direction = "lower_is_better" if BEST[number] < WORST[number] else "higher_is_better"
        with (folder / "indicators" / f"{topic}.yaml").open("a", encoding="utf-8") as file:
            file.write(
                f"indicator-{number}:\n{name(number)}  definition: {{zh: 义, en: Meaning}}\n  unit: day\n"
                f"  direction: {direction}\n  national_indicator: any\n  b_ready: any\n"
                f"  goalposts: {{best: {BEST[number]}, worst: {WORST[number]}, source: {{zh: 定, en: Set}}}}\n"
            )


def write_observations(folder: Path, values: np.ndarray, years: range) -> None:
    for place in range(PLACES):
        with (folder / "observations" / f"{place_id(place)}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            rows = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
            rows.writeheader()
            for (year, number), value in np.ndenumerate(values[:, place]):
                if not np.isnan(value):
                    rows.writerow(row_of(place, years[year], number, value))


def row_of(place: int, year: int, number: int, value: float) -> dict[str, str]:
    days = {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
    fixed = {"scope": "whole", "unit": "day", "bound": "exact", "status": "achieved", "source": "yearbook"}
    names = {"id": f"{place_id(place)}-{year}-{number}", "place": place_id(place)}
    printed = {"value": f"{value:.1f}", "as_printed": f"{value:.1f}天", "locator": str(year)}
    return names | {"indicator": f"indicator-{number}"} | days | fixed | printed


@pytest.fixture(scope="module", params=[pytest.param(YEARS, marks=pytest.mark.slow, id="every"), YEARS[-1:]])
def years(request) -> range:
    """The years of the dataset."""
    return request.param


@pytest.fixture(scope="module")
def values(years) -> np.ndarray:
    return made_up()[-len(years) :]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory, values, years) -> Snapshot:
    """The snapshot of the made-up dataset."""
    folder, build = tmp_path_factory.mktemp("index"), tmp_path_factory.mktemp("build")
    for room in ("indicators", "observations"):
        (folder / room).mkdir()
    write_catalogue(folder)
    write_observations(folder, values, years)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIBIAO_BUILD", str(build))
        return Snapshot(snapshot_file(build, build_snapshot(folder, read_settings())))


@pytest.fixture(scope="module")
def catalogue(snapshot) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Goalposts, and the shares of the indicators without weights of our own."""
    indicators = snapshot.table("indicators").rename(columns={"id": "indicator"})
    none = pd.DataFrame({"topic": [], "indicator": [], "weight": []}).astype(
        {"topic": "str", "indicator": "str", "weight": float}
    )
    listed = shares(indicators, none[["topic", "weight"]], none[["indicator", "weight"]])
    return indicators[["indicator", "best", "worst"]], listed


@pytest.fixture(scope="module")
def composed(computed):
    """Scores and composites of one year."""

    def of_year(observed, goalposts, listed, mean: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        scored = computed(lambda rows, posts: scores(peer_sets(rows, RULES), posts), observed, goalposts)
        whole = computed(lambda rows, of: composites(comparable_scores(rows), of, mean, 0.5), scored, listed)
        return scored, whole

    return of_year


def expected_scores(values: np.ndarray) -> np.ndarray:
    return np.clip(100 * (WORST - values) / (WORST - BEST), 0, 100)


def expected_composites(expected: np.ndarray, mean: str) -> np.ndarray:
    """Place × (topic_a, topic_b, overall), as a mean of means; NaN where a score is missing."""
    average = {
        "arithmetic": lambda part: part.mean(axis=1),
        "geometric": lambda part: np.prod(part, axis=1) ** (1 / part.shape[1]),
    }[mean]
    topics = np.stack([average(expected[:, :6]), average(expected[:, 6:])], axis=1)
    return np.column_stack([topics, average(topics)])


def expected_ranks(column: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last rank of each: 1 + how many are greater, and how many are not less, by a billionth."""
    difference = column[None, :] - column[:, None]
    return 1 + (difference > 1e-9).sum(axis=1), (difference > -1e-9).sum(axis=1)


def check_year(
    ranked_of: Callable, scored: pd.DataFrame, found: pd.DataFrame, values: np.ndarray, mean: str
) -> None:
    expected = expected_scores(values)
    table = scored.pivot(index="place", columns="indicator", values=["score_low", "score_high"])
    for end in ("score_low", "score_high"):
        np.testing.assert_allclose(table[end].to_numpy(), expected, rtol=0, atol=1e-9)
    assert set(scored["peers"]) == set((~np.isnan(values)).sum(axis=0))
    columns = expected_composites(expected, mean).T
    for name, column in zip(("topic_a", "topic_b", OVERALL), columns, strict=True):
        rows = found[found["composite"] == name].sort_values("place", ignore_index=True)
        is_complete = ~np.isnan(column)
        assert list(rows["left_out"] == "") == list(is_complete)
        for end in ("low", "high"):
            np.testing.assert_allclose(rows.loc[is_complete, end], column[is_complete], rtol=0, atol=1e-9)
        ranked = ranked_of(rows[is_complete])
        best, worst = expected_ranks(column[is_complete])
        assert list(ranked["rank_best"]) == list(best)
        assert list(ranked["rank_worst"]) == list(worst)
        assert (best != worst).sum() >= 2  # the twins


@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
def test_the_index_of_a_year_is_as_computed_plainly(
    mean, snapshot, catalogue, values, years, composed, computed
):
    observed = snapshot.observations()
    assert len(observed) == np.isfinite(values).sum() > 1900 * len(years)
    for number, year in enumerate(years):
        of_year = observed[observed["period_end"] == f"{year}-12-31"]
        of_means = composed(of_year, *catalogue, mean)
        check_year(partial(computed, ranks), *of_means, values[number], mean)


def test_with_figures_missing_a_composite_spans_what_they_could_be(
    snapshot, catalogue, values, years, composed
):
    observed = snapshot.observations()
    of_year = observed[observed["period_end"] == f"{years[0]}-12-31"]
    _, found = composed(of_year, *catalogue, "arithmetic")
    rows = found[(found["composite"] == "topic_a") & (found["left_out"] != "")].set_index("place")
    assert len(rows) > 5
    for number, known in enumerate(expected_scores(values[0])[:, :6]):
        if np.isnan(known).any():
            row = rows.loc[place_id(number)]
            assert row["covered"] == np.isfinite(known).sum()
            low, high = (np.nan_to_num(known, nan=unknown).mean() for unknown in (0, 100))
            assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-9)
