"""Weights: what holds for a composite under all weights that could be defended.

    lowest ≤ weight ≤ highest for each indicator, and the weights sum to 1

    best rank     least, over these weights, of 1 + how many others are surely better
    worst rank    greatest, over these weights, of n − how many others are surely worse, with n places

where j is surely better than i when the mean of j's low ends > the mean of i's high ends. For one place and one end
this is a mixed-integer linear programme, in which a 0 or 1 for each rival says whether it is ahead, solved to the
optimum. The rank is counted again from the weights found; if the solver has used its tolerance to keep behind a set of
rivals that cannot all be behind, that set is ruled out and it solves again.

`flips` needs no solver: the difference of two places is linear in the weights, so its minimum and maximum are found
directly: the weight still free goes to the indicator where it costs least, then to the next. The geometric mean is the
arithmetic mean of logarithms. All ends of scores count as closed here: this can only widen the ranks, never narrow
them.

Sources: A. Salo, A. Punkka, Ranking Intervals and Dominance Relations for Ratio-Based Efficiency Analysis (Management
Science 57, 2011), for ranks over all weights; OECD and JRC, Handbook on Constructing Composite Indicators (2008), step
7, robustness and sensitivity.
"""

from collections.abc import Sequence
from typing import NamedTuple

import narwhals as nw
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from metrics import Frame, metric
from metrics.composites import check_choices
from metrics.intervals import is_known

TIE = 1e-9
STRICT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


class Field(NamedTuple):
    """The ends of scores, places × indicators, and the admissible weights."""

    places: list[str]
    indicators: list[str]
    low: np.ndarray
    high: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray

    def least(self, differences: np.ndarray) -> np.ndarray:
        """The minimum of Σ weight × difference over the admissible weights; indicators are the last axis."""
        cheapest_first = np.argsort(differences, axis=-1)
        room = (self.highest - self.lowest)[cheapest_first]
        given = np.clip(1 - self.lowest.sum() - (np.cumsum(room, axis=-1) - room), 0, room)
        beyond = np.take_along_axis(differences, cheapest_first, axis=-1) * given
        return differences @ self.lowest + beyond.sum(axis=-1)

    def most(self, differences: np.ndarray) -> np.ndarray:
        """The maximum of the same."""
        return -self.least(-differences)


@metric
def attainable_ranks(
    scored: Frame, admissible: Frame, mean: str, places: Sequence[str] | None = None
) -> nw.DataFrame:
    """`place`, `end` (best or worst), `rank`, and for each `indicator` the `weight` in a set of weights that gives the rank.

    Only for `places` if given, still ranked among all of them: each place and end takes a programme of its own.
    `scored` has `place`, `indicator`, `score_low` and `score_high`, all of them known; `admissible` has `indicator`,
    `lowest` and `highest` (shares from 0 to 1); other indicators are ignored. Everything is read into memory; the
    result is a frame of the same kind as `scored`, or of pandas if that is not in memory. Raises ValueError for an
    unknown mean, a score that is missing or has no logarithm, and weights that cannot sum to 1.
    """
    field = read_field(scored, admissible, mean)
    rows = []
    for number, place in enumerate(field.places):
        if places is not None and place not in places:
            continue
        rivals = np.arange(len(field.places)) != number
        ahead, best_with = fewest_ahead(field.low[rivals] - field.high[number], field)
        behind, worst_with = fewest_ahead(field.low[number] - field.high[rivals], field)
        rows += [
            (place, "best", 1 + ahead, *share) for share in zip(field.indicators, best_with, strict=True)
        ]
        worst = len(field.places) - behind
        rows += [(place, "worst", worst, *share) for share in zip(field.indicators, worst_with, strict=True)]
    return frame_like(scored, ("place", "end", "rank", "indicator", "weight"), rows)


@metric
def flips(scored: Frame, admissible: Frame, shares: Frame, mean: str) -> nw.DataFrame:
    """For every two places, either way round, whether their verdict is the same under all admissible weights.

    `place`, `benchmark_place`, the `verdict` at `shares` (`indicator`, `weight`; surely_better, surely_worse, equal or
    cannot_tell), `always`, and the possible range of place against benchmark, `range_low` to `range_high`: a difference
    in points for the arithmetic mean, a ratio for the geometric. Otherwise as `attainable_ranks`; also raises
    ValueError for shares that are not admissible.
    """
    field = read_field(scored, admissible, mean)
    given = read_shares(shares, field)
    number, other = np.nonzero(~np.eye(len(field.places), dtype=bool))
    lows, highs = field.low[number] - field.high[other], field.high[number] - field.low[other]
    verdicts = np.array(["surely_better", "surely_worse", "equal", "cannot_tell"], dtype=object)
    low, high = lows @ given, highs @ given
    now = np.argmax([low > TIE, high < -TIE, (low >= -TIE) & (high <= TIE), np.full(len(low), True)], axis=0)
    least, most = field.least(lows), field.most(highs)
    is_open = (field.most(lows) <= TIE) & (field.least(highs) >= -TIE) & (field.least(highs - lows) > TIE)
    steady = [least > TIE, most < -TIE, (least >= -TIE) & (most <= TIE), is_open]
    scale = np.exp if mean == "geometric" else np.asarray
    places = np.array(field.places, dtype=object)
    always = np.choose(now, steady)
    rows = zip(places[number], places[other], verdicts[now], always, scale(least), scale(most), strict=True)
    names = ("place", "benchmark_place", "verdict", "always", "range_low", "range_high")
    return frame_like(scored, names, list(rows))


