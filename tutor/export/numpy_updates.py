"""The part of a NumPy script from gradients to new parameters: penalty, freezing, clipping, optimizer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.export.parts import clip_norm_lines, comment, frozen_elements, number
from tutor.network.spec import CONVENTION_FACTS, NetworkSpec, OptimizerKind, OptimizerSpec
from tutor.wording import Voice, scripts

_MEMORIES: Final[Mapping[OptimizerKind, tuple[str, ...]]] = {
    "sgd": (),
    "momentum": ("velocities",),
    "nesterov": ("velocities",),
    "adam": ("first", "second"),
    "rmsprop": ("squares",),
    "adamw": ("first", "second"),
}
"""What an optimizer remembers of each parameter, by the script's own names."""


def _trained(spec: NetworkSpec) -> list[str]:
    """Names of the arrays that training changes."""
    names = []
    for place, layer in enumerate(spec.layers, start=1):
        names += [] if "weights" in spec.freeze else [f"W{place}"]
        names += [] if "biases" in spec.freeze else [f"b{place}"]
        names += [f"gamma{place}", f"beta{place}"] if layer.batch_norm else []
    return names


def _listed(names: list[str]) -> str:
    return "[" + ", ".join(names) + "]"


def memory_lines(spec: NetworkSpec, voice: Voice) -> list[str]:
    """Return the lines before the loop: what the optimizer remembers, 0 at first."""
    memories = _MEMORIES[spec.training.optimizer.kind]
    if not memories:
        return []
    return [
        "",
        comment(voice, scripts.MEMORY),
        f"parameters = {_listed(_trained(spec))}",
        *(f"{memory} = [np.zeros_like(p) for p in parameters]" for memory in memories),
    ]


def change_lines(spec: NetworkSpec, voice: Voice) -> list[str]:
    """Return the lines that turn gradients of the loss into usable ones: penalty, frozen ones, clipping."""
    training = spec.training
    lines = []
    for place in range(1, len(spec.layers) + 1):
        if training.l2:
            lines.append(f"gW{place} += {number(training.l2)} * W{place}")
        if training.l1:
            lines.append(f"gW{place} += {number(training.l1)} * np.sign(W{place})")
    for frozen in frozen_elements(spec):
        lines.append(f"g{frozen.place_in_numpy} = 0  {comment(voice, scripts.FROZEN, name=frozen.name)}")
    gradients = _listed([f"g{name}" for name in _trained(spec)])
    if training.clip_value is not None:
        bound = number(training.clip_value)
        lines += [f"for g in {gradients}:", f"    np.clip(g, -{bound}, {bound}, out=g)"]
    return [*lines, *clip_norm_lines(training, gradients, "np")]


def update_lines(spec: NetworkSpec, voice: Voice) -> list[str]:
    """Return the lines that move the parameters, and say which are never moved."""
    frozen = [comment(voice, said) for group, said in scripts.FROZEN_GROUPS.items() if group in spec.freeze]
    return [comment(voice, scripts.UPDATE), *frozen, *_moves(spec, voice)]


def _moves(spec: NetworkSpec, voice: Voice) -> list[str]:
    names, optimizer = _trained(spec), spec.training.optimizer
    gradients = f"gradients = {_listed([f'g{name}' for name in names])}"
    match optimizer.kind:
        case "sgd":
            return [f"{name} -= learning_rate * g{name}" for name in names]
        case "momentum":
            return [gradients, *_momentum(optimizer, looks_ahead=False)]
        case "nesterov":
            return [gradients, *_momentum(optimizer, looks_ahead=True)]
        case "adam":
            return [gradients, *_adam(optimizer, voice)]
        case "rmsprop":
            return [gradients, *_rmsprop(optimizer)]
        case "adamw":
            return [gradients, *_decay(spec, voice), *_adam(optimizer, voice)]


def _momentum(optimizer: OptimizerSpec, *, looks_ahead: bool) -> list[str]:
    mu, loop = number(optimizer.momentum), "for p, g, v in zip(parameters, gradients, velocities):"
    if CONVENTION_FACTS[optimizer.convention].rate_in_velocity:
        move = f"{mu} * v - learning_rate * g" if looks_ahead else "v"
        return [loop, f"    v[:] = {mu} * v - learning_rate * g", f"    p += {move}"]
    move = f"g + {mu} * v" if looks_ahead else "v"
    return [loop, f"    v[:] = {mu} * v + g", f"    p -= learning_rate * ({move})"]


def _decay(spec: NetworkSpec, voice: Voice) -> list[str]:
    """Lines that take αλ of every parameter, but of none that is frozen by its own name."""
    lines = ["for p in parameters:", f"    p *= 1 - learning_rate * {number(spec.training.optimizer.own_decay)}"]
    frozen = [element.place_in_numpy for element in frozen_elements(spec)]
    if not frozen:
        return lines
    return [f"kept = {_listed(frozen)}", *lines, f"{_listed(frozen)} = kept  {comment(voice, scripts.NO_DECAY)}"]


def _adam(optimizer: OptimizerSpec, voice: Voice) -> list[str]:
    lines = [
        f"beta_1, beta_2, epsilon = {optimizer.beta1!r}, {optimizer.beta2!r}, {optimizer.own_epsilon!r}",
        "correction_1, correction_2 = 1 - beta_1 ** (step + 1), 1 - beta_2 ** (step + 1)",
        "for p, g, m, v in zip(parameters, gradients, first, second):",
        "    m[:] = beta_1 * m + (1 - beta_1) * g",
        "    v[:] = beta_2 * v + (1 - beta_2) * g**2",
    ]
    if CONVENTION_FACTS[optimizer.convention].corrects_first:
        return [*lines, "    p -= learning_rate * (m / correction_1) / (np.sqrt(v / correction_2) + epsilon)"]
    return [
        *lines,
        f"    {comment(voice, scripts.EPSILON, convention=optimizer.convention)}",
        "    p -= learning_rate * np.sqrt(correction_2) / correction_1 * m / (np.sqrt(v) + epsilon)",
    ]


def _rmsprop(optimizer: OptimizerSpec) -> list[str]:
    in_root = CONVENTION_FACTS[optimizer.convention].epsilon_in_root
    return [
        f"rho, epsilon = {optimizer.own_rho!r}, {optimizer.own_epsilon!r}",
        "for p, g, v in zip(parameters, gradients, squares):",
        "    v[:] = rho * v + (1 - rho) * g**2",
        f"    p -= learning_rate * g / {'np.sqrt(v + epsilon)' if in_root else '(np.sqrt(v) + epsilon)'}",
    ]
