"""Standing: where each place stands among its peers, computed from a snapshot by the metrics and kept for the next reader."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from findings import judging, kept
from findings.answers import named
from findings.kept import Codes
from loaders.reading import FIGURES, PLACED, PRINTED, Snapshot
from metrics import Table, scenarios
from metrics.changes import changes
from metrics.comparability import GRADES
from metrics.composites import comparable_scores, composites
from metrics.limits import as_rules
from metrics.peer_benchmarks import among_peers
from metrics.peer_sets import peer_sets
from metrics.printed_benchmarks import printed_beside
from metrics.ranks import RANKS, ranks
from metrics.rates import rates
from metrics.scores import scores
from metrics.shares import OVERALL, shares
from metrics.targets import targets
from metrics.tasks import measures_lacking, tasks
from words import wording

# A dataset with more figures than this is looked at a few places at a time; ranks are still those among all.
MOST_WHOLE = 150_000
BEST_OF_ALL = "best_of_all"
Weights = tuple[tuple[str, float], ...]


@kept.answer
def figures(snapshot_id: str) -> pd.DataFrame:
    """Every figure, printed or computed from printed ones (cuts aside); of a very large dataset those of the places looked at."""
    places = None if is_whole(snapshot_id) else kept.at_once(snapshot_id)
    # Asked of the snapshot itself, so that they are not kept a second time, with the cuts.
    every = kept.computing(snapshot_id).figures(FIGURES, None, places)
    return every[every["cut_kind"] == ""].reset_index(drop=True)


def is_whole(snapshot_id: str) -> bool:
    """Is the dataset small enough to be computed anew as a whole, as a scenario needs?"""
    return kept.size(snapshot_id) <= MOST_WHOLE


@kept.answer
def scored(snapshot_id: str) -> pd.DataFrame:
    """Every figure with its peer set and, where its indicator has goalposts, its score."""
    if not is_whole(snapshot_id):
        return scores_of(snapshot_id, figures(snapshot_id))
    beside = sets(snapshot_id).drop(columns=["place", "indicator", *RANKS])
    return _with(figures(snapshot_id), beside)


def scores_of(snapshot_id: str, every: pd.DataFrame) -> pd.DataFrame:
    """As `scored`, for any long table: that of a scenario, say."""
    strictness = kept.settings().comparability
    sets = peer_sets(every, strictness.rules, strictness.worst(strictness.rule))
    return scores(sets, goalposts(snapshot_id))


@kept.answer
def across_levels(snapshot_id: str) -> pd.DataFrame:
    """As `scored`, with all places taken for one level: for worked examples, where no level has two places to rank."""
    return peer_sets(figures(snapshot_id).assign(level=""), kept.settings().comparability.rules)


@kept.answer
def ranked(snapshot_id: str) -> pd.DataFrame:
    """The figures that stand in a peer set of two places or more, with rank range and tier."""
    return ranks_of(scored(snapshot_id))


def ranks_of(sets: pd.DataFrame) -> pd.DataFrame:
    """As `ranked`, for any scores: limits are ranked as the rules they are."""
    members = sets[(sets["left_out"] == "") & (sets["peers"] > 1)]
    return members.merge(ranks(as_rules(members))[["id", *RANKS]], on="id", how="left")


def placed(sets: pd.DataFrame) -> pd.DataFrame:
    """Scores with the rank range and tier of each figure, or in `left_out` why it has none."""
    return _why_no_rank(_with(sets, ranks_of(sets)[["id", *RANKS]]))


def _with(rows: pd.DataFrame, beside: pd.DataFrame) -> pd.DataFrame:
    """Rows with the columns that `beside` has for their ids; a merge would copy all the others too."""
    found = beside.set_index("id").reindex(rows["id"]).set_index(rows.index)
    return pd.concat([rows, found], axis=1)


def _why_no_rank(rows: pd.DataFrame) -> pd.DataFrame:
    is_in = (rows["left_out"] == "") & rows["rank_best"].isna()
    why = rows["left_out"].mask(is_in & (rows["peers"] < 2), "alone")
    return rows.assign(left_out=why.mask(is_in & (rows["peers"] > 1), "no_judgement"))


@kept.answer
def placements(snapshot_id: str, places: Codes, indicators: Codes | None = None) -> pd.DataFrame:
    """Figures of some places as `placed`, each among all places of its peer set."""
    beside = sets(snapshot_id, indicators, places)
    rows = kept.figures(snapshot_id, indicators, places).merge(
        beside.drop(columns=["place", "indicator"]), on="id"
    )
    return _why_no_rank(rows)


@kept.answer
def sets(snapshot_id: str, indicators: Codes | None = None, places: Codes | None = None) -> pd.DataFrame:
    """Peer sets, scores and ranks of figures, each among all places of its peer set; without what else there is of them."""
    opened = kept.computing(snapshot_id)
    opened.keep(PLACED, _laid_down)
    return opened.placed(indicators, places)


def _laid_down(opened: Snapshot) -> Table:
    """Peer sets, scores and ranks of every figure of a snapshot, computed in the database."""
    every, indicators = opened.relations(FIGURES, "indicators")
    return placed_among_peers(every, indicators)


def placed_among_peers(every: Table, indicators: Table, rule: str = "") -> Table:
    """Peer sets, scores and ranks of every figure (cuts aside), of the tables of any engine, as strict as `rule` says."""
    strictness = kept.settings().comparability
    figures_only = nw.from_native(every).filter(nw.col("cut_kind") == "")
    posts = nw.from_native(indicators).select("best", "worst", indicator="id")
    sets = peer_sets(figures_only, strictness.rules, strictness.worst(rule or strictness.rule))
    scored_sets = nw.from_native(scores(sets, posts))
    members = scored_sets.filter(nw.col("left_out") == "", nw.col("peers") > 1)
    found = nw.from_native(ranks(as_rules(members))).select("id", *RANKS)
    kept_columns = ("id", "place", "indicator", "peer_set", "left_out", "peers", "set_grade", "set_reasons")
    ends = (f"score_{end}" for end in ("low", "high", "low_open", "high_open"))
    return scored_sets.select(*kept_columns, *ends).join(found, on="id", how="left").to_native()


@kept.answer
def composed(snapshot_id: str) -> pd.DataFrame:
    """Composites of every place by topic and overall, with coverage and rank range, or why there is no number."""
    return composites_of(snapshot_id, sets(snapshot_id) if is_whole(snapshot_id) else scored(snapshot_id))


def composites_of(snapshot_id: str, sets: pd.DataFrame, own_weights: Weights = ()) -> pd.DataFrame:
    """As `composed`, for any scores, and with a reader's own weights of topics."""
    settings = kept.settings().composites
    threshold = settings.threshold_percent / 100
    parts = weights(snapshot_id, own_weights)
    found = composites(scores_to_compose(snapshot_id, sets), parts, settings.mean, threshold)
    rows = found.merge(ranks(found[found["left_out"] == ""])[["id", *RANKS]], on="id", how="left")
    for language in ("zh", "en"):
        names = composite_names(snapshot_id, language)
        rows = rows.assign(**{f"composite_{language}": rows["composite"].map(names)})
    return named(snapshot_id, rows)


