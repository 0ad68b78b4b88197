"""Speed: who cut most, of anything, in per cent: every cut that the documents print or claim, ranked within its kind."""

from __future__ import annotations

import pandas as pd

from findings import kept
from findings.kept import Codes
from loaders.reading import COMPUTED
from metrics.cuts import KINDS
from metrics.ranks import RANKS, ranks


@kept.answer
def cuts(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Every cut of the places, the largest of each kind first, with its rank range among all cuts of its kind.

    `id` names the figure, with `/cut` behind it; `low` and `high` are the cut in per cent; `cut_kind` is actual, limit or
    claimed.
    """
    every = kept.figures(snapshot_id, None, None, None, COMPUTED)
    every = every[every["cut_kind"] != ""]
    ranked = ranks(every.assign(peer_set=every["cut_kind"])[list(RANKED)])
    rows = every.merge(ranked[["id", *RANKS]], on="id")
    rows = rows[rows["place"].isin(places)]
    order = rows.assign(kind=rows["cut_kind"].map(KINDS.index), size=-rows["low"])
    return rows.loc[order.sort_values(["kind", "size", "id"], kind="stable").index].assign(row="drawn")


RANKED = ("id", "peer_set", "direction", "low", "high", "low_open", "high_open")
