"""Cities: what stands out about each, and the clearest differences between two of them."""

from findings import home, kept
from findings.kept import Codes
from metrics.shares import OVERALL
from pages.parts import addresses, blocks, cached, figures, league, selection
from pages.parts.blocks import Block, block, link
from words import View
from words import home as words

SHARPEST, FACTS = 3, 2  # differences, and findings on a card


def show_cities(places: Codes, view: View) -> None:
    """The home page of a reader who has not chosen a city."""
    text = view.text
    parts: list[Block] = [block("h1", text("home.title")), block("p", text("home.lead"), look="lead")]
    if len(places) > home.MOST_CITIES:
        parts += [block("h2", text("home.choose", n=len(places))), _directory(places, view)]
    else:
        cards = [_card(view, place, selection.to("home", city=place)) for place in places]
        parts += [block("h2", text("home.cities")), block("div", *cards, look="grid")]
    blocks.show_blocks("home:cities", *parts)
    league.show_league(OVERALL, "", view)
    blocks.show_blocks("home:sharpest", *_sharpest(view))


@cached.part
def _sharpest(view: View) -> list[Block]:
    """The clearest differences between two cities; nothing if there are none."""
    rows = home.between_cities(view.snapshot).head(SHARPEST)
    if rows.empty:
        return []
    told = words.facts(rows, view.language, addresses.source_address(view.language))
    looks = figures.place_colours(view.snapshot)
    facts = [blocks.fact(fact, looks.get(place, "")) for place, fact in zip(rows["place"], told, strict=True)]
    return [block("h2", view.text("home.sharpest")), block("ol", *facts, look="facts numbered")]


def _directory(places: Codes, view: View) -> Block:
    """Links to many cities, grouped by province."""
    part_of = kept.table(view.snapshot, "places").set_index("id")["part_of"]
    names = kept.labels(view.snapshot, "places", view.language)
    groups: dict[str, list[Block]] = {}
    for place in places:
        way = link(names[place], selection.to("home", city=place))
        groups.setdefault(names.get(part_of[place], ""), []).append(way)
    listed = [
        block("p", block("strong", unit) if unit else None, " " if unit else None, *blocks.spaced(ways))
        for unit, ways in groups.items()
    ]
    return block("div", *listed, look="columns directory")


@cached.part
def _card(view: View, place: str, page: str) -> Block:
    """A city: its name, what stands out about it, a problem named in its own documents, and the link to its page."""
    name = kept.labels(view.snapshot, "places", view.language)[place]
    colour = figures.place_colours(view.snapshot).get(place, "")
    highlights = home.highlights(view.snapshot, place).head(FACTS)
    facts = words.facts(highlights, view.language, addresses.source_address(view.language))
    told = block("ul", *(blocks.fact(fact, colour) for fact in facts), look="facts")
    problems = home.own_problems(view.snapshot, place).head(1).to_dict("records")
    named = [
        block("p", view.text("home.named_problem", problem=row[f"name_{view.language}"]), look="muted")
        for row in problems
    ]
    way = link(view.text("home.open", place=name), page, look="more")
    heading = block("h3", link(name, page))
    return block("article", heading, told, *named, way, look="card", v_place=colour)
