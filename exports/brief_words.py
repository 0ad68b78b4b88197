"""Wording of a brief: what its first page says, each thing in a line or two, and at its end how to read and cite it."""

from __future__ import annotations

import pandas as pd

from exports import profile_takeaways as said
from exports import task_words
from exports.brief_parts import Facts
from findings import kept, own_account, tasks
from findings.brief import Frames
from findings.kept import Codes
from loaders.own_city import is_own
from words import Wording, takeaways, wording
from words.cells import cell
from words.funnels import rates_in_words
from words.sources import period_of, texts_in
from words.view import View


def title(snapshot_id: str, places: Codes, language: str) -> str:
    """What the brief of some places is called."""
    names = kept.labels(snapshot_id, "places", language)
    place, *other = (names[code] for code in places)
    text = wording(language)
    if other:
        return text("brief.title_pair", place=place, other=other[0])
    return text("brief.title", place=place)


def about(frames: Frames, view: View) -> list[str]:
    """Which places, and of when everything is; no clock is asked."""
    facts = [" · ".join(own_account.facts(frames.snapshot, place, view.language)) for place in frames.places]
    years = sorted({published[:4] for published in texts_in(frames.sources, "published")})
    told = {"snapshot": frames.snapshot, "n": len(frames.sources), "period": period_of(frames.figures)}
    return [
        "　".join(facts),
        view.text("brief.frozen", years=" – ".join(dict.fromkeys((years[0], years[-1]))), **told),
    ]


def known(frames: Frames, place: str, text: Wording) -> list[tuple[str, str]]:
    """How much is known of a place; beside another one, without what compares with any others."""
    counts = {name: str(n) for name, n in own_account.headline(frames.snapshot, place).items()}
    counts["topics"] += f" / {len(kept.table(frames.snapshot, 'topics'))}"
    return [
        (text(f"known.{name}"), n) for name, n in counts.items() if name != "comparable" or not frames.is_pair
    ]


def in_short(frames: Frames, view: View) -> list[tuple[str, list[str]]]:
    """The first page: what can be said with certainty, and where nothing can, why."""
    told = {"city.strengths": said.strengths(frames.compared, view)}
    if not frames.is_pair:
        told["city.among_peers"] = said.peers(frames.ranking, view)
    for heading, name, sentence in (
        ("city.cuts", "cuts", said.cuts),
        ("city.aims", "aims", said.aims),
        ("city.funnels", "funnels", funnels),
        ("heading.claims", "checks", checks),
    ):
        told[heading] = of_each(
            frames, getattr(frames, name), lambda rows, how=sentence: how(rows, view), view
        )
    told["page.tasks"] = of_tasks(frames, view)
    if not frames.is_pair:
        told["city.measures_lacking"] = measures(frames, view)
    return [(view.text(heading), lines.split("\n")) for heading, lines in told.items()]


def verdicts(frames: Frames, view: View) -> str:
    """How many figures of the first place have which verdict against the second."""
    place, other = (kept.labels(frames.snapshot, "places", view.language)[code] for code in frames.places)
    return view.text("card.fact", name=place, said=takeaways.verdicts(frames.compared, other, view))


def of_each(frames: Frames, rows: pd.DataFrame, sentence, view: View) -> str:
    """What a sentence says of the rows of each place; of two places each is named."""
    names = kept.labels(frames.snapshot, "places", view.language)
    lines = [(names[place], sentence(rows[rows["place"] == place])) for place in frames.places]
    if not frames.is_pair:
        return lines[0][1]
    return "\n".join(view.text("card.fact", name=name, said=line.replace("\n", " ")) for name, line in lines)


def funnels(rows: pd.DataFrame, view: View) -> str:
    """How many funnels have a rate, how many are whole, and the lowest rate with the full one beside it."""
    known_rates = rows[(rows["row"] == "drawn") & rows["rate_low"].notna()]
    if known_rates.empty:
        return view.text("city.no_funnels" if (rows["row"] != "drawn").all() else "brief.no_rates")
    whole = int((known_rates["rate_low"] == 100).sum())
    lowest = known_rates.loc[known_rates["rate_high"].idxmin()].to_dict()
    named = {"funnel": lowest[f"funnel_{view.language}"], "scope": cell(lowest, "scope", view.language)}
    rates = rates_in_words(lowest, view.language)
    return view.text("brief.funnels", n=len(known_rates), whole=whole, rates=rates, **named)


def checks(rows: pd.DataFrame, view: View) -> str:
    """How many claims of the documents follow from their own figures, and which do not."""
    if rows.empty:
        return view.text("brief.no_checks")
    failing = rows[rows["outcome"] == "fails"][f"claim_{view.language}"]
    lines = [takeaways.outcomes(rows, view)]
    if len(failing):
        names = view.text("list.separator").join(failing)
        lines.append(view.text("card.fact", name=view.text("outcome.fails"), said=names))
    return "\n".join(lines)


def of_tasks(frames: Frames, view: View) -> str:
    """How many tasks there are, and why not more."""
    if not frames.is_pair:
        return task_words.headline(tasks.listed(frames.snapshot, frames.places[0]), frames.account, view)
    levels = frames.account.groupby("place")["level"].first()
    if levels.nunique() > 1 and frames.tasks.empty:  # a limit of a unit above makes a task
        return view.text("brief.other_level")
    n = frames.tasks.drop_duplicates(["place", "order"])["place"].value_counts()
    names = kept.labels(frames.snapshot, "places", view.language)
    lines = []
    for place, other in (frames.places, frames.places[::-1]):
        told = {"place": names[place], "other": names[other], "n": int(n.get(place, 0))}
        lines.append(view.text("brief.tasks" if told["n"] else "brief.no_task", **told))
    return "\n".join(lines)


def measures(frames: Frames, view: View) -> str:
    """How many measures others carry out and this place's documents do not mention as carried out."""
    place = frames.places[0]
    all_of_them = own_account.headline(frames.snapshot, place)["measures"]
    lacking = own_account.measures_lacking(frames.snapshot, place)
    return said.measures_lacking(lacking, all_of_them, view)


def documents(frames: Frames, language: str) -> list[str]:
    """The documents by their numbers."""
    lines = []
    for n, row in enumerate(frames.sources.to_dict("records"), 1):
        period = f"{row['period_start']} – {row['period_end']}"
        told = {"title": row[f"title_{language}"], "issuer": row[f"issuer_{language}"], "period": period}
        lines.append(wording(language)("brief.document", n=n, published=row["published"], **told))
    return lines


def cited(frames: Frames, address: str, language: str) -> list[str]:
    """How to cite the brief: the address of the view and the snapshot, and what that id means."""
    text = wording(language)
    name = title(frames.snapshot, frames.places, language)
    told = text("about.citation", title=name, snapshot=frames.snapshot, address=address)
    means = text("about.session") if is_own(frames.snapshot) else text("about.snapshot_means")
    return [told.rstrip(" ,，"), means, text("brief.cite_sources")]


def task_cards(frames: Frames, view: View) -> Facts:
    """Each task with both figures, the gap and the measures that bear on it."""
    of_places = (rows for _, rows in frames.tasks.groupby("place", sort=False))
    cards = [card.split("\n") for rows in of_places for card in task_words.cards(rows, view)]
    return Facts([(name, lines) for name, *lines in cards])
