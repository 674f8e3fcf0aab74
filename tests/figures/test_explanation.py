"""The drawing of an explained gradient shows the engine's own numbers, and nothing wider than it may be."""

from __future__ import annotations

import math
import re
import sys
from types import FrameType

import numpy as np
import pytest

from tests.figures.equations import equations
from tutor.explain.explanation import explain
from tutor.figures.explanation import explained_quantities, explanation_lines, layer_lines
from tutor.figures.lines import Line, plain, width_of
from tutor.figures.quantities import quantity_look, slope_by
from tutor.network.lab import Lab
from tutor.network.spec import LayerSpec, NetworkSpec, unit_names
from tutor.numerals import numeral
from tutor.text import ASCII, UNICODE, Cells
from tutor.typesetting.formula import Atom, derivative, row
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.wording import LANGUAGES, Language, Voice

TWO_TWO_TWO = NetworkSpec(
    inputs=("i1", "i2"),
    layers=(
        LayerSpec(("h1", "h2"), "sigmoid", ((0.15, 0.25), (0.2, 0.3)), (0.35, 0.35), (("w1", "w3"), ("w2", "w4"))),
        LayerSpec(("o1", "o2"), "sigmoid", ((0.4, 0.5), (0.45, 0.55)), (0.6, 0.6), (("w5", "w7"), ("w6", "w8"))),
    ),
    rows=((0.05, 0.1, 0.01, 0.99),),
)


def drawn(lab: Lab, name: str, width: int, cells: Cells, language: Language = "en") -> list[str]:
    explanation = explain(lab.spec, lab.trainer, lab.current, 0, name)
    lines = explanation_lines(lab, explanation, Voice(language), cells, width)
    assert all(width_of(line, cells) <= width for line in lines)
    return [plain(line) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [Cells(), Cells(2, ASCII), Cells(1, UNICODE)])
@pytest.mark.every(2)
def test_every_quantity_shows_its_gradient_and_agrees(cells: Cells, language: Language) -> None:
    lab = Lab(TWO_TWO_TWO)
    for name in explained_quantities(lab):
        text = "\n".join(drawn(lab, name, 60, cells, language))
        gradient = explain(lab.spec, lab.trainer, lab.current, 0, name).backprop
        assert numeral(gradient).text in text
        assert ("agrees" if language == "en" else "一致") in text


def test_what_one_gradient_is_explained_with_does_not_grow_with_the_network() -> None:
    # Function calls, not seconds: how many there are does not depend on what else the machine does.
    assert calls_to_explain(200) < 2 * calls_to_explain(20)


def calls_to_explain(width: int) -> int:
    """How many formulas are made to draw the gradient of an output's weight; 200 units are 40,000 weights below it."""
    units = unit_names([width, width, 2, 1])
    spec = NetworkSpec(("x",), tuple(LayerSpec(layer, "tanh") for layer in units), rows=((0.5, 1.0),))
    lab, made = Lab(spec), 0
    name = spec.weight_names(3)[0][0]
    explanation = explain(spec, lab.trainer, lab.current, 0, name)

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal made
        made += event == "call" and "typesetting" in frame.f_code.co_filename

    sys.setprofile(count)
    try:
        assert name in explained_quantities(lab)
        explanation_lines(lab, explanation, Voice("en"), Cells(), 60)
    finally:
        sys.setprofile(None)
    return made


def test_two_paths_are_written_out_and_added() -> None:
    text = "\n".join(drawn(Lab(TWO_TWO_TWO), "w1", 70, Cells()))
    assert "path 1 of 2" in text
    assert "w₁ → z(h₁) → h₁ → z(o₂) → o₂ → L" in text
    products = [float(value.replace("−", "-")) for value in re.findall(r"≈ ([−\d.]+)$", text, re.MULTILINE)[-4:]]
    assert any(abs(value - 0.000438568) < 1e-6 for value in products)


