"""In full: everything about one indicator; each part starts with a summary, then has its rows and their sources."""

import math

import pandas as pd
import streamlit as st

from findings import catalogue, one_indicator
from pages.parts import cards, drawings, figures, selection
from pages.parts.frame import View
from words import LANGUAGES, numbers, wording
from words import one_indicator as indicator_words

FIGURE_COLUMNS = (
    "place", "value", "before", "status", "scope", "period", "as_printed", "note", "source", "locator",
)  # fmt: skip
PAIR_COLUMNS = (
    "place", "value", "other_place", "other_indicator", "other_value", "verdict_between", "grade", "reasons",
)  # fmt: skip
CHANGE_COLUMNS = ("place", "scope", "status", "earlier", "value", "moved", "change_reasons", "link")
TARGET_COLUMNS = ("place", "scope", "target", "value", "period", "attained", "link")
MEASURE_COLUMNS = ("measure", "place", "measure_status", "year", "what", "source", "locator")
RELATED_COLUMNS = ("indicator_link", "unit", "direction", "reported_by", "figures", "grade")


def show_indicator(indicator: str, view: View) -> None:
    """An indicator's definition, figures, pairs, changes, targets and measures, and its related indicators."""
    definition(indicator, view)
    show_figures(indicator, view)
    show_pairs(indicator, view)
    rows_with_heading(
        "changes", one_indicator.changes_of_indicator(view.snapshot, indicator), CHANGE_COLUMNS, view
    )
    rows_with_heading(
        "targets", one_indicator.targets_of_indicator(view.snapshot, indicator), TARGET_COLUMNS, view
    )
    done = one_indicator.measures_on_indicator(view.snapshot, indicator)
    rows_with_heading("measures_on", done, MEASURE_COLUMNS, view, indicator_words.measures_on(done, view))
    rows_with_heading("related", one_indicator.related(view.snapshot, indicator), RELATED_COLUMNS, view)


def definition(indicator: str, view: View) -> None:
    """What the indicator means and where it is filed in the frameworks, or why it is not."""
    every = catalogue.indicator_entries(view.snapshot).set_index("indicator")
    entry, text = every.loc[indicator], view.text
    parts = [part for part in (entry["numerator"], entry["denominator"]) if part]
    told = {
        **{
            c: entry[f"{c}_{view.language}"] for c in ("definition", "caveats", "topic", "department", "unit")
        },
        "goalposts": goalposts_in_words(entry, view),
        "evaluation": filed("national", entry, view),
        "b_ready": filed("b_ready", entry, view),
        "computed_from": " ÷ ".join(every.loc[parts, f"indicator_{view.language}"]),
        "id": indicator,
    }
    name, direction = entry[f"indicator_{view.language}"], text(f"direction.{entry['direction']}")
    lines = [text("card.indicator", name=name, direction=direction)]
    lines += [text("card.fact", name=text(f"column.{c}"), said=said) for c, said in told.items() if said]
    with st.container(border=True):
        st.text("\n".join(lines))


def goalposts_in_words(entry: pd.Series, view: View) -> str:
    """The levels that score 0 and 100, and who set them."""
    if math.isnan(entry["best"]):
        return ""
    best, worst = (numbers.number(entry[end], view.language) for end in ("best", "worst"))
    source = entry[f"goalposts_source_{view.language}"]
    return view.text("indicator.goalposts", best=best, worst=worst, source=source)


def filed(framework: str, entry: pd.Series, view: View) -> str:
    """The framework entry that an indicator is filed under, or why there is none."""
    reason = {"national": "national_reason", "b_ready": "b_ready_reason"}[framework]
    name, why = (entry[f"{column}_{view.language}"] for column in (framework, reason))
    return name or view.text("indicator.not_filed", why=why)


def show_figures(indicator: str, view: View) -> None:
    """All places and periods: charts of figures that may share an axis, a card per figure, and who has none."""
    rows = one_indicator.figures_in_panels(view.snapshot, indicator)
    own = rows[rows["row"] != "no_figure"]
    st.header(view.text("heading.figures_of"), anchor=False)
    st.text(indicator_words.figures_takeaway(rows, view))
    show_panels(own, indicator, view)
    if len(own) <= cards.AT_ONCE:
        side_by_side(own.assign(caveats_zh="", caveats_en=""), view)  # caveats already appear above
    figures.under(rows, view, name="figures", title=figures.title_of(rows), columns=FIGURE_COLUMNS)


def show_panels(own: pd.DataFrame, indicator: str, view: View) -> None:
    """A chart of each set of figures that may share an axis; `own` is from `one_indicator.figures_in_panels`."""
    for panel in sorted(set(own["panel"].dropna()) - {0}):
        drawn, chart = own[own["panel"] == panel], drawings.panel_chart(view, indicator, int(panel))
        name, title = f"panel:{indicator}:{int(panel)}", figures.title_of(drawn)
        figures.show(chart, drawn, view, name=name, title=title)


def side_by_side(own: pd.DataFrame, view: View) -> None:
    """A card per figure, two in a row."""
    for n in range(0, len(own), 2):
        for column, row in zip(st.columns(2), (own[n : n + 1], own[n + 1 : n + 2]), strict=True):
            with column:
                cards.figure_cards(row, view)


def show_pairs(indicator: str, view: View) -> None:
    """Which figures of two places can be compared, with the verdict, and why the others cannot."""
    met = one_indicator.pairs_of_indicator(view.snapshot, indicator)
    found = met[met["place"] != met["benchmark_place"]]
    if rows_with_heading(
        "pairs_of", found, PAIR_COLUMNS, view, indicator_words.pairs_of_figures(found, view)
    ):
        asked = {"indicator": ",".join(dict.fromkeys([indicator, *found["benchmark_indicator"]]))}
        label, icon = view.text("way.compare_these"), ":material/compare_arrows:"
        st.page_link("compare.py", label=label, icon=icon, query_params=asked | selection.carried())


def rows_with_heading(
    name: str, rows: pd.DataFrame, columns: tuple[str, ...], view: View, said: str = ""
) -> bool:
    """A heading with a sentence, the rows and their download; nothing if there is neither. Returns whether there are rows."""
    if rows.empty and not said:
        return False
    st.header(view.text(f"heading.{name}"), anchor=False)
    if said:
        st.text(said)
    if not rows.empty:
        figures.show_rows(rows, view, columns, key=f"table:{name}")
        title = {language: wording(language)(f"heading.{name}") for language in LANGUAGES}
        figures.under(rows, view, name=name, title=title)
    return not rows.empty
