"""Style: words on tinted fields can be read, links are told from words, and labels come in the order they are read."""

import pytest

from charts import style

READABLE = 4.5  # contrast of words and what lies behind them, by WCAG 2.2


def light(colour):
    """The relative luminance of #rrggbb, by WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    more, less = sorted((light(one), light(other)), reverse=True)
    return (more + 0.05) / (less + 0.05)


def test_black_on_white_has_the_contrast_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(
        4.48, abs=0.01
    )  # the well-known grey that just fails


def test_a_link_is_told_from_other_words_by_a_line_too():
    assert "text-decoration: underline" in style.linked("a", "b")
    assert style.linked("<a>", None) == "&lt;a&gt;"


def test_labels_come_from_the_top_as_the_tab_key_goes():
    chart = style.blank()
    for y, text in ((10, "second"), (90, "first")):
        style.write(chart, text, y)
    layout = style.framed(chart, 200, 0, {})["layout"]
    assert [label["text"] for label in layout["annotations"]] == ["first", "second"]
