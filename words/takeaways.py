"""Takeaways: what a chart says, in one or two sentences, for those who read it and those who hear it."""

from __future__ import annotations

import pandas as pd

from words import numbers
from words.cells import PART_OF, cell
from words.funnels import amounts, rates_in_words
from words.reasons import reasons_in_words
from words.sources import documents_in_words
from words.verdicts import verdict_in_words
from words.view import View

VERDICTS = (
    "surely_better", "surely_worse", "surely_higher", "surely_lower", "equal", "stricter", "looser", "same_limit", "within",
    "beyond", "limit_kept", "limit_exceeded", "cannot_tell", "not_comparable", "no_benchmark", "no_figure",
)  # fmt: skip


def cuts(reduced: pd.DataFrame, view: View) -> str:
    """How many figures print both ends, and the largest certain cut among them."""
    own = reduced[reduced["before_kind"] == "earlier_level"]
    counted = {"n": len(own), "places": own["place"].nunique(), "beside": len(reduced) - len(own)}
    said = view.text("takeaway.cuts", **counted)
    certain = own[own["cut_percent_low"] == own["cut_percent_high"]]
    if certain.empty:
        return said
    most = certain.sort_values("cut_percent_low", ascending=False, kind="stable").iloc[0]
    return said + view.text(
        "takeaway.largest_cut",
        place=most[f"place_{view.language}"],
        indicator=most[f"indicator_{view.language}"],
        cut=f"{numbers.number(most['cut_percent_low'], view.language, 1)}%",
    )


def verdicts(compared: pd.DataFrame, benchmark: str, view: View) -> str:
    """How many figures have which verdict against the benchmark."""
    counted = compared["verdict"].value_counts()
    parts = [f"{view.text('verdict.' + v)} {counted[v]}" for v in VERDICTS if v in counted]
    said = view.text("list.separator").join(parts) or view.text("takeaway.nothing")
    return view.text("takeaway.verdicts", benchmark=benchmark, counts=said)


def positions(rows: pd.DataFrame, benchmark: str, view: View) -> str:
    """Each place's figure and verdict on one indicator."""
    parts = [
        {c: cell(row, c, view.language) for c in ("place", "value", "verdict")}
        for row in rows.to_dict("records")
    ]
    said = view.text("list.clauses").join(view.text("takeaway.position", **part) for part in parts)
    name = rows[f"indicator_{view.language}"].iloc[0]
    return view.text("takeaway.positions", indicator=name, benchmark=benchmark, rows=said)


def without_marks(rows: pd.DataFrame, view: View) -> str:
    """Each figure of one indicator with its verdict and the reasons, a line each."""
    own, x = rows[rows["row"] != "no_figure"].to_dict("records"), view.language
    return "\n".join(
        " · ".join((cell(row, "place", x), cell(row, "value", x), verdict_in_words(row, x))) for row in own
    )


def apart(rows: pd.DataFrame, view: View) -> str:
    """That some figures have words and no mark, as they may not share an axis, and why."""
    apart = rows[(rows["row"] != "no_figure") & rows["low"].notna() & ~rows["on_axis"]]
    codes = dict.fromkeys(code for codes in apart["apart"] for code in codes.split("|") if code)
    why = reasons_in_words("|".join(codes), view.language)
    return view.text("takeaway.apart", n=len(apart), why=why) if len(apart) else ""


def blanks(rows: pd.DataFrame, view: View) -> str:
    """The places chosen that have no figure on an indicator, by reason."""
    missing = rows[rows["row"] == "no_figure"]
    said = [
        view.text(
            "takeaway.blank", places=view.text("list.separator").join(places), why=view.text(f"missing.{why}")
        )
        for why, places in missing.groupby("missing", sort=False)[f"place_{view.language}"]
    ]
    return view.text("takeaway.blanks", said=view.text("list.clauses").join(said)) if said else ""


def notes(rows: pd.DataFrame, view: View) -> str:
    """What must be known of the figures of one indicator, a line for each that has a note."""
    known = rows[rows[f"note_{view.language}"].fillna("") != ""].to_dict("records")
    return "\n".join(
        view.text("takeaway.note", place=row[f"place_{view.language}"], note=row[f"note_{view.language}"])
        for row in known
    )


def matrix(counts: pd.DataFrame, view: View) -> str:
    """How many figures each place gives."""
    per_place = counts.groupby(f"place_{view.language}", sort=False)["figures"].sum()
    said = view.text("list.clauses").join(f"{place} {n}" for place, n in per_place.items())
    return view.text("takeaway.matrix", places=said)


def pairs(found: pd.DataFrame, view: View) -> str:
    """How many pairs of places can be compared, and the reasons that keep the others from it, by frequency."""
    graded = found["grade"].value_counts()
    reasons = found[found["grade"] == "not_comparable"]["reasons"].str.split("|").explode().value_counts()
    return view.text(
        "takeaway.pairs",
        n=len(found),
        comparable=graded.get("comparable", 0),
        caution=graded.get("with_caution", 0),
        indicative=graded.get("indicative", 0),
        not_comparable=graded.get("not_comparable", 0),
        reasons=view.text("list.separator").join(
            f"{view.text(f'reason.{code}')} ×{n}" for code, n in reasons.items() if code
        ),
    )


def national(rows: pd.DataFrame, view: View) -> str:
    """How many of the 18 any place reports on, and which none does."""
    gaps = rows[rows["figures"] == 0][f"national_{view.language}"]
    names = view.text("list.separator").join(gaps) or view.text("takeaway.none")
    return view.text("takeaway.national", n=len(rows) - len(gaps), all=len(rows), gaps=names)


