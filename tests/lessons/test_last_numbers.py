"""What the lessons on code, the world beyond and the FAQ say of runs and formulas holds."""

from __future__ import annotations

import ast
import math
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from tests.lessons.last_numbers import four_pixels
from tests.lessons.shipped import lab, lesson, losses
from tutor.activity.experiment import ExperimentActivity
from tutor.cli import tutor
from tutor.explain.measure import input_gradient
from tutor.export.numpy import script
from tutor.figures.picture import pictured_digits
from tutor.formulas.evaluate import value
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.lesson.format.code_step import CodeStep
from tutor.lesson.format.network_steps import ExperimentStep
from tutor.lesson.format.questions import NumericQuestion
from tutor.network.datasets import generate
from tutor.network.functions import Array
from tutor.network.lab import Lab
from tutor.network.runs import Run
from tutor.network.spec import DataSpec, NetworkSpec, OptimizerSpec
from tutor.network.training import trainer_of
from tutor.wording import Voice

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
    activity = activity.trained()
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


# In code


def digits_of(spec: NetworkSpec, *, scale: float = 1.0, shuffled: bool = False) -> NetworkSpec:
    """The same network on 200 of its digits, with pixels from 0 to `scale`, or with the targets of other digits."""
    assert spec.data is not None
    random = np.random.default_rng(5)
    examples = generate(spec.data, 200, len(spec.inputs), random)
    targets = examples.targets[random.permutation(200)] if shuffled else examples.targets
    rows = tuple(tuple(map(float, row)) for row in np.hstack([scale * examples.inputs, targets]))
    return replace(spec, rows=rows, data=None)


def article_spec() -> NetworkSpec:
    """The network of the Keras code, at the learning rate that stands there."""
    spec = lesson("in-code").networks["digits-net"].spec()
    optimizer = replace(spec.training.optimizer, learning_rate=0.001)
    return replace(spec, training=replace(spec.training, optimizer=optimizer))


def test_7960_parameters() -> None:
    spec = article_spec()
    assert trainer_of(spec).network.layout.size == 784 * 10 + 10 + 10 * 10 + 10 == 7850 + 110 == 7960
    assert [len(spec.inputs), *(len(layer.units) for layer in spec.layers)] == [784, 10, 10]
    question = lesson("in-code").step("count")
    assert isinstance(question, NumericQuestion)
    assert value(parse(str(question.answer), Vocabulary(open=True), AUTHOR), {"h": 10.0}) == 7960


def test_an_untrained_network_of_ten_classes_starts_near_ln_10() -> None:
    starts = [Lab(replace(article_spec(), seed=seed)).loss for seed in range(5)]
    assert np.mean(starts) == pytest.approx(math.log(10), abs=0.2)
    assert math.log(10) == pytest.approx(2.3, abs=0.05)
    assert math.exp(-1) == pytest.approx(0.37, abs=0.005)


def test_unscaled_pixels_start_around_a_hundred_and_get_stuck_near_ln_10() -> None:
    starts, ends = [], []
    for seed in range(1, 4):
        run = losses(Lab(replace(digits_of(article_spec(), scale=255), seed=seed)), 400)
        starts.append(run[0])
        ends.append(float(np.mean(run[-20:])))
    assert all(50 < start < 200 for start in starts)
    assert sorted(ends)[1] == pytest.approx(math.log(10), abs=0.05)
    scaled = losses(Lab(digits_of(article_spec())), 400)
    assert np.mean(scaled[-20:]) < 0.1 < min(ends)


def test_targets_of_other_pictures_are_learnt_by_heart_and_new_pictures_guessed() -> None:
    spec = digits_of(article_spec(), shuffled=True)
    here = Lab(spec)
    run = losses(here, 1500)
    assert np.mean(run[-20:]) < 0.8 * run[0]
    new = generate(DataSpec("digits", noise=0.1), 300, 784, np.random.default_rng(9))
    weights = here.trainer.network.layout.views(here.current.before.parameters)
    hidden = np.maximum(0, new.inputs @ weights[0].weights + weights[0].biases)
    answers = (hidden @ weights[1].weights + weights[1].biases).argmax(axis=1)
    assert np.mean(answers == new.targets.argmax(axis=1)) < 0.3


