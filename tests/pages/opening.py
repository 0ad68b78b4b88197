"""Opening a page as a link does, and reading what it says."""

from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.site import FIRST

HOME = Path(__file__).resolve().parents[2]
# For every page it opens, AppTest reads what each installed package says of itself: longer than the page takes.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened(page: str, embedded: bool = False, **address: str) -> AppTest:
    """A page opened from a link; `embedded` is what the browser tells of `?embed=1`."""
    app = AppTest.from_file(str(HOME / "pages" / "index.py"), default_timeout=120)
    app.context["is_embedded"] = embedded
    app.query_params.update(address)
    # A page whose address is not its file's name is known to AppTest only once the list of pages has run.
    if "_" in page:
        app.switch_page(str(HOME / "pages" / "sources.py")).run()
    if page != FIRST:
        app.switch_page(str(HOME / "pages" / f"{page}.py"))
    return app.run()


def said(app: AppTest) -> str:
    """Everything a page says outside charts and tables."""
    return "\n".join(
        x.value for kind in ("title", "header", "text", "info", "warning") for x in app.get(kind)
    )


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
