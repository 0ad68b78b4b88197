"""Ratios of figures and of sums, worked by hand, and against every number that the parts may be."""

from itertools import product
from math import inf, isinf

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.ratios import ratios
from tests.metrics.drawn import wordings
from tests.trying import tried

YEARS = 4
JUST_INSIDE, FAR_OUT = 1e-6, 1e9
PLAIN = {
    "matter": "done",
    "form": "completion",
    "topic": "money",
    "direction": "higher_is_better",
    "unit": "percent",
}
SETTINGS = {"unit_factor": 1.0, "times": 1.0, "per": 1.0, "yearly": "false", "least": 0.0, "most": inf}
SHARE = {"times": 100.0, "most": 100.0}
CENSUS = {"period_start": "2020-11-01", "period_end": "2020-11-01", "source": "census"}


@pytest.fixture(scope="module")
def divide(printed, computed):
    """Ratios of cases, each its rows of both sides and settings, by the number of the case.

    Case n has the derived indicator `ratio n` of `numerator n` and `denominator n`; a row may name another `part`.
    """

    def divided(*cases: tuple[list[dict], list[dict], dict], extra=lambda table: table) -> list[pd.DataFrame]:
        rows, derived, parts = [], [], []
        for n, (*sides, settings) in enumerate(cases):
            derived.append({"derived": f"ratio {n}"} | PLAIN | SETTINGS | settings)
            for side, figures in zip(("numerator", "denominator"), sides, strict=True):
                names = [f"{side} {n} {row.get('part', '')}".strip() for row in figures]
                parts += [
                    {"derived": f"ratio {n}", "side": side, "part": name} for name in dict.fromkeys(names)
                ]
                rows += [
                    {"id": f"{side[0]}{n}-{m}", "place": f"p{n}"} | row | {"indicator": name}
                    for m, (row, name) in enumerate(zip(figures, names, strict=True))
                ]
        texts = {name: "str" for name in (*PLAIN, "derived", "yearly")}
        tables = (
            extra(printed(*rows)),
            pd.DataFrame(derived).astype(texts | {n: float for n in SETTINGS if n != "yearly"}),
            pd.DataFrame(parts).astype("str"),
        )
        found = computed(ratios, *tables, years=YEARS)
        return [found[found["indicator"] == f"ratio {n}"] for n in range(len(cases))]

    return divided


@pytest.fixture(scope="module")
def one(divide):
    """The only ratio of one case."""

    def of(numerator, denominator, settings=SHARE, **more) -> pd.Series:
        both = [side if isinstance(side, list) else [side] for side in (numerator, denominator)]
        (found,) = divide((*both, settings), **more)
        assert len(found) == 1
        return found.iloc[0]

    return of


def exactly(number: float, **more) -> dict:
    return {"figure": f"[{number}, {number}]"} | more


def test_every_golden_ratio_is_as_worked_by_hand(golden, side, divide, interval, interval_in, near):
    worked = golden("ratios")
    cases = [
        (
            *([side(part) for part in row[name].split(" | ")] for name in ("numerator", "denominator")),
            settings_of(row),
        )
        for row in worked
    ]
    for expected, found in zip(worked, divide(*cases), strict=True):
        of_scope = found[found["scope"] == expected["scope"]]
        assert len(of_scope) == bool(expected["ratio"]), expected["working"]
        for _, row in of_scope.iterrows():
            assert interval_in(row.rename(lambda c: f"r_{c}"), "r") == near(interval(expected["ratio"])), (
                expected["working"]
            )
            assert row["value"] == row["amount"] == near(float(expected["value"])), expected["working"]
            assert row["bound"] == expected["bound"], expected["working"]


def settings_of(row: dict) -> dict:
    """The settings of a golden row."""
    given = dict(one.split("=") for one in row["settings"].split())
    return {name: text if name == "yearly" else float(text) for name, text in given.items()}


