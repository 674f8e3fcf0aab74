"""The picture of what a network looks at is the engine's own gradient, and what it shows can be checked."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.explain.explanation import explain
from tutor.explain.measure import input_gradient
from tutor.figures.lines import plain, width_of
from tutor.figures.picture import picture_lines, pictured_digits
from tutor.network.lab import Lab
from tutor.network.spec import DataSpec, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec
from tutor.numerals import numeral
from tutor.text import ASCII, Cells
from tutor.wording import LANGUAGES, Voice

SIDE = 8


def lab(steps: int = 0, batch_size: int | None = None, side: int = SIDE) -> Lab:
    made = Lab(
        NetworkSpec(
            inputs=tuple(f"x{pixel + 1}" for pixel in range(side**2)),
            layers=(LayerSpec(tuple(f"p{digit}" for digit in range(10)), "softmax"),),
            loss="categorical-cross-entropy",
            training=TrainingSpec(OptimizerSpec("sgd", 0.5), batch_size=batch_size),
            data=DataSpec("digits", count=40),
            seed=3,
        )
    )
    made.run(steps)
    return made


def test_the_gradient_by_the_inputs_is_that_of_central_differences() -> None:
    here = lab(20)
    gradient = input_gradient(here.trainer, here.current, 3)
    assert gradient.shape == (SIDE**2,)
    for pixel in (0, 20, 37, 63):
        explanation = explain(here.spec, here.trainer, here.current, 3, here.spec.inputs[pixel])
        assert gradient[pixel] == pytest.approx(explanation.backprop, rel=1e-12)
        assert gradient[pixel] == pytest.approx(explanation.check.central_difference, rel=1e-5, abs=1e-9)


def test_before_softmax_the_gradient_is_the_weights_times_p_minus_y() -> None:
    here = lab(20)
    trace, at = here.current.trace, here.trainer.network.layout.slices[0]
    weights = here.current.before.parameters[at.weights].reshape(SIDE**2, 10)
    by_hand = weights @ (trace.layers[0].a[3] - trace.targets[3])
    np.testing.assert_allclose(input_gradient(here.trainer, here.current, 3), by_hand, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [Cells(), Cells(2, ASCII)])
def test_every_digit_has_its_picture_with_its_check(cells: Cells, language: str) -> None:
    here, voice = lab(20), Voice("zh" if language == "zh" else "en")
    for name in pictured_digits(here):
        lines = picture_lines(here, name, voice, cells, 60)
        assert all(width_of(line, cells) <= 60 for line in lines)
        text = "\n".join(map(plain, lines))
        assert ("agrees" if language == "en" else "一致") in text
        assert text.startswith(name)


def test_the_signs_stand_where_the_gradient_has_them() -> None:
    here = lab(20)
    gradient = input_gradient(here.trainer, here.current, 3).reshape(SIDE, SIDE)
    rows = [plain(line).ljust(40)[20:36] for line in picture_lines(here, "digit3", Voice("en"), Cells(), 60)[3:11]]
    signs = [[row[2 * column] for column in range(SIDE)] for row in rows]
    largest = np.abs(gradient).max()
    for row in range(SIDE):
        for column in range(SIDE):
            strong = abs(gradient[row, column]) >= 0.12 * largest
            assert signs[row][column] == (("+" if gradient[row, column] > 0 else "−") if strong else "·")
    assert numeral(float(gradient.ravel()[np.abs(gradient).argmax()])).text in "".join(
        plain(line) for line in picture_lines(here, "digit3", Voice("en"), Cells(), 60)
    )


def test_a_shuffled_batch_is_told_by_its_targets() -> None:
    here = lab(3, batch_size=10)
    digits = pictured_digits(here)
    assert digits
    for name, example in digits.items():
        assert here.current.trace.targets[example, int(name.removeprefix("digit"))] == 1


def test_a_network_without_a_picture_has_none() -> None:
    line = NetworkSpec(("x",), (LayerSpec(("a",), "linear"),), data=DataSpec("line"))
    assert pictured_digits(Lab(line)) == {}


def test_a_large_picture_has_one_cell_for_each_pixel() -> None:
    here = lab(side=28)
    lines = picture_lines(here, "digit3", Voice("en"), Cells(), 60)
    assert all(width_of(line, Cells()) <= 60 for line in lines)
    assert len([line for line in lines if len(plain(line)) > 50 and "ink" not in plain(line)]) >= 20
