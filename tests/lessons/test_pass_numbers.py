"""What the lessons from the forward pass to the gradient check say about their networks, run and measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tests.deriving.cost import (
    count_operations,
    count_shared_operations,
    expanded,
    gradient,
    multiplications_by_paths,
    multiplications_in_reverse,
)
from tests.deriving.graphs import PARAMETERS, TWO_TWO_TWO, chain_of_sigmoids, graph
from tests.lessons.pass_numbers import BUGS, caught, famous, trained, two_two_two, worst_error
from tests.lessons.shipped import lab, lesson, losses
from tutor.formulas.evaluate import value
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.lesson.format.fields import texts
from tutor.lesson.format.network_steps import TraceStep
from tutor.lesson.format.questions import NumericQuestion
from tutor.network.gradient_check import check_gradient
from tutor.network.lab import Lab
from tutor.network.spec import LayerSpec, NetworkSpec
from tutor.wording import LANGUAGES, Language
from tutor.wording.slopes import BRIEF_VERDICTS


def test_the_forward_pass_by_hand() -> None:
    """The values that the published 2-2-2 example prints; the larger weights give the larger output."""
    passed = two_two_two()
    published = {"h1.z": 0.3775, "h1.a": 0.593269992, "h2.a": 0.596884378, "o1.a": 0.75136507, "o2.a": 0.772928465}
    assert {name: passed.hidden_value(name) for name in published} == pytest.approx(published, abs=1e-9)
    assert passed.loss == pytest.approx(0.298371109)
    assert passed.hidden_value("o2.a") > passed.hidden_value("o1.a")


def test_the_bias_of_the_hint_is_enough_and_moves_its_own_output_only() -> None:
    before, after = two_two_two(), two_two_two(b3=-3)
    assert after.loss < 0.03 < before.loss
    assert after.hidden_value("o2.a") == before.hidden_value("o2.a")


def test_the_relu_that_is_off_can_be_on() -> None:
    relu = lab("forward-pass", "with-relu")
    assert relu.hidden_value("h2.a") == 0
    assert relu.hidden_value("h1.a") == pytest.approx(1.3)
    assert relu.loss == pytest.approx(0.45**2 / 2)
    assert lab("forward-pass", "with-relu", x1=0).hidden_value("h2.a") > 0


def test_passes_by_hand_ask_for_no_number_twice() -> None:
    for step in lesson("forward-pass").steps:
        if isinstance(step, TraceStep):
            assert len(set(step.ask)) == len(step.ask)


def test_one_weight_with_two_wishes_stops_where_they_cancel() -> None:
    wishes = lab("forks", "two-wishes")
    run = losses(wishes, 50)
    assert 0.01 < run[-1] < 0.95 * run[0]
    assert wishes.hidden_value("w.gradient") == pytest.approx(0, abs=0.01)
    assert wishes.hidden_value("p.delta") > 0 > wishes.hidden_value("q.delta")


@pytest.mark.parametrize("v", [1, 2])
def test_both_values_of_the_hint_make_the_paths_cancel(v: float) -> None:
    still = lab("forks", "two-wishes", v=v)
    assert losses(still, 20) == [still.loss_history[0]] * 21
    assert lab("forks", "two-wishes").hidden_value("w.gradient") == 2


def test_the_paths_of_a_worked_fork() -> None:
    """3x³ at 2; and the fork with a weight before it, path by path."""
    assert (3 * 2**3, 9 * 2**2) == (24, 36)
    assert (1 * (2 * 2) * 2, -1 * 3 * 2) == (8, -6)


def test_an_overwritten_fork_changes_the_sign_and_the_mean_does_not() -> None:
    """At h₁ the path through o₂ is negative and the smaller of the two."""
    first, second = (two_two_two().hidden_value(f"{out}.delta") for out in ("o1", "o2"))
    ways = (0.40 * first, 0.50 * second)
    assert ways[1] < 0 < sum(ways)
    assert abs(ways[1]) != pytest.approx(abs(sum(ways)), rel=0.1)


def test_the_paths_of_small_networks() -> None:
    row = {"a": "x", "b": "a", "c": "b", "d": "c", "y": "d"}
    wide = {f"a{i}": "x" for i in range(3)} | {"y": "a0 + a1 + a2"}
    assert [graph(**net).count_paths("x", "y") for net in (row, wide, _two_layers(2), _two_layers(3))] == [1, 3, 4, 9]


def _two_layers(units: int) -> dict[str, str]:
    firsts, seconds = ([f"{name}{number}" for number in range(units)] for name in "ab")
    return dict.fromkeys(firsts, "x") | dict.fromkeys(seconds, " + ".join(firsts)) | {"y": " + ".join(seconds)}


def test_a_deep_network_has_too_many_paths() -> None:
    assert 100 ** (10 - 1) == 10**18


def test_eighteen_paths_sixty_multiplications_against_twenty() -> None:
    """Under the counting rule of the step, part by part as its feedback adds them up."""
    assert len(PARAMETERS) == 12
    assert sum(TWO_TWO_TWO.count_paths(name, "L") for name in PARAMETERS) == 18
    assert multiplications_by_paths(TWO_TWO_TWO, "L", PARAMETERS) == 60
    assert multiplications_in_reverse(TWO_TWO_TWO, "L", PARAMETERS) == 20
    last_layer = [name for name in PARAMETERS if name[0] in "vc"]
    assert multiplications_in_reverse(TWO_TWO_TWO, "L", last_layer) == 2 + 6


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 8, 10, 16])
def test_the_cost_of_a_deep_chain(n: int) -> None:
    """Both rows of the table, the answer, and the wrong answer that is the other row."""
    net = chain_of_sigmoids(n)
    shared = count_shared_operations(net, f"a{n}", "w1")
    step = lesson("backward-pass").step("depth")
    assert isinstance(step, NumericQuestion)
    assert shared == at(step.answer, n=n)
    table = {1: (7, 5), 2: (19, 11), 4: (55, 23), 8: (175, 47)}
    if n <= 8:
        written_out = count_operations(expanded(net, gradient(net, f"a{n}", "w1")))
        assert written_out == at(step.wrong[0].answer, n=n)
        assert table.get(n, (written_out, shared)) == (written_out, shared)


def at(formula: str, **numbers: float) -> float:
    """The value of an author's formula."""
    return value(parse(formula, Vocabulary(open=True), AUTHOR), numbers)


