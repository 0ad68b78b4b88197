"""Simulations: what the comparison would say if some figures were different, recomputed by the same metrics.

First what may be changed and to what, then what follows from it, then what holds for composites under all weights.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from findings import answers, judging, kept, standing
from findings.kept import Codes
from findings.standing import Weights
from metrics import scenarios
from metrics.composites import comparable_scores
from metrics.shares import OVERALL
from metrics.weights import attainable_ranks, flips
from words import LANGUAGES, numbers, wording
from words.cells import cell
from words.numbers import ENDS

VALUE, PEER, BEST = "value", "peer", "best"
SCENARIOS = (VALUE, PEER, BEST)
# The place, the scenario, the figure in question, and the number or place to take from ("" for none).
Asked = tuple[str, str, str, str]
BEST_OF_ALL = "best_of_all"  # the place made of all best figures
NOTHING = ("", VALUE, "", "")  # the scenario that changes nothing
STEPS = 50  # about this many from one end of a slider to the other
MOST = 10.0  # the largest weight of a topic, unless the settings have a larger one
SCORE = {end: f"score_{end}" for end in ENDS}  # names of a composite's columns beside those of figures
NO_RIVALS = pd.DataFrame(columns=["benchmark_place", "verdict", "always", "range_low", "range_high"])


class Span(NamedTuple):
    """What may be chosen: from `least` to `most` in steps; `start` is left out of the address."""

    start: float
    least: float
    most: float
    step: float


@kept.answer
def simulable_figures(snapshot_id: str) -> pd.DataFrame:
    """The figures that may be changed: each has a number, represents its place, and is on an indicator with a direction."""
    every, is_whole = standing.scored(snapshot_id), standing.is_whole(snapshot_id)
    return every[is_whole & (every["left_out"] == "") & (every["direction"] != "no_judgement")]


@kept.answer
def beginning(snapshot_id: str) -> dict[str, str]:
    """Place → the figure its view starts with, which compares with most others; the first place's compares with the most."""
    found = judging.pairs_between(snapshot_id, kept.at_once(snapshot_id), cuts=False)
    is_shared = (found["grade"] != "not_comparable") & (found["place"] != found["benchmark_place"])
    shared = found[is_shared]["id"].value_counts()
    rows = simulable_figures(snapshot_id)
    rows = rows.assign(
        shared=rows["id"].map(shared).fillna(0), beside=rows.groupby("place")["id"].transform("size")
    )
    firsts = rows.sort_values(["shared", "beside"], ascending=False, kind="stable").drop_duplicates("place")
    return dict(zip(firsts["place"], firsts["id"], strict=True))


@kept.answer
def places(snapshot_id: str, language: str) -> dict[str, str]:
    """id → name of the places that have a figure to change."""
    names, having = kept.labels(snapshot_id, "places", language), beginning(snapshot_id)
    return {id_: name for id_, name in names.items() if id_ in having}


@kept.answer
def scenario_choices(snapshot_id: str, place: str, language: str) -> dict[str, str]:
    """Figure → its indicator, with scope and status if the place has several on it."""
    text, every = wording(language), simulable_figures(snapshot_id)
    rows = every[every["place"] == place]
    names, is_one = rows[f"indicator_{language}"], ~rows["indicator"].duplicated(keep=False)
    parts = zip(names, rows["scope"], rows["status"], strict=True)
    more = [
        f"{name} · {text(f'scope.{scope}')} · {text(f'status.{status}')}" for name, scope, status in parts
    ]
    return dict(zip(rows["id"], names.where(is_one, more), strict=True))


@kept.answer
def peers(snapshot_id: str, figure: str, language: str) -> dict[str, str]:
    """id → name of the other places in the figure's peer set, first the one with the best figure."""
    every = simulable_figures(snapshot_id)
    own = every.set_index("id").loc[figure]
    others = every[(every["peer_set"] == own["peer_set"]) & (every["place"] != own["place"])]
    best = scenarios.best_of_all(others, BEST_OF_ALL)["from_id"]
    others = others.assign(is_other=~others["id"].isin(best)).sort_values("is_other", kind="stable")
    return dict(zip(others["place"], others[f"place_{language}"], strict=True))


