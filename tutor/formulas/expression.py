"""A formula as it was written: a tree of frozen nodes that keeps order, brackets and implicit products.

Everything that a person types, an author writes or the engine derives is shown from this tree, so that `w·x + b` never
becomes `b + x·w`. It needs no SymPy; `convert` goes between the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

Operator: TypeAlias = Literal["+", "-", "*", "/", "^"]
Relation: TypeAlias = Literal["<", "<=", ">", ">=", "=="]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters in the text that was read; (0, 0) for nodes that were made, not read."""

    start: int = 0
    end: int = 0


NOWHERE: Final = Span()


@dataclass(frozen=True, slots=True)
class Spanned:
    """A part of a formula, and where it stood; for equality it does not matter where."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Spanned):
    """A non-negative decimal number, digits as written (`0.50` stays `0.50`)."""

    text: str


@dataclass(frozen=True, slots=True)
class Constant(Spanned):
    """A number with a name."""

    name: Literal["e", "pi"]


@dataclass(frozen=True, slots=True)
class Symbol(Spanned):
    """A named quantity: ASCII name with an optional subscript part, such as `w`, `w1`, `w_in`, `alpha`."""

    name: str


@dataclass(frozen=True, slots=True)
class Leibniz(Spanned):
    """A derivative that the question knows by name, `dL/da`; `partial` where it was typed with ∂."""

    of: str
    by: str
    partial: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        """Return the name under which its value is looked up, `dL/da`."""
        return f"d{self.of}/d{self.by}"


@dataclass(frozen=True, slots=True)
class Call(Spanned):
    """A known function of its arguments; `primes` counts strokes, `σ'(z)` has one."""

    function: str
    arguments: tuple[Expression, ...]
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Negate(Spanned):
    """A leading minus."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Spanned):
    """Two operands and an operator; `implicit` marks a product written without a sign, `2x`."""

    operator: Operator
    left: Expression
    right: Expression
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Group(Spanned):
    """Brackets that were written; layout adds the ones that precedence needs by itself."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class Condition(Spanned):
    """A comparison: 1 where it holds and 0 where not when it stands in a formula (`[z > 0]`)."""

    relation: Relation
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Cases(Spanned):
    """A function given in pieces: the value of the first branch whose condition holds; `None` is "otherwise"."""

    branches: tuple[tuple[Expression, Condition | None], ...]


Expression: TypeAlias = Number | Constant | Symbol | Leibniz | Call | Negate | Binary | Group | Condition | Cases


def children(node: Expression) -> tuple[Expression, ...]:
    """Return the direct sub-expressions of `node` in reading order."""
    match node:
        case Call(arguments=arguments):
            return arguments
        case Negate(operand=operand):
            return (operand,)
        case Binary(left=left, right=right) | Condition(left=left, right=right):
            return (left, right)
        case Group(inner=inner):
            return (inner,)
        case Cases(branches=branches):
            return tuple(part for branch in branches for part in branch if part is not None)
        case Number() | Constant() | Symbol() | Leibniz():
            return ()


def with_children(node: Expression, parts: Sequence[Expression]) -> Expression:
    """Return `node` with `parts` in the places of its `children`; conditions of cases stay conditions."""
    match node:
        case Call():
            return replace(node, arguments=tuple(parts))
        case Negate():
            return replace(node, operand=parts[0])
        case Binary() | Condition():
            return replace(node, left=parts[0], right=parts[1])
        case Group():
            return replace(node, inner=parts[0])
        case Cases(branches=branches):
            rest = iter(parts)
            pairs = ((next(rest), condition and next(rest)) for _, condition in branches)
            return replace(node, branches=tuple(pairs))  # type: ignore[arg-type]
        case Number() | Constant() | Symbol() | Leibniz():
            return node


def substitute(expression: Expression, replacements: Mapping[Expression, Expression]) -> Expression:
    """Return `expression` with every part that is a key of `replacements` replaced, larger parts first, once each."""
    if expression in replacements:
        return replacements[expression]
    return with_children(expression, [substitute(child, replacements) for child in children(expression)])


def plain(node: Expression) -> Expression:
    """Return `node` without brackets and without the mark of implicit products, for comparing what was written."""
    node = ungrouped(node)
    bare = with_children(node, [plain(child) for child in children(node)])
    return replace(bare, implicit=False) if isinstance(bare, Binary) else bare


def walk(node: Expression) -> Iterator[Expression]:
    """Yield `node` and everything below it, parents first."""
    left = [node]
    while left:
        yield (part := left.pop())
        left += reversed(children(part))


def symbols(node: Expression) -> frozenset[str]:
    """Return the names of all symbols in `node`."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Symbol))


def ungrouped(node: Expression) -> Expression:
    """Return `node` without the brackets around it."""
    while isinstance(node, Group):
        node = node.inner
    return node
