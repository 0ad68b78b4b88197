"""Facts: what stands out about a place, as a sentence with thin bars and the degree of certainty."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from words import numbers, wording
from words.cells import amount_in_words, cell, period
from words.verdicts import why

LIMIT, PERCENT, FULL = "limit", "percent", 100


@dataclass(frozen=True)
class ThinBar:
    """A thin bar: its name, its number in words, its share of the longest bar (0 to 1), and its look.

    `look` holds limit (a rule), claimed, more (extends beyond its end) and other (what the figure is compared with).
    """

    name: str
    value: str
    share: float
    look: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A sentence with its bars, how certain it is and why, and the words it is based on."""

    sentence: str
    bars: tuple[ThinBar, ...] = ()
    grade: str = ""
    reasons: str = ""
    source: str = ""
    address: str = ""


def fact_of(row: dict, language: str, address_of: Callable[[str], str | None]) -> Fact:
    """A highlight in words; `address_of` returns the address of the words of figures, by their ids joined by a slash."""
    sentence_of, bars_of = TOLD[row["highlight"]]
    text, ids = wording(language), str(row["id"]).removesuffix("/cut")
    if isinstance(other := row.get("benchmark_id"), str) and other and not row.get("benchmark_kind"):
        ids = f"{ids}/{other}".replace("/cut", "")
    grade, address, told = row.get("grade"), address_of(ids) or "", {}
    if isinstance(grade, str) and grade not in ("", "comparable"):
        told = {"grade": text(f"grade.{grade}"), "reasons": why(row, language)}
    if address:
        parts = (period(row | {"period_basis": ""}, language), text("fact.source"))
        told["source"] = " · ".join(part for part in parts if part)
    return Fact(sentence_of(row, language), bars_of(row, language), address=address, **told)


def bars_of_figure(row: dict, beside: Iterable[dict], language: str) -> tuple[ThinBar, ...]:
    """A figure drawn beside the first of `beside` (highlights) that can share a scale with it, else as a share of 100 %."""
    for other in beside:
        _, bars_of = TOLD[other["highlight"]]
        if bars := bars_of(other, language):
            return bars
    if row["unit"] == PERCENT and 0 < row["low"] <= row["high"] <= FULL:
        return (ThinBar("", cell(row, "value", language), row["low"] / FULL),)
    return ()


def _pair(row: dict, language: str) -> str:
    """A figure compared with another place's, with a rule, or with an average printed beside it."""
    text, gap, how = wording(language), gap_in_words(row, language), row["verdict"]
    told = {
        "indicator": row[f"indicator_{language}"],
        "value": cell(row, "value", language),
        "beside": beside_of(row, language),
        "other": cell(row, "other_value", language),
    }
    if not gap:
        return text("fact.than", verdict=text(f"fact.{how}"), **told)
    if how in ("surely_better", "surely_worse"):
        how = "more" if row["gap_percent_low"] > 0 else "less"
    if how == "more" and row["gap_percent_low"] >= FULL:
        low, high = sorted(1 + row[f"gap_percent_{end}"] / FULL for end in ("low", "high"))
        return text(
            "fact.times", times=numbers.interval(low, high, False, False, "", language, digits=1), **told
        )
    return text("fact.by", verdict=text(f"fact.{how}.by"), gap=gap, **told)


def _bars_of_pair(row: dict, language: str) -> tuple[ThinBar, ...]:
    """A figure and what it is compared with, on one scale; no bars if one is in days and the other in working days."""
    if row["unit"] != row.get("benchmark_unit", row["unit"]) and not row.get("benchmark_kind"):
        return ()
    value, other = cell(row, "value", language), cell(row, "other_value", language)
    other_look = (*_bar_look(row, "benchmark_"), "other")
    return _on_one_scale(
        ThinBar(row[f"place_{language}"], value, _end(row, ""), _bar_look(row, "")),
        ThinBar(beside_of(row, language), other, _end(row, "benchmark_"), other_look),
    )


def beside_of(row: dict, language: str) -> str:
    """What a figure is compared with: a place, a requirement of a province or the country, or an average."""
    text = wording(language)
    if row.get("benchmark_kind"):
        return text(f"before_kind.{row['benchmark_kind']}")
    place, level = row[f"benchmark_place_{language}"], row["benchmark_level"]
    if row["form"] == LIMIT and level in ("country", "province"):
        rule = "law" if row.get("benchmark_source_kind") == "law" else "rule"
        return text(f"fact.{rule}_of_{level}", place=place)
    return place


def _cut(row: dict, language: str) -> str:
    """By how much a time, or a number of steps or documents, was cut."""
    cut = numbers.per_cent(row["cut_low"], row["cut_high"], language)
    before, after = (bar.value for bar in _bars_of_cut(row, language))
    name = row[f"indicator_{language}"]
    return wording(language)("fact.cut", indicator=name, cut=cut, before=before, after=after)


