"""Standing: where each place stands among its peers, computed from a snapshot by the metrics and kept for the next reader."""

from __future__ import annotations

import pandas as pd

from findings import kept
from findings.answers import graded, named
from locales import words
from metrics import scenarios
from metrics.changes import changes
from metrics.composites import comparable_scores, composites
from metrics.gaps import gaps
from metrics.pairs import pairs
from metrics.peer_benchmarks import among_peers
from metrics.peer_sets import peer_sets
from metrics.printed_benchmarks import printed_beside
from metrics.ranks import RANKS, ranks
from metrics.rates import rates
from metrics.scores import scores
from metrics.shares import OVERALL, shares
from metrics.targets import targets
from metrics.tasks import measures_lacking, tasks
from metrics.verdicts import verdicts

BEST_OF_ALL = "best_of_all"
Weights = tuple[tuple[str, float], ...]


@kept.answer
def figures(snapshot_id: str) -> pd.DataFrame:
    """Every figure, printed or computed from two printed ones."""
    return pd.concat([kept.observations(snapshot_id), kept.derived(snapshot_id)], ignore_index=True)


@kept.answer
def scored(snapshot_id: str) -> pd.DataFrame:
    """Every figure with its peer set and, where its indicator has goalposts, its score."""
    return scores_of(snapshot_id, figures(snapshot_id))


def scores_of(snapshot_id: str, every: pd.DataFrame) -> pd.DataFrame:
    """As `scored`, for any long table: that of a scenario, say."""
    return scores(peer_sets(every, rules()), goalposts(snapshot_id))


@kept.answer
def across_levels(snapshot_id: str) -> pd.DataFrame:
    """As `scored`, with all places taken for one level: for worked examples, where no level has two places to rank."""
    return peer_sets(figures(snapshot_id).assign(level=""), rules())


@kept.answer
def ranked(snapshot_id: str) -> pd.DataFrame:
    """The figures that stand in a peer set of two places or more, with rank range and tier."""
    return ranks_of(scored(snapshot_id))


def ranks_of(sets: pd.DataFrame) -> pd.DataFrame:
    """As `ranked`, for any scores."""
    return ranks(sets[(sets["left_out"] == "") & (sets["peers"] > 1)])


def placed(sets: pd.DataFrame) -> pd.DataFrame:
    """Scores with the rank range and tier of each figure, or in `left_out` why it has none."""
    rows = sets.merge(ranks_of(sets)[["id", *RANKS]], on="id", how="left")
    is_in = (rows["left_out"] == "") & rows["rank_best"].isna()
    why = rows["left_out"].mask(is_in & (rows["peers"] < 2), "alone")
    return rows.assign(left_out=why.mask(is_in & (rows["peers"] > 1), "no_judgement"))


@kept.answer
def placements(snapshot_id: str) -> pd.DataFrame:
    """Every figure as `placed`."""
    return placed(scored(snapshot_id))


@kept.answer
def composed(snapshot_id: str) -> pd.DataFrame:
    """Composites of every place by topic and overall, with coverage and rank range, or why there is no number."""
    return composites_of(snapshot_id, scored(snapshot_id))


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
    places = pd.DataFrame({"place": list(kept.reporting_places(snapshot_id, "zh"))})
    return pd.concat([comparable_scores(sets), places], ignore_index=True)


@kept.answer
def composite_names(snapshot_id: str, language: str) -> dict[str, str]:
    """Composite → its name: the topics, and all together."""
    return kept.labels(snapshot_id, "topics", language) | {OVERALL: words(language)("composite.overall")}


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


@kept.answer
def judged(snapshot_id: str) -> pd.DataFrame:
    """Every pair of figures of one or related indicators, with grade, verdict and gap."""
    every = figures(snapshot_id)
    return judged_of(snapshot_id, every, every)


def judged_of(snapshot_id: str, own: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """As `judged`, for any figures against any others."""
    paired = gaps(verdicts(graded(pairs(own, others, kept.table(snapshot_id, "related")))))
    for column in ("place", "indicator"):
        for language in ("zh", "en"):
            names = kept.labels(snapshot_id, f"{column}s", language)
            paired[f"benchmark_{column}_{language}"] = paired[f"benchmark_{column}"].map(names)
    return paired


@kept.answer
def beside_averages(snapshot_id: str) -> pd.DataFrame:
    """Figures printed beside an average or a limit, with verdict and gap."""
    return gaps(verdicts(graded(printed_beside(kept.observations(snapshot_id)))))


@kept.answer
def against_peers(snapshot_id: str, level: str) -> pd.DataFrame:
    """Figures against the best or the median of the others of their peer set."""
    return gaps(verdicts(among_peers(scored(snapshot_id), level)))


@kept.answer
def best_of_all(snapshot_id: str) -> pd.DataFrame:
    """The figures of a simulated place made of the best of every peer set."""
    every = scenarios.best_of_all(scored(snapshot_id), BEST_OF_ALL)
    return every[every["simulated"]]


@kept.answer
def funnels(snapshot_id: str) -> pd.DataFrame:
    """Found, solved and pending, or kept and not kept, with the rates; names of place and funnel."""
    found = rates(kept.observations(snapshot_id), kept.table(snapshot_id, "funnel_stages"))
    catalogue = kept.table(snapshot_id, "funnels").rename(columns={"id": "funnel"})
    names = {f"name_{language}": f"funnel_{language}" for language in ("zh", "en")}
    return named(
        snapshot_id, found.merge(catalogue.rename(columns=names), on="funnel").sort_values("position")
    )


@kept.answer
def changed(snapshot_id: str) -> pd.DataFrame:
    """Figures of places that give an earlier one for the same indicator: the change, or why there is none."""
    return changes(figures(snapshot_id))


@kept.answer
def with_targets(snapshot_id: str) -> pd.DataFrame:
    """Figures held against the place's own limit or target."""
    return targets(figures(snapshot_id))


@kept.answer
def task_list(snapshot_id: str, place: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What a comparable peer surely does better, largest gap first, and the measures it has and the place lacks."""
    listed = tasks(within_levels(snapshot_id), place)
    return listed, measures_lacking(listed, kept.table(snapshot_id, "measures_done"), bears_on(snapshot_id))


@kept.answer
def within_levels(snapshot_id: str) -> pd.DataFrame:
    """As `judged`, the figures of places of one level only, each standing for its place."""
    every = scored(snapshot_id)
    stands_for_its_place = every[every["left_out"] != "other_figure"].set_index("id")["level"]
    paired = judged(snapshot_id).assign(
        own_level=lambda rows: rows["id"].map(stands_for_its_place),
        benchmark_level=lambda rows: rows["benchmark_id"].map(stands_for_its_place),
    )
    return paired.query("own_level == benchmark_level")


def rules() -> dict:
    """The comparability rules of the settings."""
    return kept.settings().comparability.model_dump()


@kept.answer
def bears_on(snapshot_id: str) -> pd.DataFrame:
    """Each measure with each indicator it bears on."""
    measures = kept.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    indicators = measures["indicators"].str.split("|").rename("indicator")
    each = measures[["measure"]].join(indicators).explode("indicator")
    return each[each["indicator"] != ""]
