"""Profile: one place among the others: what compares, how it has moved, and what it aims at."""

import pandas as pd

from findings import answers, judging, kept, standing
from metrics.intervals import Interval
from metrics.verdicts import AHEAD, BEHIND
from words import LANGUAGES

AIMS = ("target", "planned")
SIDES = ("strength", "gap", "neither", "not_comparable")
SIDE_OF_VERDICT = {
    **dict.fromkeys(AHEAD, "strength"), **dict.fromkeys(BEHIND, "gap"), "not_comparable": "not_comparable",
}  # fmt: skip
# A change is a cut with its sign reversed, so its ends swap.
SWAPPED = {"low": "high", "high": "low"}


@kept.answer
def compared(snapshot_id: str, place: str, rule: str = "") -> pd.DataFrame:
    """Figures of the place against those of others, and against averages and limits printed beside them.

    `side` is strength, gap, neither or not_comparable; rows come in that order.
    """
    printed = standing.beside_averages(snapshot_id, (place,))
    others = judging.pairs_of_place(snapshot_id, place, rule).assign(benchmark_kind="")
    printed = printed.assign(**{f"benchmark_unit_{x}": printed[f"unit_{x}"] for x in LANGUAGES})
    rows = answers.stacked(printed, others)
    sides = rows["verdict"].map(SIDE_OF_VERDICT).fillna("neither")
    return answers.sorted_by(rows.assign(row="listed", side=sides), sides.map(SIDES.index))


@kept.answer
def changes_told(snapshot_id: str, place: str) -> pd.DataFrame:
    """The place's figures with an earlier one, in the same sentence or elsewhere: the change, or why there is none.

    Falls from a level printed in the same sentence are left out, as they are cuts.
    """
    rows = standing.fallen(snapshot_id, (place,))
    has_fallen = (rows["cut_percent_low"] > 0) | (rows["limit_cut_percent"] > 0)
    rows = rows[(rows["before_kind"] == "earlier_level") & ~has_fallen]
    earlier = {f"earlier_{part}": rows[f"before_{part}"] for part in ("bound", *Interval._fields)}
    moved: dict[str, pd.Series] = {}
    for name in ("", "percent_"):
        moved |= {f"change_{name}{end}": -rows[f"cut_{name}{of}"] for end, of in SWAPPED.items()}
        moved |= {f"change_{name}{end}_open": rows[f"cut_{name}{of}_open"] for end, of in SWAPPED.items()}
    series = standing.changes_of_places(snapshot_id, (place,))
    risen = rows.assign(**earlier, **moved, change_reasons="")
    return answers.stacked(risen, series).assign(row="listed")


@kept.answer
def aims(snapshot_id: str, place: str) -> pd.DataFrame:
    """Targets and plans of the place, and limits it can be held to, with what it says it has reached, if anything.

    `id` names the figure and its target, joined by a slash; if nothing is reached yet, the target alone.
    """
    held = standing.with_targets(snapshot_id, (place,))
    held = held.assign(id=held["id"] + "/" + held["target_id"], row="listed")
    own = kept.observations(snapshot_id, None, (place,))
    alone = own[own["status"].isin(AIMS) & ~own["id"].isin(held["target_id"])]
    parts = ("id", "status", "ambiguous", "bound", "period_end", *Interval._fields)
    alone = alone.assign(**{f"target_{part}": alone[part] for part in parts})
    alone = alone.assign(missing="not_reported", attained="", row="no_figure")
    return answers.stacked(held, alone)
