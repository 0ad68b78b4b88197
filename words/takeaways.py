"""Takeaways: what a chart or a table says, in one or two sentences, for reading and for screen readers."""

import math
import re
from collections import defaultdict

import pandas as pd

from words import View, numbers, wording
from words.cells import PART_OF, about, cell
from words.verdicts import reasons_in_words, why

CHINESE = "[\u2e80-\uffff“”‘’…]"
RATES = {"rate": "done", "full_rate": "fully"}
AMOUNTS = {
    "total": "total_id", "done": "done_id", "fully": "fully_id", "partly": "partly_id", "pending": "pending_ids",
}  # fmt: skip
STATED = {"full": "full_rate", "pending": "pending"}
GRADES = ("comparable", "with_caution", "indicative", "not_comparable")
NAMED = 8  # more places than this are counted, not named
Piece = tuple[str, str]  # a text, and the figures it links to, joined by a slash


def outcomes(rows: pd.DataFrame, view: View) -> str:
    """How many claims hold, fail or cannot be decided."""
    counted = rows["outcome"].value_counts()
    numbers_of = {code: int(counted.get(code, 0)) for code in ("holds", "fails", "cannot_tell")}
    said = view.text("takeaway.outcomes", n=len(rows), **numbers_of)
    of_parts = int((rows["kind"] == PART_OF).sum())
    return f"{said}\n{view.text('takeaway.part_of', n=of_parts)}" if of_parts else said


def each_funnel(rows: pd.DataFrame, view: View) -> str:
    """How many funnels there are, and how many state what is done in full and what is pending; then each of them."""
    drawn = rows[rows["row"] == "drawn"]
    stated = {name: int(drawn[f"{c}_low"].notna().sum()) for name, c in STATED.items()}
    said = [view.text("takeaway.funnels", n=len(drawn), places=drawn["place"].nunique(), **stated)]
    for row in drawn.to_dict("records"):
        told = view.text("list.separator").join(piece for piece, _ in amounts(row, view.language))
        names = {"place": row[f"place_{view.language}"], "funnel": row[f"funnel_{view.language}"]}
        scope, both = view.text(f"scope.{row['scope']}"), rates_in_words(row, view.language)
        said.append(view.text("takeaway.funnel", **names, scope=scope, amounts=told, rates=both))
    return "\n".join(said)


def amounts(row: dict, language: str) -> list[Piece]:
    """The amounts of a row in words, each with the figures it comes from; amounts the document does not state are left out."""
    text, unit = wording(language), row[f"unit_{language}"]
    return [
        (text(f"funnel.{stage}", amount=said), row[ids].replace("|", "/"))
        for stage, ids in AMOUNTS.items()
        if (said := _amount(row, stage, unit, language))
    ]


def _amount(row: dict, stage: str, unit: str, language: str) -> str:
    """One amount as a range; empty if the document does not state it and it cannot be derived."""
    if not row[AMOUNTS[stage]] and math.isnan(row[f"{stage}_low"]):
        return ""
    return numbers.interval_of(row, stage, unit, language)


def rates_in_words(row: dict, language: str) -> str:
    """The rate, and the rate of what is done in full, always side by side."""
    return wording(language)("funnel.rates", **{name: _rate(row, name, language) for name in RATES})


def _rate(row: dict, name: str, language: str) -> str:
    """One rate as a range; "not said" if the document is silent on it, which is not the same as unknown."""
    if not _amount(row, RATES[name], "", language):
        return wording(language)("funnel.not_said")
    return numbers.interval_of(row, name, "%", language, digits=1)


def indicators_takeaway(found: pd.DataFrame, all_of_them: int, view: View) -> str:
    """How many indicators fit, how many of them two or more places report, and how many can be compared."""
    shared = int((found["reported_by"] > 1).sum())
    comparable = int(found["grade"].isin(("comparable", "with_caution")).sum())
    key = "takeaway.indicators" if len(found) < all_of_them else "takeaway.every_indicator"
    return view.text(key, n=len(found), all=all_of_them, shared=shared, comparable=comparable)


