import math
from dataclasses import replace

import numpy as np
import pytest

from tests.network.examples import XOR
from tutor.network.datasets import Examples, examples_of
from tutor.network.spec import DATASET_FACTS, DATASETS, TARGETS, Dataset, DataSpec, LayerSpec, NetworkSpec


def made(name: Dataset, count: int | None = None, noise: float = 0.0, seed: int = 1) -> Examples:
    facts = DATASET_FACTS[name]
    units = tuple(f"o{number}" for number in range(facts.outputs))
    inputs = tuple(f"x{number}" for number in range(facts.inputs[0]))
    return examples_of(NetworkSpec(inputs, (LayerSpec(units),), data=DataSpec(name, count, noise), seed=seed))


@pytest.mark.parametrize("name", DATASETS)
def test_sizes_and_seeds(name: Dataset) -> None:
    assert len(made(name).inputs) == len(made(name).targets) == DATASET_FACTS[name].count
    assert made(name, 30).inputs.shape[0] == 30
    same, other = made(name, 30, 0.1), made(name, 30, 0.1, seed=2)
    assert np.array_equal(same.inputs, made(name, 30, 0.1).inputs)
    assert np.array_equal(same.targets, made(name, 30, 0.1).targets)
    assert not np.array_equal(np.hstack(same), np.hstack(other))


@pytest.mark.parametrize("name", DATASETS)
def test_targets_are_as_general_as_is_said_and_no_more(name: Dataset) -> None:
    facts, targets = DATASET_FACTS[name], made(name, 60).targets
    kinds = {
        "numbers": True,
        "probabilities": bool(((targets >= 0) & (targets <= 1)).all()),
        "distribution": bool((targets >= 0).all() and np.allclose(targets.sum(axis=1), 1)),
    }
    assert [kind for kind in TARGETS if kinds[kind]][-1] == facts.targets
    assert all(math.isqrt(count) ** 2 == count for count in facts.inputs) or not facts.pictures


@pytest.mark.parametrize("name", ["xor", "circles", "spirals", "moons"])
def test_both_classes_are_equally_many(name: Dataset) -> None:
    assert made(name, 60).targets.mean() == 0.5


def test_xor_by_default_is_its_four_rows() -> None:
    examples = made("xor")
    assert examples.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert examples.targets.tolist() == [[0], [1], [1], [0]]


def test_circles_lie_on_their_radii_and_noise_moves_them() -> None:
    clean = made("circles", 50)
    radii = np.hypot(*clean.inputs.T)
    assert radii == pytest.approx(np.where(clean.targets[:, 0] == 1, 0.5, 1.0))
    noisy = made("circles", 50, 0.05)
    assert 0.01 < np.abs(np.hypot(*noisy.inputs.T) - radii).mean() < 0.1


def test_a_line_is_a_line() -> None:
    x, y = made("line", 9)
    assert np.ptp(np.diff(y[:, 0]) / np.diff(x[:, 0])) < 1e-12


def test_digits_are_pictures_that_differ_and_resemble_their_kind() -> None:
    images, classes = made("digits", 200)
    assert images.shape == (200, 64)
    assert classes.sum(axis=0).tolist() == [20] * 10
    assert images.min() >= 0
    assert images.max() <= 1
    assert len(np.unique(images, axis=0)) == 200
    means = np.array([images[classes[:, digit] == 1].mean(axis=0) for digit in range(10)])
    nearest = np.linalg.norm(images[:, np.newaxis] - means, axis=2).argmin(axis=1)
    assert (nearest == classes.argmax(axis=1)).mean() > 0.85


def test_digits_come_in_the_size_that_the_inputs_have() -> None:
    spec = replace(
        XOR,
        inputs=tuple(f"x{number}" for number in range(784)),
        layers=(LayerSpec(tuple(f"o{number}" for number in range(10)), "softmax"),),
        loss="categorical-cross-entropy",
        data=DataSpec("digits", 20, 0.1),
    )
    assert examples_of(spec).inputs.shape == (20, 784)
