"""Gradients of random networks against two oracles that know nothing of backpropagation."""

import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, assume, given, settings

from tests.network.drawn_networks import SMOOTH, networks
from tests.network.examples import NEURON, TWO_TWO_TWO, XOR
from tests.patience import drawn
from tutor.explain.explanation import explain
from tutor.network.functions import Array
from tutor.network.gradient_check import check_gradient, check_parameter, update_agrees
from tutor.network.network import Trace
from tutor.network.spec import ACTIVATIONS, Activation, DataSpec, LayerSpec, NetworkSpec, unit_names
from tutor.network.training import Trainer, TrainingStep, initial_state, take_step, trainer_of

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def first_step(spec: NetworkSpec) -> tuple[Trainer, TrainingStep]:
    trainer = trainer_of(spec)
    return trainer, take_step(trainer, initial_state(spec, trainer))


def away_from_kinks(trainer: Trainer, trace: Trace) -> bool:
    layers = zip(trainer.network.layers, trace.layers, strict=True)
    return all(np.abs(made.z).min() > 1e-3 for layer, made in layers if layer.activation.kinked)


@given(networks())
@settings(SLOW, max_examples=drawn(50))
def test_every_gradient_agrees_with_its_central_difference(spec: NetworkSpec) -> None:
    trainer, step = first_step(spec)
    assume(away_from_kinks(trainer, step.trace))
    assume(np.abs(step.before.parameters).min() > 1e-4 or not spec.training.l1)
    # A batch that is the same everywhere has no spread: there the curvature of batch norm beats any finite difference.
    assume(all(made.normalised is None or made.normalised.variance.min() > 1e-2 for made in step.trace.layers))
    assert [name for name, check in check_gradient(trainer, step).items() if not check.agrees] == []
    assert update_agrees(trainer, step)


@given(networks())
@settings(SLOW, max_examples=drawn(25))
def test_no_gradient_disagrees_at_a_kink(spec: NetworkSpec) -> None:
    trainer, step = first_step(spec)
    assume(all(made.normalised is None or made.normalised.variance.min() > 1e-2 for made in step.trace.layers))
    assert not any(check.refutes for check in check_gradient(trainer, step).values())


def test_a_kink_is_called_by_its_name() -> None:
    spec = NetworkSpec(("x",), (LayerSpec(("a",), "relu", ((0.5,),), (-1.0,)),), rows=((2.0, 1.0),))
    trainer, step = first_step(spec)
    assert [check.verdict for check in check_gradient(trainer, step).values()] == ["kink", "kink"]


def test_hidden_biases_on_their_kink_are_not_accused() -> None:
    """z of the hidden units of XOR at (0, 0) is 0, and so is the error: L = (v·relu(b))² has the slope 0."""
    units = unit_names([4, 1])
    layers = (LayerSpec(units[0], "relu"), LayerSpec(units[1], "linear"))
    spec = NetworkSpec(("x1", "x2"), layers, "squared-error", data=DataSpec("xor"), seed=7)
    trainer, step = first_step(spec)
    checks = check_gradient(trainer, step)
    for unit in units[0]:
        assert explain(spec, trainer, step, 0, f"{unit}.bias").check.agrees
        assert checks[f"{unit}.bias"].agrees


def test_a_loss_that_is_too_large_is_said_to_be_so() -> None:
    spec = NetworkSpec(("x",), (LayerSpec(("a",), "linear", ((1e200,),), (0.0,)),), rows=((1.0, 0.0),))
    assert {check.verdict for check in check_gradient(*first_step(spec)).values()} == {"overflow"}


def scaled_step(spec: NetworkSpec, scale: float) -> tuple[Trainer, TrainingStep]:
    """The first step with all parameters multiplied by `scale`."""
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    return trainer, take_step(trainer, state._replace(parameters=state.parameters * scale))


@pytest.mark.parametrize("scale", [1, 10, 100])
@given(spec=networks(widest=4, deepest=3, most_rows=4))
@settings(SLOW, max_examples=drawn(15))
@pytest.mark.every(3)
def test_no_right_gradient_is_accused_however_large_the_weights(spec: NetworkSpec, scale: float) -> None:
    assert [name for name, check in check_gradient(*scaled_step(spec, scale)).items() if check.refutes] == []


@pytest.mark.long
@pytest.mark.parametrize("scale", [1, 10, 100])
@given(spec=networks(widest=4, deepest=3, most_rows=4))
@settings(SLOW, max_examples=360)
def test_no_right_gradient_of_360_networks_is_accused(spec: NetworkSpec, scale: float) -> None:
    assert [name for name, check in check_gradient(*scaled_step(spec, scale)).items() if check.refutes] == []


def normalised_twice(seed: int) -> NetworkSpec:
    """A network whose right gradients are mostly what rounding leaves of large numbers that cancel or saturate."""
    random = np.random.default_rng(seed)
    first, second, last = (
        ACTIVATIONS[number] for number in random.choice([ACTIVATIONS.index(name) for name in SMOOTH], 3)
    )
    layers = (
        LayerSpec(("h1",), first, biases=(0.3,)),
        LayerSpec(("h2",), second, batch_norm=True),
        LayerSpec(("o1", "o2", "o3"), last, batch_norm=True),
    )
    rows = tuple(tuple(random.uniform(-1.5, 1.5, 4)) for _ in range(random.integers(2, 4)))
    return NetworkSpec(("x",), layers, "squared-error", rows=rows, seed=seed)


