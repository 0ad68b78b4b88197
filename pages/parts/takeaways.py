"""Takeaways: what a chart says, in one or two sentences, for those who read it and those who hear it."""

from __future__ import annotations

import pandas as pd

from locales import numbers
from pages.parts.frame import View
from pages.parts.tables import cell

VERDICTS = (
    "surely_better", "surely_worse", "surely_higher", "surely_lower", "equal", "cannot_tell", "not_comparable", "no_figure",
)  # fmt: skip


def cuts(reduced: pd.DataFrame, view: View) -> str:
    """How many figures print both ends, and the largest certain cut among them."""
    said = view.text("takeaway.cuts", n=len(reduced), places=reduced["place"].nunique())
    certain = reduced[reduced["cut_percent_low"] == reduced["cut_percent_high"]]
    if certain.empty:
        return said
    most = certain.loc[certain["cut_percent_low"].idxmax()]
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
    said = [
        f"{row[f'place_{view.language}']} {cell(row, 'value', view.language)} ({cell(row, 'verdict', view.language)})"
        for row in rows.to_dict("records")
    ]
    name = rows[f"indicator_{view.language}"].iloc[0]
    return view.text("takeaway.positions", indicator=name, benchmark=benchmark, rows="; ".join(said))


def blanks(rows: pd.DataFrame, view: View) -> str:
    """The places chosen that have no figure on an indicator, by reason."""
    missing = rows[rows["row"] == "no_figure"]
    said = [
        f"{view.text('missing.' + reason)}: {view.text('list.separator').join(places)}"
        for reason, places in missing.groupby("missing", sort=False)[f"place_{view.language}"]
    ]
    return view.text("takeaway.blanks", said="; ".join(said)) if said else ""


def matrix(counts: pd.DataFrame, view: View) -> str:
    """How many figures each place gives."""
    per_place = counts.groupby(f"place_{view.language}", sort=False)["figures"].sum()
    return view.text("takeaway.matrix", places="; ".join(f"{place} {n}" for place, n in per_place.items()))


def pairs(found: pd.DataFrame, view: View) -> str:
    """How many pairs of places can be compared, and the reasons that keep the others from it, by frequency."""
    graded = found["grade"].value_counts()
    reasons = found[found["grade"] == "not_comparable"]["reasons"].str.split("|").explode().value_counts()
    return view.text(
        "takeaway.pairs",
        n=len(found),
        comparable=graded.get("comparable", 0),
        caution=graded.get("with_caution", 0),
        not_comparable=graded.get("not_comparable", 0),
        reasons=view.text("list.separator").join(
            f"{view.text('reason.' + r)} ×{n}" for r, n in reasons.items() if r
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
    return view.text("takeaway.outcomes", n=len(rows), **numbers_of)


def measures(rows: pd.DataFrame, view: View) -> str:
    """How many measures there are, and how many two or more of the places carry out."""
    shared = rows[rows["places"] > 1]["measure"].nunique()
    return view.text("takeaway.measures", n=rows["measure"].nunique(), shared=shared)
