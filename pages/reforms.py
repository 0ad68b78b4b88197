"""Reforms: who carries out what, which problems each place names, and what the reader's city could take up.

data: findings/reforms.measures_of_topic, tasks_of_place, answers.problems_of_topic · words: words/reforms · shown by
pages/parts/matrix, task_list.
"""

from findings import answers, compare, reforms
from pages.parts import filters, frame, matrix, selection, task_list
from pages.parts.blocks import block, show_blocks

PARTS = ("measures", "problems", "tasks")
# Parts that have topics: their rows, and how they are shown.
SHOWN = {
    "measures": (reforms.measures_of_topic, matrix.show_measures),
    "problems": (answers.problems_of_topic, matrix.show_problems),
}

view = frame.start("reforms")
text, mine = view.text, frame.my_city()
part = selection.code("part", PARTS, PARTS[0])
labels = {code: text(f"reform.part.{code}") for code in PARTS}
heads = [block("h1", text("reform.title")), filters.tabs_of("part", labels, part, text("reform.parts"))]
places = compare.columns(view.snapshot, filters.places_asked(view), mine)
if part == "tasks":
    show_blocks("reforms:head", *heads)
    task_list.show_tasks(mine, view)
else:
    topic = filters.topic_asked(view, "")
    rows_of, show_part = SHOWN[part]
    offered = set(rows_of(view.snapshot, places, "")["topic"])
    show_blocks("reforms:head", *heads, filters.topic_tabs(topic, {"": text("reform.all")}, view, offered))
    show_part(places, topic, mine, view)
