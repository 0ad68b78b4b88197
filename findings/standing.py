"""Standing: where each place stands among its peers, and in a league if the dataset holds what makes up a score."""

from collections.abc import Callable, Iterable
from functools import wraps

import narwhals as nw
import pandas as pd

from findings import answers, judging, kept
from findings.answers import named
from findings.kept import Codes
from loaders.reading import FIGURES, PLACED, PRINTED, Snapshot
from metrics import Table
from metrics.changes import changes
from metrics.composites import comparable_scores, composites
from metrics.limits import as_rules
from metrics.peer_benchmarks import among_peers
from metrics.peer_sets import peer_sets
from metrics.printed_benchmarks import printed_beside
from metrics.ranks import RANKS, ranks
from metrics.reductions import reductions
from metrics.scores import scores
from metrics.shares import OVERALL, shares
from metrics.targets import targets
from words import LANGUAGES, wording
from words.numbers import ENDS

# A dataset with more figures is shown a few places at a time; ranks are still among all.
MOST_WHOLE = 150_000
FULL, THIRDS = 100, 3  # points, and the parts of a league of which the first and the last stand out
Weights = tuple[tuple[str, float], ...]


@kept.answer
def figures_without_cuts(snapshot_id: str) -> pd.DataFrame:
    """Every figure, printed or computed, without cuts; of a very large dataset, only those of the default places."""
    places = None if is_whole(snapshot_id) else kept.at_once(snapshot_id)
    # Read from the snapshot itself: `kept.figures` would cache them a second time, with the cuts.
    every = kept.computing(snapshot_id).figures(FIGURES, None, places)
    return every[every["cut_kind"] == ""].reset_index(drop=True)


def is_whole(snapshot_id: str) -> bool:
    """Is the dataset small enough to be recomputed as a whole, as a scenario needs?"""
    return kept.size(snapshot_id) <= MOST_WHOLE


def figure_rows(snapshot_id: str) -> pd.DataFrame:
    """Every printed figure; for a very large dataset not cached, as it is most of the data."""
    if is_whole(snapshot_id):
        return kept.observations(snapshot_id).assign(row="listed")
    return kept.snapshot(snapshot_id).observations().assign(row="listed")


@kept.answer
def scored(snapshot_id: str) -> pd.DataFrame:
    """Every figure with its peer set and, if its indicator has goalposts, its score."""
    every = figures_without_cuts(snapshot_id)
    if not is_whole(snapshot_id):
        return scores_of(every, goalposts_of_indicators(snapshot_id))
    return _with(every, sets(snapshot_id).drop(columns=["place", "indicator", *RANKS]))


def scores_of(every: Table, goalposts: Table, rule: str = "") -> Table:
    """As `scored`, for figures of any engine, such as those of a scenario, as strict as `rule` says."""
    strictness = kept.settings().comparability
    sets = peer_sets(every, strictness.rules, strictness.worst(rule or strictness.rule))
    return scores(sets, goalposts)


def ranks_of(sets: Table) -> Table:
    """Rank range and tier of the figures in a peer set of two places or more; limits are ranked as the rules they are."""
    members = nw.from_native(sets).filter(nw.col("left_out") == "", nw.col("peers") > 1).to_native()
    return nw.from_native(ranks(as_rules(members))).select("id", *RANKS).to_native()


def placed(sets: pd.DataFrame) -> pd.DataFrame:
    """Scores with each figure's rank range and tier, or the reason for having none in `left_out`."""
    rows = _with(sets, ranks_of(sets))
    is_in = (rows["left_out"] == "") & rows["rank_best"].isna()
    why = rows["left_out"].mask(is_in & (rows["peers"] < 2), "alone")
    return rows.assign(left_out=why.mask(is_in & (rows["peers"] > 1), "no_judgement"))


def _with(rows: pd.DataFrame, beside: pd.DataFrame) -> pd.DataFrame:
    """Rows with the columns that `beside` has for their ids; a merge would copy all other columns too."""
    found = beside.set_index("id").reindex(rows["id"]).set_index(rows.index)
    return pd.concat([rows, found], axis=1)


@kept.answer
def sets(snapshot_id: str, indicators: Codes | None = None, places: Codes | None = None) -> pd.DataFrame:
    """Peer sets, scores and ranks of figures, each among all places of its peer set; without the figures' other columns."""
    opened = kept.computing(snapshot_id)
    opened.keep(PLACED, _laid_down)
    return opened.placed(indicators, places)


def _laid_down(opened: Snapshot) -> Table:
    return placed_among_peers(*kept.tables(opened, FIGURES, "indicators"))


def placed_among_peers(every: Table, indicators: Table, rule: str = "") -> Table:
    """Peer sets, scores and ranks of every figure without cuts, from the tables of any engine, as strict as `rule` says."""
    figures_only = nw.from_native(every).filter(nw.col("cut_kind") == "").to_native()
    goalposts = nw.from_native(indicators).select("best", "worst", indicator="id").to_native()
    sets = scores_of(figures_only, goalposts, rule)
    names = ("id", "place", "indicator", "peer_set", "left_out", "peers", "set_grade", "set_reasons")
    rows = nw.from_native(sets).select(*names, *(f"score_{end}" for end in ENDS))
    return rows.join(nw.from_native(ranks_of(sets)), on="id", how="left").to_native()


def composites_of(snapshot_id: str, sets: pd.DataFrame, own_weights: Weights = ()) -> pd.DataFrame:
    """The composites of any scores, ranked, with a reader's own topic weights."""
    whole = is_whole(snapshot_id)
    reporting = kept.reporting_places(snapshot_id, "zh") if whole else kept.at_once(snapshot_id)
    return ranked_composites(snapshot_id, sets, reporting, composite_weights(snapshot_id, own_weights))