def test_the_digits_are_learnt_at_the_rate_of_the_hint_and_not_at_the_one_of_the_start() -> None:
    assert min(losses(lab("in-code", "digits-net"), 320)) > 1
    quick = losses(lab("in-code", "digits-net", learning_rate=0.002), 320)
    assert min(quick) < 0.1


def code(step_id: str) -> str:
    step = lesson("in-code").step(step_id)
    assert isinstance(step, CodeStep)
    return step.source


def test_the_numpy_code_computes_the_engines_gradients() -> None:
    """The source of the lesson, run as it stands, on the first batch."""
    here = Lab(article_spec())
    step, layout = here.current, here.trainer.network.layout
    first, second = layout.views(step.before.parameters)
    x, y = step.drawn.examples
    names: dict[str, Any] = {
        "np": np,
        "x": x,
        "y": y,
        "W1": first.weights,
        "b1": first.biases,
        "W2": second.weights,
        "b2": second.biases,
    }
    exec(code("numpy"), names)  # Our own lesson's code: the point is that it runs.
    gradients = layout.views(step.gradient)
    for name, array in zip(
        ("gW1", "gb1", "gW2", "gb2"), (a for g in gradients for a in (g.weights, g.biases)), strict=True
    ):
        np.testing.assert_allclose(names[name], array, rtol=1e-9, atol=1e-13)


def test_all_code_of_the_lesson_is_python() -> None:
    for step_id in ("keras-model", "keras-training", "numpy", "pytorch", "sklearn"):
        ast.parse(code(step_id))


def test_the_keras_code_is_the_network_of_the_lab() -> None:
    spec, source = article_spec(), code("keras-model") + "\n" + code("keras-training")
    assert f"Input(shape=({len(spec.inputs)},))" in source
    for layer in spec.layers:
        assert f"Dense({len(layer.units)}, activation='{layer.activation}'" in source
    assert f"Adam(learning_rate={spec.training.optimizer.learning_rate})" in source
    assert spec.training.optimizer.convention == "keras"
    assert spec.loss == "categorical-cross-entropy"
    assert spec.training.batch_size == 32
    assert len([line for line in source.splitlines() if line]) == 10


def test_the_scikit_learn_code_is_the_same_network_without_the_penalty_of_its_defaults() -> None:
    spec, source = article_spec(), code("sklearn")
    assert f"batch_size={spec.training.batch_size}," in source
    assert spec.training.l2 == 0
    assert "alpha=0\n" in source


@pytest.mark.parametrize("target", ["numpy", "keras"])
def test_the_network_of_the_lesson_is_exported(target: str) -> None:
    """As the lesson says; that scripts give the same numbers is tested in tests/export."""
    result = CliRunner().invoke(tutor, ["export", "in-code/live", "--to", target, "--steps", "3"])
    assert result.exit_code == 0, result.output
    ast.parse(result.stdout)


def test_pytorch_has_another_adam_and_says_so() -> None:
    result = CliRunner().invoke(tutor, ["export", "in-code/live", "--to", "pytorch"])
    assert result.exit_code == 1
    assert "epsilon" in result.stderr


def test_scikit_learn_cannot_have_the_tutors_batches_and_says_so() -> None:
    result = CliRunner().invoke(tutor, ["export", "in-code/live", "--to", "sklearn"])
    assert result.exit_code == 1
    assert "batch_size" in result.stderr


def test_the_numpy_script_gives_the_labs_losses() -> None:
    spec = lesson("in-code").networks["digits-net"].spec()
    made: dict[str, list[float]] = {}
    with redirect_stdout(StringIO()):
        exec(script(spec, 5, Voice("en")), made)  # The script that `export` writes.
    assert made["losses"] == pytest.approx(losses(Lab(spec), 4), rel=1e-12)


def test_the_factors_stand_in_the_lines_that_the_derivation_names() -> None:
    lines = code("numpy").splitlines()
    assert "p - y" in lines[5]
    assert "W2.T" in lines[8]
    assert "z1 > 0" in lines[8]
    assert lines[9].startswith("gW1 = x.T")
    assert lines[6].startswith("gW2 = a1.T")


def test_the_conventions_of_adam_that_the_lesson_names() -> None:
    keras, pytorch = (OptimizerSpec("adam", 0.001, convention=name).own_epsilon for name in ("keras", "pytorch"))
    assert (keras, pytorch) == (1e-7, 1e-8)
