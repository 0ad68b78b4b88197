"""Selection: what the reader chose. The address holds the whole view, as codes, the same in both languages.

Each run reads the address, sets the widgets to it, and each change of a widget is written back to it, so a link,
back and forward, and a switch of language all show one and the same view. Defaults are left out of the address;
a value or a name in a link that does not exist is announced, never swallowed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from pages.parts import cached
from words import LANGUAGES, Wording, wording

ASKED, REJECTED = "selection_asked", "selection_rejected"
# Pages that ask for one place, and those that ask for several.
ALIKE = (
    ("city", "what_if", "tasks"),
    ("compare", "approval_times", "rectification", "measures", "checks", "sources"),
)
STANDING = "selection_standing"  # the defaults that stand where the address asks for nothing


def begin() -> str:
    """Start a run: forget what the last run asked; returns the language of the page."""
    st.session_state[ASKED], st.session_state[REJECTED] = {"lang", "snapshot"}, []
    st.session_state[STANDING] = {}
    return language()


def language() -> str:
    """The address decides, else the browser's language, else the setting."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    if asked is not None:
        reject("lang", asked)
    return default_language()


def default_language() -> str:
    """The language of a page whose address names none."""
    browser = (st.context.locale or "").split("-")[0].lower()
    return browser if browser in LANGUAGES else cached.settings().language


def text() -> Wording:
    """The words of the page's language."""
    return wording(language())


def many(
    name: str, label: str, options: Mapping[str, str], default: Sequence[str] = (), **look: object
) -> list[str]:
    """Any number of codes of `options` (code → label). None chosen means `default`, or all where there is none."""
    return some(name, label, options, default, **look) or list(options)


def some(
    name: str, label: str, options: Mapping[str, str], default: Sequence[str] = (), **look: object
) -> list[str]:
    """As `many`, but none where none is chosen and there is no `default`."""
    chosen = _from_address(name, options) or list(default)
    key = f"{name}:{language()}"
    st.session_state[key] = chosen

    def changed() -> None:
        picked = [code for code in options if code in st.session_state[key]]
        put(name, "" if picked == list(default) else ",".join(picked))

    st.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda code: options.get(code, code),
        on_change=changed,
        placeholder=text()("select.all"),
        select_all=False,  # Streamlit's own words for it are English on every page
        **look,
    )
    return chosen


def asked_for(name: str, options: Collection[str], said: str, every: str) -> list[str]:
    """Codes that a link asks for, too many or too particular for a widget; all of `options` where it asks for none.

    `said` is what is shown when there are some ({n} of them), `every` the button that drops them.
    """
    chosen = _from_address(name, {code: code for code in options})
    if chosen:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(said.format(n=len(chosen)))
            st.button(every, key=f"{name}:{language()}:every", on_click=put, args=(name, ""))
    return chosen or list(options)


def one(
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    drops: Sequence[str] = (),
    widget: Callable[..., object] = st.selectbox,
    **look: object,
) -> str:
    """One code of `options`; the default is left out of the address. A change takes back the choices it `drops`."""
    chosen = (_from_address(name, options) or [default])[0]
    key = f"{name}:{language()}"
    st.session_state[key] = chosen
    if chosen == default and not look.get("disabled"):
        st.session_state[STANDING][name] = chosen

    def changed() -> None:
        picked = st.session_state[key]
        put(name, "" if picked == default else picked)
        for depending in drops:
            put(depending, "")

    shown = {"format_func": lambda code: options.get(code, code), "on_change": changed}
    widget(label, list(options), key=key, **shown, **look)
    return chosen


def words_sought(name: str, label: str, placeholder: str) -> str:
    """Free text, kept in the address."""
    st.session_state[ASKED].add(name)
    key = f"{name}:{language()}"
    st.session_state[key] = st.query_params.get(name, "")
    st.text_input(label, key=key, on_change=lambda: put(name, st.session_state[key]), placeholder=placeholder)
    return st.session_state[key].strip()


def asks(name: str, options: Collection[str]) -> bool:
    """Does the address ask for any of `options`?"""
    return any(code in options for code in _codes(name))


def keeps(*names: str) -> None:
    """Parameters that stay in the address though this view has no widget for them."""
    st.session_state[ASKED] |= set(names)


def drop(label: str, *names: str) -> None:
    """A button that takes choices back."""

    def pressed() -> None:
        for name in names:
            put(name, "")

    st.button(label, key=f"drop:{','.join(names)}:{language()}", on_click=pressed)


def switch_language() -> None:
    """The language switch; every other choice stays."""
    st.session_state["lang_switch"] = language()

    def changed() -> None:
        picked = st.session_state["lang_switch"] or language()
        put("lang", "" if picked == default_language() else picked)

    st.segmented_control(
        text()("frame.language"),
        list(LANGUAGES),
        key="lang_switch",
        format_func={"zh": "中文", "en": "English"}.get,
        on_change=changed,
        label_visibility="collapsed",
    )


def kept_language() -> dict[str, str]:
    """The parameters a link to another page carries on."""
    return {} if language() == default_language() else {"lang": language()}


def carried(here: str, there: str) -> dict[str, str]:
    """The parameters a link of the frame carries on: the places too, between pages that ask for them in the same way."""
    both = any(here in pages and there in pages for pages in ALIKE)
    places = st.query_params.get("place", "") if both else ""
    return kept_language() | ({"place": places} if places else {})


def address() -> str:
    """The whole address of this view, for a file: with the snapshot it shows, so that it can say what changed since."""
    asked = {**st.query_params.to_dict(), "snapshot": cached.on_the_air().snapshot}
    return f"{(st.context.url or '').split('?')[0]}?{urlencode(asked, safe=',')}"


def announcements() -> list[tuple[str, str]]:
    """What the address asked for that does not exist: (name, value); unknown names have no value."""
    unknown = [name for name in st.query_params if name not in st.session_state[ASKED]]
    return st.session_state[REJECTED] + [
        (name, "") for name in unknown if name not in ("embed", "embed_options")
    ]


def forget(codes: set[str]) -> None:
    """Take codes that are no more out of every choice in the address."""
    for name in list(st.query_params):
        asked = [code for value in st.query_params.get_all(name) for code in value.split(",")]
        if not codes.isdisjoint(asked):
            put(name, ",".join(code for code in asked if code not in codes))


def _from_address(name: str, options: Mapping[str, str]) -> list[str]:
    st.session_state[ASKED].add(name)
    asked = _codes(name)
    for code in asked:
        if code not in options:
            reject(name, code)
    return [code for code in options if code in asked]


def _codes(name: str) -> list[str]:
    return [code for value in st.query_params.get_all(name) for code in value.split(",") if code]


def reject(name: str, value: str) -> None:
    """Announce that the address asks for what does not exist."""
    if (name, value) not in st.session_state[REJECTED]:
        st.session_state[REJECTED].append((name, value))


def put(name: str, value: str) -> None:
    """Put a choice into the address; an empty one is taken out of it."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
