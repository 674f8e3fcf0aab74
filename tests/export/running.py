"""Exported scripts asked for, run for real, and compared with the engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, TypeAlias

import numpy as np

from tutor.errors import TutorError
from tutor.export import keras, numpy, pytorch, sklearn
from tutor.network.optimizers import OPTIMIZER_RULES
from tutor.network.spec import NetworkSpec
from tutor.network.training import initial_state, take_step, trainer_of
from tutor.wording import Voice

Numbers: TypeAlias = tuple[list[float], list[list[float]]]
"""The losses before each update; after the last the parameters, for each layer weights, biases, gamma and beta."""

STEPS: Final = 12
"""How many updates every script makes."""

SCRIPTS: Final[Mapping[str, Callable[[NetworkSpec, int, Voice], str]]] = {
    "numpy": numpy.script,
    "torch": pytorch.script,
    "keras": keras.script,
    "sklearn": sklearn.script,
}
"""By the module that a script needs."""

ENGLISH: Final = Voice("en")

ARRAYS: Final[Mapping[str, str]] = {
    "numpy": "[made[k + str(n)] for n in range(1, 30) for k in ('W', 'b', 'gamma', 'beta') if k + str(n) in made]",
    "torch": "[(p.T if p.ndim == 2 else p).detach().numpy() for p in made['model'].parameters()]",
    "keras": "[a for layer in made['model'].layers for a in layer.get_weights()[:2]]",
    "sklearn": "[a for pair in zip(made['model'].coefs_, made['model'].intercepts_) for a in pair]",
}
"""What finds the parameters among the names that a script has `made`."""

RUNNER: Final = """
import contextlib, io, json, sys, traceback, warnings, numpy as np
import {framework}
warnings.simplefilter("error")
warnings.filterwarnings("ignore", category=DeprecationWarning, module="keras")
found = {{}}
for name, text in json.load(sys.stdin).items():
    made = {{"__name__": "__main__"}}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, name, "exec"), made)
        found[name] = [float(v) for v in made["losses"]], [np.ravel(a).tolist() for a in {arrays}]
    except Exception:
        found[name] = traceback.format_exc()
print(json.dumps(found))
"""
"""Runs all scripts of one framework, each with names of its own; a warning is an error."""


def _engine(spec: NetworkSpec, steps: int) -> Numbers:
    trainer = trainer_of(spec)
    state, losses = initial_state(spec, trainer), []
    for _ in range(steps):
        step = take_step(trainer, state)
        losses.append(step.loss)
        state = step.after
    views = trainer.network.layout.views(state.parameters)
    return losses, [array.ravel().tolist() for view in views for array in view if array.size]


def run(framework: str, scripts: Mapping[str, str]) -> Mapping[str, Numbers | str]:
    """Return what the scripts came to, or the traceback of what they ended with; they cannot import the program."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", RUNNER.format(framework=framework, arrays=ARRAYS[framework])],
        input=json.dumps(scripts),
        capture_output=True,
        text=True,
        check=False,
        env={"KERAS_BACKEND": "torch", **os.environ},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Numbers | str] = json.loads(done.stdout.splitlines()[-1])
    return found


@dataclass
class Figures:
    """What became of the scripts of one framework: how many were asked for, refused by reason, and ran."""

    framework: str
    asked: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    ran: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)
    losses: dict[str, float] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=dict)
    """Greatest relative differences: of the first loss, of all, of the parameters."""

    def __str__(self) -> str:
        reasons = ", ".join(f"{count} {code}" for code, count in self.refused.most_common())
        losses, parameters = (max(each.values(), default=0.0) for each in (self.losses, self.parameters))
        return (
            f"{self.framework}: {self.asked} asked for, {self.refused.total()} refused ({reasons}), {self.ran} ran, "
            f"{len(self.failed)} failed; greatest relative difference: losses {losses:.1e}, parameters {parameters:.1e}"
        )


def figures(framework: str, networks: Mapping[str, NetworkSpec]) -> Figures:
    """Ask for the script of every network, run them all, and compare."""
    made, scripts = Figures(framework, len(networks)), {}
    for name, spec in networks.items():
        try:
            scripts[name] = SCRIPTS[framework](spec, STEPS, ENGLISH)
        except TutorError as refused:
            made.refused[refused.code] += 1
    for name, numbers in run(framework, scripts).items():
        if isinstance(numbers, str):
            made.failed[name] = numbers
        else:
            made.ran += 1
            wanted = _engine(networks[name], STEPS)
            made.first[name] = _difference(numbers[0][:1], wanted[0][:1])
            made.losses[name] = _difference(numbers[0], wanted[0])
            made.parameters[name] = _of_parameters(networks[name], numbers[1], wanted[1])
    return made


def _of_parameters(spec: NetworkSpec, found: Sequence[list[float]], wanted: Sequence[list[float]]) -> float:
    """The greatest difference.

    Left out is a bias before batch normalisation where the optimizer divides by the size of gradients: its gradient is
    0 but for rounding.
    """
    divides = OPTIMIZER_RULES[spec.training.optimizer.kind].rootless is not None
    counted = [
        (True, not (divides and layer.batch_norm), *((True, True) if layer.batch_norm else ())) for layer in spec.layers
    ]
    triples = zip(chain(*counted), found, wanted, strict=True)
    return max(_difference(one, other) for counts, one, other in triples if counts)


def _difference(found: list[float], wanted: list[float]) -> float:
    """The greatest difference, relative to 0.001 at least."""
    assert len(found) == len(wanted)
    return float(np.max(np.abs(np.subtract(found, wanted)) / np.maximum(np.abs(wanted), 1e-3)))
