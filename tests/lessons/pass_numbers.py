"""The numbers that the lessons from the forward pass to the gradient check print: given by an author, or computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from tests.lessons.shipped import lab, lesson
from tutor.network.gradient_check import check_gradient
from tutor.network.lab import Lab


def two_two_two(**changes: float) -> Lab:
    """The 2-2-2 network of the forward pass before its first update."""
    return lab("training-loop", "two-two-two", **changes)


def _of(begun: Lab, *names: str) -> list[float]:
    return [begun.hidden_value(name) for name in names]


@cache
def trained(bug: str = "") -> Lab:
    """The 2-2-2 network after 10,000 updates, of which a known mistake may have made each; not to be changed."""
    begun = Lab(two_two_two().spec, bug=bug)
    begun.run(10_000)
    return begun


def famous() -> Lab:
    """The program behind the last numbers of the famous example."""
    return trained("updated-weight-used")


def _end(run: Lab) -> list[float]:
    """The loss after one update and at the end, and both outputs at the end."""
    return [run.loss_history[1], *_of(run, "loss", "o1.a", "o2.a")]


def _loss_after(network: str, updates: int, bug: str = "") -> float:
    """The loss of a network of the gradient check after some updates, of which a known mistake may have made each."""
    run = Lab(lesson("gradient-check").networks[network].spec(), bug=bug)
    run.run(updates)
    return run.loss


def _first(bug: str = "") -> float:
    """The gradient of w1 in the 2-2-2 network at the first step."""
    return Lab(two_two_two().spec, bug=bug).hidden_value("w1.gradient")


def slope(z: float, value: bool = False) -> float:
    """The slope of the sigmoid at z, or its value there."""
    a = 1 / (1 + math.exp(-z))
    return a if value else a * (1 - a)


def worst_error(h: float) -> float:
    """The largest relative error of the 2-2-2 network's right gradients against central differences with nudge `h`."""
    return max(_relative_error(name, h) for name in two_two_two().trainer.network.layout.listed)


def _relative_error(name: str, h: float) -> float:
    right = two_two_two()
    start, gradient = right.hidden_value(name), right.hidden_value(f"{name}.gradient")
    above, below = (two_two_two(**{name: start + shift}).loss for shift in (h, -h))
    measured = (above - below) / (2 * h)
    return abs(gradient - measured) / max(abs(gradient), abs(measured))


BUGS: Final = (
    "updated-weight-used",
    "one-path-only",
    "overwritten-at-fork",
    "mean-for-sum",
    "transposed-weight",
    "stops-at-last-layer",
    "flipped-sign",
)
"""The seven mistakes of the table, each in the gradients of the first layer alone."""


def caught(bug: str = "") -> float:
    """The largest relative error that the gradient check finds in the 2-2-2 network with a known mistake."""
    spoilt = Lab(two_two_two().spec, bug=bug)
    return max(check.relative_error for check in check_gradient(spoilt.trainer, spoilt.current).values())


WEIGHTS: Final = "0.05 0.10 0.15 0.20 0.25 0.30"

GIVEN: Final[Mapping[tuple[str, str], str]] = {
    ("forward-pass", "watch"): "0.40 0.45 0.50 0.55 0.01 0.03",
    ("forward-pass", "second-unit"): f"{WEIGHTS} 0.35",
    ("forward-pass", "by-hand"): "0.01",
    ("forks", "two-ways"): "0.1",
    ("forks", "measured"): "2.01 0.01 0.001",
    ("forks", "why-add"): "0.1",
    ("backward-pass", "live"): "0.05 0.10 0.000001 0.7514 0.7729",
    ("training-loop", "one-update"): "0.5",
    ("training-loop", "ten-thousand"): "0.5 0.01 0.99 0.0001 0.0005",
    ("training-loop", "famous"): "0.01 0.99 0.0000351085",
    ("training-loop", "famous-bug"): "0.0000351085",
    ("gradient-check", "relative"): "0.0001",
    ("gradient-check", "central"): "0.001",
    ("gradient-check", "frozen"): "0.001 0.0005",
    ("gradient-check", "xor-frozen"): "0.01",
    ("gradient-check", "kink"): "0.000001 0.00001",
}
"""Numbers that an author chose: start values, nudges, thresholds."""

COMPUTED: Final[Mapping[tuple[str, str], Sequence[float]]] = {
    ("forward-pass", "watch"): _of(two_two_two(b3=-3), "o1.z", "o1.a"),
    ("forward-pass", "second-unit"): _of(two_two_two(), "h1.z"),
    ("forward-pass", "by-hand"): [
        *_of(two_two_two(), "loss", "o1.a"),
        (two_two_two().hidden_value("o1.a") - 0.01) ** 2 / 2,
    ],
    ("forward-pass", "relu"): _of(lab("forward-pass", "with-relu"), "h2.z"),
    ("forks", "two-ways"): [0.1 * 2 * 3, 0.1 * 1 * 4, 0.1 * 2 * 3 * 1 * 4, (0.6 + 0.4) / 2],
    ("forks", "measured"): [
        *(4.0401 * 6, 4 * 6.03, 4.0401 * 6.03),
        *(6 * (2.01**2 - 4) / 0.01, 6 * (2.01**2 - 4) / 0.01 + 12, (3 * 2.01**3 - 24) / 0.01),
        *(2.01**2 - 4, 3 * 2.01 - 6, (2.01**2 - 4) * (3 * 2.01 - 6)),
    ],
    ("forks", "why-add"): [6 * (2.01**2 - 4) / 0.01],
    ("backward-pass", "output-weight"): _of(two_two_two(), "o1.delta"),
    ("backward-pass", "live"): _of(two_two_two(), "h2.delta", "o1.a", "o2.a"),
    ("gradient-check", "relative"): [_first("updated-weight-used"), _first()],
    ("gradient-check", "central"): [3 * 1 * 0.001, 0.001**2],
    ("gradient-check", "hunt-turned"): [min(caught(bug) for bug in BUGS)],
    ("gradient-check", "kink"): [1e-6 + 1e-5, (1e-6 + 1e-5) / 2e-5],
}
"""What the other numbers of a step are, whatever their sign."""

LATER: Final[Mapping[tuple[str, str], Callable[[], Sequence[float]]]] = {
    ("training-loop", "ten-thousand"): lambda: [
        trained().loss_history[step] for step in (0, 1, 100, 500, 1000, 10_000)
    ],
    ("training-loop", "famous"): lambda: [*_end(trained()), *_end(famous())[:1], *_end(famous())[2:]],
    ("training-loop", "famous-bug"): lambda: _end(famous()),
    ("gradient-check", "proof"): lambda: [two_two_two().loss, trained().loss],
    ("gradient-check", "best-h"): lambda: [
        _first(),
        *(worst_error(10.0**-power) * 10 ** (2 * power + 1) for power in (1, 2, 3, 4)),
    ],
    ("gradient-check", "frozen"): lambda: [trained().loss, _loss_after("frozen", 10_000)],
    ("gradient-check", "seven"): lambda: [trained(bug).loss for bug in ("", *BUGS)],
    ("gradient-check", "xor-frozen"): lambda: [
        *(_loss_after("xor-net", 2000), _loss_after("xor-net", 2000, "flipped-sign")),
        *(_loss_after("xor-frozen", 2000), (0.5 - 1) ** 2),
    ],
    ("gradient-check", "hunt-xor"): lambda: [
        *(_loss_after("xor-net", 500), _loss_after("xor-net", 500, "slope-at-activation")),
        *(slope(slope(0.0, value=True)), slope(0.0)),
    ],
}
"""The same, of networks that are trained for it: computed when asked for."""
