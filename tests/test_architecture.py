"""The walls: which room may know which, and what may stand in it."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

HOME = Path(__file__).resolve().parent.parent
WALLS = {
    "words": {"babel", "pypinyin", "yaml", "pandas"},  # how a word is read is a matter of words
    "loaders": {"duckdb", "pandas", "pyarrow", "yaml", "pydantic", "pydantic_core"},
    "metrics": {"narwhals", "numpy", "scipy"},
    "findings": {"pandas", "cachetools", "narwhals", "duckdb", "pyspark", "loaders", "metrics", "words"},
    "charts": {"plotly", "pandas", "words"},
    # The words of a chart are those of its file; findings and loaders are for the command line.
    "exports": {"pandas", "xlsxwriter", "docx", "vl_convert", "loaders", "findings", "charts", "words"},
    "pages": {
        "streamlit",
        "pandas",
        "plotly",
        "loaders",
        "metrics",
        "findings",
        "charts",
        "exports",
        "words",
    },
    "api": {"starlette", "pandas", "loaders", "metrics", "findings", "charts", "exports", "words"},
}
NAMELESS = {
    "utils",
    "helpers",
    "common",
    "manager",
    "process",
    "handle",
    "data2",
    "df",
    "tmp",
    "result",
    "info",
}
ONLY_WHERE_ASKED_FOR = {"pyspark": "requirements-spark.txt"}  # package → the requirements that bring it
MARKUP = {"markdown", "write", "html", "latex", "unsafe_allow_html", "caption"}


def modules(*rooms: str) -> Iterator[Path]:
    """Every Python file of some rooms."""
    for room in rooms:
        yield from sorted((HOME / room).rglob("*.py"))


def tree(module: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(module.read_text(encoding="utf-8"))


def imported(module: Path) -> set[str]:
    """The first names of everything a module imports."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found - set(sys.stdlib_module_names)


@pytest.mark.parametrize("room", WALLS)
def test_a_room_knows_only_the_rooms_to_its_left(room):
    for module in modules(room):
        strangers = imported(module) - WALLS[room] - {room}
        assert not strangers, f"{module.relative_to(HOME)} imports {strangers}"


def test_only_loaders_hold_sql_and_open_data_files():
    for module in modules("metrics", "findings", "charts", "exports", "pages", "api"):
        text = module.read_text(encoding="utf-8")
        assert not re.search(r"\b(SELECT|INSERT|CREATE TABLE)\b", text), module
        if module != HOME / "pages/parts/web.py":  # which opens scripts and styles of its own
            assert not re.search(r"\bread_(text|bytes|csv)\(|\bopen\(", text), module


def test_modules_and_functions_are_short_enough_to_read():
    for module in modules(*WALLS):
        assert len(module.read_text(encoding="utf-8").splitlines()) <= 350, module
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < 40, f"{module}:{node.lineno} {node.name}"


def test_pages_are_about_sixty_lines_and_have_no_arithmetic_of_their_own():
    for module in (HOME / "pages").glob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 70, module
        assert not re.search(r"groupby|\.agg\(|\.merge\(|round\(|#[0-9a-fA-F]{6}", text), module


def test_every_module_and_public_function_says_what_it_is_for():
    for module in [*modules(*WALLS), HOME / "app.py"]:
        parsed = tree(module)
        if parsed.body:
            assert ast.get_docstring(parsed), f"{module} has no docstring"
        for node in parsed.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{module}:{node.lineno} {node.name} has no docstring"


def test_text_from_data_cannot_reach_markdown():
    for module in modules("pages"):
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Attribute):
                assert node.attr not in MARKUP, f"{module}:{node.lineno} uses {node.attr}"


def test_numbers_are_rounded_and_formatted_behind_one_door():
    for module in modules("findings", "charts", "exports", "pages", "api"):
        text = module.read_text(encoding="utf-8")
        assert not re.search(r":[.,]\d*f[}\"']|\bround\(|format_decimal", text), module


def test_no_python_names_a_place_or_an_indicator():
    ids = set(yaml.safe_load((HOME / "data/places.yaml").read_text(encoding="utf-8")))
    for file in (HOME / "data/indicators").glob("*.yaml"):
        ids |= set(yaml.safe_load(file.read_text(encoding="utf-8")))
    for module in [*modules(*WALLS), HOME / "app.py"]:
        strings = {n.value for n in ast.walk(tree(module)) if isinstance(n, ast.Constant)}
        assert not strings & ids, f"{module} names {strings & ids}"


def test_names_say_what_they_are():
    for module in modules(*WALLS):
        assert module.stem not in NAMELESS, module
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Name):
                assert node.id not in NAMELESS, f"{module}:{node.lineno} {node.id}"


def test_every_direct_requirement_is_pinned_and_has_its_reason():
    for file in ("requirements.txt", "requirements-dev.txt", "requirements-spark.txt"):
        for line in (HOME / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r", "-c")):
                assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9.]+ +# .+", line), line


def test_every_package_that_is_imported_is_required():
    required = (HOME / "requirements.txt").read_text(encoding="utf-8").lower()
    known = {
        "yaml": "pyyaml",
        "pydantic_core": "pydantic",
        "docx": "python-docx",
        "vl_convert": "vl-convert-python",
    }
    for module in [*modules(*WALLS), HOME / "app.py"]:
        for name in imported(module) - set(WALLS) - set(ONLY_WHERE_ASKED_FOR):
            assert known.get(name, name) in required, f"{module} imports {name}"


def test_what_only_some_install_is_imported_only_where_it_is_asked_for():
    for package, file in ONLY_WHERE_ASKED_FOR.items():
        assert f"\n{package}==" in (HOME / file).read_text(encoding="utf-8")
    for module in [*modules(*WALLS), HOME / "app.py"]:
        at_once = [n for n in tree(module).body if isinstance(n, ast.Import | ast.ImportFrom)]
        names = {a.name for n in at_once for a in n.names if isinstance(n, ast.Import)}
        names |= {n.module or "" for n in at_once if isinstance(n, ast.ImportFrom)}
        assert not {name.split(".")[0] for name in names} & set(ONLY_WHERE_ASKED_FOR), module