def with_latest(entries: pd.DataFrame, figures: pd.DataFrame, language: str) -> pd.DataFrame:
    """Indicators with each place's latest figure in words, in the column `latest`."""
    text, told = wording(language), defaultdict[str, list[str]](list)
    for row in figures.to_dict("records"):
        year = (row["period_end"] or row["period_start"])[:4]
        value = text("one.dated", value=cell(row, "value", language), year=year)
        told[row["indicator"]].append(text("card.fact", name=row[f"place_{language}"], said=value))
    join = text("list.clauses").join
    return entries.assign(latest=[join(told[indicator]) for indicator in entries["indicator"]])


def figures_takeaway(rows: pd.DataFrame, view: View) -> str:
    """How many figures an indicator has, from how many places, and the places without any, by reason."""
    own, bare = rows[rows["row"] != "no_figure"], rows[rows["row"] == "no_figure"]
    said = view.text("takeaway.figures_of", n=len(own), places=own["place"].nunique())
    for reason, places in bare.groupby("missing", sort=False)[f"place_{view.language}"]:
        names = view.text("list.separator").join(places.head(NAMED))
        key = "takeaway.without" if len(places) <= NAMED else "takeaway.without_many"
        said += "\n" + view.text(key, reason=view.text(f"missing.{reason}"), places=names, n=len(places))
    return said


def panel_takeaway(rows: pd.DataFrame, view: View) -> str:
    """The figures of one indicator that share an axis."""
    said = [
        f"{row[f'place_{view.language}']} {cell(row, 'value', view.language)} ({about(row, view.language)})"
        for row in rows.to_dict("records")
    ]
    name = rows[f"indicator_{view.language}"].iloc[0]
    return view.text("takeaway.panel", indicator=name, rows=view.text("list.clauses").join(said))


def shared_axis(drawn: pd.DataFrame, met: pd.DataFrame, view: View) -> str:
    """The reasons for caution where figures share an axis."""
    ids = set(drawn["id"])
    within = met[met["id"].isin(ids) & met["benchmark_id"].isin(ids)]
    reasons = dict.fromkeys(within["reasons"].str.split("|").explode())
    told = reasons_in_words("|".join(reasons), view.language)
    return view.text("takeaway.shared_with_caution", why=told) if told else view.text("takeaway.shared")


def pairs_of_figures(found: pd.DataFrame, view: View) -> str:
    """How many pairs of figures of two places there are, and how many can be compared; or that there are none."""
    if found.empty:
        return view.text("empty.pairs")
    graded = found["grade"].value_counts()
    counts = {grade: int(graded.get(grade, 0)) for grade in GRADES}
    return view.text("takeaway.pairs_of_figures", n=len(found), **counts)


def measures_on(done: pd.DataFrame, view: View) -> str:
    """How many measures bear on an indicator, and how many places carry them out; or that there are none."""
    if done.empty:
        return view.text("empty.measures_on")
    n, places = done["measure"].nunique(), done["place"].nunique()
    return view.text("takeaway.measures_on", n=n, places=places)


def counted_in_words(graded: pd.DataFrame, language: str) -> str:
    """How many are comparable, how many indicative or not comparable (and why), and how many nobody else reports."""
    text, clauses = wording(language), []
    counted = graded["grade"].replace({"with_caution": "comparable", "": "alone"})
    for grade in ("comparable", "indicative", "not_comparable", "alone"):
        rows = graded[counted == grade].to_dict("records")
        is_told = grade in ("indicative", "not_comparable")
        reasons = dict.fromkeys(why(row, language) for row in rows) if is_told else ()
        said = text("list.clauses").join(filter(None, reasons))
        clauses += [text(f"own.count.{grade}", n=len(rows), why=said)] if rows else []
    return text("list.separator").join(clauses)


def on_one_line(said: str) -> str:
    """A takeaway without line breaks; Chinese is joined without spaces."""
    return re.sub(rf"(?<={CHINESE})\s*\n|\n\s*(?={CHINESE})", "", said).replace("\n", " ")
