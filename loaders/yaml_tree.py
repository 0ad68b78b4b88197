"""YAML as the curator wrote it: every scalar a string, every key and value with its line and column."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from loaders.files import read_text
from loaders.problems import DatasetError, Problem

KeyPath = tuple[str | int, ...]
Position = tuple[int, int]
DEEPEST = 12  # levels: the contract needs six; two kilobytes can hold a thousand
NOTHING = {"~", "null", "Null", "NULL"}  # YAML's ways of writing nothing
FULL_WIDTH = re.compile(r"\s*(?:- )?[\w-]+：", re.ASCII)  # a key followed by the colon of a Chinese keyboard


class Tree:
    """A YAML file: `content` (dicts, lists, strings), `at` a path's position, `problems` found while reading.

    If a `folder` is given, the file must be inside it.
    """

    def __init__(self, file: Path, name: str, folder: Path | None = None):
        self.name = name
        self.content: Any = {}
        self._values: dict[KeyPath, Position] = {}
        self._keys: dict[KeyPath, Position] = {}
        text, self.problems = read_text(file, name, folder)
        if not self.problems:
            self._read(text)

    def at(self, path: KeyPath) -> Position:
        """Line and column of the value at `path`, else of its nearest parent."""
        while path and path not in self._values:
            path = path[:-1]
        return self._values.get(path, (1, 1))

    def at_key(self, path: KeyPath) -> Position:
        """Line and column of the key that ends `path`, else of its nearest parent."""
        return self._keys.get(path) or self.at(path)

    def _read(self, text: str) -> None:
        # Event by event: libyaml builds its own tree by recursion, which crashes the interpreter if it is deep.
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        try:
            content = self._root(events)
        except yaml.YAMLError as error:
            self.problems = [self._unreadable(text, error)]
        except DatasetError as refused:
            self.problems = refused.problems
        else:
            is_plain = all(problem.code != "Y07" for problem in self.problems)
            self.content = content if is_plain else {}

    def _root(self, events: Iterator[Any]) -> Any:
        """The content of a file that is one mapping, or empty."""
        next(events)
        if isinstance(next(events), yaml.StreamEndEvent):
            return {}
        root = next(events)
        content = self._value(root, events, ())
        next(events)
        if not isinstance(further := next(events), yaml.StreamEndEvent):
            raise DatasetError([self._problem("Y01", further, text="---")])
        if isinstance(root, yaml.MappingStartEvent):
            return content
        self._object("Y05", root, text=content if isinstance(content, str) else "- …", wanted="id: …")
        return {}

    def _unreadable(self, text: str, error: yaml.YAMLError) -> Problem:
        mark = getattr(error, "problem_mark", None)
        # For a character that YAML does not allow, libyaml gives the byte offset only.
        up_to_byte = text.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
        before = (text[: mark.index] if mark else up_to_byte).split("\n")
        lines = text.split("\n")
        # YAML notices a full-width colon only at the next real one, which is often on the next line.
        for number in (len(before), len(before) - 1):
            if number and FULL_WIDTH.match(line := lines[number - 1]):
                column, wanted = len(line) - len(line.lstrip()) + 1, line.replace("：", ": ", 1).strip()
                return Problem(self.name, number, column, "Y06", "", line.strip(), wanted)
        why = getattr(error, "problem", None) or str(error).splitlines()[0]
        return Problem(self.name, len(before), len(before[-1]) + 1, "Y01", text=why)

    def _value(self, event: Any, events: Iterator[Any], path: KeyPath) -> Any:
        self._values[path] = _position(event)
        if written := event.anchor or getattr(event, "tag", None):
            self._object("Y07", event, text=written.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.AliasEvent):
            return ""
        if isinstance(event, yaml.ScalarEvent):
            if FULL_WIDTH.match(event.value) and not event.style and path and path[-1] not in ("zh", "en"):
                self._object("Y06", event, text=event.value, wanted=event.value.replace("：", ": ", 1))
            return "" if event.value in NOTHING and not event.style else event.value
        if len(path) >= DEEPEST:
            raise DatasetError([self._problem("Y08", event, wanted=str(DEEPEST))])
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        items: list[Any] = []
        while not isinstance(child := next(events), yaml.SequenceEndEvent):
            items.append(self._value(child, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: KeyPath) -> dict[str, Any]:
        content: dict[str, Any] = {}
        passed_over = (*path, "")
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._value(event, events, passed_over)
            here = (*path, key)
            if not isinstance(key, str):
                self._object("Y05", event, text="? …", wanted="key: value")
            elif key in content:
                self._object("Y02", event, text=key, wanted=str(self._keys[here][0]), field=key)
            else:
                self._keys[here] = _position(event)
                content[key] = self._value(next(events), events, here)
                continue
            self._value(next(events), events, passed_over)
        return content

    def _problem(self, code: str, event: Any, **words: Any) -> Problem:
        return Problem(self.name, *_position(event), code, **words)

    def _object(self, code: str, event: Any, **words: str) -> None:
        self.problems.append(self._problem(code, event, **words))


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1
