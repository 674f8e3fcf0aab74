"""YAML text to plain data with the line and column of every key and value, under rules that hold no surprises.

A plain scalar stays the text that was written: the model decides what a number or a flag is. Whatever YAML would read
differently from what the author sees is refused: duplicate keys, anchors, aliases, tags, LaTeX in double quotes.
Nothing outside the folder of a course is read, and files are written as a whole.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import yaml

from tutor.errors import Argument, Place, Problem, TutorError
from tutor.files import SpecialFileError, is_device, read_file, replace_file
from tutor.lesson.files.document import Document, KeyPath, Position, position_at
from tutor.lesson.files.yaml_errors import Quoted, explain, spans_keys
from tutor.lesson.format.quoted import QuotedText
from tutor.text import first_control_character

MOST_BYTES: Final = 256 * 1024
DEEPEST: Final = 20
MOST_VALUES: Final = 20_000

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEAR: Final = 4
"""Levels of collections that are near the surface: course, parts, part, its lessons."""
_LATEX_IN_QUOTES: Final = re.compile(
    r"(?<!\\)(?:\\\\)*\\"
    r"(?:[abefvLNP_][A-Za-z]|(?:n(?:abla|eq?|u|ot)|t(?:heta|au|imes|anh?|ext|o|op)|r(?:ho|ight|m))(?![a-z]))"
)
"""An escape of YAML's that was meant as a LaTeX command: `\\frac` holds a form feed, `\\nabla` a new line."""
_REFUSED: Final = {"control": "control-character", "mark": "stacked-marks"}
"""The codes of characters that no text may hold."""
_LEVELS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
"""How many levels deeper what follows a bracket stands."""
_JOINED: Final = re.compile(r"[\w-]+:(?!//)\S")
"""A key and its value without a space between them, `w:1`; no address."""
_EXPLICIT_KEY: Final = re.compile(r"(?:^|[\s{,\[])\?(?:\s|$)")
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_WHOLE: Final = Position(0, 0)
_LOST_TEXT: Final = re.compile(r"[ \t]+(#(?=[^\s#])[^\n]*)")


class FileError(TutorError):
    """A file that is no lesson, course or glossary; `position` is where it stops being one, 0 the file as a whole."""

    def __init__(self, code: str, position: Position = _WHOLE, /, **arguments: Argument) -> None:
        super().__init__(code, **arguments)
        self.position = position

    def problem(self, file: Path) -> Problem:
        """Return this as a problem of `file`."""
        return Problem(self.code, Place(file, *self.position), self.arguments)


def read_source(text: str, file: Path) -> Document:
    """Return the data of YAML `text`, which stands in `file`; FileError at the first thing in it that is refused."""
    return _Builder(_readable(text)).document(file)


def read_surface(file: Path, folder: Path) -> Any:
    """Return the data near the surface of `file`, None for what is deeper: sooner there than all of `read_document`.

    A file that is refused elsewhere may pass. FileError where it is no YAML, or leads out of `folder`.
    """
    text = _readable(read_text(file, folder))
    try:
        events = yaml.parse(text, _LOADER)
        _stream, _document, first = next(events), next(events), next(events)
        return _surface(first, events, _NEAR)
    except (yaml.YAMLError, StopIteration) as error:
        raise FileError("yaml-syntax") from error


def _surface(event: yaml.Event, events: Iterator[yaml.Event], levels: int) -> Any:
    _refuse_references(event)
    if isinstance(event, yaml.ScalarEvent):
        return None if _is_absent(event) else event.value
    if not levels:
        return _pass_over(events)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_surface(event, events, levels - 1))
        return items
    entries = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        entries[str(_surface(event, events, 0))] = _surface(next(events), events, levels - 1)
    return entries


def _pass_over(events: Iterator[yaml.Event]) -> None:
    """Go to the end of the collection that has begun."""
    level = 1
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            level += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            level -= 1
            if not level:
                break


