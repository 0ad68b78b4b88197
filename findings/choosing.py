"""Choosing: the indicators that fit all of a reader's choices, and what each choice costs."""

from collections.abc import Mapping, Sequence

import pandas as pd

from findings import kept, searching
from findings.catalogue import ANY, FRAMEWORKS, NONE, indicator_entries
from findings.kept import Codes
from loaders.reading import FIGURES

Asked = tuple[tuple[str, Codes], ...]  # the choices made, each with its codes


def made(choices: Mapping[str, str | Sequence[str]]) -> Asked:
    """The choices made, that is, those that are not empty."""
    return tuple(
        (name, (codes,) if isinstance(codes, str) else tuple(codes))
        for name, codes in choices.items()
        if codes
    )


@kept.answer
def fitting(snapshot_id: str, asked: Asked) -> pd.DataFrame:
    """The indicators that fit, in the order of the catalogue or of the search.

    A place and a status must be met by one and the same figure.
    """
    rows, given = indicator_entries(snapshot_id), dict(asked)
    if "q" in given:
        holding = list(searching.found(snapshot_id, *given["q"]))
        rows = rows.set_index("indicator", drop=False).loc[holding].reset_index(drop=True)
    for column in ("topic", "unit", "direction", "grade"):
        if column in given:
            rows = rows[rows[column].isin(given[column])]
    for name in FRAMEWORKS:
        if name in given:
            is_filed = rows[name] != NONE
            rows = rows[rows[name].isin(given[name]) | (is_filed & (ANY in given[name]))]
    if "reported" in given:
        rows = rows[rows["reported_by"] >= int(*given["reported"])]
    reported = kept.tally(snapshot_id, "indicator", "place", "status", name=FIGURES)
    for column in ("place", "status"):
        if column in given:
            reported = reported[reported[column].isin(given[column])]
            rows = rows[rows["indicator"].isin(reported["indicator"])]
    return rows


@kept.answer
def loosened(snapshot_id: str, asked: Asked) -> dict[str, int]:
    """Choice → how many indicators would fit without it, if any would."""
    without = {name: tuple(choice for choice in asked if choice[0] != name) for name, _ in asked}
    counts = {name: len(fitting(snapshot_id, others)) for name, others in without.items()}
    return {name: n for name, n in counts.items() if n}
