"""Standing: where each place stands among its peers, computed from a snapshot by the metrics and cached for all readers."""

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
    names = {x: composite_names(snapshot_id, x) for x in LANGUAGES}
    rows = rows.assign(**{f"composite_{x}": rows["composite"].map(names[x]) for x in LANGUAGES})
    return named(snapshot_id, answers.in_order(rows, composite=names["zh"], place=places["place"]))


@kept.answer
def composite_names(snapshot_id: str, language: str) -> dict[str, str]:
    """Composite → its name, for the topics and for all together."""
    return kept.labels(snapshot_id, "topics", language) | {OVERALL: wording(language)("composite.overall")}


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
        if kept.size(snapshot_id) > kept.MOST_TOGETHER:
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


def with_level_before(
    snapshot_id: str, places: Codes | None = None, indicators: Codes | None = None
) -> pd.DataFrame:
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
def bears_on(snapshot_id: str) -> pd.DataFrame:
    """Each measure with each indicator it bears on."""
    measures = kept.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    indicators = measures["indicators"].str.split("|").rename("indicator")
    each = measures[["measure"]].join(indicators).explode("indicator")
    return each[each["indicator"] != ""]
