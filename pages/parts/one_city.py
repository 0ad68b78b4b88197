"""One city: its five main findings, strengths, gaps and what it can learn, then all its figures, problems and documents.

Also the brief on it, as a page to print and as a document to edit, each built on request.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from exports import brief
from findings import home, kept, reforms, standing
from pages.parts import addresses, blocks, board, cached, downloads, figures, filters, frame, selection
from pages.parts.blocks import Block, Child, block, link
from words import View
from words import home as words
from words.cells import cell
from words.facts import Fact, bars_of_figure

# Button → the format of the brief, and whether it has an annex with every figure.
BRIEFS = {"html": ("html", False), "docx": ("docx", False), "annex": ("docx", True)}
TILED = ("strength", "gap")
FINDINGS, TILE, OTHERS = 5, 5, 3  # shown at once: findings, facts per tile, others' measures per topic


def show_city(place: str, view: View) -> None:
    """The page of a city, told from its side."""
    language, snapshot = view.language, view.snapshot
    rule = filters.rule_asked()
    name = kept.labels(snapshot, "places", language)[place]
    colour = figures.place_colours(snapshot).get(place, "")
    highlights = home.highlights(snapshot, place, rule)
    facts = words.facts(highlights, language, addresses.source_address(language))
    parts = _head(place, name, rule, view)
    if first := [blocks.fact(fact, colour) for fact in facts[:FINDINGS]]:
        parts += [
            block("h2", view.text("home.findings"), " ", block("small", view.text("fact.legend"))),
            block("ol", *first, look="facts numbered", v_place=colour or "#0b3d63"),
        ]
    parts.append(block("div", *_tiles(place, highlights, facts, view), look="grid three"))
    blocks.show_blocks("home:first", *parts)
    _offer_brief(place, view)
    blocks.show_blocks("home:topics", *_topics(view, place, rule))
    blocks.show_blocks("home:rest", *_problem_table(view, place), *_documents(place, view))


def show_brief(place: str, view: View) -> None:
    """The brief as it will print, below its download buttons."""
    selection.keeps("part")
    name = kept.labels(view.snapshot, "places", view.language)[place]
    selection.drop(view.text("brief.back", place=name), "part")
    _offer_brief(place, view)
    told = brief.brief_bytes("html", view.snapshot, place, view.language, filters.rule_asked())
    st.iframe(told.decode("utf-8"), height="content")


def _offer_brief(place: str, view: View) -> None:
    """The title of the brief, and a button for each of its formats."""
    cited, rule = kept.observations(view.snapshot, None, (place,)), filters.rule_asked()

    def build(form: str, has_annex: bool) -> bytes:
        return brief.brief_bytes(form, view.snapshot, place, view.language, rule, has_annex)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(brief.brief_title(view.snapshot, place, view.language), width="content")
        for name, (form, has_annex) in BRIEFS.items():
            mark = view.text("brief.mark_annex") if has_annex else ""
            file = downloads.file_name_of(cited, brief.TITLE, view.language, form, mark)
            label, data = view.text(f"brief.take_{name}"), partial(build, form, has_annex)
            downloads.file_button(label, data, file, f"brief:{name}")


def _head(place: str, name: str, rule: str, view: View) -> list[Child]:
    """The name of the city, its standing in numbers, and the links onward."""
    parts: list[Child] = [block("h1", name)]
    if lead := words.counts_in_words(name, home.standing_counts(view.snapshot, place, rule), view.language):
        parts.append(block("p", lead, look="lead"))
    ranked = standing.league_rows(view.snapshot)
    for row in ranked[ranked["place"] == place].to_dict("records"):
        told = {"rank": cell(row, "rank", view.language), "score": cell(row, "score", view.language)}
        parts.append(block("p", view.text("home.overall", n=len(ranked), **told), look="lead"))
    n = len(reforms.tasks_of_place(view.snapshot, place))
    ways = (
        link(view.text("home.tasks", n=n), selection.to("reforms", part="tasks")),
        link(view.text("home.compare"), selection.to("compare")),
        link(view.text("home.brief"), selection.to("home", part=frame.BRIEF)),
    )
    return [*parts, block("nav", *ways, look="ways", aria_label=view.text("home.next"))]


def _tiles(place: str, highlights: pd.DataFrame, facts: Sequence[Fact], view: View) -> list[Block]:
    """Strengths, gaps, and measures of others that the place's own documents do not mention."""
    books = reforms.books(view.snapshot, view.language)
    is_lead = highlights["highlight"].isin(home.LEADS).tolist()
    told = sorted(zip(facts, highlights["side"], is_lead, strict=True), key=lambda one: not one[-1])
    good, poor = ([fact for fact, of, _ in told if of == side] for side in TILED)
    note = "" if poor else view.text("home.poor_own")
    problems = home.own_problems(view.snapshot, place).to_dict("records")
    passage_of = addresses.passage_address(view.language)
    poor += [words.problem_fact(row, books.titles, view.language, passage_of) for row in problems]
    measures = home.measures_to_learn(view.snapshot, place).to_dict("records")
    learn = [words.measure_fact(row, books, view.language, passage_of) for row in measures]
    tiles = (("good", good, ""), ("poor", poor, note), ("learn", learn, ""))
    return [_tile(code, of_side, beneath, view) for code, of_side, beneath in tiles if of_side]


