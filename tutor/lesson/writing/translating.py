"""What a translation lacks, what is stale in it, and how it is completed: lessons, course, glossary and bank alike."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel

from tutor.errors import BrokenFilesError, Place, Problem, TutorError, cause_of
from tutor.lesson.files.document import Document, KeyPath, Node
from tutor.lesson.files.source import FileError, read_document, read_source, read_text, replace_text
from tutor.lesson.format.fields import translatable_fields
from tutor.lesson.format.markdown_rules import has_words
from tutor.lesson.format.scalars import is_language
from tutor.lesson.loading.course import LoadedCourse, load_course
from tutor.lesson.loading.file import Loaded, has_errors, load_course_file, load_glossary
from tutor.lesson.writing.skeleton import Words, with_text, words_of

_LINE: Final = re.compile(r"(\S+) ([0-9a-f]{16}) ([0-9a-f]{16})")
_LOCK_HEAD: Final = (
    "# Written by `python -m tutor translate {language}`: a text, the hash of its source, that of its translation."
)
_MOST_BYTES: Final = 16 * 1024 * 1024
"""A line is less than 200 bytes, so that no course outgrows this."""

TextState: TypeAlias = Literal["missing", "stale", "current"]
"""`missing` not translated: nothing, filler, or still the words of the source · `stale` its source was changed and it
was not."""

_FILLER: Final = re.compile(
    r"\W*(?:(?:todo|fixme|tbd|wip|translate me|lorem ipsum)\b.*|n/a|x|untranslated|[a-z]{2}(?=\])"
    r"|待译|待翻译|未翻译|未译|同上|略|占位|(\w)\1\1+)?\W*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands where a translation is still to come: `TODO`, `…`, `xxx`."""
_WORD: Final = re.compile(r"[\u2e80-\uffef](?<=\w)|[^\W\u2e80-\uffef]+")
"""A word, or a sign of a script that sets no spaces between words."""
_MOST_ALIKE: Final = 2
"""Different texts that may have the same translation; `same` for each of many is none."""
_LEAST_ADDED: Final = 2
"""A translation that keeps the source's words, `反向传播（backprop）`, has one of its own for each two of them."""


class Pair(NamedTuple):
    """The hashes of a source text and of the translation that was made from it."""

    source: str
    translation: str


Lock: TypeAlias = Mapping[str, Pair]
"""By the name of the text, such as `chain-rule/steps.why.body`."""


def pair_of(source: Words, translation: Words) -> Pair:
    """Return the hashes of a text and its translation."""
    return Pair(_hash(source), _hash(translation))


def _hash(words: Words) -> str:
    """16 hexadecimal digits; spaces around a text do not count."""
    stripped = words.strip() if isinstance(words, str) else [text.strip() for text in words]
    return hashlib.sha256(json.dumps(stripped).encode("ascii")).hexdigest()[:16]


def lock_file(folder: Path, language: str) -> Path:
    """Return where a course keeps the hashes of its translation to `language`."""
    return folder / f"{language}.lock"


def read_lock(file: Path) -> Lock:
    """Return what `file` keeps, nothing where there is none yet; TutorError `translate.lock` for what is no lock."""
    if not file.exists():
        return {}
    lock: dict[str, Pair] = {}
    try:
        lines = read_text(file, file.parent, _MOST_BYTES).splitlines()
    except FileError as error:
        raise TutorError("translate.lock", file=str(file), line=1) from error
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match:
            lock[match[1]] = Pair(match[2], match[3])
        elif line and not line.startswith("#"):
            raise TutorError("translate.lock", file=str(file), line=number)
    return lock


