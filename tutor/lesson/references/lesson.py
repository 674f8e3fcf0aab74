"""Errors between the parts of a well-shaped lesson: ids used twice, and names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.errors import Problems
from tutor.lesson.files.document import Document, Node
from tutor.lesson.format import model, network_steps
from tutor.lesson.format.course_model import Course, Glossary
from tutor.lesson.format.fields import texts
from tutor.lesson.format.part import FigureUse
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.references.naming import Entry, ids_used_twice, unknown_name, used_twice
from tutor.lesson.references.network import (
    experiment_limits,
    lab_limits,
    network_problems,
    run_count_problems,
    size_limit,
)
from tutor.lesson.references.questions import (
    domain_problems,
    question_problems,
    select_problems,
    text_problems,
    unknown_links,
    use_problems,
)


def lesson_problems(
    lesson: model.WrittenLesson, document: Document, glossary: Glossary | None, shelf: Shelf, indexes: Sequence[int]
) -> Problems:
    """Yield what does not fit in `lesson`; its step number i is number `indexes[i]` of the file."""
    whole = len(indexes) == len(document.data["steps"])
    steps = [(document / "steps" / index, step) for index, step in zip(indexes, lesson.steps, strict=True)]
    if lesson.id != document.file.stem:
        yield (document / "id").problem("id-not-file-name", id=lesson.id, file=document.file.name)
    yield from _step_ids(steps)
    if whole:
        yield from _unpractised(lesson, document)
    for name, network in lesson.networks.items():
        yield from network_problems(network, document / "networks" / name)
    for node, step in steps:
        yield from _step_problems(lesson, step, node, glossary, shelf)


def course_problems(course: Course, document: Document) -> Problems:
    """Yield lessons that stand twice in `course`, what is wrong with parts and prerequisites, and circles of these."""
    entries = [(document / "lessons" / i / "id", lesson.id) for i, lesson in enumerate(course.lessons)]
    yield from used_twice(entries, "lesson-listed-twice")
    yield from _part_problems(course, document, entries)
    position = {lesson.id: index for index, lesson in enumerate(course.lessons)}
    order = [id_ for part in course.parts for id_ in part.lessons if id_ in position]
    position |= {id_: index for index, id_ in enumerate(order)}
    for index, lesson in enumerate(course.lessons):
        for number, id_ in enumerate(lesson.builds_on):
            node = document / "lessons" / index / "builds_on" / number
            if id_ not in position:
                yield from unknown_name(node, id_, position, "unknown-lesson")
            elif position[id_] >= position[lesson.id]:
                yield node.problem("prerequisite-comes-later", id=lesson.id, prerequisite=id_)


def _part_problems(course: Course, document: Document, listed: Sequence[Entry]) -> Problems:
    """Parts that stand twice, and lessons that are in none, in two, or not in the course."""
    parts = [(document / "parts" / index, part) for index, part in enumerate(course.parts) if part.id]
    yield from used_twice([(node / "id", part.id) for node, part in parts], "part-listed-twice")
    named = [(node / "lessons" / i, id_) for node, part in parts for i, id_ in enumerate(part.lessons)]
    yield from used_twice(named, "lesson-in-two-parts")
    known, placed = [id_ for _, id_ in listed], {id_ for _, id_ in named}
    for node, id_ in named:
        if id_ not in known:
            yield from unknown_name(node, id_, known, "unknown-lesson")
    if parts and placed <= set(known):  # a misspelt lesson is reported where it stands
        yield from (node.problem("lesson-in-no-part", id=id_) for node, id_ in listed if id_ not in placed)


def glossary_problems(glossary: Glossary, document: Document) -> Problems:
    """Yield terms that stand twice, and links from term to term that lead nowhere."""
    entries = [(document / "terms" / i / "id", term.id.lower()) for i, term in enumerate(glossary.terms)]
    yield from used_twice(entries, "term-used-twice")
    for path, text in texts(glossary):
        yield from unknown_links(document / path, text, glossary)


def _step_ids(steps: Sequence[tuple[Node, model.WrittenStep]]) -> Problems:
    entries = [(node / "id", step.id) for node, step in steps]
    yield from used_twice(entries, "step-id-used-twice")
    current = [(node, id_) for id_, node in {id_: node for node, id_ in entries}.items()]
    former = [(node / "was" / i, id_) for node, step in steps for i, id_ in enumerate(step.was)]
    yield from used_twice([*current, *former], "former-id-used")


def _step_problems(
    lesson: model.WrittenLesson,
    step: model.WrittenStep,
    node: Node,
    glossary: Glossary | None,
    shelf: Shelf,
) -> Problems:
    if step.skill is not None and step.skill not in lesson.teaches:
        yield from unknown_name(node / "skill", step.skill, lesson.teaches, "unknown-skill")
    yield from ids_used_twice(step, node)
    name, spec = step.network_id, None
    if name is not None and name in lesson.networks:
        spec = lesson.networks[name].spec()
    elif name is not None:
        yield from unknown_name(node / "network", name, lesson.networks, "unknown-network")
    if step.figure is not None:
        yield from _figure(lesson, step.figure, node / "figure")
    elif step.is_turned:
        yield (node / "answer_in").problem("answer-without-figure")
    parameters: Iterable[str] = ()
    match step.step_kind:
        case "derivation":
            yield from _derivation(step, node)
        case "network":
            if step.predict is not None:
                yield from _prediction(step.predict, node / "predict")
            if spec is not None:
                yield from lab_limits(step.tasks, step.predict, spec, node)
        case "trace":
            asked = [(node / "ask" / i, quantity) for i, quantity in enumerate(step.ask)]
            yield from used_twice(asked, "quantity-asked-twice")
            if spec is not None:
                yield from size_limit(spec, node)
        case "experiment":
            yield from run_count_problems(len(step.changes()), node / "vary")
            yield from _prediction(step.predict, node / "predict")
            if spec is not None:
                yield from experiment_limits(step.changes(), step.run, spec, node)
        case "bughunt":
            if spec is not None:
                yield from size_limit(spec, node)
        case "question":
            parameters = step.params
            yield from question_problems(step, node)
        case "use":
            yield from use_problems(step, shelf, node)
        case "select":
            yield from select_problems(step, shelf, node)
        case "prose" | "code":
            pass
    yield from text_problems(step, parameters, node, glossary)


def _figure(lesson: model.WrittenLesson, use: FigureUse, node: Node) -> Problems:
    if use.of not in lesson.figures:
        yield from unknown_name(node, use.of, lesson.figures, "unknown-figure")
        return
    knobs = lesson.figures[use.of].knobs
    for name in use.at:
        if name not in knobs:
            yield from unknown_name(node / "at" / name, name, knobs, "unknown-knob", at_key=True)
    if use.turns is not None and use.turns not in knobs:
        yield from unknown_name(node / "turns", use.turns, knobs, "unknown-knob")


def _derivation(step: model.DerivationStep, node: Node) -> Problems:
    if step.target not in step.graph:
        yield from unknown_name(node / "target", step.target, step.graph, "unknown-target")
    for name in step.at:
        if name in step.graph:
            yield (node / "at" / name).key_problem("value-of-computed", name=name)
    yield from domain_problems(step.domain, node)
    if isinstance(step.ask, tuple):
        yield from used_twice([(node / "ask" / i, f) for i, f in enumerate(step.ask)], "factor-asked-twice")


def _prediction(prediction: network_steps.Prediction, node: Node) -> Problems:
    if prediction.answer is not None:
        ids = [choice.id for choice in prediction.choices]
        if prediction.answer not in ids:
            yield from unknown_name(node / "answer", prediction.answer, ids, "unknown-choice")
    elif not all(choice.when for choice in prediction.choices):
        yield node.key_problem("prediction-without-answer")


def _unpractised(lesson: model.WrittenLesson, document: Document) -> Problems:
    practised = {step.skill for step in lesson.steps}
    if not practised <= {None, *lesson.teaches}:
        return  # a misspelt skill is reported where it stands
    for index, skill in enumerate(lesson.teaches):
        if skill not in practised:
            yield (document / "teaches" / index).problem("skill-not-practised", skill=skill)
