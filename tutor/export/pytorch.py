"""A network as a PyTorch script: the same layers, weights, examples and optimizer, in the framework's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.export.parts import (
    WRITTEN,
    FrozenElement,
    batch_lines,
    bracketed,
    clip_norm_lines,
    comment,
    frozen_elements,
    indented,
    is_batched,
    list_of,
    number,
    refuse_other_numbers,
    script_of,
    settings_of,
)
from tutor.network.spec import LOSS_FACTS, Loss, NetworkSpec, OptimizerKind, OptimizerSpec, is_ignored
from tutor.wording import Voice, scripts

_LOSSES: Final[dict[Loss, str]] = {
    "squared-error": "((a - y) ** 2).sum(dim=1).mean()",
    "half-squared-error": "0.5 * ((a - y) ** 2).sum(dim=1).mean()",
    "mean-squared-error": "nn.functional.mse_loss(a, y)",
    "huber": "nn.functional.huber_loss(a, y)",
    "binary-cross-entropy": "nn.functional.binary_cross_entropy_with_logits(z, y)",
    "categorical-cross-entropy": "nn.functional.cross_entropy(z, y)",
}
"""By a, the outputs, or by z, their pre-activations, for a loss that needs one last activation: it is inside."""

_OPTIMIZERS: Final[Mapping[OptimizerKind, str]] = {
    "sgd": "SGD(model.parameters(), lr={learning_rate})",
    "momentum": "SGD(model.parameters(), lr={learning_rate}, momentum={momentum})",
    "nesterov": "SGD(model.parameters(), lr={learning_rate}, momentum={momentum}, nesterov=True)",
    "adam": "Adam(model.parameters(), lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon})",
    "adamw": (
        "AdamW(model.parameters(), lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
        "weight_decay={weight_decay})"
    ),
    "rmsprop": "RMSprop(model.parameters(), lr={learning_rate}, alpha={rho}, eps={epsilon})",
}


def script(spec: NetworkSpec, steps: int, voice: Voice) -> str:
    """Return a script that trains `spec` for `steps` updates in PyTorch, with comments in `voice`.

    Raises TutorError: those of `refuse_other_numbers`.
    """
    refuse_other_numbers(spec, "pytorch")
    batched = is_batched(spec)
    step = [
        *(batch_lines(spec, voice) if batched else ()),
        f"loss = loss_of(model({'x[rows]' if batched else 'x'}), {'y[rows]' if batched else 'y'})",
        "optimizer.zero_grad()",
        "loss.backward()",
        *_gradient_lines(spec, voice),
        *_update(spec, voice),
        "losses.append(loss.item())",
    ]
    imports = ["import numpy as np", "import torch", "from torch import nn"]
    settings = ["torch.set_default_dtype(torch.float64)", f"steps = {steps}"]
    tensors = ["x, y = torch.tensor(x), torch.tensor(y)"]
    training = [
        "",
        *_model(spec, voice),
        "",
        *_start(spec, voice),
        "",
        *_loss(spec),
        "",
        *_optimizer(spec.training.optimizer),
        "losses = []",
        "for step in range(steps):",
        *indented(step),
    ]
    return script_of(spec, "PyTorch", voice, imports, settings, training, tensors)


def _model(spec: NetworkSpec, voice: Voice) -> list[str]:
    takes_logits = LOSS_FACTS[spec.loss].last is not None
    lines = ["model = nn.Sequential("]
    for place, layer in enumerate(spec.layers):
        units = len(layer.units)
        lines.append(f"    nn.Linear({len(spec.sources(place))}, {units}),")
        if layer.batch_norm:
            lines.append(f"    nn.BatchNorm1d({units}),")
        in_loss = place == len(spec.layers) - 1 and takes_logits
        module = WRITTEN[layer.activation].pytorch
        if module and not in_loss:
            lines.append(f"    {module},")
    said = comment(voice, scripts.IN_LOSS, activation=spec.layers[-1].activation)
    return [*lines, f")  {said}" if takes_logits else ")"]


def _start(spec: NetworkSpec, voice: Voice) -> list[str]:
    norms = any(element.array in ("gamma", "beta") for element in frozen_elements(spec))
    lines = [
        "linear = [module for module in model if isinstance(module, nn.Linear)]",
        *(["normal = [module for module in model if isinstance(module, nn.BatchNorm1d)]"] if norms else []),
        "with torch.no_grad():",
        f"    for layer, W, b in zip(linear, {list_of('W', spec)}, {list_of('b', spec)}):",
        f"        layer.weight.copy_(torch.tensor(W.T))  {comment(voice, scripts.TRANSPOSED)}",
        "        layer.bias.copy_(torch.tensor(b))",
    ]
    for group, attribute in (("weights", "weight"), ("biases", "bias")):
        if group in spec.freeze:
            lines += ["for layer in linear:", f"    layer.{attribute}.requires_grad_(False)"]
    return lines


def _loss(spec: NetworkSpec) -> list[str]:
    terms = [_LOSSES[spec.loss]]
    if spec.training.l2:
        terms.append(f"0.5 * {number(spec.training.l2)} * sum((layer.weight**2).sum() for layer in linear)")
    if spec.training.l1:
        terms.append(f"{number(spec.training.l1)} * sum(layer.weight.abs().sum() for layer in linear)")
    return [
        "",
        f"def loss_of({'z' if LOSS_FACTS[spec.loss].last else 'a'}, y):",
        f"    loss = {terms[0]}",
        *(f"    loss += {term}" for term in terms[1:]),
        "    return loss",
        "",
    ]


def _optimizer(optimizer: OptimizerSpec) -> list[str]:
    """The optimizer; PyTorch's Nesterov refuses a momentum of 0, with which it is plain gradient descent."""
    plain = not is_ignored("momentum", optimizer.kind) and optimizer.momentum == 0
    written = _OPTIMIZERS["sgd" if plain else optimizer.kind]
    return [f"optimizer = torch.optim.{written.format(**settings_of(optimizer))}"]


