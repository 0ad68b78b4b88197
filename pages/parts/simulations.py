"""Simulations: what the comparison would say if some figures were others, computed again by the same metrics."""

from __future__ import annotations

import pandas as pd

from findings import answers, judging, standing
from findings.standing import Weights
from metrics import scenarios
from metrics.shares import OVERALL
from pages.parts import cached
from words import LANGUAGES, Wording, wording
from words.cells import cell
from words.numbers import ENDS

VALUE, PEER, BEST = "value", "peer", "best"
SCENARIOS = (VALUE, PEER, BEST)
# The place, the scenario, the figure it is about, and the number or the place that is taken ("" for none).
Asked = tuple[str, str, str, str]
NOTHING = ("", VALUE, "", "")  # the scenario that changes nothing


@cached.answer
def as_it_is(snapshot_id: str) -> pd.DataFrame:
    """Every figure with peer set, score and rank, or in `left_out` why it has no rank."""
    return standing.placed(standing.scored(snapshot_id))


@cached.answer
def after(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """Every figure with peer set and score, those that the scenario changes marked as simulated.

    A peer set holds figures of one indicator: those of the others stand as they are.
    """
    place, scenario, figure, by = asked
    every = standing.scored(snapshot_id)
    if scenario != BEST and not by:
        return every.assign(simulated=False, from_id="")
    is_own = every["place"] == place if scenario == BEST else every["id"] == figure
    may_move = every["indicator"].isin(every[is_own]["indicator"])
    moved = standing.scores_of(snapshot_id, _changed(every[may_move], asked))
    return pd.concat([every[~may_move].assign(simulated=False, from_id=""), moved], ignore_index=True)


@cached.answer
def figures(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """The figures that are changed, each as it is and simulated, with score and rank, or in `left_out` why no rank.

    Where nothing is changed it is the one figure that may be. `changes`: the figure whose place a row takes.
    """
    new = standing.placed(after(snapshot_id, asked)).query("simulated")
    new = new.assign(changes=new["id"].str.removeprefix(scenarios.MARK))
    every = as_it_is(snapshot_id)
    old = every[every["id"].isin([*new["changes"], *([asked[2]] if new.empty else ())])]
    old = old.assign(changes=old["id"], simulated=False, from_id="")
    return worded(_beside(old, new, "changes").assign(row="drawn"))


@cached.answer
def against(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """What is changed against the figures of other places, as it is and simulated, with grade, verdict and gap.

    `id` names both figures, joined by a slash, where neither is simulated.
    """
    own = figures(snapshot_id, asked)
    every = standing.figures(snapshot_id)
    found = judging.of_frames(snapshot_id, own, every[every["place"] != asked[0]])
    other = {f"other_{c}_{x}": found[f"benchmark_{c}_{x}"] for c in ("place", "indicator") for x in LANGUAGES}
    for language in LANGUAGES:
        units = cached.labels(snapshot_id, "units", language)
        other[f"benchmark_unit_{language}"] = found["benchmark_unit"].map(units)
    seen = every.set_index("id")
    other |= {f"benchmark_source_{x}": found["benchmark_id"].map(seen[f"source_{x}"]) for x in LANGUAGES}
    found = found.assign(**other)
    other = {
        f"other_value_{x}": [cell(r, "other_value", x) for r in found.to_dict("records")] for x in LANGUAGES
    }
    order = ["changes", "benchmark_high", "benchmark_id", "simulated"]
    rows = found.assign(**other).sort_values(order, kind="stable")
    both = rows["id"] + "/" + rows["benchmark_id"]
    rows = rows.assign(id=rows["id"].where(rows["simulated"], both))
    return rows.assign(row=(rows["grade"] != "not_comparable").map({True: "drawn", False: "listed"}))


@cached.answer
def composed(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The composites of every place after the scenario. A figure without a peer or a score is part of none."""
    sets = after(snapshot_id, asked)
    is_part = sets["simulated"] & (sets["peers"] > 1) & sets["score_low"].notna()
    if asked != NOTHING and not is_part.any():
        return composed(snapshot_id, NOTHING, weights)
    return standing.composites_of(snapshot_id, sets, weights)


@cached.answer
def composites(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The composites of the place as they are and simulated, with coverage and rank, or why there is no number."""
    states = {False: NOTHING}
    if figures(snapshot_id, asked)["simulated"].any():
        states[True] = asked
    each = [composed(snapshot_id, of, weights).assign(simulated=state) for state, of in states.items()]
    old, *new = (rows[rows["place"] == asked[0]] for rows in each)
    rows = _beside(old, new[0], "composite") if new else old
    return (
        rows.drop(columns="left_out")
        .rename(columns={end: f"score_{end}" for end in ENDS})
        .assign(row="drawn", id="")
    )


@cached.answer
def standings(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The figures that are changed and the composites of their place, each as it is and simulated.

    `composite_zh` and `composite_en` are the names of the indicators too.
    """
    own = figures(snapshot_id, asked)
    own = own.assign(**{f"composite_{x}": own[f"indicator_{x}"] for x in LANGUAGES})
    own = own.assign(
        **{f"own_value_{x}": [cell(r, "value", x) for r in own.to_dict("records")] for x in LANGUAGES}
    )
    rows = worded(answers.stacked(own, composites(snapshot_id, asked, weights)))
    for language in LANGUAGES:
        why = [_why_none(row, wording(language), language) for row in rows.to_dict("records")]
        rows = rows.assign(**{f"why_none_{language}": why})
    return rows


@cached.answer
def best_city(snapshot_id: str) -> pd.DataFrame:
    """The figures of the city made of all best ones, each with the place it was taken from."""
    rows, every = standing.best_of_all(snapshot_id), standing.figures(snapshot_id).set_index("id")
    for language in LANGUAGES:
        rows = rows.assign(
            **{f"place_{language}": wording(language)("what_if.best_city")},
            **{f"from_place_{language}": rows["from_id"].map(every[f"place_{language}"])},
        )
    return worded(rows.assign(row="listed"))


@cached.answer
def best_composite(snapshot_id: str, weights: Weights) -> pd.DataFrame:
    """The overall composite of the city made of all best figures; no row where it is not complete."""
    added = scenarios.best_of_all(standing.scored(snapshot_id), standing.BEST_OF_ALL)
    rows = standing.composites_of(snapshot_id, standing.scores_of(snapshot_id, added), weights)
    is_it = (
        (rows["place"] == standing.BEST_OF_ALL) & (rows["composite"] == OVERALL) & (rows["left_out"] == "")
    )
    return rows[is_it].rename(columns={end: f"score_{end}" for end in ENDS})


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the words of `simulated` in both languages."""
    for language in LANGUAGES:
        text = wording(language)
        said = [
            text("simulated.yes" if is_simulated else "simulated.no") for is_simulated in rows["simulated"]
        ]
        rows = rows.assign(**{f"simulated_{language}": said})
    return rows


def _changed(sets: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The long table after the scenario."""
    place, scenario, figure, by = asked
    if scenario == BEST:
        return scenarios.with_best(sets, place)
    if scenario == PEER:
        return scenarios.with_peer(sets, figure, _figure_of(sets, figure, by))
    return scenarios.with_value(sets, figure, float(by))


def _why_none(row: dict, text: Wording, language: str) -> str:
    """Why a figure has no rank, or a composite no number, with its coverage."""
    withheld = cell(row, "withheld", language)
    if not withheld:
        return cell(row, "left_out", language)
    return text("card.fact", name=withheld, said=cell(row, "coverage", language))


def _beside(old: pd.DataFrame, new: pd.DataFrame, of: str) -> pd.DataFrame:
    """Each row as it is, then simulated, in the order of what it is `of`."""
    order = list(dict.fromkeys(old[of]))
    both = pd.concat([old, new], ignore_index=True)
    return (
        both.assign(order=both[of].map(order.index)).sort_values("order", kind="stable").drop(columns="order")
    )


def _figure_of(every: pd.DataFrame, figure: str, place: str) -> str:
    """The figure of a place in the peer set of another figure; empty where it has none."""
    peer_set = every.set_index("id")["peer_set"][figure]
    found = every[(every["peer_set"] == peer_set) & (every["place"] == place) & (every["left_out"] == "")]
    return found["id"].iloc[0] if len(found) else ""
