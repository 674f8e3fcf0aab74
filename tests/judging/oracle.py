"""Is what the tutor says of a wrong answer true? A predicate for every code, on values of the tests' own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any, Final, get_args

from tests.judging.broken import broken, joined, number
from tests.judging.exact import Field, close, mp, places
from tutor.errors import Argument
from tutor.formulas.expression import (
    Binary,
    Call,
    Expression,
    Group,
    Negate,
    Number,
    Operator,
    Symbol,
    children,
    plain,
    substitute,
    symbols,
    ungrouped,
    walk,
)
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import display_name
from tutor.formulas.write import one_line
from tutor.judging.codes import DerivativeCode, RuleCode
from tutor.judging.question import FormulaQuestion

_NUMBERS: Final = [number(n) for n in (*range(-12, 13), 0.5, 0.25, 0.75, 1.5)]
_SIGNS: Final[tuple[Operator, ...]] = ("+", "-", "*", "/", "^")
_ONE: Final = Number("1")


Change = Callable[[Expression], Sequence[Expression]]
"""What a part of a formula may be changed into."""


class Oracle:
    """Decides on one question; `true` is asked for every sentence that is said."""

    def __init__(self, question: FormulaQuestion) -> None:
        self.question = question
        self.field = Field(question)
        self.right = question.answer
        self.names = [*question.definitions, *sorted(symbols(self.right) - question.definitions.keys())]

    def true(self, typed: Expression, code: str, arguments: Mapping[str, Argument]) -> bool:
        """Whether the sentence for `code` holds of `typed`."""
        if code in get_args(RuleCode):
            return self._differentiates and any(
                name == code and self.field.same(typed, wrong) for name, wrong in self.broken
            )
        if code in get_args(DerivativeCode) and not self._differentiates:
            return False
        return bool(getattr(self, f"_{code}")(typed, **arguments))

    @property
    def _differentiates(self) -> bool:
        return self.question.original is not None

    @cached_property
    def broken(self) -> list[tuple[str, Expression]]:
        """Every derivative with one broken rule, by its code."""
        original = self.question.original
        return [] if original is None else list(broken(original, self.question.wrt))

    def _same(self, first: Expression, second: Expression) -> bool:
        return self.field.same(first, second)

    def _mended(self, typed: Expression, part: str | None, change: Change) -> bool:
        """Whether a change of one place, of that text where one is named, makes `typed` right."""
        return any(
            self._same(put(new), self.right)
            for node, put in places(typed)
            if part is None or _text(node) == part
            for new in change(ungrouped(node))
        )

    def _spoiled(self, typed: Expression, change: Change) -> bool:
        """Whether a change of one place of the answer makes it what was typed."""
        return any(self._same(put(new), typed) for node, put in places(plain(self.right)) for new in change(node))

    # Derivatives.

    def _original_function(self, typed: Expression) -> bool:
        assert self.question.original is not None
        return self._same(typed, self.question.original)

    def _other_derivative(self, typed: Expression, got: str, wanted: str) -> bool:
        assert self.question.asked is not None
        if wanted != self.question.asked.label or got == wanted:
            return False
        if "·" in got:
            return wanted in got.split("·") and self._is_product(typed, got.split("·"))
        return any(self.field.is_slope(typed, *self._pair(got), local=local) for local in (True, False))

    def _is_product(self, typed: Expression, factors: Sequence[str]) -> bool:
        formulas = [(self.question.definitions[of], by) for of, by in map(self._pair, factors)]
        slopes = [self.field.slope(formula, by, local=True) for formula, by in formulas if formula is not None]
        products = [prod(at) for at in zip(*slopes, strict=True)]
        values = [self.field.at(typed, env) for env in self.field.points]
        return all(map(lambda a, b: close(a, b, 1e-12), values, products))

    def _whole_derivative(self, typed: Expression, got: str) -> bool:
        assert self.question.asked is not None
        label, pair = self.question.asked.label, self._pair(got)
        return label == got and [self.field.is_slope(typed, *pair, local=local) for local in (True, False)] == [0, 1]

    def _factor_is_variable(self, typed: Expression, factor: str) -> bool:
        of, by = self._pair(factor)
        definition = self.question.definitions[of]
        assert definition is not None
        products = [part for part in walk(definition) if isinstance(part, Binary) and part.operator == "*"]
        return self._same(typed, Symbol(by)) and any(by in symbols(product) for product in products)

    def _step_not_gradient(self, typed: Expression) -> bool:
        return any(self._same(typed, Negate(joined("*", rate, self.right))) for rate in self._rates(typed))

    def _weight_after_step(self, typed: Expression) -> bool:
        weight = Symbol(self.question.wrt)
        steps = [joined("-", weight, joined("*", rate, self.right)) for rate in self._rates(typed)]
        return any(self._same(typed, after) for after in steps)

    def _rates(self, typed: Expression) -> list[Expression]:
        decimals = [part for part in walk(typed) if isinstance(part, Number) and "." in part.text]
        return [*decimals, *(Symbol(name) for name in self.names if name in ("alpha", "lr", "eta"))]

    def _sign_of_slope(self, typed: Expression) -> bool:
        return self._same(Negate(Group(typed)), self.right)

    def _inverted_slope(self, typed: Expression, part: str) -> bool:
        return self._same(joined("/", _ONE, typed), self.right)

    def _flat_everywhere(self, typed: Expression) -> bool:
        return self._same(typed, Number("0"))

    # Formulas of any kind.

    _sign_of_whole, _upside_down, _zero_everywhere = _sign_of_slope, _inverted_slope, _flat_everywhere

    def _bracketing(self, typed: Expression, read: str, other: str) -> bool:
        signs = str.maketrans("", "", "()")
        meant = parse(other, self.question.vocabulary)
        unbracketed = [text.translate(signs) for text in (one_line(plain(typed)), one_line(plain(meant)))]
        return unbracketed[0] == unbracketed[1] and self._same(meant, self.right) and read == one_line(typed)

    def _values_for_letters(self, typed: Expression, names: str) -> bool:
        letters = {self._named(name) for name in names.split(", ")}
        here = {name: mp.mpf(at) for name, at in self.question.numbers.items() if name in letters}
        found = [(self.field.at(typed, env), self.field.at(self.right, {**env, **here})) for env in self.field.points]
        decimals = [part.text for part in walk(typed) if isinstance(part, Number) and "." in part.text]
        digits = [len(text.partition(".")[2]) for text in decimals]
        room = mp.mpf(10) ** -min(digits) * 0.5001 if digits and not symbols(typed) else 0
        kept = letters <= symbols(self.right) - symbols(typed)
        return kept and all(close(a, b, 1e-14) or abs(a - b) <= room for a, b in found)

    def _quantity_itself(self, typed: Expression, name: str) -> bool:
        return self._same(typed, Symbol(self._named(name)))

    def _sign_of_part(self, typed: Expression, part: str) -> bool:
        return self._mended(typed, part, lambda node: [Negate(Group(node))])

    def _joined_by(self, typed: Expression, part: str, got: Operator, wanted: Operator) -> bool:
        def change(node: Expression) -> Sequence[Expression]:
            if isinstance(node, Binary) and node.operator == got:
                return [joined(wanted, node.left, node.right)]
            return []

        return self._mended(typed, part, change)

    def _sum_for_difference(self, typed: Expression, part: str) -> bool:
        return self._joined_by(typed, part, "+", "-")

    def _difference_for_sum(self, typed: Expression, part: str) -> bool:
        return self._joined_by(typed, part, "-", "+")

    def _sum_for_product(self, typed: Expression, part: str) -> bool:
        return self._joined_by(typed, part, "+", "*")

    def _operands_swapped(self, typed: Expression, part: str) -> bool:
        return self._mended(
            typed, part, lambda node: [joined(node.operator, node.right, node.left)] if isinstance(node, Binary) else []
        )

    def _part_upside_down(self, typed: Expression, part: str) -> bool:
        return self._mended(typed, part, lambda node: [joined("/", _ONE, node)])

    def _complement(self, typed: Expression, part: str) -> bool:
        def bare(node: Expression) -> Sequence[Expression]:
            return children(node)[1:] if isinstance(node, Binary) and (node.operator, node.left) == ("-", _ONE) else []

        return self._spoiled(typed, lambda node: [inside for inside in bare(node) if _text(inside) == part])

    def _names_swapped(self, typed: Expression, names: str) -> bool:
        first, second = (Symbol(self._named(name)) for name in names.split(", "))
        return self._same(substitute(typed, {first: second, second: first}), self.right)

    def _part_not_this(self, typed: Expression, got: str) -> bool:
        others = [Symbol(name) for name in self.names if display_name(name) != got]
        everywhere = [
            substitute(typed, {name: other})
            for name in map(Symbol, self.names)
            if _text(name) == got
            for other in others
        ]
        return self._mended(typed, got, lambda _: others) or any(self._same(new, self.right) for new in everywhere)

    def _number_not_this(self, typed: Expression, got: str) -> bool:
        return any(
            self._same(put(new), self.right)
            for node, put in places(typed)
            if isinstance(node, Number) and node.text == got
            for new in self._numbers_for(put)
        )

    def _exponent_not_this(self, typed: Expression, got: str) -> bool:
        return self._number_not_this(typed, got)

    def _not_exact(self, typed: Expression, got: str) -> bool:
        return "." in got and self._number_not_this(typed, got)

    def _numbers_for(self, put: Callable[[Expression], Expression]) -> Iterator[Expression]:
        """The numbers that make the formula right at the first point, found by Newton's method from several starts."""
        env = self.field.points[0]
        wanted = self.field.at(self.right, env)

        def gap(at: Any) -> Any:
            found = self.field.at(put(Symbol("the number")), {**env, "the number": at})
            return found - wanted if found is not None else mp.mpf(1e9)

        yield from _NUMBERS
        for start in (0.9, 2.1, -1.1, 3.3, 0.2, 8):
            try:
                root = mp.findroot(gap, (start, start * 1.1), tol=1e-60)
            except (ValueError, ZeroDivisionError, TypeError):
                continue
            near = Fraction(float(root)).limit_denominator(2000)
            yield joined("/", number(near.numerator), number(near.denominator))

    def _without(self, signs: str) -> Callable[[str], Callable[[Expression], Sequence[Expression]]]:
        """A change that leaves out one of two operands, the one with the given text."""

        def change(part: str) -> Callable[[Expression], Sequence[Expression]]:
            def left_out(node: Expression) -> Sequence[Expression]:
                if not isinstance(node, Binary) or node.operator not in signs:
                    return []
                kept = [node.left] if _text(node.right) == part else []
                first = Negate(Group(node.right)) if node.operator == "-" else node.right
                return [*kept, first] if _text(node.left) == part and node.operator != "/" else kept

            return left_out

        return change

    def _term_extra(self, typed: Expression, part: str) -> bool:
        return self._mended(typed, None, self._without("+-")(part))

    def _factor_extra(self, typed: Expression, part: str) -> bool:
        whole = [joined("/", typed, Symbol(name)) for name in self.names if display_name(name) == part]
        return self._mended(typed, None, self._without("*")(part)) or any(self._same(new, self.right) for new in whole)

    def _divisor_extra(self, typed: Expression, part: str) -> bool:
        return self._mended(typed, None, self._without("/")(part))

    def _exponent_extra(self, typed: Expression, part: str) -> bool:
        return self._mended(typed, None, lambda node: _base(node) if _text(node) == part else [])

    def _function_not_this(self, typed: Expression, function: str) -> bool:
        def change(node: Expression) -> Sequence[Expression]:
            if not isinstance(node, Call) or FUNCTIONS[node.function].letter != function:
                return []
            return [Call(other, node.arguments) for other in self._functions]

        return self._mended(typed, None, change)

    def _function_extra(self, typed: Expression, function: str) -> bool:
        return self._mended(typed, None, lambda node: _inside(node, function))

    def _function_missing(self, typed: Expression, function: str) -> bool:
        name = next(name for name, record in FUNCTIONS.items() if record.letter == function)
        put_in = self._mended(typed, None, lambda node: [Call(name, (node,))])
        return put_in or self._spoiled(typed, lambda node: _inside(node, function))

    @property
    def _functions(self) -> set[str]:
        return {part.function for part in walk(self.right) if isinstance(part, Call)}

    def _term_missing(self, typed: Expression, names: str) -> bool:
        return self._left_out(typed, "+-", names)

    def _factor_missing(self, typed: Expression, names: str) -> bool:
        single = [Symbol(name) for name in self.names if display_name(name) == names]
        times = any(self._same(joined("*", typed, name), self.right) for name in single)
        return times or self._left_out(typed, "*/", names)

    def _divisor_missing(self, typed: Expression, names: str) -> bool:
        single = [Symbol(name) for name in self.names if display_name(name) == names]
        return any(self._same(joined("/", typed, name), self.right) for name in single) or self._left_out(
            typed, "/", names
        )

    def _constant_missing(self, typed: Expression) -> bool:
        return self._left_out(typed, "+-", "") or self._with_number(typed, _text(typed), "+")

    def _left_out(self, typed: Expression, signs: str, names: str) -> bool:
        def change(node: Expression) -> Sequence[Expression]:
            if not isinstance(node, Binary) or node.operator not in signs:
                return []
            kept = [node.left] if _names(node.right) == names else []
            rest = {"-": Negate(Group(node.right)), "/": joined("/", _ONE, node.right)}.get(node.operator, node.right)
            return [*kept, rest] if _names(node.left) == names else kept

        return self._spoiled(typed, change)

    def _exponent_missing(self, typed: Expression) -> bool:
        return self._spoiled(
            typed, lambda node: [node.left] if isinstance(node, Binary) and node.operator == "^" else []
        )

    def _factor_missing_in(self, typed: Expression, names: str, part: str) -> bool:
        return self._mended(typed, part, lambda node: [joined("*", node, Symbol(self._named(names)))])

    def _number_missing(self, typed: Expression, part: str) -> bool:
        return self._number_missing_in(typed, part)

    def _number_missing_in(self, typed: Expression, part: str) -> bool:
        return self._with_number(typed, part, "*")

    def _with_number(self, typed: Expression, part: str, sign: Operator) -> bool:
        for node, put in places(typed):
            if _text(node) == part:
                for new in self._numbers_for(lambda at, node=node, put=put: put(joined(sign, node, at))):  # type: ignore[misc]
                    if self._same(put(joined(sign, node, new)), self.right):
                        return True
        return False

    def _sum_taken_apart(self, typed: Expression) -> bool:
        def change(node: Expression) -> Sequence[Expression]:
            match node:
                case Call(function=function, arguments=(Binary(operator="+" | "-" as sign, left=u, right=v),)):
                    return [joined(sign, Call(function, (u,)), Call(function, (v,)))]
                case Binary(operator="^", left=Binary(operator="+" | "-" as sign, left=u, right=v), right=n):
                    return [joined(sign, joined("^", u, n), joined("^", v, n))]
                case Binary(operator="/", left=over, right=Binary(operator="+" | "-" as sign, left=u, right=v)):
                    return [joined(sign, joined("/", over, u), joined("/", over, v))]
                case _:
                    return []

        return self._spoiled(typed, change)

    def _power_of_part(self, typed: Expression) -> bool:
        def change(node: Expression) -> Sequence[Expression]:
            match node:
                case Binary(operator="^", left=Binary(operator="*", left=u, right=v), right=n):
                    return [joined("*", u, joined("^", v, n)), joined("*", joined("^", u, n), v)]
                case _:
                    return []

        return self._spoiled(typed, change)

    def _partly_distributed(self, typed: Expression) -> bool:
        def change(node: Expression) -> Sequence[Expression]:
            match node:
                case Negate(operand=Binary(operator="+" | "-" as sign, left=u, right=v)):
                    return [joined(sign, Negate(Group(u)), v)]
                case Binary(operator="*", left=left, right=right):
                    on_the_left = _half(left, lambda part: joined("*", part, right))
                    return [*on_the_left, *_half(right, lambda part: joined("*", left, part))]
                case Binary(operator="/", left=left, right=right):
                    return _half(left, lambda part: joined("/", part, right))
                case _:
                    return []

        return self._spoiled(typed, change)

    def _nearly_exact(self, typed: Expression) -> bool:
        values = [(self.field.at(typed, env), self.field.at(self.right, env)) for env in self.field.points]
        return not self._same(typed, self.right) and all(abs(a - b) <= 0.02 * abs(b) for a, b in values)

    def _unrelated_symbol(self, typed: Expression, names: str) -> bool:
        """The names stand there, and the answer is made without them: it is no function of them by its definitions."""
        extra = {self._named(name) for name in names.split(", ")}
        needed = self._behind(symbols(self.right))
        still = all(not any(self._move(self.right, name)) for name in extra & set(self.field.free))
        return extra <= symbols(typed) and not extra & needed and still

    def _unused_symbol(self, typed: Expression, names: str) -> bool:
        """Something behind each name moves the answer, and leaves what was typed as it is."""
        missing = {self._named(name) for name in names.split(", ")}
        return missing <= symbols(self.right) - symbols(typed) and all(
            any(
                any(self._move(self.right, free)) and not any(self._move(typed, free))
                for free in self._behind({name}) & set(self.field.free)
            )
            for name in missing
        )

    def _behind(self, names: set[str] | frozenset[str]) -> set[str]:
        found = set(names)
        for name, formula in reversed([*self.question.definitions.items()]):
            if name in found and formula is not None:
                found |= symbols(formula)
        return found

    def _move(self, formula: Expression, name: str) -> Iterator[bool]:
        """Whether `formula` changes at each point when a free name does."""
        for env in self.field.points:
            free = {free: env[free] for free in self.field.free}
            for factor in (mp.mpf("1.001"), mp.mpf("0.93"), mp.mpf("1.1"), -1):
                moved = self.field.completed({**free, name: env[name] * factor})
                if moved is not None:
                    yield not close(self.field.at(formula, env), self.field.at(formula, moved))

    def _another_number(self, typed: Expression) -> bool:
        return not self._same(typed, self.right) and all(map(self._is_number, (typed, self.right)))

    def _is_number(self, formula: Expression) -> bool:
        return len({mp.nstr(self.field.at(formula, env), 30) for env in self.field.points}) == 1

    def _value_at_point(self, typed: Expression, point: str, yours: str, right: str) -> bool:
        """The two numbers follow from those of the point, to the digits that are shown, and differ."""
        if yours == right:
            return False
        shown = dict(re.findall(r"(\S+) ([=≈] [^,]+)", point))
        low = {self._named(name): _number(text) for name, text in shown.items()}
        exact = all(text.startswith("=") for text in shown.values())
        known = self.field.completed({**self.field.points[0], **low}, low) or {}
        for formula, text in ((typed, yours), (self.right, right)):
            found = self.field.at(formula, known)
            room = _room(text) if exact else 0.05 * (1 + abs(_number(text)))
            if text and (found is None or abs(found - _number(text)) > room):
                return False
            if not text and exact and found is not None:
                return False
        return True

    _slope_at_point = _no_value_at_point = _no_slope_at_point = _value_at_point

    def _too_close_to_tell(self, typed: Expression) -> bool:
        return not self._same(typed, self.right)

    # Names as they are shown.

    def _named(self, shown: str) -> str:
        return next(name for name in self.names if display_name(name) == shown)

    def _pair(self, label: str) -> tuple[str, str]:
        of, by = label.split("/")
        return self._named(of[1:]), self._named(by[1:])


