"""Where the knobs of a figure stand, and what turning one does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.formulas.evaluate import value
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.figure import Figure, Knob
from tutor.lesson.format.part import Extra, FigureUse


@dataclass(frozen=True, slots=True)
class Pose:
    """One moment of a figure: a number for each knob, the knob that the arrows turn, and what a step shows of it.

    `asked` is a place that the step asks about, None where there is none; `locked` says that nothing turns yet.
    """

    knobs: Mapping[str, float]
    turns: str
    shows: tuple[Extra, ...] = ()
    asked: float | None = None
    locked: bool = False

    def turned(self, knob: Knob, by: int) -> Pose:
        """Return it with the knob that the arrows turn moved `by` so many presses, as far as `knob` goes."""
        low, high = knob.range
        # In whole steps from the lower end, so that many presses there and back leave no rounding behind.
        place = round((self.knobs[self.turns] - low) / knob.step + by)
        turned = min(max(low + place * knob.step, low), high)
        return replace(self, knobs={**self.knobs, self.turns: float(f"{turned:.12g}")})

    @property
    def turned_to(self) -> str:
        """Return where the knob that the arrows turn stands, as an answer is typed."""
        return f"{self.knobs[self.turns]:.12g}"

    def at(self, knob: Knob, share: float) -> Pose:
        """Return it with the knob that the arrows turn at a `share` of its range, on a whole step."""
        low, high = knob.range
        wanted = low + (high - low) * min(max(share, 0.0), 1.0)
        return self.turned(knob, round((wanted - self.knobs[self.turns]) / knob.step))

    def next_knob(self, by: int = 1) -> Pose:
        """Return it with the next knob, or an earlier one, under the arrows."""
        names = [*self.knobs]
        return replace(self, turns=names[(names.index(self.turns) + by) % len(names)])


def first_pose(figure: Figure, use: FigureUse, drawn: Mapping[str, str], *, open_: bool) -> Pose:
    """Return how a step shows `figure` at first; `drawn` are the step's parameters, `open_` says that it still asks."""
    numbers = {name: float(text) for name, text in drawn.items()}
    knobs = {name: knob.at for name, knob in figure.knobs.items()}
    knobs |= {name: number_of(formula, numbers) for name, formula in use.at.items() if name in knobs}
    asked = number_of(use.asked, numbers) if use.asked else None
    shows = figure.shows if use.shows is None else use.shows
    return Pose(knobs, use.turns or next(iter(knobs)), shows, asked, open_ and use.reveal == "after")


def number_of(formula: str, numbers: Mapping[str, float]) -> float:
    """Return the number of an author's formula in the step's parameters."""
    return value(parse(formula, Vocabulary(tuple(numbers))), numbers)


def samples(low: float, high: float, count: int) -> Sequence[float]:
    """Return `count` numbers from `low` to `high`, evenly spaced."""
    return [low + (high - low) * index / (count - 1) for index in range(count)]
