"""Opening a page as a link does, and reading what it says."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from pages.parts.site import FIRST

PATIENCE = 120  # seconds for one run of a page: a busy machine takes its time
HOME = Path(__file__).resolve().parents[2]
# For every page it opens, AppTest reads what each installed package says of itself: longer than the page takes.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened(page: str, **address: str) -> AppTest:
    """A page opened from a link."""
    app = AppTest.from_file(str(HOME / "pages" / "index.py"), default_timeout=PATIENCE)
    app.query_params.update(address)
    # A page whose address is not its file's name is known to AppTest only once the list of pages has run.
    if "_" in page:
        app.switch_page(str(HOME / "pages" / "indicators.py")).run()
    if page != FIRST:
        app.switch_page(str(HOME / "pages" / f"{page}.py"))
    return app.run()


@cache
def seen(page: str, **address: str) -> AppTest:
    """A page with the shipped figures, opened once for all tests that only look at it."""
    app = opened(page, **address)
    assert not app.exception, (page, address)
    return app


def said(app: AppTest) -> str:
    """Everything a page says outside charts and tables."""
    own = [x.value for kind in ("title", "header", "text", "info", "warning") for x in app.get(kind)]
    return "\n".join([*own, blocks(app)])


def blocks(app: AppTest, key: str = "") -> str:
    """Everything that blocks say, of one component or of all, each text on a line of its own."""
    trees = [json.loads(part.proto.json) for part in app.get("bidi_component") if part.key.startswith(key)]
    return "\n".join(text for data in trees if "tree" in data for text in texts(data["tree"]))


def texts(block: list | str) -> Iterator[str]:
    """The texts within a block, in reading order."""
    if isinstance(block, str):
        yield block
        return
    for child in block[2:]:
        yield from texts(child)


def hrefs(app: AppTest, key: str = "") -> list[str]:
    """Where the links of blocks lead."""
    trees = [json.loads(part.proto.json) for part in app.get("bidi_component") if part.key.startswith(key)]
    found: list[str] = []

    def walk(block: list | str) -> None:
        if isinstance(block, list):
            found.extend(filter(None, [block[1].get("href")]))
            for child in block[2:]:
                walk(child)

    for data in trees:
        walk(data.get("tree", ""))
    return found


def sheets(app: AppTest) -> list[pd.DataFrame]:
    """The tables under their headings in the order of the page, as text; a link is its words."""
    found = []
    for part in app.get("bidi_component"):
        if part.key.startswith("table:"):
            [head, body] = json.loads(part.proto.json)["tree"][2][2][3:]
            rows = [["".join(texts(cell)) for cell in row[2:]] for row in body[2:]]
            found.append(pd.DataFrame(rows, columns=["".join(texts(cell)) for cell in head[2][2:]]))
    return found


def unfolded(app: AppTest) -> AppTest:
    """The page once a reader has opened every table."""
    for fold in app.expander:
        _, _, key = fold.proto.id.rpartition("-open:")
        if key:
            app.session_state[f"open:{key}"] = True
    return app.run()


def offered(app: AppTest, name: str) -> AppTest:
    """The page once a reader has opened what can be taken away of a chart."""
    app.session_state[f"take:{name}"] = True
    return app.run()
