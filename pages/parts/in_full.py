"""In full: everything about one indicator; each part starts with a summary, then has its rows and their sources."""

import math

import pandas as pd
import streamlit as st

from charts.positions import positions
from findings import catalogue, one_indicator, standing
from pages.parts import addresses, cached, cards, figures, selection
from pages.parts.figures import Composed
from words import View, cells, in_both, numbers, takeaways

# Part → the columns of its table.
COLUMNS = {
    "figures": ("place", "value", "before", "status", "scope", "period", "as_printed", "note", "source", "locator"),
    "pairs_of": ("place", "value", "other_place", "other_indicator", "other_value", "verdict_between", "grade", "reasons"),
    "changes": ("place", "scope", "status", "earlier", "value", "moved", "change_reasons", "link"),
    "targets": ("place", "scope", "target", "value", "period", "attained", "link"),
    "measures_on": ("measure", "place", "measure_status", "year", "what", "source", "locator"),
    "related": ("indicator_link", "unit", "direction", "reported_by", "figures", "grade"),
}  # fmt: skip


def show_indicator(indicator: str, view: View) -> None:
    """An indicator's definition, figures, pairs, changes, targets and measures, and its related indicators."""
    _definition(indicator, view)
    _figures(indicator, view)
    _pairs(indicator, view)
    asked = (view.snapshot, indicator)
    _listed("changes", standing.changes_of_places(view.snapshot, None, (indicator,)), view)
    _listed("targets", standing.with_targets(view.snapshot, None, (indicator,)), view)
    done = one_indicator.measures_on_indicator(*asked)
    _listed("measures_on", done, view, takeaways.measures_on(done, view))
    _listed("related", one_indicator.related(*asked), view)


def _definition(indicator: str, view: View) -> None:
    """What the indicator means and where it is filed in the frameworks, or why it is not."""
    every = catalogue.indicator_entries(view.snapshot).set_index("indicator")
    entry, text, language = every.loc[indicator], view.text, view.language
    parts = [part for part in (entry["numerator"], entry["denominator"]) if part]
    told = {c: entry[f"{c}_{language}"] for c in ("definition", "caveats", "topic", "department", "unit")}
    told |= {
        "goalposts": _goalposts(entry, view),
        "evaluation": _filed("national", entry, view),
        "b_ready": _filed("b_ready", entry, view),
        "computed_from": " ÷ ".join(every.loc[parts, f"indicator_{language}"]),
        "id": indicator,
    }
    name, direction = entry[f"indicator_{language}"], text(f"direction.{entry['direction']}")
    lines = [text("card.indicator", name=name, direction=direction)]
    lines += [text("card.fact", name=text(f"column.{c}"), said=said) for c, said in told.items() if said]
    with st.container(border=True):
        st.text("\n".join(lines))


def _goalposts(entry: pd.Series, view: View) -> str:
    """The levels that score 0 and 100, and who set them."""
    if math.isnan(entry["best"]):
        return ""
    best, worst = (numbers.number(entry[end], view.language) for end in ("best", "worst"))
    source = entry[f"goalposts_source_{view.language}"]
    return view.text("indicator.goalposts", best=best, worst=worst, source=source)


def _filed(framework: str, entry: pd.Series, view: View) -> str:
    """The framework entry that an indicator is filed under, or why there is none."""
    name, why = (entry[f"{column}_{view.language}"] for column in (framework, f"{framework}_reason"))
    return name or view.text("indicator.not_filed", why=why)


def _figures(indicator: str, view: View) -> None:
    """All places and periods: charts of figures that may share an axis, a card per figure, and who has none."""
    rows = one_indicator.figures_in_panels(view.snapshot, indicator)
    own = rows[rows["row"] != "no_figure"]
    st.header(view.text("heading.figures_of"), anchor=False)
    st.text(takeaways.figures_takeaway(rows, view))
    show_panels(own, indicator, view)
    if len(own) <= cards.AT_ONCE:
        bare = own.assign(caveats_zh="", caveats_en="")  # caveats already appear above
        for n in range(0, len(own), 2):
            for column, row in zip(st.columns(2), (bare[n : n + 1], bare[n + 1 : n + 2]), strict=True):
                with column:
                    cards.figure_cards(row, view)
    figures.under(rows, view, name="figures", title=figures.title_of(rows), columns=COLUMNS["figures"])


def show_panels(own: pd.DataFrame, indicator: str, view: View) -> None:
    """A chart of each set of figures that may share an axis; `own` is from `one_indicator.figures_in_panels`."""
    for number in sorted(set(own["panel"].dropna().astype(int)) - {0}):
        drawn, name = own[own["panel"] == number], f"panel:{indicator}:{number}"
        chart = _panel(view, indicator, number)
        figures.show(chart, drawn, view, name=name, title=figures.title_of(drawn))


@cached.part
def _panel(view: View, indicator: str, number: int) -> Composed:
    """The figures in one panel of an indicator, any two of which may be compared, with what each is about."""
    rows, language = one_indicator.figures_in_panels(view.snapshot, indicator), view.language
    drawn = rows[rows["panel"] == number]
    told = [row | {"verdict": "", "said": cells.about(row, language)} for row in drawn.to_dict("records")]
    pairs = one_indicator.pairs_of_indicator(view.snapshot, indicator)
    said = {
        "heading": drawn[f"indicator_{language}"].iloc[0],
        "takeaway": takeaways.panel_takeaway(drawn, view),
        "remark": takeaways.shared_axis(drawn, pairs, view),
    }
    chart = positions(told, language, addresses.source_address(language))
    return figures.composed(chart, drawn, view, **said)


def _pairs(indicator: str, view: View) -> None:
    """Which figures of two places can be compared, with the verdict, and why the others cannot."""
    met = one_indicator.pairs_of_indicator(view.snapshot, indicator)
    found = met[met["place"] != met["benchmark_place"]]
    _listed("pairs_of", found, view, takeaways.pairs_of_figures(found, view))
    if not found.empty:
        asked = {"indicator": ",".join(dict.fromkeys([indicator, *found["benchmark_indicator"]]))}
        label, icon = view.text("way.compare_these"), ":material/compare_arrows:"
        st.page_link("compare.py", label=label, icon=icon, query_params=asked | selection.carried())


def _listed(name: str, rows: pd.DataFrame, view: View, said: str = "") -> None:
    """A heading with a sentence, the rows and their download; nothing if there is neither."""
    if rows.empty and not said:
        return
    st.header(view.text(f"heading.{name}"), anchor=False)
    if said:
        st.text(said)
    if not rows.empty:
        rows = rows.assign(row="listed")
        figures.show_rows(rows, view, COLUMNS[name], key=f"table:{name}")
        figures.under(rows, view, name=name, title=in_both(f"heading.{name}"))
