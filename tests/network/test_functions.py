import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tutor.formulas.evaluate import value
from tutor.formulas.parse import Vocabulary, parse
from tutor.network.functions import ACTIVATION_FUNCTIONS, LOSS_FUNCTIONS, Array, sigmoid, softmax
from tutor.network.network import quietly
from tutor.network.spec import ACTIVATIONS, LOSS_FACTS, LOSSES, Activation, Loss

ROWS = arrays(np.float64, (2, 3), elements=st.floats(-5, 5))
ELEMENTWISE: tuple[Activation, ...] = tuple(name for name in ACTIVATIONS if name != "softmax")


def test_every_name_has_its_function() -> None:
    assert tuple(ACTIVATION_FUNCTIONS) == ACTIVATIONS
    assert tuple(LOSS_FUNCTIONS) == LOSSES


@given(ROWS, st.sampled_from(ELEMENTWISE))
def test_slopes_of_activations_agree_with_central_differences(z: Array, name: Activation) -> None:
    function = ACTIVATION_FUNCTIONS[name]
    if function.kinked:
        z = np.where(np.abs(z) < 1e-3, 1e-3, z)
    difference = (function.value(z + 1e-6) - function.value(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(function.slope(z, function.value(z)), difference, rtol=1e-6, atol=1e-9)


@given(ROWS, st.sampled_from(ACTIVATIONS))
def test_activations_are_what_their_formulas_say(z: Array, name: Activation) -> None:
    function = ACTIVATION_FUNCTIONS[name]
    a = function.value(z)
    slopes = function.slope(z, a)
    for row, column in np.ndindex(z.shape):
        at = {"z": z[row, column], "a": a[row, column], "total": np.exp(z[row]).sum()}
        assert value(function.formula, at) == pytest.approx(a[row, column], rel=1e-12, abs=1e-15)
        assert value(function.slope_formula, at) == pytest.approx(slopes[row, column], rel=1e-9, abs=1e-12)


def softmax_jacobian(p: Array) -> Array:
    """Return ∂p_j/∂z_k = p_j·(1[j = k] − p_k) for one row of probabilities, (outputs, outputs)."""
    return np.diag(p) - np.outer(p, p)


@given(arrays(np.float64, 3, elements=st.floats(-5, 5)))
def test_the_jacobian_of_softmax_agrees_with_central_differences(z: Array) -> None:
    columns = [(softmax(z + h) - softmax(z - h)) / 2e-6 for h in 1e-6 * np.eye(3)]
    np.testing.assert_allclose(softmax_jacobian(softmax(z)), np.transpose(columns), atol=1e-9)


@given(ROWS, ROWS, st.sampled_from(LOSSES))
def test_slopes_of_losses_agree_with_central_differences(z: Array, raw: Array, name: Loss) -> None:
    loss, y = LOSS_FUNCTIONS[name], sigmoid(raw)
    last = LOSS_FACTS[name].last
    activation = ACTIVATION_FUNCTIONS[last or "linear"]
    slope = (loss.fused_slope if last else loss.slope)(activation.value(z), y)
    for row, column in np.ndindex(z.shape):
        h = np.zeros_like(z)
        h[row, column] = 1e-6
        up, down = (loss.terms(point, activation.value(point), y).sum() for point in (z + h, z - h))
        assert slope[row, column] == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-8)


FORMULA_NAMES = Vocabulary(("a", "y", "t"))


def by_formula(text: str, a: Array, y: Array) -> Array:
    formula, totals = parse(text, FORMULA_NAMES), np.broadcast_to(y.sum(axis=1, keepdims=True), y.shape)
    numbers = zip(a.flat, y.flat, totals.flat, strict=True)
    return np.reshape([value(formula, dict(zip("ayt", map(float, each), strict=True))) for each in numbers], a.shape)


@given(ROWS, ROWS, st.sampled_from(LOSSES))
def test_losses_and_their_slopes_are_those_of_the_formulas(z: Array, raw: Array, name: Loss) -> None:
    loss, facts = LOSS_FUNCTIONS[name], LOSS_FACTS[name]
    y = softmax(raw) if facts.targets == "distribution" else sigmoid(raw)
    a = ACTIVATION_FUNCTIONS[facts.last or "linear"].value(z)
    share = 1 / (y.size if facts.averaged else len(y))
    assert loss.mean(z, a, y) == pytest.approx(share * by_formula(facts.term, a, y).sum(), rel=1e-7)
    slope = share * by_formula(facts.slope, a, y)
    np.testing.assert_allclose(loss.scale(y) * loss.slope(a, y), slope, rtol=1e-7, atol=1e-14)
    assert (facts.last is None) == (facts.fused_slope == "")
    if facts.last:
        y = 2 * y
        fused = share * by_formula(facts.fused_slope, a, y)
        np.testing.assert_allclose(loss.scale(y) * loss.fused_slope(a, y), fused, rtol=1e-7, atol=1e-12)


def test_a_slope_of_cross_entropy_is_the_fused_one_before_it_is_fused() -> None:
    z, y = np.array([[0.3, -1.2]]), np.array([[1.0, 0.25]])
    loss, a = LOSS_FUNCTIONS["binary-cross-entropy"], sigmoid(z)
    np.testing.assert_allclose(loss.slope(a, y) * a * (1 - a), loss.fused_slope(a, y), rtol=1e-12)
    loss, a = LOSS_FUNCTIONS["categorical-cross-entropy"], softmax(z)
    np.testing.assert_allclose(softmax_jacobian(a[0]) @ loss.slope(a, y)[0], loss.fused_slope(a, y)[0], rtol=1e-12)


@pytest.mark.parametrize("size", [50.0, 800.0, 1e6])
def test_nothing_overflows_far_from_zero(size: float) -> None:
    z = np.array([[size, -size]])
    with quietly():
        for name in ACTIVATIONS:
            a = ACTIVATION_FUNCTIONS[name].value(z)
            assert np.isfinite(a).all(), name
            assert np.isfinite(ACTIVATION_FUNCTIONS[name].slope(z, a)).all(), name
        for loss, facts in LOSS_FACTS.items():
            if facts.last is None:
                continue
            function = LOSS_FUNCTIONS[loss]
            a = ACTIVATION_FUNCTIONS[facts.last].value(z)
            wrong = np.array([[0.0, 1.0]])
            assert np.isfinite(function.mean(z, a, wrong)), loss
            assert np.isfinite(function.fused_slope(a, wrong)).all(), loss


def test_kinks_have_slope_zero_where_frameworks_have_it() -> None:
    zero = np.zeros((1, 1))
    assert ACTIVATION_FUNCTIONS["relu"].slope(zero, zero) == 0
    assert ACTIVATION_FUNCTIONS["leaky-relu"].slope(zero, zero) == 0.01


def test_huber_is_a_square_near_the_target_and_a_line_beyond_with_one_slope_where_they_meet() -> None:
    a, y = np.array([[0.5, 3.0, -2.0, 1e200]]), np.zeros((1, 4))
    loss = LOSS_FUNCTIONS["huber"]
    assert loss.terms(a, a, y).tolist() == [[0.125, 2.5, 1.5, 1e200]]
    assert loss.slope(a, y).tolist() == [[0.5, 1.0, -1.0, 1.0]]
    near = np.array([[1 - 1e-12, 1 + 1e-12]])
    np.testing.assert_allclose(loss.terms(near, near, y[:, :2]), 0.5, atol=2e-12)
    np.testing.assert_allclose(loss.slope(near, y[:, :2]), 1.0, atol=2e-12)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("squared-error", 5.0), ("half-squared-error", 2.5), ("mean-squared-error", 2.5)],
)
def test_the_three_squared_errors(name: Loss, expected: float) -> None:
    a, y = np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([[0.0, 0.0], [0.0, 0.0]])
    loss = LOSS_FUNCTIONS[name]
    assert [loss.mean(a[row], a[row], y[row]) for row in (slice(1), slice(1, 2))] == [expected, 0.0]
    assert loss.mean(a, a, y) == expected / 2
