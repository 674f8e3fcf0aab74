"""Finds lessons, steps and terms by a few letters, in either language, also where one of them is mistyped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, Literal, TypeAlias

from tutor.lesson.format.course_model import Glossary
from tutor.lesson.format.model import Lesson, Step

Kind: TypeAlias = Literal["lesson", "term", "step"]

MOST: Final = 30
"""Results that are worth looking through."""

_TITLE_IS: Final = 100.0
_TITLE_BEGINS: Final = 80.0
_WORD_BEGINS: Final = 70.0
_TITLE_HAS: Final = 60.0
_TITLE_NEARLY: Final = 50.0
_NEARLY: Final = 45.0
_SCATTERED: Final = 35.0
_TEXT_WORD: Final = 25.0
_TEXT_HAS: Final = 15.0
_KIND_FIRST: Final[Mapping[Kind, float]] = {"lesson": 3.0, "term": 2.0, "step": 0.0}
"""Breaks ties between kinds; smaller than the distance of any two ranks above."""

_WORDS: Final = re.compile(r"\w+")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]+")
_ARTICLE: Final = re.compile(r"^(the|an?) ")
_PARAMETER: Final = re.compile(r"@\{\w+\}")
_MARKUP: Final = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")


@dataclass(frozen=True)
class Entry:
    """Something that can be found: `titles` and `texts` in every language, the learner's first."""

    kind: Kind
    id: str
    lesson: str
    title: str
    text: str
    titles: tuple[str, ...] = field(default=(), repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def plain_titles(self) -> tuple[str, ...]:
        """The titles as they are compared, without an article before them."""
        return tuple(_ARTICLE.sub("", _plain(title)) for title in self.titles)

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The words of the titles."""
        return tuple(word for title in self.plain_titles for word in _WORDS.findall(title))

    @cached_property
    def plain_text(self) -> str:
        """The texts as they are compared."""
        return " \n ".join(_plain(_MARKUP.sub(r"\1", text)) for text in self.texts)


def entries_of(lessons: Sequence[tuple[Lesson, ...]], glossaries: Sequence[Glossary]) -> tuple[Entry, ...]:
    """Return everything that can be found.

    `lessons` holds each lesson, `glossaries` the glossary, in every language, the learner's first.
    """
    found = [entry for versions in lessons for entry in _of_lesson(versions)]
    return (*found, *_of_glossary(glossaries))


def search(entries: Iterable[Entry], query: str, most: int = MOST) -> list[Entry]:
    """Return what `query` finds, the best first. Every word of it must be found; order and case don't matter."""
    words = _plain(query).split()
    if not words:
        return []
    scored = [(score, entry) for entry in entries if (score := _score(entry, words)) > 0]
    scored.sort(key=lambda pair: -pair[0])
    return [entry for _, entry in scored[:most]]


def _of_lesson(versions: tuple[Lesson, ...]) -> Iterator[Entry]:
    first = versions[0]
    titles = (*(lesson.title for lesson in versions), first.id)
    yield Entry(
        "lesson", first.id, first.id, first.title, first.summary, titles, tuple(lesson.summary for lesson in versions)
    )
    for step in first.steps:
        if not step.retired:
            same = [lesson.step(step.id) for lesson in versions]
            titles = (*(version.title for version in same), step.id)
            yield Entry("step", step.id, first.id, step.title, _text(step), titles, tuple(map(_text, same)))


def _of_glossary(glossaries: Sequence[Glossary]) -> Iterator[Entry]:
    for term in glossaries[0].terms:
        same = [version for glossary in glossaries if (version := glossary.term(term.id))]
        titles = tuple(name for version in same for name in (version.title, *version.aliases))
        yield Entry("term", term.id, "", term.title, term.text, titles, tuple(version.text for version in same))


def _text(step: Step) -> str:
    """The text of a step; a number that is drawn afresh has no value here."""
    return _PARAMETER.sub("…", step.prompt)


def _score(entry: Entry, words: Sequence[str]) -> float:
    """The mean rank of the words, 0 where one of them is not found."""
    ranks = [_rank(entry, word) for word in words]
    if len(words) > 1:
        # "chain rule" is the title "The chain rule" more than it is two of its words.
        ranks.append(max(_title_rank(entry, " ".join(words)), min(ranks)))
    # Of titles that fit equally well the shortest is meant.
    return 0.0 if min(ranks) == 0 else sum(ranks) / len(ranks) + _KIND_FIRST[entry.kind] + 1 / (1 + len(entry.title))


def _rank(entry: Entry, word: str) -> float:
    return _title_rank(entry, word) or _nearly(entry, word) or _text_rank(entry, word)


def _title_rank(entry: Entry, text: str) -> float:
    if text in entry.plain_titles:
        return _TITLE_IS
    if any(title.startswith(text) for title in entry.plain_titles):
        return _TITLE_BEGINS
    if any(word.startswith(text) for word in entry.title_words):
        return _WORD_BEGINS
    return _TITLE_HAS if any(text in title for title in entry.plain_titles) else 0.0


def _nearly(entry: Entry, word: str) -> float:
    if _CHINESE.fullmatch(word):
        # Chinese has no letters to mistype; characters between those that were typed are what is left out.
        return _SCATTERED if len(word) > 1 and any(_in_order(word, title) for title in entry.plain_titles) else 0.0
    allowed = (len(word) >= 5) + (len(word) >= 9)
    if allowed and any(_is_nearly(title, word, allowed) for title in entry.plain_titles):
        return _TITLE_NEARLY
    return _NEARLY if allowed and any(_begins_nearly(title, word, allowed) for title in entry.title_words) else 0.0


def _text_rank(entry: Entry, word: str) -> float:
    place = entry.plain_text.find(word)
    if place < 0:
        return 0.0
    at_word = place == 0 or not entry.plain_text[place - 1].isalnum() or bool(_CHINESE.match(word))
    # A single letter is in every text and says nothing.
    return 0.0 if len(word) == 1 and word.isascii() else _TEXT_WORD if at_word else _TEXT_HAS


def _in_order(characters: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in characters)


@lru_cache(4096)
def _begins_nearly(whole: str, typed: str, allowed: int) -> bool:
    """Whether `whole` begins with something that is at most `allowed` slips of the finger away from `typed`."""
    return min(row[-1] for row in _alignment(whole[: len(typed) + allowed], typed)) <= allowed


def _is_nearly(whole: str, typed: str, allowed: int) -> bool:
    return abs(len(whole) - len(typed)) <= allowed and slips(whole, typed) <= allowed


def slips(one: str, other: str) -> int:
    """Return how many letters must be added, dropped, replaced or swapped with the next to make `one` into `other`.

    This is the optimal string alignment distance, a restricted Damerau–Levenshtein distance.
    """
    return _alignment(one, other)[-1][-1]


def _alignment(one: str, other: str) -> list[list[int]]:
    """The slips between each beginning of `one` (a row each, the empty one first) and each beginning of `other`."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
