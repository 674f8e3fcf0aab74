"""A network as a NumPy script: forward, backward and update written out, nothing hidden in a library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.export.parts import (
    WRITTEN,
    batch_lines,
    bracketed,
    clip_norm_lines,
    comment,
    frozen_elements,
    indented,
    is_batched,
    list_of,
    number,
    script_of,
)
from tutor.network.spec import CONVENTION_FACTS, LOSS_FACTS, LayerSpec, Loss, NetworkSpec, OptimizerKind, OptimizerSpec
from tutor.wording import Voice, scripts

_LOSSES: Final[dict[Loss, tuple[str, str]]] = {
    "squared-error": ("(({a} - {y}) ** 2).sum() / len({y})", "2 * ({a} - {y}) / len({y})"),
    "half-squared-error": ("0.5 * (({a} - {y}) ** 2).sum() / len({y})", "({a} - {y}) / len({y})"),
    "mean-squared-error": ("(({a} - {y}) ** 2).mean()", "2 * ({a} - {y}) / {y}.size"),
    "huber": (
        "np.where(np.abs({a} - {y}) <= 1, 0.5 * ({a} - {y}) ** 2, np.abs({a} - {y}) - 0.5).mean()",
        "np.clip({a} - {y}, -1, 1) / {y}.size",
    ),
    "binary-cross-entropy": ("(np.logaddexp(0, {z}) - {y} * {z}).mean()", "({a} - {y}) / {y}.size"),
    "categorical-cross-entropy": (
        "({y} * (np.logaddexp.reduce({z}, axis=1, keepdims=True) - {z})).sum() / len({y})",
        "({a} - {y}) / len({y})",
    ),
}
"""The mean loss of the examples; then ∂L/∂a, or for cross-entropies, which cancel the activation's slope, ∂L/∂z.

Cross-entropies are written with ln a in z, which takes no logarithm of a probability that is rounded to 0.
"""
_MEMORIES: Final[Mapping[OptimizerKind, tuple[str, ...]]] = {
    "sgd": (),
    "momentum": ("velocities",),
    "nesterov": ("velocities",),
    "adam": ("first", "second"),
    "rmsprop": ("squares",),
    "adamw": ("first", "second"),
}
"""What an optimizer remembers of each parameter, by the script's own names."""


def script(spec: NetworkSpec, steps: int, voice: Voice) -> str:
    """Return a script that trains `spec` for `steps` updates with the tutor's own numbers, and says so in `voice`."""
    inputs, targets = ("xb", "yb") if is_batched(spec) else ("x", "y")
    step = [
        *_drawn(spec, inputs, voice),
        comment(voice, scripts.FORWARD),
        *_forward(spec, inputs),
        *_loss(spec, targets, voice),
        "",
        comment(voice, scripts.BACKWARD),
        *([comment(voice, scripts.NORMALISED)] if any(layer.batch_norm for layer in spec.layers) else []),
        *_backward(spec, inputs, targets, voice),
        *_usable_gradients(spec, voice),
        "",
        comment(voice, scripts.UPDATE),
        *(comment(voice, said) for group, said in scripts.FROZEN_GROUPS.items() if group in spec.freeze),
        *_moves(spec, voice),
    ]
    sigmoids = any("1 + np.exp(-" in line for line in step)
    lacking = sorted({WRITTEN[layer.activation].numpy_lacks for layer in spec.layers} - {""})
    settings = [
        f"steps = {steps}",
        f"learning_rate = {number(spec.training.optimizer.learning_rate)}",
        *([f'np.seterr(over="ignore")  {comment(voice, scripts.OVERFLOW)}'] if sigmoids else []),
        *(f"{name} = np.vectorize(math.{name})  {comment(voice, scripts.LACKING)}" for name in lacking),
    ]
    training = [
        *_norm_start(spec),
        *_memory(spec, voice),
        "",
        "losses = []",
        "for step in range(steps):",
        *indented(step),
    ]
    return script_of(spec, "NumPy", voice, ["import numpy as np"], settings, training)


def _norm_start(spec: NetworkSpec) -> list[str]:
    lines = []
    for place, layer in enumerate(spec.layers, start=1):
        if layer.batch_norm:
            units = len(layer.units)
            lines += [f"gamma{place} = np.ones({units})", f"beta{place} = np.zeros({units})"]
    return lines


def _drawn(spec: NetworkSpec, inputs: str, voice: Voice) -> list[str]:
    """The lines that draw the examples and the dropout masks of a step; none where all examples count whole."""
    lines = [*batch_lines(spec, voice), "xb, yb = x[rows], y[rows]"] if is_batched(spec) else []
    if any(layer.dropout for layer in spec.layers):
        lines += [comment(voice, scripts.DROPOUT), f"random = np.random.default_rng(({spec.seed}, 4, step))"]
    for place, layer in enumerate(spec.layers, start=1):
        if layer.dropout:
            kept = number(1.0 - layer.dropout)
            lines.append(f"mask{place} = (random.random((len({inputs}), {len(layer.units)})) < {kept}) / {kept}")
    return [*lines, ""] if lines else []


def _forward(spec: NetworkSpec, inputs: str) -> list[str]:
    lines = []
    source = inputs
    for place, layer in enumerate(spec.layers, start=1):
        lines += _sum(place, layer, source)
        active = f"f{place}" if layer.dropout else f"a{place}"
        lines += [line.format(f=active, z=f"z{place}") for line in WRITTEN[layer.activation].numpy]
        if layer.dropout:
            lines.append(f"a{place} = f{place} * mask{place}")
        source = f"a{place}"
    return lines


