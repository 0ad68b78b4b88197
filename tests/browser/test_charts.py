"""Charts: what is painted, what is said beside it, and that it fits a wide window and a telephone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PAINTED

SPACE = re.compile(r"\s+")
WIDE, NARROW = 1440, 390
SHELL = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(
    part => [part.scrollWidth, part.clientWidth])"""
# Of every chart the texts that leave it and the pairs of texts that lie on each other, both by more than 2 pixels.
CROWDED = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
    const edge = chart.querySelector('.main-svg').getBoundingClientRect()
    const texts = [...chart.querySelectorAll('.annotation-text, .legendtext, .xtitle')]
        .map(text => [text.textContent, text.getBoundingClientRect()])
    const cut = texts.filter(([, box]) => box.left < edge.left - 2 || box.right > edge.right + 2
        || box.top < edge.top - 2 || box.bottom > edge.bottom + 2)
    const over = texts.flatMap(([text, a], n) => texts.slice(n + 1).filter(([, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2).map(([other]) => [text, other]))
    return [...cut.map(([text]) => `cut by the edge: ${text}`), ...over.map(pair => `overlap: ${pair.join(' | ')}`)]
})"""


# The bars of a chart in the order of reading: their colours inside, those of their lines, and what they are filled with.
BARS = """() => [...document.querySelectorAll('.js-plotly-plot')].map(chart => chart.data
    .filter(trace => trace.type === 'bar' && trace.x[0] !== null).sort((a, b) => b.y[0] - a.y[0])
    .map(({x, marker}) => ({x: x[0], inside: marker.color, line: marker.line, hatched: !!marker.pattern})))"""


def bare(text):
    """Text without spaces and line breaks, which the width of a label decides."""
    return SPACE.sub("", text)


def drawn_rows(chart):
    """What is drawn in each row of a chart, by the id its label leads to: (dots, caps, bars)."""
    rows = {}
    for trace in chart["data"]:
        at = [x for x in trace["x"] if x is not None]
        if not at or trace.get("hoverinfo") == "skip":  # a name in the legend
            continue
        dots, caps, bars = rows.setdefault(trace["y"][0], ([], [], []))
        if trace["mode"] == "lines":
            bars.append(tuple(at))
        elif trace["marker"].get("symbol") == "line-ns":
            caps.extend(at)
        elif trace["marker"].get("symbol", "circle").startswith("circle"):
            dots.extend(at)
    labels = sorted(chart["annotations"], key=lambda label: label["y"])
    ids = [re.search(r"figure=([\w,-]+)", label["text"])[1] for label in labels]
    return dict(zip(ids, (rows[key] for key in sorted(rows)), strict=True))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cuts_are_ranked_and_told_apart_as_achieved_limits_and_claims(language, reads, server):
    reader = reads(language)
    reader.opens("/approval-times")
    cuts, limits = reader.charts(2)
    bars, of_limits = reader.page.evaluate(BARS)
    claimed = [bar["inside"] == "rgba(0,0,0,0)" for bar in bars]
    order = [(is_claim, -bar["x"]) for is_claim, bar in zip(claimed, bars, strict=True)]
    assert order == sorted(order)  # the largest first, and behind all what is only claimed
    assert [bar["x"] for bar in of_limits] == sorted(bar["x"] for bar in of_limits)  # the strictest first
    assert len(cuts["figures"]) == len(bars) >= 8 and len(limits["figures"]) == len(of_limits) >= 4
    figures, kinds = server.figures(), set()
    for id_, bar in zip((figure.removesuffix(",cut") for figure in cuts["figures"]), bars, strict=True):
        figure = figures.loc[id_]
        is_claim = not figure["before_bound"]
        is_limit = not is_claim and "at_most" in (figure["bound"], figure["before_bound"])
        outlined = bar["inside"] == "rgba(0,0,0,0)" and bar["line"]["width"] == 2
        assert (outlined, bar["hatched"]) == (is_claim, is_limit), id_
        kinds.add((is_claim, is_limit))
    assert len(kinds) == 3
    assert all(bar["hatched"] for bar in of_limits)
    for look in ("actual", "limit", "claimed"):
        expect(
            reader.page.locator(".legendtext").filter(has_text=reader.text(f"look.{look}")).first
        ).to_be_visible()
    expect(reader.page.get_by_role("figure", name=cuts["alt"])).to_be_visible()


def test_a_limit_is_a_bar_with_a_cap_and_never_a_dot_at_its_value(reads, server):
    reader = reads("en")
    reader.opens("/compare?city=anyang")
    figures, limits, exact = server.figures(), 0, 0
    for chart in reader.page.wait_for_function(PAINTED).json_value():
        for id_, (dots, caps, bars) in drawn_rows(chart).items():
            if id_ not in figures.index:  # computed from two
                continue
            low, high = figures.loc[id_, ["low", "high"]]
            if low == high:
                exact += 1
                assert dots == [low] and not caps and not bars, id_
            else:
                limits += 1
                assert len(bars) == 1 and high in caps and not dots, id_
    assert limits >= 4 and exact >= 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off_and_no_labels_overlap_on_a_wide_and_a_narrow_window(language, reads, pages):
    reader, wrong = reads(language), []
    addresses = [
        *pages.values(),
        "/compare?city=anyang&rule=open",
        "/?city=xiangtan",
        "/reforms?city=anyang",
        "/indicators?indicator=drawing_review_days",
    ]
    for address in addresses:
        reader.page.set_viewport_size({"width": WIDE, "height": 900})
        reader.opens(address)
        for width in (WIDE, NARROW):
            reader.page.set_viewport_size({"width": width, "height": 900})
            reader.unfolds()
            sideways = [sizes for sizes in reader.page.evaluate(SHELL) if sizes[0] > sizes[1]]
            wrong += [f"{width} {address} scrolls sideways: {needs} > {has}" for needs, has in sideways]
            wrong += [f"{width} {address} {crowded}" for crowded in reader.page.evaluate(CROWDED)]
    assert not wrong, "\n".join(wrong)
