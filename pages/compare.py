"""Compare: what each place reports on the same matter, side by side, and the figures that may share an axis.

data: findings/compare.board_rows, charts, chart_rows · words: words/compare · charts: charts/positions.
"""

import streamlit as st

from findings import compare, rectification
from metrics.shares import OVERALL
from pages.parts import board, figures, filters, frame, league
from pages.parts.blocks import block, show_blocks
from words.choices import file_title

view = frame.start("compare")
text, snapshot = view.text, view.snapshot
mine = frame.my_city()
places = compare.columns(snapshot, filters.places_asked(view), mine)
topic = filters.topic_asked(view, compare.SHARED)
rule = filters.rule_asked()
show_blocks(
    "compare:head",
    block("h1", text("compare.title")),
    filters.topic_tabs(topic, {compare.SHARED: text("compare.shared")}, view),
)
chosen = (places, topic, mine, rule)
rows = compare.board_rows(snapshot, *chosen)
if rows.empty:
    st.info(text("empty.compare"))
else:
    show_blocks("compare:board", *board.board_of(view, *chosen))
    league.show_league(OVERALL if topic == compare.SHARED else topic, mine, view)
    drawn = compare.charts(snapshot, *chosen)
    if drawn:
        show_blocks("compare:charts", block("h2", text("compare.charts")))
    for first in range(0, len(drawn), 2):
        for column, indicator in zip(st.columns(2), drawn[first : first + 2], strict=False):
            of_chart = compare.chart_rows(snapshot, indicator, *chosen)
            with column.container(border=True):
                st.text(of_chart[f"indicator_{view.language}"].iloc[0])
                chart = board.board_chart(view, indicator, *chosen)
                figures.show(chart, of_chart, view, name=indicator, title=figures.title_of(of_chart))
    done = rectification.of_topic(snapshot, topic, places)
    if len(done):
        show_blocks("compare:done", block("h2", text("compare.done")))
        chart = board.funnel_chart(view, topic, places)
        figures.show(chart, done, view, name="funnels", title=file_title("completion"))
    figures.under(rows, view, name="board", title=file_title("compare"))
filters.comparison(view)
