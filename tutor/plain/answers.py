"""From what was typed at the prompt to an answer as it is stored, and back to words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tutor.activity.answerable import SEPARATOR
from tutor.activity.base import Form, Question
from tutor.figures.answers import placeholder
from tutor.lesson.format import model
from tutor.numerals import MINUS
from tutor.plain.arranging import (
    NoSuchChoice,
    how_to_match,
    how_to_order,
    order_text,
    pairs_text,
    typed_order,
    typed_pairs,
)
from tutor.text import Cells
from tutor.wording import Voice, plainly
from tutor.wording.derivations import RULES
from tutor.wording.network import MISTAKES

_BETWEEN: Final = re.compile(r"[\s,、;]+")


def _option(option: str, step: model.Step, voice: Voice) -> str:
    """An option in the author's words, else a mistake by its name; a parameter goes by its own."""
    texts = step.option_texts()
    if option in texts:
        return texts[option]
    return voice(MISTAKES[option]) if option in MISTAKES else option


def _rule_name(rule: str, step: model.Step, voice: Voice) -> str:
    return voice(RULES[rule].name)


@dataclass(frozen=True, slots=True)
class Way:
    """How an answer of one form is typed, what is said of that, and how an answer is said again."""

    typed: Callable[[str, Question], str]
    how: Callable[[Question, Voice, Cells], str]
    said: Callable[[str, model.Step, Voice], str]
    is_lesson_text: bool = False
    """Whether its words are a lesson's, with formulas and emphasis."""
    option: Callable[[str, model.Step, Voice], str] = _option
    """How one option is said, where there are options."""


def raw_answer(line: str, question: Question) -> str:
    """Return `line` as an answer to `question`: numbers of options and names of rules become ids.

    Raises:
        NoSuchChoice: it names none of the options, or several where one is asked for.
    """
    return WAYS[question.form].typed(line, question)


def how_to_answer(question: Question, voice: Voice, cells: Cells) -> str:
    """Return what may be typed as an answer."""
    return WAYS[question.form].how(question, voice, cells)


def answer_text(raw: str, form: Form, step: model.Step, voice: Voice) -> str:
    """Return an answer as it is said to a learner: options and settings in words, the rest as it is typed."""
    return WAYS[form].said(raw, step, voice)


def _line(line: str, question: Question) -> str:
    return line


def _choice(line: str, question: Question) -> str:
    return _chosen(line, question.options)


def _how_to_choose(question: Question, voice: Voice, cells: Cells) -> str:
    return voice(plainly.ANSWER_CHOICE, count=len(question.options))


def _choices(line: str, question: Question) -> str:
    return _chosen(line, question.options, several=True)


def _rule(line: str, question: Question) -> str:
    return _rule_named(line, question.options) or _choice(line, question)


def _chosen(line: str, options: Sequence[str], *, several: bool = False) -> str:
    words = _BETWEEN.split(unicodedata.normalize("NFKC", line).strip())
    chosen = [_numbered(word, options) for word in words if word]
    if len(chosen) > 1 and not several:
        raise NoSuchChoice(plainly.ONE_ONLY)
    return SEPARATOR.join(option for option in options if option in chosen)


def _numbered(word: str, options: Sequence[str]) -> str:
    digits = word.strip(".()")
    if not (digits.isdecimal() and len(digits) < 4 and 1 <= int(digits) <= len(options)):
        raise NoSuchChoice(plainly.NO_SUCH_CHOICE)
    return options[int(digits) - 1]


def _rule_named(line: str, rules: Sequence[str]) -> str:
    """The only one of `rules` whose name begins with what was typed, in either language; empty if none."""
    typed = line.strip().casefold()
    found = [rule for rule in rules if typed and any(name.startswith(typed) for name in _rule_names(rule))]
    return found[0] if len(found) == 1 else ""


def _rule_names(rule: str) -> tuple[str, ...]:
    name = RULES[rule].name
    return (rule, name.en.casefold(), name.zh.casefold())


def _options_text(raw: str, step: model.Step, voice: Voice) -> str:
    return " · ".join(_option(option, step, voice).strip() for option in raw.split(SEPARATOR))


def _task_text(raw: str, step: model.Step, voice: Voice) -> str:
    # The engine behind it is there already, for it asked.
    from tutor.activity.actions import actions_words

    return actions_words(raw)


def _raw(raw: str, step: model.Step, voice: Voice) -> str:
    return raw


_AS_TYPED: Final = Way(_line, placeholder, _raw)

WAYS: Final[Mapping[Form, Way]] = {
    "choice": Way(_choice, _how_to_choose, _options_text, is_lesson_text=True),
    "choices": Way(_choices, lambda _, voice, __: voice(plainly.ANSWER_CHOICES), _options_text, is_lesson_text=True),
    "order": Way(typed_order, how_to_order, order_text, is_lesson_text=True),
    "match": Way(typed_pairs, how_to_match, pairs_text, is_lesson_text=True),
    "rule": Way(_rule, lambda _, voice, __: voice(plainly.ANSWER_RULE), _rule_name, option=_rule_name),
    "number": Way(_line, placeholder, lambda raw, _, __: raw.replace("-", MINUS)),
    "formula": _AS_TYPED,
    "code": _AS_TYPED,
    "reveal": _AS_TYPED,
    "task": Way(_line, placeholder, _task_text),
}
