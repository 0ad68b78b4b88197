"""Approval times: who cut most, whose limits are stricter than the law, and the levels themselves.

data: findings/speed.cuts_with_levels, against_the_law, claims_of_places, levels · words: words/approval_times ·
chart: charts/ranked_bars.
"""

import streamlit as st

from findings import compare, speed
from pages.parts import figures, filters, frame, levels
from pages.parts.blocks import block, show_blocks
from words.choices import file_title

view = frame.start("approval_times")
text, language, mine = view.text, view.language, frame.my_city()
places = filters.places_asked(view) or speed.places_with_times(view.snapshot)
places = compare.columns(view.snapshot, places, mine)
rule = filters.rule_asked()
cuts = levels.cuts(view.snapshot, places, language)
limits = levels.limits(view.snapshot, places, rule, language)
show_blocks("speed:head", block("h1", text("speed.title")))
charts = {
    "cuts": (cuts, "approval_times", lambda: levels.cuts_ranked(view, places)),
    "limits": (limits, "limits", lambda: levels.limits_ranked(view, places, rule)),
}
shown = {name: chart for name, chart in charts.items() if len(chart[0])}
for column, (name, (rows, title, draw)) in zip(st.columns(len(shown) or 1), shown.items(), strict=False):
    with column:
        chart = draw()
        show_blocks(f"speed:{name}", block("h2", text(f"speed.{name}")), block("p", chart.picture.finding))
        figures.show(chart, rows.head(speed.MOST_BARS), view, name=name, title=file_title(title))
if not shown:
    st.info(text("empty.cuts"))
show_blocks("speed:claims", *levels.claims(view, places))
levels.show_levels(places, view)
filters.comparison(view)
