"""Why a wrong formula is wrong: what a teacher would recognise in it, verified by the values that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, get_args

import numpy as np

from tutor.errors import Argument
from tutor.formulas import expression as ex
from tutor.formulas.expression import Binary, Expression, Negate, Number, Symbol, plain, symbols, ungrouped, walk
from tutor.formulas.readings import rebracketed
from tutor.formulas.vocabulary import display_names
from tutor.formulas.write import one_line
from tutor.judging.codes import FormulaCode, ReasonCode
from tutor.judging.counterexample import counterexample
from tutor.judging.edits import Edit, cancels, mending, renamed, wrong_forms
from tutor.judging.equivalence import SAME, Reference, agree, constant, matches
from tutor.judging.places import Place, place_of, replaced
from tutor.judging.probes import Values, values_at
from tutor.judging.question import FormulaQuestion
from tutor.judging.slips import slips

_NEARLY: Final = 0.02
_MOST_PARTS: Final = 80
"""Larger formulas are not searched place by place."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong with a formula."""

    code: ReasonCode
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))


class Reasons:
    """Explains the wrong answers to one question; its slips are computed once."""

    def __init__(self, question: FormulaQuestion, reference: Reference) -> None:
        self._question = question
        self._reference = reference
        self._probes = reference.probes
        self._slips = slips(question, self._probes)
        self._table = _stacked([slip.values for slip in self._slips], self._probes.count)
        forms = [(form, self._probes.evaluate(form.formula)) for form in wrong_forms(question.answer)]
        forms = [(form, values) for form, values in forms if not agree(values, reference.values)]
        self._forms = [form for form, _ in forms]
        self._form_values = _stacked([values for _, values in forms], self._probes.count)
        calls = (part for part in walk(question.answer) if isinstance(part, ex.Call))
        self._functions = frozenset(call.function for call in calls if len(call.arguments) == 1)
        self._fixed = constant(reference.values) is not None

    def explain(self, expression: Expression) -> Reason:
        """Return the most useful true explanation of `expression`, which is known to be wrong."""
        with np.errstate(all="ignore"):
            wrong = place_of(expression, self._probes)
            for explanation in (
                self._bracketing, self._zero, self._sign, self._values_for_letters, self._slip, self._edit,
                self._nearly_exact, self._unrelated, self._unused,
            ):  # fmt: skip
                if (reason := explanation(wrong)) is not None:
                    return reason
            return self._counterexample(wrong)

    def _of_a_slope(self, code: FormulaCode) -> ReasonCode:
        """The code that says the same of a derivative, where the answer is one."""
        return _OF_A_SLOPE.get(code, code) if self._question.differentiates else code

    def _bracketing(self, wrong: Place) -> Reason | None:
        """The same operands and operators with brackets elsewhere give the answer."""
        chains: set[tuple[int, ...]] = set()
        for place, goal in self._searched(wrong):
            if not isinstance(place.node, Binary | Negate):
                continue  # no operators that brackets could hold together otherwise
            chains.add(place.path)
            if place.path and place.path[:-1] in chains:
                continue
            for other in rebracketed(place.node):
                if not agree(self._probes.evaluate(other), goal) or _doubles(other, place.node):
                    continue
                whole = plain(replaced(wrong.node, place.path, other))
                if self._reference.compare(whole) is SAME:
                    return Reason("bracketing", {"read": one_line(wrong.node), "other": one_line(whole)})
        return None

    def _searched(self, wrong: Place) -> list[tuple[Place, Values]]:
        if sum(1 for _ in walk(wrong.node)) > _MOST_PARTS:
            return []
        return list(wrong.with_goals(self._reference.values))

    def _zero(self, wrong: Place) -> Reason | None:
        if wrong.values.any() or Reference(Number("0"), self._probes).compare(wrong.node) is not SAME:
            return None
        return Reason(self._of_a_slope("zero_everywhere"))

    def _sign(self, wrong: Place) -> Reason | None:
        if not agree(-wrong.values, self._reference.values) or self._reference.compare(Negate(wrong.node)) is not SAME:
            return None
        return Reason(self._of_a_slope("sign_of_whole"))

    def _values_for_letters(self, wrong: Place) -> Reason | None:
        """The answer with the step's own numbers in place of some letters."""
        numbers = self._question.numbers
        letters = sorted(symbols(self._question.answer) - symbols(wrong.node))
        if not letters or not numbers.keys() >= set(letters):
            return None
        if symbols(wrong.node) and {numbers[name] for name in letters} <= {0, 1}:
            return None  # a term or a factor that was forgotten
        here = {name: np.full(self._probes.count, numbers[name], np.complex128) for name in letters}
        values = values_at(self._question.answer, {**self._probes.values, **here}, self._probes.count)
        if not agree(wrong.values, values) and not _is_rounded(wrong.node, values):
            return None
        return Reason("values_for_letters", {"names": display_names(letters)})

    def _slip(self, wrong: Place) -> Reason | None:
        decimals = {float(part.text) for part in walk(wrong.node) if isinstance(part, Number) and "." in part.text}
        has_power = any(isinstance(part, Binary) and part.operator == "^" for part in walk(wrong.node))
        for index in np.flatnonzero(matches(wrong.values, self._table)):
            slip = self._slips[index]
            named = slip.code == "quantity_itself" and isinstance(ungrouped(wrong.node), Symbol)
            unseen = slip.code == "exponent_kept" and not has_power
            if not named and not unseen and (slip.rate is None or slip.rate in decimals):
                return Reason(slip.code, slip.arguments)
        return None

    def _edit(self, wrong: Place) -> Reason | None:
        """One change that makes it right, or that makes it of the right one; verified with many digits."""
        if constant(wrong.values) is not None:
            return None
        for edits in (self._changes(wrong), self._renamings(wrong)):
            for edit, against in sorted(edits, key=lambda found: _order_of(found[0])):
                if against.compare(edit.formula) is SAME:
                    return Reason(self._of_a_slope(edit.code), edit.arguments)
        return None

    def _changes(self, wrong: Place) -> Iterator[tuple[Edit, Reference]]:
        """What floats found, each with what the edited formula is to be the same as."""
        if self._searched(wrong):
            for edit in mending(wrong, self._reference.values, self._probes, self._functions):
                if not cancels(edit, wrong.node, self._question.answer):
                    yield edit, self._reference
        for index in np.flatnonzero(matches(wrong.values, self._form_values)):
            form = self._forms[index]
            yield replace(form, formula=wrong.node), Reference(form.formula, self._probes)

    def _renamings(self, wrong: Place) -> Iterator[tuple[Edit, Reference]]:
        for edit in renamed(wrong.node, self._question.answer) if self._searched(wrong) else ():
            if agree(self._probes.evaluate(edit.formula), self._reference.values):
                yield edit, self._reference

    def _nearly_exact(self, wrong: Place) -> Reason | None:
        decimal = any(isinstance(part, Number) and "." in part.text for part in walk(wrong.node))
        close = np.abs(wrong.values - self._reference.values) <= _NEARLY * np.abs(self._reference.values)
        return Reason("nearly_exact") if decimal and close.all() else None

    def _unrelated(self, wrong: Place) -> Reason | None:
        extra = sorted(symbols(wrong.node) - self._related)
        return Reason("unrelated_symbol", {"names": display_names(extra)}) if extra else None

    @cached_property
    def _related(self) -> frozenset[str]:
        """The answer's symbols, everything they are defined by, and everything that is defined by those alone."""
        related = set(symbols(self._question.answer))
        definitions = self._probes.definitions
        for name in reversed(definitions):
            if name in related:
                related |= symbols(definitions[name])
        for name, formula in definitions.items():
            if symbols(formula) <= related:
                related.add(name)
        return frozenset(related)

    def _unused(self, wrong: Place) -> Reason | None:
        """Letters that the answer changes with, and that the formula does not hold, not even through others."""
        held = self._sources(wrong.node)
        answer = self._question.answer
        moving = {name for name in self._sources(answer) - held if self._probes.slope(answer, name).any()}
        names = [name for name in sorted(symbols(answer)) if self._sources(Symbol(name)) & moving]
        return Reason("unused_symbol", {"names": display_names(names)}) if names else None

    def _sources(self, expression: Expression) -> frozenset[str]:
        """The free names that `expression` is computed from."""
        known = {**self._probes.definitions, **self._probes.named}
        seen: set[str] = set()
        waiting = [expression]
        while waiting:
            names = {part.name for part in walk(waiting.pop()) if isinstance(part, Symbol | ex.Leibniz)} - seen
            seen |= names
            waiting += [formula for name in names if (formula := known.get(name)) is not None]
        return frozenset(name for name in seen if known.get(name) is None)

    def _counterexample(self, wrong: Place) -> Reason:
        if self._fixed and constant(wrong.values) is not None:
            return Reason("another_number")
        found = counterexample(wrong.node, self._question.answer, self._probes, self._question.numbers)
        if found is None:
            return Reason("too_close_to_tell")
        return Reason(self._of_a_slope("value_at_point" if found.yours else "no_value_at_point"), found.arguments)


