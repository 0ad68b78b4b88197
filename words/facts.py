"""Facts: what stands out about a place, as a sentence with thin bars and the degree of certainty."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from words import numbers, wording
from words.cells import cell
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
    sentence, bars = SENTENCES[row["highlight"]](row, language)
    text, ids = wording(language), str(row["id"]).removesuffix("/cut")
    if isinstance(other := row.get("benchmark_id"), str) and other and not row.get("benchmark_kind"):
        ids = f"{ids}/{other}".replace("/cut", "")
    grade, is_sure = (
        row.get("grade") or "",
        row.get("grade") in ("", "comparable") or not isinstance(row.get("grade"), str),
    )
    address = address_of(ids) or ""
    return Fact(
        sentence,
        bars,
        "" if is_sure else text(f"grade.{grade}"),
        "" if is_sure else why(row, language),
        " · ".join(filter(None, (cell(row | {"period_basis": ""}, "period", language), text("fact.source"))))
        if address
        else "",
        address,
    )


def bars_of_figure(row: dict, beside: Iterable[dict], language: str) -> tuple[ThinBar, ...]:
    """A figure drawn beside the first of `beside` (highlights) that can share a scale with it, else as a share of 100 %."""
    for other in beside:
        if bars := BARS[other["highlight"]](other, language):
            return bars
    if row["unit"] == PERCENT and 0 < row["low"] <= row["high"] <= FULL:
        return (ThinBar("", cell(row, "value", language), row["low"] / FULL),)
    return ()


def sentence_of_pair(row: dict, language: str) -> tuple[str, tuple[ThinBar, ...]]:
    """A figure compared with another place's, with a rule, or with an average printed beside it."""
    text, beside = wording(language), beside_of(row, language)
    value, other = cell(row, "value", language), cell(row, "other_value", language)
    named = {"indicator": row[f"indicator_{language}"], "value": value, "beside": beside, "other": other}
    gap, how = gap_in_words(row, language), row["verdict"]
    if how in ("surely_better", "surely_worse") and gap:
        how = "more" if row["gap_percent_low"] > 0 else "less"
    if how == "more" and row["gap_percent_low"] >= FULL:
        times = [1 + row[f"gap_percent_{end}"] / FULL for end in ("low", "high")]
        named["times"] = numbers.interval(min(times), max(times), False, False, "", language, digits=1)
        return text("fact.times", **named), bars_of_pair(row, language)
    sentence = text(
        "fact.by" if gap else "fact.than",
        verdict=text(f"fact.{how}.by" if gap else f"fact.{how}"),
        gap=gap,
        **named,
    )
    return sentence, bars_of_pair(row, language)


def bars_of_pair(row: dict, language: str) -> tuple[ThinBar, ...]:
    """A figure and what it is compared with, on one scale; no bars if one is in days and the other in working days."""
    if row["unit"] != row.get("benchmark_unit", row["unit"]) and not row.get("benchmark_kind"):
        return ()
    looks = (
        (_bar_look(row, ""), row[f"place_{language}"], cell(row, "value", language)),
        (
            (*_bar_look(row, "benchmark_"), "other"),
            beside_of(row, language),
            cell(row, "other_value", language),
        ),
    )
    return _thin_bars((_end(row, ""), _end(row, "benchmark_")), looks)


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


def sentence_of_cut(row: dict, language: str) -> tuple[str, tuple[ThinBar, ...]]:
    """By how much a time, or a number of steps or documents, was cut."""
    text = wording(language)
    per_cent = numbers.interval(row["cut_low"], row["cut_high"], False, False, "%", language, digits=1)
    bars = bars_of_cut(row, language)
    named = {"indicator": row[f"indicator_{language}"], "before": bars[0].value, "after": bars[1].value}
    return text("fact.cut", cut=per_cent, **named), bars


def bars_of_cut(row: dict, language: str) -> tuple[ThinBar, ...]:
    """The level before and the level after."""
    text = wording(language)
    before, after = (
        numbers.printed(row[a], row[b], row[f"unit_{language}"], language) for a, b in BEFORE_AFTER
    )
    look = (LIMIT,) if row["cut_kind"] == LIMIT else ()
    return (
        ThinBar(text("fact.before"), before, 1, (*look, "other")),
        ThinBar(text("fact.after"), after, row["amount"] / row["before_amount"], look),
    )


def sentence_of_claim(row: dict, language: str) -> tuple[str, tuple[ThinBar, ...]]:
    """A cut that a document claims without giving the levels it would follow from."""
    text = wording(language)
    sentence = text("fact.claimed", indicator=row[f"indicator_{language}"], printed=row["as_printed"])
    return sentence, bars_of_claim(row, language)


def bars_of_claim(row: dict, language: str) -> tuple[ThinBar, ...]:
    """The cut as claimed, outlined."""
    per_cent = numbers.interval(row["cut_low"], math.inf, False, False, "%", language, digits=1)
    return (ThinBar(wording(language)("fact.cut_bar"), per_cent, row["cut_low"] / FULL, ("claimed",)),)


