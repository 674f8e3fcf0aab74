"""Quantities that belong together: tables of derivatives; the gradients of softmax and of a dense layer, with shapes.

Vectors of one example are rows, as in NumPy; W has a row for each input and a column for each unit, so that its entry
w_ij leads from input i to unit j.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from tutor.deriving.arithmetic import add, multiply
from tutor.deriving.chain_rule import Graph
from tutor.deriving.convert import to_expression, to_sympy
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Binary, Call, Constant, Expression, Negate, Number, Symbol


@dataclass(frozen=True, slots=True)
class Table:
    """A table of formulas; `rows` and `columns` say what each row and column belongs to, such as units or variables."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    entries: tuple[tuple[Expression, ...], ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
        return len(self.rows), len(self.columns)

    @property
    def transposed(self) -> Table:
        """Rows and columns exchanged."""
        return Table(self.columns, self.rows, tuple(zip(*self.entries, strict=True)))

    def values(self, at: Mapping[str, float]) -> list[list[float]]:
        """Return the number that every entry has at `at`, rows first."""
        return [[value(entry, at) for entry in row] for row in self.entries]

    def __matmul__(self, right: Table) -> Table:
        """Return the matrix product; ValueError where the shapes do not fit."""
        if self.shape[1] != right.shape[0]:
            raise ValueError(f"shapes {self.shape} and {right.shape} do not fit")
        columns = right.transposed.entries
        return Table(
            self.rows, right.columns, tuple(tuple(_dot(row, column) for column in columns) for row in self.entries)
        )


@dataclass(frozen=True, slots=True)
class SoftmaxCrossEntropy:
    """Softmax p of z with the loss L = −Σ yᵢ·ln pᵢ, for targets y that add up to 1."""

    graph: Graph
    """All quantities by elementary formulas: S = Σ e^zₖ, pᵢ = e^zᵢ/S, L."""
    jacobian: Table
    """∂pᵢ/∂zⱼ in row i, column j: pᵢ·(1 − pᵢ) on the diagonal, −pᵢ·pⱼ elsewhere. Every row adds up to 0."""
    loss_slopes: Table
    """The row ∂L/∂pᵢ = −yᵢ/pᵢ."""
    terms: Table
    """What goes into ∂L/∂zⱼ: in row i, column j the path through pᵢ, −yᵢ/pᵢ times ∂pᵢ/∂zⱼ."""
    gradient: Table
    """The row ∂L/∂zⱼ = pⱼ − yⱼ, each column of `terms` added up with Σ yᵢ = 1."""


def softmax_cross_entropy(classes: int) -> SoftmaxCrossEntropy:
    """Return softmax with cross-entropy for z1, z2, … (logits), p1, p2, … and targets y1, y2, …"""
    z, p, y = (_numbered(letter, classes) for letter in "zpy")
    jacobian = Table(p, z, tuple(tuple(_softmax_slope(row, column) for column in p) for row in p))
    slopes = Table(("L",), p, (tuple(_loss_slope(*pair) for pair in zip(y, p, strict=True)),))
    weighted = tuple(
        tuple(_tidy_product(slope, entry) for entry in row)
        for slope, row in zip(slopes.entries[0], jacobian.entries, strict=True)
    )
    gradient = tuple(Binary("-", Symbol(probability), Symbol(target)) for probability, target in zip(p, y, strict=True))
    return SoftmaxCrossEntropy(
        _softmax_graph(z, p, y), jacobian, slopes, Table(p, z, weighted), Table(("L",), z, (gradient,))
    )


@dataclass(frozen=True, slots=True)
class DenseLayer:
    """z = x·W + b of a batch, and its gradients from δ = ∂L/∂z; every matrix carries its shape."""

    inputs: Table
    """x, (examples, inputs)."""
    weights: Table
    """W, (inputs, units)."""
    delta: Table
    """δ = ∂L/∂z, (examples, units)."""
    weight_gradient: Table
    """∂L/∂W = xᵀ·δ, (inputs, units): summed over the examples."""
    bias_gradient: Table
    """∂L/∂b, (1, units): δ summed over the examples."""
    input_gradient: Table
    """∂L/∂x = δ·Wᵀ, (examples, inputs): what is handed to the layer before."""


def dense_layer(inputs: int, units: int, examples: int = 1) -> DenseLayer:
    """Return a dense layer with `inputs` and `units`, of one example (x1, delta1) or of several (x11, delta11: the
    example first)."""
    x = _table("x", examples, inputs)
    weights = Table(_numbered("x", inputs), _numbered("z", units), _double_numbered("w", inputs, units))
    delta = _table("delta", examples, units)
    ones = Table(("b",), delta.rows, ((Number("1"),) * examples,))
    return DenseLayer(x, weights, delta, x.transposed @ delta, ones @ delta, delta @ weights.transposed)


# ---------------------------------------------------------------- parts


def _numbered(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{index}" for index in range(1, count + 1))


def _double_numbered(letter: str, rows: int, columns: int) -> tuple[tuple[Expression, ...], ...]:
    return tuple(tuple(Symbol(name) for name in _numbered(f"{letter}{row}", columns)) for row in range(1, rows + 1))


def _table(letter: str, examples: int, columns: int) -> Table:
    """The values of one example, or a row for each of several."""
    single = (tuple(Symbol(name) for name in _numbered(letter, columns)),)
    entries = single if examples == 1 else _double_numbered(letter, examples, columns)
    return Table(_numbered("example", examples), _numbered(letter, columns), entries)


def _dot(row: Sequence[Expression], column: Sequence[Expression]) -> Expression:
    products = (multiply(to_sympy(left), to_sympy(right)) for left, right in zip(row, column, strict=True))
    return to_expression(add(*products))


def _tidy_product(left: Expression, right: Expression) -> Expression:
    return to_expression(multiply(to_sympy(left), to_sympy(right)))


def _softmax_slope(of: str, by: str) -> Expression:
    if of == by:
        return Binary("*", Symbol(of), Binary("-", Number("1"), Symbol(of)))
    return Negate(Binary("*", Symbol(of), Symbol(by)))


def _loss_slope(target: str, probability: str) -> Expression:
    return Negate(Binary("/", Symbol(target), Symbol(probability)))


def _softmax_graph(z: Sequence[str], p: Sequence[str], y: Sequence[str]) -> Graph:
    powers = [Binary("^", Constant("e"), Symbol(name)) for name in z]
    definitions: dict[str, Expression] = {"S": _sum(powers)}
    definitions |= {name: Binary("/", power, Symbol("S")) for name, power in zip(p, powers, strict=True)}
    surprises = [Binary("*", Symbol(target), Call("ln", (Symbol(name),))) for target, name in zip(y, p, strict=True)]
    definitions["L"] = Negate(_sum(surprises))
    return Graph(definitions)


def _sum(terms: Sequence[Expression]) -> Expression:
    return reduce(lambda left, right: Binary("+", left, right), terms)
