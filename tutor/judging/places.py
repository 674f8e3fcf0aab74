"""What would have to stand in each place of a formula for the whole to have given values: the formula run backwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.formulas import expression as ex
from tutor.formulas.evaluate import combine
from tutor.formulas.expression import Binary, Call, Expression, Group, Negate, Symbol, children
from tutor.judging.probes import COMPLEX, Probes, Values

_SURE: Final = 8
"""At how many probes the sign of a root is taken for known."""


@dataclass(frozen=True, eq=False)
class Place:
    """A part of a formula: its values, and those of its own parts."""

    node: Expression
    values: Values
    parts: tuple[Place, ...]
    path: tuple[int, ...] = ()
    """The number of the child to go down to, from the root."""
    above: Expression | None = None
    """What it is a part of, brackets left out."""

    @property
    def is_root(self) -> bool:
        """Return whether it is the whole formula, in brackets or not."""
        return self.above is None

    def with_goals(self, goal: Values) -> Iterator[tuple[Place, Values]]:
        """Yield this place and all below it with their goals, parents first, as far as functions can be undone."""
        yield self, goal
        for part, wanted in zip(self.parts, _wanted(self, goal), strict=False):
            yield from part.with_goals(wanted)


def place_of(node: Expression, probes: Probes, path: tuple[int, ...] = (), above: Expression | None = None) -> Place:
    """Return `node` as a place, with all its parts, evaluated at the probes."""
    if isinstance(node, Symbol | ex.Leibniz | ex.Cases):
        return Place(node, probes.evaluate(node), (), path, above=above)
    inside = above if isinstance(node, Group) else node
    parts = tuple(place_of(part, probes, (*path, index), inside) for index, part in enumerate(children(node)))
    values = combine(node, [part.values for part in parts], COMPLEX)
    return Place(node, np.broadcast_to(np.asarray(values, np.complex128), probes.count), parts, path, above=above)


def replaced(tree: Expression, path: Sequence[int], new: Expression) -> Expression:
    """Return `tree` with `new` in the place that `path` leads to."""
    if not path:
        return new
    parts = list(children(tree))
    parts[path[0]] = Group(replaced(parts[path[0]], path[1:], new))
    return ex.with_children(tree, parts)


def _wanted(place: Place, goal: Values) -> list[Values]:
    """The goals of a place's parts; none where there is no way back."""
    values = [part.values for part in place.parts]
    match place.node:
        case Group():
            return [goal]
        case Negate():
            return [-goal]
        case Binary(operator="+"):
            return [goal - values[1], goal - values[0]]
        case Binary(operator="-"):
            return [goal + values[1], values[0] - goal]
        case Binary(operator="*"):
            return [goal / values[1], goal / values[0]]
        case Binary(operator="/"):
            return [goal * values[1], values[0] / goal]
        case Binary(operator="^"):
            return [_root(goal, *values), np.asarray(np.log(np.abs(goal)) / np.log(np.abs(values[0])), np.complex128)]
        case Call(function=function, primes=0) if function in _INVERSES:
            return [_INVERSES[function](goal)]
        case _:
            return []


def _root(goal: Values, base: Values, exponent: Values) -> Values:
    """The base that gives `goal`; that of an even power is known only far from zero, with its present sign."""
    root = np.abs(goal) ** (1 / exponent.real)
    if (exponent.real % 2 == 1).all():
        return np.asarray(np.sign(goal.real) * root, np.complex128)
    near = np.argsort(-np.abs(base))[_SURE:]
    root[near] = np.nan
    return np.asarray(np.sign(base.real) * root, np.complex128)


_INVERSES: Final[dict[str, Callable[[Values], Values]]] = {
    "exp": np.log,
    "ln": np.exp,
    "sqrt": lambda values: values**2,
    "tanh": np.arctanh,
    "sigmoid": lambda values: np.log(values / (1 - values)),
}
