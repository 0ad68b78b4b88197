"""Compare: places side by side, each figure with its verdict against a benchmark place and the reason for it."""

import streamlit as st

from pages.parts import answers, cached, cards, drawings, figures, filters, frame, selection, takeaways

COLUMNS = (
    "place", "value", "verdict", "grade", "reasons", "status", "scope", "period", "as_printed", "note", "source", "link",
)  # fmt: skip

view = frame.open_page("compare")
text = view.text
options = cached.reporting_places(view.snapshot, view.language)
every, shared = answers.indicator_choices(view.snapshot, view.language)
left, middle, right = st.columns([2, 2, 1])
with left:
    places = filters.places(view)
with middle:
    indicators = selection.many("indicator", text("select.indicators"), every, shared)
with right:
    benchmark = selection.one(
        "benchmark", text("select.benchmark"), options, answers.default_benchmark(view.snapshot)
    )

compared = answers.compared(view.snapshot, tuple(indicators), tuple(places), benchmark)
st.text(takeaways.verdicts(compared, options[benchmark], view))
for first in range(0, len(indicators), 2):
    for column, indicator in zip(st.columns(2), indicators[first : first + 2], strict=False):
        rows = compared[compared["indicator"] == indicator]
        drawn = rows[rows["row"] != "no_figure"]
        with column.container(border=True):
            cards.indicator(indicator, view)
            remark, name = takeaways.blanks(rows, view), figures.title_of(rows)
            if drawn.empty:
                st.info(text("empty.indicator"))
                figures.under(rows, view, name=indicator, title=name, columns=COLUMNS)
            else:
                takeaway = takeaways.positions(rows, options[benchmark], view)
                asked = (indicator, tuple(indicators), tuple(places), benchmark)
                figure = drawings.positions_of(view.snapshot, *asked, view.language)
                figures.show(
                    figure,
                    rows,
                    view,
                    name=indicator,
                    title=name,
                    takeaway=takeaway,
                    columns=COLUMNS,
                    remark=remark,
                )
