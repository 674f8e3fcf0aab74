"""The first step of training a network, as it is, with a known mistake, or near it with some given numbers moved."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Final

from tutor.network.mistakes import mistake
from tutor.network.network import crosses_kink
from tutor.network.quantities import Quantity, QuantityNames, changed, value_of
from tutor.network.spec import LOSS_FACTS, NetworkSpec
from tutor.network.training import Trainer, TrainingState, initial_state, take_step, trainer_of

NEARBY: Final = 3
"""How many networks near one tell whether two calculations agree by chance."""

_REACH: Final = (0.05, 0.005, 0.0005)
"""How far numbers are moved, relative to them: less where a unit would be switched on or off by it."""


class FirstStep:
    """One step from the start of training, with all its numbers by name; those of units are the first example's."""

    def __init__(self, spec: NetworkSpec, trainer: Trainer, state: TrainingState, names: QuantityNames) -> None:
        self.spec, self.trainer, self.state, self._names = spec, trainer, state, names
        self.step = take_step(trainer, state)

    @classmethod
    def of(cls, spec: NetworkSpec) -> FirstStep:
        """Return the first step of training `spec`."""
        trainer = trainer_of(spec)
        return cls(spec, trainer, initial_state(spec, trainer), QuantityNames(spec, trainer.network.layout))

    def value(self, name: str) -> float:
        """Return the number called `name`; raises TutorError `network.unknown-quantity`."""
        return value_of(self._names.find(name), self.trainer, self.step, 0)

    def with_mistake(self, code: str) -> FirstStep:
        """Return the step as it is with the known mistake `code`."""
        return FirstStep(self.spec, mistake(code).spoil(self.trainer), self.state, self._names)

    def moved(self, names: Iterable[str], seed: int) -> FirstStep | None:
        """Return the step of a network near this one: the given numbers called `names` are moved by up to 5 %.

        They move in the same way for the same `seed`. Zeros stay zero, and units stay on or off, so that what may be
        left out of a calculation here may be left out there; None where that cannot be had.
        """
        network, trace = self.trainer.network, self.step.trace
        tried = (self._moved(sorted(names), seed, reach) for reach in _REACH)
        return next((near for near in tried if not crosses_kink(network, trace, near.step.trace)), None)

    def _moved(self, names: Iterable[str], seed: int, reach: float) -> FirstStep:
        trainer, state = self.trainer, self.state
        for name in names:
            draw = random.Random(f"{seed} {name}")
            factor = 1 + draw.choice((-1, 1)) * draw.uniform(reach / 5, reach)
            trainer, state = changed(trainer, state, self._names.find(name), self.value(name) * factor, 0)
        return FirstStep(self.spec, trainer, state, self._names)

    def sources_of(self, quantity: Quantity) -> frozenset[str]:
        """Return the names of the given numbers that `quantity` may depend on and that can be moved.

        What is given depends on itself. Targets that are a distribution cannot be moved one by one.
        """
        spec, layout = self.spec, self.trainer.network.layout
        targets = () if LOSS_FACTS[spec.loss].targets == "distribution" else spec.targets
        match quantity.kind:
            case "input" | "parameter" | "learning-rate":
                return frozenset({quantity.name})
            case "target":
                return frozenset(targets).intersection({quantity.name})
            case "z" | "a" | "slope":
                parameters = zip(layout.names, layout.layer_of, strict=True)
                return frozenset(spec.inputs).union(name for name, layer in parameters if layer <= quantity.layer)
            case "loss" | "upstream" | "delta" | "gradient":
                return frozenset((*spec.inputs, *targets, *layout.names))
            case "next":
                return frozenset((*spec.inputs, *targets, *layout.names, "learning_rate"))
