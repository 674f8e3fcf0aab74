"""From what was typed at the prompt to an answer as it is stored, and back to words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from tutor.activity.answerable import SEPARATOR
from tutor.activity.base import Form, Question
from tutor.figures.answers import placeholder
from tutor.lesson.format.model import (
    BughuntStep,
    CodeStep,
    DerivationStep,
    ExperimentStep,
    MatchQuestion,
    MultipleChoice,
    NetworkStep,
    OrderQuestion,
    SingleChoice,
    Step,
)
from tutor.plain.arranging import (
    NotArranged,
    example_order,
    example_pairs,
    order_text,
    pairs_text,
    typed_order,
    typed_pairs,
)
from tutor.text import Cells
from tutor.wording import Sentence, Voice, plainly
from tutor.wording.derivations import RULES
from tutor.wording.network import MISTAKES

_BETWEEN: Final = re.compile(r"[\s,、;]+")


class NoSuchChoice(Exception):  # noqa: N818 - says what it means
    """A text that chooses nothing of what is offered; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def raw_answer(line: str, question: Question) -> str:
    """Return `line` as an answer to `question`: numbers of options and names of rules become ids.

    Raises:
        NoSuchChoice: it names none of the options, or several where one is asked for.
    """
    if question.form in ("order", "match"):
        return _arranged(line, question)
    if question.form not in ("choice", "choices", "rule"):
        return line
    words = _BETWEEN.split(unicodedata.normalize("NFKC", line).strip())
    if question.form == "rule" and (rule := _rule_named(line, question.options)):
        return rule
    chosen = [_numbered(word, question.options) for word in words if word]
    if len(chosen) > 1 and question.form != "choices":
        raise NoSuchChoice(plainly.ONE_ONLY)
    return SEPARATOR.join(option for option in question.options if option in chosen)


def _arranged(line: str, question: Question) -> str:
    try:
        return typed_order(line, question) if question.form == "order" else typed_pairs(line, question)
    except NotArranged as error:
        raise NoSuchChoice(plainly.NOT_ARRANGED) from error


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


def how_to_answer(question: Question, voice: Voice, cells: Cells) -> str:
    """Return what may be typed as an answer."""
    match question.form:
        case "choice":
            return voice(plainly.ANSWER_CHOICE, count=len(question.options))
        case "choices":
            return voice(plainly.ANSWER_CHOICES)
        case "order":
            return voice(plainly.ANSWER_ORDER, example=example_order(question))
        case "match":
            return voice(plainly.ANSWER_MATCH, example=example_pairs(question))
        case "rule":
            return voice(plainly.ANSWER_RULE)
        case "number" | "formula" | "code":
            return placeholder(question, voice, cells)
        case _:
            return ""


def option_text(option: str, step: Step, voice: Voice) -> str:
    """Return an option of the open question in words: a choice of `step`, a predicted outcome, or a rule."""
    match step:
        case SingleChoice(choices=choices):
            return next(choice.text for choice in choices if choice.id == option)
        case MultipleChoice(choices=ticked):
            return next(choice.text for choice in ticked if choice.id == option)
        case OrderQuestion(items=items):
            return next(item.text for item in items if item.id == option)
        case MatchQuestion(pairs=pairs):
            return next(pair.left for pair in pairs if pair.id == option)
        case BughuntStep():
            # A parameter goes by its own name.
            return voice(MISTAKES[option]) if option in MISTAKES else option
        case NetworkStep(predict=prediction) | ExperimentStep(predict=prediction) if prediction is not None:
            return next(choice.text for choice in prediction.choices if choice.id == option)
        case _:
            return voice(RULES[option].name)


def answer_text(raw: str, form: Form, step: Step, voice: Voice) -> str:
    """Return an answer as it is said to a learner: options and settings in words, the rest as it is typed."""
    if form == "task":
        # The engine behind it is there already, for it asked.
        from tutor.activity.network import settings_of

        return ", ".join(f"{name} = {value:g}" for name, value in settings_of(raw).items())
    if isinstance(step, OrderQuestion):
        return order_text(raw, step)
    if isinstance(step, MatchQuestion):
        return pairs_text(raw, step)
    if form not in ("choice", "choices", "rule"):
        return raw
    return " · ".join(option_text(option, step, voice).strip() for option in raw.split(SEPARATOR))


def form_of(part: str, step: Step) -> Form:
    """Return how the part of `step` was answered, as far as it matters for saying the answer."""
    if isinstance(step, CodeStep):
        return "code"
    if isinstance(step, SingleChoice | MultipleChoice | BughuntStep):
        return "choice"
    if isinstance(step, OrderQuestion):
        return "order"
    if isinstance(step, MatchQuestion):
        return "match"
    if isinstance(step, DerivationStep):
        from tutor.activity.derivation import RULE_SUFFIX

        return "rule" if part.endswith(RULE_SUFFIX) else "formula"
    return "formula"
