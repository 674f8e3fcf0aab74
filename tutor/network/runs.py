"""Several runs of networks side by side, a slice of time after the other: what they record, and how they end."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from tutor.network.datasets import Examples, validation_of
from tutor.network.evaluation import evaluate, predict
from tutor.network.functions import Array
from tutor.network.goals import has_diverged
from tutor.network.spec import NetworkSpec
from tutor.network.training import Trainer, TrainingStep, initial_state, take_step, trainer_of
from tutor.network.variation import PLOT_FACTS, Plot

_EVALUATIONS: Final = 100
"""How often in one run the examples are looked at that are not trained on, or accuracy is measured."""


class Run:
    """One run of `steps` updates.

    `values[k]` is what is recorded before update k, `validation[k]` the same on the examples that are not trained on,
    empty where there are none. Both end early where the loss diverges.
    """

    def __init__(self, spec: NetworkSpec, steps: int, plot: Plot) -> None:
        self.spec = spec
        self.values: list[float] = []
        self.validation: list[float] = []
        self.layers: tuple[float, ...] = ()
        """The length of each layer's weight gradient at the newest step, where that is what is recorded."""
        self.diverged = False
        self._steps, self._plot = steps, plot
        self._trainer: Trainer = trainer_of(spec)
        self._unseen = validation_of(spec) if PLOT_FACTS[plot].unseen else None
        self._state = initial_state(spec, self._trainer)
        self._losses: list[float] = []

    @property
    def made(self) -> int:
        """How many of the updates were made."""
        return max(0, len(self.values) - 1)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do: all updates were made, or the loss diverged."""
        return self.diverged or len(self.values) > self._steps

    @property
    def start(self) -> float:
        """What was recorded first."""
        return self.values[0]

    @property
    def end(self) -> float:
        """What was recorded last; infinite where the loss diverged."""
        return math.inf if self.diverged else self.values[-1]

    def step(self) -> None:
        """Record, and update once."""
        step = take_step(self._trainer, self._state)
        self._losses.append(step.loss)
        recorded = self._recorded(step)
        if self._unseen is not None:
            self.validation.append(self._at_intervals(self.validation, self._unseen))
        # Last, for a run is drawn while another thread goes on with it: where there is a value, all else is there.
        self.values.append(recorded)
        self.diverged = has_diverged(self._losses, len(self._losses) - 1)
        self._state = step.after

    @property
    def examples(self) -> Examples:
        """The examples that it is trained on."""
        return self._trainer.examples

    def says(self, places: Array) -> Array:
        """Return what the network by now says about `places` (places, inputs), (places, outputs)."""
        return predict(self._trainer, self._state, places)

    def _recorded(self, step: TrainingStep) -> float:
        match self._plot:
            case "loss":
                return step.loss
            case "accuracy" | "boundary":
                return self._at_intervals(self.values, self._trainer.examples)
            case "weights":
                return float(np.linalg.norm(step.before.parameters * self._trainer.network.layout.is_weight))
            case "gradient-norm-by-layer":
                self.layers = self._trainer.network.layout.weight_norms(step.gradient)
                return self.layers[0]

    def _at_intervals(self, before: Sequence[float], examples: Examples) -> float:
        """How good it is on `examples`, looked at now and then and at the end; else how good it was last."""
        interval = max(1, self._steps // _EVALUATIONS)
        if len(before) % interval and len(before) != self._steps:
            return before[-1]
        found = evaluate(self._trainer, self._state, examples)
        if not PLOT_FACTS[self._plot].shares:
            return found.loss
        return math.nan if found.accuracy is None else found.accuracy


class Runs:
    """Runs that go on together, none more than a step ahead; the same specifications give the same numbers."""

    def __init__(
        self,
        specs: Sequence[NetworkSpec],
        steps: int,
        plot: Plot,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.steps = steps
        self.all = tuple(Run(spec, steps, plot) for spec in specs)
        self._clock = clock

    @property
    def done(self) -> bool:
        """Whether every run has ended."""
        return all(run.done for run in self.all)

    @property
    def begun(self) -> bool:
        """Whether every run has recorded something."""
        return all(run.values for run in self.all)

    @property
    def made(self) -> int:
        """How many updates the slowest unfinished run has made; all of them at the end."""
        return min((run.made for run in self.all if not run.done), default=self.steps)

    def advance(self, seconds: float = math.inf) -> None:
        """Go on until all have ended or `seconds` are over; at least one step is made unless all have ended."""
        deadline = self._clock() + seconds
        while not self.done:
            min((run for run in self.all if not run.done), key=lambda run: len(run.values)).step()
            if self._clock() >= deadline:
                return
