"""The catalogue: every YAML file of a dataset, read, typed and cross-checked."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from loaders import contract
from loaders.files import files_in, is_there
from loaders.problems import Problem, closest
from loaders.yaml_tree import Tree

NEEDED_FILES = ("places", "topics", "frameworks", "units", "sources")
OPTIONAL_FILES = ("matters", "checks", "measures", "problems", "funnels", "CHANGELOG")
OTHER_FILES = {"indicators", "observations", "omitted.csv", "figures.lock", "README.md"}


@dataclass
class Catalogue:
    """The content of a dataset's YAML files: id → entry, in file order."""

    places: dict[str, contract.Place] = field(default_factory=dict)
    topics: dict[str, contract.Topic] = field(default_factory=dict)
    frameworks: contract.Frameworks | None = None
    units: dict[str, contract.Unit] = field(default_factory=dict)
    sources: dict[str, contract.Source] = field(default_factory=dict)
    indicators: dict[str, contract.Indicator] = field(default_factory=dict)
    indicator_topic: dict[str, str] = field(default_factory=dict)
    matters: dict[str, contract.Matter] = field(default_factory=dict)
    checks: dict[str, contract.Check] = field(default_factory=dict)
    measures: dict[str, contract.Measure] = field(default_factory=dict)
    problems: dict[str, contract.ProblemNamed] = field(default_factory=dict)
    funnels: dict[str, contract.Funnel] = field(default_factory=dict)
    changelog: dict[str, contract.Change] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def ids(self, kind: str) -> set[str] | None:
        """Every id the files define for `kind` (places, indicators, national …), including entries with problems.

        None where such a file is missing or cannot be read: no id can then be called unknown.
        """
        if kind in self.unread:
            return None
        if kind in contract.Frameworks.model_fields:
            return set(getattr(self.frameworks, kind)) if self.frameworks else None
        names = [n for n in self.trees if n == f"{kind}.yaml" or n.startswith(f"{kind}/")]
        return {id_ for name in names for id_ in self.trees[name].content}

    def entries(self) -> Iterator[tuple[str, str, BaseModel]]:
        """File, id and entry of everything that has an id and may name others."""
        for id_, indicator in self.indicators.items():
            yield f"indicators/{self.indicator_topic[id_]}.yaml", id_, indicator
        for kind in ("places", "topics", "matters", "checks", "measures", "problems", "funnels"):
            for id_, entry in getattr(self, kind).items():
                yield f"{kind}.yaml", id_, entry


# Name of a YAML file → its form.
FORMS = get_type_hints(Catalogue) | {"frameworks": contract.Frameworks}
CATALOGUE_FILES = {name: FORMS[name.lower()] for name in (*NEEDED_FILES, *OPTIONAL_FILES)}


def read_catalogue(folder: Path) -> tuple[Catalogue, list[Problem]]:
    """Read every YAML file of `folder`; returns the catalogue of all that could be read, and every problem."""
    catalogue, problems = Catalogue(), []
    for name, form in CATALOGUE_FILES.items():
        file = f"{name}.yaml"
        if is_there(folder / file):
            entries, faults = _read_file(catalogue, folder, file, form)
            problems += faults
            if entries is not None:
                setattr(catalogue, name.lower(), entries)
        elif name in NEEDED_FILES:
            catalogue.unread.add(name)
            problems.append(Problem(file, 0, 0, "F01", wanted=file))
    for path in files_in(folder, "indicators", ".yaml"):
        problems += _read_indicators(catalogue, folder, path.stem)
    return catalogue, problems + _strange_files(folder)


def _read_file(catalogue: Catalogue, folder: Path, name: str, form: Any) -> tuple[Any, list[Problem]]:
    tree = catalogue.trees[name] = Tree(folder / name, name, folder)
    if tree.problems and not tree.content:
        catalogue.unread.add(name.split("/")[0].removesuffix(".yaml"))
    return typed_tree(tree, form)


