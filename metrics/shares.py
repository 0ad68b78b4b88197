"""Shares: what part of a composite each indicator makes up, from the weights of topics and indicators.

    share in its topic    weight ÷ sum of the weights in the topic
    share in the overall  weight of the topic ÷ sum of the topics' weights × share in its topic

A weight that is not given is 1. The overall composite is the mean of the topics' composites: a mean of means is one
mean, weighted by the products of the shares.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 6, equal weighting within and between
dimensions.
"""

import narwhals as nw

from metrics import Frame, metric

OVERALL = "overall"


@metric
def shares(indicators: Frame, topic_weights: Frame, indicator_weights: Frame) -> Frame:
    """`composite`, `indicator` and `weight` (summing to 1 in each): one composite per topic, and `overall`.

    `indicators` has `indicator` and `topic`, `topic_weights` has `topic` and `weight`, `indicator_weights`
    has `indicator` and `weight`; no weight is negative.
    """
    in_topics = (
        indicators.select("indicator", "topic")
        .join(indicator_weights.select("indicator", "weight"), on="indicator", how="left")
        .with_columns(composite="topic", weight=nw.coalesce("weight", nw.lit(1.0)))
    )
    topics = topic_weights.select("topic", topic_weight="weight")
    each = parts_of_one(in_topics)
    overall = each.join(topics, on="topic", how="left").with_columns(
        composite=nw.lit(OVERALL), weight=nw.col("weight") * nw.coalesce("topic_weight", nw.lit(1.0))
    )
    names = ("composite", "indicator", "weight")
    return nw.concat([each.select(names), parts_of_one(overall).select(names)])


def parts_of_one(weighted: Frame) -> Frame:
    """Weights above 0, as shares of their sum in each composite."""
    share = nw.col("weight") / nw.col("weight").sum().over("composite")
    return weighted.filter(nw.col("weight") > 0).with_columns(weight=share)
