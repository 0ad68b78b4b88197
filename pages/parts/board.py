"""Board: one row per matter, one column per place, the reader's own first; each cell has figures with status and verdict.

Below it, charts: of its figures that may share an axis, and of what part is done of what was found, promised or due.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from charts.funnel import funnels
from charts.positions import positions
from findings import compare, kept, rectification
from findings.kept import Codes
from pages.parts import addresses, blocks, cached, figures
from pages.parts.blocks import Block, Child, block, link
from pages.parts.figures import Composed
from words import View, takeaways
from words import compare as words
from words.cells import cell

FIELD = 2  # figures of a cell in sight; the others are collapsed
NAMED = 3  # measures named if there is no figure


@cached.part
def board_of(view: View, places: Codes, topic: str, mine: str, rule: str) -> list[Child]:
    """The board of a topic: the first matters in sight, the others collapsed."""
    matters = compare.matters(view.snapshot, places, topic, mine)
    rows = compare.board_rows(view.snapshot, places, topic, mine, rule)
    above = kept.units_above(view.snapshot, places)
    # Lists rather than frames: a frame per cell would take longer than the rest of the page.
    fields, measures = defaultdict(list), defaultdict(list)
    for row in rows.to_dict("records"):
        fields[row["matter"], row["place"]].append(row)
    for row in compare.mentioned(view.snapshot, places).to_dict("records"):
        measures[row["matter"], row["place"]].append(row[f"name_{view.language}"])
    names = kept.labels(view.snapshot, "places", view.language)
    address = addresses.source_address(view.language)
    headings: list[Child] = [view.text("compare.matter"), *place_headings(places, mine, view)]
    if above:
        headings.append(view.text("compare.above"))

    def line(matter: dict) -> list[Child | None]:
        code = matter["matter"]
        row: list[Child | None] = [matter[f"name_{view.language}"]]
        for place in places:
            done = measures[code, place][:NAMED]
            row.append(_board_field(fields[code, place], done, view, names, mine, address, place))
        if above:
            each = [one | {"unit_above": names[unit]} for unit in above for one in fields[code, unit]]
            row.append(_board_field(each, [], view, names, mine, address))
        return row

    lines = [line(matter) for matter in matters.to_dict("records")]
    return in_sight(headings, lines, compare.FIRST_ROWS, view.text("compare.board"), "compare.more", view)


def in_sight(
    headings: Sequence[Child],
    lines: Sequence[Sequence[Child | None]],
    most: int,
    caption: str,
    more: str,
    view: View,
) -> list[Child]:
    """A table of the first `most` lines, and one of the others, collapsed; `more` is the catalogue key of its label."""
    parts: list[Child] = [blocks.table(headings, lines[:most], caption)]
    if rest := lines[most:]:
        label = view.text(more, n=len(rest))
        parts.append(block("details", block("summary", label), blocks.table(headings, rest, label)))
    return parts


def in_topics(
    rows: pd.DataFrame,
    headings: Sequence[Child],
    line_of: Callable[[dict], Sequence[Child | None]],
    view: View,
) -> list[Block]:
    """A table per topic, without its last column where that is empty; collapsed if there are many places."""
    are_folded, tables = kept.has_many_places(view.snapshot), []
    for topic, of_topic in rows.groupby(f"topic_{view.language}", sort=False):
        lines = [line_of(row) for row in of_topic.to_dict("records")]
        shown = slice(None if any(line[-1] for line in lines) else -1)
        table = blocks.table(headings[shown], [line[shown] for line in lines], str(topic))
        label = block("summary", f"{topic} ({len(lines)})")
        tables.append(block("details", label, table) if are_folded else table)
    return tables


def place_headings(places: Codes, mine: str, view: View) -> list[Block]:
    """A heading for each place, with its colour mark; the reader's own is tinted."""
    names = kept.labels(view.snapshot, "places", view.language)
    colours = figures.place_colours(view.snapshot)
    return [
        block(
            "th",
            block("span", "●", look="mark", v_place=colours.get(place, "#5a5a5a"), aria_hidden="true"),
            names[place],
            scope="col",
            look="mine" if place == mine else "",
            v_place=colours.get(place, ""),
        )
        for place in places
    ]


def place_field(place: str, mine: str, view: View, *children: Child, look: str = "") -> Block:
    """A cell in the column of a place, tinted if that is the reader's own."""
    if not place or place != mine:
        return block("td", *children, look=look)
    colour = figures.place_colours(view.snapshot).get(place, "")
    return block("td", *children, look=f"mine {look}".strip(), v_place=colour)


def _board_field(
    rows: Sequence[dict],
    measures: Sequence[str],
    view: View,
    names: Mapping[str, str],
    mine: str,
    address: Callable[[str], str | None],
    place: str = "",
) -> Block:
    if not rows:
        names_of = view.text("list.separator").join(measures)
        said = view.text("compare.measures", names=names_of) if measures else view.text("compare.blank")
        return place_field(place, mine, view, said, look="blank")
    has_verdict = words.TOLD | {"benchmark"}
    order = sorted(rows, key=lambda row: (row["verdict"] in has_verdict, row["period_end"]), reverse=True)
    told = [_board_figure(row, names.get(mine, ""), address, view) for row in order]
    parts = told[:FIELD]
    if rest := told[FIELD:]:
        parts.append(block("details", block("summary", view.text("compare.others", n=len(rest))), *rest))
    return place_field(place, mine, view, *parts)


def _board_figure(row: dict, mine: str, address: Callable[[str], str | None], view: View) -> Block:
    """A figure with the link to its source, what it is about, and its verdict."""
    language, indicator = view.language, row[f"indicator_{view.language}"]
    about = [] if indicator == row[f"matter_{language}"] else [indicator]
    about += [row["unit_above"]] if row.get("unit_above") else []
    said = " · ".join((*about, words.kind(row, language)))
    parts: list[Child] = [
        link(cell(row, "value", language), address(row["id"]) or "", look="value"),
        " ",
        block("small", said),
    ]
    verdict, tone, reasons = words.badge(row, language, mine)
    if verdict:
        parts += [" ", blocks.reasoned(verdict, reasons, tone)]
    return block("div", *parts)


@cached.part
def board_chart(view: View, indicator: str, places: Codes, topic: str, mine: str, rule: str) -> Composed:
    """The figures of one indicator of the board that share its axis."""
    rows, language = compare.chart_rows(view.snapshot, indicator, places, topic, mine, rule), view.language
    own = kept.labels(view.snapshot, "places", language).get(mine, "")
    each, colours = rows.to_dict("records"), figures.place_colours(view.snapshot)
    drawn = [row | {"said": words.label(row, language, own), "colour": colours[row["place"]]} for row in each]
    chart = positions(drawn, language, addresses.source_address(language))
    return figures.composed(chart, rows, view, heading="", takeaway=words.board_takeaway(each, language))


@cached.part
def funnel_chart(view: View, topic: str, places: Codes) -> Composed:
    """What part of what was found, promised or due is done: one bar per funnel, place and scope with an amount."""
    rows = rectification.of_topic(view.snapshot, topic, places)
    chart = funnels(rows, view.language, addresses.source_address(view.language))
    takeaway = takeaways.each_funnel(rows, view)
    return figures.composed(chart, rows, view, heading=view.text("compare.done"), takeaway=takeaway)
