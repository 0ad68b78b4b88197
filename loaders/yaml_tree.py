"""YAML as the curator wrote it: every scalar a string, every key and value with its line and column."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from loaders.problems import Problem

Path_ = tuple[str | int, ...]
Place = tuple[int, int]
FULL_WIDTH = re.compile(r"\s*(?:- )?[\w-]+：", re.ASCII)  # a key and the colon of a Chinese keyboard


def _composed(text: str) -> yaml.Node | None:
    """The node tree, by libyaml where it is there; what it refuses is refused again in PyYAML's clearer words."""
    with suppress(yaml.YAMLError, AttributeError):
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


class Tree:
    """A YAML file: `content` (dicts, lists, strings), `at` a path's position, `problems` found while reading."""

    def __init__(self, file: Path, name: str):
        self.name = name
        self.content: Any = {}
        self.problems: list[Problem] = []
        self._values: dict[Path_, Place] = {}
        self._keys: dict[Path_, Place] = {}
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = file.read_bytes()[: error.start].count(b"\n") + 1
            self.problems.append(Problem(name, line, 1, "F02"))
            return
        self._read(text)

    def at(self, path: Path_) -> Place:
        """Line and column of the value at `path`, else of its nearest parent."""
        while path and path not in self._values:
            path = path[:-1]
        return self._values.get(path, (1, 1))

    def at_key(self, path: Path_) -> Place:
        """Line and column of the key that ends `path`, else of its nearest parent."""
        return self._keys.get(path) or self.at(path)

    def _read(self, text: str) -> None:
        try:
            for token in yaml.scan(text) if re.search("[&*!]", text) else ():
                if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                    self._object("Y07", token.start_mark, text="".join(part or "" for part in token.value))
            root = None if self.problems else _composed(text)
        except yaml.YAMLError as error:
            self.problems.append(self._unreadable(text, error))
            return
        if isinstance(root, yaml.MappingNode):
            self.content = self._value(root, ())
        elif root is not None:
            self._object(
                "Y05",
                root.start_mark,
                text=str(root.value) if isinstance(root, yaml.ScalarNode) else "- …",
                wanted="id: …",
            )

    def _unreadable(self, text: str, error: yaml.YAMLError) -> Problem:
        mark = getattr(error, "problem_mark", None)
        before = text[: mark.index if mark else getattr(error, "position", 0)].split("\n")
        lines = text.split("\n")
        # YAML notices a full-width colon only at the next real one, which is often on the next line.
        for number in (len(before), len(before) - 1):
            if number and FULL_WIDTH.match(line := lines[number - 1]):
                column, wanted = len(line) - len(line.lstrip()) + 1, line.replace("：", ": ", 1).strip()
                return Problem(self.name, number, column, "Y06", "", line.strip(), wanted)
        said = getattr(error, "problem", None) or str(error)
        return Problem(self.name, len(before), len(before[-1]) + 1, "Y01", text=said)

    def _value(self, node: yaml.Node, path: Path_) -> Any:
        self._values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.ScalarNode):
            if FULL_WIDTH.match(node.value) and not node.style and path and path[-1] not in ("zh", "en"):
                self._object(
                    "Y06", node.start_mark, text=node.value, wanted=node.value.replace("：", ": ", 1)
                )
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child, (*path, i)) for i, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        raise TypeError(f"no node of YAML: {node!r}")

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            if key in content:
                self._object("Y02", key_node.start_mark, text=key, wanted=str(self._keys[here][0]), field=key)
                continue
            if FULL_WIDTH.match(key) and not key_node.style:
                self._object("Y06", key_node.start_mark, text=key, wanted=key.replace("：", ": ", 1))
            self._keys[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            content[key] = self._value(value_node, here)
        return content

    def _object(self, code: str, mark: yaml.Mark, **words: str) -> None:
        self.problems.append(Problem(self.name, mark.line + 1, mark.column + 1, code, **words))
