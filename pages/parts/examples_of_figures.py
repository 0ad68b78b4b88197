"""Examples of figures: the methods that take each figure by itself or in its set, worked on real figures."""

from __future__ import annotations

import pandas as pd

from findings import answers, speed, standing
from loaders.reading import COMPUTED
from metrics.ranks import ranks as ranks_of
from metrics.reductions import reductions as reductions_of
from metrics.scenarios import best_of_all
from pages.parts import cached, example_words
from pages.parts.example_words import (
    Worked,
    every_place,
    every_topic,
    ids_of,
    interval,
    of,
    peers,
    place,
    records,
    who,
)
from pages.parts.frame import View
from words import numbers
from words.cells import cell

SHOWN = 4  # figures in one example
OF_CUT = "/cut"  # what the id of a cut has behind that of its figure


def intervals(view: View) -> Worked:
    """The first figure of each bound word, as the interval it stands for."""
    own = cached.observations(view.snapshot, None, cached.at_once(view.snapshot))
    known = own.dropna(subset=["low"])
    rows = records(known[known["ambiguous"] == ""].groupby("bound", sort=False).head(1))
    said = [
        view.text(
            "example.intervals",
            who=who(row, view),
            printed=row["as_printed"].strip("“”"),
            interval=interval(row, view),
        )
        for row in rows
    ]
    return said, ids_of(rows)


def peer_sets(view: View) -> Worked:
    """The figures of the largest peer set, and of each reason one figure that is left out."""
    every, remark = peers(view)
    largest = every[every["peer_set"] == every.loc[every["peers"].idxmax(), "peer_set"]]
    missing = every[every["left_out"] != ""].drop_duplicates("left_out").head(SHOWN)
    inside = ["· " + of(who(row, view), cell(row, "value", view.language), view) for row in records(largest)]
    outside = [
        "· " + of(who(row, view), view.text("left_out." + row["left_out"]), view) for row in records(missing)
    ]
    said = [*remark, view.text("example.peer_sets.in", n=int(largest["peers"].max())), *inside]
    return [*said, view.text("example.peer_sets.out"), *outside], [*ids_of(largest), *ids_of(missing)]


def reductions(view: View) -> Worked:
    """The largest cut that is known exactly, and a cut of a limit."""
    cuts, _ = answers.approval_times(view.snapshot, every_topic(view), every_place(view))
    exact = cuts[cuts["cut_percent_low"] == cuts["cut_percent_high"]].nlargest(2, "cut_percent_low")
    of_limits = cuts.dropna(subset=["limit_cut_percent"]).head(1)
    rows = records(pd.concat([exact, of_limits]))
    return [example_words.cut(row, view) for row in rows], ids_of(rows)


def cuts(view: View) -> Worked:
    """The largest cut of each kind that there is."""
    found = speed.cuts(view.snapshot, cached.at_once(view.snapshot)).drop_duplicates("cut_kind")
    ids = [id_.removesuffix(OF_CUT) for id_ in found["id"]]
    worked = {
        row["id"]: row
        for row in records(reductions_of(cached.figures(view.snapshot, None, None, tuple(ids))))
    }
    each = zip(records(found), ids, strict=True)
    return [example_words.cut_of_kind(row, worked.get(id_, {}), view) for row, id_ in each], ids


def ratios(view: View) -> Worked:
    """A ratio of each unit, those with a sum in them first."""
    every = cached.figures(view.snapshot, None, cached.at_once(view.snapshot), None, COMPUTED)
    every = every[every["cut_kind"] == ""]
    sums = every["id"].str.count("/").sort_values(ascending=False, kind="stable")
    rows = records(every.loc[sums.index].drop_duplicates("unit").head(SHOWN))
    return [example_words.ratio(row, view) for row in rows], ids_of(rows)


def scores(view: View) -> Worked:
    """Every figure that has a score."""
    every = standing.scored(view.snapshot).merge(standing.goalposts(view.snapshot), on="indicator")
    rows = records(every.dropna(subset=["score_low"]).head(SHOWN))
    return [example_words.score(row, view) for row in rows], ids_of(rows)


