"""Takeaways of indicators: the sentences that the page on indicators shows before its rows."""

from collections import defaultdict

import pandas as pd

from words import View, wording
from words.cells import about, cell
from words.verdicts import reasons_in_words

GRADES = ("comparable", "with_caution", "indicative", "not_comparable")
NAMED = 8  # more places than this are counted, not named


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
