"""Approval times in words: the bars of cuts, the bars of limits against the law, and what both charts say."""

import math

import pandas as pd

from words import numbers, wording
from words.cells import cell, change
from words.facts import beside_of


def cuts_in_words(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Cuts with the words of their bars in `bar_name` and `bar_value`, their `look`, and the share to draw in per cent."""
    high = rows["high"].mask(is_at_least(rows), math.inf)
    return rows.assign(
        bar_name=[_cut_name(row, language) for row in rows.to_dict("records")],
        bar_value=[numbers.per_cent(*ends, language) for ends in zip(rows["low"], high, strict=True)],
        look=rows["cut_kind"],
        share_low=rows["low"],
        share_high=high,
    )


def is_at_least(rows: pd.DataFrame) -> pd.Series:
    """Is only the lower end of a cut in per cent known? An upper end of 100 % is the logical maximum, not a printed number."""
    return (rows["low"] < 100) & (rows["high"] == 100)


def limits_in_words(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Limits with the words of their bars, each as a share of the limit required."""
    ends = zip(rows["share_low"], rows["share_high"], strict=True)
    return rows.assign(
        bar_name=[_limit_name(row, language) for row in rows.to_dict("records")],
        bar_value=[numbers.per_cent(low, high, language) for low, high in ends],
    )


def bars_takeaway(rows: pd.DataFrame, language: str) -> str:
    """What a chart says, bar by bar."""
    told = rows[[f"place_{language}", "bar_name", "bar_value"]].itertuples(index=False)
    return wording(language)("list.clauses").join(" ".join(map(str, each)) for each in told)


def limits_headline(rows: pd.DataFrame, language: str) -> str:
    """How many limits are stricter than required, equal or looser; none is called the strictest, as the yardsticks differ."""
    shares = rows["share_high"]
    counts = {"stricter": (shares < 100).sum(), "same": (shares == 100).sum(), "looser": (shares > 100).sum()}
    return wording(language)("speed.limits_said", n=len(rows), **counts)


def cuts_headline(rows: pd.DataFrame, language: str) -> str:
    """The largest cut that is more than a claim, then the largest claim; ties are all named."""
    text, is_claimed = wording(language), rows["look"] == "claimed"
    told = []
    for key_of, some in (("speed.cuts_said", rows[~is_claimed]), ("speed.claim_said", rows[is_claimed])):
        if some.empty:
            continue
        largest = some["bar_value"].iloc[0]
        first = some[some["bar_value"] == largest]
        named = zip(first[f"place_{language}"], first["bar_name"], strict=True)
        joined = text("list.separator").join(text("speed.told", place=p, name=name) for p, name in named)
        told.append(text(key_of, n=len(some), told=joined, value=largest))
    return text("list.sentences").join(told)


def _limit_name(row: dict, language: str) -> str:
    named = {"indicator": row[f"indicator_{language}"], "beside": beside_of(row, language)}
    value, other = cell(row, "value", language), cell(row, "other_value", language)
    return wording(language)("speed.limit", value=value, other=other, **named)


def _cut_name(row: dict, language: str) -> str:
    name = row[f"indicator_{language}"]
    if not row.get("before_bound"):
        return wording(language)("speed.claimed", indicator=name, printed=row["as_printed"])
    return wording(language)("speed.cut", indicator=name, change=change(row, language))
