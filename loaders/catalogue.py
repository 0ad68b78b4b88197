"""The catalogue: every YAML file of a dataset, read, typed and cross-checked."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from loaders import contract
from loaders.files import files_in, is_there
from loaders.problems import Problem, closest
from loaders.yaml_tree import Tree

CATALOGUE_FILES: dict[str, Any] = {
    "places": dict[str, contract.Place],
    "topics": dict[str, contract.Topic],
    "frameworks": contract.Frameworks,
    "units": dict[str, contract.Unit],
    "sources": dict[str, contract.Source],
    "matters": dict[str, contract.Matter],
    "checks": dict[str, contract.Check],
    "measures": dict[str, contract.Measure],
    "problems": dict[str, contract.ProblemNamed],
    "funnels": dict[str, contract.Funnel],
    "CHANGELOG": dict[str, contract.Change],
}
OPTIONAL_FILES = {"matters", "checks", "measures", "problems", "funnels", "CHANGELOG"}
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


def read_catalogue(folder: Path) -> tuple[Catalogue, list[Problem]]:
    """Read every YAML file of `folder`; returns the catalogue of all that could be read, and every problem."""
    catalogue, problems = Catalogue(), []
    for name, form in CATALOGUE_FILES.items():
        file = folder / f"{name}.yaml"
        if is_there(file):
            entries, faults = _read_file(catalogue, file, file.name, folder, form)
            problems += faults
            if entries is not None:
                setattr(catalogue, name.lower(), entries)
        elif name not in OPTIONAL_FILES:
            catalogue.unread.add(name)
            problems.append(Problem(file.name, 0, 0, "F01", wanted=file.name))
    for file in files_in(folder, "indicators", ".yaml"):
        problems += _read_indicators(catalogue, file, folder)
    return catalogue, problems + _strange_files(folder)


def _read_file(
    catalogue: Catalogue, file: Path, name: str, folder: Path, form: Any
) -> tuple[Any, list[Problem]]:
    tree = catalogue.trees[name] = Tree(file, name, folder)
    if tree.problems and not tree.content:
        catalogue.unread.add(name.split("/")[0].removesuffix(".yaml"))
    entries, problems = typed_tree(tree, form)
    return entries, tree.problems + problems


def _read_indicators(catalogue: Catalogue, file: Path, folder: Path) -> list[Problem]:
    name = f"indicators/{file.name}"
    entries, problems = _read_file(catalogue, file, name, folder, dict[str, contract.Indicator])
    topics = catalogue.ids("topics")
    if topics is not None and file.stem not in topics:
        problems.append(Problem(name, 0, 0, "F08", text=file.stem, wanted=closest(file.stem, topics)))
    for id_, indicator in (entries or {}).items():
        if id_ in catalogue.indicators:
            first = f"indicators/{catalogue.indicator_topic[id_]}.yaml"
            place = catalogue.trees[name].at_key((id_,))
            problems.append(Problem(name, *place, "R02", text=id_, wanted=first))
            continue
        catalogue.indicators[id_] = indicator
        catalogue.indicator_topic[id_] = file.stem
    return problems


def typed_tree(tree: Tree, form: Any) -> tuple[Any, list[Problem]]:
    """The tree's content as `form`, without entries that have problems, and these problems."""
    if tree.problems:
        return None, []
    if isinstance(form, type) and issubclass(form, BaseModel):
        entries, problems = _validated(tree, form, tree.content, ())
        return entries, problems
    entry_form, entries, problems = form.__args__[1], {}, []
    for id_, content in tree.content.items():
        if not contract.is_id(id_):
            problems.append(Problem(tree.name, *tree.at_key((id_,)), "R06", text=id_, wanted="anyang-2021"))
        entry, faults = _validated(tree, entry_form, content, (id_,))
        problems += faults
        if entry is not None:
            entries[id_] = entry
    return entries, problems


def _validated(tree: Tree, form: Any, content: Any, path: tuple) -> tuple[Any, list[Problem]]:
    try:
        return TypeAdapter(form).validate_python(content), []
    except ValidationError as error:
        return None, [_problem(tree, form, path, one) for one in error.errors()]


def _problem(tree: Tree, form: Any, path: tuple, error: ErrorDetails) -> Problem:
    where = (*path, *error["loc"])
    kind, context, name = error["type"], error.get("ctx", {}), str(where[-1]) if where else ""
    text, place = str(error["input"]), tree.at(where)
    if name == "[key]":
        name, place = str(where[-2]), tree.at_key(where[:-1])
    if kind == "missing":
        return Problem(tree.name, *tree.at_key(where[:-1]), "Y04", name, wanted=name)
    if kind == "extra_forbidden":
        known = closest(name, _names_at(form, error["loc"][:-1]))
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
    allowed = {f"{name}.yaml" for name in CATALOGUE_FILES} | OTHER_FILES
    wanted, problems = {"": ", ".join(sorted(allowed)), "indicators/": "*.yaml", "observations/": "*.csv"}, []
    for room, belonging in wanted.items():
        try:
            names = sorted(os.listdir(folder / room))
        except OSError as error:
            if is_there(folder / room):
                problems.append(Problem(room or ".", 0, 0, "F13", text=error.strerror or str(error)))
            continue
        problems += [
            Problem(room + name, 0, 0, "F09", text=name, wanted=belonging)
            for name in names
            if not name.startswith(".")
            and (not name.endswith(belonging[1:]) if room else name not in allowed)
        ]
    return problems
