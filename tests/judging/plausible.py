"""Wrong answers made from a question by rule: what learners change in a right answer, and what else they write."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tests.judging.broken import joined, number, power
from tests.judging.exact import places
from tutor.formulas.expression import Binary, Call, Expression, Group, Negate, Number, Symbol, plain, symbols, ungrouped
from tutor.formulas.write import one_line
from tutor.judging.question import FormulaQuestion

_FUNCTIONS = ("sigmoid", "tanh", "exp", "ln", "sqrt")


def plausible(question: FormulaQuestion) -> list[str]:
    """Return wrong and right formulas as text, each once."""
    right = plain(question.answer)
    names = [Symbol(name) for name in dict.fromkeys((*question.definitions, *sorted(symbols(right))))]
    made = [*_changed(right, names), *_other_things(question, right, names), *_loose(right)]
    return list(dict.fromkeys(map(one_line, made)))


def _changed(right: Expression, names: list[Symbol]) -> Iterator[Expression]:
    """The answer with one place changed."""
    for node, put in places(right):
        yield put(Negate(Group(node)))
        yield put(joined("/", number(1), node))
        yield put(joined("-", number(1), node))
        yield put(power(node, 2))
        yield from (put(Call(function, (node,))) for function in _FUNCTIONS[:2])
        match ungrouped(node):
            case Symbol() as symbol:
                yield from (put(name) for name in names if name != symbol)
                yield put(joined("*", number(2), node))
                yield from (put(number(here)) for here in (1, 2, question_number(symbol)))
            case Number(text=text):
                yield from (put(number(n)) for n in (float(text) + 1, float(text) * 2, float(text) / 2))
                yield from (put(name) for name in names[:2])
            case Binary(operator=operator, left=left, right=rest):
                yield from (put(joined(sign, left, rest)) for sign in ("+", "-", "*", "/") if sign != operator)
                yield from (put(left), put(rest), put(joined(operator, rest, left)))
            case Call(arguments=(inner,)):
                yield put(inner)
                yield from (put(Call(function, (inner,))) for function in _FUNCTIONS)
            case _:
                pass  # nothing more to change


def question_number(symbol: Symbol) -> float:
    """A number that stands for a letter, other for every letter."""
    return 3 + sum(map(ord, symbol.name)) % 5 / 2


def _other_things(question: FormulaQuestion, right: Expression, names: list[Symbol]) -> Iterator[Expression]:
    """Other quantities of the question and what comes of joining the answer with them."""
    yield from names
    yield from (formula for formula in question.definitions.values() if formula is not None)
    factors = [factor.derivative for factor in question.known]
    yield from factors
    yield from (joined("*", right, factor) for factor in factors)
    for name in names:
        yield from (joined("*", right, name), joined("/", right, name), joined("+", right, name))
    yield from (joined("*", first, second) for first, second in combinations(names, 2))
    yield from (joined("-", first, second) for first, second in combinations(names, 2))
    yield from (number(n) for n in (0, 1, 2, 0.5, -1, *question.numbers.values()))


def _loose(right: Expression) -> Iterator[Expression]:
    """The answer as it looks when it is multiplied, added to, or stepped by something."""
    for n in (2, 3, 0.5, -2, 0.99, 1.5):
        yield joined("*", number(n), right)
        yield joined("+", right, number(n))
    yield joined("*", right, right)
    yield joined(
        "-", Symbol(sorted(symbols(right))[0]) if symbols(right) else number(1), joined("*", number(0.1), right)
    )
