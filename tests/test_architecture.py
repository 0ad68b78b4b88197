"""The walls: which room may know which, and what may stand in it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

HOME = Path(__file__).resolve().parent.parent
WALLS = {
    "words": {"babel", "pypinyin", "yaml", "pandas"},  # how a word is read is a matter of words
    # Words and Typer are for the command line and for reading files in words alone, see below.
    "loaders": {
        "duckdb",
        "jinja2",
        "openpyxl",
        "pandas",
        "pyarrow",
        "yaml",
        "pydantic",
        "pydantic_core",
        "typer",
        "words",
    },
    "metrics": {"narwhals", "numpy", "scipy"},
    "findings": {
        "pandas",
        "cachetools",
        "narwhals",
        "duckdb",
        "pyspark",
        "typer",
        "loaders",
        "metrics",
        "words",
    },
    "charts": {"pandas", "words"},
    # The words of a chart are those of its file; findings and loaders are for the command line.
    "exports": {
        "pandas",
        "jinja2",
        "xlsxwriter",
        "docx",
        "vl_convert",
        "typer",
        "loaders",
        "findings",
        "charts",
        "words",
    },
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
    "api": {
        "fastapi",
        "starlette",
        "jinja2",
        "pydantic",
        "httpx",  # with joserfc, which authlib brings: for signing in alone
        "joserfc",
        "loaders",
        "findings",
        "exports",
        "words",
    },
}
ROOT = (HOME / "app.py", HOME / "duibiao.py")
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
ONLY_WHERE_ASKED_FOR = {
    "pyspark": "requirements-spark.txt",
    "httpx": "requirements-sign-in.txt",
}  # package → the requirements that bring it
METHODS_PAGE = HOME / "pages/methods.py"
METHODS_LOOP = """\
for is_formula, block in method_blocks(method, view.language):
    if is_formula:
        st.code(block, language=None, wrap_lines=True)
    else:
        st.markdown(block)"""
MOST_NAMES_TWICE = 0.1  # of the names that stand at the top of modules
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


def test_only_command_lines_know_typer_and_in_loaders_words():
    command_lines = {HOME / room / "__main__.py" for room in ("loaders", "findings", "exports")}
    command_lines.add(HOME / "loaders/console.py")
    # A file of an office is in words: what the pages call a column, and how a name is spelled.
    read_words = {HOME / "loaders/office/matching.py"}
    for module in set(modules(*WALLS)) - command_lines:
        is_of_loaders = module.is_relative_to(HOME / "loaders") and module not in read_words
        strangers = {"typer", "words"} if is_of_loaders else {"typer"}
        assert not imported(module) & strangers, module


def test_only_loaders_hold_sql_and_open_data_files():
    for module in modules("metrics", "findings", "charts", "exports", "pages", "api"):
        text = module.read_text(encoding="utf-8")
        assert not re.search(r"\b(SELECT|INSERT|CREATE TABLE)\b", text), module
        if module != HOME / "pages/parts/blocks.py":  # which opens scripts and styles of its own
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
    for module in [*modules(*WALLS), *ROOT]:
        parsed = tree(module)
        if parsed.body:
            assert ast.get_docstring(parsed), f"{module} has no docstring"
        for node in parsed.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{module}:{node.lineno} {node.name} has no docstring"


def test_text_from_data_cannot_reach_markdown():
    for module in modules("pages"):
        parsed = tree(module)
        allowed = set()
        if (
            module == METHODS_PAGE
        ):  # whose methods are our own texts: this loop shows them, and nothing else as Markdown
            loops = [node for node in ast.walk(parsed) if isinstance(node, ast.For)]
            allowed = {part for loop in loops if ast.unparse(loop) == METHODS_LOOP for part in ast.walk(loop)}
            assert allowed, f"{module} does not show the methods as METHODS_LOOP says"
        for node in ast.walk(parsed):
            if isinstance(node, ast.Attribute) and node not in allowed:
                assert node.attr not in MARKUP, f"{module}:{node.lineno} uses {node.attr}"


def test_what_is_markdown_comes_from_files_of_our_own_and_has_no_place_to_fill():
    module = HOME / "words/methods/__init__.py"
    assert not imported(module), "what knows other rooms could bring their texts"
    for text in module.parent.glob("*.md"):
        assert not re.search("[{}]", text.read_text(encoding="utf-8")), text


def test_numbers_are_rounded_and_formatted_behind_one_door():
    for module in modules("findings", "charts", "exports", "pages", "api"):
        text = module.read_text(encoding="utf-8")
        assert not re.search(r":[.,]\d*f[}\"']|\bround\(|format_decimal", text), module


def test_no_python_names_a_place_or_an_indicator():
    ids = set(yaml.safe_load((HOME / "data/places.yaml").read_text(encoding="utf-8")))
    for file in (HOME / "data/indicators").glob("*.yaml"):
        ids |= set(yaml.safe_load(file.read_text(encoding="utf-8")))
    for module in [*modules(*WALLS), *ROOT]:
        strings = {n.value for n in ast.walk(tree(module)) if isinstance(n, ast.Constant)}
        assert not strings & ids, f"{module} names {strings & ids}"


def test_names_say_what_they_are():
    for module in modules(*WALLS):
        assert module.stem not in NAMELESS, module
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Name):
                assert node.id not in NAMELESS, f"{module}:{node.lineno} {node.id}"


def test_every_direct_requirement_is_pinned_and_has_its_reason():
    for file in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-sign-in.txt",
        "requirements-spark.txt",
    ):
        for line in (HOME / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r", "-c")):
                assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9.]+(; [^#]+)? +# .+", line), line


def test_every_package_that_is_imported_is_required():
    required = (HOME / "requirements.txt").read_text(encoding="utf-8").lower()
    known = {
        "yaml": "pyyaml",
        "pydantic_core": "pydantic",
        "docx": "python-docx",
        "vl_convert": "vl-convert-python",
    }
    required += (HOME / "requirements-sign-in.txt").read_text(encoding="utf-8").lower()
    for module in [*modules(*WALLS), *ROOT]:
        for name in imported(module) - set(WALLS) - set(ONLY_WHERE_ASKED_FOR):
            assert known.get(name, name) in required, f"{module} imports {name}"


def test_what_only_some_install_is_imported_only_where_it_is_asked_for():
    for package, file in ONLY_WHERE_ASKED_FOR.items():
        assert f"\n{package}==" in (HOME / file).read_text(encoding="utf-8")
    for module in [*modules(*WALLS), *ROOT]:
        at_once = [n for n in tree(module).body if isinstance(n, ast.Import | ast.ImportFrom)]
        names = {a.name for n in at_once for a in n.names if isinstance(n, ast.Import)}
        names |= {n.module or "" for n in at_once if isinstance(n, ast.ImportFrom)}
        assert not {name.split(".")[0] for name in names} & {*ONLY_WHERE_ASKED_FOR, "joserfc"}, module


def strings(module: Path) -> Iterator[ast.Constant]:
    """The strings of a module that are no docstrings."""
    parsed = tree(module)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(parsed)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


# Chinese that is no sentence: names of types for documents, how places are joined in a file's name, a language's own
# name, the maker of a document; and what is said to whoever runs a command over Parquet files, in both languages at once.
NO_SENTENCE = {
    "exports/brief_docx.py",
    "api/explained.py",
    "findings/batch.py",
}


def test_no_sentence_stands_outside_the_room_of_words():
    sentence = re.compile(r"[\u4e00-\u9fff]{2,}|^[A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+")
    for module in modules("metrics", "findings", "charts", "exports", "pages", "api"):
        if str(module.relative_to(HOME)) in NO_SENTENCE:
            continue
        for node in strings(module):
            assert not sentence.search(node.value), f"{module}:{node.lineno} {node.value[:60]}"


def test_streamlit_stands_in_pages_alone():
    for module in modules(*(room for room in WALLS if room != "pages")):
        assert "streamlit" not in imported(module), module


def test_a_page_says_where_its_rows_and_its_words_come_from_and_these_are_there():
    from pages.parts.site import ENTRIES

    for page in ENTRIES:
        told = ast.get_docstring(tree(HOME / "pages" / f"{page}.py"))
        for room in ("findings", "words"):
            named = re.findall(rf"{room}/([a-z_]+)", told)
            assert named and all((HOME / room / f"{name}.py").exists() for name in named), (page, room, named)


def test_hardly_any_name_stands_in_two_modules():
    defined: dict[str, set[Path]] = {}
    for module in [*modules(*WALLS), HOME / "app.py", HOME / "duibiao.py"]:
        for node in tree(module).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                defined.setdefault(node.name, set()).add(module)
    every = sum(map(len, defined.values()))
    twice = {name: where for name, where in defined.items() if len(where) > 1}
    assert sum(map(len, twice.values())) <= MOST_NAMES_TWICE * every, sorted(twice)


def test_what_the_project_installs_is_what_its_requirements_pin():
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for file, listed in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-dev.txt", extras["dev"]),
        ("requirements-sign-in.txt", extras["sign-in"]),
        ("requirements-spark.txt", extras["spark"]),
    ):
        lines = (
            line.split("#")[0].strip() for line in (HOME / file).read_text(encoding="utf-8").splitlines()
        )
        assert listed == [line for line in lines if line and not line.startswith("-")], file
