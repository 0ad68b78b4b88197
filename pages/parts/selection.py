"""Selection: the reader's choices. The address holds the whole view, as codes that are the same in both languages.

Each run reads the address and sets the widgets from it, and each change of a widget is written back to it, so that a
link, back and forward, and a change of language all show the same view. Defaults are left out of the address; a value
or name in a link that does not exist is announced, never silently ignored.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from findings import kept
from pages.parts import cached, site
from words import LANGUAGES, Wording, wording

CARRIED = ("city", "rule", "lang")  # what every link within the dashboard carries along
ASKED, REJECTED = "selection_asked", "selection_rejected"
KNOWN = "selection_known"  # asked for in any run of this session: widgets run after an address is made
# Added to links by chat programs and advertisers, not chosen by anybody.
TRACKING = re.compile(
    "from|enterid|isappinstalled|nsukey|scene|share_.*|spm|utm_.*|(gcl|fbcl|msclk)id|_g[al]"
)
STANDING = "selection_standing"  # the defaults that apply where the address says nothing


def begin() -> None:
    """Start a run: set its snapshot and forget what the last run asked for."""
    cached.begin_run()
    st.session_state[KNOWN] = st.session_state.get(KNOWN, set()) | st.session_state.get(ASKED, set())
    st.session_state[ASKED], st.session_state[REJECTED] = {"lang", "snapshot", *CARRIED}, []
    st.session_state[STANDING] = {}
    if page := st.query_params.get("page"):  # an address that matches no page was redirected here
        st.session_state[ASKED].add("page")
        reject("page", page)


def language() -> str:
    """The language in the address, else the browser's, else that of the settings."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    if asked is not None:
        reject("lang", asked)
    return default_language()


def default_language() -> str:
    """The language of a page whose address names none."""
    browser = (st.context.locale or "").split("-")[0].lower()
    return browser if browser in LANGUAGES else kept.settings().language


def text() -> Wording:
    """The texts in the page's language."""
    return wording(language())


def many(name: str, label: str, options: Mapping[str, str]) -> list[str]:
    """Any number of codes of `options` (code → label). None chosen means all."""
    return some(name, label, options) or list(options)


def some(name: str, label: str, options: Mapping[str, str]) -> list[str]:
    """As `many`, but none if none is chosen."""
    chosen = codes(name, options)
    key = f"{name}:{language()}"
    st.session_state[key] = chosen

    def changed() -> None:
        put(name, ",".join(code for code in options if code in st.session_state[key]))

    st.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda code: options.get(code, code),
        on_change=changed,
        placeholder=text()("select.all"),
        select_all=False,  # Streamlit's own label for it is English on every page
    )
    return chosen


def one(name: str, label: str, options: Mapping[str, str], default: str, drops: Sequence[str] = ()) -> str:
    """One code of `options`; the default is left out of the address. A change clears the choices named in `drops`."""
    chosen = code(name, options, default)
    key = f"{name}:{language()}"
    st.session_state[key] = chosen
    if chosen == default:
        st.session_state[STANDING][name] = chosen

    def changed() -> None:
        picked = st.session_state[key]
        put(name, "" if picked == default else picked)
        clear(*drops)

    shown = {"format_func": lambda code: options.get(code, code), "on_change": changed}
    st.selectbox(label, list(options), key=key, **shown)
    return chosen


def words_sought(name: str, label: str, placeholder: str) -> str:
    """Free text, kept in the address."""
    st.session_state[ASKED].add(name)
    key = f"{name}:{language()}"
    st.session_state[key] = st.query_params.get(name, "")
    st.text_input(label, key=key, on_change=lambda: put(name, st.session_state[key]), placeholder=placeholder)
    return st.session_state[key].strip()


def is_given(name: str) -> bool:
    """Does the address hold a parameter?"""
    return bool(st.query_params.get(name))


def keeps(*names: str) -> None:
    """Keep parameters in the address although this view has no widget for them."""
    st.session_state[ASKED] |= set(names)


def drop(label: str, *names: str) -> None:
    """A button that clears choices."""
    st.button(label, key=f"drop:{','.join(names)}:{language()}", on_click=clear, args=names)


def way(label: str, page: str, asked: Mapping[str, str], *, is_here: bool, icon: str, key: str) -> None:
    """A link to a view of a page, with the choices that carry over.

    On that page itself it is a button: a link from a page to itself leaves the address unchanged.
    """
    asked = dict(asked) | carried()
    if is_here:
        st.button(label, icon=icon, key=key, on_click=st.query_params.from_dict, args=(asked,))
    else:
        st.page_link(f"{page}.py", label=label, icon=icon, query_params=asked)


def codes(name: str, options: Collection[str]) -> list[str]:
    """The codes in the address, in the order of `options`."""
    st.session_state[ASKED].add(name)
    asked, known = codes_given(name), dict.fromkeys(options)
    for code in asked:
        if code not in known:
            reject(name, code)
    return [code for code in known if code in asked]


def code(name: str, options: Collection[str], default: str = "") -> str:
    """The first code in the address, or the default."""
    return (codes(name, options) or [default])[0]


def to(page: str, **asked: str) -> str:
    """The address of a page, relative to any other, with the choices that carry over: city, strictness and language."""
    return f"./{'' if page == site.FIRST else site.url_path(page)}?{_query(carried() | asked)}"


def here(**asked: str) -> str:
    """The address of this view with some choices changed."""
    chosen = {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}
    return f"?{_query(chosen | asked)}"


def _query(chosen: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in chosen.items() if value}, safe=",")


def carried() -> dict[str, str]:
    """The choices that carry over, as far as the address holds them."""
    return {name: value for name in CARRIED if (value := st.query_params.get(name))}


def address() -> str:
    """The full address of this view, for a file; it names the snapshot shown, so that the page can tell what changed since.

    Parameters that nothing asked for are left out.
    """
    known = st.session_state[ASKED] | st.session_state[KNOWN]
    asked = {name: value for name, value in st.query_params.to_dict().items() if name in known}
    asked["snapshot"] = cached.on_the_air().snapshot
    return f"{(st.context.url or '').split('?')[0]}?{urlencode(asked, safe=',')}"


def announcements() -> list[tuple[str, str]]:
    """What the address asks for that does not exist: (name, value); unknown names have no value."""
    known = st.session_state[ASKED]
    unknown = [name for name in st.query_params if name not in known and not TRACKING.fullmatch(name)]
    return st.session_state[REJECTED] + [(name, "") for name in unknown]


def add(name: str, *codes: str) -> None:
    """Add codes to a choice in the address."""
    put(name, ",".join(dict.fromkeys([*codes_given(name), *codes])))


def forget(codes: set[str]) -> None:
    """Remove codes that no longer exist from every choice in the address."""
    for name in list(st.query_params):
        asked = codes_given(name)
        if not codes.isdisjoint(asked):
            put(name, ",".join(code for code in asked if code not in codes))


def codes_given(name: str) -> list[str]:
    """The codes in the address, whether they exist or not."""
    return [code for value in st.query_params.get_all(name) for code in value.split(",") if code]


def reject(name: str, value: str) -> None:
    """Announce that the address asks for something that does not exist."""
    if (name, value) not in st.session_state[REJECTED]:
        st.session_state[REJECTED].append((name, value))


def put(name: str, value: str) -> None:
    """Put a choice into the address; an empty value removes it."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def clear(*names: str) -> None:
    """Remove choices from the address."""
    for name in names:
        put(name, "")
