"""Comparisons: figures of some places against a place, the best or median of the others, or benchmarks printed beside them."""

import pandas as pd

from findings import answers, judging, kept, standing
from findings.answers import stacked
from findings.kept import Codes
from metrics.benchmarks import OF_PAIR, TEXTS, best_counterparts
from metrics.comparability import GRADES, REASONS
from metrics.intervals import Interval
from metrics.peer_benchmarks import LEVELS

PRINTED = "printed"
WITHOUT_PLACE = (*LEVELS, PRINTED)  # benchmarks that are not a place
BESIDE = ("benchmark_kind", *(f"benchmark_{end}" for end in Interval._fields))
SEVERAL, ANY = "2", "1"  # places that must report an indicator
ON_AXIS = ("id", "place", "indicator", "row", "period_end", "benchmark_kind")


@kept.answer
def compared(
    snapshot_id: str,
    indicators: Codes,
    places: Codes,
    benchmark: str,
    rule: str = "",
    has_blanks: bool = True,
) -> pd.DataFrame:
    """Every figure of the places on the indicators with its verdict against the benchmark; blanks with the reason.

    `benchmark` is a place, best, median or printed; `rule` is the strictness (empty: that of the settings). `on_axis`:
    the figure may be drawn on its indicator's axis; `apart`: codes of the reasons why not, joined by a vertical bar.
    """
    against = _against_no_place if benchmark in WITHOUT_PLACE else _against_place
    rows = against(snapshot_id, indicators, places, benchmark, rule)
    if has_blanks:
        rows = stacked(rows, answers.blanks(snapshot_id, places, indicators))
    is_alone = (rows["row"] == "drawn") & (rows["verdict"] == "no_figure")
    rows["benchmark_indicator"] = rows["benchmark_indicator"].fillna("")
    rows = judging.with_declared(snapshot_id, rows)
    kind = rows.get("benchmark_kind", "")
    rows = rows.assign(verdict=rows["verdict"].mask(is_alone, "no_benchmark"), benchmark_kind=kind)
    return rows.join(_on_axis(snapshot_id, rows, rule))


@kept.answer
def of_choices(
    snapshot_id: str,
    places: Codes = (),
    topics: Codes = (),
    asked: Codes = (),
    reported: str = SEVERAL,
    benchmark: str = "",
    rule: str = "",
) -> pd.DataFrame:
    """The rows of the question `compare` for some choices; empty choices take the defaults.

    `asked` are the indicators chosen; if none are, those that `reported` of the places report: one, or two including the
    benchmark, where a declared indicator counts as well. Always limited to the topics. First come those that compare best
    between two of the places or with the benchmark.
    """
    places = places or kept.at_once(snapshot_id)
    topics = topics or tuple(kept.labels(snapshot_id, "topics", "zh"))
    benchmark = benchmark or answers.default_benchmark(snapshot_id)
    own = set(kept.figures(snapshot_id, None, places)["indicator"])
    ranks = _best_ranks(snapshot_id, places, benchmark, rule)
    if benchmark in WITHOUT_PLACE:
        ranks = {id_: rank for id_, rank in ranks.items() if id_ in own}
    wanted = tuple(asked or (ranks if reported == SEVERAL else own))
    of_topics = kept.looked_up(kept.table(snapshot_id, "indicators"), id=wanted, topic=topics)["id"]
    found = tuple(sorted(of_topics, key=lambda id_: ranks.get(id_, 2 * len(GRADES))))
    return compared(snapshot_id, found, places, benchmark, rule) if found else pd.DataFrame()


def _best_ranks(snapshot_id: str, places: Codes, benchmark: str, rule: str) -> dict[str, int]:
    """Indicator → how well it compares at best between two of the places or with the benchmark; smaller is better.

    A peer benchmark is made of all places; a benchmark printed beside a figure compares best with it.
    """
    among = places if benchmark in WITHOUT_PLACE else tuple(dict.fromkeys((*places, benchmark)))
    pairs = judging.pairs_between(snapshot_id, among, rule, cuts=False)
    pairs = pairs[pairs["place"] != pairs["benchmark_place"]]
    is_other = pairs["indicator"] != pairs["benchmark_indicator"]
    ranks = pairs["grade"].map(GRADES.index).astype(int) * 2 + is_other
    beside = standing.beside_averages(snapshot_id)["indicator"] if benchmark == PRINTED else ()
    return ranks.groupby(pairs["indicator"]).min().to_dict() | dict.fromkeys(beside, -1)


