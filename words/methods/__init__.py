"""Methods: how each number is computed, for readers of the pages: one Markdown text per method and language."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
# Ordered so that each builds on those before it.
METHODS = (
    "intervals", "comparability", "pairs", "periods", "peer_sets", "verdicts", "limits", "durations", "gaps", "benchmarks",
    "peer_benchmarks", "printed_benchmarks", "reductions", "cuts", "ratios", "scores", "ranks", "composites", "shares",
    "weights", "rates", "changes", "targets", "scenarios", "tasks", "coverage", "checks",
)  # fmt: skip


def method_title(method: str, language: str) -> str:
    """The name of a method, which is the heading of its text."""
    return _heading_and_text(method, language)[0]


def method_text(method: str, language: str) -> str:
    """The text of a method, in Markdown, without its heading."""
    return _heading_and_text(method, language)[1]


def method_blocks(method: str, language: str) -> list[tuple[bool, str]]:
    """The text in order, split at the fences: formulas (True), whose lines stay as they are, and Markdown (False)."""
    pieces = method_text(method, language).split("```")
    return [(position % 2 == 1, piece.strip()) for position, piece in enumerate(pieces)]


@cache
def _heading_and_text(method: str, language: str) -> tuple[str, str]:
    heading, _, text = (FOLDER / f"{method}.{language}.md").read_text(encoding="utf-8").partition("\n\n")
    return heading.removeprefix("# "), text.strip()