def ranked_composites(
    snapshot_id: str, sets: pd.DataFrame, reporting: Iterable[str], weights: pd.DataFrame
) -> pd.DataFrame:
    """One row per composite and reporting place, with its coverage and, if it is complete, its rank among all."""
    settings = kept.settings().composites
    places = pd.DataFrame({"place": list(reporting)})
    scored = pd.concat([comparable_scores(sets), places], ignore_index=True)
    found = composites(scored, weights, settings.mean, settings.threshold_percent / 100)
    rows = found.merge(ranks(found[found["left_out"] == ""])[["id", *RANKS]], on="id", how="left")
    overall = {x: {OVERALL: wording(x)("composite.overall")} for x in LANGUAGES}
    names = {x: kept.labels(snapshot_id, "topics", x) | overall[x] for x in LANGUAGES}
    rows = rows.assign(**{f"composite_{x}": rows["composite"].map(names[x]) for x in LANGUAGES})
    return named(snapshot_id, answers.in_order(rows, composite=names["zh"], place=places["place"]))


@kept.answer
def composite_weights(snapshot_id: str, own_weights: Weights = ()) -> pd.DataFrame:
    """The share of each indicator with goalposts in the composite of its topic and in the overall one.

    `own_weights` are a reader's own, (topic, weight), in place of those in the settings.
    """
    return weights_of(snapshot_id, goalposts_of_indicators(snapshot_id)["indicator"], own_weights)


def weights_of(snapshot_id: str, indicators: Iterable[str], own_weights: Weights = ()) -> pd.DataFrame:
    """As `composite_weights`, for any indicators."""
    settings = kept.settings().composites
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    composed = catalogue[catalogue["indicator"].isin(list(indicators))]
    given = {"topic": settings.topics | dict(own_weights), "indicator": settings.indicators}
    of_topics, of_indicators = (
        pd.DataFrame(weights.items(), columns=[name, "weight"]).astype({name: "str", "weight": float})
        for name, weights in given.items()
    )
    return shares(composed[["indicator", "topic"]], of_topics, of_indicators)


@kept.answer
def goalposts_of_indicators(snapshot_id: str) -> pd.DataFrame:
    """The fixed best and worst levels of the indicators that have them."""
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    return catalogue[catalogue["best"].notna()][["indicator", "best", "worst"]]


def computed_once(compute: Callable) -> Callable:
    """Rows of figures of some places and indicators (None: all), computed once for a small dataset as a whole and looked up.

    A metric takes as long for one figure as for a hundred.
    """
    computed = kept.answer(compute)

    @wraps(compute)
    def rows(snapshot_id: str, places: Codes | None = None, indicators: Codes | None = None) -> pd.DataFrame:
        if not kept.is_small(snapshot_id):
            return computed(snapshot_id, places, indicators)
        return kept.looked_up(computed(snapshot_id, None, None), place=places, indicator=indicators)

    return rows


@computed_once
def beside_averages(snapshot_id: str, places: Codes | None, indicators: Codes | None) -> pd.DataFrame:
    """Figures printed beside an average or a limit, with verdict and gap."""
    return judging.judged_pairs(printed_beside(with_level_before(snapshot_id, places, indicators)))


@computed_once
def fallen(snapshot_id: str, places: Codes | None, indicators: Codes | None) -> pd.DataFrame:
    """Figures printed beside another level, with how far they fell from it."""
    return reductions(with_level_before(snapshot_id, places, indicators))


def with_level_before(snapshot_id: str, places: Codes | None, indicators: Codes | None) -> pd.DataFrame:
    """The printed figures that have another level printed beside them."""
    ids = kept.snapshot(snapshot_id).with_level_before(places)
    return kept.figures(snapshot_id, indicators, None, tuple(ids), PRINTED)


@kept.answer
def against_peers(snapshot_id: str, level: str) -> pd.DataFrame:
    """Figures against the best or the median of the others in their peer set."""
    return judging.judged_as_graded(among_peers(scored(snapshot_id), level))


@computed_once
def changes_of_places(snapshot_id: str, places: Codes | None, indicators: Codes | None) -> pd.DataFrame:
    """Figures for which the place has an earlier one on the same indicator: the change, or why there is none."""
    return changes(_some(snapshot_id, places, indicators))


@computed_once
def with_targets(snapshot_id: str, places: Codes | None, indicators: Codes | None) -> pd.DataFrame:
    """Figures compared with the place's own limit or target."""
    return targets(_some(snapshot_id, places, indicators))


def _some(snapshot_id: str, places: Codes | None, indicators: Codes | None) -> pd.DataFrame:
    if places is None and indicators is None:
        return figures_without_cuts(snapshot_id)
    return kept.uncut(snapshot_id, indicators, places)


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
    own = tuple(posts["indicator"])
    placed_in = sets(snapshot_id, own)[["id", "place", "indicator", "peer_set", "left_out", "peers"]]
    rescored = scores(placed_in.merge(kept.figures(snapshot_id, own)[["id", *ENDS]], on="id"), posts)
    weights = weights_of(snapshot_id, posts["indicator"])
    reporting = kept.reporting_places(snapshot_id, "zh")
    rows = ranked_composites(snapshot_id, rescored, reporting, weights)
    return rows.rename(columns={end: f"score_{end}" for end in ENDS}).assign(row="drawn", id="")


def _scales(snapshot_id: str) -> pd.DataFrame:
    """The goalposts of the indicators; if a dataset has none and is itself an index, 100 and 0 of its own points.

    It is an index if for everything judged higher is better, in one unit, and all values lie between 0 and 100.
    """
    posts = goalposts_of_indicators(snapshot_id)
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
