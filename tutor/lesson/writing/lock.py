"""Which source text each translation was made from: the hashes that tell a stale translation from a current one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from tutor.errors import TutorError
from tutor.lesson.files.document import KeyPath
from tutor.lesson.files.source import FileError, read_text, replace_text

Words: TypeAlias = str | tuple[str, ...]
"""A text, or a list of texts that is translated as a whole."""

_LINE: Final = re.compile(r"(\S+) ([0-9a-f]{16}) ([0-9a-f]{16})")
_HEAD: Final = (
    "# Written by `python -m tutor translate {language}`: a text, the hash of its source, that of its translation."
)


class Pair(NamedTuple):
    """The hashes of a source text and of the translation that was made from it."""

    source: str
    translation: str


_MOST_BYTES: Final = 16 * 1024 * 1024
"""A line is less than 200 bytes, so that no course outgrows this."""

Lock: TypeAlias = Mapping[str, Pair]
"""By the name of the text, such as `chain-rule/steps.why.body`."""


def text_name(stem: str, path: KeyPath) -> str:
    """Return the name of the text at `path` of the translation of `stem`: `chain-rule/steps.why.body`."""
    return f"{stem}/{'.'.join(map(str, path))}"


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


def write_lock(file: Path, lock: Lock) -> None:
    """Keep `lock` in `file`, sorted by name; raises OSError."""
    lines = [f"{name} {pair.source} {pair.translation}" for name, pair in sorted(lock.items())]
    replace_text(file, "\n".join([_HEAD.format(language=file.stem), *lines]) + "\n")
