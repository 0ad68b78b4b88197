"""Task list: what the reader's city could take up, each task with its basis; to tick off, and to download for Word and Excel."""

from functools import partial

import streamlit as st

from exports.brief import task_list_bytes
from findings import home, kept, reforms
from pages.parts import addresses, blocks, board, downloads, filters, selection
from pages.parts.blocks import Child, block, link
from words import View
from words import reforms as words

TICKED = "tick"
CELLS = ("task", "basis", "other", "practice", "source")
HANDED_ON = (*CELLS, "department")  # columns of the list to download


def show_tasks(mine: str, view: View) -> None:
    """The tasks of a city, or the choice of one if there is none."""
    text, language = view.text, view.language
    names = kept.labels(view.snapshot, "places", language)
    if not mine:
        cities = home.reporting_cities(view.snapshot)
        ways = (block("li", link(names[city], selection.here(city=city))) for city in cities)
        lead = block("p", text("reform.choose"), look="lead")
        blocks.show_blocks("reforms:choose", lead, block("ul", *ways))
        return
    rows = reforms.tasks_of_place(view.snapshot, mine, filters.rule_asked("open"))
    ways = (addresses.source_address(language), addresses.passage_address(language))
    every = words.tasks_in_words(rows, reforms.books(view.snapshot, language), language, *ways)
    ticked = selection.codes(TICKED, [task.code for task in every])
    taken = [task for task in every if task.code in ticked] or every
    lead = text("reform.tasks_of", place=names[mine], n=len(every), ticked=len(ticked))
    blocks.show_blocks("reforms:tasks", block("p", lead, look="lead"), *_tables(every, ticked, view))
    title = text("reform.list_of", place=names[mine])
    headings = [text(f"reform.{name}") for name in HANDED_ON]
    lines = [[getattr(task, name) for name in HANDED_ON] for task in taken]
    with st.container(horizontal=True):
        for form in ("docx", "xlsx"):
            label = text(f"reform.take_{form}", n=len(taken))
            build = partial(task_list_bytes, form, title, headings, lines, language)
            downloads.file_button(label, build, f"{title}.{form}", f"tasks:{form}")


def _tables(every: list[words.Task], ticked: list[str], view: View) -> list[Child]:
    """A table per origin; tasks beyond the first screen are collapsed."""
    text = view.text
    headings = [text(f"reform.{name}") for name in ("tick", *CELLS)]
    parts: list[Child] = []
    for origin in reforms.ORIGINS:
        lines = [_task_line(task, ticked, view) for task in every if task.origin == origin]
        if lines:
            caption = text(f"reform.origin.{origin}", n=len(lines))
            parts += board.in_sight(headings, lines, reforms.ROWS, caption, "reform.more_tasks", view)
    return parts


def _task_line(task: words.Task, ticked: list[str], view: View) -> list[Child | None]:
    if task.code in ticked:
        sign, label, chosen = "☑", "reform.untick", [code for code in ticked if code != task.code]
    else:
        sign, label, chosen = "☐", "reform.tick_it", [*ticked, task.code]
    way, said = selection.here(**{TICKED: ",".join(chosen)}), view.text(label, task=task.task)
    tick = block("a", sign, href=way, aria_label=said, look="tick")
    source = link(task.source, task.address) if task.address else task.source
    return [block("td", tick), task.task, task.basis, task.other, task.practice, source]
