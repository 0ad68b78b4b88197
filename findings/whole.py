"""Whole: what can be downloaded whole – every figure, the data dictionary, the measures, the problems named, the checks."""

import pandas as pd

from findings import answers, catalogue, kept, standing
from words import LANGUAGES, wording


def figure_rows(snapshot_id: str) -> pd.DataFrame:
    """Every printed figure; for a very large dataset not cached, as it is most of the data."""
    if standing.is_whole(snapshot_id):
        return kept.observations(snapshot_id).assign(row="listed")
    return kept.snapshot(snapshot_id).observations().assign(row="listed")


@kept.answer
def dictionary_rows(snapshot_id: str) -> pd.DataFrame:
    """Every indicator with its full definition and, if it belongs to no framework, the reason."""
    rows = catalogue.indicator_entries(snapshot_id)
    for language in LANGUAGES:
        for name in catalogue.FRAMEWORKS:
            why = [wording(language)("dictionary.none", why=why) for why in rows[f"{name}_reason_{language}"]]
            named = rows[f"{name}_{language}"]
            rows[f"{name}_{language}"] = named.where(named != "", why)
        rows[f"evaluation_{language}"] = rows[f"national_{language}"]
    return rows


@kept.answer
def problems(snapshot_id: str) -> pd.DataFrame:
    """Every problem that a place's own document names, with the place and where it is described."""
    names = {"id": "problem"} | {f"name_{x}": f"problem_{x}" for x in LANGUAGES}
    entries = kept.table(snapshot_id, "problems").rename(columns=names)
    rows = entries.merge(kept.table(snapshot_id, "problems_named"), on="problem")
    rows = kept.with_names(snapshot_id, rows, {"source": "sources"})
    return answers.named(snapshot_id, rows.assign(row="listed"))


FILES = {
    "figures": figure_rows,
    "dictionary": dictionary_rows,
    "measures": answers.measures_by_place,
    "problems": problems,
    "checks": answers.every_check,
}