def fewest_ahead(differences: np.ndarray, field: Field) -> tuple[int, np.ndarray]:
    """The fewest rows that must be above 0, and weights under which no more are."""
    ruled_out: list[np.ndarray] = []
    while True:
        is_ahead = chosen_ahead(differences, field, ruled_out)
        weights = weights_for(differences[~is_ahead], field)
        ahead = int((differences @ weights > TIE).sum())
        if ahead <= is_ahead.sum():
            return ahead, weights
        ruled_out.append(~is_ahead)


def chosen_ahead(differences: np.ndarray, field: Field, ruled_out: list[np.ndarray]) -> np.ndarray:
    """A mask of the fewest rows that let all others be at most 0 at once, within the solver's tolerance."""
    rivals, size = differences.shape
    reach = np.maximum(field.most(differences), 0)
    is_rival = np.repeat([0, 1], [size, rivals])
    rules = [
        LinearConstraint(np.hstack([differences, -np.diag(reach)]), ub=0),
        LinearConstraint(1 - is_rival, 1, 1),
        *(LinearConstraint(np.append(np.zeros(size), behind), lb=1) for behind in ruled_out),
    ]
    bounds = Bounds(np.append(field.lowest, np.zeros(rivals)), np.append(field.highest, np.ones(rivals)))
    exact = {"mip_rel_gap": 0}
    solved = milp(is_rival, integrality=is_rival, bounds=bounds, constraints=rules, options=exact)
    return solved.x[size:] > 0.5


def weights_for(behind: np.ndarray, field: Field) -> np.ndarray:
    """The weights that make the greatest of the rows as small as possible; −1 is small enough."""
    rivals, size = behind.shape
    solved = linprog(
        np.append(np.zeros(size), 1),
        A_ub=np.hstack([behind, -np.ones((rivals, 1))]),
        b_ub=np.zeros(rivals),
        A_eq=[np.append(np.ones(size), 0)],
        b_eq=[1],
        bounds=[*zip(field.lowest, field.highest, strict=True), (-1, None)],
        options=STRICT,
    )
    return np.clip(solved.x[:size], field.lowest, field.highest)


def read_field(scored: Frame, admissible: Frame, mean: str) -> Field:
    """The frames as arrays, logarithms for the geometric mean; raises ValueError for what cannot be right."""
    check_choices(mean, threshold=0)
    bounds = sorted(gathered(admissible, "indicator", "lowest", "highest"))
    indicators = [indicator for indicator, _, _ in bounds]
    lowest, highest = np.array([shares for _, *shares in bounds], dtype=float).reshape(-1, 2).T
    check_bounds(lowest, highest)
    known = gathered(scored.filter(is_known("score_")), "place", "indicator", "score_low", "score_high")
    scores = {(place, indicator): ends for place, indicator, *ends in known}
    places = sorted({place for (place,) in gathered(scored, "place")})
    for place in places:
        for indicator in indicators:
            if (place, indicator) not in scores:
                raise ValueError(f"{place} has no score for {indicator}: ranks need complete composites")
            if mean == "geometric" and scores[place, indicator][0] <= 0:
                raise ValueError(f"the score of {place} for {indicator} may be 0, which has no logarithm")
    ends = np.array([scores[place, indicator] for place in places for indicator in indicators], dtype=float)
    ends = ends.reshape(len(places), len(indicators), 2)
    ends = np.log(ends) if mean == "geometric" else ends
    return Field(places, indicators, ends[..., 0], ends[..., 1], lowest, highest)


def read_shares(shares: Frame, field: Field) -> np.ndarray:
    """The shares in the order of the indicators; raises ValueError where they are not admissible."""
    weights = dict(gathered(shares, "indicator", "weight"))
    given = np.array([weights.get(indicator, 0) for indicator in field.indicators], dtype=float)
    inside = (given >= field.lowest - TIE) & (given <= field.highest + TIE)
    if abs(given.sum() - 1) > TIE or not inside.all():
        raise ValueError("the shares given are not among the admissible weights")
    return given


def check_bounds(lowest: np.ndarray, highest: np.ndarray) -> None:
    """Raise ValueError for bounds that are not shares, or that no weights summing to 1 can keep."""
    if not ((lowest >= 0) & (lowest <= highest) & (highest <= 1)).all():
        raise ValueError("admissible weights: 0 <= lowest <= highest <= 1 is wanted for each indicator")
    if lowest.sum() > 1 + TIE or highest.sum() < 1 - TIE:
        raise ValueError(
            f"admissible weights cannot sum to 1: from {lowest.sum():g} to {highest.sum():g} is possible"
        )


def gathered(frame: Frame, *columns: str) -> list[tuple]:
    """The rows of some columns, in memory."""
    chosen = frame.select(*columns)
    return (chosen.collect() if isinstance(chosen, nw.LazyFrame) else chosen).rows()


def frame_like(scored: Frame, names: tuple[str, ...], rows: list[tuple]) -> nw.DataFrame:
    """A frame of the same kind as `scored`; a pandas frame where that is not in memory."""
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    return nw.from_dict(
        columns, backend="pandas" if isinstance(scored, nw.LazyFrame) else scored.implementation
    )
