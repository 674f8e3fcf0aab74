"""The numerical check in words: a number only where it says something, and both slopes at a kink."""

from __future__ import annotations

import math
from typing import get_args

import pytest

from tests.lessons.shipped import lesson
from tutor.activity.network import NetworkActivity
from tutor.figures.lines import plain
from tutor.figures.slope_check import check_line, check_text, gravest_words, inspected_run, measured
from tutor.lesson.format.network_steps import NetworkStep
from tutor.network.gradient_check import check_gradient
from tutor.slopes.check import SlopeCheck, Verdict, unmeasured
from tutor.text import Cells
from tutor.wording import LANGUAGES, Voice

ENGLISH, CELLS = Voice("en"), Cells()
AGREES = SlopeCheck(2.0, 2.0, 2.0, "agrees")
KINK = SlopeCheck(0.0, -1.0, 1 / 3, "kink")
INSIDE = SlopeCheck(0.0, 1.0, 1.0, "kink")
WRONG = SlopeCheck(4.0, 2.0, 2.0, "disagrees")
ZERO = SlopeCheck(6.5e-18, 0.0, 0.0, "agrees", 1e-14)


def test_a_central_difference_stands_where_it_says_something() -> None:
    assert [measured(check) for check in (AGREES, WRONG, INSIDE, KINK)] == [2.0, 2.0, 1.0, None]
    assert plain(check_line(AGREES, ENGLISH, CELLS)) == "central difference  2  ✓ agrees"
    said = "at a kink: slope −1 on the left, ≈ 0.333 on the right"
    assert plain(check_line(KINK, ENGLISH, CELLS)) == said
    assert plain(check_line(unmeasured(1, "undefined"), ENGLISH, CELLS)) == "numerical check  no value here"
    assert check_text(WRONG, ENGLISH, 6) == "central difference = 2  (disagrees)"


def test_the_inspector_is_brief() -> None:
    assert inspected_run(AGREES, ENGLISH, CELLS, 50) == ("✓ central difference agrees", "right")
    assert inspected_run(WRONG, ENGLISH, CELLS, 50) == ("central difference 2 disagrees", "wrong")
    assert inspected_run(KINK, ENGLISH, CELLS, 50) == ("at a kink: slopes −1 and ≈ 0.333", "hint")
    assert inspected_run(KINK, ENGLISH, CELLS, 30) == ("at a kink", "hint")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_fits_a_line(verdict: Verdict, language: str) -> None:
    voice = Voice("zh" if language == "zh" else "en")
    check = SlopeCheck(-0.123456, -1.23456e-17, -1.23456e-7, verdict)
    assert CELLS.width(plain(check_line(check, voice, CELLS, 6))) <= 80
    assert CELLS.width(inspected_run(check, voice, CELLS, 50)[0]) <= 50
    assert not math.isfinite(unmeasured(1.0, verdict).central_difference)


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ([AGREES, AGREES], "2 gradients agree with the central difference; largest relative error 0."),
        ([AGREES, KINK], "At a kink, where the derivative is a convention: 1 of 2 gradients; none disagrees."),
        (
            [AGREES, unmeasured(1, "too-steep")],
            "Not settled by measuring: 1 of 2 gradients, w2 for one; the others agree.",
        ),
        ([KINK, WRONG, AGREES], "The central difference contradicts 1 of 3 gradients; worst is w2."),
        (
            [AGREES, ZERO, ZERO],
            "3 gradients agree, 2 of them 0 but for rounding; largest relative error of the others 0.",
        ),
        ([ZERO], "1 gradient agrees with the central difference: 0 but for rounding."),
        ([unmeasured(1, "overflow")], "The loss is too large for a float: 1 of 1 gradient cannot be checked."),
    ],
)
def test_the_gravest_verdict_speaks_for_all(checks: list[SlopeCheck], said: str) -> None:
    named = {f"w{number}": check for number, check in enumerate(checks, 1)}
    sentence, _, arguments = gravest_words(named, Cells())
    assert ENGLISH(sentence, **arguments) == said.replace("w2", "w₂")


def test_the_largest_relative_error_is_typeset_as_other_numbers_are() -> None:
    nearly = SlopeCheck(2.00000004, 2.0, 2.0, "agrees")
    sentence, _, arguments = gravest_words({"w": nearly}, CELLS)
    assert ENGLISH(sentence, **arguments).endswith("largest relative error 2·10⁻⁸.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gradient_that_cancels_to_zero_has_no_relative_error(language: str) -> None:
    """The AND of `neuron/live`: by symmetry both weights' gradients are 0, which floats only come near."""
    source = lesson("neuron")
    step = source.step("live")
    assert isinstance(step, NetworkStep)
    lab = NetworkActivity(step, source).lab
    for name, value in {"w1": 6.0, "w2": 6.0, "b": -9.0}.items():
        lab.edit(name, value)
    checks = check_gradient(lab.trainer, lab.current)
    assert [check.vanishes for check in checks.values()] == [True, True, False]
    sentence, _, arguments = gravest_words(checks, CELLS)
    assert "4·10⁻⁹" in Voice("zh" if language == "zh" else "en")(sentence, **arguments)