def scores_to_compose(snapshot_id: str, sets: pd.DataFrame) -> pd.DataFrame:
    """The scores that may enter a composite, and every reporting place once, so that each has its coverage."""
    whole = is_whole(snapshot_id)
    reporting = kept.reporting_places(snapshot_id, "zh") if whole else kept.at_once(snapshot_id)
    places = pd.DataFrame({"place": list(reporting)})
    return pd.concat([comparable_scores(sets), places], ignore_index=True)


@kept.answer
def composite_names(snapshot_id: str, language: str) -> dict[str, str]:
    """Composite → its name: the topics, and all together."""
    return kept.labels(snapshot_id, "topics", language) | {OVERALL: wording(language)("composite.overall")}


@kept.answer
def weights(snapshot_id: str, own_weights: Weights = ()) -> pd.DataFrame:
    """The share of each indicator with goalposts in the composite of its topic and in the overall one.

    `own_weights` are a reader's own, (topic, weight), in the place of those of the settings.
    """
    settings = kept.settings().composites
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    with_goalposts = catalogue[catalogue["indicator"].isin(goalposts(snapshot_id)["indicator"])]
    of_topics, of_indicators = (
        pd.DataFrame(given.items(), columns=[name, "weight"]).astype({name: "str", "weight": float})
        for name, given in (
            ("topic", settings.topics | dict(own_weights)),
            ("indicator", settings.indicators),
        )
    )
    return shares(with_goalposts[["indicator", "topic"]], of_topics, of_indicators)


@kept.answer
def goalposts(snapshot_id: str) -> pd.DataFrame:
    """The fixed best and worst level of the indicators that have them."""
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    return catalogue[catalogue["best"].notna()][["indicator", "best", "worst"]]


def judged(snapshot_id: str, rule: str = "") -> pd.DataFrame:
    """Every pair of figures of the places looked at, with grade, verdict and gap; cuts aside."""
    return judging.between(snapshot_id, kept.at_once(snapshot_id), rule, cuts=False)


@kept.answer
def beside_averages(snapshot_id: str, places: Codes | None = None) -> pd.DataFrame:
    """Figures (of some places; None: all) printed beside an average or a limit, with verdict and gap."""
    return judging.judged(printed_beside(with_level_before(snapshot_id, places)))


