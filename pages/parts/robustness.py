"""Robustness: what holds of the overall composites under all weights that the indicators can have."""

from __future__ import annotations

import pandas as pd

from findings import standing
from findings.answers import SEPARATOR
from findings.standing import Weights
from metrics.composites import comparable_scores
from metrics.shares import OVERALL
from metrics.weights import attainable_ranks, flips
from pages.parts import cached, simulations
from pages.parts.cached import Codes
from pages.parts.simulations import Asked
from words import LANGUAGES, numbers, wording

NONE = pd.DataFrame(columns=["benchmark_place", "verdict", "always", "range_low", "range_high"])


@cached.answer
def complete(snapshot_id: str, asked: Asked, weights: Weights) -> Codes:
    """The places whose overall composite is complete after the scenario: only these can be ranked."""
    rows = simulations.composed(snapshot_id, asked, weights)
    return tuple(rows[(rows["composite"] == OVERALL) & (rows["left_out"] == "")]["place"])


@cached.answer
def attainable(snapshot_id: str, asked: Asked, weights: Weights) -> pd.DataFrame:
    """The place against each rival, as it is and simulated: the verdict, and whether it stands under all weights.

    Each row has the best and the worst rank of the place over all weights, and weights that give them. Empty where
    fewer than two places are complete, where the place is not, or where a score of 0 has no geometric mean.
    """
    states = {False: simulations.NOTHING}
    if simulations.figures(snapshot_id, asked)["simulated"].any():
        states[True] = asked
    found = [
        _of_state(snapshot_id, of, asked[0], weights).assign(simulated=is_simulated)
        for is_simulated, of in states.items()
    ]
    rows = simulations.worded(pd.concat(found, ignore_index=True))
    for language in LANGUAGES:
        text, names = wording(language), cached.labels(snapshot_id, "places", language)
        told = {"place": names[asked[0]], "other_place": rows["benchmark_place"].map(names)}
        told["always"] = [text("always.yes" if always else "always.no") for always in rows["always"]]
        told["range"] = [
            numbers.interval(low, high, False, False, "", language, digits=1)
            for low, high in zip(rows["range_low"], rows["range_high"], strict=True)
        ]
        rows = rows.assign(**{f"{name}_{language}": said for name, said in told.items()})
    return rows.assign(row="listed", place=asked[0])


def _of_state(snapshot_id: str, asked: Asked, place: str, weights: Weights) -> pd.DataFrame:
    mean, places = cached.settings().composites.mean, complete(snapshot_id, asked, weights)
    if len(places) < 2 or place not in places:
        return NONE
    shares = standing.weights(snapshot_id, weights)
    shares = shares[shares["composite"] == OVERALL]
    scored = comparable_scores(simulations.after(snapshot_id, asked))
    scored = scored[scored["place"].isin(places) & scored["indicator"].isin(shares["indicator"])]
    if mean == "geometric" and (scored["score_low"] <= 0).any():
        return NONE
    admissible = shares.assign(lowest=0.0, highest=1.0)
    ranks = attainable_ranks(scored, admissible, mean, (place,))
    rivals = flips(scored, admissible, shares, mean)
    told = {}
    for end, of_end in ranks.groupby("end"):
        told[f"attainable_{end}"] = int(of_end["rank"].iloc[0])
        for language in LANGUAGES:
            told[f"{end}_with_{language}"] = _in_words(snapshot_id, of_end, language)
    return rivals[rivals["place"] == place].assign(**told)


def _in_words(snapshot_id: str, weights: pd.DataFrame, language: str) -> str:
    """Weights in per cent, those of 0 left out."""
    text, names = wording(language), cached.labels(snapshot_id, "indicators", language)
    told = [
        text(
            "what_if.share",
            indicator=names[row.indicator],
            share=numbers.number(100 * row.weight, language, 1),
        )
        for row in weights.itertuples()
        if row.weight > 0
    ]
    return SEPARATOR[language].join(told)
