"""Package: tables in one zip that explains itself – to people in two languages, to programs in two standards.

These are Data Package v2 and CSV on the Web.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from exports.columns import CODED, EVERY, Column
from exports.csv_file import columns_of, csv_bytes, worded
from exports.taken import Taken, about_file
from words import LANGUAGES, wording
from words.sources import SOURCES

# The earliest date a zip can hold: the same rows give the same bytes, whenever they are downloaded.
MADE = (1980, 1, 1, 0, 0, 0)
DESCRIBED = {"datapackage.json": "data_package", "csv-metadata.json": "csv_on_the_web"}
READABLE = 0o644 << 16
MARKS = re.compile(r"([\\`*_\[\]<>|#~])")
PROFILES = "https://datapackage.org/profiles/2.0"
Tables = Mapping[str, pd.DataFrame]  # name → rows


def package_bytes(tables: Tables, taken: Taken) -> bytes:
    """A zip of `tables`, each as the CSV that can also be downloaded alone, with the files that explain them."""
    # The standards require names of lower-case letters, digits and hyphens.
    tables = {re.sub("[^a-z0-9]+", "-", name.lower()).strip("-"): rows for name, rows in tables.items()}
    files = {name: csv_bytes(rows, taken.snapshot, taken.address) for name, rows in tables.items()}
    content = {f"{name}.csv": file for name, file in files.items()}
    described = {
        "datapackage.json": _data_package(tables, files, taken),
        "csv-metadata.json": _csv_on_the_web(tables, taken),
    }
    for name, said in described.items():
        content[name] = json.dumps(said, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
    return zipped(content | {f"README.{x}.md": _readme(tables, taken, x).encode("utf-8") for x in LANGUAGES})


def _readme(tables: Tables, taken: Taken, language: str) -> str:
    """The files, then what applies to all of them, said once."""
    text = wording(language)
    every = pd.concat([rows.astype(object) for rows in tables.values()], ignore_index=True)
    files = [text("about.file", name=f"{name}.csv", n=len(rows)) for name, rows in tables.items()]
    files += [text("about.line", name=name, said=text(f"about.{key}")) for name, key in DESCRIBED.items()]
    told = [f"# {_plain(taken.title[language])}", text("about.package")]
    for heading, lines in ({text("about.files"): files} | about_file(every, taken, language)).items():
        told += [f"## {_plain(heading)}", "\n".join(f"- {_plain(line)}" for line in lines)]
    return "\n\n".join(told) + "\n"


def _plain(text: str) -> str:
    """Text from data, on one line and with Markdown escaped."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def _data_package(tables: Tables, files: Mapping[str, bytes], taken: Taken) -> dict:
    """`files` are the bytes of each table's file by the same name."""
    sources = dict.fromkeys(title for rows in tables.values() for title in _titles(rows) if title)
    content = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"duibiao-{taken.snapshot}",
        "title": _both(taken.title[x] for x in LANGUAGES),
        "description": _both(wording(x)("about.package") for x in LANGUAGES),
        "version": taken.snapshot,
        "homepage": taken.address if taken.address.startswith("http") else "",
        "sources": [{"title": title} for title in sources],
        "resources": [_resource(name, rows, files[name]) for name, rows in tables.items()],
    }
    return {name: value for name, value in content.items() if value}


def _resource(name: str, rows: pd.DataFrame, content: bytes) -> dict:
    missing = _both(wording(x)("about.missing_value") for x in LANGUAGES)
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "missingValues": [{"value": "", "label": missing}],
            "fields": [_field_descriptor(column, rows) for column in of_file(rows)],
        },
    }


def of_file(rows: pd.DataFrame) -> list[Column]:
    """The columns of these rows in CSV, in file order."""
    names = set(columns_of(rows))
    return [one for one in EVERY if one.name in names]


def _field_descriptor(column: Column, rows: pd.DataFrame) -> dict:
    field: dict = {"name": column.name, "type": column.kind, "title": _both(map(column.title, LANGUAGES))}
    if column.measured:
        field["description"] = _both(wording(x)(f"measured.{column.measured}") for x in LANGUAGES)
    if categories := _categories(column.name, rows):
        field["categories"] = categories
    return field


def _categories(name: str, rows: pd.DataFrame) -> list[dict[str, str]]:
    """The codes found in a column of codes in these rows, each with its words."""
    if name not in CODED or name not in rows:
        return []
    found = worded(rows[[name]].drop_duplicates())
    labelled = found[found[f"{name}_zh"] != ""].sort_values(name).to_dict("records")
    return [{"value": row[name], "label": _both(row[f"{name}_{x}"] for x in LANGUAGES)} for row in labelled]


def _titles(rows: pd.DataFrame) -> Iterator[str]:
    """The titles of the documents in both languages."""
    for name in SOURCES:
        columns = [f"{name}_{x}" for x in LANGUAGES]
        if set(columns) <= set(rows):
            yield from map(_both, rows[columns].dropna().drop_duplicates().itertuples(index=False))


def _both(said: Iterable[str]) -> str:
    """A text in both languages, given once if they are the same."""
    return " · ".join(dict.fromkeys(said))


def _csv_on_the_web(tables: Tables, taken: Taken) -> dict:
    """The same tables, with column titles in Chinese and English."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dc:title": [{"@value": taken.title[x], "@language": x} for x in LANGUAGES],
        "dc:identifier": taken.snapshot,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": [
            {"url": f"{name}.csv", "tableSchema": {"columns": [*map(_web_column, of_file(rows))]}}
            for name, rows in tables.items()
        ],
    }


def _web_column(column: Column) -> dict:
    titles = {x: column.title(x) for x in LANGUAGES} | {"und": column.name}
    return {"name": column.name, "titles": titles, "datatype": column.kind, "null": ""}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip that depends on nothing but their content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            archive.writestr(entry, content)
    return packed.getvalue()
