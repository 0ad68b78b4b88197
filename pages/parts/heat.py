"""Heat: a table of verdicts, one row per indicator and one column per place; each field has sign, words and colour."""

from __future__ import annotations

import pandas as pd

from charts.style import VERDICT_FIELDS
from findings import comparisons
from pages.parts import addresses, cached, figures, web
from pages.parts.cached import Codes
from pages.parts.frame import View
from pages.parts.tables import cell, readable
from words import takeaways
from words.verdicts import verdict_in_words

SHOWN = web.component("heat")


def show(chosen: tuple[Codes, Codes, str, str], view: View) -> None:
    """Show what was asked for: indicators, places, a benchmark and how strict."""
    SHOWN(data=table(view.snapshot, *chosen, view.language), key="table:heat")


@cached.answer
def table(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str, language: str
) -> dict:
    """The table in words: headings, and of each indicator its name, the fields with their verdicts and the way to its words."""
    view = View("compare", language, snapshot_id)
    places = tuple(sorted(places, key=lambda place: place != benchmark))  # in sight on a telephone too
    cells = comparisons.cells(snapshot_id, indicators, places, benchmark, rule)
    catalogue = cached.table(snapshot_id, "indicators").set_index("id")
    labels, address = cached.labels(snapshot_id, "places", language), addresses.source_address(language)
    rows = []
    for indicator, fields in cells.groupby("indicator", sort=False):
        ids, direction = [ids for ids in fields["ids"] if ids], catalogue["direction"][indicator]
        rows.append(
            {
                "name": catalogue[f"name_{language}"][indicator],
                "better": "" if direction == "no_judgement" else view.text(f"direction.{direction}"),
                "fields": [field(row, view) for row in fields.to_dict("records")],
                "link": address(",".join(ids)) if ids else "",
            }
        )
    headings = (view.text("column.indicator"), *(labels[place] for place in places), view.text("column.link"))
    return {
        "caption": view.text("heat.name"),
        "headings": list(headings),
        "link": view.text("column.link_open"),
        "rows": rows,
        "tints": VERDICT_FIELDS,
    }


@cached.answer
def told(
    snapshot_id: str, indicators: Codes, places: Codes, benchmark: str, rule: str, language: str, named: str
) -> dict[str, str | pd.DataFrame]:
    """What the table says in a sentence, and what is told of its figures; `named` is what they are held against."""
    rows = comparisons.compared(snapshot_id, indicators, places, benchmark, rule)
    said = takeaways.verdicts(rows, named, View("compare", language, snapshot_id))
    return {"said": said, "drawn": figures.in_chart(rows, language)}


@cached.answer
def listed(
    snapshot_id: str,
    indicators: Codes,
    places: Codes,
    benchmark: str,
    rule: str,
    columns: Codes,
    language: str,
) -> pd.DataFrame:
    """Every figure of the comparison and every blank, in words."""
    rows = comparisons.compared(snapshot_id, indicators, places, benchmark, rule)
    return readable(rows, columns, language, addresses.source_address(language))


def field(row: dict, view: View) -> dict[str, str]:
    """One field: the figure, the verdict on it with the first reason against comparing it, or why there is no figure."""
    if row["row"] == "no_figure":
        return {
            "value": "",
            "verdict": view.text("heat.blank", why=view.text(f"missing.{row['missing']}")),
            "look": "",
        }
    is_open = row["ambiguous"] == "amount"
    value = (
        view.text("heat.printed", words=row["as_printed"]) if is_open else cell(row, "value", view.language)
    )
    if row["others"]:
        value = view.text("heat.others", value=value, n=row["others"])
    first, *further = row["reasons"].split("|")
    verdict = verdict_in_words(row | {"reasons": first}, view.language)
    if further and row["verdict"] != "benchmark":
        verdict = view.text("heat.reasons", verdict=verdict, n=len(further))
    look = row["verdict"] if row["verdict"] in VERDICT_FIELDS else ""
    return {"value": value, "verdict": verdict, "look": look}
