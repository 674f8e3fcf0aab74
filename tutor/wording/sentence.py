"""A sentence in every language of the program, and the voice that says it in one of them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import PurePath
from string import Formatter
from typing import Final, Literal, TypeAlias, get_args

from tutor.errors import Argument, Cause

Language: TypeAlias = Literal["en", "zh"]
_MODULE: Final = "python -m tutor"
_SCRIPT: Final = "backprop-tutor"
"""The two ways to start the program; sentences are written with the first."""

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_QUOTE: Final = "`"
"""Around a command: what stands between two of them is not broken over two lines where it fits on one."""
_MARKS: Final = "，。；：、！？（）《》"
"""Full-width marks, which hold their own space."""


def program() -> str:
    """Return what a command of this program begins with, as it was started."""
    return _SCRIPT if PurePath(sys.argv[0]).stem == _SCRIPT else _MODULE


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, once in each language: a missing one is a type error.

    `{name}` stands for an argument. `{count|question|questions}` stands for the number and the noun that agrees with
    it, one and several; Chinese needs only `{count}`. `{names|and}` stands for a list whose last part follows an *and*;
    Chinese needs only `{names}`.
    """

    en: str
    zh: str

    @property
    def names(self) -> set[str]:
        """Return the names of the arguments that it needs, the same in every language."""
        return {name.split("|")[0] for _, name, _, _ in Formatter().parse(self.en) if name is not None}

    def in_language(self, language: Language) -> str:
        """Return the template for `language`; commands in it begin as the one that was used does."""
        return (self.zh if language == "zh" else self.en).replace(_MODULE, program())

    def say(self, language: Language, **arguments: Argument) -> str:
        """Return the sentence in `language` with its arguments filled in; only the spaces around them may change.

        Within a command in backticks an argument is quoted as a shell needs it.
        """
        said = command = ""
        for text, name, _, _ in Formatter().parse(self.in_language(language)):
            said = joined(said, text)
            *closed, command = f"{command}{text}".split(_QUOTE)
            command = _QUOTE + command if len(closed) % 2 else ""
            if name is not None:
                value = _filled(name, arguments, language)
                said = joined(said, shlex.quote(value) if command.startswith(program(), 1) else value)
        return said


def joined(before: str, after: str) -> str:
    """Return `before` and `after` in one, set as Chinese is where they meet.

    No space stands between two Chinese characters or beside a full-width mark, and one between a character and a letter
    or digit: what a sentence is filled with may be either.
    """
    left, right = before.rstrip(" "), after.lstrip(" ")
    one, other = left[-1:], right[:1]
    if not one or not other or not (_is_chinese(one) or _is_chinese(other) or one in _MARKS or other in _MARKS):
        return before + after
    if one in _MARKS or other in _MARKS or (_is_chinese(one) and _is_chinese(other)):
        return left + right
    meets = len(left) + len(right) == len(before) + len(after) and one.isalnum() and other.isalnum()
    return f"{before} {after}" if meets else before + after


def together(sentences: Iterable[str]) -> str:
    """Return finished sentences as one text; between Chinese ones stands no space."""
    return reduce(lambda said, more: joined(f"{said} ", more) if said else more, sentences, "")


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


_COUNT: Final = Sentence("{:,}", "{}")
_PLACES: Final = frozenset({"line", "column", "place", "first", "last", "format", "found", "supported"})
"""Arguments that are whole numbers without being counts: where something stands, and versions."""


def counted(value: int, language: Language) -> str:
    """Return a count as sentences of `language` write it: 4,600."""
    return _COUNT.in_language(language).format(value)


_NAMES: Final = Sentence(", ", "、")
_LISTS: Final[Mapping[str, Sentence]] = {
    **dict.fromkeys(("names", "steps", "known", "runs", "settings", "variant"), _NAMES),
    "point": Sentence(", ", "，"),
}
"""What stands between the parts of an argument that is a list, which the core sets apart with commas."""


def _said_cause(cause: Cause, language: Language) -> str:
    """Why something failed, as part of a sentence; what we have no words for, in the system's, quoted."""
    from tutor.wording.causes import CAUSES, UNSAID  # which are sentences themselves

    # SQLite's codes can be long, `SQLITE_IOERR_WRITE`: the second word says most.
    known = CAUSES.get(cause.code) or CAUSES.get("_".join(cause.code.split("_")[:2]))
    if known is None and cause:
        return f"“{cause}”"
    return (known or UNSAID).in_language(language)


def _filled(name: str, arguments: Mapping[str, Argument], language: Language) -> str:
    key, *nouns = name.split("|")
    value = arguments[key]
    if isinstance(value, Cause):
        return _said_cause(value, language)
    said = counted(value, language) if type(value) is int and key not in _PLACES else str(value)
    if nouns == ["and"]:
        return " and ".join(said.rsplit(", ", 1))
    if not nouns:
        return said.replace(", ", _LISTS[key].in_language(language)) if key in _LISTS else said
    one, several = nouns
    return f"{said} {one if value == 1 else several}"


@dataclass(frozen=True, slots=True)
class Voice:
    """Says sentences in the language that the learner chose."""

    language: Language

    def __call__(self, sentence: Sentence, /, **arguments: Argument) -> str:
        """Return `sentence` with `arguments` in its gaps."""
        return sentence.say(self.language, **arguments)
