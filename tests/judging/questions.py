"""Questions for the tests of judging, built from plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tutor.events import Verdict
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.parse import AUTHOR, FormulaError, Vocabulary, parse
from tutor.judging.diagnosis import Judge
from tutor.judging.equivalence import Reference, Sameness
from tutor.judging.probes import Domain, Probes
from tutor.judging.question import Factor, FormulaQuestion


def pair(label: str) -> tuple[str, str]:
    """Return (L, a) for `dL/da`."""
    of, by = label.split("/")
    return of[1:], by[1:]


def question(
    answer: str,
    names: Mapping[str, str | None],
    *,
    asked: tuple[str, str] | None = None,
    known: Sequence[tuple[str, str]] = (),
    domain: Mapping[str, Sequence[float]] | None = None,
    leibniz: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    original: str = "",
    wrt: str = "",
) -> FormulaQuestion:
    """Return the question that the texts describe; labels of factors are written `dL/da`."""
    vocabulary = Vocabulary(tuple(names))

    def read(text: str) -> Any:
        return parse(text, vocabulary, AUTHOR)

    def factor(label: str, derivative: str) -> Factor:
        return Factor(*pair(label), read(derivative))

    return FormulaQuestion(
        answer=read(answer),
        definitions={name: read(text) if text else None for name, text in names.items()},
        domain=Domain({name: (low, high) for name, (low, high) in (domain or {}).items()}),
        wrt=wrt,
        original=read(original) if original else None,
        asked=factor(*asked) if asked else None,
        known=tuple(factor(*entry) for entry in known),
        leibniz={pair(label): read(text) for label, text in (leibniz or {}).items()},
        misconceptions={name: read(text) for name, text in (wrong or {}).items()},
    )


def verdict(judge: Judge, text: str) -> Verdict | FormulaError:
    """Return the judgement of `text`, or why it cannot be read."""
    try:
        return judge.judge(parse(text, judge.question.vocabulary))
    except FormulaError as error:
        return error


@cache
def learner_answers() -> Any:
    """Return the frozen answers of learners with the verdict that each must get."""
    return json.loads((Path(__file__).parent / "learner_answers.json").read_text(encoding="utf-8"))


@cache
def learner_judge(name: str) -> Judge:
    """Return the judge of one of the questions in `learner_answers`."""
    entry = learner_answers()["questions"][name]
    given = {key: entry[key] for key in ("domain", "leibniz", "original", "wrt") if key in entry}
    return Judge(question(entry["answer"], entry["names"], **given))


def compare(
    expression: Expression,
    answer: Expression,
    definitions: Mapping[str, Expression | None] | None = None,
    domain: Domain | None = None,
) -> Sameness:
    """Return whether `expression` and `answer` are one function of the free symbols in `domain`.

    `definitions` give named quantities in order, None for free symbols. Raises TutorError `domain_undefined` where
    `answer` has a value at too few points.
    """
    definitions = definitions or {}
    free = dict.fromkeys(sorted((symbols(expression) | symbols(answer)) - definitions.keys()))
    probes = Probes({**free, **definitions}, domain or Domain(), answer, {})
    return Reference(answer, probes).compare(expression)
