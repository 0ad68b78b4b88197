"""Every page opens, as Streamlit runs it, with the shipped figures."""

import pytest

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
