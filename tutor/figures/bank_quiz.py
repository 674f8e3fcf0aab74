"""A quiz from the bank as lines: which question stands there, and at the end the score of each topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, get_args

from tutor.activity.bank_quiz import BankQuizActivity, Outcome, TopicScore
from tutor.figures.lines import Line, Run, flowed, width_of
from tutor.lesson.format.bank import BankQuiz
from tutor.text import Cells
from tutor.wording import Voice, drawn

_GAP: Final = 3
_LEAST_GAP: Final = 2
"""Cells between what a question is about and the marks of all questions."""

TitleOf = Callable[[str], str]
"""From a lesson's id to its title in the learner's language."""


def mark(outcome: Outcome, cells: Cells) -> Run:
    """Return the sign of an outcome, coloured."""
    match outcome:
        case "right":
            return cells.glyphs.done, "right"
        case "helped":
            return cells.glyphs.skipped, "hint"
        case "shown":
            return cells.glyphs.wrong, "wrong"


def place_words(activity: BankQuizActivity, step: BankQuiz, voice: Voice) -> str:
    """Return which question stands there and what it is about."""
    return _placed(activity.number + 1, _titles(step)[activity.topics[activity.asked]], activity, voice)


def _placed(number: int, title: str, activity: BankQuizActivity, voice: Voice) -> str:
    return f"{voice(drawn.QUESTION, number=number, total=len(activity.chosen))} · {title}"


def place_line(activity: BankQuizActivity, step: BankQuiz, voice: Voice, cells: Cells, width: int) -> Line:
    """Return which question stands there, and at the right a mark for each, close together if a title is long."""
    marks: list[Run] = []
    for index, id_ in enumerate(activity.chosen):
        outcome = activity.outcomes.get(id_)
        still: Run = (cells.glyphs.current, "selected") if index == activity.number else (cells.glyphs.todo, "dim")
        marks.append(still if outcome is None else mark(outcome, cells))
    words = place_words(activity, step, voice)
    apart: list[Run] = [run for sign in marks for run in ((" ", ""), sign)][1:]
    # Asked of all of them: the marks stand still from one question to the next.
    longest = max(cells.width(_placed(len(marks), title, activity, voice)) for title in _titles(step).values())
    if longest + width_of(apart, cells) + _LEAST_GAP <= width:
        marks = apart
    words = cells.truncate(words, width - width_of(marks, cells) - _LEAST_GAP)
    gap = width - cells.width(words) - width_of(marks, cells)
    return [(words, "heading"), (" " * gap, ""), *marks]


def result_lines(
    activity: BankQuizActivity, step: BankQuiz, title_of: TitleOf, voice: Voice, cells: Cells, width: int
) -> list[Line]:
    """Return the score of each topic with its marks, and the lessons to revisit."""
    scores = activity.scores()
    right = sum(score.right for score in scores)
    head = voice(drawn.RIGHT_AT_ONCE, right=right, total=len(activity.chosen))
    lines: list[Line] = [[(voice(drawn.RESULT), "heading"), (f"   {head}", "")], []]
    lines += _topic_lines(scores, step, title_of, voice, cells, width)
    legend: list[Line] = [
        [mark(outcome, cells), (f" {voice(drawn.OUTCOMES[outcome])}", "dim")]
        for outcome in get_args(Outcome)
        if any(outcome in score.outcomes for score in scores)
    ]
    if any(score.missed and score.lesson for score in scores):
        legend.append([_arrow(cells), (f" {voice(drawn.TO_REVISIT)}", "dim")])
    lines += [[], *flowed(legend, _GAP, width, cells)]
    if not any(score.missed for score in scores):
        lines += [[], [(voice(drawn.NOTHING_TO_REVISIT), "right")]]
    return lines


def _topic_lines(
    scores: Sequence[TopicScore], step: BankQuiz, title_of: TitleOf, voice: Voice, cells: Cells, width: int
) -> Iterator[Line]:
    titles = _titles(step)
    room = max(cells.width(titles[score.topic]) for score in scores)
    signs = max(len(score.outcomes) for score in scores) * 2
    for score in scores:
        marks = [run for outcome in score.outcomes for run in (mark(outcome, cells), (" ", ""))]
        counted = f"{score.right}/{len(score.outcomes)}"
        row: list[Run] = [
            (cells.pad(titles[score.topic], room + _GAP), ""),
            *marks,
            (" " * (signs - width_of(marks, cells) + 1), ""),
            (f"{counted:>5}", "value"),
        ]
        if not (score.missed and score.lesson):
            yield row
            continue
        advice = [_arrow(cells), (" " + voice(drawn.LESSON, lesson=title_of(score.lesson)), "hint")]
        if width_of(row, cells) + _GAP + width_of(advice, cells) <= width:
            yield [*row, (" " * _GAP, ""), *advice]
        else:
            yield row
            yield [(" " * _GAP, ""), *advice]


def _arrow(cells: Cells) -> Run:
    return cells.glyphs.arrow, "hint"


def _titles(step: BankQuiz) -> Mapping[str, str]:
    return {topic.id: topic.title for topic in step.about}