@kept.answer
def value_span(snapshot_id: str, figure: str) -> Span:
    """The range of the figure: from 0, or its natural minimum, to about twice the largest."""
    every = simulable_figures(snapshot_id).set_index("id")
    start, indicator = (every.loc[figure, c] for c in ("amount", "indicator"))
    entry = kept.table(snapshot_id, "indicators").set_index("id").loc[indicator]
    beside = every[every["indicator"] == indicator][["low", "high"]].to_numpy().ravel()
    known = [abs(e) for e in (start, *beside, entry["best"], entry["worst"]) if e and math.isfinite(e)]
    most = min(_nice(2 * max(known, default=1.0), up=True), float(entry["maximum"]))
    least = max(float(entry["minimum"]), -most)
    step = _nice((most - least) / STEPS, up=False)
    is_whole = float(start).is_integer() and most - least > STEPS / 4
    return Span(float(start), least, most, max(step, 1.0) if is_whole else step)


@kept.answer
def unit(snapshot_id: str, figure: str, language: str) -> str:
    """The name of the figure's unit."""
    return simulable_figures(snapshot_id).set_index("id")[f"unit_{language}"][figure]


@kept.answer
def weighted_topics(snapshot_id: str, language: str) -> dict[str, str]:
    """id → name of the topics that are part of the overall composite."""
    parts = standing.composite_weights(snapshot_id)["composite"]
    names = kept.labels(snapshot_id, "topics", language)
    return {id_: name for id_, name in names.items() if (parts == id_).any()}


@kept.answer
def weight_spans(snapshot_id: str) -> dict[str, Span]:
    """Topic → what its weight may be; it starts at the weight in the settings."""
    given = kept.settings().composites.topics
    starts = {topic: float(given.get(topic, 1)) for topic in weighted_topics(snapshot_id, "zh")}
    return {topic: Span(start, 0.0, max(MOST, start), 0.5) for topic, start in starts.items()}


def _nice(amount: float, up: bool) -> float:
    """The next number up or down that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(amount))
    steps = [power * times for times in (1, 2, 5, 10)]
    return next(step for step in steps if step >= amount) if up else max(s for s in steps if s <= amount)


@kept.answer
def as_it_is(snapshot_id: str) -> pd.DataFrame:
    """Every figure with peer set, score and rank, or the reason for no rank in `left_out`."""
    return standing.placed(standing.scored(snapshot_id))


@kept.answer
def after(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """Every figure with peer set and score; those that the scenario changes are marked as simulated.

    As a peer set holds figures of one indicator only, those of other indicators stay as they are.
    """
    place, scenario, figure, by = asked
    every = standing.scored(snapshot_id)
    if scenario != BEST and not by:
        return every.assign(simulated=False, from_id="")
    is_own = every["place"] == place if scenario == BEST else every["id"] == figure
    may_move = every["indicator"].isin(every[is_own]["indicator"])
    moved = standing.scores_of(
        _changed(every[may_move], asked), standing.goalposts_of_indicators(snapshot_id)
    )
    return pd.concat([every[~may_move].assign(simulated=False, from_id=""), moved], ignore_index=True)


@kept.answer
def simulated_figures(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """The figures changed, each as it is and simulated, with score and rank, or the reason for no rank in `left_out`.

    If nothing is changed, the one figure that may be. `changes`: the id of the figure that a row is, or replaces.
    """
    every, changed = as_it_is(snapshot_id), after(snapshot_id, asked)
    nothing = every.head(0).assign(simulated=False, from_id="")
    new = standing.placed(changed).query("simulated") if changed["simulated"].any() else nothing
    new = new.assign(changes=new["id"].str.removeprefix(scenarios.MARK))
    old = every[every["id"].isin([*new["changes"], *([asked[2]] if new.empty else ())])]
    old = old.assign(changes=old["id"], simulated=False, from_id="")
    both = pd.concat([old, new], ignore_index=True).assign(row="drawn")
    return words_of_pairs(_beside_peer(both, "changes"))


@kept.answer
def simulated_pairs(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """The figures changed against those of other places, as they are and simulated, with grade, verdict and gap.

    `id` names both figures, joined by a slash, if neither is simulated.
    """
    own, every = simulated_figures(snapshot_id, asked), standing.figures_without_cuts(snapshot_id)
    found = judging.of_scenario(snapshot_id, own, every[every["place"] != asked[0]])
    other = {f"other_{c}_{x}": found[f"benchmark_{c}_{x}"] for c in ("place", "indicator") for x in LANGUAGES}
    seen = every.set_index("id")
    other |= {f"benchmark_source_{x}": found["benchmark_id"].map(seen[f"source_{x}"]) for x in LANGUAGES}
    rows = answers.in_words(found.assign(**other), other_value=lambda row, x: cell(row, "other_value", x))
    rows = rows.sort_values(["changes", "benchmark_high", "benchmark_id", "simulated"], kind="stable")
    both = rows["id"] + "/" + rows["benchmark_id"]
    rows = rows.assign(id=rows["id"].where(rows["simulated"], both))
    return rows.assign(row=(rows["grade"] != "not_comparable").map({True: "drawn", False: "listed"}))


@kept.answer
def simulated_topics(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The composites of every place after the scenario. A figure without peers or a score is not part of any."""
    sets = after(snapshot_id, asked)
    is_part = sets["simulated"] & (sets["peers"] > 1) & sets["score_low"].notna()
    if asked != NOTHING and not is_part.any():
        return simulated_topics(snapshot_id, NOTHING, weights)
    return standing.composites_of(snapshot_id, sets, weights)


