"""Figures drawn at random: every attribute that a pair is graded by, and intervals as the documents print them."""

from hypothesis import strategies as st

DIRECTIONS = ("lower_is_better", "higher_is_better", "no_judgement")
PERIODS = (
    *[("2023-01-01", "2023-12-31")] * 3,
    *(("2023-09-01", "2023-12-31"), ("2022-01-01", "2022-12-31"), ("2018-01-01", "2018-12-31")),
    *(("", "2021-12-31"), ("2015-01-01", ""), ("", "")),
)


def intervals_of(n: int) -> dict[str, str]:
    """Bound → the interval of a number printed with it."""
    return {
        "exact": f"[{n}, {n}]",
        "at_most": f"[0, {n}]",
        "less_than": f"[0, {n + 1})",
        "at_least": f"[{n}, inf)",
        "more_than": f"({n}, inf)",
        "about": f"[{0.9 * n}, {1.1 * n}]",
    }


@st.composite
def wordings(draw, known: bool = False) -> dict[str, str]:
    """A bound and an interval that it may have, or none; for ties and touching ends the numbers are few."""
    n = draw(st.integers(0, 4))
    figures = intervals_of(n)
    none = () if known else ("",)
    bound = draw(st.sampled_from((*figures, *none, "exact", "at_most")))
    return {"bound": bound, "figure": figures.get(bound, "")}


@st.composite
def figures(draw, **fixed) -> dict[str, str]:
    """One figure as for `observed`; `fixed` are attributes all of them have."""
    form = draw(st.sampled_from(("level",) * 4 + ("rank", "claim", "cut")))
    start, end = draw(st.sampled_from(PERIODS))
    row = {
        "place": draw(st.sampled_from("abc")),
        "indicator": draw(st.sampled_from(("one", "one", "other", "third"))),
        "form": form,
        "cut_kind": draw(st.sampled_from(("actual", "limit", "claimed"))) if form == "cut" else "",
        "unit": draw(st.sampled_from(("day", "day", "working_day", "month", "item", "percent"))),
        "level": draw(st.sampled_from(("prefecture",) * 3 + ("province",))),
        "part_of": draw(st.sampled_from(("hunan", "henan"))),
        "scope": draw(st.sampled_from(("whole",) * 4 + ("zone_a", "zone_b"))),
        "status": draw(
            st.sampled_from(("achieved", "achieved", "rule", "rule", "target", "planned", "derived"))
        ),
        "missing": draw(st.sampled_from(("",) * 7 + ("masked",))),
        "ambiguous": draw(st.sampled_from(("",) * 6 + ("kind", "scope", "amount"))),
        "period_start": start,
        "period_end": end,
        "period_basis": draw(st.sampled_from(("printed", "printed", "source"))),
    }
    return row | draw(wordings()) | fixed


def tables(least: int = 8, most: int = 24):
    """Figures of one direction, as a direction belongs to what is compared."""
    return st.sampled_from(DIRECTIONS).flatmap(
        lambda direction: st.lists(figures(direction=direction), min_size=least, max_size=most)
    )


# What a dataset may say of two of the indicators.
declarations = st.sampled_from(
    [
        (),
        *(
            (("one", "other", grade),)
            for grade in ("comparable", "with_caution", "indicative", "not_comparable")
        ),
    ]
)
