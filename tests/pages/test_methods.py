"""Methods: every method is shown whole, in both languages."""

import pytest

from tests.pages.opening import opened
from words import LANGUAGES
from words.methods import METHODS, method_blocks, method_title

pytestmark = pytest.mark.slow  # whole pages run


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", METHODS)
def test_a_method_is_shown_whole(method, language):
    app = opened("methods", lang=language, method=method)
    assert not app.exception
    blocks = method_blocks(method, language)
    assert [block.value for block in app.markdown] == [text for is_formula, text in blocks if not is_formula]
    assert [block.value for block in app.code] == [text for is_formula, text in blocks if is_formula]
    assert [header.value for header in app.header] == [method_title(method, language)]