@kept.answer
def with_level_before(snapshot_id: str, places: Codes | None = None) -> pd.DataFrame:
    """The printed figures (of some places; None: all) that are printed beside another level."""
    ids = kept.snapshot(snapshot_id).with_level_before(places)
    return kept.figures(snapshot_id, None, None, tuple(ids), PRINTED)


@kept.answer
def against_peers(snapshot_id: str, level: str) -> pd.DataFrame:
    """Figures against the best or the median of the others of their peer set."""
    return judging.judged_as_graded(among_peers(scored(snapshot_id), level))


@kept.answer
def best_of_all(snapshot_id: str) -> pd.DataFrame:
    """The figures of a simulated place made of the best of every peer set."""
    every = scenarios.best_of_all(scored(snapshot_id), BEST_OF_ALL)
    return every[every["simulated"]]


@kept.answer
def funnels(snapshot_id: str) -> pd.DataFrame:
    """Found, solved and pending, or kept and not kept, with the rates; names of place and funnel."""
    stages = kept.table(snapshot_id, "funnel_stages")
    of_stages = tuple(dict.fromkeys(stages["indicator"]))
    found = rates(kept.figures(snapshot_id, of_stages, None, None, PRINTED), stages)
    catalogue = kept.table(snapshot_id, "funnels").rename(columns={"id": "funnel"})
    names = {f"name_{language}": f"funnel_{language}" for language in ("zh", "en")}
    return named(
        snapshot_id, found.merge(catalogue.rename(columns=names), on="funnel").sort_values("position")
    )


@kept.answer
def changed(snapshot_id: str, places: Codes | None = None, indicators: Codes | None = None) -> pd.DataFrame:
    """Figures of places that give an earlier one for the same indicator: the change, or why there is none."""
    return changes(_some(snapshot_id, places, indicators))


@kept.answer
def with_targets(
    snapshot_id: str, places: Codes | None = None, indicators: Codes | None = None
) -> pd.DataFrame:
    """Figures held against the place's own limit or target."""
    return targets(_some(snapshot_id, places, indicators))


def _some(snapshot_id: str, places: Codes | None, indicators: Codes | None) -> pd.DataFrame:
    if places is None and indicators is None:
        return figures(snapshot_id)
    found = kept.figures(snapshot_id, indicators, places)
    return found[found["cut_kind"] == ""].reset_index(drop=True)


@kept.answer
def task_list(snapshot_id: str, place: str, rule: str = "open") -> tuple[pd.DataFrame, pd.DataFrame]:
    """What another place, or the law, surely does better, largest gap first, and the measures it has and the place lacks.

    Also what is only indicative, unless a stricter rule is asked for: the grade says so.
    """
    listed = tasks(of_peers(snapshot_id, place, rule), place)
    return listed, measures_lacking(listed, kept.table(snapshot_id, "measures_done"), bears_on(snapshot_id))


@kept.answer
def of_peers(snapshot_id: str, place: str, rule: str = "open") -> pd.DataFrame:
    """The pairs of a place's figures that a task may come from: with peers of its level, and with limits above it.

    The latest figure of the place on an indicator is held against the one of each other place that compares best. A cut
    makes no task: to have cut less is no reason to cut more.
    """
    own = placements(snapshot_id, (place,))
    stands = own[own["left_out"] != "other_figure"]["id"]
    others = tuple(id_ for id_ in kept.beside(snapshot_id, place) if id_ != place)
    pairs = judging.pairs_of(snapshot_id, (place,), others, rule, None, False, set(stands))
    levels = kept.table(snapshot_id, "places").set_index("id")["level"]
    is_peer = pairs["benchmark_place"].map(levels) == levels[place]
    is_rule = (pairs["form"] == "limit") & pairs["benchmark_place"].isin(kept.above(snapshot_id, place))
    pairs = pairs[is_peer | is_rule]
    order = pairs.assign(
        nearness=pairs["grade"].map(GRADES.index), age=pairs["benchmark_period_end"].replace("", "9999")
    )
    order = order.sort_values(
        ["period_end", "nearness", "age"], ascending=[False, True, False], kind="stable"
    ).drop_duplicates(["indicator", "scope", "status", "benchmark_place", "benchmark_indicator"])
    return pairs.loc[order.index.sort_values()]


@kept.answer
def bears_on(snapshot_id: str) -> pd.DataFrame:
    """Each measure with each indicator it bears on."""
    measures = kept.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    indicators = measures["indicators"].str.split("|").rename("indicator")
    each = measures[["measure"]].join(indicators).explode("indicator")
    return each[each["indicator"] != ""]
