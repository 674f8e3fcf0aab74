"""What the lessons on code, the world beyond and the FAQ say of runs and formulas holds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.lessons.last_numbers import four_pixels
from tests.lessons.shipped import lab, lesson, losses
from tutor.activity.experiment import ExperimentActivity
from tutor.explain import input_gradient
from tutor.figures.picture import pictured_digits
from tutor.lesson.model import ExperimentStep, NumericQuestion
from tutor.network.functions import Array
from tutor.network.lab import Lab
from tutor.network.runs import Run

# Beyond: what a network looks at


def seen(eye: Lab, digit: int) -> Array:
    """∂L/∂x of a digit, as the picture of 8 × 8 pixels that the lesson shows."""
    return input_gradient(eye.trainer, eye.current, pictured_digits(eye)[f"digit{digit}"]).reshape(8, 8)


def trained_eye() -> Lab:
    eye = lab("beyond", "eye", learning_rate=1)
    eye.run(60)
    return eye


def alike(one: Array, other: Array) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def test_an_untrained_network_sees_noise_and_a_trained_one_does_not() -> None:
    """Noise: neighbouring pixels know nothing of each other. After training, two runs from other weights agree."""
    for digit in (0, 3):
        raw, learnt = seen(lab("beyond", "eye"), digit), seen(trained_eye(), digit)
        assert abs(alike(raw, learnt)) < 0.5
        assert abs(alike(raw[:-1], raw[1:])) < 0.3
        assert alike(learnt[:-1], learnt[1:]) > abs(alike(raw[:-1], raw[1:]))


def test_closing_the_curves_of_a_3_makes_an_8_of_it() -> None:
    eye = trained_eye()
    gradient = seen(eye, 3)
    strip = np.s_[2:6, 2]
    assert (gradient[strip] > 0.5 * np.abs(gradient).max()).all()
    weights = eye.current.before.parameters[eye.trainer.network.layout.slices[0].weights].reshape(8, 8, 10)
    example = pictured_digits(eye)["digit3"]
    assert list(np.argsort(eye.current.trace.layers[0].a[example])[::-1][:2]) == [3, 8]
    image = eye.current.trace.layers[0].inputs[example].reshape(8, 8)
    assert (image[strip] < 0.5).all()
    inked = eye.current.trace.layers[0].z[example] + np.tensordot(1 - image[strip], weights[strip], 1)
    assert inked.argmax() == 8


def test_ink_in_the_middle_of_a_0_raises_its_loss() -> None:
    gradient = seen(trained_eye(), 0)
    assert (gradient[3:5, 4] > 0.4 * np.abs(gradient).max()).all()
    image = trained_eye().current.trace.layers[0].inputs[0].reshape(8, 8)
    assert (image[3:5, 4] < 0.5).all()


def test_the_eye_learns_within_150_updates_at_a_rate_of_1_and_not_at_its_own() -> None:
    assert min(losses(lab("beyond", "eye"), 150)) > 1
    assert losses(lab("beyond", "eye", learning_rate=1), 150)[-1] < 1


def test_which_pixel_fools_the_neuron() -> None:
    start = lab("beyond", "four-pixels")
    start.backward()
    assert start.hidden_value("a.z") == pytest.approx(four_pixels())
    gradients = np.abs(input_gradient(start.trainer, start.current, 0))
    assert gradients.argmax() == 1
    moved = lab("beyond", "four-pixels", x1=0.75, x2=0.35, x3=0.65, x4=0.45)
    for fooled in (lab("beyond", "four-pixels", x2=0.5), moved):
        assert fooled.loss > math.log(2) > start.loss
        assert fooled.hidden_value("a.a") < 0.5
    assert lab("beyond", "four-pixels", x2=0.3).loss < math.log(2)
    assert losses(start, 3)[-1] == start.loss_history[0]


def test_the_loss_rises_by_the_slopes_times_the_step() -> None:
    """The rule of the question on many pixels, on the network that sees 64 of them."""
    eye = trained_eye()
    gradient = seen(eye, 3).ravel()
    predicted = 0.001 * np.abs(gradient).sum()
    example = pictured_digits(eye)["digit3"]
    trace, weights = eye.current.trace, eye.current.before.parameters[eye.trainer.network.layout.slices[0].weights]
    logits = trace.layers[0].z[example] + 0.001 * np.sign(gradient) @ weights.reshape(64, 10)
    before, after = (float(np.log(np.exp(z).sum()) - z[3]) for z in (trace.layers[0].z[example], logits))
    assert after - before == pytest.approx(predicted, rel=0.02)
    question = lesson("beyond").step("many-pixels")
    assert isinstance(question, NumericQuestion)
    assert str(question.answer) == "n*g*s"


# The FAQ


def runs_of(lesson_id: str, step_id: str) -> tuple[Run, ...]:
    step = lesson(lesson_id).step(step_id)
    assert isinstance(step, ExperimentStep)
    activity = ExperimentActivity(step, lesson(lesson_id))
    activity.runs.advance()
    return activity.runs.all


def test_without_a_bend_xor_is_answered_with_one_half() -> None:
    linear, sigmoid, tanh = runs_of("faq", "bend")
    assert linear.end == pytest.approx(math.log(2), rel=1e-6)
    assert tanh.end < sigmoid.end < linear.end
    assert sigmoid.end < sigmoid.values[200]


def test_the_edge_of_the_neuron_of_the_faq() -> None:
    run = losses(lab("faq", "linear-neuron"), 10)
    assert run[1] / run[0] == pytest.approx(1.2**2)
    still = losses(lab("faq", "linear-neuron", learning_rate=0.1), 10)
    assert still[-1] == pytest.approx(still[0])
    assert losses(lab("faq", "linear-neuron", learning_rate=0.05), 1)[1] < 0.000001


def test_a_small_penalty_does_best_on_new_points() -> None:
    none, small, large = (run.validation[-1] for run in runs_of("faq", "penalty"))
    assert small < large < math.log(2) < none
    assert none == pytest.approx(2, abs=0.1)
    assert runs_of("faq", "penalty")[0].end < 0.01


def test_six_slopes_of_a_sigmoid_make_a_gradient_vanish() -> None:
    sigmoid, tanh = runs_of("faq", "deep")
    assert sigmoid.end < 0.001 * tanh.end
    assert (1 / 4) ** 6 == 1 / 4096
    assert 0.02 < sigmoid.layers[-1] / tanh.layers[-1] < 50
