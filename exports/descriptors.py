"""Descriptors: what a package's tables hold, for programs – Data Package v2 and CSV on the Web."""

import hashlib
import json
from collections.abc import Iterator, Mapping

import pandas as pd

from exports.columns import Column, of_file
from exports.csv_file import CODED, worded
from exports.taken import Taken
from words import LANGUAGES, wording
from words.sources import SOURCES

PROFILES = "https://datapackage.org/profiles/2.0"


def data_package(tables: Mapping[str, pd.DataFrame], files: Mapping[str, bytes], taken: Taken) -> bytes:
    """datapackage.json: `tables` by name, and the bytes of each table's file by the same name."""
    sources = dict.fromkeys(both for rows in tables.values() for both in _titles(rows) if both)
    content = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"duibiao-{taken.snapshot}",
        "title": _both(taken.title),
        "description": _both({x: wording(x)("about.package") for x in LANGUAGES}),
        "version": taken.snapshot,
        "homepage": taken.address if taken.address.startswith("http") else "",
        "sources": [{"title": title} for title in sources],
        "resources": [_resource(name, rows, files[name]) for name, rows in tables.items()],
    }
    return _json({name: value for name, value in content.items() if value})


def csv_on_the_web(tables: Mapping[str, pd.DataFrame], taken: Taken) -> bytes:
    """csv-metadata.json: the same tables, with column titles in Chinese and English."""
    return _json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
            "dc:title": [{"@value": taken.title[x], "@language": x} for x in LANGUAGES],
            "dc:identifier": taken.snapshot,
            "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
            "tables": [
                {"url": f"{name}.csv", "tableSchema": {"columns": [*map(_web_column, of_file(rows))]}}
                for name, rows in tables.items()
            ],
        }
    )


def _web_column(column: Column) -> dict:
    return {
        "name": column.name,
        "titles": {x: column.title(x) for x in LANGUAGES} | {"und": column.name},
        "datatype": column.kind,
        "null": "",
    }


def _resource(name: str, rows: pd.DataFrame, content: bytes) -> dict:
    labels = {x: wording(x)("about.missing_value") for x in LANGUAGES}
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
            "missingValues": [{"value": "", "label": _both(labels)}],
            "fields": [_field_descriptor(column, rows) for column in of_file(rows)],
        },
    }


def _field_descriptor(column: Column, rows: pd.DataFrame) -> dict:
    field: dict = {"name": column.name, "type": column.kind}
    field["title"] = _both({x: column.title(x) for x in LANGUAGES})
    if column.measured:
        field["description"] = _both({x: wording(x)(f"measured.{column.measured}") for x in LANGUAGES})
    if categories := _categories(column.name, rows):
        field["categories"] = categories
    return field


def _categories(name: str, rows: pd.DataFrame) -> list[dict[str, str]]:
    """The codes found in a column of codes in these rows, each with its words."""
    if name not in CODED or name not in rows:
        return []
    found = worded(rows[[name]].drop_duplicates())
    labelled = found[found[f"{name}_zh"] != ""].sort_values(name).to_dict("records")
    return [
        {"value": row[name], "label": _both({x: row[f"{name}_{x}"] for x in LANGUAGES})} for row in labelled
    ]


def _titles(rows: pd.DataFrame) -> Iterator[str]:
    """The titles of the documents in both languages."""
    for name in SOURCES:
        columns = [f"{name}_{x}" for x in LANGUAGES]
        if set(columns) <= set(rows):
            for titles in rows[columns].dropna().drop_duplicates().itertuples(index=False):
                yield _both(dict(zip(LANGUAGES, titles, strict=True)))


def _both(said: Mapping[str, str]) -> str:
    """A text in both languages, given once if they are the same."""
    return " · ".join(dict.fromkeys(said[x] for x in LANGUAGES))


def _json(content: dict) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
