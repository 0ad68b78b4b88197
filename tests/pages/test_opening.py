"""Every page opens, as Streamlit runs it, with the shipped figures."""

import shutil

import pytest

from loaders.settings import HOME
from pages.parts.site import PAGES
from tests.pages.opening import opened, said
from words import wording

pytestmark = pytest.mark.slow  # whole pages run


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_from_a_link_in_either_language(page, language, shipped):
    app = opened(page, lang=language)
    assert not app.exception
    assert wording(language)(f"page.{page}") in said(app)
    assert shipped.id in said(app)


@pytest.mark.parametrize("page", PAGES)
def test_where_nothing_is_on_the_air_a_page_names_the_problems_of_the_data(page, tmp_path, monkeypatch):
    monkeypatch.setenv("DUIBIAO_DATA", str(HOME / "tests" / "worlds" / "exponent"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path))
    app = opened(page, lang="en", city="anyang")
    assert not app.exception and not app.title and "N04" in said(app)


@pytest.fixture
def without_figures(tmp_path, monkeypatch):
    """The shipped dataset with headings alone in every file of observations."""
    shutil.copytree(HOME / "data", tmp_path / "data")
    for file in (tmp_path / "data" / "observations").glob("*.csv"):
        file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))


ADDRESSES = [(page, {}) for page in PAGES]
ADDRESSES += [("indicators", {"part": part}) for part in ("figures", "dictionary", "documents", "checks")]
ADDRESSES += [("reforms", {"part": part, "city": "anyang"}) for part in ("measures", "problems", "tasks")]
ADDRESSES += [("indicators", {"indicator": "drawing_review_days"}), ("indicators", {"q": "anyang"})]
ADDRESSES += [
    ("home", {"city": "anyang"}),
    ("compare", {"city": "anyang", "topic": "construction"}),
    ("what_if", {"city": "anyang"}),
]


@pytest.mark.parametrize(("page", "address"), ADDRESSES)
def test_a_dataset_without_a_figure_has_pages_too(page, address, without_figures):
    app = opened(page, lang="zh", **address)
    assert not app.exception
