"""Strict: what was understood, in the forms of the contract: rows of an observations file, and entries of the catalogue.

The entries are indicators that the dictionary lacks, kept for the session, and measures and problems.
"""

from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from loaders import contract
from loaders.catalogue import Catalogue
from loaders.office.account import OF_SESSION, Account, Figure
from loaders.office.matching import Known, place_form
from loaders.office.vocabulary import plain

MOST_PRINTED = 24  # characters of as_printed


def strict_rows(
    account: Account, place: str, source: str, session: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """The rows of the reader's own place, including masked and not applicable ones.

    Only for indicators in the dictionary, or kept for the `session`: name → id.
    """
    ids = session or {}
    known = ((f, f.indicator_id or ids.get(f.indicator, "")) for f in _own_figures(account))
    rows = [_row(figure, id_, place, source) for figure, id_ in known if id_]
    return [{"id": f"{place}-{n:03}", **row} for n, row in enumerate(rows, 1)]


def _own_figures(account: Account) -> Iterator[Figure]:
    """The figures of the reader's own place without an open question."""
    if not account.own and not account.names_own and account.places:
        return
    own = place_form(account.own)
    for figure in account.figures:
        is_settled = not figure.is_open and (figure.value or figure.missing in contract.MISSING)
        if is_settled and (not figure.place or place_form(figure.place) == own):
            yield figure


def _row(figure: Figure, indicator: str, place: str, source: str) -> dict[str, str]:
    period, more = figure.period, dict(figure.more)
    note = " ".join(figure.note.split())
    told = {
        "place": place,
        "indicator": indicator,
        "scope": figure.scope if figure.scope in contract.SCOPES else "whole",
        "period_start": period.start if period else "",
        "period_end": period.end if period else "",
        "value": figure.value,
        "unit": figure.unit_id,
        "bound": figure.bound if figure.value and figure.bound in contract.BOUNDS else "",
        "status": figure.status if figure.status in contract.STATUSES else "achieved",
        "source": source,
        "locator": " ".join([*figure.sheet.split(), cell_name(figure.row, figure.column)]),
        "as_printed": " ".join(figure.printed.split())[:MOST_PRINTED],
        "note_zh": note,
        "note_en": note,
        **more,
        "missing": "" if figure.value else more.get("missing", figure.missing),
    }
    return {name: told.get(name, "") for name in contract.COLUMNS if name != "id"}


def session_names(account: Account, answers: Mapping[str, str]) -> dict[str, str]:
    """Name → id of the indicators kept for the session: those with a unit of the dictionary."""
    new = dict.fromkeys(f.indicator for f in _own_figures(account) if f.unit_id and not f.indicator_id)
    kept = [name for name in new if answers.get(f"name:{plain(name)}") == OF_SESSION]
    return {name: f"session-{n}" for n, name in enumerate(kept, 1)}


def brought_by(
    account: Account, names: Mapping[str, str], known: Known, place: str, source: str
) -> Catalogue:
    """The entries of an account; an indicator is filed under the topic of the one whose name is nearest."""
    brought = Catalogue()
    units = {figure.indicator: figure.unit_id for figure in reversed(account.figures)}
    for name, id_ in names.items():
        words = contract.Words(zh=name, en=name)
        brought.indicator_topic[id_] = known.indicators[known.nearest(name)[0]].topic
        brought.indicators[id_] = contract.Indicator(
            name=words, definition=words, unit=units[name], direction="no_judgement", minimum="none",
            national_indicator="none", b_ready="none",
        )  # fmt: skip
    for n, entry in enumerate(account.entries, 1):
        id_, called = entry.id or f"session-{entry.kind}-{n}", contract.Words(zh=entry.name, en=entry.name)
        told = {"place": place, "source": source, "locator": f"{entry.sheet} {entry.row}"}
        if entry.kind == "measures":
            what = contract.Words(zh=entry.what, en=entry.what) if entry.what else None
            done = contract.DoneBy(year=entry.year, status=entry.status, what=what, **told)  # type: ignore[arg-type]
            brought.measures[id_] = contract.Measure(name=called, topic=entry.topic, done_by=[done])
        else:
            topic = entry.topic or known.problem_topics[id_]
            brought.problems[id_] = contract.ProblemNamed(
                name=called, topic=topic, named_by=[contract.NamedBy(**told)]
            )
    return brought


def cell_name(row: int, column: int) -> str:
    """A cell as Excel calls it: E6; a whole row by its number, a whole column by its letters."""
    return f"{get_column_letter(column) if column else ''}{row or ''}"