def test_the_whole_layer_has_shapes_and_the_engines_numbers() -> None:
    lab = Lab(TWO_TWO_TWO)
    text = "\n".join(plain(line) for line in layer_lines(lab, "w5", Voice("en"), Cells(), 70))
    assert "(2×1)·(1×2) → (2×2)" in text
    for name in ("w5", "w6", "w7", "w8"):
        assert numeral(lab.hidden_value(f"{name}.gradient")).text in text
    assert layer_lines(lab, "h1.z", Voice("en"), Cells(), 70) == []


@pytest.mark.parametrize("cells", [Cells(), Cells(2), Cells(2, ASCII), Cells(1, ASCII)])
def test_a_slope_is_written_alike_inline_and_as_a_fraction(cells: Cells) -> None:
    loss, weight = symbol("L1"), symbol("w1")
    assert plain_line(slope_by(loss, weight), cells) == plain_line(derivative(loss, weight, partial=True), cells)
    assert "d w" not in plain_line(row(Atom("3"), slope_by(loss, weight)), cells)


@pytest.mark.parametrize("seed", range(4))
def test_with_batch_norm_the_printed_lines_lead_to_the_gradient(seed: int) -> None:
    rows = tuple(map(tuple, np.random.default_rng(seed).normal(size=(4, 3)).tolist()))
    hidden = [LayerSpec(("g1", "g2"), "tanh", batch_norm=seed % 2 == 1), LayerSpec(("h1", "h2"), batch_norm=True)]
    lab = Lab(NetworkSpec(("x1", "x2"), (*hidden[seed // 2 :], LayerSpec(("o1",), batch_norm=seed == 3)), rows=rows))
    lab.run(2)
    for example, name in ((example, name) for example in (0, 3) for name in explained_quantities(lab)):
        lab.example = example
        explanation = explain(lab.spec, lab.trainer, lab.current, example, name)
        lines = explanation_lines(lab, explanation, Voice("en"), Cells(), 400)
        told = dict(re.findall(r"(\S+\(\w+\)) ≈ (−?[\d.·⁻⁰-⁹]+)  ", f"{text_of(lines)}  "))
        chains = list(equations(lines))
        told |= {chain.symbol: chain.number for chain in chains if chain.symbol}
        left = f"share of example {example + 1}" if explanation.shares else gradient_of(name, lab)
        last = next(chain for chain in chains if chain.sides[0] == left)
        assert not last.false_sign(), last
        for symbols in re.findall(r"(?:δₛ?|ŝ)\(\w+\)", last.sides[1]):
            assert told[symbols] in " ".join(last.sides[2:]), (name, symbols, lines)
        value = explanation.shares[example] if explanation.shares else explanation.backprop
        assert last.number == numeral(value).text, (name, last)
        if explanation.shares:
            assert math.isclose(sum(explanation.shares.values()) / 4, explanation.backprop, abs_tol=1e-12)


def text_of(lines: list[Line]) -> str:
    return "  \n".join(map(plain, lines))


def gradient_of(name: str, lab: Lab) -> str:
    return f"∂L/∂{plain_line(quantity_look(name, lab.spec), Cells())}"


def test_in_a_large_network_a_short_path_is_written_out_and_a_long_sum_is_named() -> None:
    inputs = tuple(f"x{number}" for number in range(1, 201))
    units = tuple(f"p{number}" for number in range(1, 16))
    lab = Lab(NetworkSpec(inputs, (LayerSpec(units, "tanh"), LayerSpec(("o1",))), rows=((0.01,) * 201,)))
    assert "∂z(o₁)" in "\n".join(drawn(lab, "w[p3,o1]", 78, Cells()))
    assert "∂p₃" in "\n".join(drawn(lab, "p3.z", 78, Cells()))
    assert "sum on the way to the loss has 200 products: too long" in " ".join(drawn(lab, "w[x2,p1]", 78, Cells()))
    assert "15 paths lead from here to the loss: too many" in " ".join(drawn(lab, "x2", 78, Cells()))
