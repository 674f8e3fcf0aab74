"""The numbers of a figure of curves: heights, the slope at the point, what a nudge does."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache

from tutor.activity.living.pose import Pose, samples
from tutor.formulas.evaluate import has_kinks, value
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.figure import CurveFigure
from tutor.lesson.format.part import Extra
from tutor.slopes.formula import check_formula

_SAMPLES = 200
"""Places at which a curve is computed to find out how high it rises."""
_ROOM = 0.04
"""Of its height, what stays free above and below a curve."""


class Curves:
    """The curves of `figure`, ready to be computed. Raises FormulaError where one cannot be read, DontKnow where the
    first one has no derivative."""

    def __init__(self, figure: CurveFigure) -> None:
        self.figure = figure
        vocabulary = Vocabulary(tuple(figure.knobs))
        self._formulas = {name: parse(text, vocabulary) for name, text in figure.curves.items()}
        self.across = next(iter(figure.knobs))
        """The knob that goes across."""
        self.first = next(iter(figure.curves))
        """The curve with the point."""
        self._heights_at = lru_cache(64)(self._computed)

    @cached_property
    def _derivative(self) -> Expression:
        # SymPy is loaded with the first slope.
        from tutor.deriving.derive import derive

        return derive(self._formulas[self.first], self.across).result

    def prepare(self, shows: Collection[Extra]) -> None:
        """Do now what takes long of that which `shows`, so that no turn of a knob has to wait for it."""
        if {"tangent", "slope"} & set(shows):
            _ = self._derivative

    @property
    def names(self) -> Sequence[str]:
        """Return the names of all curves."""
        return [*self._formulas]

    @property
    def ends(self) -> tuple[float, float]:
        """Return where the axis that goes across begins and ends; an author's mistake may have turned them round."""
        return _spanned(self.figure.knobs[self.across].range)

    def height(self, name: str, knobs: Mapping[str, float], at: float) -> float:
        """Return how high a curve is at one place; nan where it has no value."""
        return value(self._formulas[name], {**knobs, self.across: at})

    def heights(self, name: str, knobs: Mapping[str, float], count: int) -> Sequence[float]:
        """Return how high a curve is at `count` places along the whole axis; nan where it has no value."""
        bending = symbols(self._formulas[name]) - {self.across}
        return self._heights_at(name, tuple((knob, knobs[knob]) for knob in sorted(bending)), count)

    def _computed(self, name: str, bending: tuple[tuple[str, float], ...], count: int) -> Sequence[float]:
        return [self.height(name, dict(bending), at) for at in samples(*self.ends, count)]

    def slopes(self, pose: Pose) -> tuple[float, ...]:
        """Return the slope of the first curve at the point; two at a kink, from the left and from the right,
        and none where it has no value or no slope.
        """
        formula, numbers = self._formulas[self.first], dict(pose.knobs)
        if not math.isfinite(value(formula, numbers)):
            return ()
        slope = value(self._derivative, numbers)
        if has_kinks(formula):
            check = check_formula({self.first: formula}, self.first, self.across, numbers, slope)
            match check.verdict:
                case "kink" if not check.has_kink_inside:
                    return (check.left, check.right)
                case "undefined" | "jump" | "overflow":
                    return ()
                case "agrees" | "disagrees" | "kink" | "too-steep":
                    pass
        return (slope,) if math.isfinite(slope) else ()

    def range_of_heights(self, pose: Pose) -> tuple[float, float]:
        """Return the ends of the upright axis: the author's, else what all curves need as the knobs stand at first."""
        if self.figure.heights is not None:
            return _spanned(self.figure.heights)
        first = {name: knob.at for name, knob in self.figure.knobs.items()}
        found = [
            height for name in self.names for height in self.heights(name, first, _SAMPLES) if math.isfinite(height)
        ]
        low, high = min(found, default=0.0), max(found, default=1.0)
        room = (high - low) * _ROOM or 1.0
        return low - room, high + room


def _spanned(ends: tuple[float, float]) -> tuple[float, float]:
    """Both ends, the lower one first, with something between them."""
    low, high = sorted(ends)
    return low, high if high > low else low + 1
