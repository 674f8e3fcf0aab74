"""Goals of a lab task such as `loss[-1] < 0.05`: a tiny language of its own, parsed and judged without eval."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from tutor.errors import TutorError

DIVERGED_FACTOR: Final = 1000.0
"""How many times the largest of the first losses a loss must be to count as diverged."""
_FIRST_LOSSES: Final = 5
"""The loss before the first update alone says too little: that of one easy example, or of a lucky draw, may be tiny."""
_LASTING: Final = 5
"""For how many steps a loss must stay there: one that was thrown up by a large step and comes back is not diverged."""

Way: TypeAlias = Literal["training", "hand"]
"""How a goal is to be reached: by `training`, on a run from the start that is not edited on its way · by `hand`, by
what was set: the loss of what stands there, after a complete forward pass and without any update."""

_LONGEST: Final = 200
_DEEPEST: Final = 20
_NUMBER: Final = r"(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][-+]?\d{1,3})?"
_WORD: Final = r"[A-Za-z]\w*(?:\.\w+)?"
_TOKEN: Final = re.compile(rf"\s*(?:({_NUMBER})|({_WORD})|(<=|>=|==|!=|[-+*/()<>\[\]]))")

Comparison: TypeAlias = Callable[[float, float], bool]
_COMPARISONS: Final[Mapping[str, Comparison]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


class GoalError(TutorError):
    """A goal that cannot be read: `index` counts characters from 0 to where reading stopped."""

    def __init__(self, code: str, index: int, found: str = "") -> None:
        super().__init__(code, index=index, column=index + 1, found=found)
        self.index = index


class _NotYetError(Exception):
    """A loss was asked for that the run has not reached."""


class Moment(NamedTuple):
    """A run after `step` updates: the losses of steps 0 to `step` and perhaps later ones, which do not count.

    `value` gives the numbers that stand there, by name.
    """

    losses: Sequence[float]
    step: int
    diverged: bool
    value: Callable[[str], float] = float


_Number: TypeAlias = Callable[[Moment], float]
_Condition: TypeAlias = Callable[[Moment], bool]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that was read. `least_steps` is the first step at which every loss that it names exists."""

    text: str
    least_steps: int
    _condition: _Condition = field(repr=False, compare=False)

    def met(self, moment: Moment) -> bool:
        """Return whether the run meets the goal at this moment; never while a named loss does not exist yet."""
        try:
            return self._condition(moment)
        except _NotYetError:
            return False


def has_diverged(losses: Sequence[float], step: int) -> bool:
    """Return whether the loss of `step` is not finite, or has grown beyond all that a run comes back from.

    That is: for five steps, up to this one, it was over a thousand times the largest of the first five losses, and it
    has never been larger in them than now.
    """
    if not math.isfinite(losses[step]):
        return True
    if step < _FIRST_LOSSES + _LASTING - 1:
        return False
    lasting = losses[step - _LASTING + 1 : step + 1]
    limit = DIVERGED_FACTOR * max(losses[:_FIRST_LOSSES])
    return 0 < limit < min(lasting) and losses[step] == max(lasting)


GoalState: TypeAlias = Literal["open", "met", "missed"]
OPEN: Final[Mapping[GoalState, bool]] = {"open": True, "met": False, "missed": False}
"""Whether a run may still come to meet the goal."""


class GoalWatch:
    """Follows one run and says whether it met a goal within a number of steps; looks at every step once."""

    def __init__(self, goal: Goal, within: int | None = None) -> None:
        self._goal = goal
        self._within = within
        self._next = 0
        self._diverged = False
        self.met_at: int | None = None
        """The first step at which the goal was met."""

    def look(self, losses: Sequence[float], step: int | None = None) -> GoalState:
        """Return the verdict on a run that has these losses by now, the first of them before any update.

        Those after `step`, where it is given, do not count.
        """
        step = len(losses) - 1 if step is None else step
        last = step if self._within is None else min(step, self._within)
        while self.met_at is None and self._next <= last:
            self._diverged = self._diverged or has_diverged(losses, self._next)
            if self._goal.met(Moment(losses, self._next, self._diverged)):
                self.met_at = self._next
            self._next += 1
        if self.met_at is not None:
            return "met"
        return "missed" if self._within is not None and step >= self._within else "open"


def comes_true(goal: Goal, losses: Sequence[float]) -> bool:
    """Return whether a run with these losses meets `goal` at any step."""
    watch = GoalWatch(goal)
    watch.look(losses)
    return watch.met_at is not None


def parse_goal(text: str, names: Collection[str] = ()) -> Goal:
    """Return the goal that `text` says; raises GoalError.

    A goal is conditions joined by `and` and `or`: `diverged`, `not diverged`, or a comparison of two calculations
    with numbers, `steps` (updates so far), `loss[k]` (before update k from 0; `loss[-1]` is the newest), `names` of
    what was set, + - * / and brackets.
    """
    if len(text) > _LONGEST:
        raise GoalError("goal.too-long", _LONGEST)
    parser = _Parser(_tokens(text), len(text), names)
    condition = parser.alternatives()
    parser.expect_end()
    return Goal(text, parser.least_steps, condition)


