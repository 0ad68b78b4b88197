"""Web: elements that Streamlit lacks, each from a script and a style in pages/web, which load nothing and keep nothing."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent.parent / "web"


def component(name: str, everywhere: bool = False) -> Callable:
    """The component with that name; it is shown with `data`, which its script sets as text.

    Its style applies only within it or, with `everywhere`, to the whole page.
    """
    script, style = ((HERE / f"{name}.{ending}").read_text("utf-8") for ending in ("js", "css"))
    return st.components.v2.component(name, js=script, css=style, isolate_styles=not everywhere)
