"""The overlay of texts: what stands in `chain-rule.zh.yaml` in the place of the source's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath, Node
from tutor.lesson.files.spelling import listed, nearest
from tutor.lesson.format.fields import one_line_fields, translatable_fields
from tutor.lesson.format.markdown_rules import FixedPart, fixed_parts, is_nested_too_deeply
from tutor.lesson.format.markup import parameters
from tutor.lesson.format.scalars import shortened

Model = TypeVar("Model", bound=BaseModel)

_TOP_KEYS: Final = frozenset({"language"})
"""Keys of a translation that are its own."""


def overlay(source: Model, document: Document, language: str) -> tuple[Model, list[Problem]]:
    """Return `source` with the texts of `document`, and what is wrong with them; a wrong text is left out."""
    writer = _Overlay(document)
    data = document.data
    if not isinstance(data, dict):
        return source, [Node(document).problem("not-a-mapping", value=shortened(data))]
    if data.get("language") != language:
        writer.problems.append((document / "language").problem("translation-language", expected=language))
    texts = {key: value for key, value in data.items() if key not in _TOP_KEYS}
    return writer.part(source, texts, ()).model_copy(update={"language": language}), writer.problems


def translated_path(source: BaseModel, path: KeyPath) -> KeyPath:
    """Return where a translation has the text that stands at `path` of `source`: ids in the place of indexes."""
    value: Any = source
    words: list[str | int] = []
    for item in path:
        value = getattr(value, item) if isinstance(item, str) and isinstance(value, BaseModel) else value[item]
        words.append(getattr(value, "id", item) if isinstance(item, int) else item)
    return tuple(words)


class _Overlay:
    """Walks the source and a translation side by side and collects what does not fit."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.problems: list[Problem] = []

    def part(self, source: Model, entries: Any, path: KeyPath) -> Model:
        """Return `source` with the texts that `entries` has for it."""
        replaced: dict[str, Any] = {}
        for key, value in self._entries(entries, path):
            here = (*path, key)
            if key not in type(source).model_fields:
                self._unknown(here, [name for name, item in source if _has_texts(source, name, item)])
            elif key in translatable_fields(type(source)):
                one_line = key in one_line_fields(type(source))
                replaced[key] = self._words(getattr(source, key), value, here, one_line)
            elif _has_texts(source, key, getattr(source, key)):
                replaced[key] = self._inside(getattr(source, key), value, here)
            else:
                self._report("not-a-translatable-key", here, key=key)
        return source.model_copy(update=replaced)

    def _entries(self, entries: Any, path: KeyPath) -> Iterator[tuple[str, Any]]:
        if isinstance(entries, dict):
            yield from entries.items()
        else:
            self._report("no-value" if entries is None else "not-a-mapping", path, value=shortened(entries))

    def _inside(self, source: Any, entries: Any, path: KeyPath) -> Any:
        """Parts by id or name, or one part by its keys."""
        if isinstance(source, BaseModel):
            return self.part(source, entries, path)
        by_id = dict(source) if isinstance(source, Mapping) else {part.id: part for part in source}
        for id_, value in self._entries(entries, path):
            if id_ in by_id:
                by_id[id_] = self.part(by_id[id_], value, (*path, id_))
            else:
                self._unknown((*path, id_), by_id)
        return by_id if isinstance(source, Mapping) else tuple(by_id.values())

    def _words(self, source: Any, value: Any, path: KeyPath, one_line: bool) -> Any:
        """A text, texts by key, or a list of texts; a list of single words may be longer in another language."""
        if isinstance(source, Mapping):
            return {**source, **dict(self._words_by_key(source, value, path))}
        if not isinstance(source, tuple):
            return self._text(source, value, path, one_line)
        if not isinstance(value, list):
            self._report("not-a-list", path, value=shortened(value))
            return source
        if one_line:
            return tuple(self._text(text, text, (*path, index), one_line) for index, text in enumerate(value))
        if len(value) != len(source):
            self._report("translation-count", path, expected=len(source), given=len(value))
            return source
        pairs = enumerate(zip(source, value, strict=True))
        return tuple(self._text(text, word, (*path, index), one_line) for index, (text, word) in pairs)

    def _words_by_key(self, source: Mapping[str, str], value: Any, path: KeyPath) -> Iterator[tuple[str, str]]:
        for key, text in self._entries(value, path):
            if key in source:
                yield key, self._text(source[key], text, (*path, key), one_line=False)
            else:
                self._unknown((*path, key), source)

    def _text(self, source: Any, value: Any, path: KeyPath, one_line: bool) -> Any:
        if not isinstance(value, str) or not value.strip():
            self._report("no-value" if value in (None, "") else "not-a-text", path, value=shortened(value))
            return source
        if not source:
            self._report("translation-without-source", path)
            return source
        text = value.strip()
        if one_line and "\n" in text:
            self._report("not-one-line", path, value=shortened(text))
            return source
        if is_nested_too_deeply(text):
            self._report("text-nested-too-deeply", path)
            return source
        self._compare(source, text, path)
        # A parameter that the source's text does not use has no number there.
        return source if "@{" in text and not set(parameters(text)) <= set(parameters(source)) else text

    def _compare(self, source: str, text: str, path: KeyPath) -> None:
        before, after = sorted(fixed_parts(source)), sorted(fixed_parts(text))
        if before == after:
            return
        written: dict[FixedPart, str] = {}
        for one in (text, source):
            written.update(
                zip(fixed_parts(one), (part.text for part in fixed_parts(one, as_written=True)), strict=True)
            )
        missing, added = Counter(before) - Counter(after), Counter(after) - Counter(before)
        for kind in dict.fromkeys(part.kind for part in (*missing, *added)):
            left = listed(written[part] for part in missing.elements() if part.kind == kind)
            right = listed(written[part] for part in added.elements() if part.kind == kind)
            self._report(f"translation-{kind}", path, missing=shortened(left) or "–", added=shortened(right) or "–")

    def _unknown(self, path: KeyPath, known: Any) -> None:
        word = str(path[-1])
        suggestion = nearest(word, known)
        name = ".".join(str(item) for item in path)
        if suggestion:
            self._report("translation-misspelt", path, name=shortened(name), suggestion=suggestion)
        else:
            self._report("translation-unknown", path, name=shortened(name))

    def _report(self, code: str, path: KeyPath, **arguments: str | int) -> None:
        self.problems.append((self._document / path).key_problem(code, **arguments))


def _has_texts(source: BaseModel, name: str, value: Any) -> bool:
    """Whether a translation may speak of this field: it is words, a part with words, or parts with ids or names."""
    if name in translatable_fields(type(source)) or isinstance(value, BaseModel):
        return True
    if isinstance(value, Mapping):
        return any(isinstance(item, BaseModel) and translatable_fields(type(item)) for item in value.values())
    return isinstance(value, tuple) and bool(value) and all(hasattr(item, "id") for item in value)