def test_which_weight_of_the_first_layer_moves_most() -> None:
    gradients = {name: two_two_two().hidden_value(f"{name}.gradient") for name in ("w1", "w2", "w3", "w4")}
    assert max(gradients, key=lambda name: abs(gradients[name])) == "w4"
    assert two_two_two().hidden_value("h2.delta") > two_two_two().hidden_value("h1.delta")


def test_without_an_error_nothing_flows_back() -> None:
    quiet = lab("backward-pass", "two-two-two", y1=0.7514, y2=0.7729)
    assert quiet.loss < 0.000001
    assert [quiet.hidden_value(f"{unit}.delta") for unit in ("h1", "h2")] == pytest.approx([0, 0], abs=1e-5)


def test_the_famous_example_and_its_bug() -> None:
    """Three printed numbers come from the bug digit for digit; the fourth is the bug's with a digit too many."""
    mistaken = [famous().loss_history[1], famous().hidden_value("o1.a"), famous().hidden_value("o2.a")]
    assert [f"{number:.9f}" for number in mistaken] == ["0.291027924", "0.015912196", "0.984065734"]
    assert f"{famous().loss:.9f}" == "0.000035085"
    assert "0.000035" + "1" + "085" == "0.0000351085"
    first = Lab(two_two_two().spec, bug="updated-weight-used")
    right = two_two_two()
    for name in ("w1", "w2", "w3", "w4"):
        ratio = first.hidden_value(f"{name}.gradient") / right.hidden_value(f"{name}.gradient")
        assert ratio == pytest.approx(5 / 6, abs=0.02)


