"""Briefs on the pages: one for every place, one for two places, none for more, each file the one the command line writes."""

import pytest

from exports.brief import FORMS, brief_bytes, view_path
from findings import kept
from findings.brief import frames
from pages.parts import briefs
from pages.parts.frame import View
from tests.pages.opening import opened, said
from words import LANGUAGES, wording


def labels(app) -> list[str]:
    """What the buttons for briefs say."""
    return [button.proto.label for button in app.get("download_button") if "brief:" in button.proto.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_profile_offers_the_brief_of_its_place(language, shipped):
    app = opened("city", lang=language, place="xiangtan")
    name = kept.labels(shipped.id, "places", language)["xiangtan"]
    assert wording(language)("brief.title", place=name) in said(app)
    assert labels(app) == [wording(language)(f"brief.take_{form}") for form in FORMS]


@pytest.mark.parametrize(
    ("places", "benchmark", "both"),
    [
        (("anyang", "xiangtan"), "hengyang", ("anyang", "xiangtan")),
        (("anyang", "xiangtan"), "anyang", ("xiangtan", "anyang")),
        (("anyang",), "xiangtan", ("anyang", "xiangtan")),
        (("anyang",), "median", ()),
        (("anyang",), "anyang", ()),
        (("anyang", "xiangtan"), "best", ("anyang", "xiangtan")),
        (("anyang", "xiangtan", "hengyang"), "anyang", ()),
    ],
)
def test_a_comparison_of_two_places_has_a_brief_and_the_benchmark_stands_second(
    places, benchmark, both, shipped
):
    assert briefs.pair(places, benchmark, View("compare", "zh", shipped.id)) == both


def test_compare_offers_it_for_two_places_only(shipped):
    assert len(labels(opened("compare", lang="en", place="anyang,xiangtan"))) == len(FORMS)
    assert not labels(opened("compare", lang="en"))


@pytest.mark.parametrize("form", FORMS)
def test_the_file_has_the_address_of_its_page_and_says_whom_it_is_about(form, shipped, monkeypatch):
    made = []
    monkeypatch.setattr(
        briefs.st, "download_button", lambda label, data, file_name, **_: made.append((file_name, data()))
    )
    app = opened("city", lang="zh", place="xiangtan")
    assert not app.exception
    [(name, content)] = [(name, content) for name, content in made if name.endswith(form)]
    own = kept.observations(shipped.id, None, ("xiangtan",))
    years = [day[:4] for column in ("period_start", "period_end") for day in own[column] if day]
    assert name == f"对标简报_湘潭市_{min(years)}-{max(years)}.{form}"
    here = f"/{view_path(shipped.id, ('xiangtan',))}"
    assert content == brief_bytes(form, frames(shipped.id, ("xiangtan",)), here, "zh")
