"""A pass with 40 digits is the network's own pass without its rounding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.network.drawn_networks import networks
from tests.network.examples import XOR
from tutor.network.gradient_check import Pass, pass_of
from tutor.network.spec import ACTIVATIONS, LOSS_FACTS, LOSSES, Activation, DataSpec, LayerSpec, Loss, NetworkSpec
from tutor.network.training import draw, initial_state, trainer_of


def first_pass(spec: NetworkSpec) -> Pass:
    """The first pass of training."""
    trainer = trainer_of(spec)
    return pass_of(trainer.network, initial_state(spec, trainer).parameters, draw(trainer, 0))


def both(spec: NetworkSpec) -> tuple[float, float]:
    """The loss in floats and with 40 digits."""
    made = first_pass(spec)
    return made.trace.loss, float(made.precise().loss)


@given(networks(widest=3, deepest=2, most_rows=3))
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
def test_both_passes_have_one_loss(spec: NetworkSpec) -> None:
    layers = first_pass(spec).trace.layers
    assume(all(made.normalised is None or made.normalised.variance.min() > 1e-2 for made in layers))
    floats, precise = both(spec)
    assert floats == pytest.approx(precise, rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_function_has_its_precise_form(activation: Activation, loss: Loss) -> None:
    last = LOSS_FACTS[loss].last or activation
    hidden: Activation = "linear" if activation == "softmax" else activation
    layers = (LayerSpec(("h1", "h2"), hidden), LayerSpec(("o1", "o2"), last))
    if last == "softmax" and LOSS_FACTS[loss].last is None:
        pytest.skip("softmax stands only before its own loss")
    floats, precise = both(NetworkSpec(("x",), layers, loss, rows=((0.7, 0.25, 0.75), (-1.3, 1.0, 0.0)), seed=4))
    assert floats == pytest.approx(precise, rel=1e-13)


def test_what_takes_long_is_left_to_floats() -> None:
    assert first_pass(XOR).is_small
    assert not first_pass(replace(XOR, data=DataSpec("xor", 1000))).is_small
