"""What a training step costs beside a loop written by hand in NumPy, and what remembering a run costs in memory."""

from __future__ import annotations

import importlib
import importlib.util
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from tests.benchmarks.report import Measured
from tests.network.examples import XOR
from tutor.network.functions import Array
from tutor.network.network import local_derivatives
from tutor.network.spec import DataSpec, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec
from tutor.network.timeline import BUDGET, Branch
from tutor.network.training import Trainer, TrainingState, initial_state, take_step, trainer_of

ROUNDS = 15
REMEMBERED = 10_000

DIGITS = NetworkSpec(
    inputs=tuple(f"x{number}" for number in range(784)),
    layers=(
        LayerSpec(tuple(f"h{number}" for number in range(10)), "relu", initializer="he"),
        LayerSpec(tuple(f"o{number}" for number in range(10)), "softmax"),
    ),
    loss="categorical-cross-entropy",
    training=TrainingSpec(OptimizerSpec(learning_rate=0.1), batch_size=32),
    data=DataSpec("digits", 320),
    seed=1,
)

Loop = Callable[[int], float]
"""Makes so many training steps from the start and returns the last loss."""


def measure_network() -> Iterator[Measured]:
    """Yield the ratios of a training step, plain and with its full trace, and the memory of a long run."""
    for name, spec, by_hand, steps in (
        ("2-4-1 XOR", XOR, xor_by_hand, 1000),
        ("784-10-10, batch 32", DIGITS, digits_by_hand, 300),
    ):
        loops = {"hand": by_hand(spec), "ours": our_loop(spec), "traced": traced_loop(spec)}
        torch = torch_loop(spec) if importlib.util.find_spec("torch") else None
        seconds = fastest({**loops, "torch": torch} if torch else loops, steps)
        assert np.isclose(loops["hand"](50), loops["ours"](50), rtol=1e-9), "the loops must train alike"
        yield _beside(f"training step of {name}", seconds["ours"], "NumPy by hand", seconds["hand"], 1.3)
        yield _beside("  with the full trace kept", seconds["traced"], "NumPy by hand", seconds["hand"], 2.5)
        if torch:
            yield _beside("  the same", seconds["ours"], "PyTorch eager", seconds["torch"], 1)
    for name, spec in (("2-4-1", XOR), ("784-10-10", DIGITS)):
        yield Measured(f"{REMEMBERED:,} remembered steps of {name}", remembered(spec) / 2**20, "MiB", aim=12)


def _beside(what: str, seconds: float, beside: str, other: float, aim: float) -> Measured:
    return Measured(what, 1e6 * seconds, "µs", f"{beside} ({1e6 * other:.1f} µs)", seconds / other, aim)


def fastest(loops: dict[str, Loop], steps: int) -> dict[str, float]:
    """Return the processor's seconds for one step of each loop, the best of several rounds taken in turns.

    Not the clock's: what else the machine does would count as ours.
    """
    best = dict.fromkeys(loops, float("inf"))
    for _ in range(ROUNDS):
        for name, loop in loops.items():
            start = time.process_time()
            loop(steps)
            best[name] = min(best[name], (time.process_time() - start) / steps)
    return best


def our_loop(spec: NetworkSpec) -> Loop:
    """Return the engine's own loop, which lets go of each step once the next state is there."""
    trainer = trainer_of(spec)
    first = initial_state(spec, trainer)

    def loop(steps: int) -> float:
        state = first
        for _ in range(steps - 1):
            state = take_step(trainer, state).after
        return take_step(trainer, state).loss

    return loop


def traced_loop(spec: NetworkSpec) -> Loop:
    """Return the engine's loop with every step kept until the next is made, all its local derivatives computed."""
    trainer = trainer_of(spec)
    first = initial_state(spec, trainer)

    def loop(steps: int) -> float:
        state = first
        for _ in range(steps):
            step = take_step(trainer, state)
            local = local_derivatives(trainer.network, step.trace, step.gradients)
            state = step.after
        assert len(local) == len(spec.layers)
        return step.loss

    return loop


