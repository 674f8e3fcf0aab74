"""The grammar of formulas: tokens to an expression by precedence climbing; nothing in a text is ever run."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, get_args

from tutor.formulas.characters import characters
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
    Relation,
    Span,
    Symbol,
    ungrouped,
)
from tutor.formulas.functions import FUNCTIONS, PIECEWISE
from tutor.formulas.limits import LEARNER, FormulaError, Limits
from tutor.formulas.tokens import Token, tokens
from tutor.formulas.vocabulary import Vocabulary

_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_RELATIONS: Final = frozenset(get_args(Relation))
_SUM, _PRODUCT, _SIGN, _POWER, _ROOT = 10, 20, 25, 30, 40


def read(text: str, vocabulary: Vocabulary, limits: Limits = LEARNER) -> Expression:
    """Return the formula that `text` says, order, brackets and implicit products kept, whatever its parts amount to.

    A left side such as `dL/dw =` is read and left out. Raises FormulaError, and nothing else, for any other text;
    its span counts characters of `text`.
    """
    if len(text) > limits.characters:
        raise FormulaError("too_long", Span(limits.characters, len(text)), limit=limits.characters)
    found = tokens(characters(text), vocabulary, limits)
    if not found:
        raise FormulaError("empty", Span(0, len(text)))
    _check_brackets(found)
    return _Reader(found, limits, len(text)).formula()


def _check_brackets(found: list[Token]) -> None:
    """Say which bracket has no partner: the most useful message comes before any other about the grammar."""
    opened: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _CLOSING.values():
            if not opened:
                raise FormulaError("close_without_open", token.span, got=token.text)
            last = opened.pop()
            if _CLOSING[last.text] != token.text:
                wanted = _CLOSING[last.text]
                raise FormulaError("bracket_mismatch", token.span, opened=last.text, wanted=wanted, got=token.text)
    if opened:
        raise FormulaError("open_without_close", opened[-1].span, got=opened[-1].text)


def _join(first: Span, last: Span) -> Span:
    return Span(first.start, last.end)


class _Reader:
    """A cursor over tokens with one method for each rule of the grammar."""

    def __init__(self, found: list[Token], limits: Limits, length: int) -> None:
        self._tokens = [*found, Token("end", "", Span(length, length))]
        self._at = 0
        self._depth = 0
        self._open_bars = 0
        self._limits = limits

    def formula(self) -> Expression:
        """Read all tokens as one formula."""
        whole = self._expression(0)
        if self._next.kind != "end":
            raise self._refusal()
        return whole

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _sees(self, *texts: str) -> bool:
        return self._next.kind == "sign" and self._next.text in texts

    def _expect(self, text: str) -> Token:
        if not self._sees(text):
            raise self._refusal()
        return self._take()

    def _refusal(self) -> FormulaError:
        """Return why the next token cannot stand where it stands."""
        token = self._next
        if token.kind == "end":
            return FormulaError(
                "unexpected_end", self._tokens[self._at - 1].span, after=self._tokens[self._at - 1].text
            )
        if self._sees("*", "/", "^"):
            return FormulaError("operator_without_left", token.span, got=token.text)
        if self._sees("'"):
            return FormulaError("prime_on_symbol", token.span)
        if self._sees(","):
            return FormulaError("comma", token.span)
        if self._sees("="):
            return FormulaError("equation", token.span)
        if self._sees(*_RELATIONS):
            return FormulaError("comparison", token.span, got=token.text)
        return FormulaError("unexpected", token.span, got=token.text)

    def _inside(self, tightest: int) -> Expression:
        """Read an expression that stands inside another: the one way by which methods call themselves again."""
        self._depth += 1
        if self._depth > self._limits.depth:
            raise FormulaError("too_deep", self._next.span, limit=self._limits.depth)
        inner = self._expression(tightest)
        self._depth -= 1
        return inner

    def _expression(self, tightest: int) -> Expression:
        """Read operands joined by operators that bind at least as tightly as `tightest`."""
        left = self._signed(tightest) if self._sees("+", "-") else self._operand()
        while (joined := self._continued(left, tightest)) is not None:
            left = joined
        return left

    def _signed(self, tightest: int) -> Expression:
        """A leading sign reaches over products where it starts a term, `−2x`, and over powers elsewhere, `2·−x²`."""
        sign = self._take()
        operand = self._inside(_PRODUCT if tightest <= _PRODUCT else _SIGN)
        return Negate(operand, span=_join(sign.span, operand.span)) if sign.text == "-" else operand

    def _continued(self, left: Expression, tightest: int) -> Expression | None:
        """Join `left` with what follows it, or return None where nothing may follow."""
        if self._sees("+", "-") and tightest <= _SUM:
            return self._binary(left, _SUM + 1)
        if self._sees("*", "/") and tightest <= _PRODUCT:
            return self._binary(left, _PRODUCT + 1)
        if self._sees("^") and tightest <= _POWER:
            return self._power(left)
        if self._starts_operand() and tightest <= _PRODUCT:
            if self._next.kind in ("number", "fraction") and self._tokens[self._at - 1].kind in ("number", "fraction"):
                raise FormulaError("two_numbers", _join(self._tokens[self._at - 1].span, self._next.span))
            right = self._expression(_PRODUCT + 1)
            return Binary("*", left, right, implicit=True, span=_join(left.span, right.span))
        return None

    def _binary(self, left: Expression, tightest: int) -> Binary:
        operator = self._take().text
        right = self._expression(tightest)
        return Binary(operator, left, right, span=_join(left.span, right.span))  # type: ignore[arg-type]

    def _power(self, base: Expression) -> Binary:
        self._take()
        exponent = self._inside(_POWER)
        return Binary("^", base, exponent, span=_join(base.span, exponent.span))

    def _starts_operand(self) -> bool:
        if self._next.kind in ("sign", "end"):
            return self._sees("(", "[", "{", "√") or (self._sees("|") and not self._open_bars)
        return True

    def _operand(self) -> Expression:
        token = self._next
        match token.kind:
            case "number":
                return Number(self._take().text, span=token.span)
            case "fraction":
                over, under = self._take().text.split("/")
                return Binary("/", Number(over, span=token.span), Number(under, span=token.span), span=token.span)
            case "symbol":
                return self._named(Symbol(self._take().text, span=token.span))
            case "constant":
                return self._named(Constant(self._take().text, span=token.span))  # type: ignore[arg-type]
            case "derivative":
                self._take()
                return Leibniz(*token.names, span=token.span, partial=token.text == "∂")
            case "function":
                return self._function()
            case "sign" | "end":
                return self._signed_operand()

    def _signed_operand(self) -> Expression:
        if self._sees("(", "[", "{"):
            return self._bracketed()
        if self._sees("|"):
            return self._absolute()
        if self._sees("√"):
            return self._root()
        raise self._refusal()

    def _named(self, node: Expression) -> Expression:
        if self._sees("'"):
            raise FormulaError("prime_on_symbol", _join(node.span, self._next.span))
        return node

    def _bracketed(self) -> Expression:
        """`(…)` in any brackets, or a condition `[z > 0]`."""
        first = self._take()
        bars, self._open_bars = self._open_bars, 0
        inner = self._inside(0)
        if first.text == "[" and self._sees(*_RELATIONS):
            inner = self._condition(inner)
        last = self._expect(_CLOSING[first.text])
        self._open_bars = bars
        span = _join(first.span, last.span)
        return replace(inner, span=span) if isinstance(inner, Condition) else Group(inner, span=span)

    def _condition(self, left: Expression) -> Condition:
        relation = self._take().text
        right = self._inside(0)
        return Condition(relation, left, right, span=_join(left.span, right.span))  # type: ignore[arg-type]

    def _absolute(self) -> Expression:
        first = self._take()
        self._open_bars += 1
        inner = self._inside(0)
        if not self._sees("|"):
            raise FormulaError("open_without_close", first.span, got="|")
        self._open_bars -= 1
        return Call("abs", (inner,), span=_join(first.span, self._take().span))

    def _root(self) -> Expression:
        first = self._take()
        radicand = self._inside(_ROOT)
        return Call("sqrt", (ungrouped(radicand),), span=_join(first.span, radicand.span))

    def _function(self) -> Expression:
        """`σ(z)`, `σ'(z)`, `tanh²(z)`, `max(0, z)`."""
        name = self._take()
        primes = self._primes(name)
        power = self._power_of_function(name)
        if not self._sees("("):
            raise FormulaError("function_needs_argument", name.span, name=name.text)
        arguments, last = self._arguments()
        span = _join(name.span, last.span)
        call = _cases(name, arguments, span) if name.text == PIECEWISE else _call(name, arguments, primes, span)
        return Binary("^", call, power, span=span) if power else call

    def _primes(self, name: Token) -> int:
        primes = 0
        while self._sees("'"):
            primes += 1
            last = self._take().span
            if name.text == PIECEWISE or FUNCTIONS[name.text].arity != 1:
                raise FormulaError("prime_on_symbol", _join(name.span, last))
            if primes > 1:
                raise FormulaError("second_derivative", _join(name.span, last), name=name.text)
        return primes

    def _power_of_function(self, name: Token) -> Expression | None:
        """The square in `tanh²(z)`; what `sin⁻¹(x)` means is disputed, so it is refused."""
        if not self._sees("^"):
            return None
        self._take()
        if self._sees("-"):
            raise FormulaError("inverse_function", _join(name.span, self._next.span), name=name.text)
        if self._next.kind != "number":
            raise FormulaError("function_needs_argument", name.span, name=name.text)
        return self._operand()

    def _arguments(self) -> tuple[tuple[Expression, ...], Token]:
        """What stands between the brackets of a call, and the closing one."""
        self._expect("(")
        bars, self._open_bars = self._open_bars, 0
        arguments = [self._argument()]
        while self._sees(","):
            self._take()
            arguments.append(self._argument())
        self._open_bars = bars
        return tuple(arguments), self._expect(")")

    def _argument(self) -> Expression:
        argument = self._inside(0)
        return self._condition(argument) if self._sees(*_RELATIONS) else argument


def _call(name: Token, arguments: tuple[Expression, ...], primes: int, span: Span) -> Call:
    wanted = FUNCTIONS[name.text].arity
    if len(arguments) != wanted:
        raise FormulaError("arity", span, name=name.text, got=len(arguments), wanted=wanted)
    return Call(name.text, arguments, primes, span=span)


def _cases(name: Token, arguments: tuple[Expression, ...], span: Span) -> Cases:
    """`cases(value, condition, …, otherwise)`; the last value may be left out."""
    pairs = list(zip(arguments[::2], [*arguments[1::2], None], strict=False))
    branches = [
        (value, condition) for value, condition in pairs if condition is None or isinstance(condition, Condition)
    ]
    if len(branches) < len(pairs) or len(arguments) < 2:
        raise FormulaError("cases_shape", span, name=name.text)
    return Cases(tuple(branches), span=span)
