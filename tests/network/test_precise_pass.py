"""A pass with 40 digits is the network's own pass without its rounding."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.network.drawn_networks import networks
from tests.network.examples import XOR
from tutor.network.network import forward
from tutor.network.precise_pass import is_small, mean_loss, precise_array, precise_drawn, precise_network
from tutor.network.spec import ACTIVATIONS, LOSS_FACTS, LOSSES, Activation, LayerSpec, Loss, NetworkSpec
from tutor.network.training import draw, initial_state, objective, trainer_of


def both(spec: NetworkSpec) -> tuple[float, float]:
    """The loss in floats and with 40 digits."""
    trainer = trainer_of(spec)
    drawn, vector = draw(trainer, 0), initial_state(spec, trainer).parameters
    network, precise = precise_network(trainer.network), precise_drawn(drawn)
    trace = forward(network, precise_array(vector), *precise.examples, precise.masks)
    return objective(trainer, vector, drawn)[0].loss, float(mean_loss(network, trace))


@given(networks(widest=3, deepest=2, most_rows=3))
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
def test_both_passes_have_one_loss(spec: NetworkSpec) -> None:
    trainer = trainer_of(spec)
    trace, _ = objective(trainer, initial_state(spec, trainer).parameters, draw(trainer, 0))
    assume(all(made.normalised is None or made.normalised.variance.min() > 1e-2 for made in trace.layers))
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
    network = trainer_of(XOR).network
    assert is_small(network, 4)
    assert not is_small(network, 1000)
