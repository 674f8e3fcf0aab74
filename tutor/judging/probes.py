"""Seeded points of a question's domain, and the values that expressions have there, as complex arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tutor.errors import TutorError
from tutor.formulas.evaluate import Arithmetic, Branch, compare, evaluate
from tutor.formulas.expression import Expression, Relation, symbols

Values: TypeAlias = NDArray[np.complex128]
"""One number for each probe, shape (points,); not finite where an expression is undefined or beyond a float."""

POINTS: Final = 24
_DENSER: Final = 10
_SEED: Final = 20_240
_BATCHES: Final = 50
_TINY_STEP: Final = 1e-30
_NEARLY_REAL: Final = 1e-8
"""The square of a smaller imaginary part is below rounding."""
_END: Final = 1e-9
"""How far from the end of a range, in its lengths, a point at the end lies: many formulas have no value at it."""
_LARGEST: Final = 1e9
"""Points at which a quantity of the question is larger than this lie beside a pole and are not used."""


@dataclass(frozen=True)
class Domain:
    """Where formulas are compared: a range for a symbol; the others lie in [−2, 2], `off_zero` away from zero."""

    ranges: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    off_zero: float = 0.1
    """Close to zero formulas often lose digits."""

    def place(self, name: str, fractions: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the points of the symbol's range at `fractions` of its length, shape kept."""
        if name in self.ranges:
            low, high = self.ranges[name]
            return low + (high - low) * fractions
        spread = (4 - 2 * self.off_zero) * fractions - 2
        return np.where(spread < -self.off_zero, spread, spread + 2 * self.off_zero)


class Probes:
    """Points, 24 or, where `dense`, ten times as many, at which every quantity of a question is defined and real.

    `definitions` are evaluated in order, `named` are derivatives by their names (`dL/da`); symbols that have no
    definition are free. Raises TutorError `domain_undefined` where `domain` holds too few usable points.
    """

    def __init__(
        self,
        definitions: Mapping[str, Expression | None],
        domain: Domain,
        answer: Expression,
        named: Mapping[str, Expression],
        *,
        dense: bool = False,
    ) -> None:
        self._given = (definitions, domain, answer, named)
        self.definitions = {name: formula for name, formula in definitions.items() if formula is not None}
        self.named = dict(named)
        self.ranges = domain.ranges
        self.free = _free_symbols(definitions, [answer, *named.values()])
        self.count = _DENSER * POINTS if dense else POINTS
        self.values: Mapping[str, Values] = self._usable_points(self.count)
        if dense:
            at_ends, found = self._usable_ends()
            self.values = {name: np.concatenate([at_ends[name], column]) for name, column in self.values.items()}
            self.count += found
        self._nudged: dict[str, dict[str, Values]] = {}
        """The values of all names where one of them is nudged, by its name: mistakes of a long chain ask for each."""

    def evaluate(self, expression: Expression) -> Values:
        """Return the values of `expression` at the probes. Raises KeyError for a symbol the question doesn't have."""
        return values_at(expression, self.values, self.count)

    @cached_property
    def denser(self) -> Probes:
        """Return many points of the same question, close to zero as well, behind those at the ends of its ranges."""
        definitions, domain, answer, named = self._given
        return Probes(definitions, replace(domain, off_zero=0.0), answer, named, dense=True)

    def slope(self, expression: Expression, by: str) -> Values:
        """Return the derivative of `expression` by the symbol `by` at the probes, from one step into the imaginary.

        f(x + ih) = f(x) + ih·f′(x) − …, so that the imaginary part over a tiny h is exact to rounding; named
        quantities follow, `by` itself is free to move. Source: Squire and Trapp, SIAM Review 40 (1998), 110–112.
        """
        if by not in self._nudged:
            self._nudged[by] = self._nudged_by(by)
        return slope_from_nudge(values_at(expression, self._nudged[by], self.count))

    def _nudged_by(self, by: str) -> dict[str, Values]:
        nudged: dict[str, Values] = {name: self.values[name] for name in self.free}
        with np.errstate(all="ignore"):
            for name, formula in {**dict.fromkeys(self.free), **self.definitions}.items():
                if name == by:
                    nudged[name] = nudge(self.values[name])
                elif formula is not None:
                    nudged[name] = evaluate(formula, nudged, COMPLEX)
        return nudged

    def environment(self, free: Mapping[str, Any], arithmetic: Arithmetic[Any]) -> dict[str, Any]:
        """Return the values of all names, computed from those of the free symbols in any arithmetic."""
        known: dict[str, Any] = dict(free)
        for name, formula in {**self.definitions, **self.named}.items():
            known[name] = evaluate(formula, known, arithmetic)
        return known

    def _usable_points(self, count: int) -> dict[str, Values]:
        random = np.random.default_rng(_SEED)
        batches: list[dict[str, Values]] = []
        found = 0
        for _ in range(_BATCHES):
            batch, usable = self._usable_of(_in_strips(len(self.free), count, random))
            batches.append(batch)
            found += usable
            if found >= count:
                return {name: np.concatenate([part[name] for part in batches])[:count] for name in batch}
        raise TutorError("domain_undefined", found=found, wanted=count)

    def _usable_ends(self) -> tuple[dict[str, Values], int]:
        """Points just inside both ends of every symbol's range, where the others have any value of theirs."""
        symbols = len(self.free)
        fractions = np.random.default_rng(_SEED).random((symbols, 2 * symbols))
        for symbol in range(symbols):
            fractions[symbol, 2 * symbol : 2 * symbol + 2] = (_END, 1 - _END)
        return self._usable_of(fractions)

    def _usable_of(self, fractions: NDArray[np.float64]) -> tuple[dict[str, Values], int]:
        """The points at `fractions` of the ranges, (symbols, points), at which everything is real, and how many."""
        _, domain, answer, _ = self._given
        count = fractions.shape[1]
        free: dict[str, Values] = {
            name: domain.place(name, row).astype(np.complex128) for name, row in zip(self.free, fractions, strict=True)
        }
        with np.errstate(all="ignore"):
            known = self.environment(free, COMPLEX)
        columns = {name: np.broadcast_to(column, count) for name, column in known.items()}
        usable = _usable([*columns.values(), values_at(answer, columns, count)])
        return {name: column[usable] for name, column in columns.items()}, int(usable.sum())