def _against_place(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str
) -> pd.DataFrame:
    """Every figure of the places on the indicators with its verdict against the benchmark place."""
    among = tuple(dict.fromkeys((*places, benchmark)))
    wanted = None if kept.is_small(snapshot_id) else indicators
    rows = _best_pairs(snapshot_id, wanted, kept.taken_together(snapshot_id, among), benchmark, rule)
    return kept.looked_up(rows, indicator=indicators, place=among)


@kept.answer
def _best_pairs(
    snapshot_id: str, indicators: Codes | None, places: Codes, benchmark: str, rule: str
) -> pd.DataFrame:
    held = judging.pairs_of_places(snapshot_id, places, (benchmark,), rule, indicators, cuts=False)
    rows = best_counterparts(kept.uncut(snapshot_id, indicators, places), held, benchmark)
    return rows.assign(row=rows["verdict"].map({"benchmark": "benchmark"}).fillna("drawn"))


def _against_no_place(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str
) -> pd.DataFrame:
    """The rows of `_against_place`, against a peer benchmark or the benchmark printed beside each figure."""
    figures = _against_place(snapshot_id, indicators, places, places[0], rule)
    figures = figures.drop(columns=list(OF_PAIR)).assign(row="drawn")
    if benchmark == PRINTED:
        held = standing.beside_averages(snapshot_id)
    else:
        held = standing.against_peers(snapshot_id, benchmark).assign(benchmark_kind=benchmark)
    figures = figures.merge(held[["id", *OF_PAIR, *BESIDE]], on="id", how="left")
    figures = figures.fillna(dict.fromkeys((*TEXTS, "benchmark_kind"), "") | {"verdict": "no_figure"})
    if benchmark in LEVELS:
        # Figures outside any peer set are not comparable with its benchmarks, for the reason they were left out.
        placed = standing.sets(snapshot_id, None, tuple(dict.fromkeys(figures["place"])))
        why = figures["id"].map(placed.set_index("id")["left_out"])
        is_out = why.isin(REASONS)
        figures.loc[is_out, ["verdict", "grade"]] = "not_comparable"
        figures["reasons"] = figures["reasons"].mask(is_out, why)
    return figures


def _on_axis(snapshot_id: str, rows: pd.DataFrame, rule: str) -> pd.DataFrame:
    """May a figure share its indicator's axis? One figure sets the axis; those comparable with it share it.

    It is the benchmark's own figure, else one printed beside a benchmark, else the one that compares with figures of the
    most places, the latest of several.
    If no two may share the axis, a figure is drawn only if it is the only one, or has its own benchmark.
    """
    places = kept.taken_together(snapshot_id, tuple(dict.fromkeys(rows["place"])))
    pairs = _on_one_indicator(snapshot_id, places, rule)
    pairs = pairs[pairs["id"].isin(rows["id"]) & pairs["benchmark_id"].isin(rows["id"])]
    met = list(zip(pairs["id"], pairs["benchmark_id"], strict=True))
    grades, reasons = (dict(zip(met, pairs[name], strict=True)) for name in ("grade", "reasons"))
    # Few columns: a sort copies all that there are.
    shown = rows.loc[rows["row"] != "no_figure", list(ON_AXIS)]
    shown = shown.sort_values("period_end", ascending=False, kind="stable")
    place_of = dict(zip(shown["id"], shown["place"], strict=True))
    is_printed = shown["benchmark_kind"] != ""
    printed = set(shown["id"][is_printed])
    held = set(shown["id"][is_printed | (shown["row"] == "benchmark")])
    drawn: set[str] = set()
    apart: dict[str, str] = {}
    for _, ids in shown.groupby("indicator", sort=False)["id"]:
        own = list(ids)
        together = {
            one: {one, *(other for other in own if grades.get((one, other)) in GRADES[:-1])} for one in own
        }
        first = max(own, key=lambda one: (one in held, len({place_of[other] for other in together[one]})))
        if len(together[first]) > 1 or len(own) == 1 or first in printed:
            drawn |= together[first]
        apart |= {
            one: "|".join(reasons.get((one, other), "") for other in own) for one in own if one not in drawn
        }
    why = pd.Series([apart.get(id_, "") for id_ in rows["id"]], rows.index, dtype="str")
    return pd.DataFrame({"on_axis": rows["id"].isin(drawn), "apart": why})


@kept.answer
def _on_one_indicator(snapshot_id: str, places: Codes, rule: str) -> pd.DataFrame:
    """Every two figures of the places on one indicator: ids, grade, and the reasons if they are not comparable."""
    pairs = judging.pairs_between(snapshot_id, places, rule, cuts=False)
    pairs = pairs[pairs["indicator"] == pairs["benchmark_indicator"]]
    pairs = pairs[["id", "benchmark_id", "grade", "reasons"]]
    return pairs.assign(reasons=pairs["reasons"].where(pairs["grade"] == GRADES[-1], ""))
