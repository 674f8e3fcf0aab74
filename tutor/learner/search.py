"""Finds lessons, steps, terms and the learner's notes by a few letters, in any language, also where one is mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Final, Literal, TypeAlias

from tutor.errors import TutorError
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.formulas.vocabulary import display_name
from tutor.formulas.write import one_line
from tutor.learner.course import Remark, present_steps, remarks_of
from tutor.learner.folding import as_formula, folded, initials, is_formula
from tutor.learner.listing import skill_title
from tutor.lesson.format.course_model import Glossary
from tutor.lesson.format.fields import texts
from tutor.lesson.format.model import Lesson, Step
from tutor.lesson.loading.course import LoadedCourse
from tutor.progress import Progress
from tutor.spelling import GREEK

Kind: TypeAlias = Literal["lesson", "term", "step", "noted", "reported"]

MOST: Final = 30
"""Results that are worth looking through."""

_TITLE_IS: Final = 100.0
_TITLE_BEGINS: Final = 80.0
_WORD_BEGINS: Final = 70.0
_TITLE_HAS: Final = 60.0
_INITIALS_ARE: Final = 55.0
_TITLE_NEARLY: Final = 50.0
_NEARLY: Final = 45.0
_INITIALS_BEGIN: Final = 40.0
_SCATTERED: Final = 35.0
_TEXT_WORD: Final = 25.0
_TEXT_HAS: Final = 15.0
_TEXT_SCATTERED: Final = 10.0
_KIND_FIRST: Final[Mapping[Kind, float]] = {"lesson": 3.0, "term": 2.0, "noted": 1.0, "reported": 1.0, "step": 0.0}
"""Breaks ties between kinds; smaller than the distance of any two ranks above."""

_WORDS: Final = re.compile(r"\w+")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]+")
_NAME: Final = re.compile(r"[\u3400-\u9fff]{2,}")
_PHRASE: Final = re.compile(r"[\u3400-\u9fff]{4,}")
"""Long enough to be meant where a text has a little more in it: 引入非线性 in 引入了非线性."""
_LETTERS: Final = re.compile(r"[a-z]{2,}")
_SAYS_NOTHING: Final = re.compile(
    "[a-z]|an|are|be|by|can|could|did|do|does|for|from|how|in|is|it|my|of|on|or|and|should|that|the|there|this|to|was|we"
    "|what|when|where|which|who|why|with|you|如何|怎么|怎样|什么|为什么|什么是|是什么"
)
"""Single letters and the words of questions, which are in every text."""
_ASKED: Final = re.compile(r"^(?:什么是|为什么|如何|怎么|怎样)(?=[\u3400-\u9fff]{2})|(?:是什么|怎么办)?[?？!！]*$")
_LONE: Final = re.compile(r"[a-z\d]?")
"""A formula that stands in every text, or none."""
_ARTICLE: Final = re.compile(r"^(the|an?) ")
_PARAMETER: Final = re.compile(r"@\{\w+\}")
_MARKUP: Final = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|[*$`]")
_BESIDE_CHINESE: Final = re.compile(r"(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])")
_INSIDE_WORD: Final = re.compile(r"[^\W\u3400-\u9fff]")
_ANSWERS: Final = frozenset({"title", "feedback", "unselected_feedback", "hints", "wrong"})
"""Keys of a step under which nothing is looked for: its title has its own place, the others give answers away."""


@dataclass(frozen=True)
class Entry:
    """Something that can be found, by `titles` and `texts` in every language, the learner's first."""

    kind: Kind
    id: str
    lesson: str
    title: str
    shown: tuple[str, ...]
    """What may be shown of it: the parts of a step that stand there before an answer."""
    number: int = 0
    """Of the lesson in its course, of the step in its lesson, from 1."""
    step_type: str = ""
    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str] | None:
        """The lesson to open and the step in it, empty for where it was left; None for a term."""
        match self.kind:
            case "term":
                return None
            case "lesson":
                return self.lesson, ""
            case "step" | "noted" | "reported":
                return self.lesson, self.id

    @cached_property
    def plain_titles(self) -> tuple[str, ...]:
        """The titles as they are compared, without an article before them."""
        return tuple(_ARTICLE.sub("", folded(title)) for title in self.titles)

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The words of the titles."""
        return tuple(word for title in self.plain_titles for word in _WORDS.findall(title))

    @cached_property
    def title_initials(self) -> tuple[str, ...]:
        """The titles with a letter for each Chinese character."""
        return tuple(map(initials, self.plain_titles))

    @cached_property
    def plain_text(self) -> str:
        """Texts and titles as words are compared."""
        return "\n".join(map(_as_words, (*self.texts, *self.titles)))

    @cached_property
    def formulas(self) -> str:
        """Titles and texts as formulas are compared."""
        return "\n".join(map(as_formula, (*self.titles, *self.texts)))


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words, of which every one must be found, or one formula as a whole."""

    words: tuple[str, ...]
    """Without those that say nothing, unless there is nothing else."""
    asks: bool
    """Whether it is a question, of which a course may lack a word."""
    phrase: str
    """Everything, but for an article before it."""
    formula: str

    @classmethod
    def of(cls, typed: str) -> Query:
        """Return what `typed` asks for."""
        phrase = _ARTICLE.sub("", " ".join(folded(typed).split()))
        words = [word for part in phrase.split() if (word := _ASKED.sub("", part))] or phrase.split()
        telling = [word for word in words if not _SAYS_NOTHING.fullmatch(word)]
        return cls(
            tuple(telling or words),
            0 < len(telling) < len(words),
            phrase,
            as_formula(typed) if is_formula(typed) or phrase in GREEK else "",
        )

    def stands_in(self, text: str) -> bool:
        """Return whether `text` has one of the words, or the formula, in it."""
        plain = _as_words(text)
        found = any(word in plain or _letter(word) in plain or _is_scattered(word, plain) for word in self.words)
        return found or (bool(self.formula) and self.formula in as_formula(text))


