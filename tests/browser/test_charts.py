"""Charts: what is painted, what is said beside it, and that it fits a wide window and a telephone."""

import re

import pytest
from playwright.sync_api import expect

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


def pairs_of(server):
    """Figures on approval times that are printed with a level before them, both levels known."""
    indicators = server.snapshot().table("indicators")
    rows = server.figures(indicators[indicators["subject"] == "approval_times"]["id"])
    return rows[(rows["before_bound"] != "") & rows["low"].notna() & rows["before_low"].notna()]


def bare(text):
    """Text without spaces and line breaks, which the width of a label decides."""
    return SPACE.sub("", text)


def drawn_rows(chart):
    """What is drawn in each row of a chart, by the id its label leads to: (dots, caps, bars)."""
    rows = {}
    for trace in chart["data"]:
        at = [x for x in trace["x"] if x is not None]
        if (
            not at or trace.get("hoverinfo") == "skip"
        ):  # a name in the legend, or the rule between before and after
            continue
        dots, caps, bars = rows.setdefault((trace["yaxis"], trace["y"][0]), ([], [], []))
        if trace["mode"] == "lines":
            bars.append(tuple(at))
        elif trace["marker"].get("symbol") == "line-ns":
            caps.extend(at)
        elif trace["marker"].get("symbol", "circle").startswith("circle"):
            dots.extend(at)
    labels = sorted(chart["annotations"], key=lambda label: (label["yref"], label["y"]))
    ids = [re.search(r"figure=([\w-]+)", label["text"])[1] for label in labels]
    return dict(zip(ids, (rows[key] for key in sorted(rows)), strict=True))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_pair_of_before_and_after_has_its_label_and_the_chart_says_its_takeaway(
    language, reads, server
):
    reader = reads(language)
    reader.opens("/approval-times")
    [chart] = reader.charts(1)
    pairs = pairs_of(server)
    assert len(pairs) >= 8
    assert sorted(chart["figures"]) == sorted(pairs["id"])
    shown = [bare(text) for text in chart["texts"]]
    for pair in pairs.to_dict("records"):
        name = f"{pair[f'place_{language}']} · {pair[f'indicator_{language}']}"
        before, after = f"{pair['before_amount']:g}", f"{pair['amount']:g}"
        if year := pair["before_end"][:4]:
            before = reader.text("cut.dated", level=before, year=year)
        after = f"≤ {after}" if pair["bound"] == "at_most" else after
        if pair["before_kind"] == "earlier_level":
            ends = f"{before} → {after}"
        else:  # an average or a limit that it was printed beside is not its own past
            kind, after = (
                reader.text(f"before_kind.{pair['before_kind']}"),
                f"{after} {pair[f'unit_{language}']}",
            )
            ends = reader.text("cut.beside", after=after, kind=kind, before=before)
        assert any(text.startswith(bare(name)) and bare(ends) in text for text in shown), (name, ends, shown)

    pairs = pairs[pairs["before_kind"] == "earlier_level"]
    certain = pairs[(pairs["low"] == pairs["high"]) & (pairs["before_low"] == pairs["before_high"])]
    cuts = 100 * (certain["before_low"] - certain["low"]) / certain["before_low"]
    most = certain.loc[cuts.idxmax()]
    said = chart["alt"]
    assert str(len(pairs)) in said and str(pairs["place"].nunique()) in said
    for part in (most[f"place_{language}"], most[f"indicator_{language}"], f"{cuts.max():.1f}%"):
        assert part in said
    expect(reader.page.get_by_text(said, exact=True)).to_be_visible()
    expect(reader.page.get_by_role("figure", name=said)).to_be_visible()


def test_a_limit_is_a_bar_with_a_cap_and_never_a_dot_at_its_value(reads, server):
    reader = reads("en")
    reader.opens("/approval-times")
    [chart] = reader.charts(1)
    drawn = drawn_rows(chart)
    limits = 0
    for id_, pair in pairs_of(server).iterrows():
        dots, caps, bars = drawn[id_]
        for low, high in ((pair["before_low"], pair["before_high"]), (pair["low"], pair["high"])):
            if low == high:
                assert low in dots and low not in caps, id_
            else:
                limits += 1
                assert (low, high) in bars and high in caps and high not in dots, id_
        assert len(dots) + len(bars) == 2, id_
    assert limits >= 2
    marks = sum(len(dots) + len(caps) for dots, caps, _ in drawn.values())
    assert chart["points"] == marks, "not everything in the figure is painted"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off_and_no_labels_overlap_on_a_wide_and_a_narrow_window(
    language, reads, server, pages
):
    reader, wrong = reads(language), []
    figures = server.figures()
    places = figures.groupby("indicator")["place"].nunique()
    # the longest labels: reasons why two places cannot be compared, and words instead of a level
    long = [*places[places > 1].index, *figures[figures["ambiguous"] == "amount"]["indicator"]]
    addresses = [*pages.values(), f"/compare?indicator={','.join(dict.fromkeys(long))}"]
    for width in (NARROW, WIDE):
        reader.page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            reader.opens(address)
            reader.unfolds()
            sideways = [sizes for sizes in reader.page.evaluate(SHELL) if sizes[0] > sizes[1]]
            wrong += [f"{width} {address} scrolls sideways: {needs} > {has}" for needs, has in sideways]
            wrong += [f"{width} {address} {crowded}" for crowded in reader.page.evaluate(CROWDED)]
    assert not wrong, "\n".join(wrong)
