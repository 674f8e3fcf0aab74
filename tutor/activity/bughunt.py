"""A backward pass with a known mistake in it: the gradient check shows where, and the learner says where and what."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, TypeAlias

import numpy as np

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Understood, Unreadable, authored
from tutor.errors import Argument
from tutor.events import Verdict
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import BughuntStep
from tutor.network.functions import Array
from tutor.network.gradient_check import check_gradient
from tutor.network.lab import Lab
from tutor.network.mistakes import MISTAKES, first_sign, mistake
from tutor.network.training import take_step, trainer_of
from tutor.numerals import numeral
from tutor.slopes.check import SlopeCheck

CHECK: Final = "gradient-check"
"""The part in which the gradient check is run."""
WRONG: Final = "wrong-gradient"
"""The part that asks for a parameter whose gradient is wrong."""
NAME: Final = "mistake"
"""The part that asks which mistake it is."""

LOOKED_AT: Final = (0, 100, 500)
"""After how many updates the loss is shown that falls nevertheless."""
_CHOICES: Final = 4
"""How many mistakes are offered where the lesson does not say which."""
Part: TypeAlias = Literal["gradient-check", "wrong-gradient", "mistake"]
_PARTS: Final[tuple[Part, ...]] = (CHECK, WRONG, NAME)


class BughuntActivity(Activity):
    """The lab with the mistake in it, at the first step in which the check can see it."""

    def __init__(self, step: BughuntStep, lesson: Lesson) -> None:
        self.step = step
        self.spec = lesson.networks[step.network].spec()
        mistake(step.bug)

    @cached_property
    def lab(self) -> Lab:
        """Return the lab with the mistake, before the step in which it shows."""
        lab = Lab(self.spec, bug=self.step.bug)
        sign = first_sign(self.spec, self.step.bug)
        lab.run(sign.step if sign else 0)
        return lab

    @cached_property
    def losses(self) -> Sequence[float]:
        """Return the losses of a run with the mistake, at the steps `LOOKED_AT`; fewer where it diverges."""
        lab = Lab(self.spec, bug=self.step.bug)
        lab.run(LOOKED_AT[-1])
        return [lab.loss_history[step] for step in LOOKED_AT if step < len(lab.loss_history)]

    @cached_property
    def checks(self) -> Mapping[str, SlopeCheck]:
        """Return the check of backprop's gradient of every parameter, by its name."""
        return check_gradient(self.lab.trainer, self.lab.current)

    @cached_property
    def mistakes(self) -> Sequence[str]:
        """Return the codes of the mistakes to choose from, in the order of the catalogue, the right one among them."""
        named = {self.step.bug, *self.step.choices, *self.step.feedback}
        missing = 0 if self.step.choices else _CHOICES - len(named)
        others = [code for code in MISTAKES if code not in named and self.tells_apart(code)]
        # The step's own id fixes which ones stand beside the right one, so that a resumed question looks the same.
        named.update(random.Random(self.step.id).sample(others, min(max(0, missing), len(others))))
        return [code for code in MISTAKES if code in named]

    @property
    def question(self) -> Question | None:
        """Return what is to be done now: run the check, point at a wrong gradient, name the mistake."""
        match self.part:
            case "gradient-check":
                return Question(CHECK, "reveal")
            case "wrong-gradient":
                return Question(WRONG, "choice", tuple(self.checks))
            case "mistake":
                return Question(NAME, "choice", tuple(self.mistakes))
            case "":
                return None

    @property
    def part(self) -> Part | Literal[""]:
        """Return the part that is open, empty when all are done."""
        return next((part for part in _PARTS if part not in self.behind), "")

    @property
    def checked(self) -> bool:
        """Return whether the gradient check was run."""
        return CHECK in self.behind

    @property
    def located(self) -> bool:
        """Return whether a wrong gradient was found, so that all may be shown."""
        return WRONG in self.behind

    def form_of(self, part: str) -> Form:
        """A parameter or a mistake is chosen."""
        return "choice"

    def read(self, text: str) -> Reading:
        """Read the name of a parameter or the code of a mistake."""
        question = self.question
        if question is None:
            return Unreadable("nothing-asked")
        if question.shows_next:
            return Understood()
        return question.choice(text)

    def judge(self, raw: str) -> Verdict:
        """Judge a gradient by its central difference, a mistake by the one that is there."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        match self.part:
            case "gradient-check" | "":
                return Verdict("")
            case "wrong-gradient":
                wrong = self.checks[raw].refutes
                return Verdict("right") if wrong else Verdict("wrong", "gradient-agrees", {"parameter": raw})
            case "mistake":
                return self._judge_mistake(raw)

    def _judge_mistake(self, raw: str) -> Verdict:
        feedback = (raw,) if raw in self.step.feedback else ()
        if raw == self.step.bug:
            return Verdict("right", "mistake-named", {"mistake": raw}, feedback)
        return Verdict("wrong", "other-mistake", self._difference(raw), feedback)

    def ladder(self) -> tuple[Hint, ...]:
        """Return how gradients are compared and one that is wrong; then the author's hints and the mistake."""
        match self.part:
            case "wrong-gradient":
                wrong = [name for name, check in self.checks.items() if check.refutes]
                return (Hint("method", rule=WRONG), *(Hint("answer", answer=name) for name in wrong[:1]))
            case "mistake":
                return (*authored(self.step.hints), Hint("answer", answer=self.step.bug))
            case "gradient-check" | "":
                return ()

    def tells_apart(self, code: str) -> bool:
        """Return whether the mistake `code` can be made here and gives other gradients than the hidden one."""
        return MISTAKES[code].fits(self.spec) and not np.allclose(
            self._gradient(code), self.lab.current.gradient, rtol=1e-3, atol=1e-9
        )

    def _gradient(self, code: str) -> Array:
        """The gradient that backprop gives here with the mistake `code`, (size,)."""
        return take_step(mistake(code).spoil(trainer_of(self.spec)), self.lab.current.before).gradient

    def _difference(self, code: str) -> Mapping[str, Argument]:
        """Where the mistake `code` differs most from the hidden one, and the two numbers there."""
        here, there = self.lab.current.gradient, self._gradient(code)
        gap = np.abs(here - there) / np.maximum(np.maximum(np.abs(here), np.abs(there)), 1e-300)
        index = int(gap.argmax())
        shown = {"found": numeral(float(here[index])).text, "expected": numeral(float(there[index])).text}
        return {"mistake": code, "parameter": tuple(self.checks)[index], **shown}
