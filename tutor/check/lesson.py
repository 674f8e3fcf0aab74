"""Does a lesson mean something? Every sound step is tried out, whatever the others are like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from tutor.check.bughunt import bughunt_problems
from tutor.check.choices import habits
from tutor.check.code import code_problems
from tutor.check.derivation import derivation_problems
from tutor.check.experiment import experiment_problems
from tutor.check.hints import hint_problems
from tutor.check.network import Patience, network_step_problems
from tutor.check.questions import meaning_of_question
from tutor.check.session_walk import walk_problems
from tutor.check.texts import text_problems
from tutor.check.trace import trace_problems
from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format import bank, code_step, model, network_steps, questions
from tutor.lesson.format.texts import question_of
from tutor.lesson.loading.file import Loaded
from tutor.lesson.loading.overlay import translated_path


def meaning_problems(loaded: Loaded[model.Lesson]) -> Iterator[Problem]:
    """Yield what is wrong with the lesson beyond what its loader found; steps with errors are left out."""
    lesson, document = loaded.sound, loaded.document
    if lesson is None or document is None:
        return
    paths = _step_paths(lesson, document)
    broken = _broken(paths, document, loaded.problems)
    patience = Patience()
    for step, path in zip(lesson.steps, paths, strict=True):
        if path not in broken:
            yield from _step(lesson, step, patience, document, path)
    yield from habits(lesson.steps, paths, document)
    if loaded.value is None:
        return
    for language, words in loaded.translations.items():
        yield from _translation(loaded.value.in_language(language), words)


def lesson_walk_problems(loaded: Loaded[model.Lesson]) -> Iterator[Problem]:
    """Yield the steps that a walk through the lesson, once in each language, does not get past."""
    if loaded.value is None or loaded.document is None:
        return
    paths = _step_paths(loaded.value.source, loaded.document)
    for version in (loaded.value.source, *loaded.value.versions.values()):
        yield from walk_problems(version, version.language, loaded.document, paths)


def _step_paths(lesson: model.Lesson, document: Document) -> list[KeyPath]:
    """Where each step of `lesson` stands; in a lesson with broken steps, these are fewer than the file has."""
    ids = [step.get("id") if isinstance(step, dict) else None for step in document.data["steps"]]
    return [("steps", ids.index(step.id)) for step in lesson.steps]


def _broken(paths: Sequence[KeyPath], document: Document, problems: Sequence[Problem]) -> set[KeyPath]:
    """The steps that have an error already: one of their lines, or a network that they use."""
    errors = [problem.place for problem in problems if problem.severity == "error"]
    lines = {place.line for place in errors if place.file == document.file}
    if any(line < document.key_place(("steps",)).line for line in lines):
        return set(paths)
    starts = [document.value_place(("steps", index)).line for index in range(len(document.data["steps"]))]
    ends = [*starts[1:], document.text.count("\n") + 2]
    hit = {
        ("steps", index)
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
        if any(start <= line < end for line in lines)
    }
    return {path for path in paths if path in hit}


def _step(
    lesson: model.Lesson, step: model.Step, patience: Patience, document: Document, path: KeyPath
) -> Iterator[Problem]:
    question = question_of(step)
    if question is not None and question.bank_id:
        return  # it is checked where it stands
    problems = list(_meaning(lesson, step, patience, document, path))
    yield from problems
    if not any(problem.severity == "error" for problem in problems):
        yield from text_problems(step, document, lambda below: (*path, *below))
    if question is not None:
        yield from hint_problems(question, document, path)


def _meaning(
    lesson: model.Lesson, step: model.Step, patience: Patience, document: Document, path: KeyPath
) -> Iterator[Problem]:
    match step:
        case model.DerivationStep():
            yield from derivation_problems(step, document, path)
        case network_steps.NetworkStep():
            yield from network_step_problems(step, lesson.networks[step.network].spec(), patience, document, path)
        case network_steps.TraceStep():
            yield from trace_problems(step, lesson, document, path)
        case network_steps.ExperimentStep():
            yield from experiment_problems(step, lesson, patience, document, path)
        case network_steps.BughuntStep():
            yield from bughunt_problems(step, lesson, document, path)
        case code_step.CodeStep():
            yield from code_problems(step, document, path)
        case questions.QuizPart():
            yield from meaning_of_question(step, document, path)
        case model.ProseStep() | bank.BankQuiz():
            pass


def _translation(version: model.Lesson, words: Document) -> Iterator[Problem]:
    for index, step in enumerate(version.steps):
        yield from text_problems(step, words, partial(_translated, version, index))


def _translated(version: model.Lesson, index: int, below: KeyPath) -> KeyPath:
    return translated_path(version, ("steps", index, *below))
