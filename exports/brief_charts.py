"""Charts of a brief: those of the pages, each as a picture with title, sources and snapshot in it, none longer than a page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from charts import dumbbell, funnel, positions
from exports import svg
from exports.brief_parts import Picture
from findings.brief import Frames
from words import takeaways
from words.sources import period_of, sources_of
from words.view import View

CUTS_AT_ONCE, FUNNELS_AT_ONCE = 6, 4  # lines of a picture


def held(frames: Frames, view: View) -> Iterator[Picture]:
    """Each figure that may be compared, with its counterparts on one axis."""
    for _, rows in frames.held.groupby("panel", sort=False):
        named = _with_other_indicators(rows, view.language)
        drawn = positions.positions(named, view.language, _nowhere)
        name = rows[f"place_{view.language}"].iloc[0]
        title = rows[f"indicator_{view.language}"].iloc[0]
        alt = takeaways.positions(named, name, view)
        remarks = (view.text("brief.drawn"), view.text("city.strips", place=name))
        yield _picture(drawn, title, rows, alt, view, remarks)


def cuts(frames: Frames, view: View) -> Iterator[Picture]:
    """Before and after of every figure that fell from an earlier level."""
    for rows in _in_pages(frames.cuts, CUTS_AT_ONCE):
        said = [_said(row, view) for row in rows.to_dict("records")]
        drawn = dumbbell.dumbbell(rows, view.language, _nowhere)
        yield _picture(drawn, _titled("city.cuts", rows, view), rows, "; ".join(said), view)


def funnels(frames: Frames, view: View) -> Iterator[Picture]:
    """What became of what was found, promised or due."""
    for rows in _in_pages(frames.funnels[frames.funnels["row"] == "drawn"], FUNNELS_AT_ONCE):
        drawn = funnel.funnels(rows, view.language, _nowhere)
        alt = takeaways.each_funnel(rows, view)
        yield _picture(drawn, _titled("city.funnels", rows, view), rows, alt, view)


def _picture(
    drawn: svg.Figure, title: str, rows: pd.DataFrame, alt: str, view: View, remarks: tuple[str, ...] = ()
) -> Picture:
    """The drawing with its title above and remarks, sources, period and snapshot below."""
    sources = "; ".join(sources_of(rows, view.language))
    source = view.text("figure.source_line", sources=sources, period=period_of(rows))
    foot = (*remarks, source, view.text("sheet.snapshot", snapshot=view.snapshot))
    return Picture(svg.picture(drawn, title, foot, alt, view.language), alt)


def _with_other_indicators(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """The rows, a place named together with its indicator where that is another one than the first."""
    is_other = rows["indicator"] != rows["indicator"].iloc[0]
    both = rows[f"place_{language}"] + " · " + rows[f"indicator_{language}"]
    return rows.assign(**{f"place_{language}": rows[f"place_{language}"].mask(is_other, both)})


def _in_pages(rows: pd.DataFrame, at_once: int) -> Iterator[pd.DataFrame]:
    for first in range(0, len(rows), at_once):
        yield rows.iloc[first : first + at_once]


def _titled(heading: str, rows: pd.DataFrame, view: View) -> str:
    """What a picture is called wherever it is pasted: its heading, and the places it shows."""
    places = view.text("list.separator").join(dict.fromkeys(rows[f"place_{view.language}"]))
    return view.text("card.fact", name=places, said=view.text(heading))


def _said(row: dict, view: View) -> str:
    named = f"{row[f'place_{view.language}']} {row[f'indicator_{view.language}']}"
    return view.text("card.fact", name=named, said=dumbbell.summary(row, view.language))


def _nowhere(_: str) -> None:
    """No link: on paper the sources stand in the appendix."""
