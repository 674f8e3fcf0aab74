"""Random expressions for properties: what a learner or an author could have written, over a few symbols."""

from __future__ import annotations

from hypothesis import strategies as st

from tutor.formulas.expression import (
    Binary,
    Call,
    Cases,
    Condition,
    Constant,
    Expression,
    Group,
    Leibniz,
    Negate,
    Number,
    Symbol,
)
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.vocabulary import Vocabulary

SYMBOLS = ("x", "w", "w1", "alpha", "z", "y_hat", "h11", "w_in")
DERIVATIVES = (("L", "a"), ("a", "z"), ("z", "w1"))
VOCABULARY = Vocabulary(SYMBOLS, leibniz=frozenset(DERIVATIVES))

numbers = st.sampled_from(["0", "1", "2", "3", "10", "0.5", "2.50", ".25"]).map(Number)
leaves = st.one_of(
    numbers,
    st.sampled_from(SYMBOLS).map(Symbol),
    st.sampled_from(["e", "pi"]).map(Constant),  # type: ignore[arg-type]
    st.sampled_from(DERIVATIVES).map(lambda pair: Leibniz(*pair)),
)


def _larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    one_argument = [name for name, record in FUNCTIONS.items() if record.arity == 1]
    conditions = st.builds(Condition, st.sampled_from(["<", "<=", ">", ">=", "=="]), parts, parts)
    return st.one_of(
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/", "^"]), parts, parts),
        st.builds(lambda left, right: Binary("*", left, right, implicit=True), parts, parts),
        st.builds(Negate, parts),
        st.builds(Group, parts),
        st.builds(lambda name, inner, primes: Call(name, (inner,), primes), st.sampled_from(one_argument), parts,
                  st.integers(0, 1)),
        st.builds(lambda name, left, right: Call(name, (left, right)), st.sampled_from(["max", "min"]), parts, parts),
        conditions,
        st.builds(lambda value, condition, other: Cases(((value, condition), (other, None))), parts, conditions, parts),
    )  # fmt: skip


expressions: st.SearchStrategy[Expression] = st.recursive(leaves, _larger, max_leaves=12)