@dataclass(frozen=True, slots=True)
class Entry:
    """One text (or list of texts) of a source file, and what the translation has for it."""

    name: str
    """The file and the keys that lead to it, `chain-rule/steps.why.body`."""
    path: KeyPath
    source: Words
    translation: Words | None
    alike: int = 1
    """How many different texts of the file have this translation."""

    def pair(self) -> Pair | None:
        """Return the hashes of both texts, or None where there is no translation."""
        return None if self.translation is None else pair_of(self.source, self.translation)

    def state(self, locked: Pair | None) -> TextState:
        """Return how the translation stands, given the hashes that were kept when it was last looked at."""
        pair = self.pair()
        if pair is None or (pair != locked and (self.is_filler or self._is_copied)):
            return "missing"
        if locked is not None and locked.translation == pair.translation and locked.source != pair.source:
            return "stale"
        return "current"

    @property
    def is_filler(self) -> bool:
        """Return whether the translation says nothing: `TODO`, `[zh]` and the source, the same for three texts."""
        if self.translation is None or self._is_copied or not _needs_translation(self.source):
            return False
        pairs = zip(_texts(self.source), _texts(self.translation), strict=False)
        return self.alike > _MOST_ALIKE or all(_adds_nothing(*pair) for pair in pairs)

    @property
    def _is_copied(self) -> bool:
        return _folded(self.translation or "") == _folded(self.source) and _needs_translation(self.source)


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """The translation of one file: what its source has to say, and what it says itself."""

    file: Path
    model: BaseModel
    document: Document
    exists: bool

    @property
    def entries(self) -> list[Entry]:
        """Return every text of the source with its translation."""
        stem = self.file.name.split(".")[0]
        found = [(path, source, _words_at(self.document.data, path)) for path, source in source_texts(self.model)]
        alike = Counter(words for _, words in {(source, words) for _, source, words in found})
        return [
            Entry(f"{stem}/{'.'.join(map(str, path))}", path, source, words, alike[words])
            for path, source, words in found
        ]


@dataclass(frozen=True, slots=True)
class Translation:
    """All files of a course in one language, with the lock beside them."""

    folder: Path
    language: str
    files: tuple[TranslationFile, ...]
    lock: Lock

    def entries(self) -> list[Entry]:
        """Return every text of the course with its translation."""
        return [entry for file in self.files for entry in file.entries]

    def names(self, state: TextState) -> list[str]:
        """Return the names of the texts that stand so."""
        return [entry.name for entry in self.entries() if entry.state(self.lock.get(entry.name)) == state]

    def locked(self) -> Lock:
        """Return the lock as it should be now: what is stale keeps the hashes of when it was not."""
        kept: dict[str, Pair] = {}
        for entry in self.entries():
            before, now = self.lock.get(entry.name), entry.pair()
            match entry.state(before):
                case "current" if now is not None:
                    kept[entry.name] = now
                case "stale" if before is not None:
                    kept[entry.name] = before
                case "current" | "stale" | "missing":
                    pass
        return kept

    def accepted(self, names: Sequence[str]) -> Lock:
        """Return the lock with the texts called `names`, or below them, as they are now: they are still right.

        Raises TutorError `translate.unknown-text` for a name that no text of the course has.
        """
        lock = dict(self.locked())
        for name in names:
            meant = [entry for entry in self.entries() if _is_below(entry.name, name)]
            if not meant:
                example = next((entry.name for entry in self.entries()), "–")
                raise TutorError("translate.unknown-text", name=name, example=example)
            lock |= {entry.name: pair for entry in meant if (pair := entry.pair()) is not None}
        return lock


def load_translation(folder: Path, language: str) -> Translation:
    """Return the translation of the course in `folder`, as far as there is one.

    Raises:
        TutorError: a source or a translation has an error (`study.broken-course`, `study.broken-lesson`,
            `translate.broken`), or the lock is none (`translate.lock`), or it is the language of the course.
    """
    course = load_course(folder)
    if language == course.course.source.language:
        raise TutorError("translate.source-language", tag=language)
    files = tuple(_translation_file(loaded, language, folder) for loaded in _sources(course))
    return Translation(folder, language, files, read_lock(lock_file(folder, language)))


def texts_in(loaded: Loaded[Any], language: str) -> list[tuple[Entry, TextState, Place]]:
    """Return the texts of a file that was read, how its translation to `language` has them, and where each belongs."""
    document, model = loaded.translations[language], loaded.written
    if model is None:
        return []
    try:
        lock = read_lock(lock_file(loaded.file.parent, language))
    except TutorError:
        lock = {}  # `translate` says what is wrong with it.
    entries = TranslationFile(document.file, model, document, exists=True).entries
    return [(one, one.state(lock.get(one.name)), document.key_place(one.path)) for one in entries]


def complete(translation: Translation) -> tuple[Translation, dict[Path, int], list[str]]:
    """Write every text that a translation lacks into its file, in the words of the source, and the lock.

    Return the new translation, how many texts each file has gained, and the names of those that found no place: what
    stands around them is written in braces. Raises TutorError `translate.not-written`.
    """
    files: list[TranslationFile] = []
    added: dict[Path, int] = {}
    homeless: list[str] = []
    for file in translation.files:
        completed, left = _completed(file)
        files.append(completed)
        homeless += left
        if completed is not file:
            added[file.file] = sum(entry.translation is None for entry in file.entries) - len(left)
    result = replace(translation, files=tuple(files))
    for file in files:
        if file.file in added:
            _write(file.file, file.document.text)
    save_lock(result, result.locked())
    return result, added, homeless


