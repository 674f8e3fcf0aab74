"""Reads `bank.yaml`: a question with an error is left out, and everything else stays usable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from tutor.errors import Problem
from tutor.lesson.files.document import Document
from tutor.lesson.files.shape import shape_problems
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import Glossary
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.loading.file import Loaded, load_file, sound_items, validated
from tutor.lesson.references.bank import bank_question_problems, topic_problems

FILE: Final = "bank.yaml"


def load_bank(folder: Path, glossary: Glossary | None = None) -> Loaded[Bank]:
    """Return the bank in `bank.yaml` of `folder`: its sound questions, whatever the others are like.

    `[[terms]]` are looked up in `glossary` if there is one.
    """
    loaded = load_file(Bank, folder / FILE, folder, partial(_bank, glossary=glossary), in_parts=True)
    broken = _broken(loaded)
    # The translation of a broken question is sound: it comes back when its question is mended.
    spared = {document.key_place(("questions", id_)) for document in loaded.translations.values() for id_ in broken}
    return replace(loaded, problems=tuple(problem for problem in loaded.problems if problem.place not in spared))


def load_shelf(folder: Path, glossary: Glossary | None = None) -> tuple[Shelf, Loaded[Bank] | None]:
    """Return what lessons may take from the bank of `folder`, and that bank as it was read, if there is one."""
    if not (folder / FILE).exists():
        return Shelf(), None
    loaded = load_bank(folder, glossary)
    if loaded.value is None:
        return Shelf(unreadable=True), loaded
    return Shelf(loaded.value, _broken(loaded)), loaded


def _broken(loaded: Loaded[Bank]) -> frozenset[str]:
    """The ids of the questions that stand in the file and were left out."""
    if loaded.value is None or loaded.document is None:
        return frozenset()
    sound = {question.id for question in loaded.value.source.questions}
    written = {_id(question) for question in loaded.document.data["questions"]}
    return frozenset(written - sound - {""})


def _id(question: Any) -> str:
    id_ = question.get("id") if isinstance(question, dict) else None
    return id_ if isinstance(id_, str) else ""


def _bank(document: Document, glossary: Glossary | None) -> tuple[Bank | None, list[Problem]]:
    bank = validated(Bank, document)
    if isinstance(bank, Bank):
        return _sound(bank, document, range(len(bank.questions)), glossary)
    problems = shape_problems(Bank, document, bank)
    kept = sound_items(document, "questions", bank)
    if not kept:
        return None, problems
    rest = validated(Bank, document, {**document.data, "questions": [document.data["questions"][i] for i in kept]})
    if not isinstance(rest, Bank):
        return None, problems
    sound, found = _sound(rest, document, kept, glossary)
    return sound, [*problems, *found]


def _sound(
    bank: Bank, document: Document, indexes: Sequence[int], glossary: Glossary | None
) -> tuple[Bank | None, list[Problem]]:
    """The bank without the questions in which something does not fit; None where no question is left."""
    found = list(bank_question_problems(bank, document, indexes, glossary))
    kept = tuple(question for question, problems in zip(bank.questions, found, strict=True) if not problems)
    problems = [*topic_problems(bank, document), *(problem for each in found for problem in each)]
    return (bank.model_copy(update={"questions": kept}) if kept else None), problems