def ranks(view: View) -> Worked:
    """The largest peer set, with the rank range of each place."""
    every, remark = peers(view)
    ranked = ranks_of(every[(every["left_out"] == "") & (every["peers"] > 1)]).dropna(subset=["rank_best"])
    ranked = ranked.sort_values(["peers", "peer_set", "rank_best"], ascending=[False, True, True])
    rows = records(ranked.head(SHOWN))
    return [*remark, *(example_words.rank(row, view) for row in rows)], ids_of(rows)


def composites(view: View) -> Worked:
    """The composites that cover most, or why there is no number."""
    found = (
        standing.composed(view.snapshot).sort_values("covered", ascending=False, kind="stable").head(SHOWN)
    )
    return [example_words.composite(row, view) for row in records(found)], []


def shares(view: View) -> Worked:
    """The parts of each composite."""
    catalogue = cached.labels(view.snapshot, "indicators", view.language)
    topics = standing.composite_names(view.snapshot, view.language)
    rows = records(standing.weights(view.snapshot))
    said = [
        view.text("example.shares", composite=topics[row["composite"]], indicator=catalogue[row["indicator"]],
                  share=numbers.number(100 * row["weight"], view.language))
        for row in rows
    ]  # fmt: skip
    return said, []


def weights(view: View) -> Worked:
    """The ranks that can be reached, where a composite is complete for two places; else how many there are."""
    complete = standing.composed(view.snapshot).query("left_out == ''")
    return [view.text("example.weights", n=len(complete))], []


def rates(view: View) -> Worked:
    """The funnels with both rates."""
    found = standing.funnels(view.snapshot).dropna(subset=["rate_low"])
    rows = records(found.sort_values("full_rate_low", na_position="last", kind="stable").head(SHOWN))
    ids = [row[f"{stage}_id"] for row in rows for stage in ("total", "done", "fully", "partly")]
    return [example_words.rate(row, view) for row in rows], [id_ for id_ in ids if id_]


def changes(view: View) -> Worked:
    """Figures with an earlier one: the change, or why there is none."""
    found = standing.changed(view.snapshot)
    rows = records(
        found.sort_values("change_reasons", kind="stable").drop_duplicates("change_reasons").head(SHOWN)
    )
    return [example_words.change(row, view) for row in rows], [
        *ids_of(rows),
        *(row["earlier_id"] for row in rows),
    ]


def targets(view: View) -> Worked:
    """Figures held against the place's own limit or target."""
    rows = records(standing.with_targets(view.snapshot).head(SHOWN))
    return [example_words.target(row, view) for row in rows], [
        *ids_of(rows),
        *(row["target_id"] for row in rows),
    ]


def scenarios(view: View) -> Worked:
    """The place made of all best figures."""
    every, remark = peers(view)
    added = best_of_all(every, standing.BEST_OF_ALL)
    rows = records(added[added["simulated"]].head(SHOWN))
    said = [*remark, view.text("example.scenarios", n=len(rows))]
    from_places = cached.observations(view.snapshot).set_index("id")[f"place_{view.language}"]
    for row in rows:
        taken = view.text(
            "example.because", said=cell(row, "value", view.language), why=from_places[row["from_id"]]
        )
        said.append("· " + of(row[f"indicator_{view.language}"], taken, view))
    return said, [row["from_id"] for row in rows]


def coverage(view: View) -> Worked:
    """How many cells of each place are blank, and why."""
    cells = answers.cells(view.snapshot, cached.at_once(view.snapshot))
    counted = cells.groupby([f"place_{view.language}", "blank"], sort=False).size().unstack(fill_value=0)
    said = []
    for name, row in counted.iterrows():
        parts = [f"{view.text('missing.' + why)} {n}" for why, n in row.items() if why and n]
        said.append(
            view.text(
                "example.coverage",
                place=name,
                n=row.get("", 0),
                blank=view.text("list.separator").join(parts),
            )
        )
    return said, []


def checks(view: View) -> Worked:
    """A claim that fails, one that cannot be told and one that holds."""
    every = answers.checks(view.snapshot, every_place(view), ("fails", "cannot_tell", "holds"))
    rows = records(every.drop_duplicates("outcome"))
    said = [
        view.text("example.checks", place=place(row, view), claim=row[f"claim_{view.language}"],
                  claimed=cell(row, "claimed", view.language), computed=cell(row, "computed", view.language),
                  outcome=cell(row, "outcome", view.language))
        for row in rows
    ]  # fmt: skip
    return said, [id_ for row in rows for id_ in (row["id"], *row["follows_from"].split(", "))]
