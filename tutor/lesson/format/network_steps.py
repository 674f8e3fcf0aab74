"""The steps on a network as the author writes them: lab, trace by hand, experiment, bug hunt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import Field

from tutor.lesson.format.network_block import Fraction, NotNegative, Positive
from tutor.lesson.format.part import Feedback, Hints, Part, QuestionlessStep
from tutor.lesson.format.scalars import (
    LARGEST,
    UNGRADED,
    Flag,
    Formula,
    Identifier,
    Integer,
    IntegerOrNone,
    Number,
    NumberOrNone,
    Prose,
    QuantityName,
    RelativeOrAbsolute,
    Tolerance,
)
from tutor.network.goals import Way
from tutor.network.spec import Activation, Initializer, OptimizerKind
from tutor.network.variation import Change, Plot

_SEVERAL: Final = Field(min_length=2, max_length=6)
"""How many values one key of a variation has."""


Shown: TypeAlias = Literal["forward", "backward", "update"]
"""What of the first step has been seen: its forward pass, its backward pass as well, or the whole of it."""


class PredictedChoice(Part):
    """One outcome that the learner can predict."""

    id: Identifier
    text: Prose
    when: Formula = ""
    """A condition on the run, such as `loss[1] < loss[0]`, under which this prediction is right."""
    feedback: Prose = ""


class Prediction(Part):
    """A question whose answer is committed before anything moves."""

    prompt: Prose
    choices: Annotated[tuple[PredictedChoice, ...], Field(min_length=2, max_length=9)]
    answer: Identifier | None = None
    """The id of the right choice, unless every choice says `when` it is right."""
    after: Annotated[Shown, UNGRADED] = "update"
    """What shows in a lab that `answer` is right: the first forward pass, the backward pass after it, or an update."""

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return what the author says to each predicted outcome."""
        return {outcome.id: Feedback(outcome.feedback) for outcome in self.choices}

    def option_texts(self) -> Mapping[str, str]:
        """Return the texts of the outcomes."""
        return {outcome.id: outcome.text for outcome in self.choices}


class Task(Part):
    """Something to bring about in the lab; the program sees whether it was."""

    id: Identifier
    text: Prose
    goal: Formula
    """`diverged`, or a comparison such as `loss[-1] < 0.05`."""
    by: Way = "training"
    """`training`: judged on a run from the start that was not edited on its way, at the first step that meets the goal;
    `hand`: judged on what was set at the start, as soon as a forward pass shows its loss."""
    within: Annotated[Integer, Field(ge=0, le=100_000)] = 0
    """How many training steps a run has to meet the goal; none by hand."""
    witness: Annotated[Mapping[str, Number], Field(min_length=1), UNGRADED]
    """Settings that reach the goal, such as `learning_rate: 20`; `check` runs them."""
    hints: Hints = ()


class NetworkPart(QuestionlessStep):
    """What every step on a network has."""

    network: Identifier
    """One of the lesson's `networks`."""
    prompt: Prose = ""
    """Shown beside the network."""

    @property
    def network_id(self) -> str:
        """Return the network of the step."""
        return self.network

    def graded_besides(self, networks: Mapping[str, Part]) -> Mapping[str, object]:
        """Return the network, for every number depends on it."""
        return {"network": networks[self.network]}

    def unrecorded_feedback(self, raw: str) -> tuple[str, ...]:
        """Return the feedback to what was chosen: it has the id of the choice."""
        return (raw,) if raw in self.feedbacks() else ()


class NetworkStep(NetworkPart):
    """The lab: a small network to run, change and inspect."""

    step_kind: ClassVar[Literal["network"]] = "network"
    type: Literal["network"]
    may_change: Annotated[tuple[QuantityName, ...] | None, UNGRADED] = None
    """What the learner can edit while a task is judged; without it, everything that the lab offers."""
    predict: Prediction | None = None
    tasks: Annotated[tuple[Task, ...], Field(max_length=10)] = ()
    explain: Prose = ""
    """Shown after the last task."""

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return those of the predicted outcomes."""
        return self.predict.feedbacks() if self.predict is not None else {}

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return the hints of the task that `part` is."""
        return next(task.hints for task in self.tasks if task.id == part)

    def option_texts(self) -> Mapping[str, str]:
        """Return the outcomes that can be predicted."""
        return self.predict.option_texts() if self.predict is not None else {}


class TraceStep(NetworkPart):
    """Backprop by hand: numbers of one forward and one backward pass, worked out one after the other."""

    step_kind: ClassVar[Literal["trace"]] = "trace"
    type: Literal["trace"]
    ask: Annotated[tuple[QuantityName, ...], Field(min_length=1, max_length=24)]
    """The numbers to work out, in order: `h1.z`, `o1.a`, `loss`, `o1.delta`, `w5.gradient`, `w5.next`."""
    tolerance: RelativeOrAbsolute = Tolerance(relative=0.01)
    """`1%` of the right number, or an absolute distance such as `0.001`; it must not reach what a mistake gives."""
    diagnose: Annotated[tuple[Identifier, ...] | None, UNGRADED] = None
    """Known mistakes that must change one of the asked numbers; all others are recognised in wrong numbers as well."""
    hints: Hints = ()
    explain: Prose = ""
    """Shown after the last number."""

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return nothing: the program finds what is wrong with a number."""
        return {}

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return the same hints for every number."""
        return self.hints