def _bars_of_cut(row: dict, language: str) -> tuple[ThinBar, ...]:
    text, look = wording(language), (LIMIT,) if row["cut_kind"] == LIMIT else ()
    before, after = (amount_in_words(row, language, prefix) for prefix in ("before_", ""))
    return (
        ThinBar(text("fact.before"), before, 1, (*look, "other")),
        ThinBar(text("fact.after"), after, row["amount"] / row["before_amount"], look),
    )


def _claim(row: dict, language: str) -> str:
    """A cut that a document claims without giving the levels it would follow from."""
    text, name = wording(language), row[f"indicator_{language}"]
    return text("fact.claimed", indicator=name, printed=row["as_printed"])


def _bars_of_claim(row: dict, language: str) -> tuple[ThinBar, ...]:
    cut = numbers.per_cent(row["cut_low"], math.inf, language)
    return (ThinBar(wording(language)("fact.cut_bar"), cut, row["cut_low"] / FULL, ("claimed",)),)


def _completion(row: dict, language: str) -> str:
    """How much is done of what was found, promised or disputed."""
    text = wording(language)
    scope = "" if row["scope"] == "whole" else text("fact.scope", scope=text(f"scope.{row['scope']}"))
    return text(
        "fact.completion",
        funnel=row[f"funnel_{language}"] + scope,
        total=numbers.interval_of(row, "total", row[f"unit_{language}"], language),
        done=numbers.interval_of(row, "done", "", language),
        rate=numbers.interval_of(row, "rate", "%", language, digits=1),
    )


def _bars_of_completion(row: dict, language: str) -> tuple[ThinBar, ...]:
    """What is done as a share of the total, or another share named by `rate`."""
    rate = row.get("rate", "rate")
    if math.isnan(row[f"{rate}_low"]):
        return ()
    share = numbers.interval_of(row, rate, "%", language, digits=1)
    return (ThinBar(wording(language)(f"fact.{rate}"), share, row[f"{rate}_low"] / FULL),)


def _rank_as_printed(row: dict, language: str) -> str:
    rank, name = numbers.printed(row["amount"], row["bound"], "", language), row[f"indicator_{language}"]
    return wording(language)("fact.rank", indicator=name, rank=rank, year=row["period_end"][:4])


def _topic_score(row: dict, language: str) -> str:
    """The score of a topic and its rank among all places."""
    told = {name: cell(row, name, language) for name in ("composite", "score", "rank")}
    return wording(language)("fact.score", n=int(row["ranked"]), **told)


def bars_of_score(row: dict, language: str) -> tuple[ThinBar, ...]:
    """A score on its scale of 0 to 100."""
    return (ThinBar("", cell(row, "score", language), row["score_low"] / FULL),)


def _growth(row: dict, language: str) -> str:
    """What has grown since an earlier level."""
    growth = numbers.interval_of(row, "change_percent", "%", language, digits=1)
    levels = {name: cell(row, name, language) for name in ("earlier", "value")}
    return wording(language)("fact.growth", indicator=row[f"indicator_{language}"], growth=growth, **levels)


def _bars_of_growth(row: dict, language: str) -> tuple[ThinBar, ...]:
    text, (earlier, value) = wording(language), (cell(row, name, language) for name in ("earlier", "value"))
    return _on_one_scale(
        ThinBar(text("fact.before"), earlier, _end(row, "earlier_"), ("other",)),
        ThinBar(text("fact.after"), value, _end(row, "")),
    )


def gap_in_words(row: dict, language: str) -> str:
    """How far a figure is from the other, in per cent of the other; '' if no distance can be derived."""
    ends = [row.get(f"gap_percent_{end}", math.nan) for end in ("low", "high")]
    low, high = sorted(map(abs, ends))
    return numbers.per_cent(low, high, language) if all(map(math.isfinite, ends)) and high else ""


def _end(row: dict, prefix: str) -> float:
    """The end of an interval to draw: the finite one, or the middle if both are finite."""
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    if math.isinf(high):
        return low
    return high if math.isinf(low) or low <= 0 else (low + high) / 2


def _bar_look(row: dict, prefix: str) -> tuple[str, ...]:
    is_more = math.isinf(row[f"{prefix}high"])
    return ((LIMIT,) if row["form"] == LIMIT else ()) + (("more",) if is_more else ())


def _on_one_scale(*bars: ThinBar) -> tuple[ThinBar, ...]:
    """The bars, whose shares are still numbers, as shares of the longest; none if a number is unknown."""
    longest = max(bar.share for bar in bars)
    if any(math.isnan(bar.share) for bar in bars) or longest <= 0:
        return ()
    return tuple(replace(bar, share=max(bar.share, 0) / longest) for bar in bars)


# Highlight → its sentence and its bars.
TOLD: dict[str, tuple[Callable[[dict, str], str], Callable[[dict, str], tuple[ThinBar, ...]]]] = {
    **dict.fromkeys(("ahead", "against", "gap"), (_pair, _bars_of_pair)),
    "score": (_topic_score, bars_of_score),
    "cut": (_cut, _bars_of_cut),
    "claim": (_claim, _bars_of_claim),
    "completion": (_completion, _bars_of_completion),
    "rank": (_rank_as_printed, lambda row, language: ()),
    "growth": (_growth, _bars_of_growth),
}
