"""Basket: what was picked stays in the address, and its figures are taken together."""

import pytest

from findings import kept
from tests.pages.opening import blocks, opened, said
from words import wording

pytestmark = pytest.mark.slow  # whole pages run


def test_the_figures_of_everything_in_the_basket_stand_in_one_table(shipped):
    names = kept.labels(shipped.id, "indicators", "zh")
    picked = [code for code in ("startup_working_days", "drawing_review_days") if code in names]
    app = opened("indicators", part="basket", basket=",".join(picked), lang="zh")
    n = kept.figures(shipped.id, tuple(picked), name="printed")["id"].nunique()
    assert len(picked) == 2 and wording("zh")("basket.count", n=n) in said(app)
    assert wording("zh")("part.basket", n=2) in blocks(app, "indicators:head")


def test_an_indicator_is_put_into_the_basket_beside_what_is_in_it(shipped):
    app = opened("indicators", indicator="startup_working_days", basket="drawing_review_days", lang="zh")
    app.button(key="basket:put").click().run()
    assert set(app.query_params["basket"].split(",")) == {
        "drawing_review_days",
        "startup_working_days",
    }
