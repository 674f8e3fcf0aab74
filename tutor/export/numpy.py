"""A network as a NumPy script: forward, backward and update written out, nothing hidden in a library."""

from __future__ import annotations

from typing import Final

from tutor.export.functions import WRITTEN
from tutor.export.numpy_updates import change_lines, memory_lines, update_lines
from tutor.export.parts import batch_lines, comment, indented, is_batched, number, opening, script_of
from tutor.network.spec import LOSS_FACTS, LayerSpec, Loss, NetworkSpec
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


def script(spec: NetworkSpec, steps: int, voice: Voice) -> str:
    """Return a script that trains `spec` for `steps` updates with the tutor's own numbers, and says so in `voice`."""
    inputs, targets = ("xb", "yb") if is_batched(spec) else ("x", "y")
    step = [
        *_batch(spec, voice),
        comment(voice, scripts.FORWARD),
        *_forward(spec, inputs),
        *_loss(spec, targets, voice),
        "",
        comment(voice, scripts.BACKWARD),
        *([comment(voice, scripts.NORMALISED)] if any(layer.batch_norm for layer in spec.layers) else []),
        *_backward(spec, inputs, targets, voice),
        *change_lines(spec, voice),
        "",
        *update_lines(spec, voice),
    ]
    sigmoids = any("1 + np.exp(-" in line for line in step)
    lacking = sorted({WRITTEN[layer.activation].numpy_lacks for layer in spec.layers} - {""})
    settings = [
        f"steps = {steps}",
        f"learning_rate = {number(spec.training.optimizer.learning_rate)}",
        *([f'np.seterr(over="ignore")  {comment(voice, scripts.OVERFLOW)}'] if sigmoids else []),
        *(f"{name} = np.vectorize(math.{name})  {comment(voice, scripts.LACKING)}" for name in lacking),
    ]
    return script_of(
        voice,
        *opening(spec, "NumPy", voice, ["import numpy as np"], settings),
        *_norm_start(spec),
        *memory_lines(spec, voice),
        "",
        "losses = []",
        "for step in range(steps):",
        *indented(step),
    )


def _norm_start(spec: NetworkSpec) -> list[str]:
    lines = []
    for place, layer in enumerate(spec.layers, start=1):
        if layer.batch_norm:
            units = len(layer.units)
            lines += [f"gamma{place} = np.ones({units})", f"beta{place} = np.zeros({units})"]
    return lines


def _batch(spec: NetworkSpec, voice: Voice) -> list[str]:
    batched = is_batched(spec)
    rows = [*batch_lines(spec, voice), "xb, yb = x[rows], y[rows]"] if batched else []
    lines = [*rows, *_masks(spec, "xb" if batched else "x", voice)]
    return [*lines, ""] if lines else []


def _masks(spec: NetworkSpec, inputs: str, voice: Voice) -> list[str]:
    dropped = [(place, layer) for place, layer in enumerate(spec.layers, start=1) if layer.dropout]
    if not dropped:
        return []
    lines = [
        comment(voice, scripts.DROPOUT),
        f"random = np.random.default_rng(({spec.seed}, 4, step))",
    ]
    for place, layer in dropped:
        kept = number(1.0 - layer.dropout)
        lines.append(f"mask{place} = (random.random((len({inputs}), {len(layer.units)})) < {kept}) / {kept}")
    return lines


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
    weights = [f"W{place}" for place in range(1, last + 1)]
    if spec.training.l2:
        lines.append(f"loss += 0.5 * {number(spec.training.l2)} * sum((W**2).sum() for W in [{', '.join(weights)}])")
    if spec.training.l1:
        lines.append(f"loss += {number(spec.training.l1)} * sum(np.abs(W).sum() for W in [{', '.join(weights)}])")
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