class Variation(Part):
    """What differs between the runs of an experiment; with several keys, every combination is a run."""

    learning_rate: Annotated[tuple[Positive, ...], _SEVERAL] = ()
    optimizer: Annotated[tuple[OptimizerKind, ...], _SEVERAL] = ()
    momentum: Annotated[tuple[Fraction, ...], _SEVERAL] = ()
    batch_size: Annotated[tuple[IntegerOrNone, ...], _SEVERAL] = ()
    """Examples for each step; `none` for all of them."""
    activation: Annotated[tuple[Activation, ...], _SEVERAL] = ()
    """Of the hidden layers."""
    initializer: Annotated[tuple[Initializer, ...], _SEVERAL] = ()
    """Of all layers; weights that are given are drawn instead."""
    depth: Annotated[tuple[Annotated[Integer, Field(ge=1, le=20)], ...], _SEVERAL] = ()
    """How many hidden layers, all like the first one; weights that are given are drawn instead."""
    width: Annotated[tuple[Annotated[Integer, Field(ge=1, le=200)], ...], _SEVERAL] = ()
    """Units of every hidden layer; weights that are given are drawn instead."""
    dropout: Annotated[tuple[Fraction, ...], _SEVERAL] = ()
    """Of the hidden layers."""
    batch_norm: Annotated[tuple[Flag, ...], _SEVERAL] = ()
    """Of the hidden layers."""
    l1: Annotated[tuple[NotNegative, ...], _SEVERAL] = ()
    l2: Annotated[tuple[NotNegative, ...], _SEVERAL] = ()
    clip_value: Annotated[tuple[NumberOrNone, ...], _SEVERAL] = ()
    """`none` for no clipping, here and in `clip_norm`."""
    clip_norm: Annotated[tuple[NumberOrNone, ...], _SEVERAL] = ()
    noise: Annotated[tuple[NotNegative, ...], _SEVERAL] = ()
    """Of the data set."""
    count: Annotated[tuple[Annotated[Integer, Field(ge=1, le=5000)], ...], _SEVERAL] = ()
    """How many examples the data set has."""
    seed: Annotated[tuple[Annotated[Integer, Field(ge=0, le=LARGEST)], ...], _SEVERAL] = ()

    def changes(self) -> tuple[Change, ...]:
        """Return what each run changes: every combination, the first key slowest."""
        settings = {name: values for name, values in self if values}
        return tuple(dict(zip(settings, values, strict=True)) for values in product(*settings.values()))


class ExperimentStep(NetworkPart):
    """Several runs of one network side by side, with a prediction first."""

    step_kind: ClassVar[Literal["experiment"]] = "experiment"
    type: Literal["experiment"]
    vary: Variation
    run: Annotated[Integer, Field(ge=1, le=100_000)]
    """How many training steps every run makes."""
    plot: Plot = "loss"
    """What is drawn: loss or accuracy over the steps, the length of each layer's gradient at the end, the length of the
    vector of all weights over the steps, or maps of the plane with the boundary that each run has found."""
    log: Annotated[Flag, UNGRADED] = False
    """Whether the curves have a logarithmic scale; bars always have one."""
    predict: Prediction
    """`when` compares the runs, `end2 < end1`; without it the choices are the runs in their order, and the one that
    ends best is right: with the lowest loss, the highest accuracy, the longest gradient or weights."""
    explain: Prose = ""
    """Shown below the result."""

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return those of the predicted outcomes."""
        return self.predict.feedbacks()

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return nothing: a prediction has no hints."""
        return ()

    def option_texts(self) -> Mapping[str, str]:
        """Return the outcomes that can be predicted."""
        return self.predict.option_texts()

    def changes(self) -> Sequence[Change]:
        """Return what the author varies."""
        return self.vary.changes()


class BughuntStep(NetworkPart):
    """A backward pass with a known mistake in it, to be found by the gradient check and then named."""

    step_kind: ClassVar[Literal["bughunt"]] = "bughunt"
    type: Literal["bughunt"]
    bug: Identifier
    """A mistake of the catalogue, such as `updated-weight-used`."""
    choices: Annotated[tuple[Identifier, ...], Field(max_length=9)] = ()
    """Mistakes to choose the name from; without it, those of `feedback` and others that are told apart from the bug."""
    feedback: Annotated[Mapping[Identifier, Prose], Field(default_factory=dict)]
    """What to say to each mistake that the learner names."""
    hints: Hints = ()
    explain: Prose = ""
    """Shown when the bug was named."""

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return those of the named mistakes."""
        return {id_: Feedback(text) for id_, text in self.feedback.items()}

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return the same hints for every part."""
        return self.hints


StepOnNetwork: TypeAlias = NetworkStep | TraceStep | ExperimentStep | BughuntStep
