"""Comparisons: the figures of some places against a place, the best or middle of the others, or what is printed beside them."""

from __future__ import annotations

import pandas as pd

from findings import answers, judging, kept, standing
from findings.answers import AT_FIRST, stacked
from findings.kept import Codes
from metrics.benchmarks import HELD, TEXTS, against
from metrics.comparability import GRADES, REASONS
from metrics.peer_benchmarks import LEVELS

PRINTED = "printed"
WITHOUT_PLACE = (*LEVELS, PRINTED)  # benchmarks that are no place
BESIDE = ("benchmark_kind", *(f"benchmark_{end}" for end in ("low", "high", "low_open", "high_open")))
SEVERAL, ANY = "2", "1"  # places that must report an indicator
MAY_SHARE = GRADES[:-1]


@kept.answer
def compared(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str = ""
) -> pd.DataFrame:
    """Every figure of the places on the indicators with its verdict against the benchmark; blanks with why.

    `benchmark` is a place, best, median or printed; `rule` how strict, empty: as the settings say. `on_axis`: the
    figure may be drawn on the axis of its indicator; `apart`: codes of the reasons why not, joined by a vertical bar.
    """
    if benchmark in WITHOUT_PLACE:
        rows = _against_no_place(snapshot_id, indicators, places, benchmark, rule)
    else:
        rows = _against_place(snapshot_id, indicators, places, benchmark, rule)
    is_alone = (rows["row"] == "drawn") & (rows["verdict"] == "no_figure")
    rows = judging.with_declared(
        snapshot_id, rows.assign(benchmark_indicator=rows["benchmark_indicator"].fillna(""))
    )
    kind = rows.get("benchmark_kind", pd.Series("", index=rows.index))
    rows = rows.assign(verdict=rows["verdict"].mask(is_alone, "no_benchmark"), benchmark_kind=kind)
    return rows.join(_on_axis(snapshot_id, rows, rule))


@kept.answer
def of_indicator(
    snapshot_id: str, indicator: str, indicators: Codes, places: Codes, benchmark: str, rule: str = ""
) -> pd.DataFrame:
    """The rows of one of the indicators compared."""
    rows = compared(snapshot_id, indicators, places, benchmark, rule)
    return rows[rows["indicator"] == indicator]


@kept.answer
def cells(snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str = "") -> pd.DataFrame:
    """One row per indicator and place: the figure that compares best, the latest of several, or why there is none.

    `others` counts the further figures of the cell, `ids` names all of them. The benchmark's own figures are left out
    where its place is not among those asked for.
    """
    rows = compared(snapshot_id, indicators, places, benchmark, rule)
    rows = rows[rows["place"].isin(places)]
    order = rows["grade"].map(["", *GRADES].index) + (rows["row"] == "no_figure") * len(GRADES)
    rows = rows.assign(nearness=order).sort_values("period_end", ascending=False, kind="stable")
    rows = rows.sort_values("nearness", kind="stable")
    of_cell = rows.groupby(["indicator", "place"])["id"]
    rows = rows.assign(others=of_cell.transform("size") - 1, ids=of_cell.transform(",".join))
    first = rows.drop_duplicates(["indicator", "place"]).set_index(["indicator", "place"])
    every = pd.MultiIndex.from_product([indicators, places], names=first.index.names)
    return first.loc[every].reset_index()


@kept.answer
def indicators(
    snapshot_id: str,
    asked: Codes,
    places: Codes,
    topics: Codes,
    reported: int,
    benchmark: str,
    rule: str = "",
) -> Codes:
    """The indicators to compare, those that compare best between two of the places or with the benchmark first.

    `asked` are those chosen; where none is, those that `reported` of the places report: one, or two, the benchmark
    among them, where a declared indicator counts as well. Only those of the topics.
    """
    own = set(kept.figures(snapshot_id, None, places)["indicator"])
    ranks = _best_ranks(snapshot_id, places, benchmark, rule)
    if benchmark in WITHOUT_PLACE:
        ranks = {id_: rank for id_, rank in ranks.items() if id_ in own}
    wanted = set(asked or (ranks if reported > 1 else own))
    catalogue = kept.table(snapshot_id, "indicators")
    found = catalogue[catalogue["id"].isin(wanted) & catalogue["topic"].isin(topics)]["id"]
    return tuple(sorted(found, key=lambda id_: ranks.get(id_, 2 * len(GRADES))))


def of_choices(
    snapshot_id: str,
    places: Codes = (),
    topics: Codes = (),
    asked: Codes = (),
    reported: str = SEVERAL,
    benchmark: str = "",
    rule: str = "",
) -> pd.DataFrame:
    """What the Compare page shows for some choices; what is left empty is as on the page without a choice."""
    places = places or kept.at_once(snapshot_id)
    topics = topics or tuple(kept.labels(snapshot_id, "topics", "zh"))
    benchmark = benchmark or answers.default_benchmark(snapshot_id)
    found = indicators(snapshot_id, asked, places, topics, int(reported), benchmark, rule)
    return compared(snapshot_id, found, places, benchmark, rule) if found else pd.DataFrame()


def one_by_one(found: Codes, asked: Codes) -> Codes:
    """The indicators whose figures are drawn: those chosen, else the few that compare best."""
    return found if asked else found[:AT_FIRST]


