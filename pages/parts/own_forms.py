"""Own forms: what is typed and chosen on the page Your city. It stays in the session; none of it goes into the address."""

from collections.abc import Mapping

import streamlit as st

from exports.own_template import template_bytes
from findings import kept, own_file
from findings.own_file import TYPED
from loaders import contract
from pages.parts import blocks, downloads, own_city
from words import View

# pixels
WIDE = {
    "indicator": 300, "value": 110, "unit": 110, "bound": 110, "status": 150, "period": 130, "as_printed": 200,
}  # fmt: skip
ROWS_AT_ONCE = 12
UPLOADER = blocks.component("uploader", everywhere=True)


def city(view: View) -> None:
    """The city's name, level and province."""
    at, text = own_city.desk(), view.text
    levels = {
        code: text(f"level.{code}") for code in contract.Place.model_fields["level"].annotation.__args__
    }
    places = kept.table(view.snapshot, "places").set_index("id")
    provinces = places[places["level"] == "province"][f"name_{view.language}"].to_dict()
    name, level, part_of = st.columns(3)
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
    with level:
        _choice(view, "level", levels, at.city["level"])
    with part_of:
        _choice(view, "part_of", {"": text("own.not_given")} | provinces, at.city["part_of"])


def upload(view: View) -> None:
    """The upload of a file, and a template for those who have none."""
    at, text = own_city.desk(), view.text
    st.text(text("own.file_said"))
    key = f"{at.number}:file"

    def changed() -> None:
        if st.session_state[key]:
            own_city.take_file(st.session_state[key].getvalue())

    # Streamlit's own texts here are English; the style sheet replaces them with ours.
    told = {"choose": "own.choose", "remove": "own.remove", "large": "import.unreadable.too_large"}
    UPLOADER(data={name: text(word) for name, word in told.items()}, key="own:uploader")
    st.file_uploader(text("own.file"), key=key, on_change=changed)

    def template() -> bytes:
        offered = own_file.choices_of(view.snapshot, view.language)
        return template_bytes(view.language, offered, own_file.examples_of(view.snapshot, view.language))

    name = f"{text('own.template_name')}.xlsx"
    downloads.file_button(text("own.template"), template, name, "download:template", ":material/download:")


def form_table(view: View) -> None:
    """A table to type or paste figures into, read in the same way as a file."""
    at, text = own_city.desk(), view.text
    st.text(text("own.table_said"))
    key = f"{at.number}:table:{view.language}"
    if key not in st.session_state or at.laid is None:
        at.laid = at.rows
    form = st.column_config.TextColumn
    lines = [str(n) for n in range(2, len(at.laid) + 2)]
    edited = st.data_editor(
        at.laid.replace("", None).assign(line=lines),
        key=key,
        num_rows="dynamic",
        column_order=(*TYPED, "line"),
        # Text in every column: a list would silently drop pasted values that it does not contain.
        column_config={c: form(text(f"template.head.{c}"), width=WIDE.get(c)) for c in TYPED}
        | {"line": form(text("column.line"), disabled=True, width=50)},
        height=36 * (min(len(at.laid) + 1, ROWS_AT_ONCE) + 2),
        placeholder="",
        alt=text("own.table_alt"),
        hide_index=True,
    )
    at.rows = edited[list(TYPED)].fillna("")
    # Not a callback: it would run before the last edit of the table has arrived.
    if st.button(text("own.check"), key="own:check", icon=":material/check:"):
        own_city.take_table(text)
        st.rerun()


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
