"""Matrix: measures by place with their status, and problems by topic beside what others do about them."""

from findings import answers, home, kept, reforms
from findings.kept import Codes
from pages.parts import blocks, board, cached, figures, filters, selection
from pages.parts.blocks import Block, Child, block
from words import View
from words import home as home_words
from words import reforms as words
from words.choices import file_title

OTHERS = 3  # measures of others beside the problems of a topic


def show_measures(places: Codes, topic: str, mine: str, view: View) -> None:
    """Which place carries out which measure; a cell opens to show what the place does and where that is described."""
    found = {
        code: reforms.measures_of_topic(view.snapshot, places, topic, mine, code)
        for code in (reforms.LACKING, reforms.ALL)
    }
    only = selection.code("only", found, reforms.LACKING if mine else reforms.ALL)
    language = view.language
    parts: list[Child] = []
    if mine:
        name = kept.labels(view.snapshot, "places", language)[mine]
        said = view.text("reform.lacking_said", n=len(found[reforms.LACKING]), mine=name)
        labels = {code: view.text(f"reform.only.{code}", n=len(rows)) for code, rows in found.items()}
        tabs = filters.tabs_of("only", labels, only, view.text("reform.measure"))
        parts += [block("p", said, look="lead"), tabs]
    signs = " · ".join(words.sign(status, language) for status in words.STATUS_SIGNS)
    parts += [block("p", view.text("reform.signs", signs=signs), look="muted")]
    blocks.show_blocks("reforms:matrix", *parts, *_matrix(view, places, topic, mine, only))
    topics = tuple(dict.fromkeys(found[only]["topic"]))
    every = answers.measures_by_place(view.snapshot, topics, places)
    every = every[every["measure"].isin(found[only]["measure"])]
    figures.under(every, view, name="measures", title=file_title("measures_by_place"))


@cached.part
def _matrix(view: View, places: Codes, topic: str, mine: str, only: str) -> list[Child]:
    rows = reforms.measures_of_topic(view.snapshot, places, topic, mine, only)
    carried_out = reforms.carried_out(view.snapshot, places).to_dict("records")
    done = {(row["measure"], row["place"]): row for row in reversed(carried_out)}
    titles, language = kept.labels(view.snapshot, "sources", view.language), view.language
    headings = [view.text("reform.measure"), *board.place_headings(places, mine, view)]

    def field(measure: str, place: str) -> Block:
        row = done.get((measure, place))
        if row is None:
            return board.place_field(place, mine, view, look="blank")
        sign = words.sign(row["measure_status"], language)
        year = f" {row['year']}" if row["year"] else ""
        told = blocks.reasoned(f"{sign}{year}", words.detail(row, titles, language), "plain")
        return board.place_field(place, mine, view, told)

    lines: list[list[Child]] = [
        [row[f"name_{language}"], *(field(row["measure"], place) for place in places)]
        for row in rows.to_dict("records")
    ]
    caption = view.text("reform.matrix", n=len(rows))
    return board.in_sight(headings, lines, reforms.ROWS, caption, "reform.more", view)


def show_problems(places: Codes, topic: str, mine: str, view: View) -> None:
    """The problems each place names, by topic, beside the measures on that topic."""
    rows, language = answers.problems_of_topic(view.snapshot, places, topic), view.language
    of_places = board.place_headings(places, mine, view)
    headings = [view.text("home.topic"), *of_places, view.text("reform.done_there")]
    if mine:
        books = reforms.books(view.snapshot, language)
        others = home.measures_to_learn(view.snapshot, mine).groupby("topic").head(OTHERS)
        each = others.to_dict("records")
        doing = [home_words.measure_fact(row, books, language).sentence for row in each]
    else:
        others = reforms.measures_of_topic(view.snapshot, places, "").groupby("topic").head(OTHERS)
        doing = others[f"name_{language}"]
    others, lines = others.assign(doing=doing), []
    for (code, name), of_topic in rows.groupby(["topic", f"topic_{language}"], sort=False):
        fields: list[Child] = [name]
        for place in places:
            own = of_topic[of_topic["place"] == place].to_dict("records")
            told = [block("li", row[f"name_{language}"], " ", block("small", row["locator"])) for row in own]
            fields.append(block("td", block("ul", *told), look="mine" if place == mine else ""))
        of_others = others[others["topic"] == code]["doing"]
        fields.append(block("td", block("ul", *(block("li", measure) for measure in of_others))))
        lines.append(fields)
    blocks.show_blocks("reforms:problems", blocks.table(headings, lines, view.text("reform.part.problems")))
