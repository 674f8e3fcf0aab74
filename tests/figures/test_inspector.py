"""The inspector: every number of a quantity with the calculation behind it, for each kind of network."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from tests.network.examples import NEURON, TWO_TWO_TWO, XOR
from tutor.errors import TutorError
from tutor.figures.inspector import Inspector
from tutor.figures.lines import plain, width_of
from tutor.figures.quantities import quantity_text
from tutor.formulas.functions import FUNCTIONS
from tutor.network.functions import ACTIVATION_FUNCTIONS
from tutor.network.lab import Lab
from tutor.network.spec import (
    ACTIVATION_FACTS,
    ACTIVATIONS,
    Activation,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    TrainingSpec,
)
from tutor.text import Cells
from tutor.wording import LANGUAGES, Voice

CELLS = Cells()


def said(lab: Lab, name: str, width: int = 200) -> str:
    return "\n".join(plain(line) for line in Inspector(lab, Voice("en"), CELLS, width).lines(name))


def computed(spec: NetworkSpec) -> Lab:
    lab = Lab(spec)
    lab.reveal()
    return lab


def test_before_its_pass_a_number_is_not_told() -> None:
    lab = Lab(TWO_TWO_TWO)
    assert said(lab, "w5") == "w₅  h₁ → o₁   value 0.4\nThe backward pass computes its gradient."
    assert said(lab, "o1") == "o₁   target y₁ = 0.01\nThe forward pass computes its z and a."


def test_an_output_weight_is_a_product_of_three() -> None:
    text = said(computed(TWO_TWO_TWO), "w5")
    assert "∂L/∂w₅ ≈ 0.0822   after the update ≈ 0.359" in text
    assert "∂L/∂w₅ = (o₁ − y₁) · o₁(1 − o₁) ·  h₁" in text
    assert "≈   0.741   ·   0.187    · 0.593   ≈ 0.0822   ✓ central difference agrees" in text


def test_a_hidden_weight_rests_on_the_sum_behind_its_delta() -> None:
    text = said(computed(TWO_TWO_TWO), "w1")
    sum_of_paths = "(w₅·δ(o₁) + w₇·δ(o₂)) ≈ 0.241·(0.4·0.138 + 0.5·(−0.0381)) ≈ 0.00877"
    assert f"δ(h₁) = h₁(1 − h₁)·{sum_of_paths}" in text


def test_a_unit_shows_its_weighted_sum() -> None:
    assert "z = w₁·i₁ + w₂·i₂ + b(h₁) = 0.15·0.05 + 0.2·0.1 + 0.35 ≈ 0.378" in said(computed(TWO_TWO_TWO), "h1")


def test_the_only_unit_needs_no_name() -> None:
    text = said(computed(NEURON), "a")
    assert "δ = 2(a − y)·a(1 − a) ≈ (−0.499)·0.187 ≈ −0.0936" in text


def test_of_several_examples_one_is_shown_and_the_mean_checked() -> None:
    text = said(computed(XOR), "w[x1,h1]")
    assert "example 1 of 4\n" in text
    assert "✓ central difference agrees" in text


def test_penalty_clipping_and_freezing_are_named_terms() -> None:
    lab = computed(replace(TWO_TWO_TWO, training=TrainingSpec(l2=0.1, clip_value=0.05)))
    assert "mean of the examples 0.0822 + L2 penalty 0.04 + clipping −0.0722 " in said(lab, "w5")
    assert "used 0.05" in said(lab, "w5")
    lab.freeze("w5")
    lab.reveal()
    assert "frozen" in said(lab, "w5")


def test_the_decay_of_an_optimizer_is_named_where_there_is_one() -> None:
    adamw = replace(TWO_TWO_TWO, training=TrainingSpec(OptimizerSpec("adamw", weight_decay=0.02)))
    assert "AdamW, learning rate 0.1   weight decay 0.02" in said(Lab(adamw), "")
    assert "decay" not in said(Lab(replace(adamw, training=TrainingSpec(OptimizerSpec("adam", weight_decay=0.02)))), "")


DERIVATIVE_BY_ITS_NAME = r"\b(?:f|σ|tanh|softsign|SiLU)′"


@pytest.mark.parametrize("dropout", [0.0, 0.5])
@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if not ACTIVATION_FACTS[name].couples_units])
def test_every_activation_and_delta_is_what_its_symbols_say(activation: Activation, dropout: float) -> None:
    layers = (LayerSpec(("h1", "h2", "h3"), activation, dropout=dropout), LayerSpec(("o1", "o2"), activation))
    masks = set()
    for seed in (2, 3):
        lab = computed(NetworkSpec(("x1",), layers, rows=((1, 0.5, 0.25),), seed=seed))
        for layer, unit in ((number, one) for number in (0, 1) for one in layers[number].units):
            text = said(lab, unit)
            values = symbol_values(lab, layer, unit)
            masks |= {float(value.replace("−", "-")) for value in re.findall(r" m = (\S+)", text)}
            printed = re.search(r" a(?: = (.+?))? [=≈] [−\d]", text)
            assert printed
            assert evaluated(printed[1] or "z", values, activation) == pytest.approx(lab.hidden_value(f"{unit}.a"))
            delta = re.search(r"^δ\(.*?\) = (.*?) [=≈] ", text, re.MULTILINE)
            assert delta
            assert evaluated(delta[1], values, activation) == pytest.approx(lab.hidden_value(f"{unit}.delta"))
            assert not re.search(r"^\([^()]*\)$", delta[1])
    assert masks == ({0.0, 2.0} if dropout else set())


def symbol_values(lab: Lab, layer: int, unit: str) -> dict[str, float]:
    """Every number of the network by its symbol; z and m alone are those of `unit`."""
    mask, units = lab.current.trace.layers[0].mask, lab.spec.layers[0].units
    drawn = {} if mask is None else {quantity_text(f"{one}.m", CELLS): float(mask[0, k]) for k, one in enumerate(units)}
    values = {quantity_text(name, CELLS): lab.hidden_value(name) for name in lab.trainer.network.layout.listed}
    values |= {quantity_text(name, CELLS): lab.hidden_value(name) for name in (*lab.spec.inputs, *lab.spec.targets)}
    for name in (*units, *lab.spec.outputs):
        look = quantity_text(name, CELLS)
        kinds = {look: "a", f"z({look})": "z", f"δ({look})": "delta"}
        values |= {one: lab.hidden_value(f"{name}.{kind}") for one, kind in kinds.items()}
    own = {} if mask is None or layer else {"m": float(mask[0, units.index(unit)])}
    return {**values, **drawn, "z": lab.hidden_value(f"{unit}.z"), **own}


def evaluated(text: str, values: Mapping[str, float], activation: Activation) -> float:
    """A printed side with symbols, as a reader calculates it."""
    function = ACTIVATION_FUNCTIONS[activation]

    def active(z: float) -> float:
        return float(function.value(np.array([z]))[0])

    def slope(z: float) -> float:
        return float(function.slope(np.array([z]), np.array([active(z)]))[0])

    for look in sorted(values, key=len, reverse=True):
        text = re.sub(rf"(?<![\w<]){re.escape(look)}(?![a-z₀-₉′])", f"<{list(values).index(look)}>", text)
    text = re.sub(DERIVATIVE_BY_ITS_NAME, "slope", text).replace("σ", "sigmoid")
    text = re.sub(rf"\b(?:{'|'.join(function.letter for function in FUNCTIONS.values())})\(", "active(", text)
    text = re.sub(r"\|(.*?)\|", r"abs(\1)", re.sub(r"<(\d+)>(?=\()", r"<\1>*", text))
    text = re.sub(r"<(\d+)>", r"v[\1]", text.replace("·", "*").replace("−", "-").replace("²", "**2"))
    names = {"v": list(values.values()), "slope": slope, "active": active, "sigmoid": lambda z: 1 / (1 + math.exp(-z))}
    return float(eval(text, names))


def test_a_name_that_means_nothing_is_refused() -> None:
    with pytest.raises(TutorError, match=r"network\.unknown-quantity"):
        said(computed(NEURON), "w9")


BATCH_NORM = NetworkSpec(
    ("x1", "x2"),
    (LayerSpec(("h1", "h2"), "relu", batch_norm=True), LayerSpec(("o1",))),
    rows=((1, 0, 1), (0, 1, 0), (1, 1, 1)),
)
DROPOUT = replace(BATCH_NORM, layers=(LayerSpec(("h1", "h2"), "softplus", dropout=0.5), LayerSpec(("o1",))))


def test_a_slope_that_is_a_power_stands_without_more_brackets() -> None:
    layers = tuple(replace(layer, activation="softsign") for layer in TWO_TWO_TWO.layers)
    text = said(computed(replace(TWO_TWO_TWO, layers=layers)), "o1")
    assert "a = softsign(z) ≈ 0.455" in text
    assert "δ(o₁) = (o₁ − y₁)·(1 − |o₁|)² ≈ 0.445·0.297 ≈ 0.132" in text


HUBER = replace(TWO_TWO_TWO, loss="huber")


def test_the_slope_of_a_loss_of_two_pieces_is_written_as_one_factor() -> None:
    assert "δ(o₁) = max(−1, min(1, o₁ − y₁))/2·o₁(1 − o₁) ≈ 0.371·0.187 ≈ 0.0692" in said(computed(HUBER), "o1")
    assert "L = (1/2)Σ Huber(a − y)" in said(computed(HUBER), "")


@pytest.mark.parametrize("spec", [NEURON, TWO_TWO_TWO, XOR, BATCH_NORM, DROPOUT, HUBER])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 78])
def test_everything_of_every_network_fits_the_width(spec: NetworkSpec, language: str, width: int) -> None:
    for lab in (Lab(spec), computed(spec)):
        inspector = Inspector(lab, Voice("zh" if language == "zh" else "en"), CELLS, width)
        units = [unit for layer in spec.layers for unit in layer.units]
        for name in ("", *spec.inputs, *units, *lab.trainer.network.layout.listed):
            lines = inspector.lines(name)
            assert lines
            assert all(width_of(line, CELLS) <= width for line in lines), (name, [plain(line) for line in lines])
