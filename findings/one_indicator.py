"""One indicator: its figures, which of them may share an axis, its pairs of places, and the measures that bear on it."""

import pandas as pd

from findings import answers, judging, kept, standing
from findings.catalogue import indicator_entries
from findings.kept import Codes
from metrics import verdicts
from metrics.comparability import GRADES

AHEAD = (*verdicts.AHEAD, "surely_higher", "limit_exceeded")
BEHIND = (*verdicts.BEHIND, "surely_lower", "limit_kept")
AT_ONCE = 40  # with more figures than this there are no panels, only the table


@kept.answer
def latest_figures(snapshot_id: str, indicators: Codes) -> pd.DataFrame:
    """The latest printed figure of each default place on each indicator; places in the order of the dataset."""
    rows = kept.observations(snapshot_id, indicators, kept.at_once(snapshot_id))
    return answers.latest_of(rows, "indicator", "place")


@kept.answer
def figures_in_panels(snapshot_id: str, indicator: str) -> pd.DataFrame:
    """Every figure of an indicator with its `panel`, and the places without any, with the reason.

    Panels are numbered from 1; 0 is for a figure that shares an axis with no other.
    """
    own = kept.uncut(snapshot_id, (indicator,))
    panel = own["id"].map(panels(snapshot_id, indicator))
    drawn = panel.gt(0).map({True: "drawn", False: "listed"})
    without = answers.blanks(snapshot_id, kept.at_once(snapshot_id), (indicator,))
    without = without.drop(columns=["verdict", "grade", "reasons"]).assign(panel=0)
    return answers.stacked(own.assign(panel=panel, row=drawn), without)


@kept.answer
def panels(snapshot_id: str, indicator: str) -> dict[str, int]:
    """Figure → its panel: sets of figures of which any two may share an axis.

    Two figures of one place that are not a series (overlapping periods, or 12 and 18 months) may not share one either.
    """
    own = kept.uncut(snapshot_id, (indicator,))
    apart = kept_apart(snapshot_id, indicator)
    sets: list[list[str]] = []
    for id_ in own.dropna(subset=["low"])["id"] if len(own) <= AT_ONCE else ():
        fitting = (s for s in sets if not any(frozenset((id_, other)) in apart for other in s))
        joined = next(fitting, [])
        joined.append(id_)
        if len(joined) == 1:
            sets.append(joined)
    shared = [s for s in sets if len(s) > 1]
    numbers = {id_: n for n, ids in enumerate(shared, 1) for id_ in ids}
    return {id_: numbers.get(id_, 0) for id_ in own["id"]}


def kept_apart(snapshot_id: str, indicator: str) -> set[frozenset[str]]:
    """Every two figures of the indicator that may not share an axis."""
    met = pairs_of_indicator(snapshot_id, indicator)
    moved = standing.changes_of_places(snapshot_id, None, (indicator,))
    not_comparable = met[met["grade"] == GRADES[-1]][["id", "benchmark_id"]]
    no_series = moved[moved["change_reasons"] != ""][["id", "earlier_id"]]
    return {frozenset(two) for rows in (not_comparable, no_series) for two in rows.to_numpy()}


@kept.answer
def pairs_of_indicator(snapshot_id: str, indicator: str) -> pd.DataFrame:
    """Every two figures of the indicator, or of it and a related one, once, from the better side; with verdict and gap."""
    places = kept.at_once(snapshot_id)
    own = judging.pairs_of_places(snapshot_id, places, places, "", (indicator,), cuts=False)
    is_better, is_worse = (own["verdict"].isin(verdicts) for verdicts in (AHEAD, BEHIND))
    is_first = is_better | (~is_worse & (own["id"] < own["benchmark_id"]))
    own = own[is_first | (own["benchmark_indicator"] != indicator)]
    other = {
        f"other_{c}_{x}": own[f"benchmark_{c}_{x}"] for c in ("place", "indicator") for x in ("zh", "en")
    }
    return own.assign(row="listed", **other)


@kept.answer
def related(snapshot_id: str, indicator: str) -> pd.DataFrame:
    """The other indicators of the matter, those it is computed from, and those computed from it."""
    every = indicator_entries(snapshot_id).set_index("indicator", drop=False)
    parts = kept.table(snapshot_id, "derived_parts")
    ids = {
        *every.index[every["matter"] == every["matter"][indicator]],
        *parts[parts["part"] == indicator]["derived"],
        *parts[parts["derived"] == indicator]["part"],
    } - {indicator}
    return every[every["indicator"].isin(ids)].reset_index(drop=True)


@kept.answer
def measures_on_indicator(snapshot_id: str, indicator: str) -> pd.DataFrame:
    """The measures that bear on the indicator, with each place that carries them out."""
    every = answers.measures_by_place(snapshot_id)
    bears = every["indicators"].map(lambda indicators: indicator in indicators.split("|"))
    return every[bears.astype(bool)]
