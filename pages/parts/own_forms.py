"""Own forms: the widgets of the page Your city. What is typed stays in the session; none of it goes into the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from findings import answers
from loaders import contract
from loaders.own_city import EXAMPLE, PLACE, file_of, template
from pages.parts import cached, own_city, selection
from pages.parts.frame import View

FIRST = ("indicator", "value", "unit", "bound", "status", "as_printed", "period_start", "period_end")
WIDE = {"indicator": 320, "value": 140, "unit": 150, "bound": 150, "status": 160, "as_printed": 240}  # pixels
CODED = {
    "bound": ("bound", contract.BOUNDS),
    "before_bound": ("bound", contract.BOUNDS),
    "before_kind": ("before_kind", contract.BEFORE_KINDS),
    "scope": ("scope", contract.SCOPES),
    "status": ("status", contract.STATUSES),
    "missing": ("missing", contract.MISSING),
    "ambiguous": ("ambiguous", contract.AMBIGUOUS),
}
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
    st.download_button(
        text("own.template"),
        data=lambda: template(cached.file_on_the_air()),
        file_name=f"{text('own.template_name')}.csv",
        mime="text/csv",
        on_click="ignore",
        key="download:template",
        icon=":material/download:",
    )
    key = f"{at.number}:file"

    def changed() -> None:
        if st.session_state[key]:
            own_city.take(st.session_state[key].getvalue())

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
        st.download_button(
            text("own.download"),
            data=lambda: file_of(at.rows.itertuples(index=False)),
            file_name=f"{text('own.table_name')}.csv",
            mime="text/csv",
            on_click="ignore",
            key="download:table",
            icon=":material/download:",
        )


def outcome(view: View) -> None:
    """What the last check said: where the city stands now, or every problem with its place and what is wanted."""
    at, text = own_city.desk(), view.text
    if at.said == "added" and cached.own():
        found = own_city.shared(view, answers.comparable_pairs(view.snapshot))
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
    lists = {c: {code: text(f"{kind}.{code}") for code in codes} for c, (kind, codes) in CODED.items()}
    for c, kind in (("indicator", "indicators"), ("unit", "units")):
        lists[c] = cached.labels(view.snapshot, kind, view.language)
    columns = {"line": form.TextColumn(text("column.line"), disabled=True, pinned=True, width=50)}
    for c in contract.COLUMNS:
        look = {"label": f"{text(f'column.{c}')} · {c}", "width": WIDE.get(c)}
        columns[c] = form.TextColumn(**look)
        if c in lists and set(rows[c]) <= {"", *lists[c]}:
            said = {code: f"{name} · {code}" for code, name in lists[c].items()}
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
        st.text("\n".join(text("own.problem", **dict(zip(names, row, strict=True))) for row in rows))
    else:
        headings = [text("column.line"), text("column.field"), text("column.problem")]
        headings += [text("column.character"), text("column.code")]
        st.dataframe(pd.DataFrame(rows, columns=headings), hide_index=True, key="own:problems")
