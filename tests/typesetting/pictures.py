"""Formulas that tests draw, and what the tests say about drawings."""

from __future__ import annotations

from hypothesis import strategies as st

from tutor.text import ASCII, Cells
from tutor.typesetting.block import Block
from tutor.typesetting.formula import (
    APPROXIMATELY,
    COMMA,
    DOT,
    EQUALS,
    MINUS,
    PLUS,
    Accent,
    Aligned,
    Atom,
    Boxed,
    Brace,
    Cases,
    Delimited,
    Formula,
    Fraction,
    Limits,
    Matrix,
    Root,
    Row,
    Script,
    Space,
    Tagged,
    bracketed,
    derivative,
    joined,
    row,
)
from tutor.typesetting.symbols import symbol

UNICODE_CELLS = Cells()
ASCII_CELLS = Cells(ambiguous_width=2, glyphs=ASCII)
WIDE_CELLS = Cells(ambiguous_width=2)
ALL_CELLS = (UNICODE_CELLS, ASCII_CELLS, WIDE_CELLS)


def chain_rule() -> Formula:
    """dL/dw in three factors: the first known with its value, the second asked, the third not yet reached."""
    known = (row(Atom("2"), DOT, bracketed(row(symbol("a"), MINUS, symbol("y")))), row(APPROXIMATELY, Atom("−0.500")))
    factors = (
        Tagged(Brace(derivative(symbol("L"), symbol("a")), known), "L/a"),
        Tagged(Brace(derivative(symbol("a"), symbol("z")), (Atom("?"),)), "a/z"),
        Tagged(Brace(derivative(symbol("z"), symbol("w"))), "z/w"),
    )
    return row(derivative(symbol("L"), symbol("w")), EQUALS, joined(factors, DOT))


def lines_of(block: Block) -> list[str]:
    """The rows of `block` as plain text without trailing spaces."""
    return ["".join(run.text for run in row).rstrip(" ") for row in block.rows]


def drawing(block: Block) -> str:
    """The block as a test writes it: a newline, then its lines."""
    return "\n" + "\n".join(lines_of(block)) + "\n"


_atoms = st.sampled_from(
    [Atom("2"), Atom("10"), Atom("α"), Atom("?"), symbol("w1"), symbol("w_b"), symbol("yhat"), Atom("ln", "function"),
     Atom("∂", "prefix"), PLUS, MINUS, DOT, EQUALS, COMMA, Space(2)]
)  # fmt: skip


def _larger(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    optional = st.none() | parts
    lines = st.lists(parts, min_size=1, max_size=3).map(tuple)
    tables = st.lists(lines, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.lists(parts, max_size=5).map(lambda items: Row(tuple(items))),
        st.builds(Fraction, parts, parts),
        st.builds(Script, parts, optional, optional, st.booleans()),
        st.builds(Limits, st.sampled_from([Atom("Σ", "large"), Atom("max", "function")]), optional, optional),
        st.builds(Root, parts, optional),
        st.builds(
            Delimited, st.sampled_from(["(", "[", "{", "|", "⌊", ""]), parts, st.sampled_from([")", "]", "}", ""])
        ),
        st.builds(Accent, parts, st.sampled_from(["hat", "bar", "tilde", "vec", "dot", "ddot"])),
        st.builds(Matrix, tables),
        st.builds(Cases, tables),
        st.builds(Aligned, tables),
        st.builds(Brace, parts, lines, st.booleans(), st.integers(0, 12)),
        st.builds(Boxed, parts),
        st.builds(Tagged, parts, st.sampled_from(["one", "two"])),
    )


formulas: st.SearchStrategy[Formula] = st.recursive(_atoms, _larger, max_leaves=15)
