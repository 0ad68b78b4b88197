"""Matrix: measures by place with their status, and problems by topic beside what others do about them."""

from collections.abc import Mapping

from findings import answers, home, reforms
from pages.parts import blocks, board, cached, figures, selection
from pages.parts.blocks import Block, Child, block
from pages.parts.cached import Codes
from pages.parts.frame import View
from words import home as home_words
from words import reforms as words
from words.choices import file_title

OTHERS = 3  # measures of others beside the problems of a topic


def show_measures(places: Codes, topic: str, mine: str, view: View) -> None:
    """Which place carries out which measure; a cell opens to show what the place does and where that is described."""
    preset = reforms.LACKING if mine else reforms.ALL
    only = selection.code("only", (reforms.LACKING, reforms.ALL), preset)
    rows = reforms.measures_of_topic(view.snapshot, places, topic, mine, only)
    language = view.language
    parts: list[Child] = []
    if mine:
        counts = {
            code: len(reforms.measures_of_topic(view.snapshot, places, topic, mine, code))
            for code in (reforms.LACKING, reforms.ALL)
        }
        name = cached.labels(view.snapshot, "places", language)[mine]
        said = view.text("reform.lacking_said", n=counts[reforms.LACKING], mine=name)
        ways = (
            (
                view.text(f"reform.only.{code}", n=n),
                selection.here(only="" if code == preset else code),
                code == only,
            )
            for code, n in counts.items()
        )
        parts += [block("p", said, look="lead"), blocks.tabs(ways, view.text("reform.measure"))]
    signs = " · ".join(words.sign(status, language) for status in words.STATUS_SIGNS)
    parts += [block("p", view.text("reform.signs", signs=signs), look="muted")]
    blocks.show_blocks("reforms:matrix", *parts, *_matrix(view, places, topic, mine, only))
    every = answers.measures_by_place(view.snapshot, tuple(dict.fromkeys(rows["topic"])), places)
    every = every[every["measure"].isin(rows["measure"])]
    figures.under(every, view, name="measures", title=file_title("measures_by_place"))


@cached.part
def _matrix(view: View, places: Codes, topic: str, mine: str, only: str) -> list[Child]:
    rows = reforms.measures_of_topic(view.snapshot, places, topic, mine, only)
    carried_out = reforms.carried_out(view.snapshot, places).to_dict("records")
    done = {(row["measure"], row["place"]): row for row in reversed(carried_out)}
    titles = titles_of(view)
    headings = [view.text("reform.measure"), *board.place_headings(places, mine, view)]
    lines = [_measure_line(row, done, places, mine, titles, view) for row in rows.to_dict("records")]
    caption = view.text("reform.matrix", n=len(rows))
    return board.in_sight(headings, lines, reforms.ROWS, caption, "reform.more", view)


def show_problems(places: Codes, topic: str, mine: str, view: View) -> None:
    """The problems each place names, by topic, beside the measures on that topic."""
    rows, language = answers.problems_of_topic(view.snapshot, places, topic), view.language
    names, titles = cached.labels(view.snapshot, "places", language), titles_of(view)
    headings = [
        view.text("home.topic"),
        *board.place_headings(places, mine, view),
        view.text("reform.done_there"),
    ]
    lines = []
    for (code, name), of_topic in rows.groupby(["topic", f"topic_{language}"], sort=False):
        fields: list[Child] = [name]
        for place in places:
            own = of_topic[of_topic["place"] == place].to_dict("records")
            told = [block("li", row[f"name_{language}"], " ", block("small", row["locator"])) for row in own]
            fields.append(block("td", block("ul", *told), look="mine" if place == mine else ""))
        others = (
            home.measures_to_learn(view.snapshot, mine)
            if mine
            else reforms.measures_of_topic(view.snapshot, places, code)
        )
        doing = others[others["topic"] == code].head(OTHERS).to_dict("records")
        fields.append(block("td", block("ul", *(_doing(row, names, titles, language) for row in doing))))
        lines.append(fields)
    blocks.show_blocks("reforms:problems", blocks.table(headings, lines, view.text("reform.part.problems")))


def titles_of(view: View) -> dict[str, str]:
    """Document → its title."""
    entries = cached.table(view.snapshot, "sources")
    return dict(zip(entries["id"], entries[f"title_{view.language}"], strict=True))


def _measure_line(
    row: dict,
    done: Mapping[tuple[str, str], dict],
    places: Codes,
    mine: str,
    titles: Mapping[str, str],
    view: View,
) -> list[Child | None]:
    language, colours = view.language, figures.place_colours(view.snapshot)
    fields: list[Child | None] = [row[f"name_{language}"]]
    for place in places:
        look, tint = ("mine", {"v_place": colours.get(place, "")}) if place == mine else ("", {})
        one = done.get((row["measure"], place))
        if one is None:
            fields.append(block("td", "", look=f"{look} blank".strip(), **tint))
            continue
        year = f" {one['year']}" if one["year"] else ""
        words_of_it = words.detail(one, titles, language)
        sign = words.sign(one["measure_status"], language)
        fields.append(block("td", blocks.reasoned(f"{sign}{year}", words_of_it, "plain"), look=look, **tint))
    return fields


def _doing(row: dict, names: Mapping[str, str], titles: Mapping[str, str], language: str) -> Block:
    if "place" in row:
        return block("li", home_words.measure_fact(row, names, titles, language).sentence)
    return block("li", row[f"name_{language}"])
