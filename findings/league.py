"""League: each place's score and rank, overall and by topic, if the dataset holds what makes up a score."""

import pandas as pd

from findings import kept, standing
from metrics.scores import scores
from metrics.shares import OVERALL

FULL, THIRDS = 100, 3


@kept.answer
def league_rows(snapshot_id: str, composite: str = OVERALL) -> pd.DataFrame:
    """Every place with all scores of a composite, the best first: `score_…` (0 to 100), rank range, tier, names.

    Empty if fewer than two places have all scores of the overall composite: then there is no league.
    """
    rows = _composites(snapshot_id)
    rows = rows[(rows["composite"] == composite) & rows["rank_best"].notna()]
    if composite != OVERALL and league_rows(snapshot_id).empty:
        return rows.head(0)
    order = ["rank_best", "rank_worst", "place"]
    return (rows if len(rows) > 1 else rows.head(0)).sort_values(order, kind="stable").reset_index(drop=True)


@kept.answer
def topic_scores(snapshot_id: str) -> pd.DataFrame:
    """The score of every place in each topic: `place`, `composite` (the topic), `score_…`."""
    rows = _composites(snapshot_id)
    return rows[(rows["composite"] != OVERALL) & rows["score_low"].notna()]


@kept.answer
def place_in_league(snapshot_id: str, place: str) -> pd.DataFrame:
    """A place's topics, best ranks first, with `side`: strength in the first third of all places, gap in the last."""
    if league_rows(snapshot_id).empty:
        return pd.DataFrame({"composite": [], "side": []})
    rows = _composites(snapshot_id)
    is_own = (rows["place"] == place) & (rows["composite"] != OVERALL) & rows["rank_best"].notna()
    rows = rows[is_own].sort_values(["rank_best", "rank_worst"], kind="stable")
    is_front = rows["rank_worst"] * THIRDS <= rows["ranked"]
    is_last = (rows["rank_best"] - 1) * THIRDS >= rows["ranked"] * (THIRDS - 1)
    return rows.assign(side=is_front.map({True: "strength", False: "neither"}).mask(is_last, "gap"))


@kept.answer
def _composites(snapshot_id: str) -> pd.DataFrame:
    posts = _scales(snapshot_id)
    if posts.empty:
        return pd.DataFrame(columns=["composite", "place", "rank_best", "rank_worst", "score_low"])
    sets = standing.sets(snapshot_id, tuple(posts["indicator"]))
    values = kept.figures(snapshot_id, tuple(posts["indicator"]))
    ends = ["low", "high", "low_open", "high_open"]
    sets = sets[["id", "place", "indicator", "peer_set", "left_out", "peers"]].merge(
        values[["id", *ends]], on="id"
    )
    weights = standing.weights_of(snapshot_id, posts["indicator"])
    reporting = kept.reporting_places(snapshot_id, "zh")
    rows = standing.ranked_composites(snapshot_id, scores(sets, posts), reporting, weights)
    return rows.rename(columns={end: f"score_{end}" for end in ends}).assign(row="drawn", id="")


def _scales(snapshot_id: str) -> pd.DataFrame:
    """The goalposts of the indicators; if a dataset has none and is itself an index, 100 and 0 of its own points.

    It is an index if for everything judged higher is better, in one unit, and all values lie between 0 and 100.
    """
    posts = standing.goalposts_of_indicators(snapshot_id)
    if len(posts):
        return posts
    rows = kept.tally(snapshot_id, "indicator", "direction", "unit")
    rows = rows[rows["direction"] != "no_judgement"]
    if set(rows["direction"]) != {"higher_is_better"} or rows["unit"].nunique() != 1:
        return posts
    values = kept.figures(snapshot_id, tuple(rows["indicator"]))
    is_index = values["low"].min() >= 0 and values["high"].max() <= FULL
    posts = rows[["indicator"]].assign(best=float(FULL), worst=0.0)
    return posts if is_index else posts.head(0)
