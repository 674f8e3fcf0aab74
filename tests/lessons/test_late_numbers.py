"""What the lessons on softmax, optimizers, overfitting and vanishing gradients say of runs and formulas holds."""

from __future__ import annotations

import math

import pytest

from tests.lessons.late_numbers import softmax
from tests.lessons.shipped import lab, losses

# Softmax


def test_a_power_that_a_computer_cannot_hold() -> None:
    assert math.floor(1000 * math.log10(math.e)) + 1 == 435
    with pytest.raises(OverflowError):
        math.exp(1000)
    assert softmax(0, -1, -2) == pytest.approx(softmax(2, 1, 0))


def test_the_three_animals() -> None:
    """The dog's logit falls in the first update, the cat's more; the deltas are p − y and add up to 0."""
    animals = lab("softmax", "three-animals")
    animals.backward()
    names = ("cat", "dog", "fox")
    deltas = [animals.hidden_value(f"{name}.delta") for name in names]
    before = [animals.hidden_value(f"{name}.z") for name in names]
    assert deltas == pytest.approx([p - y for p, y in zip(softmax(2, 1, 0), (0, 0, 1), strict=True)])
    assert sum(deltas) == pytest.approx(0)
    animals.update()
    animals.forward()
    cat, dog, fox = (animals.hidden_value(f"{name}.z") - z for name, z in zip(names, before, strict=True))
    assert cat < dog < 0 < fox


def test_the_leap_and_the_blunder_of_the_animals() -> None:
    assert losses(lab("softmax", "three-animals"), 1)[1] > 0.1
    assert losses(lab("softmax", "three-animals", learning_rate=0.5), 1)[1] > 0.1
    assert losses(lab("softmax", "three-animals", learning_rate=1), 1)[1] < 0.1
    blunder = lab("softmax", "three-animals", w1=6)
    assert blunder.loss > 10
    blunder.backward()
    assert blunder.hidden_value("cat.delta") == pytest.approx(1, abs=1e-3)
    assert blunder.hidden_value("fox.delta") == pytest.approx(-1, abs=1e-3)


@pytest.mark.parametrize("classes", [3, 10, 100])
def test_softmax_of_softmax_has_a_floor(classes: int) -> None:
    perfect = [1.0] + [0.0] * (classes - 1)
    assert -math.log(softmax(*perfect)[0]) == pytest.approx(math.log(1 + (classes - 1) / math.e))