def _read_indicators(catalogue: Catalogue, folder: Path, topic: str) -> list[Problem]:
    name = f"indicators/{topic}.yaml"
    entries, problems = _read_file(catalogue, folder, name, FORMS["indicators"])
    topics = catalogue.ids("topics")
    if topics is not None and topic not in topics:
        problems.append(Problem(name, 0, 0, "F08", text=topic, wanted=closest(topic, topics)))
    for id_, indicator in (entries or {}).items():
        if catalogue.indicator_topic.setdefault(id_, topic) == topic:
            catalogue.indicators[id_] = indicator
        else:
            first = f"indicators/{catalogue.indicator_topic[id_]}.yaml"
            place = catalogue.trees[name].at_key((id_,))
            problems.append(Problem(name, *place, "R02", text=id_, wanted=first))
    return problems


def typed_tree(tree: Tree, form: Any) -> tuple[Any, list[Problem]]:
    """The tree's content as `form`, without entries that have problems, and every problem; None where it cannot be read."""
    if tree.problems:
        return None, tree.problems
    content, typed = tree.content, TypeAdapter(form).validate_python
    is_one_entry = isinstance(form, type(BaseModel))
    problems = [
        Problem(tree.name, *tree.at_key((id_,)), "R06", text=id_, wanted="anyang-2021")
        for id_ in content
        if not is_one_entry and not contract.is_id(id_)
    ]
    try:
        return typed(content), problems
    except ValidationError as error:
        faults = error.errors()
    problems += [_problem(tree, form, fault) for fault in faults]
    if is_one_entry:
        return None, problems
    wrong = {fault["loc"][0] for fault in faults}
    return typed({id_: entry for id_, entry in content.items() if id_ not in wrong}), problems


def _problem(tree: Tree, form: Any, error: ErrorDetails) -> Problem:
    where = error["loc"]
    kind, context, name = error["type"], error.get("ctx", {}), str(where[-1]) if where else ""
    text, place = str(error["input"]), tree.at(where)
    if name == "[key]":
        name, place = str(where[-2]), tree.at_key(where[:-1])
    if kind == "missing":
        return Problem(tree.name, *tree.at_key(where[:-1]), "Y04", name, wanted=name)
    if kind == "extra_forbidden":
        known = closest(name, _names_at(form, where[:-1]))
        return Problem(tree.name, *tree.at_key(where), "Y03", name, name, known)
    if kind == "literal_error":
        return Problem(tree.name, *place, "E01", name, text, context["expected"].replace(" or ", ", "))
    if kind in ("string_too_short", "too_short") and not error["input"]:
        return Problem(tree.name, *place, "T04", name)
    if kind in ("too_short", "too_long"):
        limit = f">= {context['min_length']}" if kind == "too_short" else f"<= {context['max_length']}"
        return Problem(tree.name, *place, "Y05", name, "[…", f"[…] {limit}")
    if kind == "string_pattern_mismatch":
        return Problem(tree.name, *place, "R06", name, text, context["pattern"])
    if kind[0].isupper():
        return Problem(tree.name, *place, kind, name, text, context["wanted"])
    wanted = {"string_type": "text", "list_type": "[…]"}.get(kind, "key: value")
    return Problem(tree.name, *place, "Y05", name, text, wanted)


def _names_at(form: Any, path: tuple) -> list[str]:
    """The keys the contract knows at `path`."""
    for part in path:
        if hasattr(form, "model_fields"):
            form = next(f.annotation for name, f in form.model_fields.items() if part in (name, f.alias))
            form = next((one for one in get_args(form) if type(None) in get_args(form)), form)
        else:  # an index in a list, or the id of an entry
            form = get_args(form)[-1]
    return [f.alias or name for name, f in form.model_fields.items()]


def _strange_files(folder: Path) -> list[Problem]:
    allowed = sorted({f"{name}.yaml" for name in CATALOGUE_FILES} | OTHER_FILES)
    problems = []
    for room, belonging in {"": allowed, "indicators/": ["*.yaml"], "observations/": ["*.csv"]}.items():
        try:
            names = [name for name in sorted(os.listdir(folder / room)) if not name.startswith(".")]
        except OSError as error:
            if is_there(folder / room):
                problems.append(Problem(room or ".", 0, 0, "F13", text=error.strerror or str(error)))
            continue
        problems += [
            Problem(room + name, 0, 0, "F09", text=name, wanted=", ".join(belonging))
            for name in names
            if not any(fnmatchcase(name, one) for one in belonging)
        ]
    return problems
