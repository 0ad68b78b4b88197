"""Standing: where each place stands among its peers, computed from a snapshot by the metrics and kept for the next reader."""

from __future__ import annotations

import pandas as pd

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
from pages.parts import cached
from pages.parts.answers import graded, named

BEST_OF_ALL = "best_of_all"


@cached.answer
def figures(snapshot_id: str) -> pd.DataFrame:
    """Every figure, printed or computed from two printed ones."""
    return pd.concat([cached.observations(snapshot_id), cached.derived(snapshot_id)], ignore_index=True)


@cached.answer
def scored(snapshot_id: str) -> pd.DataFrame:
    """Every figure with its peer set and, where its indicator has goalposts, its score."""
    return scores(peer_sets(figures(snapshot_id), rules()), goalposts(snapshot_id))


@cached.answer
def across_levels(snapshot_id: str) -> pd.DataFrame:
    """As `scored`, with all places taken for one level: for worked examples, where no level has two places to rank."""
    return peer_sets(figures(snapshot_id).assign(level=""), rules())


@cached.answer
def ranked(snapshot_id: str) -> pd.DataFrame:
    """The figures that stand in a peer set of two places or more, with rank range and tier."""
    every = scored(snapshot_id)
    return ranks(every[(every["left_out"] == "") & (every["peers"] > 1)])


@cached.answer
def composed(snapshot_id: str) -> pd.DataFrame:
    """Composites of every place by topic and overall, with coverage and rank range, or why there is no number."""
    settings = cached.settings().composites
    threshold = settings.threshold_percent / 100
    found = composites(scores_to_compose(snapshot_id), weights(snapshot_id), settings.mean, threshold)
    rows = found.merge(ranks(found[found["left_out"] == ""])[["id", *RANKS]], on="id", how="left")
    for language in ("zh", "en"):
        names = composite_names(snapshot_id, language)
        rows = rows.assign(**{f"composite_{language}": rows["composite"].map(names)})
    return named(snapshot_id, rows)


@cached.answer
def scores_to_compose(snapshot_id: str) -> pd.DataFrame:
    """The scores that may enter a composite, and every reporting place once, so that each has its coverage."""
    scores_of_sets = comparable_scores(scored(snapshot_id))
    places = pd.DataFrame({"place": list(cached.reporting_places(snapshot_id, "zh"))})
    return pd.concat([scores_of_sets, places], ignore_index=True)


@cached.answer
def composite_names(snapshot_id: str, language: str) -> dict[str, str]:
    """Composite → its name: the topics, and all together."""
    return cached.labels(snapshot_id, "topics", language) | {OVERALL: words(language)("composite.overall")}


@cached.answer
def weights(snapshot_id: str) -> pd.DataFrame:
    """The share of each indicator with goalposts in the composite of its topic and in the overall one."""
    settings = cached.settings().composites
    catalogue = cached.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    with_goalposts = catalogue[catalogue["indicator"].isin(goalposts(snapshot_id)["indicator"])]
    of_topics, of_indicators = (
        pd.DataFrame(given.items(), columns=[name, "weight"]).astype({name: "str", "weight": float})
        for name, given in (("topic", settings.topics), ("indicator", settings.indicators))
    )
    return shares(with_goalposts[["indicator", "topic"]], of_topics, of_indicators)


@cached.answer
def goalposts(snapshot_id: str) -> pd.DataFrame:
    """The fixed best and worst level of the indicators that have them."""
    catalogue = cached.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    return catalogue[catalogue["best"].notna()][["indicator", "best", "worst"]]


@cached.answer
def judged(snapshot_id: str) -> pd.DataFrame:
    """Every pair of figures of one or related indicators, with grade, verdict and gap."""
    every = figures(snapshot_id)
    paired = gaps(verdicts(graded(pairs(every, every, cached.table(snapshot_id, "related")))))
    for column in ("place", "indicator"):
        for language in ("zh", "en"):
            names = cached.labels(snapshot_id, f"{column}s", language)
            paired[f"benchmark_{column}_{language}"] = paired[f"benchmark_{column}"].map(names)
    return paired


@cached.answer
def beside_averages(snapshot_id: str) -> pd.DataFrame:
    """Figures printed beside an average or a limit, with verdict and gap."""
    return gaps(verdicts(graded(printed_beside(cached.observations(snapshot_id)))))


@cached.answer
def against_peers(snapshot_id: str, level: str) -> pd.DataFrame:
    """Figures against the best or the median of the others of their peer set."""
    return gaps(verdicts(among_peers(scored(snapshot_id), level)))


@cached.answer
def best_of_all(snapshot_id: str) -> pd.DataFrame:
    """The figures of a simulated place made of the best of every peer set."""
    every = scenarios.best_of_all(scored(snapshot_id), BEST_OF_ALL)
    return every[every["simulated"]]


@cached.answer
def funnels(snapshot_id: str) -> pd.DataFrame:
    """Found, solved and pending, or kept and not kept, with the rates; names of place and funnel."""
    found = rates(cached.observations(snapshot_id), cached.table(snapshot_id, "funnel_stages"))
    catalogue = cached.table(snapshot_id, "funnels").rename(columns={"id": "funnel"})
    names = {f"name_{language}": f"funnel_{language}" for language in ("zh", "en")}
    return named(
        snapshot_id, found.merge(catalogue.rename(columns=names), on="funnel").sort_values("position")
    )


@cached.answer
def changed(snapshot_id: str) -> pd.DataFrame:
    """Figures of places that give an earlier one for the same indicator: the change, or why there is none."""
    return changes(figures(snapshot_id))


@cached.answer
def with_targets(snapshot_id: str) -> pd.DataFrame:
    """Figures held against the place's own limit or target."""
    return targets(figures(snapshot_id))


@cached.answer
def task_list(snapshot_id: str, place: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What a comparable peer surely does better, largest gap first, and the measures it has and the place lacks."""
    every = scored(snapshot_id)
    stands_for_its_place = every[every["left_out"] != "other_figure"].set_index("id")["level"]
    pairs_of_one_level = judged(snapshot_id).assign(
        own_level=lambda rows: rows["id"].map(stands_for_its_place),
        benchmark_level=lambda rows: rows["benchmark_id"].map(stands_for_its_place),
    )
    listed = tasks(pairs_of_one_level.query("own_level == benchmark_level"), place)
    return listed, measures_lacking(listed, cached.table(snapshot_id, "measures_done"), bears_on(snapshot_id))


def rules() -> dict:
    """The comparability rules of the settings."""
    return cached.settings().comparability.model_dump()


@cached.answer
def bears_on(snapshot_id: str) -> pd.DataFrame:
    """Each measure with each indicator it bears on."""
    measures = cached.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    indicators = measures["indicators"].str.split("|").rename("indicator")
    each = measures[["measure"]].join(indicators).explode("indicator")
    return each[each["indicator"] != ""]
