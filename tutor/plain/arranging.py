"""Orders and pairs as they are typed at the prompt, `3 1 2` and `1b 2a 3c`, and as they are said."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_lowercase
from typing import Final

from tutor.activity.answerable import SEPARATOR
from tutor.activity.arranging import paired, pairs_of
from tutor.activity.base import Question
from tutor.lesson.format.model import Step
from tutor.lesson.format.questions import QuizPart
from tutor.text import Cells
from tutor.wording import Sentence, Voice, plainly

_BETWEEN: Final = r"[\s,、;.]*"
_ITEM: Final = re.compile(rf"([1-9]){_BETWEEN}")
_PAIR: Final = re.compile(rf"([1-9])[\s\-=:.)]*([a-z]){_BETWEEN}")


class NoSuchChoice(Exception):  # noqa: N818 - says what it means
    """A text that chooses nothing of what is offered; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def typed_order(line: str, question: Question) -> str:
    """Return the numbers of items in `line` as an answer; raises NoSuchChoice for anything else."""
    numbers = [int(match[1]) for match in _pieces(_ITEM, line)]
    if max(numbers) > len(question.options):
        raise NoSuchChoice(plainly.NOT_ARRANGED)
    return SEPARATOR.join(question.options[number - 1] for number in numbers)


def typed_pairs(line: str, question: Question) -> str:
    """Return the numbers with letters in `line` as an answer; raises NoSuchChoice for anything else."""
    places = [(int(match[1]) - 1, ascii_lowercase.index(match[2])) for match in _pieces(_PAIR, line)]
    if any(max(pair) >= len(question.options) for pair in places):
        raise NoSuchChoice(plainly.NOT_ARRANGED)
    if len({left for left, _ in places}) < len(places):
        raise NoSuchChoice(plainly.TWO_PARTNERS)
    return paired({question.options[left]: question.partners[right] for left, right in places})


def _pieces(pattern: re.Pattern[str], line: str) -> list[re.Match[str]]:
    """The matches of `pattern` that make up the whole line."""
    text = unicodedata.normalize("NFKC", line).strip().lower()
    found = list(pattern.finditer(text))
    if not found or sum(len(match[0]) for match in found) != len(text):
        raise NoSuchChoice(plainly.NOT_ARRANGED)
    return found


def how_to_order(question: Question, voice: Voice, cells: Cells) -> str:
    """Return how an order is typed, by an example that says nothing about the answer."""
    numbers = range(len(question.options), 0, -1)
    return voice(plainly.ANSWER_ORDER, example=" ".join(map(str, numbers)))


def how_to_match(question: Question, voice: Voice, cells: Cells) -> str:
    """Return how pairs are typed, by an example that says nothing about the answer."""
    count = len(question.options)
    pairs = (f"{number}{ascii_lowercase[count - number]}" for number in range(1, count + 1))
    return voice(plainly.ANSWER_MATCH, example=" ".join(pairs))


def order_text(raw: str, step: Step, voice: Voice) -> str:
    """Return an order in words."""
    assert isinstance(step, QuizPart)
    (column,) = step.columns()
    return " · ".join(column.texts[item].strip() for item in raw.split(SEPARATOR))


def pairs_text(raw: str, step: Step, voice: Voice) -> str:
    """Return pairs in words."""
    assert isinstance(step, QuizPart)
    left, right = (column.texts for column in step.columns())
    return " · ".join(f"{left[one].strip()} – {right[other].strip()}" for one, other in pairs_of(raw).items())
