"""The grammar of formulas: tokens to an expression by precedence climbing; nothing in a text is ever run.

A function may stand without brackets, as textbooks write it. Its argument is then the product of the numbers, names and
powers that follow without a sign, `tan 2πx^2`, with a minus that touches it, `sin -x`. It ends before + − * /, before a
bracket and before another function: `sin x cos x + 1` is sin(x)·cos(x) + 1, and `ln x/y` is ln(x)/y. A function alone
may be the argument, `ln tanh z`, and bars are brackets, `ln|x|`. Behind a name, spaces decide: `sin xy` is sin(x·y) and
`sin x (y+1)` is sin(x)·(y + 1), but `sin x y` and `sin x(y+1)` could be meant either way and are refused.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import Final, get_args

from tutor.formulas import expression as ex
from tutor.formulas.characters import Characters, characters
from tutor.formulas.expression import Binary, Call, Condition, Expression, Group, Number, Span, Symbol, ungrouped, walk
from tutor.formulas.functions import FUNCTIONS, PIECEWISE, ROOT
from tutor.formulas.latex import without_latex
from tutor.formulas.limits import LEARNER, FormulaError, Limits
from tutor.formulas.tokens import BRACKETS, LeftSide, Token, check_words, left_side_in, tokens
from tutor.formulas.vocabulary import Vocabulary

_ROOTS: Final = {"√": 2, "∛": 3, "∜": 4}
_BARE: Final = frozenset({"number", "fraction", "symbol", "constant", "derivative"})
"""What an argument without brackets starts with, apart from a root or a function."""
_RELATIONS: Final = frozenset(get_args(ex.Relation))
_SUM, _PRODUCT, _SIGN, _POWER, _ROOT = 10, 20, 25, 30, 40


def read(text: str, vocabulary: Vocabulary, limits: Limits = LEARNER) -> Expression:
    """Return the formula that `text` says, order, brackets and implicit products kept, whatever its parts amount to.

    A left side such as `dL/dw =` is read and left out. Raises FormulaError, and nothing else, for any other text;
    its span counts characters of `text`.
    """
    found = tokens(_source(text, vocabulary, limits), vocabulary, limits)
    if not found:
        raise FormulaError("empty", Span(0, len(text)))
    _check_brackets(found)
    check_words(found)
    return _Reader(found, limits, len(text)).formula()


def left_side(text: str, vocabulary: Vocabulary, limits: Limits = LEARNER) -> LeftSide | None:
    """Return what `read` leaves out in front of a formula, `dL/dw` of `dL/dw = x`, None where that is nothing.

    Raises FormulaError where `text` is too long, or has a character or LaTeX that no formula may have.
    """
    return left_side_in(_source(text, vocabulary, limits), text)


def _source(text: str, vocabulary: Vocabulary, limits: Limits) -> Characters:
    """The characters of `text`, with its LaTeX rewritten and the delimiters around it left out."""
    if len(text) > limits.characters:
        raise FormulaError("too_long", Span(limits.characters, len(text)), limit=limits.characters)
    return without_latex(characters(text), vocabulary, limits.depth)


def _check_brackets(found: list[Token]) -> None:
    """Say which bracket has no partner: the most useful message comes before any other about the grammar."""
    opened: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in BRACKETS:
            opened.append(token)
        elif token.text in BRACKETS.values():
            if not opened:
                raise FormulaError("close_without_open", token.span, got=token.text)
            last = opened.pop()
            if (wanted := BRACKETS[last.text]) != token.text:
                raise FormulaError("bracket_mismatch", token.span, opened=last.text, wanted=wanted, got=token.text)
    if opened:
        raise FormulaError("open_without_close", opened[-1].span, got=opened[-1].text)


def _join(first: Span, last: Span) -> Span:
    return Span(first.start, last.end)


class _Cursor:
    """A place among tokens, the last of which is the end."""

    def __init__(self, found: list[Token], length: int) -> None:
        self._tokens = [*found, Token("end", "", Span(length, length))]
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    @property
    def _last(self) -> Token:
        return self._tokens[self._at - 1]

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
            return FormulaError("unexpected_end", self._last.span, after=self._last.text)
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


class _Reader(_Cursor):
    """One method for each rule of the grammar."""

    def __init__(self, found: list[Token], limits: Limits, length: int) -> None:
        super().__init__(found, length)
        self._depth = 0
        self._open_bars = 0
        self._limits = limits

    def formula(self) -> Expression:
        """Read all tokens as one formula."""
        whole = self._expression(0)
        if self._next.kind != "end":
            raise self._refusal()
        return whole

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
        return ex.Negate(operand, span=_join(sign.span, operand.span)) if sign.text == "-" else operand

    def _continued(self, left: Expression, tightest: int) -> Expression | None:
        """Join `left` with what follows it, or return None where nothing may follow."""
        if self._sees("+", "-") and tightest <= _SUM:
            return self._binary(left, _SUM + 1)
        if self._sees("*", "/") and tightest <= _PRODUCT:
            return self._binary(left, _PRODUCT + 1)
        if self._sees("^") and tightest <= _POWER:
            return self._power(left)
        if self._starts_operand() and tightest <= _PRODUCT:
            return self._beside(left, _PRODUCT + 1)
        return None

    def _beside(self, left: Expression, tightest: int) -> Expression:
        """Read the next factor of a product without signs."""
        last = self._last
        if self._next.kind in ("number", "fraction") and last.kind in ("number", "fraction"):
            raise FormulaError("two_numbers", _join(last.span, self._next.span))
        right = self._expression(tightest)
        return Binary("*", left, right, implicit=True, span=_join(left.span, right.span))

    def _binary(self, left: Expression, tightest: int) -> Binary:
        operator = self._take().text
        right = self._expression(tightest)
        return Binary(operator, left, right, span=_join(left.span, right.span))  # type: ignore[arg-type]

    def _power(self, base: Expression) -> Binary:
        self._take()
        in_braces = self._sees("{")
        exponent = self._inside(_POWER)
        if in_braces and isinstance(exponent, Group) and isinstance(exponent.inner, Number | Symbol | ex.Constant):
            exponent = exponent.inner
        return Binary("^", base, exponent, span=_join(base.span, exponent.span))

    def _starts_operand(self) -> bool:
        if self._next.kind in ("sign", "end"):
            return self._sees(*BRACKETS, *_ROOTS) or (self._sees("|") and not self._open_bars)
        return True

    def _operand(self) -> Expression:
        token = self._next
        match token.kind:
            case "number":
                return Number(self._take().text, span=token.span)
            case "fraction":
                over, under = self._take().text.split("/")
                return Binary("/", Number(over, span=token.span), Number(under, span=token.span), span=token.span)
            case "symbol" | "constant":
                made = Symbol if token.kind == "symbol" else ex.Constant
                node = made(self._take().text, span=token.span)  # type: ignore[arg-type]
                if self._sees("'"):
                    raise FormulaError("prime_on_symbol", _join(node.span, self._next.span))
                return node
            case "derivative":
                self._take()
                return ex.Leibniz(*token.names, span=token.span, partial=token.text == "∂")
            case "function":
                return self._function()
            case "sign" | "end":
                return self._signed_operand()

    def _signed_operand(self) -> Expression:
        if self._sees(*BRACKETS):
            return self._bracketed()
        if self._sees("|"):
            return self._absolute()
        if self._sees(*_ROOTS):
            return self._root()
        raise self._refusal()

    def _bracketed(self) -> Expression:
        """`(…)` in any brackets, or a condition `(z > 0)`, which is one in brackets of its own."""
        (inner,), span = self._enclosed()
        return replace(inner, span=span) if isinstance(inner, Condition) else Group(inner, span=span)

    def _condition(self, left: Expression) -> Condition:
        relation = self._take().text
        right = self._inside(0)
        if self._sees(*_RELATIONS):
            raise FormulaError("chained_comparison", _join(left.span, self._next.span))
        return Condition(relation, left, right, span=_join(left.span, right.span))  # type: ignore[arg-type]

    def _absolute(self) -> Expression:
        first = self._take()
        self._open_bars += 1
        inner = self._inside(0) if self._next.kind != "end" else None
        if inner is None or not self._sees("|"):
            raise FormulaError("open_without_close", first.span, got="|")
        self._open_bars -= 1
        return Call("abs", (inner,), span=_join(first.span, self._take().span))

    def _root(self) -> Expression:
        first = self._take()
        radicand = self._inside(_ROOT)
        span = _join(first.span, radicand.span)
        if first.text == "√":
            return Call("sqrt", (ungrouped(radicand),), span=span)
        return _root(Number(str(_ROOTS[first.text]), span=first.span), radicand, span)

    def _function(self) -> Expression:
        """`σ(z)`, `σ'(z)`, `tanh²(z)`, `max(0, z)`, and `tanh z` without brackets."""
        name = self._take()
        primes = self._primes(name)
        power = self._power_of_function(name)
        if self._sees(*BRACKETS):
            arguments, _ = self._enclosed(several=True)
        else:
            arguments = (self._argument_without_brackets(name),)
        call = _applied(name, arguments, primes, _join(name.span, self._last.span))
        return Binary("^", call, power, span=call.span) if power else call

    def _primes(self, name: Token) -> int:
        primes = 0
        while self._sees("'"):
            primes += 1
            last = self._take().span
            if name.text in (PIECEWISE, ROOT) or name.base or FUNCTIONS[name.text].arity != 1:
                raise FormulaError("prime_on_symbol", _join(name.span, last))
            if primes > 1:
                raise FormulaError("second_derivative", _join(name.span, last), name=name.text)
        return primes

    def _power_of_function(self, name: Token) -> Expression | None:
        """The square in `tanh²(z)`; what `sin⁻¹(x)` means is disputed, so it is refused."""
        if not self._sees("^"):
            return None
        self._take()
        in_braces = self._sees("{") and bool(self._take())
        if self._sees("-"):
            raise FormulaError("inverse_function", _join(name.span, self._next.span), name=name.text)
        if self._next.kind != "number":
            raise FormulaError("function_needs_argument", name.span, name=name.text)
        power = self._operand()
        if in_braces:
            self._expect("}")
        return power

    def _enclosed(self, *, several: bool = False) -> tuple[tuple[Expression, ...], Span]:
        """What stands between brackets of any kind, `several` with commas between them, and where all of it stands."""
        first = self._take()
        bars, self._open_bars = self._open_bars, 0
        arguments = [self._argument()]
        while several and self._sees(","):
            self._take()
            arguments.append(self._argument())
        self._open_bars = bars
        return tuple(arguments), _join(first.span, self._expect(BRACKETS[first.text]).span)

    def _argument_without_brackets(self, name: Token) -> Expression:
        """The argument of `name` as the module's docstring says where it ends."""
        sign = self._take() if self._sees("-") and self._touches_only_right() else None
        if self._sees("|"):
            argument = self._absolute()
        elif sign and self._sees(*BRACKETS):
            argument = self._bracketed()
        elif self._next.kind == "function":
            argument = self._inside(_ROOT)
        elif self._next.kind in _BARE or self._sees(*_ROOTS):
            argument = self._factors(name)
        else:
            raise FormulaError("function_needs_argument", name.span, name=name.text)
        return ex.Negate(argument, span=_join(sign.span, argument.span)) if sign else argument

    def _touches_only_right(self) -> bool:
        """Whether the next sign stands apart from what is before it and touches what follows: `sin -x`."""
        before, sign, after = self._tokens[self._at - 1 : self._at + 2]
        return before.span.end < sign.span.start and sign.span.end == after.span.start

    def _factors(self, name: Token) -> Expression:
        """Numbers, names, roots and powers side by side, with a bracket that touches a number: `2(x+1)`."""
        argument = self._inside(_POWER)
        while self._starts_operand() and self._next.kind != "function":
            touching = self._last.span.end == self._next.span.start
            in_brackets = self._sees(*BRACKETS, "|")
            if in_brackets and not touching:
                break
            if touching == in_brackets and any(isinstance(part, Symbol | ex.Leibniz) for part in walk(argument)):
                raise FormulaError("ambiguous_argument", _join(name.span, self._next.span), name=name.text)
            argument = self._beside(argument, _POWER)
        return argument

    def _argument(self) -> Expression:
        argument = self._inside(0)
        return self._condition(argument) if self._sees(*_RELATIONS) else argument


