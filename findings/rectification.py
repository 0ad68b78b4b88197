"""Rectification: how much is done of what was found, promised or due, with the figures behind each number."""

from typing import Any

import pandas as pd

from findings import answers, kept
from findings.kept import Codes
from loaders.contract import SCOPES
from loaders.reading import PRINTED
from metrics.rates import STAGES, rates
from words import LANGUAGES

TOLD_TOGETHER = ("source_zh", "source_en", "locator", "as_printed", "note_zh", "note_en")


@kept.answer
def of_topic(snapshot_id: str, topic: str, places: Codes) -> pd.DataFrame:
    """The funnels of a topic for which a place has an amount; a funnel's topic is that of its indicators."""
    stages = kept.table(snapshot_id, "funnel_stages")
    topics = kept.table(snapshot_id, "indicators").set_index("id")["topic"]
    of_it = set(stages[stages["indicator"].map(topics) == topic]["funnel"])
    return kept.looked_up(funnels_of_places(snapshot_id, places), funnel=tuple(of_it))


@kept.answer
def funnels_of_places(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """One row per funnel, place and scope with an amount: as in the catalogue, then by place, then from the whole to its parts.

    `id` names all figures of the row, joined by a slash, like that of a figure computed from two.
    """
    rows = kept.looked_up(every_funnel(snapshot_id), place=places)
    return answers.in_order(rows, position=sorted({*rows["position"]}), place=places, scope=SCOPES)


@kept.answer
def every_funnel(snapshot_id: str) -> pd.DataFrame:
    """As `funnels_of_places`, for all places."""
    stages = kept.table(snapshot_id, "funnel_stages")
    names = {"id": "funnel", "kind": "funnel_kind"} | {f"name_{x}": f"funnel_{x}" for x in LANGUAGES}
    catalogue = kept.table(snapshot_id, "funnels").rename(columns=names)
    printed = kept.figures(snapshot_id, tuple(stages["indicator"].unique()), None, None, PRINTED)
    rows = answers.named(snapshot_id, rates(printed, stages).merge(catalogue, on="funnel"))
    is_told = rows[[f"{stage}_low" for stage in STAGES]].notna().any(axis=1)
    return with_figures(rows[is_told].assign(row="drawn"), printed)


def with_figures(rows: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """Rows with the names of their unit, and the sources, period, words and notes of all their figures."""
    ids = [
        "/".join(dict.fromkeys(id_ for named in stages for id_ in named.split("|") if id_))
        for stages in rows[[*STAGES.values()]].to_numpy()
    ]
    rows = rows.assign(id=pd.Series(ids, rows.index, dtype="str"))
    figures = pd.Series([row.split("/") for row in ids], rows.index)
    each = rows[["id"]].assign(figure=figures).explode("figure").astype("str")
    each = each.merge(observed.rename(columns={"id": "figure"}), on="figure")
    of_all: dict[str, Any] = {
        **dict.fromkeys(("unit_zh", "unit_en"), "first"),
        **dict.fromkeys(("period_basis", "period_end"), "max"),
        "period_start": "min",
        **dict.fromkeys(TOLD_TOGETHER, lambda texts: "; ".join(dict.fromkeys(filter(None, texts)))),
    }
    return rows.assign(missing="").join(each.groupby("id").agg(of_all), on="id")