@kept.answer
def simulated_composites(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The place's composites as they are and simulated, with coverage and rank, or why there is no number."""
    rows = _in_both_states(snapshot_id, asked, lambda of: simulated_topics(snapshot_id, of, weights))
    rows = _beside_peer(rows[rows["place"] == asked[0]], "composite")
    return rows.drop(columns="left_out").rename(columns=SCORE).assign(row="drawn", id="")


@kept.answer
def simulated_standings(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The figures changed and the composites of their place, each as it is and simulated.

    For figures, `composite_zh` and `composite_en` are the names of their indicators.
    """
    own = simulated_figures(snapshot_id, asked)
    own = own.assign(**{f"composite_{x}": own[f"indicator_{x}"] for x in LANGUAGES})
    own = answers.in_words(own, own_value=lambda row, x: cell(row, "value", x))
    rows = words_of_pairs(answers.stacked(own, simulated_composites(snapshot_id, asked, weights)))
    return answers.in_words(rows, why_none=_why_none)


@kept.answer
def best_city_frames(snapshot_id: str) -> pd.DataFrame:
    """The figures of the city made of all best figures, each with the place it was taken from."""
    rows = scenarios.best_of_all(standing.scored(snapshot_id), BEST_OF_ALL)
    rows = rows[rows["simulated"]]
    every = standing.figures_without_cuts(snapshot_id).set_index("id")
    named = {f"place_{x}": wording(x)("what_if.best_city") for x in LANGUAGES}
    named |= {f"from_place_{x}": rows["from_id"].map(every[f"place_{x}"]) for x in LANGUAGES}
    return words_of_pairs(rows.assign(row="listed", **named))


@kept.answer
def best_composite(snapshot_id: str, weights: Weights) -> pd.DataFrame:
    """The overall composite of the city made of all best figures; empty if it is not complete."""
    added = scenarios.best_of_all(standing.scored(snapshot_id), BEST_OF_ALL)
    rescored = standing.scores_of(added, standing.goalposts_of_indicators(snapshot_id))
    rows = standing.composites_of(snapshot_id, rescored, weights)
    is_it = (rows[["place", "composite", "left_out"]] == [BEST_OF_ALL, OVERALL, ""]).all(axis=1)
    return rows[is_it].rename(columns=SCORE)


def words_of_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the words for `simulated` in both languages."""
    said = {True: "simulated.yes", False: "simulated.no"}
    return answers.in_words(rows, simulated=lambda row, x: wording(x)(said[row["simulated"]]))


def _in_both_states(snapshot_id: str, asked: Asked, compute: Callable[[Asked], pd.DataFrame]) -> pd.DataFrame:
    """What is computed for the comparison as it is and, if the scenario changes anything, simulated."""
    is_changed = simulated_figures(snapshot_id, asked)["simulated"].any()
    states = {False: NOTHING} | ({True: asked} if is_changed else {})
    return pd.concat([compute(of).assign(simulated=s) for s, of in states.items()], ignore_index=True)


def _changed(sets: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The long table after the scenario."""
    place, scenario, figure, by = asked
    if scenario == BEST:
        return scenarios.with_best(sets, place)
    if scenario == PEER:
        is_beside = sets["peer_set"] == sets.set_index("id")["peer_set"][figure]
        peer = sets[is_beside & (sets["place"] == by) & (sets["left_out"] == "")]["id"]
        return scenarios.with_peer(sets, figure, next(iter(peer), ""))
    return scenarios.with_value(sets, figure, float(by))


def _why_none(row: dict, language: str) -> str:
    """Why a figure has no rank, or a composite no number (with its coverage)."""
    if withheld := cell(row, "withheld", language):
        return wording(language)("card.fact", name=withheld, said=cell(row, "coverage", language))
    return cell(row, "left_out", language)


def _beside_peer(rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """Rows with equal values in the column `of` one below the other, each as it is, then simulated."""
    return answers.sorted_by(rows, rows.groupby(of, sort=False).ngroup())


@kept.answer
def complete(snapshot_id: str, asked: Asked, weights: Weights) -> Codes:
    """The places whose overall composite is complete after the scenario; only these can be ranked."""
    rows = simulated_topics(snapshot_id, asked, weights)
    return tuple(rows[(rows["composite"] == OVERALL) & (rows["left_out"] == "")]["place"])


@kept.answer
def attainable_frames(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The place against each rival, as it is and simulated: the verdict, and whether it holds under all weights.

    Each row has the place's best and worst rank over all weights, and weights that produce them. Empty if fewer than
    two places are complete, if the place is not, or if a score of 0 has no geometric mean.
    """
    rows = _in_both_states(snapshot_id, asked, lambda of: _of_state(snapshot_id, of, asked[0], weights))
    names = {x: kept.labels(snapshot_id, "places", x) for x in LANGUAGES}
    rows = answers.in_words(
        words_of_pairs(rows),
        place=lambda _, x: names[x][asked[0]],
        other_place=lambda row, x: names[x][row["benchmark_place"]],
        always=lambda row, x: wording(x)("always.yes" if row["always"] else "always.no"),
        range=lambda row, x: numbers.interval(
            row["range_low"], row["range_high"], False, False, "", x, digits=1
        ),
    )
    return rows.assign(row="listed", place=asked[0])


def _of_state(snapshot_id: str, asked: Asked, place: str, weights: Weights) -> pd.DataFrame:
    mean, places = kept.settings().composites.mean, complete(snapshot_id, asked, weights)
    if len(places) < 2 or place not in places:
        return NO_RIVALS
    shares = standing.composite_weights(snapshot_id, weights)
    shares = shares[shares["composite"] == OVERALL]
    scored = comparable_scores(after(snapshot_id, asked))
    scored = scored[scored["place"].isin(places) & scored["indicator"].isin(shares["indicator"])]
    if mean == "geometric" and (scored["score_low"] <= 0).any():
        return NO_RIVALS
    admissible = shares.assign(lowest=0.0, highest=1.0)
    ranks = attainable_ranks(scored, admissible, mean, (place,))
    rivals = flips(scored, admissible, shares, mean)
    told: dict[str, object] = {}
    for end, of_end in ranks.groupby("end"):
        told[f"attainable_{end}"] = int(of_end["rank"].iloc[0])
        for language in LANGUAGES:
            told[f"{end}_with_{language}"] = _weights_in_words(snapshot_id, of_end, language)
    return rivals[rivals["place"] == place].assign(**told)


def _weights_in_words(snapshot_id: str, weights: pd.DataFrame, language: str) -> str:
    """Weights in per cent, without those of 0."""
    text, names = wording(language), kept.labels(snapshot_id, "indicators", language)
    shares = zip(weights["indicator"], weights["weight"].astype(float), strict=True)
    told = [
        text("what_if.share", indicator=names[indicator], share=numbers.number(100 * weight, language, 1))
        for indicator, weight in shares
        if weight > 0
    ]
    return text("list.separator").join(told)
