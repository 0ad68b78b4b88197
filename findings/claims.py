"""Claims: the figures that a claim of a document should follow from, named in words."""

from __future__ import annotations

import pandas as pd

from words import LANGUAGES, numbers, wording

COLUMN = "follows_from"


def followed(parts: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """One row per `check_id` with the ids of the figures it should follow from, and their names and values in words."""
    seen = every.set_index("id").loc[parts["figure"]].to_dict("records")
    told = {f"{COLUMN}_{x}": [in_words(row, x) for row in seen] for x in LANGUAGES}
    joined = {COLUMN: ", ".join, **{f"{COLUMN}_{x}": wording(x)("list.clauses").join for x in LANGUAGES}}
    return parts.assign(**{COLUMN: parts["figure"]}, **told).groupby("check_id").agg(joined).reset_index()


def in_words(row: dict, language: str) -> str:
    """The indicator and the number of a figure, with the level before where one is printed."""
    text, unit = wording(language), row[f"unit_{language}"]
    value = (
        text(f"missing.{row['missing']}")
        if row["missing"]
        else text("chart.level_unknown", printed=row["as_printed"])
        if row["ambiguous"] == "amount"
        else numbers.printed(row["amount"], row["bound"], unit, language)
    )
    if row["before_bound"]:
        before = numbers.printed(row["before_amount"], row["before_bound"], unit, language)
        value = text(
            "card.with_before", value=value, before=before, kind=text(f"before_kind.{row['before_kind']}")
        )
    return text("card.fact", name=row[f"indicator_{language}"], said=value)
