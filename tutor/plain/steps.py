"""A step as lines: its text, its question, and what may be typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Final

from tutor.activity.base import Activity, Question
from tutor.activity.living.pose import first_pose
from tutor.figures.lines import Line
from tutor.lesson.format.markdown_rules import linked_lesson
from tutor.lesson.format.markup import Term, inlines, parse
from tutor.lesson.format.model import Lesson, Step
from tutor.lesson.format.questions import QuizPart
from tutor.plain.answers import WAYS, how_to_answer
from tutor.plain.desk import Desk
from tutor.wording import plainly

WRONG_GRADIENT: Final = "wrong-gradient"
"""The part of a bug hunt whose options stand in a table of numbers already."""


def step_lines(step: Step, activity: Activity, desk: Desk) -> list[Line]:
    """Return the text of a step, and the terms and lessons that it leads to."""
    lines = desk.text(step.prompt, activity.drawn) if step.prompt else []
    return [*lines, *_links_lines(step.prompt, desk)]


def living_lines(lesson: Lesson, step: Step, activity: Activity, desk: Desk) -> list[Line]:
    """Return what there is to see in the figure of a step, and its values as a table, once it says them."""
    use = step.figure
    if use is None:
        return []
    from tutor.figures.living import living_of, table_lines

    figure = lesson.figures[use.of]
    pose = first_pose(figure, use, activity.drawn, open_=activity.question is not None)
    if pose.locked:
        return []
    console = desk.console
    table = table_lines(living_of(figure, use), pose, desk.voice, console.cells, console.width)
    return [[], *_worded(figure.caption, desk), *table]


def question_lines(step: Step, activity: Activity, desk: Desk) -> list[Line]:
    """Return what is asked now, with its options."""
    question = activity.question
    if question is None:
        return []
    lines = _option_lines(step, question, activity, desk) if question.part != WRONG_GRADIENT else ()
    return [*lines, *_worded(how_to_answer(question, desk.voice, desk.console.cells), desk)]


def explanation_lines(step: Step, activity: Activity, desk: Desk) -> list[Line]:
    """Return what the author says when nothing is left to ask, and what it leads to."""
    if not step.explain or activity.question is not None:
        return []
    return [*desk.text(step.explain, activity.drawn), *_links_lines(step.explain, desk)]


def _option_lines(step: Step, question: Question, activity: Activity, desk: Desk) -> Iterator[Line]:
    way = WAYS[question.form]
    for number, option in enumerate(question.options, 1):
        text = way.option(option, step, desk.voice)
        yield from _headed(str(number), desk.text(text, activity.drawn) if way.is_lesson_text else [[(text, "")]])
    if question.partners:
        assert isinstance(step, QuizPart)
        texts = step.columns()[1].texts
        yield []
        for letter, partner in zip(ascii_lowercase, question.partners, strict=False):
            yield from _headed(f"{letter})", desk.text(texts[partner], activity.drawn))


def _headed(head: str, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of one option, with its number or letter before the first."""
    for index, line in enumerate(lines):
        yield [(f"{head if index == 0 else '':<3}", ""), *line]


def _links_lines(text: str, desk: Desk) -> list[Line]:
    """What is linked, and how to get there: a term by its name, a lesson by its number in the course."""
    study, language = desk.study, desk.language
    linked = [part.id for part in inlines(parse(text)) if isinstance(part, Term)]
    terms = dict.fromkeys(term.title for id_ in linked if (term := study.glossary(language).term(id_)) is not None)
    wanted = set(map(linked_lesson, linked))
    places = [
        f"{number} {study.lesson_title(place.id, language)}"
        for number, place in enumerate(study.course(language).lessons, 1)
        if place.id in wanted
    ]
    told = [desk.voice(plainly.TERMS_HERE, terms=desk.listed(terms))] if terms else []
    told += [desk.voice(plainly.LESSONS_HERE, places=desk.listed(places))] if places else []
    return [line for words in told for line in _worded(words, desk)]


def _worded(words: str, desk: Desk) -> list[Line]:
    lines: Sequence[str] = desk.console.cells.wrap(words, desk.console.width) if words else ()
    return [[(line, "")] for line in lines]