def _readable(text: str) -> str:
    """Return the `text` of a file with plain line ends, unless no parser should see it.

    That is where it is too much, has half characters, or what could steer a terminal.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise FileError("not-utf8", position_at(text, error.start)) from error
    if size > MOST_BYTES:
        raise FileError("file-too-large", most=MOST_BYTES // 1024)
    if found := first_control_character(text):
        raise FileError(_REFUSED[found.reason], position_at(text, found.place), character=found.character)
    return text


def _position(mark: object) -> Position:
    """The position of a mark of either loader; their classes have only their attributes in common."""
    return Position(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))


class _Builder:
    """Builds the data from the event stream, so that limits stop a hostile file before it is unfolded."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._keys: dict[KeyPath, Position] = {}
        self._values: dict[KeyPath, Position] = {}
        self._lost: list[tuple[Position, str]] = []
        self._open = 0
        self._last_end = 0
        self._last: yaml.Event | None = None
        self._brackets: list[int] = []
        self._events = self._checked_events()

    def document(self, file: Path) -> Document:
        """Return the one document of the text."""
        data = None
        for event in self._events:
            match event:
                case yaml.DocumentStartEvent(version=None, tags=None) if data is None:
                    data = self._node(next(self._events), (), 0)
                case yaml.DocumentStartEvent():
                    raise FileError("several-documents", _position(event.start_mark))
                case _:
                    pass
        if data is None:
            raise FileError("empty-file", Position(1, 1))
        return Document(file, data, self._keys, self._values, self._text, tuple(self._lost))

    def _checked_events(self) -> Iterator[yaml.Event]:
        try:
            for count, event in enumerate(yaml.parse(self._text, _LOADER)):
                if count > MOST_VALUES:
                    raise FileError("too-many-values", _position(event.start_mark), most=MOST_VALUES)
                _refuse_references(event)
                yield event
                self._count_brackets(event)
                if _index(event.end_mark) > self._last_end:
                    self._last_end = _index(event.end_mark)
                    self._last = event
        except yaml.MarkedYAMLError as error:
            self._refuse_depth_before(_index(error.problem_mark))
            code, place, arguments = explain(error, self._text, self._closed_at(error), self._brackets)
            raise FileError(code, position_at(self._text, place), **arguments) from error
        except yaml.YAMLError as error:
            raise FileError("yaml-syntax", Position(1, 1)) from error

    def _refuse_depth_before(self, end: int) -> None:
        """Refuse what is nested too deeply before `end`, where a parser gave up.

        Parsers read ahead, and have limits of their own: one that stops there has told of no collection yet.
        """
        levels = accumulate(_LEVELS.get(sign, 0) for sign in self._text[self._last_end : end])
        deep = next((index for index, level in enumerate(levels) if self._open + level > DEEPEST + 1), None)
        # A bracket in quotes is none, so the events of the text up to here have the last word.
        if deep is not None and (position := _first_too_deep(self._text[: self._last_end + deep + 1])):
            raise FileError("nested-too-deeply", position, most=DEEPEST)

    def _count_brackets(self, event: yaml.Event) -> None:
        """Keep where the brackets that are open begin; a pair of a key and a value inside brackets has none."""
        match event:
            case yaml.CollectionStartEvent(flow_style=True):
                self._brackets.append(_index(event.start_mark))
            case yaml.CollectionEndEvent() if self._brackets:
                self._brackets.pop()
            case _:
                pass

    def _closed_at(self, error: yaml.MarkedYAMLError) -> Quoted | None:
        """The value in quotes that ended right before `error`, if one did."""
        if self._text[self._last_end : _index(error.problem_mark)].strip(" "):
            return None
        match self._last:
            case yaml.ScalarEvent(style="'" | '"' as style, start_mark=start):
                return Quoted(style, _index(start), self._last_end)
            case _:
                return None

    def _node(self, event: yaml.Event, path: KeyPath, depth: int) -> Any:
        self._values[path] = _position(event.start_mark)
        if depth > DEEPEST and isinstance(event, yaml.CollectionStartEvent) and not _is_pair(event, self._text):
            raise FileError("nested-too-deeply", _position(event.start_mark), most=DEEPEST)
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(path, depth, bool(event.flow_style))
            case yaml.SequenceStartEvent():
                return self._sequence(path, depth)
            case yaml.ScalarEvent():
                return self._scalar(event)
            case _:
                raise AssertionError(f"a node begins with {event}")

    def _sequence(self, path: KeyPath, depth: int) -> list[Any]:
        items: list[Any] = []
        self._open = depth + 1
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items)), depth + 1))
        self._open = depth
        return items

    def _mapping(self, path: KeyPath, depth: int, in_flow: bool) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        self._open = depth + 1
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            value = next(self._events)
            if in_flow and _is_absent(value):
                code = "colon-joined" if _JOINED.match(key) else "quote-this-text"
                raise FileError(code, _position(event.start_mark), text=key)
            entries[key] = self._node(value, (*path, key), depth + 1)
        self._open = depth
        return entries

    def _key(self, event: yaml.Event, path: KeyPath) -> str:
        position = _position(event.start_mark)
        if not isinstance(event, yaml.ScalarEvent) or event.style in ("|", ">") or self._is_explicit(event):
            raise FileError("key-not-a-word", position)
        key = self._scalar(event) or ""
        first = self._keys.setdefault((*path, key), position)
        if first != position:
            code = "duplicate-key-in-item" if path and isinstance(path[-1], int) else "duplicate-key"
            raise FileError(code, position, key=key, line=first.line)
        return key

    def _is_explicit(self, event: yaml.Event) -> bool:
        """Whether a `?` announces the key, which the two loaders do not read alike."""
        before = self._text[self._last_end : _index(event.start_mark)]
        return "?" in before and bool(_EXPLICIT_KEY.search(_COMMENT.sub("", before)))

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        if _is_absent(event):
            return None
        if event.style == '"':
            self._refuse_escapes(event)
        if not event.style and (lost := _LOST_TEXT.match(self._text, _index(event.end_mark))):
            self._lost.append((position_at(self._text, lost.start(1)), lost[1].strip()))
        return QuotedText(event.value) if event.style else str(event.value)

    def _refuse_escapes(self, event: yaml.ScalarEvent) -> None:
        """Only escapes in double quotes can make characters that the text itself does not show."""
        start, end = _index(event.start_mark), _index(event.end_mark)
        if _LATEX_IN_QUOTES.search(self._text, start, end):
            code = "quote-not-closed" if spans_keys(self._text[start:end]) else "latex-in-double-quotes"
            raise FileError(code, _position(event.start_mark))
        if found := first_control_character(event.value):
            raise FileError(_REFUSED[found.reason], _position(event.start_mark), character=found.character)