def test_what_the_other_suspects_would_have_done() -> None:
    """The gap after one update is in the seventh digit; first-layer gradients are a hundred times smaller."""
    assert abs(famous().loss_history[1] - trained().loss_history[1]) == pytest.approx(1.5e-7, rel=0.01)
    gradients = {name: abs(two_two_two().hidden_value(f"{name}.gradient")) for name in ("w1", "w4", "w5", "w8")}
    assert 20 < gradients["w8"] / gradients["w4"] < gradients["w5"] / gradients["w1"] < 200
    alone = Lab(two_two_two().spec, bug="one-path-only").hidden_value("h1.delta")
    assert alone == pytest.approx(1.5 * two_two_two().hidden_value("h1.delta"), rel=0.03)
    mixed = Lab(two_two_two().spec, bug="transposed-weight").hidden_value("h1.delta")
    assert abs(mixed / two_two_two().hidden_value("h1.delta") - 1) < 1 / 6 / 2


def test_ten_thousand_updates_and_a_better_rate() -> None:
    assert trained().loss_history[5000] > trained().loss_history[5001] > trained().loss
    assert losses(lab("training-loop", "two-two-two", learning_rate=5), 500)[-1] < 0.0005 < trained().loss_history[500]


def test_a_batch_has_the_mean_of_its_examples_gradients() -> None:
    assert (2 * (1 * 1 - 2) * 1, 2 * (1 * 3 - 2) * 3) == (-2, 6)
    assert 320 * 64 == 20480


def test_the_best_nudge_of_the_network_is_a_ten_thousandth() -> None:
    """The error falls a hundredfold with each tenth of h down to 1e-4, then rounding takes over."""
    errors = {power: worst_error(10.0**-power) for power in (1, 2, 3, 4, 5, 6, 7, 12)}
    assert min(errors, key=lambda power: errors[power]) == 4
    assert [errors[power] / errors[power + 1] for power in (1, 2, 3)] == pytest.approx([100] * 3, rel=0.03)
    assert errors[4] < errors[5] < errors[6] < errors[7]
    assert 1e-8 < errors[6] < 1e-6
    assert errors[12] > 0.01


WEIGHTS = {"w1": 0.15, "w2": 0.20, "w3": 0.25, "w4": 0.30, "w5": 0.40, "w6": 0.45, "w7": 0.50, "w8": 0.55}


def _loss_in(real: type[np.floating[Any]], weights: Mapping[str, float]) -> float:
    """The loss of the 2-2-2 network with its own biases, computed in a type of number."""
    w = {name: real(weight) for name, weight in weights.items()}
    h1, h2 = (_unit(real, w[u] * real(0.05) + w[v] * real(0.10) + real(0.35)) for u, v in (("w1", "w2"), ("w3", "w4")))
    o1, o2 = (_unit(real, w[u] * h1 + w[v] * h2 + real(0.60)) for u, v in (("w5", "w6"), ("w7", "w8")))
    return float(real(0.5) * ((o1 - real(0.01)) ** 2 + (o2 - real(0.99)) ** 2))


def _unit(real: type[np.floating[Any]], z: Any) -> Any:
    return real(1) / (real(1) + np.exp(-z))


def _worst_error_in(real: type[np.floating[Any]], h: float) -> float:
    """The largest relative error of the central differences of the eight weights in a type of number."""
    errors = []
    for name, weight in WEIGHTS.items():
        above, below = (_loss_in(real, {**WEIGHTS, name: weight + nudge}) for nudge in (h, -h))
        measured, right = (above - below) / (2 * h), two_two_two().hidden_value(f"{name}.gradient")
        errors.append(abs(measured - right) / max(abs(measured), abs(right)))
    return max(errors)


def test_seven_digits_are_too_few_for_the_check() -> None:
    """float64 gets to about 1e-8 with a good nudge, float32 only to about 1e-3 with any."""
    assert _loss_in(np.float64, WEIGHTS) == pytest.approx(two_two_two().loss)
    best = {
        real: min(_worst_error_in(real, 10.0**-power) for power in range(1, 8)) for real in (np.float64, np.float32)
    }
    assert best[np.float64] < 2e-8
    assert 3e-4 < best[np.float32] < 5e-3


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.every(7)
def test_seven_bugs_learn(bug: str) -> None:
    assert trained(bug).loss <= 4.7e-5


