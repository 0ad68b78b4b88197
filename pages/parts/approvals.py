"""Approvals: what is shown and said of the figures about approval times, their rank ranges, and why others have none."""

from __future__ import annotations

import pandas as pd

from findings import answers, standing
from pages.parts import addresses, cached, tables
from pages.parts.cached import Codes
from words import takeaways
from words.view import View


@cached.answer
def ranking(snapshot_id: str, topics: Codes, places: Codes) -> pd.DataFrame:
    """The figures of the topics and places, with their rank among all their peers, or in `left_out` why they have none.

    The choice of places chooses what is shown; a rank is always that among all places of the peer set.
    """
    indicators = answers.approval_indicators(snapshot_id, topics)
    rows = standing.placements(snapshot_id, places, indicators)
    rows = rows[rows["cut_kind"] == ""]
    rows = rows.rename(columns={"set_grade": "grade", "set_reasons": "reasons"})
    is_ranked = rows["rank_best"].notna()
    # The grade and reasons are the set's; where there is no ranking they would speak of nothing.
    of_set = {name: rows[name].where(is_ranked, "") for name in ("grade", "reasons")}
    rows = rows.assign(row=is_ranked.map({True: "drawn", False: "listed"}), **of_set)
    order = rows.assign(set=rows["peer_set"].map(list(dict.fromkeys(rows["peer_set"])).index))
    by = ["row", "set", "tier", "rank_best", "rank_worst"]
    return rows.loc[order.sort_values(by, kind="stable").index]


@cached.answer
def parts(snapshot_id: str, topics: Codes, places: Codes) -> dict[str, pd.DataFrame]:
    """The rows of each part of the page; of `drawn` those of the chart with those missing from it and why."""
    cuts, drawn = answers.approval_times(snapshot_id, topics, places)
    return {
        "cuts": cuts,
        "drawn": drawn,
        "ranks": ranking(snapshot_id, topics, places),
        "claims": answers.claims(snapshot_id, topics, places),
        "listed": drawn[drawn["row"] == "listed"],
    }


@cached.answer
def said(snapshot_id: str, topics: Codes, places: Codes, language: str) -> dict[str, str]:
    """What is said of the cuts and of the ranks, together and each by itself, and of those without a rank."""
    rows, view = parts(snapshot_id, topics, places), View("approval_times", language, snapshot_id)
    return {
        "cuts": takeaways.cuts(rows["cuts"], view),
        "ranks": takeaways.ranking(rows["ranks"], view),
        "each_rank": takeaways.each_rank(rows["ranks"], view),
        "unranked": takeaways.unranked(rows["ranks"], view),
    }


@cached.answer
def readable(
    snapshot_id: str, topics: Codes, places: Codes, part: str, columns: Codes, language: str
) -> pd.DataFrame:
    """The rows of a part as a reader reads them."""
    rows = parts(snapshot_id, topics, places)[part]
    return tables.readable(rows, columns, language, addresses.source_address(language))
