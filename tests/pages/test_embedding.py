"""Embedding: of every page that has charts each can be shown alone, with its source line and the way to the whole view."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from findings import kept
from loaders.settings import Embed
from tests.pages.opening import offered, opened, said
from tests.site import PAGES
from words import LANGUAGES, wording

CHOSEN = {"indicators": {"indicator": "drawing_review_days"}}  # what a page needs to have a chart
WITH_CHARTS = {"overview", "compare", "approval_times", "indicators", "city", "rectification", "what_if"}
ALONE = {"main", "flex_container", "text", "plotly_chart", "link_button"}


def charts(app) -> list[str]:
    """The codes of the charts on a page."""
    return [chart.proto.id.rpartition("-chart:")[2] for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("page", PAGES)
def test_each_chart_of_a_page_is_shown_alone_and_a_page_without_says_so(page, shipped):
    asked = CHOSEN.get(page, {})
    names = charts(opened(page, lang="en", **asked))
    assert bool(names) == (page in WITH_CHARTS)
    if not names:
        app = opened(page, embedded=True, lang="en")
        assert said(app) == wording("en")("embed.none") and not app.exception
    for chart in dict.fromkeys(names[:1] + names[-1:]):
        named = {} if chart == names[0] else {"chart": chart}
        app = opened(page, embedded=True, lang="en", **asked, **named)
        assert not app.exception
        assert charts(app) == [chart]
        assert {element.type for element in app.main} <= ALONE
        assert "Source: " in said(app)
        [link] = app.get("link_button")
        assert link.proto.label == wording("en")("embed.open")
        assert dict(parse_qsl(urlsplit(link.proto.url).query)) == {"lang": "en", **asked}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_places_and_language_and_says_what_does_not_exist(language):
    asked = {"lang": language, "place": "anyang,nowhere", "foo": "1"}
    app = opened("approval_times", embedded=True, **asked)
    text = wording(language)
    assert text("address.rejected", name="place", value="nowhere") in said(app)
    assert text("address.unknown", name="foo") in said(app)
    [chart] = app.get("plotly_chart")
    others = [place for place in ("Xiangtan", "湘潭") if place in chart.proto.spec]
    assert not others and text("page.approval_times") in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_chart_is_answered_with_those_there_are(language):
    text, asked = wording(language), {"lang": language, "place": "anyang,xiangtan"}
    names = charts(opened("compare", **asked))
    assert len(names) > 1
    app = opened("compare", embedded=True, chart="nothing", **asked)
    assert not charts(app) and not app.exception
    assert said(app) == text("embed.unknown", chart="nothing", names=text("list.separator").join(names))


def test_what_a_chart_leads_to_is_opened_in_a_new_tab_when_it_stands_on_another_site():
    [alone] = opened("approval_times", embedded=True, lang="en").get("plotly_chart")
    [within, *_] = opened("approval_times", lang="en").get("plotly_chart")
    assert "_blank" in alone.proto.spec and "_self" not in alone.proto.spec
    assert alone.proto.spec.replace("_blank", "_self") == within.proto.spec


def test_the_address_is_offered_where_the_settings_let_a_site_embed(monkeypatch):
    assert not offered(opened("approval_times", lang="en"), "cuts").get("code")
    settings = kept.settings().model_copy(update={"embed": Embed(allow_origins=["https://example.org"])})
    monkeypatch.setattr("pages.parts.cached.settings", lambda: settings)
    [address] = offered(opened("approval_times", lang="en", place="anyang,xiangtan"), "cuts").get("code")
    assert address.value == "?place=anyang,xiangtan&lang=en&embed=1&chart=cuts"
    assert not offered(opened("measures", lang="en"), "measures").get("code")


def test_a_link_from_another_snapshot_says_so():
    app = opened("overview", embedded=True, lang="zh", snapshot="0123456789abcdef")
    assert "0123456789abcdef" in said(app) and charts(app) == ["matrix"]
