"""Explained: the page at /api/v1/ that says what there is, in the reader's language, with examples that work as they stand."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from api.addresses import ADDRESSES, AT
from api.openapi import means
from api.parameters import MOST, PAGE, SNAPSHOT, Parameter, Whole
from api.problems import TYPES
from findings import kept
from words import LANGUAGES, Wording, wording

LOOK = """
:root { color-scheme: light dark; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.6;
  font-family: 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid gray; }
code { font-size: .95em; overflow-wrap: anywhere; }
td:first-child code { white-space: nowrap; }
nav { display: flex; gap: 1.5rem; }
@media (max-width: 45rem) {
  thead { display: none; }
  tr { display: block; padding: .4rem 0; border-bottom: 1px solid gray; }
  td { display: block; padding: 0; border: none; }
}
"""
TOOLS = ("excel", "pandas", "r")
OTHER = {"zh": ("en", "English"), "en": ("zh", "中文")}
RULES = ("columns", "pages", "tags", "problems", "origins")


def explained(base: str, snapshot_id: str, language: str) -> str:
    """The page, in one language; `base` is its own address."""
    text = wording(language)
    other, name = OTHER[language]
    parts = [
        f'<nav><a href="/">{escape(text("api.to_pages"))}</a><a href="?lang={other}">{name}</a></nav>',
        f"<h1>{escape(text('frame.brand'))} · {escape(text('api.title'))}</h1>",
        f"<p>{escape(text('api.intro'))}</p>",
        f"<p>{escape(text('api.now', snapshot=snapshot_id or '–'))}</p>",
        *_section(
            "addresses",
            _table(("address", "formats", "rows", "parameters"), _addresses(text), text),
            text,
        ),
        *_section("tools", _tools(base, snapshot_id, text), text),
        *_section("parameters", _table(("parameter", "allowed", "means"), _parameters(text), text), text),
        *_section("rules", _rules(text), text),
        *_section("problems", _table(("status", "problem", "detail"), _problems(text), text), text),
    ]
    tag, title = LANGUAGES[language].replace("_", "-"), escape(text("api.title"))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="{tag}"><head>{head}<style>{LOOK}</style></head><body>{"".join(parts)}</body></html>\n'


def _section(name: str, content: str, text: Wording) -> tuple[str, str]:
    return f"<h2>{escape(text(f'api.heading.{name}'))}</h2>", content


def _table(columns: Iterable[str], rows: Iterable[tuple[str, ...]], text: Wording) -> str:
    """A table of cells that are HTML already."""
    heads = "".join(f"<th>{escape(text(f'api.column.{column}'))}</th>" for column in columns)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _addresses(text: Wording) -> Iterable[tuple[str, ...]]:
    """Links are relative, so that they stay on the host and below the prefix under which the page was reached."""
    for address in ADDRESSES:
        paths = {ending: f"{address.path[1:]}.{ending}" for ending in address.formats}
        formats = [
            ending.upper() if address.in_path else f'<a href="{path}">{ending.upper()}</a>'
            for ending, path in paths.items()
        ]
        asks = ", ".join(_code(one.name) for one in (*address.in_path, *address.parameters)) or "–"
        said = escape(text(f"api.about.{address.name}"))
        yield _code(f"{AT}/{paths[address.formats[0]]}"), ", ".join(formats), said, asks
    yield (
        _code(f"{AT}/snapshots/{{snapshot}}/…"),
        "–",
        escape(text("api.about.snapshots")),
        _code(SNAPSHOT.name),
    )
    described = '<a href="openapi.json">JSON</a>'
    yield _code(f"{AT}/openapi.json"), described, escape(text("api.about.openapi")), "–"


def _parameters(text: Wording) -> Iterable[tuple[str, ...]]:
    own = [one for address in ADDRESSES for one in (*address.in_path, *address.parameters)]
    of_all = [
        one for address in ADDRESSES for ending in address.formats for one in address.asks(ending, False)
    ]
    for said, one in {means(one, text): one for one in (*own, *of_all)}.items():
        yield _code(one.name), escape(_allowed(one, text)), escape(said)


def _allowed(parameter: Parameter, text: Wording) -> str:
    if isinstance(parameter, Whole):
        return text("allowed.number", least=parameter.least, most=parameter.most)
    if parameter.name in ("place", "indicator"):
        return text("allowed.ids", address=f"{AT}/{parameter.name}s.json")
    fixed = parameter.name in ("lang", "reported", "rule")
    return ", ".join(sorted(parameter.options(""))) if fixed else text("allowed.codes")


def _tools(base: str, snapshot_id: str, text: Wording) -> str:
    figures = kept.snapshot(snapshot_id).places() if snapshot_id else {}
    most = sorted(figures, key=lambda place: (-figures[place], place))[:1]
    example = f"{base}observations.csv{'?place=' if most else ''}{''.join(most)}"
    told = (text(f"tool.{name}", address=example).split("\n") for name in TOOLS)
    return f"<ul>{''.join(f'<li>{escape(label)}<br>{_code(line)}</li>' for label, line in told)}</ul>"


def _rules(text: Wording) -> str:
    lines = (f"<li>{escape(text(f'rule.{name}', page=PAGE, most=MOST))}</li>" for name in RULES)
    return f"<ul>{''.join(lines)}</ul>"


def _problems(text: Wording) -> Iterable[tuple[str, ...]]:
    for kind, status in TYPES.items():
        said = (escape(text(f"problem.{kind}")), escape(text(f"problem.{kind}.detail")))
        yield f'<span id="{kind}">{status}</span>', *said


def _code(said: str) -> str:
    return f"<code>{escape(said)}</code>"
