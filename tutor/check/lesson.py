"""Does a lesson mean something? Every sound step is tried out, whatever the others are like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from tutor.check.choices import habits
from tutor.check.code import code_problems
from tutor.check.derivation import derivation_problems
from tutor.check.figures import answer_problems, figure_problems, use_problems
from tutor.check.network import (
    Patience,
    bughunt_problems,
    experiment_problems,
    network_step_problems,
    trace_problems,
)
from tutor.check.questions import hint_problems, meaning_of_question
from tutor.check.texts import sound_texts, text_problems, texts_of_file, translated_node
from tutor.check.walk import walk_problems
from tutor.errors import Problem, Problems
from tutor.lesson.files.document import Document, KeyPath, Node
from tutor.lesson.format import model
from tutor.lesson.loading.file import Loaded
from tutor.network.spec import OptimizerKind, is_ignored
from tutor.text import Cells

LONGEST_QUESTION: Final = 88
"""Columns of the question of a lesson: two lines in the narrowest place that it has."""
LONGEST_OUTCOME: Final = 56
"""Columns of one thing that a learner can do after the lesson: a line of its own."""


def meaning_problems(loaded: Loaded[model.Lesson]) -> Problems:
    """Yield what is wrong with the lesson beyond what its loader found; steps with errors are left out."""
    lesson, document = loaded.sound, loaded.document
    if lesson is None or document is None:
        return
    yield from _optimizers(lesson, document)
    yield from _figures(lesson, document)
    nodes = _step_nodes(lesson, document)
    broken = _broken(nodes, document, loaded.problems)
    patience = Patience()
    for step, node in zip(lesson.steps, nodes, strict=True):
        if node.path not in broken:
            yield from _step(lesson, step, patience, node)
    yield from habits(lesson.steps, nodes)
    yield from texts_of_file(loaded, without="steps")
    yield from _lengths(lesson, document)
    if loaded.value is None:
        return
    for language, words in loaded.translations.items():
        version = loaded.value.in_language(language)
        yield from _lengths(version, words)
        if len(version.outcomes) != (count := len(lesson.outcomes)):
            given = len(version.outcomes)
            yield (words / "outcomes").key_problem("translation-count", expected=count, given=given)
        yield from _translation(version, words)


def _figures(lesson: model.Lesson, document: Document) -> Problems:
    """What is wrong with the lesson's figures; the signature is shown without a step."""
    shown = {step.figure.of for step in lesson.steps if step.figure is not None}
    for index, (name, figure) in enumerate(lesson.figures.items()):
        here = document / "figures" / name
        yield from figure_problems(figure, here)
        if index and name not in shown:
            yield replace(here.key_problem("figure-not-shown", name=name), severity="warning")


def _lengths(lesson: model.Lesson, document: Document) -> Problems:
    """What `document` says in more columns than the list and the end of the lesson have for it."""
    outcomes = [((document / "outcomes" / index), text, LONGEST_OUTCOME) for index, text in enumerate(lesson.outcomes)]
    for node, text, most in ((document / "question", lesson.question, LONGEST_QUESTION), *outcomes):
        if node.path in document.values and (width := Cells().width(text)) > most:
            yield node.warning("too-wide-for-its-place", width=width, most=most)


def _optimizers(lesson: model.Lesson, document: Document) -> Problems:
    """Settings that no optimizer looks at with which the network is ever run."""
    for name, network in lesson.networks.items():
        kinds = {network.optimizer.kind, *_other_optimizers(lesson, name)}
        for key in sorted(network.optimizer.model_fields_set):
            if all(is_ignored(key, kind) for kind in kinds):
                here = document / "networks" / name / "optimizer" / key
                problem = here.key_problem("optimizer-ignores-key", key=key, kind=network.optimizer.kind)
                yield replace(problem, severity="warning")


def _other_optimizers(lesson: model.Lesson, network: str) -> Iterator[OptimizerKind]:
    changes = [change for step in lesson.steps if step.network_id == network for change in step.changes()]
    yield from (change["optimizer"] for change in changes if "optimizer" in change)


def lesson_walk_problems(loaded: Loaded[model.Lesson]) -> Problems:
    """Yield the steps that a walk through the lesson, once in each language, does not get past."""
    if loaded.value is None or loaded.document is None:
        return
    nodes = _step_nodes(loaded.value.source, loaded.document)
    for version in (loaded.value.source, *loaded.value.versions.values()):
        yield from walk_problems(version, version.language, nodes)


def _step_nodes(lesson: model.Lesson, document: Document) -> list[Node]:
    """Where each step of `lesson` stands; in a lesson with broken steps, these are fewer than the file has."""
    ids = [step.get("id") if isinstance(step, dict) else None for step in document.data["steps"]]
    return [document / "steps" / ids.index(step.id) for step in lesson.steps]


def _broken(nodes: Sequence[Node], document: Document, problems: Sequence[Problem]) -> set[KeyPath]:
    """The steps that have an error already: one of their lines, or a network that they use."""
    errors = [problem.place for problem in problems if problem.is_error]
    lines = {place.line for place in errors if place.file == document.file}
    if any(line < document.key_place(("steps",)).line for line in lines):
        return {node.path for node in nodes}
    starts = [document.value_place(("steps", index)).line for index in range(len(document.data["steps"]))]
    ends = [*starts[1:], document.text.count("\n") + 2]
    return {
        ("steps", index)
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
        if any(start <= line < end for line in lines)
    }


def _step(lesson: model.Lesson, step: model.Step, patience: Patience, node: Node) -> Problems:
    if step.bank_id:
        return  # it is checked where it stands
    yield from sound_texts(step, _meaning(lesson, step, patience, node), node)
    if (question := step.question_at()) is not None:
        yield from hint_problems(question, node)


def _meaning(lesson: model.Lesson, step: model.Step, patience: Patience, node: Node) -> Problems:
    if (use := step.figure) is not None:
        yield from use_problems(lesson, step, use, node / "figure")
        if step.is_turned:
            yield from answer_problems(lesson, step, use, node)
    match step.step_kind:
        case "derivation":
            yield from derivation_problems(step, node)
        case "network":
            yield from network_step_problems(step, lesson.networks[step.network].spec(), patience, node)
        case "trace":
            yield from trace_problems(step, lesson, node)
        case "experiment":
            yield from experiment_problems(step, lesson, patience, node)
        case "bughunt":
            yield from bughunt_problems(step, lesson, node)
        case "code":
            yield from code_problems(step, node)
        case "question":
            yield from meaning_of_question(step, node)
        case "prose" | "bank-quiz":
            pass


def _translation(version: model.Lesson, words: Document) -> Problems:
    for index, step in enumerate(version.steps):
        yield from text_problems(step, partial(translated_node, words, version, "steps", index))