def outcomes(rows: pd.DataFrame, view: View) -> str:
    """How many claims hold, fail or cannot be told."""
    counted = rows["outcome"].value_counts()
    numbers_of = {code: int(counted.get(code, 0)) for code in ("holds", "fails", "cannot_tell")}
    said, of_parts = (
        view.text("takeaway.outcomes", n=len(rows), **numbers_of),
        int((rows["kind"] == PART_OF).sum()),
    )
    return "\n".join((said, view.text("takeaway.part_of", n=of_parts)) if of_parts else (said,))


def measures(rows: pd.DataFrame, view: View) -> str:
    """How many measures there are, and how many two or more of the places carry out."""
    n, shared = rows["measure"].nunique(), rows[rows["places"] > 1]["measure"].nunique()
    return view.text("takeaway.measures", n=n, shared=shared, alone=n - shared)


def funnels(rows: pd.DataFrame, view: View) -> str:
    """How many funnels there are, and how many say what is done in full and what is pending."""
    drawn = rows[rows["row"] == "drawn"]
    told = {
        "full": int(drawn["full_rate_low"].notna().sum()),
        "pending": int(drawn["pending_low"].notna().sum()),
    }
    return view.text("takeaway.funnels", n=len(drawn), places=drawn["place"].nunique(), **told)


def each_funnel(rows: pd.DataFrame, view: View) -> str:
    """Every funnel with its amounts and both rates."""
    said = [funnels(rows, view)]
    for row in rows[rows["row"] == "drawn"].to_dict("records"):
        told = view.text("list.separator").join(piece for piece, _ in amounts(row, view.language))
        names = {"place": row[f"place_{view.language}"], "funnel": row[f"funnel_{view.language}"]}
        scope, both = view.text(f"scope.{row['scope']}"), rates_in_words(row, view.language)
        said.append(view.text("takeaway.funnel", **names, scope=scope, amounts=told, rates=both))
    return "\n".join(said)


def ranking(rows: pd.DataFrame, view: View) -> str:
    """How many figures have a rank, in how many peer sets, and how many of these are certain."""
    drawn = rows[rows["row"] == "drawn"]
    certain = int((drawn["rank_best"] == drawn["rank_worst"]).sum())
    return view.text("takeaway.ranking", n=len(drawn), sets=drawn["peer_set"].nunique(), certain=certain)


def each_rank(rows: pd.DataFrame, view: View) -> str:
    """Every figure that has a rank, with its rank range and tier."""
    columns = ("indicator", "place", "value", "rank", "tier")
    said = [ranking(rows, view)]
    for row in rows[rows["row"] == "drawn"].to_dict("records"):
        said.append(view.text("takeaway.rank", **{c: cell(row, c, view.language) for c in columns}))
    return "\n".join(said)


def unranked(rows: pd.DataFrame, view: View) -> str:
    """How many figures have no rank, and the reasons counted; where none has one, that there is no ranking."""
    without = rows[rows["row"] == "listed"]
    counted = without["left_out"].value_counts()
    reasons = [
        view.text("takeaway.counted", what=view.text(f"left_out.{c}"), n=n) for c, n in counted.items()
    ]
    if not reasons:
        return ""
    key = "takeaway.unranked" if len(without) < len(rows) else "takeaway.no_ranking"
    sets = rows[rows["peers"] > 0]["peer_set"].nunique()
    said = view.text("list.separator").join(reasons)
    return view.text(key, n=len(without), sets=sets, reasons=said)


def comparable(counted: dict[str, int], view: View) -> str:
    """How many of the indicators can be compared between places."""
    return view.text("takeaway.comparable", **counted)


def difference(row: dict, view: View) -> str:
    """Two figures of two places that surely differ: both as printed, the verdict and how far they are apart."""
    both = {
        column: cell(row, column, view.language) for column in ("indicator", "place", "value", "other_value")
    }
    other, verdict = row[f"benchmark_place_{view.language}"], verdict_in_words(row, view.language)
    if pd.isna(row["gap_low"]):
        return view.text("takeaway.ahead", **both, other_place=other, verdict=verdict)
    gap = numbers.interval_of(row, "gap", row[f"unit_{view.language}"], view.language)
    share = numbers.interval_of(row, "gap_percent", "%", view.language, digits=1)
    return view.text("takeaway.difference", **both, other_place=other, verdict=verdict, gap=gap, share=share)


def words_of_difference(row: dict, figures: pd.DataFrame, view: View) -> str:
    """The words both figures were printed in, what must be known of each, and which document says so; `figures` by id."""
    both = [figures.loc[row[name]] for name in ("id", "benchmark_id") if row[name] in figures.index]
    lines, place = [], f"place_{view.language}"
    for one in both:
        known = one[f"note_{view.language}"]
        note = view.text("takeaway.known", note=known) if known else ""
        lines.append(view.text("takeaway.printed", place=one[place], words=one["as_printed"], note=note))
    titles = [documents_in_words([one[f"source_{view.language}"]], view.language) for one in both]
    if len(set(titles)) == 1 < len(titles):
        return "\n".join((*lines, view.text("takeaway.both_from", document=titles[0])))
    each = zip(both, titles, strict=True)
    return "\n".join(
        (*lines, *(view.text("takeaway.each_from", place=one[place], document=t) for one, t in each))
    )


def differences(found: pd.DataFrame, pairs: pd.DataFrame, view: View) -> str:
    """How many sure differences there are, and of how many pairs, so that few are not taken for all."""
    may = int((pairs["grade"] != "not_comparable").sum())
    return view.text("takeaway.differences", n=len(found), all=len(pairs), may=may)


def newest(document: dict, view: View) -> str:
    """The document published last."""
    title, published = document[f"title_{view.language}"], document["published"]
    return view.text("takeaway.newest", title=title, published=published, n=document["figures"])