def _sum(place: int, layer: LayerSpec, source: str) -> list[str]:
    if not layer.batch_norm:
        return [f"z{place} = {source} @ W{place} + b{place}"]
    return [
        f"s{place} = {source} @ W{place} + b{place}",
        f"spread{place} = np.sqrt(s{place}.var(axis=0) + 1e-5)",
        f"n{place} = (s{place} - s{place}.mean(axis=0)) / spread{place}",
        f"z{place} = gamma{place} * n{place} + beta{place}",
    ]


def _loss(spec: NetworkSpec, targets: str, voice: Voice) -> list[str]:
    last = len(spec.layers)
    value = _LOSSES[spec.loss][0].format(a=f"a{last}", z=f"z{last}", y=targets)
    in_z = LOSS_FACTS[spec.loss].last is not None
    lines = [*([comment(voice, scripts.CROSS_ENTROPY)] if in_z else []), f"loss = {value}"]
    if spec.training.l2:
        lines.append(f"loss += 0.5 * {number(spec.training.l2)} * sum((W**2).sum() for W in {list_of('W', spec)})")
    if spec.training.l1:
        lines.append(f"loss += {number(spec.training.l1)} * sum(np.abs(W).sum() for W in {list_of('W', spec)})")
    return [*lines, "losses.append(loss)"]


def _backward(spec: NetworkSpec, inputs: str, targets: str, voice: Voice) -> list[str]:
    last = len(spec.layers)
    lines = []
    upstream = _LOSSES[spec.loss][1].format(a=f"a{last}", y=targets)
    for place in range(last, 0, -1):
        layer = spec.layers[place - 1]
        fused = place == last and LOSS_FACTS[spec.loss].last is not None
        cancelled = f"  {comment(voice, scripts.CANCELLED, activation=layer.activation)}" if fused else ""
        lines.append(f"d{place} = " + (upstream + cancelled if fused else _delta(place, layer, upstream)))
        lines += _norm_backward(place, layer)
        source = f"a{place - 1}" if place > 1 else inputs
        lines += [f"gW{place} = {source}.T @ d{place}", f"gb{place} = d{place}.sum(axis=0)"]
        upstream = f"(d{place} @ W{place}.T)"
    return lines


def _delta(place: int, layer: LayerSpec, upstream: str) -> str:
    factors = [upstream]
    if layer.dropout:
        factors.append(f"mask{place}")
    slope = WRITTEN[layer.activation].numpy_slope
    if slope:
        active = f"f{place}" if layer.dropout else f"a{place}"
        factors.append(f"({slope.format(f=active, z=f'z{place}')})")
    return " * ".join(factors)


def _norm_backward(place: int, layer: LayerSpec) -> list[str]:
    """Lines that turn ∂L/∂z, in `d`, into ∂L/∂(x·W + b): mean and spread depend on every example as well."""
    if not layer.batch_norm:
        return []
    d, n = f"d{place}", f"n{place}"
    return [
        f"ggamma{place}, gbeta{place} = ({d} * {n}).sum(axis=0), {d}.sum(axis=0)",
        f"{d} = gamma{place} / spread{place} * ({d} - {d}.mean(axis=0) - {n} * ({d} * {n}).mean(axis=0))",
    ]


def _trained(spec: NetworkSpec) -> list[str]:
    """Names of the arrays that training changes."""
    names = []
    for place, layer in enumerate(spec.layers, start=1):
        names += [] if "weights" in spec.freeze else [f"W{place}"]
        names += [] if "biases" in spec.freeze else [f"b{place}"]
        names += [f"gamma{place}", f"beta{place}"] if layer.batch_norm else []
    return names


def _memory(spec: NetworkSpec, voice: Voice) -> list[str]:
    """The lines before the loop: what the optimizer remembers, 0 at first."""
    memories = _MEMORIES[spec.training.optimizer.kind]
    if not memories:
        return []
    return [
        "",
        comment(voice, scripts.MEMORY),
        f"parameters = {bracketed(_trained(spec))}",
        *(f"{memory} = [np.zeros_like(p) for p in parameters]" for memory in memories),
    ]


def _usable_gradients(spec: NetworkSpec, voice: Voice) -> list[str]:
    """The lines that turn gradients of the loss into usable ones: penalty, frozen ones, clipping."""
    training = spec.training
    lines = []
    for place in range(1, len(spec.layers) + 1):
        if training.l2:
            lines.append(f"gW{place} += {number(training.l2)} * W{place}")
        if training.l1:
            lines.append(f"gW{place} += {number(training.l1)} * np.sign(W{place})")
    for frozen in frozen_elements(spec):
        lines.append(f"g{frozen.place_in_numpy} = 0  {comment(voice, scripts.FROZEN, name=frozen.name)}")
    gradients = bracketed([f"g{name}" for name in _trained(spec)])
    if training.clip_value is not None:
        bound = number(training.clip_value)
        lines += [f"for g in {gradients}:", f"    np.clip(g, -{bound}, {bound}, out=g)"]
    return [*lines, *clip_norm_lines(training, gradients, "np")]


def _moves(spec: NetworkSpec, voice: Voice) -> list[str]:
    names, optimizer = _trained(spec), spec.training.optimizer
    gradients = f"gradients = {bracketed([f'g{name}' for name in names])}"
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
    return [f"kept = {bracketed(frozen)}", *lines, f"{bracketed(frozen)} = kept  {comment(voice, scripts.NO_DECAY)}"]


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
