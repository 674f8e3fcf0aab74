"""Expression -> formula: the order that was written, brackets where precedence needs them, the tutor's notation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from tutor.formulas import expression as ex
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.write import ATOM, POWER, PRODUCT, SUM, TIGHTNESS, tightness
from tutor.typesetting import formula as fm
from tutor.typesetting.formula import Atom, Formula, bracketed, row
from tutor.typesetting.symbols import symbol

_OPERATORS: Final[Mapping[Literal["+", "-", "*"], Atom]] = {"+": fm.PLUS, "-": fm.MINUS, "*": fm.DOT}
_RELATIONS: Final[Mapping[ex.Relation, str]] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "="}
_COMPLEMENTS: Final[Mapping[ex.Relation, ex.Relation | None]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": None}
_LONGEST_EXPONENT: Final = 6


def from_expression(
    expression: ex.Expression,
    *,
    otherwise: str = "else",
    names: Mapping[str, Formula] = MappingProxyType({}),
) -> Formula:
    """Return how `expression` looks.

    Symbols look as `names` says, else as their name does; `otherwise` is the word for the last of several cases.
    Brackets that were written stay where a reader may want them and go where precedence says the same. A comparison
    that is a value, 1 or 0, stands in brackets: square ones beside other things, `[z > 0]·x`, round ones alone.
    """
    typesetter = _Typesetter(otherwise, names)
    match ex.ungrouped(expression):
        case ex.Condition() as alone:
            return bracketed(typesetter.comparison(alone))
        case formula:
            return typesetter.top(formula)


class _Typesetter:
    """Turns expressions into formulas."""

    def __init__(self, otherwise: str, names: Mapping[str, Formula]) -> None:
        self._names = names
        self._otherwise = fm.Text(otherwise)

    def top(self, node: ex.Expression) -> Formula:
        """Where nothing stands beside it, so that brackets around the whole say nothing."""
        return self._formula(ex.ungrouped(node))

    def _formula(self, node: ex.Expression) -> Formula:
        match node:
            case ex.Number(text=text):
                return Atom(text)
            case ex.Constant(name=name):
                return Atom("π" if name == "pi" else name)
            case ex.Symbol(name=name):
                return self._names.get(name) or symbol(name)
            case ex.Leibniz(of=of, by=by, partial=partial):
                return fm.derivative(symbol(of), symbol(by), partial=partial)
            case ex.Call():
                return self._call(node)
            case ex.Negate(operand=operand):
                return row(fm.MINUS, self._operand(operand, PRODUCT, SUM, leading=False))
            case ex.Binary():
                return self._binary(node)
            case ex.Group(inner=inner):
                return self._group(inner)
            case ex.Condition():
                return fm.Delimited("[", self.comparison(node), "]")
            case ex.Cases():
                return self._cases(node)

    def comparison(self, node: ex.Condition) -> Formula:
        """A comparison that says when something holds."""
        return row(self.top(node.left), Atom(_RELATIONS[node.relation], "relation"), self.top(node.right))

    def _group(self, inner: ex.Expression) -> Formula:
        inner = ex.ungrouped(inner)
        body = self._formula(inner)
        return body if _strength(inner) == ATOM else bracketed(body)

    def _operand(self, node: ex.Expression, least: int, outer: int, *, leading: bool) -> Formula:
        """Brackets where `node` binds less than `least`, or where a minus would follow another operator.

        Brackets that were written go where the inside binds more firmly than the operator, of strength `outer`.
        """
        inner = ex.ungrouped(node)
        if _strength(inner) > outer:
            return self._formula(inner)
        weak = not leading if isinstance(node, ex.Negate) else _strength(node) < least
        return bracketed(self._formula(node)) if weak else self._formula(node)

    def _binary(self, node: ex.Binary) -> Formula:
        match node.operator:
            case "/":
                return fm.Fraction(self.top(node.left), self.top(node.right))
            case "^":
                return self._power(node)
            case "+" | "-" | "*" as operator:
                strength = TIGHTNESS[operator]
                left = self._operand(node.left, strength, strength, leading=True)
                right = self._operand(node.right, strength + (operator == "-"), strength, leading=False)
                return row(left, _OPERATORS[operator], right)

    def _power(self, node: ex.Binary) -> Formula:
        base = self._formula(node.left)
        plain = isinstance(node.left, ex.Number | ex.Constant | ex.Symbol | ex.Call | ex.Group | ex.Condition)
        if not plain or isinstance(base, fm.Fraction | fm.Cases):
            base = bracketed(base)
        if isinstance(base, fm.Script) and base.high is None:
            return fm.Script(base.base, base.low, self.top(node.right))
        if isinstance(base, fm.Script):
            base = bracketed(base)
        return fm.Script(base, high=self.top(node.right))

    def _call(self, node: ex.Call) -> Formula:
        arguments = fm.joined(tuple(self.top(argument) for argument in node.arguments), fm.COMMA)
        if not node.primes:
            match node.function:
                case "sqrt":
                    return fm.Root(arguments)
                case "abs":
                    return fm.Delimited("|", arguments, "|")
                case "exp" if _is_short(node.arguments):
                    return fm.Script(Atom("e"), high=arguments)
        name: Formula = Atom(FUNCTIONS[node.function].letter, "function")
        if node.primes:
            name = fm.Script(name, high=Atom("′" * node.primes))
        return row(name, bracketed(arguments))

    def _cases(self, node: ex.Cases) -> Formula:
        branches: list[tuple[Formula, ...]] = []
        conditions = [condition for _, condition in node.branches]
        for value, condition in node.branches:
            shown = condition or _complement(conditions)
            branches.append((self.top(value), self.comparison(shown) if shown else self._otherwise))
        return fm.Cases(tuple(branches))


def _strength(node: ex.Expression) -> int:
    """How firmly `node` holds together as it is drawn: a fraction more firmly than in one line."""
    return POWER if isinstance(node, ex.Leibniz) or _is_quotient(node) else tightness(node)


def _is_quotient(node: ex.Expression) -> bool:
    return isinstance(node, ex.Binary) and node.operator == "/"


def _is_short(arguments: tuple[ex.Expression, ...]) -> bool:
    """Whether an exponent stays readable when it is raised."""
    nodes = [part for argument in arguments for part in ex.walk(argument)]
    tall = any(isinstance(part, ex.Cases) or _is_quotient(part) for part in nodes)
    return len(nodes) <= _LONGEST_EXPONENT and not tall


def _complement(conditions: list[ex.Condition | None]) -> ex.Condition | None:
    """What "otherwise" means beside a single condition: `z ≤ 0` beside `z > 0`; None where no comparison says it."""
    match conditions:
        case [ex.Condition(relation=relation, left=left, right=right), None] if other := _COMPLEMENTS[relation]:
            return ex.Condition(other, left, right)
        case _:
            return None
