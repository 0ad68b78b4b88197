"""Own review: what was understood of a file, what was repaired, asked or left out, before any of it counts."""

from datetime import date

import pandas as pd
import streamlit as st

from findings import kept
from findings.own_file import own_grades
from loaders.office.account import LEAVE_OUT, OF_SESSION, Account, LeftOut, Question, Repair
from loaders.office.periods import Period
from loaders.office.telling import in_words
from loaders.own_city import PLACE
from pages.parts import blocks, cached, downloads, own_city, selection
from words import View
from words.takeaways import counted_in_words

YEARS = 15
MOST_IN_SIGHT = 200  # the most rows laid out in full; a longer table scrolls
LINKS = ("compare", "approval_times", "indicators")


def show_review(view: View) -> None:
    """What was read from the last file, and the button that accepts it."""
    at, text = own_city.desk(), view.text
    if at.unreadable:
        st.warning(text("own.not_understood", why=text(f"import.unreadable.{at.unreadable}")))
    account = at.account
    if account is None:
        return
    st.header(text("heading.own_review"), anchor=False)
    content, n = own_city.strict_file(account)
    st.text(_summary(account, n, view))
    for question in sorted(account.questions, key=lambda one: one.row):  # on the whole file first
        _ask(question, view)
    for name in account.unknown:
        if name.why == "indicator":
            _offer(name, view)
    if at.answers:
        st.button(text("own.ask_again"), key="own:again", on_click=own_city.ask_again)
    _tables(account, view)
    with st.container(horizontal=True):
        st.button(
            text("own.confirm", n=n + len(account.entries)),
            key="own:confirm",
            type="primary",
            icon=":material/check:",
            disabled=not n and not account.entries,
            on_click=own_city.confirm,
        )
        name = f"{text('own.strict_name')}_{date.today():%Y%m%d}.csv"
        downloads.file_button(text("own.strict"), lambda: content, name, "download:strict")
    if at.problems:
        st.warning(text("own.refused", n=len(at.problems)))
        st.text("\n".join(problem.words(view.language) for problem in at.problems))


def show_outcome(view: View) -> None:
    """How much of the city the pages now show, and how much of it can be compared."""
    at, text, brought = own_city.desk(), view.text, cached.own()
    if not at.confirmed or not brought:
        return
    graded = own_grades(brought.snapshot.id)
    n = len(kept.observations(brought.snapshot.id, None, (PLACE,)))
    told = [text("own.added", n=n, counts=counted_in_words(graded, view.language))]
    for kind in ("measures", "problems"):
        if count := sum(entry.kind == kind for entry in at.confirmed.entries):
            told.append(text(f"own.added_{kind}", n=count))
    st.success("\n\n".join(told))
    is_shared = graded["grade"].isin(["comparable", "with_caution", "indicative"]).any()
    asked = selection.carried() | ({"city": PLACE} if is_shared else {})
    with st.container(horizontal=True):
        for page in LINKS:
            st.page_link(f"{page}.py", label=text(f"page.{page}"), query_params=asked)


def _summary(account: Account, n: int, view: View) -> str:
    text = view.text
    told = [text("own.understood", n=len(account.understood), own=n)]
    if heads := [str(line) for table in account.layout for line in table["heads"]]:
        told.append(text("own.heads", lines=text("list.separator").join(heads)))
    others = [name for name in account.places if name != account.own]
    if account.own and others:
        told.append(text("own.others", n=len(others), own=account.own))
    return text("list.sentences").join(told)


def _ask(question: Question, view: View) -> None:
    """A question with its choices, and its place in the file."""
    text, at = view.text, own_city.desk()
    options = _options(question, view)
    key = f"{at.number}:ask:{question.key}:{view.language}"
    st.selectbox(
        " · ".join(filter(None, _told(question, view))),
        list(options),
        index=None,
        key=key,
        format_func=lambda code: options.get(code, code),
        placeholder=text("own.choose_one"),
        accept_new_options=question.why == "period",
        on_change=lambda: own_city.answer(question.key, _checked(question, st.session_state[key])),
    )


def _checked(question: Question, chosen: str | None) -> str | None:
    """The answer; for a period typed in free form, None if it is not one."""
    if question.why != "period" or not chosen:
        return chosen
    try:
        return str(Period.of_text(chosen))
    except ValueError:
        return None


def _options(question: Question, view: View) -> dict[str, str]:
    """Answer → its label."""
    text, language = view.text, view.language
    if question.why == "period":
        now = date.today().year
        return {str(year): text("own.year_of", year=year) for year in range(now, now - YEARS, -1)}
    if question.why == "indicator":
        return kept.labels(view.snapshot, "indicators", language)
    units = kept.labels(view.snapshot, "units", language)
    if question.key.startswith("unit:"):
        return {code: units[code] for code in question.choices or units}
    if question.why in ("code", "scope"):
        kind = question.key.split(":")[1] if question.why == "code" else "scope"
        return {code: text(f"{kind}.{code}") for code in question.choices}
    options = {choice: choice for choice in question.choices if choice != LEAVE_OUT}
    return options if question.why == "place" else {**options, LEAVE_OUT: text("own.leave_out")}


def _offer(name: Question, view: View) -> None:
    """A name that is not in the dictionary, with the nearest ones that are, each one click away."""
    text, at = view.text, own_city.desk()
    names = kept.labels(view.snapshot, "indicators", view.language)
    options = {id_: names[id_] for id_ in name.choices}
    options |= {OF_SESSION: text("own.keep_name"), LEAVE_OUT: text("own.leave_out")}
    key = f"{at.number}:name:{name.key}:{view.language}"
    st.pills(
        text("own.unknown", spot=_told(name, view)[0], name=name.printed),
        list(options),
        key=key,
        format_func=lambda code: options.get(code, code),
        on_change=lambda: own_city.answer(name.key, st.session_state[key]),
    )


def _told(one: Repair | Question | LeftOut, view: View) -> tuple[str, ...]:
    account = own_city.desk().account
    names_sheet = account is not None and len({table["sheet"] for table in account.layout}) > 1
    return in_words(one, view.text, names_sheet)


def _tables(account: Account, view: View) -> None:
    text = view.text
    for name, columns, entries in (
        ("repairs", ("spot", "printed", "made", "why"), account.repairs),
        ("left_out", ("spot", "printed", "why"), account.left_out),
    ):
        rows = [_told(one, view) for one in entries]
        heads, caption = [text(f"own.head.{c}") for c in columns], text(f"own.table.{name}", n=len(rows))
        if len(rows) > MOST_IN_SIGHT:
            st.text(caption)
            st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, key=f"own:{name}")
        elif rows:
            blocks.show_blocks(f"own:{name}", blocks.table(heads, rows, caption))
