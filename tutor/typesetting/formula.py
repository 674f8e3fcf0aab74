"""How a formula looks, before any terminal is known: a small tree of frozen nodes that every layout starts from.

`typeset` makes it from an expression, `latex` from what a lesson wrote, and a front end builds it directly; `layout`,
`breaking` and `line` draw it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tutor.formulas.notation import Mark

Kind: TypeAlias = Literal[
    "ordinary", "prefix", "binary", "product", "relation", "punctuation", "function", "large", "open", "close", "inner"
]
"""What a part is to its neighbours; it decides the space between them and where a line may break."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A letter, a number, a sign or the name of a function."""

    text: str
    kind: Kind = "ordinary"


@dataclass(frozen=True, slots=True)
class Text:
    """Words inside a formula, spaces kept; they may be Chinese."""

    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """Empty cells that the writer asked for; they replace the space that neighbours would have had."""

    cells: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side on one baseline."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """A numerator over a denominator."""

    numerator: Formula
    denominator: Formula


@dataclass(frozen=True, slots=True)
class Script:
    """A base with what stands low and high behind it; `high_first` writes h¹₁, otherwise w₁²."""

    base: Formula
    low: Formula | None = None
    high: Formula | None = None
    high_first: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """A large operator, such as Σ or max, with what stands below and above it."""

    operator: Formula
    below: Formula | None = None
    above: Formula | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `index` is None for the square root."""

    radicand: Formula
    index: Formula | None = None


@dataclass(frozen=True, slots=True)
class Delimited:
    """A body between brackets that grow with it; an empty string draws no bracket on that side."""

    left: str
    body: Formula
    right: str


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark above a body: ŷ."""

    body: Formula
    mark: Mark


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of entries between brackets; one entry a row makes a column vector."""

    rows: tuple[tuple[Formula, ...], ...]
    left: str = "["
    right: str = "]"


@dataclass(frozen=True, slots=True)
class Cases:
    """Values with their conditions behind a brace."""

    branches: tuple[tuple[Formula, ...], ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Lines whose parts stand in columns, turn by turn flush right and flush left."""

    rows: tuple[tuple[Formula, ...], ...]


@dataclass(frozen=True, slots=True)
class Brace:
    """A body with a brace and centred lines of caption under it, or over it.

    Without captions no brace is drawn, and none where it is `bare`. The whole takes at least `room` cells, so that a
    caption that is revealed later does not move its neighbours.
    """

    body: Formula
    captions: tuple[Formula, ...] = ()
    over: bool = False
    room: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Boxed:
    """A body in a frame."""

    body: Formula


@dataclass(frozen=True, slots=True)
class Tagged:
    """A body whose cells carry a tag, by which a front end colours them; an inner tag wins."""

    body: Formula
    tag: str


Formula: TypeAlias = (
    Atom | Text | Space | Row | Fraction | Script | Limits | Root | Delimited | Accent | Matrix | Cases | Aligned
    | Brace | Boxed | Tagged
)  # fmt: skip

EMPTY: Final = Row(())
EQUALS: Final = Atom("=", "relation")
APPROXIMATELY: Final = Atom("≈", "relation")
PLUS: Final = Atom("+", "binary")
MINUS: Final = Atom("−", "binary")
DOT: Final = Atom("·", "product")
COMMA: Final = Atom(",", "punctuation")


def row(*items: Formula) -> Formula:
    """Return `items` side by side, rows among them opened; a single one stays as it is."""
    flat = [part for item in items for part in (item.items if isinstance(item, Row) else (item,))]
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def joined(parts: tuple[Formula, ...], separator: Atom) -> Formula:
    """Return `parts` with `separator` between them: terms of a sum, factors of a product, sides of an equation."""
    return row(*[item for part in parts for item in (separator, part)][1:])


def derivative(of: Formula, by: Formula, *, partial: bool = False, order: int = 1) -> Fraction:
    """Return d`of`/d`by`, or ∂`of`/∂`by`, as a fraction; d²`of`/d`by`² for the second derivative."""
    sign = Atom("∂" if partial else "d", "prefix")
    if order == 1:
        return Fraction(row(sign, of), row(sign, by))
    times = Atom(str(order))
    return Fraction(row(Script(sign, high=times), of), row(sign, Script(by, high=times)))


def bracketed(body: Formula) -> Delimited:
    """Return `body` in round brackets."""
    return Delimited("(", body, ")")