def test_a_ratio_is_a_figure_with_the_columns_of_a_figure_and_says_what_it_follows_from(one):
    row = one(
        exactly(
            18, id="n1", as_printed="解决18个", note_zh="市级", note_en="city", locator="§ 3", scope="zone"
        ),
        exactly(35, id="d1", as_printed="问题35个", note_zh="全部", note_en="all", scope="zone"),
    )
    texts = {
        "id": "n1/d1",
        "as_printed": "解决18个 ÷ 问题35个",
        "note_zh": "市级；全部",
        "note_en": "city; all",
    }
    assert {name: row[name] for name in texts} == texts
    assert {name: row[name] for name in PLAIN} == PLAIN
    kept = {"place": "p0", "scope": "zone", "source": "report", "locator": "§ 3", "level": "prefecture"}
    assert {name: row[name] for name in kept} == kept
    assert (row["status"], row["missing"], row["printed_unit"], row["precision"]) == ("derived", "", "", 0)
    assert (row["period_start"], row["period_end"], row["denominator_end"]) == (
        "2023-01-01",
        "2023-12-31",
        "",
    )


def test_a_sum_of_the_tiers_is_a_figure_of_its_place_that_names_all_four_figures(divide):
    tiers = ("city_tier", "counties")
    numerators = [
        exactly(n, id=f"n-{s}", as_printed=f"{n}个", scope=s) for n, s in zip((18, 229), tiers, strict=True)
    ]
    denominators = [
        exactly(n, id=f"d-{s}", as_printed=f"{n}件", scope=s) for n, s in zip((35, 311), tiers, strict=True)
    ]
    (found,) = divide((numerators, denominators, SHARE))
    whole = found.set_index("scope").loc["whole"]
    assert whole["id"] == "n-city_tier/n-counties/d-city_tier/d-counties"
    assert whole["as_printed"] == "18个+229个 ÷ 35件+311件"
    assert (whole["level"], whole["place"], whole["source"]) == ("prefecture", "p0", "report")


def test_the_two_dates_are_said_where_they_differ_in_a_column_of_their_own_or_the_one_there_is(one):
    there = one(exactly(5), exactly(20, **CENSUS))
    assert (there["denominator_end"], list(there.index).count("denominator_end")) == ("2020-11-01", 1)
    without = one(
        exactly(5), exactly(20, **CENSUS), extra=lambda table: table.drop(columns="denominator_end")
    )
    assert without["denominator_end"] == "2020-11-01"


def test_what_one_part_leaves_open_the_ratio_leaves_open(divide):
    def case(unclear: str) -> tuple[list[dict], list[dict], dict]:
        first, second, city_tier, counties = (
            {"ambiguous": "kind"} if unclear == name else {}
            for name in ("first", "second", "city_tier", "counties")
        )
        numerators = [exactly(5, part="1") | first, exactly(3, part="2") | second]
        tiers = [exactly(9, scope="city_tier") | city_tier, exactly(11, scope="counties") | counties]
        return numerators, tiers, SHARE

    plain, *unclear = divide(*map(case, ("", "first", "second", "city_tier", "counties")))
    assert list(plain["ambiguous"]) == [""]
    assert [list(found["ambiguous"]) for found in unclear] == [["kind"]] * 4


def test_a_level_before_of_the_numerator_is_none_of_the_ratio(one):
    row = one(exactly(5, before="[2, 2]", before_bound="exact", before_kind="earlier_level"), exactly(20))
    assert (row["before_bound"], row["before_kind"], row["before_end"]) == ("", "", "")
    assert row[["before", "before_amount", "before_low", "before_high", "before_precision"]].isna().all()
    assert not row["before_low_open"] and not row["before_high_open"]


def test_of_several_denominators_it_is_the_one_that_fits_best(divide):
    stock = {"period_start": "2022-11-01", "period_end": "2022-11-01", "source": "census"}
    before = [  # 20 before 40
        ({}, {"source": "another"}),  # of one document before another one
        (
            {},
            {"period_basis": "source", "period_start": "2022-01-01", "period_end": "2022-12-31"},
        ),  # of one period
        (stock, CENSUS),  # the nearest date
        (CENSUS | {"id": "x1"}, CENSUS | {"id": "x2", "source": "yearbook"}),  # the smallest id
    ]
    both = [[exactly(20, **first), exactly(40, **second)] for first, second in before]
    cases = [([exactly(5)], rows, SHARE) for two in both for rows in (two, two[::-1])]
    named = [
        [row | {"id": f"{row['id']}-{n}"} if "id" in row else row for row in rows]
        for n, (_, rows, _) in enumerate(cases)
    ]
    found = divide(*((tops, rows, share) for (tops, _, share), rows in zip(cases, named, strict=True)))
    assert [list(rows["value"]) for rows in found] == [[25]] * 8


