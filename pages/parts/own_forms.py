"""Own forms: the widgets of the page Your city. What is typed stays in the session; none of it goes into the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from findings import answers
from loaders import contract
from loaders.own_city import EXAMPLE, PLACE, file_of, template
from pages.parts import cached, figures, own_city, own_words, selection
from pages.parts.frame import View

FIRST = ("indicator", "value", "unit", "bound", "status", "as_printed", "period_start", "period_end")
WIDE = {"indicator": 320, "value": 140, "unit": 150, "bound": 150, "status": 160, "as_printed": 240}  # pixels
GUIDE = {"field": 170, "meaning": 560, "allowed": 500}  # pixels
LAST = ("id", "place", "source")
ROWS_AT_ONCE = 12
PROBLEMS_AT_ONCE = 12
LINKS = ("compare", "approval_times", "sources")


def city(view: View) -> None:
    """What the city is called, and what and of when it is."""
    at, text = own_city.desk(), view.text
    levels = {
        code: text(f"level.{code}") for code in contract.Place.model_fields["level"].annotation.__args__
    }
    places = cached.table(view.snapshot, "places")
    provinces = {"": text("own.not_given")} | {
        row["id"]: row[f"name_{view.language}"]
        for row in places[places["level"] == "province"].to_dict("records")
    }
    years = {str(n): str(n) for n in range(date.today().year, date.today().year - own_city.YEARS, -1)}
    name, level, part_of, year = st.columns(4)
    with name:
        key = f"{at.number}:name:{view.language}"
        st.session_state[key] = at.city["name"]
        st.text_input(
            text("own.name"),
            key=key,
            max_chars=20,
            placeholder=text("own.default_name"),
            on_change=lambda: own_city.describe("name", st.session_state[key]),
        )
    for column, asked, options, chosen in (
        (level, "level", levels, at.city["level"]),
        (part_of, "part_of", provinces, at.city["part_of"]),
        (year, "year", years, own_city.year()),
    ):
        with column:
            _choice(view, asked, options, chosen)


def upload(view: View) -> None:
    """The template to fill in, and the way back for it."""
    at, text = own_city.desk(), view.text
    st.text(text("own.template_said"))
    with st.container(horizontal=True):
        _download(
            view,
            "template_in_words",
            lambda: _in_words(template(cached.file_on_the_air()), view),
            "template_name",
        )
        _download(view, "template", lambda: template(cached.file_on_the_air()), "template_name_codes")
    columns(view)
    key = f"{at.number}:file"

    def changed() -> None:
        if st.session_state[key]:
            own_city.take_file(st.session_state[key].getvalue())

    st.file_uploader(text("own.file"), type="csv", key=key, on_change=changed)


def table(view: View) -> None:
    """The figures as a table to edit, the button that checks it, and its download."""
    at, text = own_city.desk(), view.text
    st.text(text("own.table_said"))
    key = f"{at.number}:table:{at.tables}:{view.language}"
    if key not in st.session_state or at.laid is None:
        at.laid = at.rows
    order = ("line", *FIRST, *(c for c in contract.COLUMNS if c not in (*FIRST, *LAST)), *LAST)
    lines = [str(n) for n in range(2, len(at.laid) + 2)]
    edited = st.data_editor(
        at.laid.replace("", None).assign(line=lines),
        key=key,
        num_rows="dynamic",
        column_order=order,
        column_config=_columns(view, at.laid),
        height=36 * (min(len(at.laid) + 1, ROWS_AT_ONCE) + 2),
        placeholder="",
        alt=text("own.table_alt"),
    )
    at.rows = edited[list(contract.COLUMNS)].fillna("")
    with st.container(horizontal=True):
        # Not a callback: that would run before the last edit of the table has arrived.
        if st.button(text("own.check"), key="own:check", icon=":material/check:"):
            own_city.take_table()
            st.rerun()
        _download(
            view, "download", lambda: _in_words(file_of(at.rows.itertuples(index=False)), view), "table_name"
        )


def outcome(view: View) -> None:
    """What the last check said: where the city stands now, or every problem with its place and what is wanted."""
    at, text = own_city.desk(), view.text
    if at.said == "added" and cached.own():
        found = own_city.shared(view)
        own = cached.observations(view.snapshot, None, (PLACE,))
        st.success(text("own.said.added", n=len(own), shared=len(found)))
        asked = {"benchmark": PLACE, "indicator": ",".join(found[: answers.AT_FIRST])}
        with st.container(horizontal=True):
            for page in LINKS:
                st.page_link(
                    f"{page}.py",
                    label=text(f"page.{page}"),
                    query_params={
                        **(asked if page == "compare" and found else {}),
                        **selection.kept_language(),
                    },
                )
    elif at.said == "refused":
        _problems(view)
    elif at.said:
        st.warning(text(f"own.said.{at.said}", most=own_city.MOST))


def columns(view: View) -> None:
    """What to write into each column, and what may stand there; folded."""
    text, lists, join = (
        view.text,
        own_words.lists(view.snapshot, view.language),
        view.text("list.separator").join,
    )
    rows = [
        (
            text(f"column.{c}"),
            text(f"own.column.{c}"),
            join(lists[c].values()) if c in own_words.CODED else "",
        )
        for c in (*FIRST, *(c for c in contract.COLUMNS if c not in FIRST))
    ]
    readable = pd.DataFrame(rows, columns=[text(f"column.{name}") for name in GUIDE])
    fold = st.expander(text("own.columns"), key="open:columns", on_change="rerun")
    if fold.open:
        with fold:
            figures.lay(readable, view, tuple(GUIDE), "table:columns", GUIDE, folds=True)


def _in_words(content: bytes, view: View) -> bytes:
    return own_words.in_words(content, view.snapshot, view.language)


def _download(view: View, name: str, data: Callable[[], bytes], file: str) -> None:
    look = {"mime": "text/csv", "on_click": "ignore", "icon": ":material/download:"}
    file_name = f"{view.text(f'own.{file}')}.csv"
    st.download_button(
        view.text(f"own.{name}"), data=data, file_name=file_name, key=f"download:{name}", **look
    )


def _choice(view: View, asked: str, options: Mapping[str, str], chosen: str) -> None:
    key = f"{own_city.desk().number}:{asked}:{view.language}"
    st.session_state[key] = chosen if chosen in options else next(iter(options))
    st.selectbox(
        view.text(f"own.{asked}"),
        list(options),
        key=key,
        format_func=lambda code: options.get(code, code),
        on_change=lambda: own_city.describe(asked, st.session_state[key]),
    )


def _columns(view: View, rows: pd.DataFrame) -> dict[str, object]:
    """The form of every column: a list where the contract has one and the column holds nothing else, else text."""
    text, form = view.text, st.column_config
    lists = own_words.lists(view.snapshot, view.language)
    columns = {"line": form.TextColumn(text("column.line"), disabled=True, pinned=True, width=50)}
    for c in contract.COLUMNS:
        look = {"label": f"{text(f'column.{c}')} · {c}", "width": WIDE.get(c)}
        columns[c] = form.TextColumn(**look)
        if c in lists and set(rows[c]) <= {"", *lists[c]}:
            said = own_words.with_code(lists[c])
            columns[c] = form.SelectboxColumn(**look, options=list(said), format_func=said.get)
    return columns


def _problems(view: View) -> None:
    """Every problem with its line and column and what is wanted: a few as text, which a narrow screen shows whole."""
    text, problems = view.text, own_city.desk().problems
    has_examples = any(p.field == "id" and p.text.startswith(EXAMPLE) for p in problems)
    said = [text("own.said.refused", n=len(problems)), text("own.examples_left")]
    st.warning("\n\n".join(said if has_examples else said[:1]))
    fields = {"": text("own.whole_line"), **{c: f"{text(f'column.{c}')} · {c}" for c in contract.COLUMNS}}
    rows = [(p.line, fields[p.field], p.words(view.language), p.column, p.code) for p in problems]
    if len(rows) <= PROBLEMS_AT_ONCE:
        names = ("line", "field", "said", "column", "code")
        key = "own.problem_in_words" if own_city.desk().is_in_words else "own.problem"
        st.text("\n".join(text(key, **dict(zip(names, row, strict=True))) for row in rows))
    else:
        headings = [text("column.line"), text("column.field"), text("column.problem")]
        headings += [text("column.character"), text("column.code")]
        st.dataframe(pd.DataFrame(rows, columns=headings), hide_index=True, key="own:problems")
