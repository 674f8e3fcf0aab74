"""Errors between the parts of a well-shaped lesson: ids used twice, and names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from tutor.errors import Problem
from tutor.lesson.course_model import Course, Glossary
from tutor.lesson.document import Document, KeyPath
from tutor.lesson.fields import texts
from tutor.lesson.fixed_parts import terms
from tutor.lesson.markup import parameters
from tutor.lesson.model import (
    DerivationStep,
    ExperimentStep,
    Lesson,
    MatchQuestion,
    MultipleChoice,
    NetworkPart,
    NetworkStep,
    NumericQuestion,
    OrderQuestion,
    Prediction,
    QuizPart,
    SingleChoice,
    Step,
    SymbolicQuestion,
    TraceStep,
    Variation,
)
from tutor.lesson.network_references import network_problems
from tutor.lesson.spelling import listed, nearest

MOST_RUNS: Final = 6
"""More curves in one chart, or bars below each other, could not be told apart."""

Entry: TypeAlias = tuple[KeyPath, str]
"""An id or name, and where it stands."""


def lesson_problems(
    lesson: Lesson, document: Document, glossary: Glossary | None, indexes: Sequence[int]
) -> Iterator[Problem]:
    """Yield what does not fit in `lesson`; its step number i is number `indexes[i]` of the file."""
    whole = len(indexes) == len(document.data["steps"])
    paths: list[KeyPath] = [("steps", index) for index in indexes]
    steps = list(zip(paths, lesson.steps, strict=True))
    if lesson.id != document.file.stem:
        yield document.problem(("id",), "id-not-file-name", id=lesson.id, file=document.file.name)
    yield from _step_ids(steps, document)
    if whole:
        yield from _unpractised(lesson, document)
    for name, network in lesson.networks.items():
        yield from network_problems(network, document, ("networks", name))
    for path, step in steps:
        yield from _step_problems(lesson, step, document, path, glossary)


def course_problems(course: Course, document: Document) -> Iterator[Problem]:
    """Yield lessons that stand twice in `course`, prerequisites that it does not have, and circles of them."""
    entries: list[Entry] = [(("lessons", i, "id"), lesson.id) for i, lesson in enumerate(course.lessons)]
    yield from _used_twice(document, entries, "lesson-listed-twice")
    position = {lesson.id: index for index, lesson in enumerate(course.lessons)}
    for index, lesson in enumerate(course.lessons):
        for number, id_ in enumerate(lesson.builds_on):
            path = ("lessons", index, "builds_on", number)
            if id_ not in position:
                yield from _unknown(document, path, id_, position, "unknown-lesson")
            elif position[id_] >= index:
                yield document.problem(path, "prerequisite-comes-later", id=lesson.id, prerequisite=id_)


def glossary_problems(glossary: Glossary, document: Document) -> Iterator[Problem]:
    """Yield terms that stand twice, and links from term to term that lead nowhere."""
    entries: list[Entry] = [(("terms", i, "id"), term.id.lower()) for i, term in enumerate(glossary.terms)]
    yield from _used_twice(document, entries, "term-used-twice")
    for path, text in texts(glossary):
        yield from _unknown_terms(document, path, text, glossary)


def _step_ids(steps: Sequence[tuple[KeyPath, Step]], document: Document) -> Iterator[Problem]:
    entries: list[Entry] = [((*path, "id"), step.id) for path, step in steps]
    yield from _used_twice(document, entries, "step-id-used-twice")
    current = [(path, id_) for id_, path in {id_: path for path, id_ in entries}.items()]
    former: list[Entry] = [((*path, "was", i), id_) for path, step in steps for i, id_ in enumerate(step.was)]
    yield from _used_twice(document, [*current, *former], "former-id-used")


def _step_problems(
    lesson: Lesson, step: Step, document: Document, path: KeyPath, glossary: Glossary | None
) -> Iterator[Problem]:
    if step.skill is not None and step.skill not in lesson.teaches:
        yield from _unknown(document, (*path, "skill"), step.skill, lesson.teaches, "unknown-skill")
    match step:
        case DerivationStep():
            yield from _derivation(step, document, path)
        case NetworkPart():
            yield from _network_step(lesson, step, document, path)
        case SingleChoice() | MultipleChoice():
            yield from _choices(step, document, path)
        case OrderQuestion():
            yield from _order(step, document, path)
        case MatchQuestion():
            entries = [((*path, "pairs", i, "id"), pair.id) for i, pair in enumerate(step.pairs)]
            yield from _used_twice(document, entries, "part-id-used-twice")
        case NumericQuestion() | SymbolicQuestion():
            entries = [((*path, "wrong", i, "id"), wrong.id) for i, wrong in enumerate(step.wrong)]
            yield from _used_twice(document, entries, "part-id-used-twice")
    if isinstance(step, QuizPart):
        yield from _parameter_ranges(step, document, path)
    known = step.params if isinstance(step, QuizPart) else {}
    for below, text in texts(step, path):
        yield from _unknown_parameters(document, below, text, known)
        if glossary is not None:
            yield from _unknown_terms(document, below, text, glossary)


def _derivation(step: DerivationStep, document: Document, path: KeyPath) -> Iterator[Problem]:
    entries = [((*path, "wrong", i, "id"), wrong.id) for i, wrong in enumerate(step.wrong)]
    yield from _used_twice(document, entries, "part-id-used-twice")
    if step.target not in step.graph:
        yield from _unknown(document, (*path, "target"), step.target, step.graph, "unknown-target")
    for name in step.at:
        if name in step.graph:
            yield document.key_problem((*path, "at", name), "value-of-computed", name=name)
    yield from _domain(step, document, path)
    if isinstance(step.ask, tuple):
        yield from _used_twice(document, [((*path, "ask", i), f) for i, f in enumerate(step.ask)], "factor-asked-twice")
    for index, wrong in enumerate(step.wrong):
        if step.ask == "none" or (step.ask != "all" and wrong.factor not in step.ask):
            yield document.problem((*path, "wrong", index, "factor"), "factor-not-asked", factor=wrong.factor)


def _domain(step: DerivationStep | SymbolicQuestion, document: Document, path: KeyPath) -> Iterator[Problem]:
    for name, (low, high) in step.domain.items():
        if low >= high:
            yield document.problem((*path, "domain", name), "empty-range", name=name)


def _network_step(lesson: Lesson, step: NetworkPart, document: Document, path: KeyPath) -> Iterator[Problem]:
    if step.network not in lesson.networks:
        yield from _unknown(document, (*path, "network"), step.network, lesson.networks, "unknown-network")
    match step:
        case NetworkStep(tasks=tasks):
            entries = [((*path, "tasks", i, "id"), task.id) for i, task in enumerate(tasks)]
            yield from _used_twice(document, entries, "part-id-used-twice")
        case TraceStep(ask=ask):
            asked = [((*path, "ask", i), name) for i, name in enumerate(ask)]
            yield from _used_twice(document, asked, "quantity-asked-twice")
        case ExperimentStep(vary=vary):
            yield from _variation(vary, document, (*path, "vary"))
    if isinstance(step, NetworkStep | ExperimentStep) and step.predict is not None:
        yield from _prediction(step.predict, document, (*path, "predict"))


def _variation(vary: Variation, document: Document, path: KeyPath) -> Iterator[Problem]:
    runs = len(vary.changes())
    if runs < 2:
        yield document.key_problem(path, "nothing-varied")
    elif runs > MOST_RUNS:
        yield document.key_problem(path, "too-many-runs", runs=runs, most=MOST_RUNS)


def _prediction(prediction: Prediction, document: Document, path: KeyPath) -> Iterator[Problem]:
    ids = [choice.id for choice in prediction.choices]
    yield from _used_twice(
        document, [((*path, "choices", i, "id"), id_) for i, id_ in enumerate(ids)], "part-id-used-twice"
    )
    if prediction.answer is not None:
        if prediction.answer not in ids:
            yield from _unknown(document, (*path, "answer"), prediction.answer, ids, "unknown-choice")
    elif not all(choice.when for choice in prediction.choices):
        yield document.key_problem(path, "prediction-without-answer")


def _choices(step: SingleChoice | MultipleChoice, document: Document, path: KeyPath) -> Iterator[Problem]:
    entries = [((*path, "choices", i, "id"), choice.id) for i, choice in enumerate(step.choices)]
    yield from _used_twice(document, entries, "part-id-used-twice")
    right = [index for index, choice in enumerate(step.choices) if choice.correct]
    if not right:
        yield document.key_problem((*path, "choices"), "no-correct-choice")
    elif len(right) > 1 and isinstance(step, SingleChoice):
        second = (*path, "choices", right[1], "correct")
        yield document.key_problem(second, "several-correct-choices", first=step.choices[right[0]].id)


def _order(step: OrderQuestion, document: Document, path: KeyPath) -> Iterator[Problem]:
    entries: list[Entry] = [((*path, "items", i, "id"), item.id) for i, item in enumerate(step.items)]
    entries += [((*path, "wrong", i, "id"), wrong.id) for i, wrong in enumerate(step.wrong)]
    yield from _used_twice(document, entries, "part-id-used-twice")
    items = [item.id for item in step.items]
    for index, wrong in enumerate(step.wrong):
        here = (*path, "wrong", index, "answer")
        unknown = [(number, id_) for number, id_ in enumerate(wrong.answer) if id_ not in items]
        for number, id_ in unknown:
            yield from _unknown(document, (*here, number), id_, items, "unknown-item")
        if not unknown and sorted(wrong.answer) != sorted(items):
            yield document.problem(here, "wrong-order-incomplete", items=listed(items))


def _parameter_ranges(step: QuizPart, document: Document, path: KeyPath) -> Iterator[Problem]:
    if isinstance(step, SymbolicQuestion):
        yield from _domain(step, document, path)
    for name, parameter in step.params.items():
        here = (*path, "params", name)
        if (parameter.choice is None) == (parameter.int is None):
            yield document.problem(here, "parameter-kind", name=name)
        elif parameter.int is not None and parameter.int[0] > parameter.int[1]:
            yield document.problem((*here, "int"), "empty-range", name=name)


def _unpractised(lesson: Lesson, document: Document) -> Iterator[Problem]:
    practised = {step.skill for step in lesson.steps}
    if not practised <= {None, *lesson.teaches}:
        return  # a misspelt skill is reported where it stands
    for index, skill in enumerate(lesson.teaches):
        if skill not in practised:
            yield document.problem(("teaches", index), "skill-not-practised", skill=skill)


def _unknown_parameters(document: Document, path: KeyPath, text: str, known: Iterable[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(parameters(text)):
        if name not in known:
            if known:
                yield document.problem(path, "unknown-parameter", key=_word(path), name=name, known=listed(known))
            else:
                yield document.problem(path, "no-parameters", key=_word(path), name=name)


def _unknown_terms(document: Document, path: KeyPath, text: str, glossary: Glossary) -> Iterator[Problem]:
    for id_ in terms(text):
        if glossary.term(id_) is None:
            yield from _unknown(document, path, id_, (term.id for term in glossary.terms), "unknown-term")


def _unknown(document: Document, path: KeyPath, name: str, known: Iterable[str], code: str) -> Iterator[Problem]:
    """The problem `code`, or `code-misspelt` with a suggestion where a known name is near."""
    suggestion = nearest(name, known)
    if suggestion:
        yield document.problem(path, f"{code}-misspelt", name=name, suggestion=suggestion)
    else:
        yield document.problem(path, code, name=name)


def _used_twice(document: Document, entries: Sequence[Entry], code: str) -> Iterator[Problem]:
    first: dict[str, KeyPath] = {}
    for path, id_ in entries:
        earlier = first.setdefault(id_, path)
        if earlier != path:
            yield document.problem(path, code, id=id_, line=document.value_place(earlier).line)


def _word(path: KeyPath) -> str:
    """The last key of `path`: `hints` for one of the hints."""
    return next(item for item in reversed(path) if isinstance(item, str))
