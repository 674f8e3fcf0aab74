"""Several runs of networks side by side, a slice of time after the other: what they record, and how they end."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tutor.network.datasets import Examples, validation_of
from tutor.network.evaluation import evaluate, predict
from tutor.network.functions import Array
from tutor.network.goals import has_diverged
from tutor.network.spec import NetworkSpec
from tutor.network.training import Trainer, TrainingState, TrainingStep, initial_state, take_step, trainer_of
from tutor.network.variation import PLOT_FACTS, Plot

_EVALUATIONS: Final = 100
"""How often in one run the examples are looked at that are not trained on, or accuracy is measured."""


@dataclass(frozen=True)
class Run:
    """One run of `steps` updates, as far as it has come; a run that goes on is another value.

    `values[k]` is what is recorded before update k, `validation[k]` the same on the examples that are not trained on,
    empty where there are none. Both end early where the loss diverges.
    """

    spec: NetworkSpec
    steps: int
    plot: Plot
    trainer: Trainer
    state: TrainingState
    unseen: Examples | None
    values: tuple[float, ...] = ()
    validation: tuple[float, ...] = ()
    layers: tuple[float, ...] = ()
    """The length of each layer's weight gradient at the newest step, where that is what is recorded."""
    losses: tuple[float, ...] = ()
    diverged: bool = False

    @classmethod
    def of(cls, spec: NetworkSpec, steps: int, plot: Plot) -> Run:
        """Return the run before its first step."""
        trainer = trainer_of(spec)
        unseen = validation_of(spec) if PLOT_FACTS[plot].unseen else None
        return cls(spec, steps, plot, trainer, initial_state(spec, trainer), unseen)

    @property
    def settings(self) -> tuple[NetworkSpec, int, Plot]:
        """All that decides its numbers."""
        return self.spec, self.steps, self.plot

    @property
    def made(self) -> int:
        """How many of the updates were made."""
        return max(0, len(self.values) - 1)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do: all updates were made, or the loss diverged."""
        return self.diverged or len(self.values) > self.steps

    @property
    def start(self) -> float:
        """What was recorded first."""
        return self.values[0]

    @property
    def end(self) -> float:
        """What was recorded last; infinite where the loss diverged."""
        return math.inf if self.diverged else self.values[-1]

    @property
    def examples(self) -> Examples:
        """The examples that it is trained on."""
        return self.trainer.examples

    def says(self, places: Array) -> Array:
        """Return what the network by now says about `places` (places, inputs), (places, outputs)."""
        return predict(self.trainer, self.state, places)


class _Going:
    """A run while it goes on; nobody but who has it go on sees it."""

    def __init__(self, run: Run) -> None:
        self._run, self._state, self._layers = run, run.state, run.layers
        self.values, self._validation, self._losses = list(run.values), list(run.validation), list(run.losses)
        self._diverged = run.diverged

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self._diverged or len(self.values) > self._run.steps

    @property
    def run(self) -> Run:
        """The run as far as it has come by now."""
        return replace(
            self._run,
            state=self._state,
            values=tuple(self.values),
            validation=tuple(self._validation),
            layers=self._layers,
            losses=tuple(self._losses),
            diverged=self._diverged,
        )

    def step(self) -> None:
        """Record, and update once."""
        step = take_step(self._run.trainer, self._state)
        self._losses.append(step.loss)
        self.values.append(self._recorded(step))
        if self._run.unseen is not None:
            self._validation.append(self._at_intervals(self._validation, self._run.unseen))
        self._diverged = has_diverged(self._losses, len(self._losses) - 1)
        self._state = step.after

    def _recorded(self, step: TrainingStep) -> float:
        layout = self._run.trainer.network.layout
        match self._run.plot:
            case "loss":
                return step.loss
            case "accuracy" | "boundary":
                return self._at_intervals(self.values, self._run.examples)
            case "weights":
                return float(np.linalg.norm(step.before.parameters * layout.is_weight))
            case "gradient-norm-by-layer":
                self._layers = layout.weight_norms(step.gradient)
                return self._layers[0]

    def _at_intervals(self, before: Sequence[float], examples: Examples) -> float:
        """How good it is on `examples`, looked at now and then and at the end; else how good it was last."""
        steps = self._run.steps
        if len(before) % max(1, steps // _EVALUATIONS) and len(before) != steps:
            return before[-1]
        found = evaluate(self._run.trainer, self._state, examples)
        if not PLOT_FACTS[self._run.plot].shares:
            return found.loss
        return math.nan if found.accuracy is None else found.accuracy


@dataclass(frozen=True)
class Runs:
    """Runs that go on together, none more than a step ahead; the same specifications give the same numbers."""

    all: tuple[Run, ...]
    steps: int

    @classmethod
    def of(cls, specs: Sequence[NetworkSpec], steps: int, plot: Plot) -> Runs:
        """Return the runs of `specs` before their first step."""
        return cls(tuple(Run.of(spec, steps, plot) for spec in specs), steps)

    def are_those(self, other: Runs) -> bool:
        """Return whether these are the runs of `other`, however far each of both has come."""
        return [run.settings for run in self.all] == [run.settings for run in other.all]

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

    def later(self, seconds: float = math.inf, clock: Callable[[], float] = time.perf_counter) -> Runs:
        """Return the runs at their end, or after `seconds`; at least one step is made unless all have ended."""
        deadline = clock() + seconds
        going = [_Going(run) for run in self.all]
        while unfinished := [run for run in going if not run.done]:
            min(unfinished, key=lambda run: len(run.values)).step()
            if clock() >= deadline:
                break
        return replace(self, all=tuple(run.run for run in going))