def _in_strips(symbols: int, count: int, random: np.random.Generator) -> NDArray[np.float64]:
    """For each symbol one point in each of equally wide strips of its range, the strips shuffled, (symbols, count)."""
    rows = [(random.permutation(count) + random.random(count)) / count for _ in range(symbols)]
    return np.array(rows).reshape(symbols, count)


def _free_symbols(definitions: Mapping[str, Expression | None], formulas: Iterable[Expression]) -> list[str]:
    """The names without a definition, declared ones first, so that the points depend on nothing else."""
    free = [name for name, formula in definitions.items() if formula is None]
    defined = [formula for formula in definitions.values() if formula is not None]
    used = {name for formula in [*defined, *formulas] for name in symbols(formula)}
    return free + sorted(used - definitions.keys())


def _usable(columns: Sequence[Values]) -> NDArray[np.bool_]:
    table = np.stack(columns)
    real = np.abs(table.imag) <= 1e-9 * (1 + np.abs(table.real))
    return np.asarray((np.isfinite(table) & real & (np.abs(table) < _LARGEST)).all(axis=0))


def values_at(expression: Expression, values: Mapping[str, Values], count: int) -> Values:
    """Return the values of `expression` where its symbols have `values`, shape (count,)."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(evaluate(expression, values, COMPLEX), np.complex128), count)


def nudge(values: Values) -> Values:
    """Return `values` one tiny step into the imaginary."""
    return np.asarray(values.real + 1j * _TINY_STEP, np.complex128)


def slope_from_nudge(values: Values) -> Values:
    """Return the slope that the imaginary part of a nudged function's `values` carries."""
    return np.asarray(values.imag / _TINY_STEP, np.complex128)


@lru_cache(maxsize=256)
def _number(text: str) -> Any:
    return np.complex128(float(text))


def _complex(z: Any) -> Any:
    return np.asarray(z, np.complex128)


def _holds(relation: Relation, left: Any, right: Any) -> Any:
    return compare(relation, np.real(left), np.real(right)) * np.complex128(1)


def _choose(branches: Sequence[Branch[Any]]) -> Any:
    """The first branch that holds, point by point; nan where none does."""
    result: Any = np.complex128(np.nan)
    for value, condition in reversed(branches):
        result = value() if condition is None else np.where(np.real(condition()) != 0, value(), result)
    return result


def _error_function(of_real: Callable[[float], float], sign: float) -> Callable[[Any], Any]:
    """erf or erfc of real numbers and of those a tiny step beside them: f(x + iy) = f(x) + iy·f′(x); nan elsewhere."""
    of_reals = np.vectorize(of_real, otypes=[np.float64])

    def values(z: Any) -> Any:
        """The function at each of `z`."""
        x, y = np.real(z), np.imag(z)
        near = of_reals(x) + 1j * y * (sign * 2 / np.sqrt(np.pi) * np.exp(-np.square(x)))
        return np.where(np.abs(y) < _NEARLY_REAL, near, np.nan)

    return values


COMPLEX: Final[Arithmetic[Any]] = Arithmetic(
    number=_number,
    constants={"e": np.complex128(np.e), "pi": np.complex128(np.pi)},
    elementary={
        **{name: getattr(np, name) for name in ("tanh", "exp", "sin", "cos", "tan", "arctan", "sinh", "cosh")},
        "ln": lambda z: np.log(_complex(z)),
        "sqrt": lambda z: np.sqrt(_complex(z)),
        "arcsin": lambda z: np.arcsin(_complex(z)),
        "arccos": lambda z: np.arccos(_complex(z)),
        "erf": _error_function(math.erf, 1.0),
        "erfc": _error_function(math.erfc, -1.0),
        "abs": lambda z: np.where(np.real(z) > 0, z, -z),
        "sign": lambda z: np.sign(np.real(z)) * np.complex128(1),
        "max": lambda a, b: np.where(np.real(a) >= np.real(b), a, b),
        "min": lambda a, b: np.where(np.real(a) <= np.real(b), a, b),
    },
    power=lambda base, exponent: np.power(_complex(base), exponent),
    divide=np.divide,
    holds=_holds,
    choose=_choose,
)