def entries_of(
    lessons: Sequence[tuple[int, Sequence[Lesson]]],
    glossaries: Sequence[Glossary],
    skills: Callable[[str], Iterable[str]] = lambda skill: (),
) -> tuple[Entry, ...]:
    """Return everything in a course that can be found.

    `lessons` holds each lesson with its number, `glossaries` the glossary, in every language, the learner's first;
    `skills` says what a skill is called.
    """
    found = [entry for number, versions in lessons for entry in _of_lesson(number, versions, skills)]
    return (*found, *_of_glossary(glossaries))


def entries_of_remarks(remarks: Iterable[Remark], entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield what the learner wrote on steps that are among `entries`."""
    steps = {(entry.lesson, entry.id): entry for entry in entries if entry.kind == "step"}
    for remark in remarks:
        match remark.kind:
            case "noted" | "reported" as kind if step := steps.get((remark.lesson, remark.step)):
                text = (remark.text,)
                yield replace(step, kind=kind, shown=text, titles=text, texts=())
            case "noted" | "reported" | "bookmarked":
                pass


class SearchIndex:
    """What can be found in a course, and on its steps of what the learner wrote there."""

    def __init__(self, course: LoadedCourse, progress: Progress) -> None:
        self._course, self._progress = course, progress
        self._of_course: dict[str, tuple[Entry, ...]] = {}

    def search(self, query: str, language: str) -> list[Entry]:
        """Return what `query` finds in any language, called as in `language`, also in the learner's own notes."""
        return search((*self.of_course(language), *self.of_remarks(language)), query)

    def of_course(self, language: str) -> tuple[Entry, ...]:
        """Return what can be found of the course, called as in `language`; this waits for no progress."""
        if language not in self._of_course:
            course, languages = self._course, self._course.languages(language)
            read = enumerate((course.lesson(place.id).value for place in course.course.source.lessons), 1)
            lessons = [(number, [one.in_language(each) for each in languages]) for number, one in read if one]
            glossaries = [course.glossary.in_language(each) for each in languages]
            self._of_course[language] = entries_of(lessons, glossaries, partial(_skill_titles, course, languages))
        return self._of_course[language]

    def of_terms(self, language: str) -> tuple[Entry, ...]:
        """Return the terms of the glossary, called as in `language`; this reads no lesson."""
        return entries_of((), [self._course.glossary.in_language(each) for each in self._course.languages(language)])

    def of_remarks(self, language: str) -> tuple[Entry, ...]:
        """Return what can be found of what the learner wrote on steps.

        That is nothing where the progress cannot be read, which the course list says.
        """
        try:
            events = self._progress.latest(self._course.course.source.id)
        except TutorError:
            return ()
        remarks = (one for lesson in self._course.sound_lessons() for one in remarks_of(lesson.source, events))
        return tuple(entries_of_remarks(remarks, self.of_course(language)))


def search(entries: Iterable[Entry], typed: str, most: int = MOST) -> list[Entry]:
    """Return what `typed` finds, the best first; order and case don't matter.

    Every word of it must be found that says something; where nothing has all those of a question, half of them. Where
    nothing is found in Chinese, which has no spaces between words, what is called as a part of it is.
    """
    query, entries = Query.of(typed), list(entries)
    if not query.words:
        return []
    scored = [(score, entry) for entry in entries if (score := _score(entry, query)) > 0]
    if not scored and query.asks:
        scored = [(score, entry) for entry in entries if (score := _partial_score(entry, query)) > 0]
    if not scored:
        scored = [(score, entry) for entry in entries if (score := _named_score(entry, query)) > 0]
    scored.sort(key=lambda pair: -pair[0])
    return [entry for _, entry in scored[:most]]


def _as_words(text: str) -> str:
    """Folded `text` without markup, and without the spaces that stand, or don't, between Chinese and other letters."""
    return _BESIDE_CHINESE.sub("", folded(_MARKUP.sub(r"\1", text)))


def _skill_titles(course: LoadedCourse, languages: Sequence[str], skill: str) -> list[str]:
    return [skill_title(course, skill, language) for language in languages]


def _of_lesson(number: int, versions: Sequence[Lesson], skills: Callable[[str], Iterable[str]]) -> Iterator[Entry]:
    first = versions[0]
    summaries = tuple(lesson.summary for lesson in versions)
    titles = (*(lesson.title for lesson in versions), first.id)
    # Who looks for a skill looks for the lesson that teaches it.
    found = (*summaries, *(title for skill in first.teaches for title in skills(skill)))
    yield Entry("lesson", first.id, first.id, first.title, summaries[:1], number, titles=titles, texts=found)
    for place, step in enumerate(present_steps(first), 1):
        same = [lesson.step(step.id) for lesson in versions]
        titles = tuple(version.title for version in same)
        # Its id is no title: "chain" asks for the chain rule, not for a step that an author has called so.
        found = (step.id, *(text for version in same for text in _texts(version)))
        shown = tuple(text for text in _texts(step, but="explain"))
        yield Entry("step", step.id, first.id, step.title, shown, place, step.type, titles, found)


def _texts(step: Step, but: str = "") -> Iterator[str]:
    """What a step says but for comments on answers; a number that is drawn afresh has no value here."""
    for path, text in texts(step):
        if not _ANSWERS.intersection(path) and but not in path:
            yield _PARAMETER.sub("…", text)
    if listing := step.listing():
        yield f"```\n{listing}\n```"
    if definitions := step.definitions():
        names = Vocabulary(tuple(definitions), open=True)
        for name, formula in definitions.items():
            yield f"`{display_name(name)} = {one_line(parse(formula, names, AUTHOR))}`"


def _of_glossary(glossaries: Sequence[Glossary]) -> Iterator[Entry]:
    for term in glossaries[0].terms:
        same = [version for glossary in glossaries if (version := glossary.term(term.id))]
        titles = tuple(name for version in same for name in (version.title, *version.aliases))
        found = (*(version.text for version in same), *([term.formula] if term.formula else ()))
        yield Entry("term", term.id, "", term.title, (term.text,), titles=titles, texts=found)


def _score(entry: Entry, query: Query) -> float:
    """The mean rank of the words, or that of the formula where one of them is not found; 0 where neither is."""
    ranks = [_rank(entry, word) for word in query.words]
    if query.phrase not in query.words:
        # "chain rule" is the title "The chain rule" more than it is two of its words; so is a question that is a title.
        ranks.append(min(ranks) and max(_title_rank(entry, query.phrase), min(*ranks, _TEXT_WORD)))
    rank = sum(ranks) / len(ranks) if min(ranks) > 0 else _formula_rank(entry, query.formula)
    # Of titles that fit equally well the shortest is meant, of texts the one that is most about it.
    fitting = min((len(title) for title in entry.plain_titles if query.phrase in title), default=len(entry.title))
    tie = 1 / (1 + fitting) if rank > _TEXT_WORD else 1 - 1 / (1 + _times(entry, query))
    return rank and rank + _KIND_FIRST[entry.kind] + tie


def _times(entry: Entry, query: Query) -> int:
    """How often the text of `entry` has the formula, or the rarest of the words."""
    if query.formula:
        return entry.formulas.count(query.formula)
    return min(map(entry.plain_text.count, query.words))


def _letter(word: str) -> str:
    """The Greek letter that is called `word`, else the word."""
    return folded(GREEK.get(word, word))


def _partial_score(entry: Entry, query: Query) -> float:
    """The mean rank of the words where at least half of them are found, else 0."""
    ranks = [_rank(entry, word) for word in query.words]
    found = sum(rank > 0 for rank in ranks)
    return sum(ranks) / len(ranks) + _KIND_FIRST[entry.kind] if 2 * found >= len(ranks) else 0.0


def _named_score(entry: Entry, query: Query) -> float:
    """How much of the query is a Chinese title of `entry`, 0 for none: 过拟合 stands in 如何避免过拟合."""
    named = [len(title) for title in entry.plain_titles if _NAME.fullmatch(title) and title in query.phrase]
    return max(named) + _KIND_FIRST[entry.kind] / 10 if named else 0.0


def _rank(entry: Entry, word: str) -> float:
    """The rank of a word, or of the Greek letter that is called so."""
    rank = _title_rank(entry, word) or _nearly(entry, word) or _text_rank(entry, word)
    return max(rank, _rank(entry, _letter(word))) if word in GREEK else rank


def _formula_rank(entry: Entry, formula: str) -> float:
    return 0.0 if _LONE.fullmatch(formula) or formula not in entry.formulas else _TEXT_WORD


def _title_rank(entry: Entry, text: str) -> float:
    if text in entry.plain_titles:
        return _TITLE_IS
    if any(title.startswith(text) for title in entry.plain_titles):
        return _TITLE_BEGINS
    if any(word.startswith(text) for word in entry.title_words):
        return _WORD_BEGINS
    if any(text in title for title in entry.plain_titles):
        return _TITLE_HAS
    return _initials_rank(entry, text) if _LETTERS.fullmatch(text) else 0.0


def _initials_rank(entry: Entry, letters: str) -> float:
    """The rank of `letters` as the first letters of the pinyin of a title, of which it has at least the first three."""
    if letters in entry.title_initials:
        return _INITIALS_ARE
    begun = len(letters) > 2 and any(title.startswith(letters) for title in entry.title_initials)
    return _INITIALS_BEGIN if begun else 0.0


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
        return _TEXT_SCATTERED if _is_scattered(word, entry.plain_text) else 0.0
    at_word = place == 0 or not _INSIDE_WORD.match(entry.plain_text, place - 1) or bool(_CHINESE.match(word))
    return 0.0 if len(word) == 1 and word.isascii() else _TEXT_WORD if at_word else _TEXT_HAS


def _is_scattered(word: str, text: str) -> bool:
    return bool(_PHRASE.fullmatch(word) and re.search(".{0,3}?".join(word), text))


def _in_order(characters: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in characters)


@lru_cache(4096)
def _begins_nearly(whole: str, typed: str, allowed: int) -> bool:
    """Whether `whole` begins with something that is at most `allowed` slips of the finger away from `typed`."""
    return min(row[-1] for row in _alignment(whole[: len(typed) + allowed], typed, allowed)) <= allowed


def _is_nearly(whole: str, typed: str, allowed: int) -> bool:
    return abs(len(whole) - len(typed)) <= allowed and _alignment(whole, typed, allowed)[-1][-1] <= allowed


def slips(one: str, other: str) -> int:
    """Return how many letters must be added, dropped, replaced or swapped with the next to make `one` into `other`.

    This is the optimal string alignment distance, a restricted Damerau–Levenshtein distance.
    """
    return _alignment(one, other, len(one) + len(other))[-1][-1]


def _alignment(one: str, other: str, most: int) -> list[list[int]]:
    """The slips between each beginning of `one` (a row each, the empty one first) and each beginning of `other`.

    The rows end where every further number would be more than `most`.
    """
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
        if min(row) > most:
            break
    return rows
