"""Compare: the board of a topic – one row per matter, one column per place – and which of its figures share an axis."""

import pandas as pd

from findings import answers, comparisons, home, kept
from findings.kept import Codes

SHARED = "shared"  # the topic that stands for every matter reported by at least two of the places
SIZE = "size"  # the kind of matters that say how large a place is
FIRST_ROWS = 10  # matters in sight; the others are collapsed
SEVERAL = 2
MOST_CHARTS, MOST_CHARTS_OF_MANY = 6, 2  # the latter if there are many places, to keep the page short


@kept.answer
def columns(snapshot_id: str, places: Codes, mine: str) -> Codes:
    """The places compared, the reader's own first: those asked for, else every city, or the default few if there are many."""
    every = home.reporting_cities(snapshot_id)
    shown = places or (every if len(every) <= home.MOST_CITIES else kept.at_once(snapshot_id))
    return tuple(dict.fromkeys((*([mine] if mine else ()), *shown)))


@kept.answer
def matters(snapshot_id: str, places: Codes, topic: str, mine: str = "") -> pd.DataFrame:
    """Matters of a topic (or SHARED) on which any place reports, with the number of places (`reported_by`).

    Those reported by the reader's own place come first, then those that most places report.
    """
    figures = kept.observations(snapshot_id, None, places)
    by = figures.groupby("matter")["place"]
    entries = kept.table(snapshot_id, "matters").rename(columns={"id": "matter"})
    rows = entries.assign(reported_by=entries["matter"].map(by.nunique()).fillna(0).astype(int))
    if topic == SHARED:
        rows = rows[(rows["reported_by"] >= min(SEVERAL, len(places))) & (rows["kind"] != SIZE)]
    else:
        rows = rows[(rows["reported_by"] > 0) & (rows["topic"] == topic)]
    has_mine = rows["matter"].isin(figures[figures["place"] == mine]["matter"])
    return answers.sorted_by(rows, ~has_mine, -rows["reported_by"]).reset_index(drop=True)


@kept.answer
def board_rows(snapshot_id: str, places: Codes, topic: str, mine: str, rule: str = "") -> pd.DataFrame:
    """Every figure on a topic's matters, of the places and the units above them, with its verdict against `mine`.

    As `comparisons.compared`; without `mine`, against the place that compares best. Empty if no place reports.
    """
    shown = matters(snapshot_id, places, topic, mine)["matter"]
    catalogue = kept.table(snapshot_id, "indicators")
    indicators = tuple(catalogue["id"][catalogue["matter"].isin(shown)])
    if not indicators:
        return pd.DataFrame()
    among = (*places, *kept.units_above(snapshot_id, places))
    benchmark = mine or answers.default_benchmark(snapshot_id)
    return comparisons.compared(snapshot_id, indicators, among, benchmark, rule, has_blanks=False)


def mentioned(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Measures that the places carry out or plan, with each matter they bear on: `place`, `matter`, `measure`."""
    return kept.looked_up(every_mention(snapshot_id), place=places)


@kept.answer
def every_mention(snapshot_id: str) -> pd.DataFrame:
    """As `mentioned`, for all places: once, as a choice of places would take as long as the rest of the board."""
    measures = kept.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    each = measures.assign(indicator=measures["indicators"].str.split("|")).explode("indicator")
    of_matter = kept.table(snapshot_id, "indicators").set_index("id")["matter"]
    each = each.assign(matter=each["indicator"].map(of_matter)).dropna(subset=["matter"])
    done = kept.table(snapshot_id, "measures_done")
    rows = each[["measure", "matter", "name_zh", "name_en"]].merge(done, on="measure")
    return rows.drop_duplicates(["place", "matter", "measure"], ignore_index=True)


@kept.answer
def charts(snapshot_id: str, places: Codes, topic: str, mine: str, rule: str = "") -> Codes:
    """The board's indicators on which two places, or a place and a unit above it, share an axis; those with most places first."""
    rows = sharing(snapshot_id, places, topic, mine, rule)
    if rows.empty:
        return ()
    counts = rows.groupby("indicator", sort=False)["place"].nunique()
    several = counts[counts >= SEVERAL].sort_values(ascending=False, kind="stable")
    most = MOST_CHARTS_OF_MANY if kept.has_many_places(snapshot_id) else MOST_CHARTS
    return tuple(several.index[:most])


@kept.answer
def chart_rows(
    snapshot_id: str, indicator: str, places: Codes, topic: str, mine: str, rule: str = ""
) -> pd.DataFrame:
    """The figures of one of the charts, the latest of each place, in descending order."""
    rows = sharing(snapshot_id, places, topic, mine, rule)
    rows = rows[rows["indicator"] == indicator]
    return answers.sorted_by(rows, -rows["high"]).reset_index(drop=True)


@kept.answer
def sharing(snapshot_id: str, places: Codes, topic: str, mine: str, rule: str = "") -> pd.DataFrame:
    """The figures of a board that share their indicator's axis, the latest of each place."""
    rows = board_rows(snapshot_id, places, topic, mine, rule)
    if rows.empty:
        return rows
    return answers.latest_of(rows[rows["on_axis"] & rows["low"].notna()], "indicator", "place")
