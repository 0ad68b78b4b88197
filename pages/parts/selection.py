"""Selection: what the reader chose. The address holds the whole view, as codes, the same in both languages.

Each run reads the address, sets the widgets to it, and each change of a widget is written back to it, so a link,
back and forward, and a switch of language all show one and the same view. Defaults are left out of the address;
a value or a name in a link that does not exist is announced, never swallowed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from locales import LANGUAGES, Words, words
from pages.parts import cached

ASKED, REJECTED = "selection_asked", "selection_rejected"


def begin() -> str:
    """Start a run: forget what the last run asked; returns the language of the page."""
    st.session_state[ASKED], st.session_state[REJECTED] = {"lang"}, []
    return language()


def language() -> str:
    """The address decides, else the browser's language, else the setting."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    if asked is not None:
        _reject("lang", asked)
    return default_language()


def default_language() -> str:
    """The language of a page whose address names none."""
    browser = (st.context.locale or "").split("-")[0].lower()
    return browser if browser in LANGUAGES else cached.settings().language


def text() -> Words:
    """The words of the page's language."""
    return words(language())


def many(
    name: str, label: str, options: Mapping[str, str], default: Sequence[str] = (), **look: object
) -> list[str]:
    """Any number of codes of `options` (code → label). None chosen means `default`, or all where there is none."""
    chosen = _from_address(name, options) or list(default)
    key = f"{name}:{language()}"
    st.session_state[key] = chosen

    def changed() -> None:
        picked = [code for code in options if code in st.session_state[key]]
        _write(name, "" if picked == list(default) else ",".join(picked))

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
    return chosen or list(options)


def asked_for(name: str, options: Collection[str], said: str, every: str) -> list[str]:
    """Codes that a link asks for, too many or too particular for a widget; all of `options` where it asks for none.

    `said` is what is shown when there are some ({n} of them), `every` the button that drops them.
    """
    chosen = _from_address(name, {code: code for code in options})
    if chosen:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(said.format(n=len(chosen)))
            st.button(every, key=f"{name}:{language()}:every", on_click=_write, args=(name, ""))
    return chosen or list(options)


def one(name: str, label: str, options: Mapping[str, str], default: str, **look: object) -> str:
    """One code of `options`; the default is left out of the address."""
    chosen = (_from_address(name, options) or [default])[0]
    key = f"{name}:{language()}"
    st.session_state[key] = chosen

    def changed() -> None:
        picked = st.session_state[key]
        _write(name, "" if picked == default else picked)

    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda code: options.get(code, code),
        on_change=changed,
        **look,
    )
    return chosen


def words_sought(name: str, label: str, placeholder: str) -> str:
    """Free text, kept in the address."""
    st.session_state[ASKED].add(name)
    key = f"{name}:{language()}"
    st.session_state[key] = st.query_params.get(name, "")
    st.text_input(
        label, key=key, on_change=lambda: _write(name, st.session_state[key]), placeholder=placeholder
    )
    return st.session_state[key].strip()


def switch_language() -> None:
    """The language switch; every other choice stays."""
    st.session_state["lang_switch"] = language()

    def changed() -> None:
        picked = st.session_state["lang_switch"] or language()
        _write("lang", "" if picked == default_language() else picked)

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


def source_address(language: str) -> Callable[[object], str | None]:
    """What gives the address of a figure's source by its id, a derived one's two; None for a row without a figure.

    None also for a reader with own figures: such a link is opened anew, in a session that has not got them.
    """

    def of(id_: object) -> str | None:
        if not isinstance(id_, str) or not id_ or cached.own():
            return None
        return f"sources?{urlencode({'figure': id_.replace('/', ','), 'lang': language}, safe=',')}"

    return of


def address() -> str:
    """The whole address of this view, as it stands in the address bar."""
    return f"{(st.context.url or '').split('?')[0]}{_query()}"


def announcements() -> list[tuple[str, str]]:
    """What the address asked for that does not exist: (name, value); unknown names have no value."""
    unknown = [name for name in st.query_params if name not in st.session_state[ASKED]]
    return st.session_state[REJECTED] + [
        (name, "") for name in unknown if name not in ("embed", "embed_options")
    ]


def _from_address(name: str, options: Mapping[str, str]) -> list[str]:
    st.session_state[ASKED].add(name)
    asked = [code for value in st.query_params.get_all(name) for code in value.split(",") if code]
    for code in asked:
        if code not in options:
            _reject(name, code)
    return [code for code in options if code in asked]


def _reject(name: str, value: str) -> None:
    if (name, value) not in st.session_state[REJECTED]:
        st.session_state[REJECTED].append((name, value))


def _write(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def _query() -> str:
    asked = {name: value for name, value in st.query_params.to_dict().items()}
    return f"?{urlencode(asked, safe=',')}" if asked else ""
