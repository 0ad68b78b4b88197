"""Package: tables in one zip that explains itself – to people in two languages, to programs in two standards."""

import io
import re
import zipfile
from collections.abc import Mapping

import pandas as pd

from exports.csv_file import csv_bytes
from exports.descriptors import csv_on_the_web, data_package
from exports.taken import FileSection, Taken, about_file
from words import LANGUAGES, wording

# The earliest date a zip can hold: the same rows give the same bytes, whenever they are downloaded.
MADE = (1980, 1, 1, 0, 0, 0)
DESCRIBED = {"datapackage.json": "data_package", "csv-metadata.json": "csv_on_the_web"}
READABLE = 0o644 << 16
MARKS = re.compile(r"([\\`*_\[\]<>|#~])")


def package_bytes(tables: Mapping[str, pd.DataFrame], taken: Taken) -> bytes:
    """A zip of `tables` (name → rows), each as the CSV that can also be downloaded alone, with the files that explain them."""
    tables = {_slug(name): rows for name, rows in tables.items()}
    files = {name: csv_bytes(rows, taken.snapshot, taken.address) for name, rows in tables.items()}
    explained = {f"README.{x}.md": readme(tables, taken, x).encode("utf-8") for x in LANGUAGES}
    described = {
        "datapackage.json": data_package(tables, files, taken),
        "csv-metadata.json": csv_on_the_web(tables, taken),
    }
    return zipped({f"{name}.csv": content for name, content in files.items()} | described | explained)


def readme(tables: Mapping[str, pd.DataFrame], taken: Taken, language: str) -> str:
    """The README in one language: the files, then what applies to all of them, said once."""
    text = wording(language)
    every = pd.concat([rows.astype(object) for rows in tables.values()], ignore_index=True)
    files = [text("about.file", name=f"{name}.csv", n=len(rows)) for name, rows in tables.items()]
    files += [text("about.line", name=name, said=text(f"about.{key}")) for name, key in DESCRIBED.items()]
    sections = [FileSection(text("about.files"), files), *about_file(every, taken, language)]
    told = (
        f"## {_plain(s.heading)}\n\n" + "\n".join(f"- {_plain(line)}" for line in s.lines) for s in sections
    )
    return f"# {_plain(taken.title[language])}\n\n{text('about.package')}\n\n" + "\n\n".join(told) + "\n"


def _slug(name: str) -> str:
    """A name in the form that the standards require of a table: lower-case letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def _plain(text: str) -> str:
    """Text from data, on one line and with Markdown escaped."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip that depends on nothing but their content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            archive.writestr(entry, content)
    return packed.getvalue()
