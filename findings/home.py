"""Home: what stands out about a place, what its peers do that it does not mention, and where two cities surely differ."""

import pandas as pd

from findings import answers, judging, kept, rectification, speed, standing
from metrics import verdicts
from metrics.comparability import GRADES
from metrics.cuts import KINDS as CUT_KINDS
from metrics.intervals import Interval
from words import LANGUAGES

# Kinds of highlights, in the order in which the best of each is told.
HIGHLIGHTS = ("score", "ahead", "against", "cut", "gap", "completion", "rank", "growth", "claim")
SCORE, AHEAD, AGAINST, CUT, GAP, COMPLETION, RANK, GROWTH, CLAIM = HIGHLIGHTS
LEADS = (AHEAD, AGAINST)  # those that compare the place with another, a unit above it or an average
NEARLY_ALL, HALF = 95, 50  # per cent done: a highlight from the former up, a gap below the latter
# A funnel's printed figure → the share drawn beside it.
STAGE_RATES = {"done_id": "rate", "total_id": "rate", "fully_id": "full_rate", "pending_ids": "pending_rate"}
FRONT_RANK = 3  # a printed rank up to this one is a strength
MOST_CITIES = 12  # shown as cards; if there are more, the reader chooses one
AIMS = ("target", "planned")
SIDES = ("strength", "gap", "neither", "not_comparable")
SIDE_OF_VERDICT = {
    **dict.fromkeys(verdicts.AHEAD, "strength"), **dict.fromkeys(verdicts.BEHIND, "gap"),
    "not_comparable": "not_comparable",
}  # fmt: skip
SWAPPED = {"low": "high", "high": "low"}  # a change is a cut with its sign reversed, so its ends swap


