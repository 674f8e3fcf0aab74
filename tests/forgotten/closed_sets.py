"""The closed sets of the program, where each is declared, and what adds a member to it.

This is the one place to change where a declaration moves. Kinds of events are not among the sets: whoever reads the
journal picks some out and passes over all others, as an older program must with what a newer one has recorded.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FORMAT: Final = "tutor/lesson/format"


@dataclass(frozen=True)
class Words:
    """A set of words: the alias of a Literal in `file`, and a word that it does not have."""

    file: str
    alias: str
    newcomer: str

    def may_be_new(self, said: str, sources: Mapping[str, str]) -> bool:
        """Whether a value may be the newcomer whose type mypy writes as `said`."""
        return f"'{self.newcomer}'" in said

    def words(self, sources: Mapping[str, str]) -> frozenset[str]:
        """The members."""
        return frozenset(re.findall(r'"([^"]*)"', self._declaration(sources)))

    def classes(self, sources: Mapping[str, str]) -> frozenset[str]:
        """None: words are no classes."""
        return frozenset()

    def with_newcomer(self, sources: Mapping[str, str]) -> dict[str, str]:
        """The changed files."""
        old = self._declaration(sources)
        new = re.sub(r",?\s*\]$", f', "{self.newcomer}"]', old)
        return {self.file: _replaced(sources[self.file], old, new)}

    def _declaration(self, sources: Mapping[str, str]) -> str:
        return _declared(sources[self.file], self.alias, r"Literal\[[^\]]*\]")


@dataclass(frozen=True)
class Kinds:
    """A set of models that `key` tells apart: the alias of a union in `file`, and edits that add a model to it."""

    file: str
    alias: str
    key: str
    newcomer: str
    """The value of the key."""
    new_classes: frozenset[str]
    edits: tuple[tuple[str, str, str], ...]
    """Each a file, what stands there once, and what is to stand there."""
    left_out: frozenset[str] = frozenset()
    """Members of the union that are a set of their own."""

    def may_be_new(self, said: str, sources: Mapping[str, str]) -> bool:
        """Whether a value may be the newcomer, or its key, whose type mypy writes as `said`."""
        classes = _classes(sources)
        shared = frozenset.intersection(*(_ancestors(model, classes) for model in self._models(sources)))
        return f"'{self.newcomer}'" in said or bool((self.new_classes | shared) & set(re.findall(r"\w+", said)))

    def words(self, sources: Mapping[str, str]) -> frozenset[str]:
        """The values of the key."""
        classes = _classes(sources)
        above = frozenset().union(*(_ancestors(model, classes) for model in self._models(sources)))
        texts = [ast.unparse(classes[name]) for name in above]
        said = re.compile(rf"\b{self.key}: (?:ClassVar\[)?Literal\['([\w-]+)'\]")
        return frozenset(word for text in texts for word in said.findall(text))

    def classes(self, sources: Mapping[str, str]) -> frozenset[str]:
        """The models, and the bases that some of them have and others have not."""
        classes = _classes(sources)
        above = [_ancestors(model, classes) for model in self._models(sources)]
        return frozenset().union(*above) - frozenset.intersection(*above)

    def with_newcomer(self, sources: Mapping[str, str]) -> dict[str, str]:
        """The changed files."""
        changed: dict[str, str] = {}
        for file, old, new in self.edits:
            changed[file] = _replaced(changed.get(file, sources[file]), old, new)
        return changed

    def _models(self, sources: Mapping[str, str]) -> frozenset[str]:
        models, unions = _classes(sources), _unions(sources)
        names = {self.alias}
        while aliases := names - models.keys():
            names = (names - aliases).union(*(unions[alias] for alias in aliases)) - self.left_out
        return frozenset(names)


_NEW_QUESTION: Final = '''
class DrawingQuestion(QuizPart):
    """A question that a test adds."""

    kind: Literal["drawing"]
    answer: Prose


Question: TypeAlias = DrawingQuestion | '''

_NEW_BANK_QUESTION: Final = '''
class BankDrawing(BankPart, DrawingQuestion):
    """A question of the bank that a test adds."""


BankQuestion: TypeAlias = BankDrawing | '''

_NEW_STEP: Final = '''class DebateStep(QuestionlessStep):
    """A step that a test adds."""

    step_kind: ClassVar[Literal["debate"]] = "debate"
    type: Literal["debate"]
    prompt: Prose
    hints: Hints = ()
    explain: Prose = ""


WrittenStep: TypeAlias = Annotated[
    DebateStep | '''

CLOSED_SETS: Final[Mapping[str, Words | Kinds]] = {
    "activation": Words("tutor/network/spec.py", "Activation", "new-activation"),
    "loss": Words("tutor/network/spec.py", "Loss", "new-loss"),
    "optimizer": Words("tutor/network/spec.py", "OptimizerKind", "new-optimizer"),
    "convention": Words("tutor/network/spec.py", "Convention", "new-convention"),
    "initializer": Words("tutor/network/spec.py", "Initializer", "new-initializer"),
    "data set": Words("tutor/network/spec.py", "Dataset", "new-data-set"),
    "plot": Words("tutor/network/variation.py", "Plot", "new-plot"),
    "goal": Words("tutor/network/goals.py", "GoalState", "lost"),
    "task": Words("tutor/activity/task_run.py", "RunState", "given-up"),
    "way": Words("tutor/network/goals.py", "Way", "luck"),
    "shown": Words(f"{FORMAT}/network_steps.py", "Shown", "epoch"),
    "phase": Words("tutor/network/lab.py", "Phase", "updated"),
    "panel": Words("tutor/ui/lab/view.py", "PanelId", "history"),
    "severity": Words("tutor/errors.py", "Severity", "note"),
    "form of an answer": Words("tutor/activity/base.py", "Form", "sketch"),
    "state of a step": Words("tutor/learner/course.py", "StepState", "postponed"),
    "state of a lesson": Words("tutor/learner/course.py", "LessonState", "paused"),
    "advice": Words("tutor/learner/overview.py", "Advice", "rest"),
    "reason of an advice": Words("tutor/learner/overview.py", "Reason", "tired"),
    "question kind": Kinds(
        f"{FORMAT}/questions.py",
        "Question",
        "kind",
        "drawing",
        frozenset({"DrawingQuestion", "BankDrawing"}),
        (
            (f"{FORMAT}/questions.py", "\nQuestion: TypeAlias = ", _NEW_QUESTION),
            (
                f"{FORMAT}/questions.py",
                "QuestionKind: TypeAlias = Literal[",
                'QuestionKind: TypeAlias = Literal["drawing", ',
            ),
            (
                f"{FORMAT}/bank.py",
                'Annotated[SingleChoice, Tag("single")]',
                'Annotated[SingleChoice, Tag("single")]\n    | Annotated[DrawingQuestion, Tag("drawing")]',
            ),
            (
                f"{FORMAT}/bank.py",
                "questions import (\n",
                "questions import (\n    DrawingQuestion,\n",
            ),
            (f"{FORMAT}/bank.py", "\nBankQuestion: TypeAlias = ", _NEW_BANK_QUESTION),
        ),
    ),
    "step kind": Kinds(
        f"{FORMAT}/model.py",
        "Step",
        "step_kind",
        "debate",
        frozenset({"DebateStep"}),
        (
            (f"{FORMAT}/model.py", "WrittenStep: TypeAlias = Annotated[\n    ", _NEW_STEP),
            (f"{FORMAT}/model.py", "\nStep: TypeAlias = ", "\nStep: TypeAlias = DebateStep | "),
        ),
        left_out=frozenset({"Question"}),
    ),
    "verdict on a derivative": Words("tutor/slopes/check.py", "Verdict", "too-flat"),
    "verdict on an answer": Words("tutor/events.py", "VerdictKind", "partly"),
}


def _declared(text: str, alias: str, pattern: str) -> str:
    found = re.search(rf"^{alias}: TypeAlias = {pattern}", text, re.MULTILINE)
    assert found, f"{alias} is declared elsewhere"
    return found[0]


def _replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"not there once: {old}"
    assert old != new
    return text.replace(old, new)


def _unions(sources: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """What stands in every alias of the format that is a plain union, by the name of the alias."""
    return {
        node.target.id: frozenset(part.id for part in ast.walk(node.value) if isinstance(part, ast.Name))
        for file, text in sources.items()
        if file.startswith(FORMAT)
        for node in ast.parse(text).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(node.value, ast.BinOp)
    }


def _classes(sources: Mapping[str, str]) -> dict[str, ast.ClassDef]:
    """Every class of the format by its name."""
    return {
        node.name: node
        for file, text in sources.items()
        if file.startswith(FORMAT)
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }


def _ancestors(name: str, classes: Mapping[str, ast.ClassDef]) -> frozenset[str]:
    """The class and its bases of the format, and theirs."""
    bases = [base.id for base in classes[name].bases if isinstance(base, ast.Name) and base.id in classes]
    return frozenset({name}).union(*(_ancestors(base, classes) for base in bases))