def _is_pair(event: yaml.Event, text: str) -> bool:
    """Whether a mapping is one pair without braces of its own inside brackets, `[a: b]`."""
    return bool(getattr(event, "flow_style", False)) and text[_index(event.start_mark)] not in "[{"


def _is_absent(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.style and not event.value


def _first_too_deep(text: str) -> Position | None:
    """The place of the first collection of an unfinished `text` that is nested too deeply."""
    level = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, _LOADER):
            level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if level > DEEPEST + 1 and isinstance(event, yaml.CollectionStartEvent) and not _is_pair(event, text):
                return _position(event.start_mark)
    return None


def _refuse_references(event: yaml.Event) -> None:
    sign = ""
    if isinstance(event, yaml.AliasEvent):
        sign = "*"
    elif getattr(event, "anchor", None) is not None:
        sign = "&"
    elif getattr(event, "tag", None) is not None:
        sign = "!"
    if sign:
        raise FileError("value-begins-with-sign", _position(event.start_mark), sign=sign)


def read_document(file: Path, folder: Path) -> Document:
    """Return what stands in `file`; FileError when it is no readable YAML, or leads out of `folder`."""
    return read_source(read_text(file, folder), file)


def replace_text(file: Path, text: str) -> None:
    """Write `text` to `file` as a whole or not at all, line ends as they are; a file that has it is left alone.

    Raises:
        OSError: it could not be written, or a link leads out of the folder of `file`.
    """
    real = file.resolve()
    if not real.is_relative_to(file.parent.resolve()):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(file))
    content = text.encode()
    if not (real.is_file() and real.read_bytes() == content):
        replace_file(real, content)


def read_text(file: Path, folder: Path, most: int = MOST_BYTES) -> str:
    """Return the text of a regular file below `folder`, symbolic links followed; FileError for anything else.

    At most `most` bytes are read.
    """
    if found := first_control_character(file.name):
        raise FileError("file-name", character=found.character)
    if is_device(file.name):
        raise FileError("device-name", value=file.name)
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            raise FileError("outside-folder")
        content = read_file(real, most)
    except SpecialFileError as error:
        raise FileError("not-a-file") from error
    except FileNotFoundError as error:
        raise FileError("no-such-file") from error
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise FileError("unreadable-file") from error
    if len(content) > most:
        raise FileError("file-too-large", most=most // 1024)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        raise FileError("not-utf8", Position(before.count(b"\n") + 1, column)) from error
