"""League: places ranked by score, in pages, with the reader's own always shown."""

import pandas as pd

from findings import standing
from metrics.shares import OVERALL
from pages.parts import blocks, figures, filters, selection
from pages.parts.blocks import Block, Child, block, link
from words import View
from words.cells import cell
from words.choices import file_title
from words.facts import bars_of_score

AT_ONCE = 25  # places per page


def show_league(composite: str, mine: str, view: View) -> None:
    """The league over all topics or for one; nothing if the dataset has none."""
    rows = standing.league_rows(view.snapshot, composite)
    if rows.empty:
        return
    pages = [str(n + 1) for n in range(-(-len(rows) // AT_ONCE))]
    page = selection.code("part", pages, pages[0])
    shown = rows[(int(page) - 1) * AT_ONCE : int(page) * AT_ONCE]
    own = rows[(rows["place"] == mine) & ~rows["place"].isin(shown["place"])]
    name = rows[f"composite_{view.language}"].iloc[0]
    heading = view.text("league.title", composite=name, n=len(rows))
    parts: list[Child] = [
        block("h2", heading),
        block("p", view.text("league.note"), look="muted"),
        _table(pd.concat([own, shown]), composite, mine, heading, view),
    ]
    if len(pages) > 1:
        labels = {code: code for code in pages}
        parts.append(filters.tabs_of("part", labels, page, view.text("league.pages")))
    blocks.show_blocks("league", *parts)
    figures.under(rows, view, name="league", title=file_title("league"))


def _table(rows: pd.DataFrame, composite: str, mine: str, heading: str, view: View) -> Block:
    text, language = view.text, view.language
    topics: dict[str, str] = {}
    scores: dict[tuple[str, str], str] = {}
    if composite == OVERALL:
        of_topics = standing.topic_scores(view.snapshot)
        topics = dict(zip(of_topics["composite"], of_topics[f"composite_{language}"], strict=True))
        for row in of_topics[of_topics["place"].isin(rows["place"])].to_dict("records"):
            scores[row["place"], row["composite"]] = cell(row, "score", language)
    headings = [text("column.place"), text("column.rank"), text("column.score"), *topics.values()]
    colours = figures.place_colours(view.snapshot)

    def line(row: dict) -> list[Child | None]:
        colour = colours[mine] if row["place"] == mine else "#0b3d63"
        place = link(row[f"place_{language}"], selection.to("home", city=row["place"]))
        own = {"look": "mine", "v_place": colour} if row["place"] == mine else {}
        return [
            block("th", place, scope="row", **own),
            cell(row, "rank", language),
            blocks.bars(bars_of_score(row, language), colour),
            *(scores.get((row["place"], code), "") for code in topics),
        ]

    return blocks.table(headings, [line(row) for row in rows.to_dict("records")], heading)
