"""The list of pages, read from pages/index.py: importing that would run it."""

import ast
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def _listed() -> tuple[tuple[str, ...], str]:
    index = ast.parse((HOME / "pages" / "index.py").read_text(encoding="utf-8"))
    pages = next(n.value for n in ast.walk(index) if isinstance(n, ast.Assign) and n.targets[0].id == "PAGES")
    first = next(n.value for n in ast.walk(index) if isinstance(n, ast.keyword) and n.arg == "default")
    return ast.literal_eval(pages), first.comparators[0].value


PAGES, FIRST = _listed()
