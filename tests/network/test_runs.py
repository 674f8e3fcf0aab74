"""Runs side by side and the settings that differ between them."""

from __future__ import annotations

import itertools
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from tests.network.examples import LINEAR_NEURON, TWO_TWO_TWO, XOR
from tutor.network.lab import Lab
from tutor.network.runs import Runs
from tutor.network.spec import DataSpec
from tutor.network.variation import Change, Plot, applies, varied

MOONS = replace(XOR, data=DataSpec("moons", 40, 0.1, validation=20))


def test_a_run_has_the_losses_of_the_lab() -> None:
    runs = Runs.of([XOR], 30, "loss").later()
    lab = Lab(XOR)
    lab.run(30)
    assert runs.all[0].values == tuple(lab.loss_history)
    assert (runs.all[0].made, runs.made, runs.done) == (30, 30, True)


def test_slices_end_with_their_time_and_no_run_gets_ahead() -> None:
    ticks = itertools.count()
    runs = Runs.of([XOR, XOR], 20, "loss").later(3, clock=lambda: float(next(ticks)))
    lengths = [len(run.values) for run in runs.all]
    assert sum(lengths) == 3
    assert max(lengths) - min(lengths) <= 1
    while not runs.done:
        runs = runs.later(0)
    assert runs.all[0].values == runs.all[1].values


def test_a_diverged_run_stops_and_the_others_go_on() -> None:
    fast = varied(LINEAR_NEURON, {"learning_rate": 1.0})
    runs = Runs.of([LINEAR_NEURON, fast], 200, "loss").later()
    calm, wild = runs.all
    assert not calm.diverged
    assert wild.diverged
    assert wild.end == np.inf
    assert len(wild.values) < len(calm.values) == 201


@pytest.mark.parametrize("plot", ["loss", "accuracy"])
def test_unseen_examples_are_followed_beside_the_others(plot: Plot) -> None:
    runs = Runs.of([MOONS], 250, plot).later()
    run = runs.all[0]
    assert len(run.validation) == len(run.values) == 251
    assert run.validation != run.values
    if plot == "accuracy":
        assert set(run.values) <= {count / 40 for count in range(41)}
        assert run.end > 0.7


def test_a_boundary_records_shares_and_says_what_it_thinks_of_any_place() -> None:
    drawn, counted = (Runs.of([MOONS], 100, plot).later() for plot in ("boundary", "accuracy"))
    run = drawn.all[0]
    assert run.values == counted.all[0].values
    assert run.validation == counted.all[0].validation
    inputs, targets = run.examples
    share = float(((run.says(inputs) >= 0.5) == (targets == 1)).mean())
    assert share == run.end


def test_layers_have_the_lengths_of_their_gradients() -> None:
    runs = Runs.of([varied(XOR, {"depth": 5, "activation": "sigmoid"})], 3, "gradient-norm-by-layer").later()
    layers = runs.all[0].layers
    assert len(layers) == 6
    assert layers[0] < layers[-1] / 100, "the gradient vanishes on its way"


def test_targets_that_are_no_classes_have_no_accuracy() -> None:
    runs = Runs.of([TWO_TWO_TWO], 2, "accuracy").later()
    assert np.isnan(runs.all[0].start)


CHANGES: list[Change] = [
    {"learning_rate": 0.25},
    {"optimizer": "adam"},
    {"optimizer": "momentum", "momentum": 0.5},
    {"batch_size": 2},
    {"batch_size": None},
    {"activation": "relu"},
    {"initializer": "he"},
    {"depth": 3},
    {"width": 7},
    {"dropout": 0.5},
    {"batch_norm": True},
    {"l1": 0.1},
    {"l2": 0.1},
    {"clip_value": 0.1},
    {"clip_norm": None},
    {"noise": 0.2},
    {"count": 8},
    {"seed": 1},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_every_setting_makes_a_network_that_runs(change: Change) -> None:
    spec = varied(XOR, change)
    assert all(applies(spec, name) for name in change)
    runs = Runs.of([spec], 3, "loss").later()
    assert np.isfinite(runs.all[0].values).all()
    off = change in ({"batch_size": None}, {"clip_norm": None})
    assert (spec == XOR) == off


def test_depth_copies_the_first_hidden_layer_and_draws_all_weights() -> None:
    spec = varied(TWO_TWO_TWO, {"depth": 3, "width": 4})
    assert [len(layer.units) for layer in spec.layers] == [4, 4, 4, 2]
    assert all(layer.weights is None and layer.biases is None for layer in spec.layers)
    assert spec.layers[-1].units == ("o1", "o2")
    assert spec.freeze == ("biases",)


def test_settings_of_what_is_not_there_change_nothing() -> None:
    assert not applies(LINEAR_NEURON, "depth")
    assert not applies(TWO_TWO_TWO, "noise")
    assert applies(TWO_TWO_TWO, "l2")
    assert not applies(XOR, "momentum")


@pytest.mark.parametrize("plot", ["boundary", "accuracy", "loss", "gradient-norm-by-layer"])
def test_what_was_drawn_of_a_run_stays_as_it_was_while_it_goes_on(plot: Plot) -> None:
    moments = [Runs.of([MOONS, XOR], 20, plot)]
    while not moments[-1].done:
        moments.append(moments[-1].later(0))
    kept = [deepcopy(runs) for runs in moments]
    whole = moments[0].later()
    for moment, before in zip(moments, kept, strict=True):
        for run, copied, end in zip(moment.all, before.all, whole.all, strict=True):
            assert run.values == copied.values == end.values[: len(run.values)]
            assert run.validation == end.validation[: len(run.validation)]
            assert len(run.validation) in (0, len(run.values))
            np.testing.assert_array_equal(run.state.parameters, copied.state.parameters)