def _applied(name: Token, arguments: tuple[Expression, ...], primes: int, span: Span) -> Expression:
    """The function or notation that `name` is, applied to its arguments."""
    if name.text == PIECEWISE:
        return _cases(name, arguments, span)
    if name.text == ROOT:
        if len(arguments) != 2:
            raise FormulaError("arity", span, name=name.text, got=len(arguments), wanted=2)
        return _root(*arguments, span)
    call = _call(name, arguments, primes, span)
    return _logarithm(call, name.base, span) if name.base else call


def _call(name: Token, arguments: tuple[Expression, ...], primes: int, span: Span) -> Expression:
    record = FUNCTIONS[name.text]
    if record.associative and len(arguments) > record.arity:
        return reduce(lambda left, right: Call(name.text, (left, right), span=span), arguments)
    if len(arguments) != record.arity:
        raise FormulaError("arity", span, name=name.text, got=len(arguments), wanted=record.arity)
    return Call(name.text, arguments, primes, span=span)


def _logarithm(logarithm: Expression, base: Token, span: Span) -> Binary:
    """`log_b(x)` is ln(x)/ln(b)."""
    number = (Number if base.kind == "number" else Symbol)(base.text, span=base.span)
    return Binary("/", logarithm, Call("ln", (number,), span=base.span), span=span)


def _root(index: Expression, radicand: Expression, span: Span) -> Binary:
    """The n-th root of x is x^(1/n)."""
    exponent = Group(Binary("/", Number("1", span=index.span), index, span=index.span), span=index.span)
    return Binary("^", radicand, exponent, span=span)


def _cases(name: Token, arguments: tuple[Expression, ...], span: Span) -> ex.Cases:
    """`cases(value, condition, …, otherwise)`; the last value may be left out."""
    pairs = list(zip(arguments[::2], [*arguments[1::2], None], strict=False))
    branches = [
        (value, condition) for value, condition in pairs if condition is None or isinstance(condition, Condition)
    ]
    if len(branches) < len(pairs) or len(arguments) < 2:
        raise FormulaError("cases_shape", span, name=name.text)
    return ex.Cases(tuple(branches), span=span)