@pytest.mark.parametrize("seeds", [range(8), pytest.param(range(8, 150), marks=pytest.mark.long)], ids=["few", "many"])
def test_what_rounding_leaves_of_a_right_gradient_is_not_accused(seeds: range) -> None:
    for seed in seeds:
        spec = normalised_twice(seed)
        trainer, step = scaled_step(spec, 100)
        assert [name for name, check in check_gradient(trainer, step).items() if check.refutes] == []
        for name in ("x", "h1.z", "h1.a", "h2.z", "h2.a", "o1.z", "o1.a", "h2.bias"):
            assert not explain(spec, trainer, step, 0, name).check.refutes, name


@pytest.mark.parametrize("seed", range(5))
def test_what_is_more_than_rounding_is_accused_there_too(seed: int) -> None:
    trainer, step = scaled_step(normalised_twice(seed), 10)
    at = trainer.network.layout.index["o1.beta"]
    wrong = step.gradient.copy()
    wrong[at] *= 1.001
    assert check_parameter(trainer, step._replace(gradient=wrong), at).refutes


Z = sympy.Symbol("z")
FORMULAS: dict[Activation, sympy.Lambda] = {
    "linear": sympy.Lambda(Z, Z),
    "sigmoid": sympy.Lambda(Z, 1 / (1 + sympy.exp(-Z))),
    "tanh": sympy.Lambda(Z, sympy.tanh(Z)),
    "softplus": sympy.Lambda(Z, sympy.log(1 + sympy.exp(Z))),
    "elu": sympy.Lambda(Z, sympy.Piecewise((Z, Z > 0), (sympy.exp(Z) - 1, True))),
    "gelu": sympy.Lambda(Z, Z * (1 + sympy.erf(Z / sympy.sqrt(2))) / 2),
    "silu": sympy.Lambda(Z, Z / (1 + sympy.exp(-Z))),
    "softsign": sympy.Lambda(Z, Z / (1 + sympy.Abs(Z))),
}


def symbolic_loss(spec: NetworkSpec, parameters: list[sympy.Symbol]) -> sympy.Expr:
    """Write the mean loss of all examples out as one expression in the parameters."""
    trainer = trainer_of(spec)
    total = sympy.Integer(0)
    for x, y in zip(*trainer.examples, strict=True):
        a: list[sympy.Expr] = [sympy.Float(float(value), 30) for value in x]
        position = 0
        for layer in spec.layers:
            units = len(layer.units)
            w = sympy.Matrix(len(a), units, parameters[position : position + len(a) * units])
            position += len(a) * units
            z = [sum(a[i] * w[i, j] for i in range(len(a))) + parameters[position + j] for j in range(units)]
            position += units
            a = softmax(z) if layer.activation == "softmax" else [FORMULAS[layer.activation](entry) for entry in z]
        total += loss_of(spec.loss, a, [sympy.Float(float(value), 30) for value in y])
    return total / len(trainer.examples.inputs)


def softmax(z: list[sympy.Expr]) -> list[sympy.Expr]:
    powers = [sympy.exp(entry) for entry in z]
    return [power / sum(powers) for power in powers]


def loss_of(loss: str, a: list[sympy.Expr], y: list[sympy.Expr]) -> sympy.Expr:
    pairs = list(zip(a, y, strict=True))
    errors = [p - t for p, t in pairs]
    match loss:
        case "squared-error":
            return sum((p - t) ** 2 for p, t in pairs)
        case "half-squared-error":
            return sum((p - t) ** 2 for p, t in pairs) / 2
        case "mean-squared-error":
            return sum((p - t) ** 2 for p, t in pairs) / len(pairs)
        case "huber":
            pieces = [sympy.Piecewise((e**2 / 2, abs(e) <= 1), (abs(e) - sympy.Rational(1, 2), True)) for e in errors]
            return sum(pieces) / len(pairs)
        case "binary-cross-entropy":
            return -sum(t * sympy.log(p) + (1 - t) * sympy.log(1 - p) for p, t in pairs) / len(pairs)
        case _:
            return -sum(t * sympy.log(p) for p, t in pairs)


@pytest.mark.long
@given(networks(SMOOTH, widest=2, deepest=2, most_rows=2, plain=True))
@settings(SLOW, max_examples=drawn(15))
def test_small_networks_agree_with_sympy(spec: NetworkSpec) -> None:
    _, step = first_step(spec)
    symbols = list(sympy.symbols(f"p0:{len(step.gradient)}", real=True))
    loss = symbolic_loss(spec, symbols)
    values = {symbol: sympy.Float(value, 30) for symbol, value in zip(symbols, step.before.parameters, strict=True)}
    assert step.loss == pytest.approx(float(loss.evalf(25, subs=values)), rel=1e-11, abs=1e-13)
    exact = np.array([float(loss.diff(symbol).evalf(25, subs=values)) for symbol in symbols])
    np.testing.assert_allclose(step.gradient, exact, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("spec", [NEURON, TWO_TWO_TWO, XOR])
def test_the_lessons_networks_pass_their_check_all_through_training(spec: NetworkSpec) -> None:
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    for _ in range(5):
        step = take_step(trainer, state)
        assert all(check.agrees for check in check_gradient(trainer, step).values())
        state = step.after


def test_shapes_of_a_trace() -> None:
    _, step = first_step(XOR)
    hidden, output = step.trace.layers
    assert [array.shape for array in (hidden.inputs, hidden.z, hidden.a, output.z, step.trace.output)] == [
        (4, 2), (4, 4), (4, 4), (4, 1), (4, 1),
    ]  # fmt: skip
    back = step.gradients.layers[0]
    assert [array.shape for array in (back.delta, back.parameters.weights, back.parameters.biases)] == [
        (4, 4),
        (2, 4),
        (4,),
    ]
    sizes: list[Array] = [step.gradient, step.used, step.change, step.gradients.vector]
    assert [array.shape for array in sizes] == [(17,)] * 4
