"""Briefs on the pages: offered where a city is shown, each file the one the command line writes."""

import pytest

from exports.brief import brief_bytes
from findings import kept
from pages.parts import one_city
from tests.pages.opening import opened
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole pages run


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_city_offers_its_brief_in_every_form(language, shipped):
    app = opened("home", lang=language, city="xiangtan")
    name = kept.labels(shipped.id, "places", language)["xiangtan"]
    assert wording(language)("brief.title", place=name) in [text.value for text in app.text]
    labels = [button.proto.label for button in app.get("download_button") if "brief:" in button.proto.id]
    assert labels == [wording(language)(f"brief.take_{form}") for form in one_city.BRIEFS]
    assert not [b for b in opened("home", lang=language).get("download_button") if "brief:" in b.proto.id]


def test_each_button_gives_the_brief_of_its_city(shipped, monkeypatch):
    made = {}
    monkeypatch.setattr(
        one_city.st,
        "download_button",
        lambda label, data, file_name, key, **_: made.setdefault(key, (file_name, data())),
    )
    assert not opened("home", lang="zh", city="xiangtan").exception
    for name, (form, has_annex) in one_city.BRIEFS.items():
        file, content = made[f"brief:{name}"]
        assert "湘潭市" in file and file.endswith(form)
        assert content == brief_bytes(form, shipped.id, "xiangtan", "zh", has_annex=has_annex)
