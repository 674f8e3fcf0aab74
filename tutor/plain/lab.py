"""The lab at the prompt: operations, runs and settings are typed, numbers come back as tables."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from tutor.activity.actions import typed_name
from tutor.activity.base import PREDICTION
from tutor.activity.network import NetworkActivity, read_settings
from tutor.activity.task_run import TaskRun
from tutor.events import Verdict
from tutor.explain.explanation import explain
from tutor.figures.explanation import explained_quantities, explanation_lines, layer_lines
from tutor.figures.inspector import Inspector
from tutor.figures.lab import LabWords, frozen_lines, parameter_lines, standing_runs, unit_lines
from tutor.figures.lines import Line
from tutor.figures.picture import picture_lines, pictured_digits
from tutor.figures.slope_check import gravest_words
from tutor.learner.session import Session
from tutor.lesson.format.model import Step
from tutor.lesson.format.network_steps import NetworkStep, Shown
from tutor.network.gradient_check import check_gradient
from tutor.network.lab import Lab
from tutor.numerals import numeral
from tutor.plain.desk import Desk, StepDesk
from tutor.wording import lab as lab_words
from tutor.wording import plainly
from tutor.wording.names import in_symbols

MOST_STEPS: Final = 100_000
MOST_PARAMETERS: Final = 60
"""Longer tables of parameters are not printed; `x` shows any of them."""
_USUAL_STEPS: Final = 10
_MOST_LOSSES: Final = 8
_RUN: Final = re.compile(r"(?:run|运行)\s*(\d*)")
_COMMAND: Final = re.compile(r"(next|step|freeze|undo|check|inspect|下一步|第|冻结|撤销|检验|查看)\s*(\S*?)\s*步?")
_COMMANDS: Final = {
    "下一步": "next", "第": "step", "冻结": "freeze", "撤销": "undo", "检验": "check", "查看": "inspect",
}  # fmt: skip
_EXPLAIN: Final = re.compile(r"(?:x|explain|解释)(?:\s+(\S+))?", re.IGNORECASE)
_OPERATIONS: Final[Mapping[Shown, Callable[[Lab], object]]] = {
    "forward": lambda lab: lab.forward("pass"),
    "backward": lambda lab: lab.backward("pass"),
    "update": Lab.update,
}
_WORDS: Final = {
    "f": "forward", "前向": "forward", "前向传播": "forward", "b": "backward", "反向": "backward",
    "反向传播": "backward", "u": "update", "更新": "update", "r": "reset", "重置": "reset",
    "结果": "outcome",
}  # fmt: skip


class LabDesk(StepDesk[NetworkActivity]):
    """Works the lab of the open step and tells the session what met the open task and what has come out."""

    works = NetworkActivity

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        self._lab = self._activity.lab
        self._begun = TaskRun(self._activity, self._lab)

    @property
    def _run(self) -> TaskRun:
        """The run, watched for what is open now."""
        if self._begun.activity is not self._activity:
            self._begun = TaskRun(self._activity, self._lab, self._begun.acts)
        return self._begun

    def write(self, step: Step) -> None:
        """Write the numbers, and how the prediction came out."""
        self._desk.console.draw([*self.number_lines(), *self._outcome_lines(step)])

    def write_news(self, step: Step) -> None:
        """Write nothing: what a command has changed was written with it."""

    def take(self, line: str, step: Step) -> Verdict | None:
        """Do what `line` says and write what came of it; return the verdict if it met the open task.

        Raises:
            TutorError: a setting cannot be read or made, or the answer cannot be kept.
        """
        if asked := _EXPLAIN.fullmatch(unicodedata.normalize("NFKC", line).strip()):
            self._explain(asked[1] or "")
            return None
        if command := _COMMAND.fullmatch(unicodedata.normalize("NFKC", line).strip()):
            self._obey(_COMMANDS.get(command[1], command[1]), command[2])
            return None
        before = self._lab.step
        if refusal := self._refusal_or_done(line):
            self._desk.console.say(refusal)
            return None
        self._desk.console.draw(self.number_lines())
        self._tell_losses(before)
        self._tell_outcome(step)
        verdict = self._judged()
        if verdict is None:
            self._desk.console.say(self.advice())
        return verdict

    def _refusal_or_done(self, line: str) -> str:
        """Do what `line` says and return nothing, or say why it cannot be done."""
        word = unicodedata.normalize("NFKC", line).strip().lower()
        word = _WORDS.get(word, word)
        if match := _RUN.fullmatch(word):
            return self._made_steps(match[1])
        if operate := next((act for name, act in _OPERATIONS.items() if name == word), None):
            operate(self._lab)
        elif word == "reset":
            self._run.reset()
        elif word == "outcome":
            return self._made_outcome()
        else:
            return self._changed(line)
        return ""

    def _obey(self, command: str, name: str) -> None:
        """Do what needs no table of all numbers, or shows another one. Raises TutorError for an unknown name."""
        lab, desk = self._lab, self._desk
        if command == "check":
            sentence, _, arguments = gravest_words(check_gradient(lab.trainer, lab.current), desk.console.cells)
            desk.say(sentence, **arguments)
            if lab.frozen:
                desk.say(lab_words.FROZEN_CHECKED, frozen=len(lab.frozen))
        elif command == "inspect":
            desk.console.draw(Inspector(lab, desk.voice, desk.console.cells, desk.console.width).lines(name))
        else:
            self._move(command, name)
            desk.console.draw(self.number_lines())
            desk.console.say(self.advice())

    def _move(self, command: str, name: str) -> None:
        """Go to another operation, step or branch."""
        lab = self._lab
        if command == "next":
            operations = lab.forward() or lab.backward()
            if not operations:
                self._desk.say(lab_words.NOTHING_LEFT["backward"], key="u")
        elif command == "step" and name.isdecimal():
            lab.scrub(int(name[:9]))
            self._desk.say(lab_words.SCRUBBED, step=lab.step, last=lab.last_step, key="u")
        elif command == "freeze":
            self._run.freeze(name)
            self._desk.say(plainly.FROZEN, names=self._desk.listed(sorted(lab.frozen)) or "–")
        elif command == "undo" and self._run.undo():
            self._desk.say(lab_words.UNDONE)
        else:
            self._desk.say(lab_words.NOTHING_TO_UNDO if command == "undo" else lab_words.NO_HISTORY)

    def number_lines(self) -> list[Line]:
        """Return step and loss, the units, and the parameters below them."""
        lab, voice, cells = self._lab, self._desk.voice, self._desk.console.cells
        head = standing_runs(lab, voice, cells, formula=True)
        size = lab.trainer.network.layout.size
        if size > MOST_PARAMETERS:
            return [head, *unit_lines(lab, voice, cells), [(voice(plainly.MANY_PARAMETERS, count=size), "dim")]]
        return [head, *unit_lines(lab, voice, cells), *parameter_lines(lab, voice, cells)]

    def advice(self) -> str:
        """Return what can be typed next."""
        voice, lab = self._desk.voice, self._lab
        if lab.diverged:
            return voice(plainly.DIVERGED)
        if self._run.waits_for_forward:
            return voice(plainly.FORWARD_SHOWS)
        if forecast := self._run.awaited:
            if lab.edits:
                return voice(plainly.PREDICTED_UNCHANGED)
            if forecast.latest:
                return voice(plainly.SETTLES_LATER, steps=forecast.latest - lab.step)
            return voice(plainly.SETTLES[forecast.shown])
        return voice(plainly.PHASES[lab.phase])

    def asked_lines(self, step: Step) -> list[Line]:
        """Return what is to be predicted or brought about, in the words of `step`; nothing when all is done."""
        assert isinstance(step, NetworkStep)
        question, desk = self._activity.question, self._desk
        if question is None:
            return []
        if question.part == PREDICTION and step.predict is not None:
            return desk.text(step.predict.prompt, {})
        number, task = next((number, task) for number, task in enumerate(step.tasks, 1) if task.id == question.part)
        head: Line = [(desk.voice(plainly.TASK_HEAD, number=number, total=len(step.tasks)), "")]
        return [head, *desk.text(task.text, {})]

    @property
    def has_tasks(self) -> bool:
        """Return whether there is, or was, something to bring about."""
        return bool(self._activity.step.tasks)

    def how(self) -> str:
        """Return everything that can be typed in this lab."""
        names = self._activity.changeable
        shown = [*map(typed_name, names[:2])]
        settings = ", ".join(f"{name} = {0.5 if name == 'lr' else 1}" for name in shown)
        first = explained_quantities(self._lab)[0]
        return self._desk.voice(plainly.LAB_COMMANDS, settings=settings, name=first)

    def _explain(self, name: str) -> None:
        """Write one gradient as symbol and number with its check, or what there is to be explained."""
        desk, lab = self._desk, self._lab
        pictured = pictured_digits(lab)
        if not name:
            desk.say(plainly.EXPLAINED, names=desk.listed(pictured or explained_quantities(lab)))
            return
        if name in pictured:
            desk.console.draw(picture_lines(lab, name, desk.voice, desk.console.cells, desk.console.width))
            return
        explanation = explain(lab.spec, lab.trainer, lab.current, lab.example, name)
        console = desk.console
        console.draw(explanation_lines(lab, explanation, desk.voice, console.cells, console.width, in_lines=True))
        console.draw(layer_lines(lab, name, desk.voice, console.cells, console.width))
        console.draw(frozen_lines(lab, name, desk.voice, console.cells, console.width))

    def _made_steps(self, digits: str) -> str:
        task = self._activity.task
        steps = int(digits[:9]) if digits else min(task.within if task else _USUAL_STEPS, _USUAL_STEPS)
        if steps > MOST_STEPS:
            return self._desk.voice(plainly.TOO_MANY_STEPS, most=MOST_STEPS)
        self._run.run(steps, past_outcome=True)
        return ""

    def _made_outcome(self) -> str:
        edited = bool(self._lab.edits)
        forecast = self._run.to_predicted()
        if forecast is None:
            return self._desk.voice(lab_words.NOTHING_OPEN)
        if edited:
            self._desk.say(plainly.SET_ASIDE)
        if forecast.latest:
            self._run.run(forecast.latest - self._lab.step, past_outcome=True)
        else:
            _OPERATIONS[forecast.shown](self._lab)
        return ""

    def _changed(self, line: str) -> str:
        if "=" not in unicodedata.normalize("NFKC", line):
            return self._desk.voice(plainly.LAB_UNREADABLE, how=self.how())
        activity, typed = self._activity, in_symbols(line, ("alpha",))
        self._run.change(read_settings(typed, activity.changeable, activity.offered))
        return ""

    def _tell_losses(self, before: int) -> None:
        losses = self._lab.loss_history
        made = len(losses) - 1 - before
        if made < 2:
            return
        stride = math.ceil(made / (_MOST_LOSSES - 1))
        steps = sorted({*range(before, len(losses), stride), len(losses) - 1})
        self._desk.say(
            plainly.LOSSES,
            losses=" · ".join(
                self._desk.voice(plainly.STEP_LOSS, step=step, loss=numeral(losses[step]).text) for step in steps
            ),
        )

    def _tell_outcome(self, step: Step) -> None:
        """Say how the prediction came out, once, as soon as the run has shown it."""
        found = self._run.outcome
        if found is not None and self._activity.settled is None:
            self._session.settle(found)
            self._desk.console.draw(self._outcome_lines(step))

    def _outcome_lines(self, step: Step) -> list[Line]:
        """Return how the prediction came out, in the words of `step`; nothing while that is open."""
        assert isinstance(step, NetworkStep)
        console, activity = self._desk.console, self._activity
        told = LabWords(activity, step, self._desk.voice, console.cells)
        return told.outcome_lines(console.width, activity.settled)

    def _judged(self) -> Verdict | None:
        task, verdict = self._activity.task, None
        match self._run.state:
            case "met":
                verdict = self._session.answer(self._run.settings)
                # The run that has met one task may have met the next one as well.
                return self._judged() if self._activity.task is not task and self._run.state == "met" else verdict
            case "edited":
                self._desk.say(plainly.TASK_EDITED[task.by if task else "training"])
            case "frozen":
                self._desk.say(plainly.TASK_FROZEN)
            case "missed":
                if task and self._run.missed_anew:
                    self._session.miss(task.id, self._run.settings)
                self._desk.say(plainly.TASK_MISSED, steps=task.within if task else 0)
            case "untried":
                self._desk.say(plainly.TASK_UNTRIED)
            case "free" | "open":
                pass
        return verdict