def _tile(code: str, facts: Sequence[Fact], note: str, view: View) -> Block:
    told = [_short(fact) for fact in facts]
    parts: list[Child] = [block("h2", view.text(f"home.{code}"))]
    parts += [block("p", note, look="muted")] if note else []
    parts.append(block("ul", *told[:TILE]))
    if rest := told[TILE:]:
        more = block("summary", view.text("home.more", n=len(rest)))
        parts.append(block("details", more, block("ul", *rest)))
    return block("section", *parts, look=f"card tile {code}")


def _short(fact: Fact) -> Block:
    """A finding without its bars, followed by its source."""
    meta: list[Child] = []
    if fact.grade:
        meta.append(blocks.reasoned(fact.grade, fact.reasons, "unsure"))
    tag, way = ("a", {"href": fact.address}) if fact.address else ("span", {})
    meta.append(block(tag, fact.source, title=fact.source, **way))
    return block("li", block("div", fact.sentence), block("small", *blocks.spaced(meta)))


@cached.part
def _topics(view: View, place: str, rule: str) -> list[Child]:
    """Every figure of the place with its best comparison, one table per topic; collapsed if there are many places."""
    text = view.text
    headings = [text(f"home.{name}") for name in ("figure", "value", "period", "compared")]
    rows = home.figures_by_topic(view.snapshot, place, rule)
    tables = board.in_topics(rows, headings, _lines_of_figures(place, rule, view), view)
    parts: list[Child] = [block("h2", text("home.topics")), block("div", *tables, look="columns")]
    if names := home.silent_topics(view.snapshot, place, view.language):
        parts.append(block("p", text("home.silent", topics=text("list.separator").join(names)), look="muted"))
    return parts


def _lines_of_figures(place: str, rule: str, view: View) -> Callable[[dict], tuple[Child | None, ...]]:
    """A function from a figure's row to its table row: name, value, period and, if there is one, its comparison."""
    language, address = view.language, addresses.source_address(view.language)
    best = home.best_comparisons(view.snapshot, place, rule)
    verdicts = {row["id"]: words.verdict(row, language) for row in best.to_dict("records")}
    beside = defaultdict(list)
    for row in home.figures_beside(view.snapshot, place, rule).to_dict("records"):
        beside[row["figure"]].append(row)
    colour = figures.place_colours(view.snapshot).get(place, "")

    def line(row: dict) -> tuple[Child | None, ...]:
        compared: list[Child] = []
        if row["id"] in verdicts:
            label, tone = verdicts[row["id"]]
            compared.append(block("span", label, look=tone))
        if bars := bars_of_figure(row, beside.get(row["id"], ()), language):
            compared.append(blocks.bars(bars, colour) or "")
        source, number = address(row["id"]) or "", cell(row, "value", language)
        value = block("a", number, href=source, title=row["locator"], look="value")
        period = cell(row | {"period_basis": ""}, "period", language)
        return row[f"indicator_{language}"], value, period, block("div", *compared) if compared else None

    return line


@cached.part
def _problem_table(view: View, place: str) -> list[Child]:
    """The problems its documents name, by topic, beside the measures that others carry out on it."""
    rows, language = home.own_problems(view.snapshot, place), view.language
    if rows.empty:
        return []
    books = reforms.books(view.snapshot, language)
    others, lines = home.measures_to_learn(view.snapshot, place), []
    passage_of = addresses.passage_address(language)
    for (topic, name), of_topic in rows.groupby(["topic", f"topic_{language}"], sort=False):
        problems = of_topic.to_dict("records")
        named = [_short(words.problem_fact(row, books.titles, language, passage_of)) for row in problems]
        measures = others[others["topic"] == topic].head(OTHERS).to_dict("records")
        told = [_short(words.measure_fact(row, books, language, passage_of)) for row in measures]
        lines.append((name, block("ul", *named), block("ul", *told)))
    headings = [view.text(f"home.{part}") for part in ("topic", "problem", "others_do")]
    title = view.text("home.problems")
    return [block("h2", title), blocks.table(headings, lines, title)]


def _documents(place: str, view: View) -> list[Child]:
    rows = home.documents_of_place(view.snapshot, place)
    dated = rows[f"title_{view.language}"] + " · " + rows["published"]
    told = (block("li", document) for document in dated)
    return [block("h2", view.text("home.documents")), block("ul", *told)]
