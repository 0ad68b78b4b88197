"""Opening a page as a link does, and reading what it says."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.site import FIRST

HOME = Path(__file__).resolve().parents[2]


def opened(page: str, **address: str) -> AppTest:
    """A page opened from a link."""
    app = AppTest.from_file(str(HOME / "pages" / "index.py"), default_timeout=30)
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
