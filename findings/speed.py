"""Speed: who cut most, of anything, in per cent: every cut that documents print or claim, ranked within its kind."""

import pandas as pd

from findings import answers, judging, kept
from findings.kept import Codes
from loaders.reading import COMPUTED
from metrics.comparability import GRADES
from metrics.cuts import KINDS
from metrics.ranks import RANKS, ranks
from words.numbers import ENDS

MOST_BARS = 20  # per chart; the file of the levels has all of them


@kept.answer
def ranked_cuts(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Every cut of the places, the largest of each kind first, with its rank range among all cuts of its kind.

    `id` is the figure's id followed by `/cut`; `low` and `high` are the cut in per cent; `cut_kind` is actual, limit or claimed.
    """
    return kept.looked_up(every_ranked_cut(snapshot_id), place=places)


@kept.answer
def every_ranked_cut(snapshot_id: str) -> pd.DataFrame:
    """As `ranked_cuts`, for all places."""
    every = kept.figures(snapshot_id, None, None, None, COMPUTED)
    every = every[every["cut_kind"] != ""]
    ranked = ranks(every.assign(peer_set=every["cut_kind"])[["id", "peer_set", "direction", *ENDS]])
    rows = every.merge(ranked[["id", *RANKS]], on="id").assign(row="drawn")
    return answers.sorted_by(rows, rows["cut_kind"].map(KINDS.index), -rows["low"], rows["id"])


@kept.answer
def places_with_times(snapshot_id: str) -> Codes:
    """The places for which approval times are shown: the default places, except units above others of them."""
    choosable = kept.choosable_places(snapshot_id)
    return tuple(place for place in kept.at_once(snapshot_id) if place in choosable)


@kept.answer
def cuts_with_levels(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """As `ranked_cuts`, with the levels each was cut from and to; the largest first, mere claims last.

    `low` and `high` are still the cut in per cent; `level_low` and `level_high` are the level it was cut to.
    """
    rows = ranked_cuts(snapshot_id, places)
    rows = answers.sorted_by(rows, rows["cut_kind"] == KINDS[-1], -rows["low"]).reset_index(drop=True)
    ids = rows["id"].str.removesuffix("/cut")
    printed = kept.figures(snapshot_id, None, None, tuple(ids)).set_index("id")
    printed = printed.loc[ids].reset_index(drop=True)
    before = [name for name in printed if name.startswith("before")]
    levels = [name for name in printed if name in (*before, "amount", "bound", "unit_zh", "unit_en")]
    after = printed[list(ENDS)].add_prefix("level_")
    return rows.drop(columns=levels).join(printed[levels]).join(after)


@kept.answer
def against_the_law(snapshot_id: str, places: Codes, rule: str = "") -> pd.DataFrame:
    """The places' limits as a share of the strictest one that a unit above demands on the same matter; the strictest first.

    `share_low` and `share_high` are in per cent of that limit; 100 means exactly what is demanded. For each indicator, the
    latest limit of a place for which a distance can be derived.
    """
    units = kept.units_above(snapshot_id, places)
    rows = judging.pairs_of_places(snapshot_id, places, units, rule, cuts=False)
    above = [(place, unit) for place in places for unit in kept.above(snapshot_id, place)]
    is_own = rows.set_index(["place", "benchmark_place"]).index.isin(above)
    is_told = rows["gap_percent_low"].notna() & (rows["grade"] != GRADES[-1])
    rows = rows[is_own & is_told & (rows["form"] == "limit")]
    latest = answers.latest_of(rows, "place", "indicator")["id"]
    rows = rows[rows["id"].isin(latest)].sort_values("gap_percent_high", ascending=False, kind="stable")
    rows = answers.with_source_of_benchmark(snapshot_id, rows.drop_duplicates(["place", "indicator"]))
    shares = {f"share_{end}": 100 + rows[f"gap_percent_{end}"] for end in ("low", "high")}
    rows = rows.assign(**shares, look="limit", row="drawn")
    return rows.sort_values(["share_high", "id"], kind="stable").reset_index(drop=True)


@kept.answer
def levels(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Every figure of the places on approval times, as printed; computed ones are left out."""
    catalogue = kept.table(snapshot_id, "indicators")
    about = tuple(catalogue["id"][catalogue["subject"] == "approval_times"])
    among = (*places, *kept.units_above(snapshot_id, places))
    return kept.observations(snapshot_id, about, among).assign(row="listed")


@kept.answer
def claims_of_places(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Reductions that the places' documents claim, beside what follows from their own figures."""
    return kept.looked_up(answers.every_check(snapshot_id), place=places, kind=("reduction",))
