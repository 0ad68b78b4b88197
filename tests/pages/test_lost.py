"""Figures of a reader's own that are gone: the page says so and keeps what was chosen."""

import pytest

from tests.pages.opening import opened, said
from words import wording

pytestmark = pytest.mark.slow  # whole pages run


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_own_figures_are_gone_it_is_said_once_and_the_choices_stay(language, shipped):
    asked = {"city": "my_city", "place": "my_city,hengyang", "lang": language}
    app, text = opened("methods", **asked), wording(language)
    assert not app.exception and said(app).count(text("own.lost")) == 1
    assert text("address.rejected", name="city", value="my_city") not in said(app)
    assert dict(app.query_params.items()) == asked
    [way] = [link for link in app.get("page_link") if link.proto.label == text("own.again")]
    assert way.proto.page == "your-city" and "city=my_city" in way.proto.query_string


def test_the_page_to_bring_figures_on_does_not_lead_to_itself(shipped):
    app = opened("your_city", city="my_city", lang="en")
    assert wording("en")("own.lost") in said(app)
    assert not [link for link in app.get("page_link") if link.proto.label == wording("en")("own.again")]


def test_what_else_does_not_exist_is_announced_as_ever(shipped):
    told = said(opened("methods", city="my_city_2", lang="en"))
    assert wording("en")("address.rejected", name="city", value="my_city_2") in told
    assert wording("en")("own.lost") not in told
