"""Takeaways: what a chart says, in one or two sentences, for reading and for screen readers."""

import re

import pandas as pd

from words.cells import PART_OF
from words.funnels import amounts, rates_in_words
from words.view import View

CHINESE = "[\u2e80-\uffff“”‘’…]"


def outcomes(rows: pd.DataFrame, view: View) -> str:
    """How many claims hold, fail or cannot be decided."""
    counted = rows["outcome"].value_counts()
    numbers_of = {code: int(counted.get(code, 0)) for code in ("holds", "fails", "cannot_tell")}
    said, of_parts = (
        view.text("takeaway.outcomes", n=len(rows), **numbers_of),
        int((rows["kind"] == PART_OF).sum()),
    )
    return "\n".join((said, view.text("takeaway.part_of", n=of_parts)) if of_parts else (said,))


def funnels_takeaway(rows: pd.DataFrame, view: View) -> str:
    """How many funnels there are, and how many state what is done in full and what is pending."""
    drawn = rows[rows["row"] == "drawn"]
    told = {
        "full": int(drawn["full_rate_low"].notna().sum()),
        "pending": int(drawn["pending_low"].notna().sum()),
    }
    return view.text("takeaway.funnels", n=len(drawn), places=drawn["place"].nunique(), **told)


def each_funnel(rows: pd.DataFrame, view: View) -> str:
    """Every funnel with its amounts and both rates."""
    said = [funnels_takeaway(rows, view)]
    for row in rows[rows["row"] == "drawn"].to_dict("records"):
        told = view.text("list.separator").join(piece for piece, _ in amounts(row, view.language))
        names = {"place": row[f"place_{view.language}"], "funnel": row[f"funnel_{view.language}"]}
        scope, both = view.text(f"scope.{row['scope']}"), rates_in_words(row, view.language)
        said.append(view.text("takeaway.funnel", **names, scope=scope, amounts=told, rates=both))
    return "\n".join(said)


def on_one_line(said: str) -> str:
    """A takeaway without line breaks; Chinese is joined without spaces."""
    return re.sub(rf"(?<={CHINESE})\s*\n|\n\s*(?={CHINESE})", "", said).replace("\n", " ")
