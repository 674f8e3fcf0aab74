"""The numbers that the lessons from the forward pass to the gradient check print: given by an author, or computed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from tests.lessons.shipped import lab, lesson
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec


def two_two_two(**changes: float) -> Lab:
    """The 2-2-2 network of the forward pass before its first update."""
    return lab("training-loop", "two-two-two", **changes)


def _of(begun: Lab, *names: str) -> list[float]:
    return [begun.hidden_value(name) for name in names]


def _after_ten_thousand(bug: str = "") -> Lab:
    """The 2-2-2 network after 10,000 updates, of which a known mistake may have made each."""
    trained = Lab(two_two_two().spec, bug=bug)
    trained.run(10_000)
    return trained


def _end(trained: Lab) -> list[float]:
    """The loss after one update and at the end, and both outputs at the end."""
    return [trained.loss_history[1], *_of(trained, "loss", "o1.a", "o2.a")]


def _trained(network: str, updates: int, bug: str = "") -> float:
    """The loss of a network of the gradient check after some updates, of which a known mistake may have made each."""
    trained = Lab(lesson("gradient-check").networks[network].spec(), bug=bug)
    trained.run(updates)
    return trained.loss


def _first(spec: NetworkSpec, bug: str = "") -> float:
    """The gradient of w1 at the first step."""
    return Lab(spec, bug=bug).hidden_value("w1.gradient")


def slope(z: float, value: bool = False) -> float:
    """The slope of the sigmoid at z, or its value there."""
    a = 1 / (1 + math.exp(-z))
    return a if value else a * (1 - a)


def worst_error(h: float) -> float:
    """The largest relative error of the 2-2-2 network's right gradients against central differences with nudge `h`."""
    return max(_relative_error(name.name, h) for name in two_two_two().parameters())


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

RIGHT: Final = _after_ten_thousand()
FAMOUS: Final = _after_ten_thousand("updated-weight-used")
SEVEN: Final = {bug: _trained("two-two-two", 10_000, bug) for bug in BUGS}
WEIGHTS: Final = "0.05 0.10 0.15 0.20 0.25 0.30"

GIVEN: Final[Mapping[tuple[str, str], str]] = {
    ("forward-pass", "watch"): "0.40 0.45 0.50 0.55 0.01 0.03",
    ("forward-pass", "second-unit"): f"{WEIGHTS} 0.35",
    ("forward-pass", "by-hand"): "0.01",
    ("forks", "two-ways"): "0.1",
    ("forks", "measured"): "2.01 0.01 0.001",
    ("forks", "why-add"): "0.1",
    ("backward-pass", "live"): "0.05 0.10 0.000001",
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
    ("training-loop", "ten-thousand"): [RIGHT.loss_history[step] for step in (0, 1, 100, 500, 1000, 10_000)],
    ("training-loop", "famous"): [*_end(RIGHT), *_end(FAMOUS)[:1], *_end(FAMOUS)[2:]],
    ("training-loop", "famous-bug"): _end(FAMOUS),
    ("gradient-check", "proof"): [two_two_two().loss, RIGHT.loss],
    ("gradient-check", "relative"): [_first(FAMOUS.spec, "updated-weight-used"), _first(FAMOUS.spec)],
    ("gradient-check", "best-h"): [
        _first(RIGHT.spec),
        *(worst_error(10.0**-power) * 10 ** (2 * power + 1) for power in (1, 2, 3, 4)),
    ],
    ("gradient-check", "frozen"): [RIGHT.loss, _trained("frozen", 10_000)],
    ("gradient-check", "seven"): [RIGHT.loss, *SEVEN.values()],
    ("gradient-check", "xor-frozen"): [
        *(_trained("xor-net", 2000), _trained("xor-frozen", 2000), _trained("xor-net", 2000, "flipped-sign")),
        (0.5 - 1) ** 2,
    ],
    ("gradient-check", "hunt-xor"): [
        *(_trained("xor-net", 500), _trained("xor-net", 500, "slope-at-activation")),
        *(slope(slope(0.0, value=True)), slope(0.0)),
    ],
    ("gradient-check", "kink"): [1e-6 + 1e-5, (1e-6 + 1e-5) / 2e-5],
}
"""What the other numbers of a step are, whatever their sign."""