def copies(trainer: Trainer, state: TrainingState) -> list[tuple[Array, Array]]:
    """Return weights and biases of each layer, apart from the state."""
    return [(view.weights.copy(), view.biases.copy()) for view in trainer.network.layout.views(state.parameters)]


def xor_by_hand(spec: NetworkSpec) -> Loop:
    """Return the loop that one writes for tanh, sigmoid, binary cross-entropy and full batches."""
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    x, y = trainer.examples
    rate, count = spec.training.optimizer.learning_rate, len(x)

    def loop(steps: int) -> float:
        (w1, b1), (w2, b2) = copies(trainer, state)
        for _ in range(steps):
            h = np.tanh(x @ w1 + b1)
            p = 1 / (1 + np.exp(-(h @ w2 + b2)))
            loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
            d2 = (p - y) / count
            d1 = (d2 @ w2.T) * (1 - h * h)
            w2 -= rate * (h.T @ d2)
            b2 -= rate * d2.sum(axis=0)
            w1 -= rate * (x.T @ d1)
            b1 -= rate * d1.sum(axis=0)
        return float(loss)

    return loop


def digits_by_hand(spec: NetworkSpec) -> Loop:
    """Return the loop that one writes for ReLU, softmax, cross-entropy and shuffled batches."""
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    xs, ys = trainer.examples
    rate, size = spec.training.optimizer.learning_rate, spec.training.batch_size or len(xs)
    batches = -(-len(xs) // size)

    def loop(steps: int) -> float:
        (w1, b1), (w2, b2) = copies(trainer, state)
        for number in range(steps):
            epoch, part = divmod(number, batches)
            if part == 0:
                # The engine's own order, so that both loops see the same batches.
                order = np.random.default_rng((spec.seed, 3, epoch)).permutation(len(xs))
            rows = order[part * size : (part + 1) * size]
            x, y = xs[rows], ys[rows]
            z1 = x @ w1 + b1
            h = np.maximum(z1, 0)
            z2 = h @ w2 + b2
            e = np.exp(z2 - z2.max(axis=1, keepdims=True))
            p = e / e.sum(axis=1, keepdims=True)
            loss = -(y * np.log(p)).sum() / len(x)
            d2 = (p - y) / len(x)
            d1 = (d2 @ w2.T) * (z1 > 0)
            w2 -= rate * (h.T @ d2)
            b2 -= rate * d2.sum(axis=0)
            w1 -= rate * (x.T @ d1)
            b1 -= rate * d1.sum(axis=0)
        return float(loss)

    return loop


def torch_loop(spec: NetworkSpec) -> Loop:
    """Return PyTorch's eager loop over full batches of the same size."""
    torch = importlib.import_module("torch")
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    size = spec.training.batch_size or len(trainer.examples.inputs)
    x, y = (torch.tensor(table[:size]) for table in trainer.examples)
    hidden, loss_of = {
        "binary-cross-entropy": (torch.tanh, torch.nn.functional.binary_cross_entropy_with_logits),
        "categorical-cross-entropy": (torch.relu, torch.nn.functional.cross_entropy),
    }[spec.loss]

    def loop(steps: int) -> float:
        tensors = [torch.tensor(array, requires_grad=True) for pair in copies(trainer, state) for array in pair]
        w1, b1, w2, b2 = tensors
        optimizer = torch.optim.SGD(tensors, lr=spec.training.optimizer.learning_rate)
        for _ in range(steps):
            optimizer.zero_grad()
            loss = loss_of(hidden(x @ w1 + b1) @ w2 + b2, y)
            loss.backward()
            optimizer.step()
        return float(loss)

    return loop


def remembered(spec: NetworkSpec) -> int:
    """Return the bytes that the history of a long run holds; the steps themselves are a few, repeated."""
    trainer = trainer_of(replace(spec, data=replace(spec.data or DataSpec("xor"), count=32)))
    state = initial_state(spec, trainer)
    tracemalloc.start()
    branch = Branch(trainer, state, budget=BUDGET)
    for number in range(REMEMBERED):
        moved = state._replace(step=number, parameters=state.parameters + number)
        branch.remember(moved, 1.0 / (number + 1))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return used


if __name__ == "__main__":
    for line in measure_network():
        print(line)