def _order_of(edit: Edit) -> tuple[bool, int]:
    return not edit.simple, _RANK[edit.code]


def _doubles(other: Expression, typed: Expression) -> bool:
    """Whether brackets put equal things side by side that stood apart: nobody forgets such brackets."""
    return not _equal_pairs(other) <= _equal_pairs(typed)


def _equal_pairs(node: Expression) -> set[Expression]:
    pairs = (part for part in walk(plain(node)) if isinstance(part, Binary))
    return {part for part in pairs if part.left == part.right}


def _stacked(columns: Sequence[Values], count: int) -> Values:
    return np.stack(columns) if columns else np.empty((0, count), np.complex128)


def _is_rounded(node: Expression, values: Values) -> bool:
    """Whether `node` is a decimal number that is `values`, one number everywhere, rounded to the digits typed."""
    node = ungrouped(node)
    negative, number = (True, ungrouped(node.operand)) if isinstance(node, Negate) else (False, node)
    exact = constant(values)
    if exact is None or not isinstance(number, Number) or "." not in number.text:
        return False
    unit = 10.0 ** -len(number.text.partition(".")[2])
    typed = -float(number.text) if negative else float(number.text)
    return abs(typed - exact) <= unit / 2 * (1 + 1e-9)


_RANK: Final = {code: rank for rank, code in enumerate(get_args(FormulaCode))}
_OF_A_SLOPE: Final[Mapping[str, ReasonCode]] = {
    "sign_of_whole": "sign_of_slope",
    "upside_down": "inverted_slope",
    "zero_everywhere": "flat_everywhere",
    "value_at_point": "slope_at_point",
    "no_value_at_point": "no_slope_at_point",
}