def _best_ranks(snapshot_id: str, places: Codes, benchmark: str, rule: str) -> dict[str, int]:
    """Indicator → how well it compares at best between two of the places or with the benchmark; the smaller the better.

    A level of the peers is made of all places; what is printed beside a figure compares best with it.
    """
    among = places if benchmark in WITHOUT_PLACE else tuple(dict.fromkeys((*places, benchmark)))
    pairs = judging.between(snapshot_id, among, rule, cuts=False)
    pairs = pairs[pairs["place"] != pairs["benchmark_place"]]
    is_other = pairs["indicator"] != pairs["benchmark_indicator"]
    ranks = pairs["grade"].map(GRADES.index).astype(int) * 2 + is_other
    beside = standing.beside_averages(snapshot_id)["indicator"] if benchmark == PRINTED else ()
    return ranks.groupby(pairs["indicator"]).min().to_dict() | dict.fromkeys(beside, -1)


@kept.answer
def _against_place(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str
) -> pd.DataFrame:
    """Every figure of the places on the indicators with its verdict against the benchmark place; blanks with why."""
    catalogue = kept.table(snapshot_id, "indicators").set_index("id")["matter"]
    of_matters = tuple(catalogue.index[catalogue.isin(catalogue.loc[list(indicators)])])
    among = tuple(dict.fromkeys((*places, benchmark)))
    observed = kept.figures(snapshot_id, of_matters, among)
    observed = observed[observed["cut_kind"] == ""]
    own = observed[observed["indicator"].isin(indicators)]
    held = judging.against(snapshot_id, indicators, among, benchmark, rule, cuts=False)
    rows = against(own, held, benchmark)
    rows = rows.assign(row=rows["verdict"].map({"benchmark": "benchmark"}).fillna("drawn"))
    return answers.stacked(rows, answers.blanks(snapshot_id, observed, places, indicators))


def _against_no_place(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str
) -> pd.DataFrame:
    """The rows of `_against_place`, against a level of the others or what is printed beside each figure."""
    base = _against_place(snapshot_id, indicators, places, places[0], rule)
    figures = base[base["row"] != "no_figure"].drop(columns=list(HELD)).assign(row="drawn")
    if benchmark == PRINTED:
        held = standing.beside_averages(snapshot_id)
    else:
        held = standing.against_peers(snapshot_id, benchmark).assign(benchmark_kind=benchmark)
    figures = figures.merge(held[["id", *HELD, *BESIDE]], on="id", how="left")
    figures = figures.assign(**{c: figures[c].fillna("") for c in (*TEXTS, "benchmark_kind")})
    figures = figures.assign(verdict=figures["verdict"].fillna("no_figure"))
    if benchmark in LEVELS:
        figures = _left_out(snapshot_id, figures)
    return stacked(figures, base[base["row"] == "no_figure"])


def _left_out(snapshot_id: str, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures that stand in no set of comparable ones are not comparable with any level of it, for that reason."""
    found = standing.placements(snapshot_id, tuple(dict.fromkeys(figures["place"])))
    why = figures["id"].map(found.set_index("id")["left_out"])
    is_out = why.isin(REASONS)
    return figures.assign(
        verdict=figures["verdict"].mask(is_out, "not_comparable"),
        grade=figures["grade"].mask(is_out, "not_comparable"),
        reasons=figures["reasons"].mask(is_out, why),
    )


def _on_axis(snapshot_id: str, rows: pd.DataFrame, rule: str) -> pd.DataFrame:
    """May a figure share the axis of its indicator: one figure has it, and those that compare with that one.

    It is the benchmark's own, else one that is printed beside a benchmark, else the one that compares with most others.
    Where no two may share the axis, only a figure without any other beside it, or with its own benchmark, is drawn.
    """
    among = tuple(dict.fromkeys(rows["place"]))
    grades, reasons = _of_indicator(snapshot_id, among, rule)
    added = pd.DataFrame({"on_axis": False, "apart": ""}, index=rows.index)
    for _, own in rows[rows["row"] != "no_figure"].groupby("indicator", sort=False):
        held = dict(zip(own["id"], (own["row"] == "benchmark") | (own["benchmark_kind"] != ""), strict=True))
        together = {
            one: {one, *(other for other in held if grades.get((one, other)) in MAY_SHARE)} for one in held
        }
        first = max(held, key=lambda one: (held[one], len(together[one])))
        has_own = (own["benchmark_kind"] != "")[own["id"] == first].any()
        drawn = together[first] if len(together[first]) > 1 or len(held) == 1 or has_own else set()
        added.loc[own.index, "on_axis"] = own["id"].isin(drawn)
        added.loc[own.index, "apart"] = [
            "" if one in drawn else "|".join(reasons.get((one, other), "") for other in held)
            for one in own["id"]
        ]
    return added


def _of_indicator(snapshot_id: str, places: Codes, rule: str) -> tuple[dict, dict]:
    """The grade of every two figures of one indicator by their ids, and the reasons of those not comparable."""
    pairs = judging.between(snapshot_id, places, rule, cuts=False)
    pairs = pairs[pairs["indicator"] == pairs["benchmark_indicator"]].set_index(["id", "benchmark_id"])
    return pairs["grade"].to_dict(), pairs[pairs["grade"] == "not_comparable"]["reasons"].to_dict()