def sentence_of_completion(row: dict, language: str) -> tuple[str, tuple[ThinBar, ...]]:
    """How much is done of what was found, promised or disputed."""
    text, unit = wording(language), row[f"unit_{language}"]
    done, total = (
        numbers.interval_of(row, stage, shown, language) for stage, shown in (("done", ""), ("total", unit))
    )
    rate = numbers.interval_of(row, "rate", "%", language, digits=1)
    scope = "" if row["scope"] == "whole" else text("fact.scope", scope=text(f"scope.{row['scope']}"))
    name = row[f"funnel_{language}"] + scope
    sentence = text("fact.completion", funnel=name, total=total, done=done, rate=rate)
    return sentence, bars_of_completion(row, language)


def bars_of_completion(row: dict, language: str) -> tuple[ThinBar, ...]:
    """What is done as a share of the total, or another share named by `rate`."""
    rate = row.get("rate", "rate")
    if math.isnan(row[f"{rate}_low"]):
        return ()
    share = numbers.interval_of(row, rate, "%", language, digits=1)
    return (ThinBar(wording(language)(f"fact.{rate}"), share, row[f"{rate}_low"] / FULL),)


def sentence_of_rank(row: dict, language: str) -> tuple[str, tuple[ThinBar, ...]]:
    """A rank as printed."""
    place = numbers.printed(row["amount"], row["bound"], "", language)
    named = {"indicator": row[f"indicator_{language}"], "rank": place, "year": row["period_end"][:4]}
    return wording(language)("fact.rank", **named), ()


def sentence_of_score(row: dict, language: str) -> tuple[str, tuple[ThinBar, ...]]:
    """The score of a topic and its rank among all places."""
    named = {name: cell(row, name, language) for name in ("composite", "score", "rank")}
    return wording(language)("fact.score", n=int(row["ranked"]), **named), bars_of_score(row, language)


def bars_of_score(row: dict, language: str) -> tuple[ThinBar, ...]:
    """A score on its scale of 0 to 100."""
    return (ThinBar("", cell(row, "score", language), row["score_low"] / FULL),)


def sentence_of_growth(row: dict, language: str) -> tuple[str, tuple[ThinBar, ...]]:
    """What has grown since an earlier level."""
    text = wording(language)
    earlier, value = cell(row, "earlier", language), cell(row, "value", language)
    more = numbers.interval_of(row, "change_percent", "%", language, digits=1)
    sentence = text(
        "fact.growth", indicator=row[f"indicator_{language}"], earlier=earlier, value=value, growth=more
    )
    return sentence, bars_of_growth(row, language)


def bars_of_growth(row: dict, language: str) -> tuple[ThinBar, ...]:
    """The earlier level and the present one."""
    before, after = (wording(language)(f"fact.{part}") for part in ("before", "after"))
    looks = (
        (("other",), before, cell(row, "earlier", language)),
        ((), after, cell(row, "value", language)),
    )
    return _thin_bars((_end(row, "earlier_"), _end(row, "")), looks)


def gap_in_words(row: dict, language: str) -> str:
    """How far a figure is from the other, in per cent of the other; '' if no distance can be derived."""
    ends = (row.get("gap_percent_low", math.nan), row.get("gap_percent_high", math.nan))
    if any(math.isnan(end) or math.isinf(end) for end in ends):
        return ""
    low, high = sorted(abs(end) for end in ends)
    return numbers.interval(low, high, False, False, "%", language, digits=1) if high else ""


def _end(row: dict, prefix: str) -> float:
    """The end of an interval to draw: the finite one, or the middle if both are finite."""
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    if math.isinf(high):
        return low
    return high if math.isinf(low) or low <= 0 else (low + high) / 2


def _bar_look(row: dict, prefix: str) -> tuple[str, ...]:
    is_more = math.isinf(row[f"{prefix}high"])
    return ((LIMIT,) if row["form"] == LIMIT else ()) + (("more",) if is_more else ())


def _thin_bars(
    ends: tuple[float, ...], looks: tuple[tuple[tuple[str, ...], str, str], ...]
) -> tuple[ThinBar, ...]:
    if any(math.isnan(end) for end in ends) or max(ends) <= 0:
        return ()
    return tuple(
        ThinBar(name, value, max(end, 0) / max(ends), look)
        for end, (look, name, value) in zip(ends, looks, strict=True)
    )


BEFORE_AFTER = (("before_amount", "before_bound"), ("amount", "bound"))
SENTENCES: dict[str, Callable[[dict, str], tuple[str, tuple[ThinBar, ...]]]] = {
    "score": sentence_of_score,
    "ahead": sentence_of_pair,
    "against": sentence_of_pair,
    "gap": sentence_of_pair,
    "cut": sentence_of_cut,
    "claim": sentence_of_claim,
    "completion": sentence_of_completion,
    "rank": sentence_of_rank,
    "growth": sentence_of_growth,
}
BARS: dict[str, Callable[[dict, str], tuple[ThinBar, ...]]] = {
    "ahead": bars_of_pair,
    "against": bars_of_pair,
    "cut": bars_of_cut,
    "claim": bars_of_claim,
    "growth": bars_of_growth,
    "completion": bars_of_completion,
}
