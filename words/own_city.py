"""Own city in words: how many of the reader's indicators can be compared, and why the others cannot."""

import pandas as pd

from words import wording
from words.verdicts import why


def counted_in_words(graded: pd.DataFrame, language: str) -> str:
    """How many are comparable, how many indicative or not comparable (and why), and how many nobody else reports."""
    text = wording(language)
    clauses = []
    for grade, codes in (
        ("comparable", ("comparable", "with_caution")),
        ("indicative", ("indicative",)),
        ("not_comparable", ("not_comparable",)),
        ("alone", ("",)),
    ):
        rows = graded[graded["grade"].isin(codes)]
        if rows.empty:
            continue
        is_told = grade in ("indicative", "not_comparable")
        reasons = dict.fromkeys(why(row, language) for row in rows.to_dict("records")) if is_told else ()
        key = f"own.count.{grade}"
        clauses.append(text(key, n=len(rows), why=text("list.clauses").join(filter(None, reasons))))
    return text("list.separator").join(clauses)
