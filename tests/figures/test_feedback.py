"""Feedback on one of several choices, pairs or items stands below what it is about, at every width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lessons.shipped import LANGUAGES, lesson, steps
from tutor.activity import activity_for
from tutor.activity.answerable import SEPARATOR
from tutor.activity.arranging import paired
from tutor.events import Verdict
from tutor.figures.answers import text_lines, verdict_words
from tutor.figures.lines import Line, plain, width_of
from tutor.lesson.format.model import Step
from tutor.lesson.format.questions import LEFT_OUT, MatchQuestion, MultipleChoice, OrderQuestion, SingleChoice
from tutor.text import Cells
from tutor.wording import Language, Voice, interface

CELLS = Cells()


def answers(step: Step) -> Iterator[str]:
    """Wrong and right answers to a question with several choices, pairs or items."""
    match step:
        case MultipleChoice(choices=choices):
            right = [choice.id for choice in choices if choice.correct]
            yield SEPARATOR.join(right)
            yield SEPARATOR.join(choice.id for choice in choices)
            yield SEPARATOR.join(right[1:] or [choice.id for choice in choices if not choice.correct])
        case MatchQuestion(pairs=pairs):
            ids = [pair.id for pair in pairs]
            yield paired(dict(zip(ids, [*ids[1:], ids[0]], strict=True)))
        case OrderQuestion(items=items):
            ids = [item.id for item in items]
            yield SEPARATOR.join([ids[0], ids[2], ids[1], *ids[3:]])
        case _:
            pass


TICKS = {"choices-wrong": interface.NOT_RIGHT, "choices-missing": interface.MISSING}
"""What the line of a choice begins with: a wrong tick is told from one that is missing."""

QUESTIONS = [(lesson_id, step.id, answer) for lesson_id, step in steps() for answer in answers(step)]


def judged(lesson_id: str, step_id: str, answer: str) -> Verdict:
    whole = lesson(lesson_id)
    return activity_for(whole, whole.step(step_id), 1).judge(answer)


def said(verdict: Verdict, step: Step, language: Language, width: int) -> list[Line]:
    return verdict_words(verdict, step, {}, Voice(language), CELLS, width, in_lines=True)[1:]


@pytest.mark.parametrize("width", [78, 40, 22])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_stands_below_the_choice_that_it_is_about(language: Language, width: int) -> None:
    named = 0
    for lesson_id, step_id, answer in QUESTIONS:
        verdict, step = judged(lesson_id, step_id, answer), lesson(lesson_id, language).step(step_id)
        lines = [plain(line) for line in said(verdict, step, language, width)]
        at = 0
        for feedback in verdict.feedback:
            subject = step.feedback_named(feedback).subject
            if subject is None:
                continue
            number = f"{subject.number} " if subject.number else ""
            labelled = number + (
                Voice(language)(interface.LABELLED, label=Voice(language)(TICKS[verdict.code]))
                if verdict.code in TICKS
                else ""
            )
            indent = len(number) or 2
            whole = plain(text_lines(subject.text, {}, CELLS, 10_000, in_lines=True)[0])
            heading = lines[at].removesuffix("…").rstrip()
            assert heading.startswith(labelled)
            assert whole.startswith(heading.removeprefix(labelled))
            assert (heading == labelled + whole) is not lines[at].endswith("…")
            sentence = text_lines(step.feedback_named(feedback).text, {}, CELLS, width - indent, in_lines=True)
            below = [(" " * indent + plain(line)).rstrip() for line in sentence]
            assert lines[at + 1 : at + 1 + len(below)] == below
            at += 1 + len(below)
            named += 1
        assert max(width_of(line, CELLS) for line in said(verdict, step, language, width)) <= width
    assert named > 60


def test_the_numbers_are_those_on_the_screen() -> None:
    step = lesson("chain-rule").step("stuck")
    assert isinstance(step, MultipleChoice)
    verdict = judged("chain-rule", "stuck", SEPARATOR.join(choice.id for choice in step.choices))
    wrong = [str(number) for number, choice in enumerate(step.choices, 1) if not choice.correct]
    heads = [line[0][0].strip() for line in said(verdict, step, "en", 78) if line[0][1] == "key"]
    assert heads == wrong


def test_what_was_left_out_is_named_as_well() -> None:
    step = lesson("chain-rule").step("stuck")
    assert isinstance(step, MultipleChoice)
    missing = next(choice for choice in step.choices if choice.correct and choice.unselected_feedback)
    subject = step.feedback_named(missing.id + LEFT_OUT).subject
    assert subject is not None
    assert subject.text == missing.text


def test_a_single_choice_and_an_authored_order_need_no_name() -> None:
    single = next(step for _, step in steps() if isinstance(step, SingleChoice))
    assert single.feedback_named(single.choices[0].id).subject is None
    order = next(step for _, step in steps() if isinstance(step, OrderQuestion) and step.wrong)
    assert isinstance(order, OrderQuestion)
    assert order.feedback_named(order.wrong[0].id).subject is None