def save_lock(translation: Translation, lock: Lock) -> None:
    """Keep `lock`, sorted by name, beside the course; raises TutorError `translate.not-written`."""
    lines = [f"{name} {pair.source} {pair.translation}" for name, pair in sorted(lock.items())]
    text = "\n".join([_LOCK_HEAD.format(language=translation.language), *lines]) + "\n"
    _write(lock_file(translation.folder, translation.language), text)


def source_texts(part: BaseModel, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Words]]:
    """Yield what a translation of `part` has to say, with the keys under which it says it."""
    for name, value in part:
        here = (*path, name)
        if name in translatable_fields(type(part)):
            if isinstance(value, Mapping):
                yield from (((*here, key), text) for key, text in value.items())
            elif value:
                yield here, value
        elif isinstance(value, BaseModel):
            yield from source_texts(value, here)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, BaseModel) and hasattr(item, "id"):
                    yield from source_texts(item, (*here, item.id))
        elif isinstance(value, Mapping):
            for key, item in value.items():
                if isinstance(item, BaseModel):
                    yield from source_texts(item, (*here, key))


def _sources(course: LoadedCourse) -> Iterator[Loaded[Any]]:
    yield load_course_file(course.folder)
    if (course.folder / "glossary.yaml").exists():
        yield load_glossary(course.folder)
    if course.bank is not None:
        yield course.bank
    for entry in course.course.source.lessons:
        yield course.lesson(entry.id)


def _translation_file(loaded: Loaded[Any], language: str, folder: Path) -> TranslationFile:
    if loaded.value is None or loaded.written is None or has_errors(loaded.problems, loaded.file):
        raise BrokenFilesError("study.broken-lesson", loaded.problems, lesson=loaded.file.stem)
    file = loaded.file.with_name(f"{loaded.file.stem}.{language}{loaded.file.suffix}")
    exists = file.exists() or file.is_symlink()
    try:
        document = read_document(file, folder) if exists else read_source(f"language: {language}\n", file)
    except FileError as error:
        raise _broken(error.problem(file)) from error
    if not isinstance(document.data, dict):
        raise _broken(Node(document).problem("not-a-mapping", value=""))
    return TranslationFile(file, loaded.written, document, exists)


def _broken(problem: Problem) -> BrokenFilesError:
    return BrokenFilesError("translate.broken", (problem,))


def _completed(file: TranslationFile) -> tuple[TranslationFile, list[str]]:
    """`file` with everything that it lacks, and the names of the texts that found no place in it."""
    document, homeless = file.document, []
    order = [path for path, _ in source_texts(file.model)]
    for entry in file.entries:
        if entry.translation is not None:
            continue
        extended = with_text(document, entry.path, entry.source, order)
        if extended is None:
            homeless.append(entry.name)
        else:
            document = extended
    return (file if document is file.document else replace(file, document=document)), homeless


def _words_at(data: Any, path: KeyPath) -> Words | None:
    for item in path:
        data = data.get(item) if isinstance(data, dict) else None
    return words_of(data)


def _needs_translation(words: Words) -> bool:
    return any(map(has_words, _texts(words)))


def _folded(words: Words) -> list[list[str]]:
    """The words of each text: with other spaces, full stops and capitals they are still those of the source."""
    return [_WORD.findall(text.casefold()) for text in _texts(words)]


def _adds_nothing(source: str, translation: str) -> bool:
    """Whether a translation is filler, or the source's own words with filler, a language or a few words beside them."""
    if _FILLER.fullmatch(translation):
        return True
    (words,), (given,) = _folded(source), _folded(translation)
    start = next((at for at in range(len(given)) if words and given[at : at + len(words)] == words), None)
    if start is None:
        return False
    beside = [*given[:start], *given[start + len(words) :]]
    if len(beside) * _LEAST_ADDED < len(words) or is_language("-".join(beside)):
        return True
    return any(_FILLER.fullmatch(gap.join(beside)) for gap in ("", " "))


def _texts(words: Words) -> Collection[str]:
    return (words,) if isinstance(words, str) else words


def _is_below(name: str, above: str) -> bool:
    return name == above or name.startswith((f"{above}/", f"{above}."))


def _write(file: Path, text: str) -> None:
    try:
        replace_text(file, text)
    except OSError as error:
        raise TutorError("translate.not-written", file=str(file), detail=cause_of(error)) from error