def test_every_document_and_period_has_its_own_ratio(divide):
    last_year = {"period_start": "2022-01-01", "period_end": "2022-12-31"}
    (found,) = divide(
        (
            [exactly(5), exactly(6, source="another"), exactly(7, **last_year)],
            [exactly(20), exactly(30, source="another"), exactly(40, **last_year)],
            SHARE,
        )
    )
    assert sorted(found["value"]) == [17.5, 20, 25]  # 7 of 40, 6 of 30, 5 of 20


def test_one_figure_may_stand_on_both_sides_of_two_ratios(printed, computed):
    rows = printed(exactly(5, indicator="done", place="a"), exactly(20, indicator="found", place="a"))
    named = [("share", "done", "found"), ("times", "found", "done")]
    derived = pd.DataFrame([{"derived": name} | PLAIN | SETTINGS for name, *_ in named]).astype(
        {name: "str" for name in (*PLAIN, "derived", "yearly")}
    )
    parts = [
        (n, side, p) for n, *both in named for side, p in zip(("numerator", "denominator"), both, strict=True)
    ]
    parts = pd.DataFrame(parts, columns=["derived", "side", "part"]).astype("str")
    found = computed(ratios, rows, derived, parts, years=YEARS).set_index("indicator")
    assert found["value"].to_dict() == {"share": 0.25, "times": 4}


def test_no_figures_give_no_ratios_and_all_columns(divide, printed):
    (found,) = divide(([exactly(5, status="planned")], [exactly(20)], SHARE))
    assert found.empty
    assert set(found) == {*printed({}), "denominator_end"}


@st.composite
def cases(draw) -> tuple[list[dict], list[dict], dict]:
    numerators, denominators = (
        [draw(wordings(known=True)) | {"part": str(n)} for n in range(draw(st.integers(1, most)))]
        for most in (3, 2)
    )
    per = draw(st.sampled_from((1.0, 100.0)))
    return numerators, denominators, {"per": per, "most": draw(st.sampled_from((per, inf)))}


def points(low: float, high: float, low_open: bool, high_open: bool) -> set[float]:
    """The ends of an interval where it has them, and a point just inside where not."""
    if low == high:
        return {low}
    return {low + JUST_INSIDE * low_open, FAR_OUT if isinf(high) else high - JUST_INSIDE * high_open}


@tried(12)
@given(st.lists(cases(), min_size=15, max_size=25))
def test_a_ratio_holds_every_quotient_of_numbers_that_the_parts_may_be(divide, interval, drawn):
    for (numerators, denominators, settings), found in zip(drawn, divide(*drawn), strict=True):
        possible = [[points(*interval(row["figure"])) for row in side] for side in (numerators, denominators)]
        tops, bottoms = ([sum(numbers) for numbers in product(*side)] for side in possible)
        ratios_of = [settings["per"] * top / bottom for top, bottom in product(tops, bottoms) if bottom > 0]
        allowed = [ratio for ratio in ratios_of if ratio <= settings["most"] * (1 + 1e-12)]
        assert len(found) == bool(allowed), (numerators, denominators)
        for _, row in found.iterrows():
            assert row["low"] <= row["high"] <= settings["most"]
            assert row["low"] * (1 - 1e-12) <= min(allowed) and max(allowed) <= row["high"] * (1 + 1e-12)
            assert not (row["low_open"] and min(allowed) <= row["low"] * (1 - 1e-9))
            assert not (row["high_open"] and max(allowed) >= row["high"] * (1 + 1e-9))
            # Reached where closed, approached where open; of a denominator that may be 0 nothing is known upwards.
            assert min(allowed) == pytest.approx(row["low"], rel=1e-4, abs=1e-4)
            if min(bottoms) > JUST_INSIDE and max(ratios_of) <= settings["most"] and not isinf(row["high"]):
                assert max(allowed) == pytest.approx(row["high"], rel=1e-4, abs=1e-4)
            assert row["low"] <= row["value"] <= row["high"]
