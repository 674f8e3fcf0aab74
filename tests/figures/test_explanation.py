"""The drawing of an explained gradient shows the engine's own numbers, and nothing wider than it may be."""

from __future__ import annotations

import re

import pytest

from tutor.explain import explain
from tutor.figures.explanation import explained_quantities, explanation_lines, layer_lines
from tutor.figures.lines import plain, width_of
from tutor.network.lab import Lab
from tutor.network.spec import LayerSpec, NetworkSpec
from tutor.numerals import numeral
from tutor.text import ASCII, UNICODE, Cells
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
def test_every_quantity_shows_its_gradient_and_agrees(cells: Cells, language: Language) -> None:
    lab = Lab(TWO_TWO_TWO)
    for name in explained_quantities(lab):
        text = "\n".join(drawn(lab, name, 60, cells, language))
        gradient = explain(lab.spec, lab.trainer, lab.current, 0, name).backprop
        assert numeral(gradient).text in text
        assert ("agrees" if language == "en" else "一致") in text


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