def _text(node: Expression) -> str:
    return one_line(ungrouped(node))


def _names(node: Expression) -> str:
    return ", ".join(map(display_name, sorted(symbols(node))))


def _base(node: Expression) -> Sequence[Expression]:
    return [node.left] if isinstance(node, Binary) and node.operator == "^" else []


def _inside(node: Expression, function: str) -> Sequence[Expression]:
    return children(node) if isinstance(node, Call) and FUNCTIONS[node.function].letter == function else ()


def _half(node: Expression, done: Callable[[Expression], Expression]) -> list[Expression]:
    match node:
        case Binary(operator="+" | "-" as sign, left=u, right=v):
            return [joined(sign, done(u), v), joined(sign, u, done(v))]
        case _:
            return []


def _number(text: str) -> Any:
    superscripts = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    plain_text = text.strip("=≈ ").replace("−", "-")
    mantissa, _, exponent = plain_text.partition("·10")
    return mp.mpf(mantissa or "0") * mp.mpf(10) ** int(exponent.translate(superscripts) or 0)


def _room(text: str) -> Any:
    """How far a value may be from the number in which it is shown."""
    if "≈" not in text:
        return abs(_number(text)) * 1e-12
    mantissa, _, exponent = text.partition("·10")
    superscripts = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    return mp.mpf(10) ** (int(exponent.translate(superscripts) or 0) - len(mantissa.partition(".")[2])) * 0.501