class _Token(NamedTuple):
    kind: Literal["number", "word", "sign", "end"]
    text: str
    at: int


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            place = len(text) - len(text[position:].lstrip())
            raise GoalError("goal.unknown-character", place, text[place])
        number, word, sign = match.groups()
        kind: Literal["number", "word", "sign"] = "number" if number else "word" if word else "sign"
        tokens.append(_Token(kind, number or word or sign, match.start(match.lastindex or 0)))
        position = match.end()
    return tokens


class _Parser:
    """Recursive descent over the tokens of one goal; builds closures over a `Moment`."""

    def __init__(self, tokens: list[_Token], length: int, names: Collection[str]) -> None:
        self._tokens = [*tokens, _Token("end", "", length)]
        self._position = 0
        self._depth = 0
        self._names = names
        self.least_steps = 0

    @property
    def _token(self) -> _Token:
        return self._tokens[self._position]

    def _take(self, *texts: str) -> str | None:
        """Go past the next token if it is one of `texts`."""
        token = self._token
        if token.kind != "end" and token.text in texts:
            self._position += 1
            return token.text
        return None

    def _refuse(self, code: str) -> GoalError:
        return GoalError(code, self._token.at, self._token.text)

    def expect_end(self) -> None:
        """See that nothing follows; GoalError where something does."""
        if self._token.kind != "end":
            raise self._refuse("goal.unexpected")

    def alternatives(self) -> _Condition:
        """Read conditions joined by `or`; GoalError where there is none."""
        options = [self._conjunction()]
        while self._take("or"):
            options.append(self._conjunction())
        return options[0] if len(options) == 1 else lambda moment: any(option(moment) for option in options)

    def _conjunction(self) -> _Condition:
        parts = [self._condition()]
        while self._take("and"):
            parts.append(self._condition())
        return parts[0] if len(parts) == 1 else lambda moment: all(part(moment) for part in parts)

    def _condition(self) -> _Condition:
        if self._take("not"):
            if not self._take("diverged"):
                raise self._refuse("goal.expected-diverged")
            return lambda moment: not moment.diverged
        if self._take("diverged"):
            return lambda moment: moment.diverged
        left = self._sum()
        sign = self._take(*_COMPARISONS)
        if sign is None:
            raise self._refuse("goal.expected-comparison")
        compare, right = _COMPARISONS[sign], self._sum()
        return lambda moment: compare(left(moment), right(moment))

    def _sum(self) -> _Number:
        total = self._product()
        while sign := self._take("+", "-"):
            total = _combined(operator.add if sign == "+" else operator.sub, total, self._product())
        return total

    def _product(self) -> _Number:
        total = self._factor()
        while sign := self._take("*", "/"):
            total = _combined(operator.mul if sign == "*" else _quotient, total, self._factor())
        return total

    def _factor(self) -> _Number:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._refuse("goal.too-deep")
        value = self._atom()
        self._depth -= 1
        return value

    def _atom(self) -> _Number:
        if self._take("-"):
            inner = self._factor()
            return lambda moment: -inner(moment)
        if self._take("("):
            inner = self._sum()
            self._close(")")
            return inner
        if self._take("steps"):
            return lambda moment: float(moment.step)
        if self._take("loss"):
            return self._loss()
        if name := self._take(*self._names):
            return lambda moment: moment.value(name)
        if self._token.kind == "number":
            number = float(self._tokens[self._position].text)
            self._position += 1
            return lambda moment: number
        raise self._refuse("goal.unknown-word" if self._token.kind == "word" else "goal.expected-number")

    def _loss(self) -> _Number:
        self._close("[")
        negative = self._take("-") is not None
        token = self._token
        if token.kind != "number" or not token.text.isdigit() or len(token.text) > 7:
            raise self._refuse("goal.expected-index")
        self._position += 1
        self._close("]")
        index = -int(token.text) if negative else int(token.text)
        self.least_steps = max(self.least_steps, index if index >= 0 else -index - 1)
        return lambda moment: _loss_at(moment, index)

    def _close(self, bracket: str) -> None:
        if not self._take(bracket):
            raise GoalError("goal.expected-bracket", self._token.at, bracket)


def _loss_at(moment: Moment, index: int) -> float:
    step = index if index >= 0 else moment.step + 1 + index
    if not 0 <= step <= moment.step:
        raise _NotYetError
    return moment.losses[step]


def _quotient(left: float, right: float) -> float:
    return left / right if right else math.nan


def _combined(combine: Callable[[float, float], float], left: _Number, right: _Number) -> _Number:
    return lambda moment: combine(left(moment), right(moment))
