"""Cuts: how far something was cut, in per cent, so that cuts of different things share one axis from 0 to 100.

    actual   100 × (1 − after ÷ before), from two achieved figures
    limit    the same, from two limits in force
    claimed  a percentage that the document prints as the cut, without the earlier level

Only cuts of one kind are ranked together; cuts of different things share an axis for display only (`other_object`). A
claim stays a claim, even where the document's own figures give another cut (see `checks`). Being below an average or a
statutory limit is not a cut; nor is a target, which nobody has reached yet.

Source: the percentage is the one the documents print (压减 …%); interval arithmetic, see `reductions`.
"""

import narwhals as nw

from metrics import Frame, metric
from metrics.intervals import either, ends, number
from metrics.pairs import CUT
from metrics.ratios import bound, without_level_before
from metrics.reductions import reductions

CLAIM = "claim"  # form of a figure that is itself a claimed cut in per cent
CUTS = "cuts"  # the matter of every cut
WHOLE = 100.0  # nothing can be cut by more than 100 %
KINDS = ("actual", "limit", "claimed")


@metric
def cuts(observed: Frame) -> Frame:
    """One row per cut, with the columns of `observed`: `id` ends in `/cut`, the interval is the cut in per cent.

    `form` is cut, `matter` cuts, `cut_kind` actual, limit or claimed; `direction` higher_is_better, `unit` percent.
    Cuts come from figures printed with an earlier level of their own, and from indicators whose `form` is claim, which
    the document itself gives as cuts in per cent. A cut has no earlier level: that stays with the figure, in the
    figure's unit.
    """
    reduced = reductions(observed).filter(nw.col("before_kind") == "earlier_level", nw.col("form") != CLAIM)
    is_limit, limit_cut = nw.col("status") == "rule", nw.col("limit_cut_percent")
    is_actual = (nw.col("status") == "achieved") & (nw.col("cut_percent_low") > 0)
    in_print = 100 * (1 - nw.col("amount") / nw.col("before_amount"))
    computed = reduced.filter(
        is_actual | (is_limit & (limit_cut > 0)), nw.col("direction") != "higher_is_better"
    ).with_columns(
        cut_kind=nw.when(is_limit).then(nw.lit("limit")).otherwise(nw.lit("actual")),
        status=nw.lit("derived"),
        value=in_print,
        amount=in_print,
        precision=nw.lit(0.0),
        unit_factor=nw.lit(1.0),
        printed_unit=nw.lit(""),
        **either(is_limit, number(limit_cut), ends("cut_percent_"))._asdict(),
        **without_level_before(observed.columns),  # which is in the figure's unit
    )
    claimed = observed.filter(nw.col("form") == CLAIM, nw.col("missing") == "")
    claimed = claimed.with_columns(cut_kind=nw.lit("claimed"))
    each = (computed.with_columns(bound=bound()), claimed)
    beyond = nw.col("high") > WHOLE
    return nw.concat([rows.select(observed.columns) for rows in each]).with_columns(
        high=nw.when(beyond).then(nw.lit(WHOLE)).otherwise(nw.col("high")),
        high_open=nw.col("high_open") & ~beyond,
        id=nw.concat_str("id", nw.lit("/cut")),
        matter=nw.lit(CUTS),
        form=nw.lit(CUT),
        unit=nw.lit("percent"),
        direction=nw.lit("higher_is_better"),
    )