def _update(spec: NetworkSpec, voice: Voice) -> list[str]:
    """The step; what is frozen by its own name has no gradient, but would decay."""
    frozen = [_gradient(spec, element).replace(".grad", "") for element in frozen_elements(spec)]
    if not frozen or not spec.training.optimizer.own_decay:
        return ["optimizer.step()"]
    kept = bracketed(frozen)
    return [
        f"kept = [one.item() for one in {kept}]",
        "optimizer.step()",
        f"with torch.no_grad():  {comment(voice, scripts.NO_DECAY)}",
        f"    {kept} = kept",
    ]


def _gradient_lines(spec: NetworkSpec, voice: Voice) -> list[str]:
    lines = [
        f"{_gradient(spec, frozen)} = 0.0  {comment(voice, scripts.FROZEN, name=frozen.name)}"
        for frozen in frozen_elements(spec)
    ]
    if spec.training.clip_value is not None:
        lines.append(f"nn.utils.clip_grad_value_(model.parameters(), {number(spec.training.clip_value)})")
    if spec.training.clip_norm is not None:
        lines.append(comment(voice, scripts.CLIP_NORM))
        lines.append("gradients = [p.grad for p in model.parameters() if p.grad is not None]")
    return [*lines, *clip_norm_lines(spec.training, "gradients", "torch")]


def _gradient(spec: NetworkSpec, frozen: FrozenElement) -> str:
    """Return the element of a gradient that a frozen parameter has in the model."""
    if frozen.array == "W":
        return f"linear[{frozen.place - 1}].weight.grad[{frozen.column}, {frozen.row}]"
    if frozen.array == "b":
        return f"linear[{frozen.place - 1}].bias.grad[{frozen.column}]"
    norms = [place for place, layer in enumerate(spec.layers, start=1) if layer.batch_norm]
    attribute = "weight" if frozen.array == "gamma" else "bias"
    return f"normal[{norms.index(frozen.place)}].{attribute}.grad[{frozen.column}]"