@kept.answer
def highlights(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """What stands out about a place, the most telling first; at most one row per indicator and kind.

    `highlight` is one of HIGHLIGHTS, `side` strength, gap or neither; the other columns are those of a pair (ahead of a peer,
    against a unit above or an average, gap), a cut, a funnel (completion), a figure (rank) or a change (growth).
    """
    rows = answers.stacked(
        _pairs(snapshot_id, place, rule),
        _cut_highlights(snapshot_id, place),
        _completions(snapshot_id, place),
        _rank_highlights(snapshot_id, place),
        _growth(snapshot_id, place),
        _topic_scores(snapshot_id, place),
    )
    # The best of each kind first, then the second best of each; completions that are gaps are told with the gaps.
    kinds = rows["highlight"].mask(rows["side"] == "gap", GAP)
    rows = answers.sorted_by(rows, kinds.groupby(kinds).cumcount(), kinds.map(HIGHLIGHTS.index))
    # A figure that leads a peer and goes beyond the law is told only once.
    again = rows["highlight"].isin(LEADS) & rows.duplicated(["indicator", "side"])
    return rows[~again].reset_index(drop=True)


@kept.answer
def standing_counts(snapshot_id: str, place: str, rule: str = "") -> dict[str, dict[str, int]]:
    """How the latest figures of a place compare with `peers` (places of its level) and with what is `above` it.

    `n` indicators compare. On an indicator, the place is `ahead` of peers if it is ahead in every decided comparison, and of
    what is above it if it is ahead in all; `behind` if it is ahead of nothing and behind something. Of the other indicators,
    some have no better side (`unjudged`), and on the `rest` nothing is sure, or the place is ahead of some and behind others.
    """
    rows = compared_place(snapshot_id, place, rule)
    rows = rows[rows["side"] != "not_comparable"]
    rows = rows[rows["id"].isin(answers.latest_of(rows, "indicator")["id"])]
    is_above = _is_above(snapshot_id, place, rows)
    is_peer = ~is_above & (rows["level"] == rows["benchmark_level"])
    counts = {}
    for beside, some in (("peers", rows[is_peer]), ("above", rows[is_above])):
        sides = [{*of} for _, of in some.groupby("indicator")["side"]]
        sure = [of - {"neither"} for of in sides]
        told = {
            "ahead": (sides if beside == "above" else sure).count({"strength"}),
            "behind": sure.count({"gap"}),
            "unjudged": some[some["direction"] == "no_judgement"]["indicator"].nunique(),
        }
        counts[beside] = {"n": len(sides), **told, "rest": len(sides) - sum(told.values())}
    return counts


@kept.answer
def gaps_of_place(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """Where a place is surely behind: the latest comparison on each indicator, the widest gap first."""
    rows = _pairs(snapshot_id, place, rule)
    return rows[rows["side"] == "gap"].reset_index(drop=True)


def _is_above(snapshot_id: str, place: str, rows: pd.DataFrame) -> pd.Series:
    """Is a pair's benchmark a demand or result of a unit above the place, or a printed average or limit?"""
    return rows["benchmark_place"].isin(kept.above(snapshot_id, place)) | (rows["benchmark_kind"] != "")


def _pairs(snapshot_id: str, place: str, rule: str, others: kept.Codes | None = None) -> pd.DataFrame:
    """The sure comparisons of the latest figure on each indicator, one per side: the most comparable first, then the widest gap.

    Compared with `others`; if none are named, with peers, demands of the units above the place, and printed averages. Of what
    is above, only the hardest is told, and only if the place is ahead of all of it.
    """
    rows = compared_place(snapshot_id, place, rule)
    rows = rows.assign(is_above=_is_above(snapshot_id, place, rows))
    is_peer = rows["level"] == rows["benchmark_level"]
    is_meant = rows["is_above"] | is_peer if others is None else rows["benchmark_place"].isin(others)
    rows = rows[(rows["side"] != "not_comparable") & is_meant]
    rows = rows[rows["id"].isin(answers.latest_of(rows, "indicator")["id"])]
    outdone = rows[rows["is_above"] & (rows["side"] != "strength")]["id"]
    is_led = (rows["side"] == "strength") & ~(rows["is_above"] & rows["id"].isin(outdone))
    rows = rows[is_led | (rows["side"] == "gap")]
    ahead = rows["is_above"].map({True: AGAINST, False: AHEAD})
    rows = rows.assign(
        highlight=ahead.where(rows["side"] == "strength", GAP),
        caution=rows["grade"].map(GRADES.index),
        wide=rows[["gap_percent_low", "gap_percent_high"]].abs().min(axis=1).fillna(0),
    )
    nearness = rows["wide"].where(rows["highlight"] == AGAINST, -rows["wide"])
    hardest = answers.sorted_by(rows.drop(columns="is_above"), rows["caution"], nearness)
    rows = hardest.drop_duplicates(["indicator", "highlight"])
    rows = answers.sorted_by(rows, rows["caution"], -rows["wide"])
    return answers.with_source_of_benchmark(snapshot_id, rows)


def _cut_highlights(snapshot_id: str, place: str) -> pd.DataFrame:
    """What the place has cut or claims to have cut, the largest first; `cut_low` and `cut_high` are in per cent."""
    cuts = speed.ranked_cuts(snapshot_id, (place,))[["id", "low", "high", "cut_kind"]]
    cuts = cuts.rename(columns={"low": "cut_low", "high": "cut_high"})
    cuts["id"] = cuts["id"].str.removesuffix("/cut")
    rows = kept.figures(snapshot_id, None, (place,)).drop(columns="cut_kind").merge(cuts, on="id")
    rows = rows.sort_values("cut_low", ascending=False, kind="stable")
    is_claimed = rows["cut_kind"] == CUT_KINDS[-1]
    return rows.assign(highlight=is_claimed.map({True: CLAIM, False: CUT}), side="strength")


def _completions(snapshot_id: str, place: str) -> pd.DataFrame:
    """What is nearly all done, and what is less than half done; without money, as nobody says when that is due."""
    rows = rectification.funnels_of_places(snapshot_id, (place,))
    rows = rows[rows["funnel_kind"] != "money"]
    is_done, is_open = rows["rate_low"] >= NEARLY_ALL, rows["rate_high"] < HALF
    side = is_done.map({True: "strength", False: "gap"})
    rows = rows.assign(highlight=COMPLETION, side=side, matter=rows["funnel"])[is_done | is_open]
    rows = rows.sort_values(["side", "total_low"], ascending=False, kind="stable")
    return rows.drop_duplicates(["matter", "side"])


def _rank_highlights(snapshot_id: str, place: str) -> pd.DataFrame:
    """The latest printed rank on each indicator, the best ranks first."""
    asked = {"unit": ("rank",), "direction": ("lower_is_better",), "status": ("achieved",)}
    rows = kept.looked_up(kept.figures(snapshot_id, None, (place,)), **asked)
    rows = answers.latest_of(rows, "indicator")
    side = (rows["high"] <= FRONT_RANK).map({True: "strength", False: "neither"})
    return rows.assign(highlight=RANK, side=side).sort_values("low", kind="stable")


def _topic_scores(snapshot_id: str, place: str) -> pd.DataFrame:
    """The place's topics at either end of a league: the front ones, best first, then the last ones, worst first."""
    rows = standing.place_in_league(snapshot_id, place)
    ends = [rows[rows["side"] == "strength"], rows[rows["side"] == "gap"].iloc[::-1]]
    return pd.concat(ends).assign(highlight=SCORE)


def _growth(snapshot_id: str, place: str) -> pd.DataFrame:
    """What has moved in the better direction, and what a document itself says has grown; without the size of the place."""
    rows = changes_told(snapshot_id, place)
    kinds = kept.table(snapshot_id, "matters").set_index("id")["kind"]
    rows = rows[(rows["matter"].map(kinds) != "size") & (rows["unit"] != "rank")]
    has_grown = rows["change_percent_low"] > 0
    is_better = has_grown & (rows["direction"] == "higher_is_better")
    is_told = has_grown & (rows["before_kind"] == "earlier_level") & (rows["direction"] == "no_judgement")
    side = is_better.map({True: "strength", False: "neither"})
    rows = answers.latest_of(rows.assign(highlight=GROWTH, side=side)[is_better | is_told], "indicator")
    return rows.sort_values("change_percent_low", ascending=False, kind="stable")


@kept.answer
def compared_place(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """Figures of the place against those of others, and against averages and limits printed beside them.

    `side` is strength, gap, neither or not_comparable; rows come in that order.
    """
    printed = standing.beside_averages(snapshot_id, (place,))
    others = judging.pairs_of_place(snapshot_id, place, rule).assign(benchmark_kind="")
    printed = printed.assign(**{f"benchmark_unit_{x}": printed[f"unit_{x}"] for x in LANGUAGES})
    rows = answers.stacked(printed, others)
    sides = rows["verdict"].map(SIDE_OF_VERDICT).fillna("neither")
    return answers.sorted_by(rows.assign(row="listed", side=sides), sides.map(SIDES.index))


@kept.answer
def changes_told(snapshot_id: str, place: str) -> pd.DataFrame:
    """The place's figures with an earlier one, in the same sentence or elsewhere: the change, or why there is none.

    Falls from a level printed in the same sentence are left out, as they are cuts.
    """
    rows = standing.fallen(snapshot_id, (place,))
    has_fallen = (rows["cut_percent_low"] > 0) | (rows["limit_cut_percent"] > 0)
    rows = rows[(rows["before_kind"] == "earlier_level") & ~has_fallen]
    earlier = {f"earlier_{part}": rows[f"before_{part}"] for part in ("bound", *Interval._fields)}
    moved: dict[str, pd.Series] = {}
    for name in ("", "percent_"):
        moved |= {f"change_{name}{end}": -rows[f"cut_{name}{of}"] for end, of in SWAPPED.items()}
        moved |= {f"change_{name}{end}_open": rows[f"cut_{name}{of}_open"] for end, of in SWAPPED.items()}
    series = standing.changes_of_places(snapshot_id, (place,))
    risen = rows.assign(**earlier, **moved, change_reasons="")
    return answers.stacked(risen, series).assign(row="listed")


@kept.answer
def aims(snapshot_id: str, place: str) -> pd.DataFrame:
    """Targets and plans of the place for which it does not say what it has reached; `target_…` repeats what is aimed at."""
    held = standing.with_targets(snapshot_id, (place,))["target_id"]
    own = kept.observations(snapshot_id, None, (place,))
    rows = own[own["status"].isin(AIMS) & ~own["id"].isin(held)]
    parts = ("id", "status", "ambiguous", "bound", "period_end", *Interval._fields)
    rows = rows.assign(**{f"target_{part}": rows[part] for part in parts})
    return rows.assign(missing="not_reported", row="no_figure")


@kept.answer
def reporting_cities(snapshot_id: str) -> kept.Codes:
    """Every city with figures, in the order of the dataset; all places if there is no city."""
    levels = kept.table(snapshot_id, "places").set_index("id")["level"]
    every = tuple(kept.reporting_places(snapshot_id, "zh"))
    return tuple(place for place in every if levels[place] == judging.CITY) or every


@kept.answer
def between_cities(snapshot_id: str, rule: str = "") -> pd.DataFrame:
    """Where two cities surely differ, from the side of the one ahead: one row per matter, the most comparable first, then the
    widest gap.
    """
    places = reporting_cities(snapshot_id)
    if len(places) > MOST_CITIES:
        places = tuple(place for place in kept.at_once(snapshot_id) if place in places)
    each = [_pairs(snapshot_id, place, rule, places) for place in places]
    if not each:
        return pd.DataFrame(columns=["id", "matter", "side"])
    rows = pd.concat(each, ignore_index=True)
    rows = rows[rows["side"] == "strength"]
    rows = answers.sorted_by(rows, rows["caution"], -rows["wide"])
    return rows.drop_duplicates("matter").reset_index(drop=True)


@kept.answer
def measures_to_learn(snapshot_id: str, place: str) -> pd.DataFrame:
    """Measures that others carry out and the place's own documents do not mention, one row each.

    Those on topics for which the place itself names problems come first, then those of places of its level, then those carried
    out by most. `carriers`: how many do; place, year, words and source are those of the first, if possible of the same level.
    """
    rows = answers.measures_by_place(snapshot_id)
    mentioned = rows[rows["place"] == place]["measure"]
    rows = rows[~rows["measure"].isin(mentioned) & rows["measure_status"].isin(["in_force", "pilot"])]
    troubled = answers.problems_of_topic(snapshot_id, (place,), "")["topic"]
    levels = kept.table(snapshot_id, "places").set_index("id")["level"]
    rows = rows.assign(
        carriers=rows.groupby("measure")["place"].transform("nunique"),
        is_troubled=rows["topic"].isin(troubled),
        is_peer=rows["place"].map(levels) == levels[place],
    )
    first = ["is_troubled", "is_peer", "carriers"]
    rows = rows.sort_values(first, ascending=False, kind="stable").drop_duplicates("measure")
    return rows.drop(columns="is_peer").reset_index(drop=True)


@kept.answer
def figures_by_topic(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """Every printed figure of a place: topics with most figures drawn beside something first, and in each topic those figures."""
    rows = kept.observations(snapshot_id, None, (place,))
    is_beside = rows["id"].isin(figures_beside(snapshot_id, place, rule)["figure"])
    of_topic = is_beside.groupby(rows["topic"])
    order = rows[["topic"]].assign(
        beside=of_topic.transform("sum"), many=of_topic.transform("size"), is_beside=is_beside
    )
    order = order.sort_values(["beside", "many", "topic", "is_beside"], ascending=False, kind="stable")
    return rows.loc[order.index].reset_index(drop=True)


@kept.answer
def best_comparisons(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """For each figure of a place that compares, its most telling comparison."""
    rows = compared_place(snapshot_id, place, rule)
    rows = rows[rows["side"] != "not_comparable"]
    keys = rows["side"].map(SIDES.index), rows["grade"].map(GRADES.index)
    return answers.sorted_by(rows, *keys).drop_duplicates("id")


@kept.answer
def figures_beside(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """What each figure of a place can be drawn beside: another's, an earlier level, or the whole of which it is a part.

    Rows as in `highlights`, with the printed figure in `figure`; several rows per figure, the most telling first.
    """
    told = changes_told(snapshot_id, place)
    rows = answers.stacked(
        best_comparisons(snapshot_id, place, rule).assign(highlight=AGAINST),
        _cut_highlights(snapshot_id, place),
        told[told["change_percent_low"].notna()].assign(highlight=GROWTH),
    )
    return answers.stacked(rows.assign(figure=rows["id"]), _stages(snapshot_id, place))


def _stages(snapshot_id: str, place: str) -> pd.DataFrame:
    """Each printed amount of a funnel (the whole, done, pending) with its row: `figure` is its id, `rate` the share to draw."""
    funnels = rectification.funnels_of_places(snapshot_id, (place,))
    stages = [funnels.assign(figure=funnels[column], rate=rate) for column, rate in STAGE_RATES.items()]
    return pd.concat(stages).assign(highlight=COMPLETION)


@kept.answer
def own_problems(snapshot_id: str, place: str) -> pd.DataFrame:
    """The problems that a place's own documents name, with the names of their topics.

    The first of each topic, then the second of each, and so on; topics with most problems first.
    """
    rows = answers.problems_of_topic(snapshot_id, (place,), "")
    topics = rows.groupby("topic")["topic"]
    return answers.sorted_by(rows, topics.cumcount(), -topics.transform("size"))


@kept.answer
def silent_topics(snapshot_id: str, place: str, language: str) -> tuple[str, ...]:
    """The names of the topics on which the place prints no figure."""
    counts = answers.figure_counts(snapshot_id)
    told = set(counts[counts["place"] == place]["topic"])
    topics = kept.labels(snapshot_id, "topics", language)
    return tuple(name for id_, name in topics.items() if id_ not in told)


@kept.answer
def documents_of_place(snapshot_id: str, place: str) -> pd.DataFrame:
    """The documents in which the place's figures are printed."""
    sources = kept.table(snapshot_id, "sources")
    return sources[sources["id"].isin(kept.observations(snapshot_id, None, (place,))["source"])]
