"""Every number in the lessons that can be computed is computed here, and none is printed on trust."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import pytest

from tests.lessons import last_numbers, late_numbers, pass_numbers
from tests.lessons.shipped import course, decimals, formulas, lab, lesson, losses, steps
from tutor.deriving.derive import derive
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.lesson.format.markdown_rules import fixed_parts
from tutor.lesson.format.model import DerivationStep, Step
from tutor.lesson.format.questions import NumericQuestion
from tutor.network.lab import Lab


def formula_of(text: str) -> Expression:
    return parse(text, Vocabulary(open=True), AUTHOR)


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def squared(a: float, y: float) -> float:
    return (a - y) ** 2


def quotient(w: float, h: float) -> float:
    """The difference quotient of (w − 3)²."""
    return (squared(w + h, 3) - squared(w, 3)) / h


STUCK: Final = sigma(-4 * 2 + 0.1)
FIRST: Final = squared(sigma(0.5 * 2 + 0.1), 1)


def _first_losses() -> list[float]:
    return losses(lab("chain-rule", "one-neuron"), 2)


GIVEN: Final[Mapping[tuple[str, str], str]] = {
    ("welcome", "number"): "0.5",
    ("welcome", "watch"): "0.005",
    ("neuron", "vote"): "0.3 0.5",
    ("neuron", "weighted-sum"): "0.5",
    ("neuron", "live"): "0.02 0.1 0.5",
    ("neuron", "xor"): "0.1 0.5",
    ("loss", "surprise"): "0.9 0.5 0.1 0.01",
    ("loss", "confident"): "0.1 0.001",
    ("loss", "live"): "0.1 1.5",
    ("slopes", "knob"): "0.1",
    ("slopes", "sensitivity"): "0.1 0.01 0.001",
    ("slopes", "best-h"): "0.1",
    ("slopes", "estimate"): "0.02 0.01",
    ("slopes", "live"): "0.1 0.0001",
    ("slopes", "read-gradient"): "0.5",
    ("chain-rule", "nudge"): "0.1 1.1",
    ("chain-rule", "sigma-parts"): "0.1",
    ("chain-rule", "sigma-slope"): "0.5",
    ("chain-rule", "live"): "0.01 0.9",
    ("gradient-descent", "live"): "0.05 0.000001",
    ("gradient-descent", "edge"): "0.0001 0.2",
    ("gradient-descent", "bounded"): "0.01",
    ("gradient-descent", "symptoms"): "0.01",
    **pass_numbers.GIVEN,
}
"""Numbers that an author chose: start values, nudges, thresholds, probabilities."""

COMPUTED: Final[Mapping[tuple[str, str], Sequence[float]]] = {
    ("welcome", "number"): [0.75 * 0.5],
    ("welcome", "watch"): [sigma(0.5 * 2 + 0.1)],
    ("neuron", "vote"): [2 + 0.3 - 1 - 0.5, 0.3 - 1 - 0.5, 2 + 0.3 - 0.5],
    ("neuron", "shapes"): [sigma(-2), sigma(0), sigma(2), math.tanh(2)],
    ("neuron", "xor"): [squared(0.5, 1)],
    ("loss", "surprise"): [-math.log(0.9), -math.log(0.5), -math.log(0.1), -math.log(0.01)],
    ("loss", "confident"): [squared(0.1, 1), squared(0.001, 1), -math.log(0.1), -math.log(0.001)],
    ("loss", "live"): [STUCK, squared(STUCK, 1), -math.log(STUCK), -math.log(0.1)],
    ("slopes", "knob"): [
        squared(1, 3) - squared(1.1, 3),
        squared(2, 3) - squared(2.1, 3),
        2 * (squared(1, 3) - squared(1.1, 3)),
        0.1**2,
        squared(2.1, 3),
        3 - 2.1,
        2 + 0.1,
    ],
    ("slopes", "sensitivity"): [
        squared(1, 3) - squared(1.1, 3),
        -quotient(1, 0.1),
        -quotient(1, 0.01),
        -quotient(1, 0.001),
    ],
    ("slopes", "best-h"): [0.1**2],
    ("slopes", "live"): [2 * 0.5 + 0.1, (1 - 0.1) / 2],
    ("neuron", "live"): [sigma(1), sigma(2)],
    ("chain-rule", "nudge"): [2 * 1.1 - 2, 0.1 * 2 * 3, 0.1 * (2 + 3), 2 * 1.1 + 3, 0.1 * 2 + 3],
    ("chain-rule", "sigma"): [
        sigma(-6),
        sigma(-2),
        sigma(0),
        sigma(2),
        sigma(6),
        sigma(2) - sigma(0),
        sigma(6) - sigma(2),
        (sigma(2) - sigma(-2)) / 4,
        (sigma(6) - sigma(2)) / 4,
    ],
    ("chain-rule", "sigma-slope"): [0.5 * (1 - 0.5), 1 - 0.5**2],
    ("chain-rule", "neuron"): [sigma(0.5 * 2 + 0.1)],
    ("chain-rule", "live"): [FIRST, _first_losses()[1], 4 * 2 - 0.1, STUCK],
    ("chain-rule", "stuck"): [4 * 2 - 0.1, STUCK, STUCK * (1 - STUCK), 4 * (1 - STUCK) * STUCK * (1 - STUCK)],
    ("gradient-descent", "gradient"): [0.5 * 2 + 0.1, 0.5 * 2 + 0.1 - 1, 2 * (0.5 * 2 + 0.1 - 1) * 2],
    ("gradient-descent", "live"): [0.5 * 2 + 0.1 - 1, squared(0.5 * 2 + 0.1, 1)],
    ("gradient-descent", "edge"): [0.5 / (1 + 2**2), 0.2 - 0.01, 0.2 + 0.01, 0.5 * 2 + 0.1, 1 - 0.1],
    ("gradient-descent", "why-edge"): [0.5 / (1 + 2**2), 1 / (1 + 2**2)],
    ("gradient-descent", "bounded"): [(squared(0, 1) + squared(0, 0)) / 2],
    ("gradient-descent", "symptoms"): [0.5 / (1 + 2**2), 1 / (1 + 2**2), 1 / (1 + 2**2) + 0.01],
    **pass_numbers.COMPUTED,
}
"""What the other numbers of a step are, whatever their sign."""


ALL_GIVEN: Final[Mapping[tuple[str, str], str]] = {**GIVEN, **late_numbers.GIVEN, **last_numbers.GIVEN}
ALL_COMPUTED: Final[Mapping[tuple[str, str], Sequence[float]]] = {
    **COMPUTED,
    **late_numbers.COMPUTED,
    **last_numbers.COMPUTED,
}


_EQUALS: Final = re.compile(r"(?<![<>!])= *-?(\d+\.\d+)")


def printed(number: float, like: str) -> bool:
    """Whether `like` is `number` rounded to the digits that `like` has, half a unit of the last one at most away."""
    return abs(abs(number) - float(like)) <= 0.5000001 * 10.0 ** -len(like.partition(".")[2])


@pytest.mark.parametrize(("lesson_id", "step"), [pytest.param(*pair, id=f"{pair[0]}-{pair[1].id}") for pair in steps()])
@pytest.mark.every(3)
def test_every_decimal_number_is_given_or_computed(lesson_id: str, step: Step) -> None:
    given = set(ALL_GIVEN.get((lesson_id, step.id), "").split())
    numbers = numbers_of((lesson_id, step.id))
    assert given <= decimals(step), "no longer printed"
    rest = decimals(step) - given
    assert [text for text in rest if not any(printed(number, text) for number in numbers)] == []
    everything = decimals(step)
    assert [number for number in numbers if not any(printed(number, text) for text in everything)] == []


def numbers_of(place: tuple[str, str]) -> Sequence[float]:
    """What is computed for a step."""
    return pass_numbers.LATER[place]() if place in pass_numbers.LATER else ALL_COMPUTED.get(place, ())


@pytest.mark.parametrize(("lesson_id", "step"), [pytest.param(*pair, id=f"{pair[0]}-{pair[1].id}") for pair in steps()])
def test_a_rounded_number_is_nowhere_said_to_be_equal(lesson_id: str, step: Step) -> None:
    equal = {number for formula in formulas(step) for number in _EQUALS.findall(formula)}
    for text in equal - set(ALL_GIVEN.get((lesson_id, step.id), "").split()):
        meant = [abs(number) for number in numbers_of((lesson_id, step.id)) if printed(number, text)]
        assert not meant or min(abs(number - float(text)) for number in meant) < 1e-12, text


def test_a_number_rounded_wrongly_would_be_noticed() -> None:
    assert printed(0.7502601, "0.750")
    assert not printed(0.7502601, "0.751")
    assert not printed(0.7502601, "0.749")


def test_the_tables_speak_of_steps_that_exist() -> None:
    assert ALL_GIVEN.keys() | ALL_COMPUTED.keys() | pass_numbers.LATER.keys() <= {
        (lesson_id, step.id) for lesson_id, step in steps()
    }


# Calculations: "2·1.1 + 3 = 5.2" in any formula holds as it stands.

_NAMES: Final = re.compile(r"\\(sigma|ln|tanh|max|alpha|sqrt)|[A-Za-z]")


def calculations() -> list[tuple[str, str]]:
    """Each side-by-side pair `left = right` (or ≈) of numbers alone, in any step."""
    found = []
    for lesson_id, step in steps():
        for formula in formulas(step):
            sides = re.split(r"=|\\approx", formula.replace(r"\cdot", "*"))
            numeric = [side for side in sides if side and not _NAMES.search(side) and "@" not in side]
            found += [(f"{lesson_id}/{step.id}", f"{a} = {b}") for a, b in pairwise(numeric)]
    return found


@pytest.mark.parametrize(("where", "calculation"), sorted(set(calculations())))
def test_a_calculation_in_numbers_holds(where: str, calculation: str) -> None:
    left, _, right = calculation.partition(" = ")
    shown = value(formula_of(left), {})
    assert shown == pytest.approx(value(formula_of(right), {}), rel=5e-3), where


def test_calculations_are_found() -> None:
    assert ("slopes/knob", "0.9^2 = 0.81") in calculations()
    assert ("slopes/sensitivity", "-0.39/0.1 = -3.9") in calculations()
    assert len(set(calculations())) > 12


_CALCULATED: Final = re.compile(r"[\d@][^=]*(?:\\cdot|\\times|[*/+]) *[-\d@(]")


def uncomputed(formula: str) -> bool:
    """Whether it is numbers alone, drawn ones among them, that the reader is left to compute: `3 \\cdot @{k}`."""
    numbers = re.sub(r"@\{\w+\}", "@", formula)
    return "@" in numbers and not _NAMES.search(numbers.replace(r"\cdot", "*")) and bool(_CALCULATED.search(numbers))


def test_what_a_prompt_gives_is_a_number_and_no_calculation() -> None:
    bank = course().shelf.bank
    assert bank is not None
    asked = [*bank.source.questions, *(step for _, step in steps() if isinstance(step, NumericQuestion))]
    given = [part.text.strip("$") for one in asked for part in fixed_parts(one.prompt) if part.kind == "formulas"]
    assert any("@" in formula for formula in given)
    assert [formula for formula in given if uncomputed(formula)] == []


@pytest.mark.parametrize("formula", [r"3 \cdot @{k}", "@{a} + 1", r"@{g}/4"])
def test_a_number_that_is_left_to_the_reader_is_noticed(formula: str) -> None:
    assert uncomputed(formula)
    assert not any(map(uncomputed, ["@{w}x + b", "z = @{z}", "0.@{a}", "-@{b}", r"3 \cdot 4"]))


# Derivations: the slopes that the words around them name.


@pytest.mark.parametrize(
    ("lesson_id", "step_id", "said"),
    [
        ("slopes", "exact", -4),
        ("slopes", "two-knobs", 20),
        ("slopes", "hold", 2 * 2 * 3 + 1),
        ("chain-rule", "square", 24),
        ("gradient-descent", "gradient", 0.4),
    ],
)
def test_a_derivation_ends_in_the_number_that_its_text_names(lesson_id: str, step_id: str, said: float) -> None:
    step = lesson(lesson_id).step(step_id)
    assert isinstance(step, DerivationStep)
    assert _by_nudging(step) == pytest.approx(said, rel=1e-6)


def _by_nudging(step: DerivationStep) -> float:
    start = {name: float(number) for name, number in step.at.items()}

    def target(moved: float) -> float:
        numbers = start | {step.wrt: moved}
        for name, formula in step.graph.items():
            numbers[name] = value(formula_of(str(formula)), numbers)
        return numbers[step.target]

    at = start[step.wrt]
    return (target(at + 1e-5) - target(at - 1e-5)) / 2e-5


@pytest.mark.parametrize(
    ("formula", "wrt", "slope"),
    [
        ("w^2", "w", "2*w"),
        ("5*w^2 + 15", "w", "10*w"),
        ("w^2*b + 3*b", "w", "2*w*b"),
        ("w^2*b + 3*b", "b", "w^2 + 3"),
        ("w^2*x + b*w", "w", "2*w*x + b"),
        ("9*x^2 + 6*x + 1", "x", "18*x + 6"),
        ("(z - y)^2", "z", "2*(z - y)"),
        ("-ln(a)", "a", "-1/a"),
        ("1/(1 + exp(-z))", "z", "exp(-z)/(1 + exp(-z))^2"),
    ],
)
def test_a_slope_that_a_text_names_is_that_of_the_engine(formula: str, wrt: str, slope: str) -> None:
    numbers = {"w": 1.3, "b": -0.7, "x": 0.4, "y": 2.1, "z": 0.9, "a": 0.35}
    derived = derive(formula_of(formula), wrt).result
    assert value(derived, numbers) == pytest.approx(value(formula_of(slope), numbers))


# What the labs do.


def test_welcome() -> None:
    """7,960 numbers in the network of digits; the smallest network learns in small steps, quicker at a rate of 1."""
    assert 784 * 10 + 10 + 10 * 10 + 10 == 7960
    run = losses(lab("welcome", "one-neuron"), 1)
    assert 0.001 < run[1] < run[0]
    assert losses(lab("welcome", "one-neuron", learning_rate=1), 50)[-1] < 0.005
    assert losses(lab("welcome", "one-neuron"), 50)[-1] > 0.005


@pytest.mark.parametrize("change", [{"b2": -1.0}, {"w2": 4.0}, {"b1": 2.0}])
def test_each_change_that_a_hint_names_hits_the_target(change: Mapping[str, float]) -> None:
    assert lab("mappings", "two-machines").hidden_value("a.a") == 5
    assert lab("mappings", "two-machines").hidden_value("g.a") == 3
    assert lab("mappings", "two-machines", **change).hidden_value("a.a") == 8


def test_swapped_machines() -> None:
    assert (2 * 1 + 3, 2 * (1 + 3), 2 * 1 * 3, 1 + 2 * 3) == (5, 8, 6, 7)
    assert 3 * 1 - 4 == -1


def test_and_can_be_built_and_xor_cannot_be_learnt_by_one_neuron() -> None:
    assert lab("neuron", "and-neuron").loss > 0.3
    assert lab("neuron", "and-neuron", w1=6, w2=6, b=-9).loss < 0.02
    assert lab("neuron", "and-neuron", w1=6, w2=6, b=0).loss > lab("neuron", "and-neuron", w1=6, w2=6, b=-9).loss
    run = losses(lab("neuron", "xor-neuron"), 500)
    assert min(run) > 0.2
    assert run[-1] == pytest.approx(0.25, abs=0.005)


def test_one_wrong_corner_costs_a_quarter() -> None:
    """An OR with huge weights answers three corners of XOR rightly and one wrongly."""
    assert lab("neuron", "xor-neuron", w1=60, w2=60, b=-30).loss == pytest.approx(1 / 4)
    assert lab("neuron", "xor-neuron", w1=0, w2=0, b=0).loss == 1 / 4


def test_two_linear_neurons_are_one() -> None:
    for x in (-2.0, 0.0, 3.5):
        assert 3 * (2 * x + 1) - 4 == 6 * x - 1


def test_losses_of_the_loss_lesson() -> None:
    assert sum(squared(error, 0) for error in (1, 1, 1, 1)) / 4 == 1
    assert sum(squared(error, 0) for error in (0, 0, 0, 4)) / 4 == 4
    neuron = lab("loss", "confident-neuron")
    assert 7.5 < neuron.loss < 8.5
    assert neuron.loss == pytest.approx(-math.log(STUCK))
    assert lab("loss", "confident-neuron", w=1.5).loss < 0.1 < lab("loss", "confident-neuron", w=1).loss


def test_the_best_nudge_is_neither_large_nor_tiny() -> None:
    def error(h: float) -> float:
        return abs(((1 + h) ** 3 - (1 - h) ** 3) / (2 * h) - 3)

    assert error(0.1) == pytest.approx(0.01)
    assert 1e-11 < error(1e-5) < 2e-10
    assert 0.02 < error(1e-15) / 3 < 0.1
    assert error(1e-5) < min(error(0.1), error(1e-15))


def test_the_linear_neuron_of_slopes() -> None:
    neuron = lab("slopes", "linear-neuron")
    neuron.backward()
    assert neuron.hidden_value("w.gradient") == pytest.approx(2 * neuron.hidden_value("b.gradient"))
    assert neuron.hidden_value("a.a") == pytest.approx(1.1)
    mended = lab("slopes", "linear-neuron", w=0.45)
    assert mended.loss < 0.0001
    assert mended.hidden_value("w.gradient") == pytest.approx(0, abs=1e-12)


def test_the_neuron_of_the_chain_rule() -> None:
    first, second, third = _first_losses()
    assert first - second > second - third
    assert losses(lab("chain-rule", "one-neuron", learning_rate=2), 2)[-1] < 0.01
    assert losses(lab("chain-rule", "one-neuron"), 5)[-1] > 0.01
    assert losses(lab("chain-rule", "one-neuron", w=-4), 50)[-1] > 0.9
    assert math.exp(6) == pytest.approx(403, abs=0.5)
    assert pytest.approx(-2, abs=1e-3) == 2 * (STUCK - 1)


def test_one_update_halves_the_error_and_the_perfect_rate_removes_it() -> None:
    run = losses(lab("gradient-descent", "linear-neuron"), 1)
    assert run[1] == pytest.approx(run[0] / 4)
    assert losses(lab("gradient-descent", "linear-neuron", learning_rate=0.1), 1)[1] < 0.000001


def test_the_edge_of_the_linear_neuron() -> None:
    """0.19 converges, 0.20 stands still, 0.21 explodes; between 0.1 and 0.2 the loss falls."""
    still = lab("gradient-descent", "on-the-edge")
    assert losses(still, 500) == pytest.approx([0.01] * 501)
    swinging = lab("gradient-descent", "on-the-edge")
    assert [answer_after_update(swinging) for _ in range(3)] == pytest.approx([0.9, 1.1, 0.9])
    assert losses(lab("gradient-descent", "on-the-edge", learning_rate=0.19), 50)[-1] < 0.0001
    assert max(losses(lab("gradient-descent", "on-the-edge", learning_rate=0.205), 50)) > 1
    exploding = lab("gradient-descent", "on-the-edge", learning_rate=0.21)
    exploding.run(50)
    assert exploding.diverged
    for rate in (0.01, 0.05, 0.15):
        run = losses(lab("gradient-descent", "linear-neuron", learning_rate=rate), 20)
        assert all(later < earlier for earlier, later in pairwise(run))
    slow, quick = (losses(lab("gradient-descent", "linear-neuron", learning_rate=rate), 1)[1] for rate in (0.01, 0.1))
    assert slow > 100 * quick


def answer_after_update(neuron: Lab) -> float:
    neuron.update()
    return neuron.hidden_value("a.a")


@pytest.mark.parametrize("x", [2.0, 3.0, 4.0, 5.0])
def test_the_error_swings_for_ever_exactly_at_the_edge(x: float) -> None:
    step = lesson("gradient-descent").step("where-edge")
    assert isinstance(step, NumericQuestion)
    edge = value(formula_of(str(step.answer)), {"x": x})
    assert 1 - 2 * edge * (1 + x**2) == pytest.approx(-1)


def test_a_sigmoid_cannot_explode_but_gets_stuck() -> None:
    stuck = lab("gradient-descent", "sigmoid-neuron")
    run = losses(stuck, 500)
    assert max(run) <= 1
    assert run[1] == pytest.approx(0.5, abs=1e-3) == run[500]
    assert abs(stuck.hidden_value("w.gradient")) < 1e-6
    assert stuck.hidden_value("a.a") < 1e-3
    assert losses(lab("welcome", "one-neuron", learning_rate=100), 1)[1] < 1e-6
    assert losses(lab("gradient-descent", "sigmoid-neuron", learning_rate=10), 500)[-1] < 0.01
