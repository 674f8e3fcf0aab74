"""Answers with one symbol changed: no verdict is wrong, judged by Python's own grammar and mpmath at 60 digits."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any, Final

import mpmath
import pytest

from tests.judging.own_questions import OWN
from tests.judging.questions import learner_answers, learner_judge, verdict
from tutor.events import Verdict
from tutor.judging.diagnosis import Judge

POINTS: Final = 80
_TOKEN: Final = re.compile(r"\d+|[a-z]+\d?|\S")
_FUNCTIONS: Final = ("sigmoid", "tanh", "step", "exp", "ln", "sin", "cos", "sqrt", "softplus", "relu")

precise: Any = mpmath.MPContext()
precise.dps = 60


def _positive(value: Any) -> bool:
    return bool(precise.re(value) > 0)


_MEANING: Final[dict[str, Any]] = {
    "sigmoid": lambda z: precise.exp(z) / (1 + precise.exp(z)),
    "tanh": precise.tanh,
    "step": lambda z: precise.mpf(1 if _positive(z) else 0),
    "relu": lambda z: z if _positive(z) else precise.mpf(0),
    "softplus": lambda z: precise.log(1 + precise.exp(z)),
    "exp": precise.exp,
    "ln": precise.log,
    "sin": precise.sin,
    "cos": precise.cos,
    "sqrt": precise.sqrt,
}


def compiled(text: str) -> CodeType | None:
    """Return `text` as Python that computes with many digits, None where Python cannot read it."""
    exact = re.sub(r"(?<![\w.])\d+(?!\w)", lambda match: f"number({match[0]})", text.replace("^", "**"))
    try:
        return compile(exact, "formula", "eval")
    except SyntaxError:
        return None


@dataclass(frozen=True)
class Truth:
    """What a question's answer really is at points of its domain."""

    points: list[dict[str, Any]]
    answers: list[Any]

    def same(self, text: str) -> bool | None:
        """Whether `text` is the answer, which it is not where it alone has no value; None where too few points tell."""
        code = compiled(text)
        if code is None:
            return None
        compared = 0
        for point, expected in zip(self.points, self.answers, strict=True):
            found = value(code, point)
            if found is None:
                continue
            if not precise.isfinite(found):
                return False
            if abs(found - expected) > precise.mpf("1e-45") * (1 + abs(expected)):
                return False
            compared += 1
        return True if compared >= 3 else None


def value(code: CodeType, point: Mapping[str, Any]) -> Any | None:
    """Return the value of a formula at a point, nan where it has none, None where it is huge or no formula."""
    try:
        found = eval(code, {"__builtins__": {}, "number": precise.mpf, **_MEANING}, dict(point))
    except (ZeroDivisionError, ValueError):
        return precise.nan
    except (OverflowError, TypeError):
        return None
    return None if precise.isfinite(found) and abs(found) >= precise.mpf(10) ** 60 else found


def truth(answer: str, names: Mapping[str, str | None], domain: Mapping[str, Any], source: random.Random) -> Truth:
    """Return the answer's values at random points of the domain where it is real."""
    code = compiled(answer)
    assert code is not None
    points: list[dict[str, Any]] = []
    answers: list[Any] = []
    while len(points) < POINTS:
        point: dict[str, Any] = {}
        for name, definition in names.items():
            low, high = domain.get(name, (-2, 2))
            formula = compiled(definition) if definition else None
            point[name] = value(formula, point) if formula else precise.mpf(source.uniform(low, high))
        found = None if None in point.values() else value(code, point)
        if found is not None and precise.isfinite(found) and precise.im(found) == 0:
            points.append(point)
            answers.append(found)
    return Truth(points, answers)


def mutants(answer: str, names: Mapping[str, str | None], source: random.Random) -> Iterator[str]:
    """Yield `answer` with one token changed, left out or put in, for ever."""
    tokens = _TOKEN.findall(answer)
    classes: list[tuple[str, ...]] = [tuple("+-*/^"), tuple("0123456789"), tuple(names), _FUNCTIONS, tuple("()")]
    while True:
        index = source.randrange(len(tokens))
        kind = next((kind for kind in classes if tokens[index] in kind), tuple("12345"))
        replacement = source.choice(kind)
        match source.randrange(8):
            case 0:
                changed = tokens[:index] + tokens[index + 1 :]
            case 1:
                changed = [*tokens[:index], source.choice(source.choice(classes)), *tokens[index:]]
            case _:
                changed = [*tokens[:index], replacement, *tokens[index + 1 :]]
        if changed != tokens:
            yield " ".join(changed)


QUESTIONS: Final[list[tuple[Judge, str, Mapping[str, str | None], Mapping[str, Any]]]] = [
    (learner_judge(name), entry["answer"], entry["names"], entry.get("domain", {}))
    for name, entry in learner_answers()["questions"].items()
] + [(own.judge, own.answer, own.names, own.domain) for own in OWN if "'" not in own.answer]


@dataclass
class Tally:
    """What became of many mutants; `same` counts those that are the answer after all."""

    wrong: list[str]
    compared: int = 0
    same: int = 0
    undecided: int = 0


def judged_mutants(count: int, seed: int) -> Tally:
    """Judge `count` mutants and compare each verdict with the truth."""
    source = random.Random(seed)
    tally = Tally([])
    for judge, answer, names, domain in QUESTIONS:
        real = truth(answer, names, domain, source)
        changed = mutants(answer, names, source)
        for _ in range(count // len(QUESTIONS) + 1):
            text = next(changed)
            found = verdict(judge, text)
            same = real.same(text) if isinstance(found, Verdict) else None
            if same is None or not isinstance(found, Verdict):
                continue
            tally.compared += 1
            tally.same += same
            tally.undecided += found.kind == "undecided"
            if found.kind != "undecided" and (found.kind == "right") != same:
                tally.wrong.append(f"{text}: {found.kind}, in truth {'the same' if same else 'different'}")
    return tally


def test_mutants_of_every_answer_get_no_wrong_verdict() -> None:
    tally = judged_mutants(300, seed=1)
    assert tally.wrong == []
    assert tally.compared > 150
    assert tally.undecided <= 0.005 * tally.compared


@pytest.mark.long
def test_three_thousand_mutants_get_no_wrong_verdict() -> None:
    tally = judged_mutants(6600, seed=2)
    assert tally.wrong == []
    assert tally.compared >= 3000
    assert tally.same >= 30
    assert tally.undecided <= 0.005 * tally.compared