def test_the_check_tells_each_of_the_seven_bugs() -> None:
    assert caught() < 2e-8
    assert max(caught(bug) for bug in BUGS) == pytest.approx(2)
    for bug in BUGS:
        mistaken = Lab(two_two_two().spec, bug=bug)
        checks = check_gradient(mistaken.trainer, mistaken.current)
        wrong = {name: check for name, check in checks.items() if check.refutes}
        assert set(wrong) == {"w1", "w2", "w3", "w4", "b1", "b2"}
        assert min(check.relative_error for check in wrong.values()) > 1e-2


def test_a_frozen_layer_learns_one_example_but_not_xor() -> None:
    frozen, xor = (lab("gradient-check", name) for name in ("frozen", "xor-frozen"))
    start = [frozen.hidden_value(name) for name in ("w1", "w2", "w3", "w4")]
    assert losses(frozen, 500)[-1] < 0.01
    assert [frozen.hidden_value(name) for name in ("w1", "w2", "w3", "w4")] == start
    assert losses(lab("gradient-check", "frozen", learning_rate=5), 500)[-1] < 0.0005 < frozen.loss_history[500]
    assert losses(xor, 2000)[-1] > 0.2
    assert xor.loss_history[0] == lab("gradient-check", "xor-net").loss


def _relu_checked_at(z: float) -> str:
    """The verdict on the slope by the bias of a ReLU unit that stands at z."""
    unit = LayerSpec(("h",), "relu", weights=((1.0,),), biases=(0.0,))
    run = Lab(NetworkSpec(("x",), (unit,), "squared-error", rows=((z, 1.0),)))
    return check_gradient(run.trainer, run.current)["h.bias"].verdict


@pytest.mark.parametrize("language", LANGUAGES)
def test_near_a_kink_the_tutor_agrees_and_at_it_says_so_in_the_words_of_the_lesson(language: Language) -> None:
    z, h = 1e-6, 1e-5
    assert (max(0, z + h) - max(0, z - h)) / (2 * h) == pytest.approx(0.55)
    assert (_relu_checked_at(z), _relu_checked_at(0)) == ("agrees", "kink")
    said = dict(texts(lesson("gradient-check", language).step("kink"))).values()
    assert any(f"*{BRIEF_VERDICTS['kink'].in_language(language)}*" in text for text in said)


def test_what_the_feedback_says_of_wrong_names() -> None:
    """Turned: too large, more so at h2. The new weights: a sixth too small. XOR without slopes: about fourfold."""
    turned, new = (_ratios("two-two-two", bug) for bug in ("transposed-weight", "updated-weight-used"))
    assert 1 < turned["w1"] < turned["w3"]
    assert [new[name] for name in ("w1", "w3")] == pytest.approx([5 / 6] * 2, abs=0.02)
    at_a = _ratios("xor-net", "slope-at-activation")
    assert [abs(at_a[name] - 1) for name in ("w5", "w6")] == pytest.approx([0.05] * 2, abs=0.005)
    assert min(at_a.values()) > 0
    assert min(_ratios("xor-net", "activation-for-slope").values()) < 0
    bare = _ratios("xor-net", "forgot-activation-slope")
    assert [bare[name] for name in ("w5", "w6")] == pytest.approx([4] * 2, rel=0.06)


def _ratios(network: str, bug: str) -> dict[str, float]:
    """Each gradient with the mistake, divided by the right one."""
    right, mistaken = (Lab(lesson("gradient-check").networks[network].spec(), bug=code) for code in ("", bug))
    names = right.trainer.network.layout.listed
    return {name: mistaken.hidden_value(f"{name}.gradient") / right.hidden_value(f"{name}.gradient") for name in names}


def test_central_differences_of_powers() -> None:
    w, h = 1.3, 0.2
    assert ((w + h) ** 3 - w**3) / h == pytest.approx(3 * w**2 + 3 * w * h + h**2)
    assert ((w + h) ** 3 - (w - h) ** 3) / (2 * h) == pytest.approx(3 * w**2 + h**2)
    assert ((w + h) ** 4 - (w - h) ** 4) / (2 * h) == pytest.approx(4 * w**3 + 4 * w * h**2)
