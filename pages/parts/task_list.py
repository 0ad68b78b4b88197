"""Task list: what the reader's city could take up, each task with its basis; to tick off, and to download for Word and Excel."""

from functools import partial

import streamlit as st

from exports.brief import task_list_bytes
from findings import home, reforms
from pages.parts import addresses, blocks, board, cached, downloads, filters, matrix, selection
from pages.parts.blocks import Child, block, link
from pages.parts.frame import View
from words import reforms as words

FORMS = ("docx", "xlsx")
TICKED = "tick"


def show_tasks(mine: str, view: View) -> None:
    """The tasks of a city, or the choice of one if there is none."""
    text, language = view.text, view.language
    names = cached.labels(view.snapshot, "places", language)
    if not mine:
        ways = [
            block("li", link(names[city], selection.here(city=city)))
            for city in home.reporting_cities(view.snapshot)
        ]
        blocks.show_blocks(
            "reforms:choose", block("p", text("reform.choose"), look="lead"), block("ul", *ways)
        )
        return
    rows = reforms.tasks_of_place(view.snapshot, mine, filters.rule_asked("open"))
    departments = (
        cached.table(view.snapshot, "indicators").set_index("id")[f"department_{language}"].to_dict()
    )
    shared = (names, matrix.titles_of(view), departments, language, addresses.source_address(language))
    every = words.tasks_in_words(rows, *shared)
    ticked = selection.codes(TICKED, [task.code for task in every])
    taken = [task for task in every if task.code in ticked] or every
    lead = text("reform.tasks_of", place=names[mine], n=len(every), ticked=len(ticked))
    blocks.show_blocks("reforms:tasks", block("p", lead, look="lead"), *_tables(every, ticked, view))
    title = text("reform.list_of", place=names[mine])
    headings = [
        text(f"reform.{name}") for name in ("task", "basis", "other", "practice", "source", "department")
    ]
    with st.container(horizontal=True):
        cells = [task.cells() for task in taken]
        for form in FORMS:
            label, key = text(f"reform.take_{form}", n=len(taken)), f"tasks:{form}"
            build = partial(task_list_bytes, form, title, headings, cells, language)
            downloads.file_button(label, build, f"{title}.{form}", key, icon="")


def _tables(every: list[words.Task], ticked: list[str], view: View) -> list[Child]:
    """A table per origin; tasks beyond the first screen are collapsed."""
    text = view.text
    headings = [text(f"reform.{name}") for name in ("tick", "task", "basis", "other", "practice", "source")]
    parts: list[Child] = []
    for origin in reforms.ORIGINS:
        lines = [
            _task_line(task, task.code in ticked, ticked, view) for task in every if task.origin == origin
        ]
        if not lines:
            continue
        caption = text(f"reform.origin.{origin}", n=len(lines))
        parts += board.in_sight(headings, lines, reforms.ROWS, caption, "reform.more_tasks", view)
    return parts


def _task_line(task: words.Task, is_ticked: bool, ticked: list[str], view: View) -> list[Child | None]:
    chosen = [code for code in ticked if code != task.code] if is_ticked else [*ticked, task.code]
    label = view.text("reform.untick" if is_ticked else "reform.tick_it", task=task.task)
    tick = block(
        "a",
        "☑" if is_ticked else "☐",
        href=selection.here(tick=",".join(chosen)),
        aria_label=label,
        look="tick",
    )
    source = link(task.source, task.address) if task.address else task.source
    return [block("td", tick), task.task, task.basis, task.other, task.practice, source]
