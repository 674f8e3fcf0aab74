"""Where two pieces of a function meet with one slope, nothing has a kink and every check agrees."""

from __future__ import annotations

import numpy as np
import pytest

from tests.network.drawn_networks import JOINED
from tutor.network.functions import ACTIVATION_FUNCTIONS
from tutor.network.gradient_check import check_gradient
from tutor.network.spec import Activation, LayerSpec, NetworkSpec
from tutor.network.training import initial_state, take_step, trainer_of


def refuted(spec: NetworkSpec) -> list[str]:
    trainer = trainer_of(spec)
    step = take_step(trainer, initial_state(spec, trainer))
    return [name for name, check in check_gradient(trainer, step).items() if check.verdict != "agrees"]


@pytest.mark.parametrize("name", JOINED)
def test_a_smooth_activation_has_no_kink_where_its_pieces_meet(name: Activation) -> None:
    function, zero = ACTIVATION_FUNCTIONS[name], np.zeros((1, 1))
    assert not function.kinked
    assert function.slope(zero, function.value(zero)) == 1
    near = np.array([[-1e-12, 1e-12]])
    np.testing.assert_allclose(function.slope(near, function.value(near)), 1, atol=1e-11)
    assert refuted(NetworkSpec(("x",), (LayerSpec(("a",), name, ((0.5,),), (-1.0,)),), rows=((2.0, 1.0),))) == []


def test_the_huber_loss_has_no_kink_where_its_pieces_meet() -> None:
    spec = NetworkSpec(("x",), (LayerSpec(("a",), weights=((0.5,),), biases=(1.0,)),), "huber", rows=((2.0, 1.0),))
    assert refuted(spec) == []
