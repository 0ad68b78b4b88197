"""Approvals: the rank ranges of the figures about approval times, and why the others have none."""

from __future__ import annotations

import pandas as pd

from findings import answers, standing
from pages.parts import cached
from pages.parts.cached import Codes


@cached.answer
def ranking(snapshot_id: str, topics: Codes, places: Codes) -> pd.DataFrame:
    """The figures of the topics and places, with their rank among all their peers, or in `left_out` why they have none.

    The choice of places chooses what is shown; a rank is always that among all places of the peer set.
    """
    indicators = answers.approval_indicators(snapshot_id, topics)
    every = standing.placements(snapshot_id)
    own = every[every["indicator"].isin(indicators) & every["place"].isin(places)]
    rows = own.rename(columns={"set_grade": "grade", "set_reasons": "reasons"})
    is_ranked = rows["rank_best"].notna()
    # The grade and reasons are the set's; where there is no ranking they would speak of nothing.
    of_set = {name: rows[name].where(is_ranked, "") for name in ("grade", "reasons")}
    rows = rows.assign(row=is_ranked.map({True: "drawn", False: "listed"}), **of_set)
    order = rows.assign(set=rows["peer_set"].map(list(dict.fromkeys(rows["peer_set"])).index))
    by = ["row", "set", "tier", "rank_best", "rank_worst"]
    return rows.loc[order.sort_values(by, kind="stable").index]
