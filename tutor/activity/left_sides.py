"""What may stand left of the = before an answer: a name of what is asked, so that no false equation is called right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from tutor.activity.base import Unreadable
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import LeftSide, left_side
from tutor.formulas.vocabulary import Vocabulary, canonical_name
from tutor.lesson.format.markdown_rules import fixed_parts

Asked: TypeAlias = Callable[[LeftSide], Unreadable | None]
"""Why a left side may not stand there, None where it names what is asked."""

_FRACTION: Final = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_HAT: Final = re.compile(r"\\hat\{?(\w)\}?")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)|\\.")


def other_left_side(left: LeftSide, asked: str) -> Unreadable:
    """Return that `left` names something else than `asked`."""
    return Unreadable("left-side-other", {"got": left.text, "name": asked}, left.span)


def named_in_prompt(prompt: str, symbols: Sequence[str] = (), wrt: str = "") -> Asked:
    """Return what may stand before an answer in `symbols` to a question of which only the `prompt` says what it asks.

    A derivative must be by `wrt`, or, where that is not declared, be the only derivative that is a formula of its own
    in the prompt. Another name must be the learner's own, of a function: whether one that stands in the prompt is asked
    for, or only mentioned, nobody but a reader knows, and a number, without `symbols`, is that of no other name.
    """
    vocabulary = Vocabulary(tuple(symbols))

    def names(left: LeftSide) -> bool:
        """Whether `left` may be what the prompt asks for."""
        if vocabulary.symbol(left.of) is not None and (wrt or not left.order):
            return False
        if wrt:
            return left.order == 1 and (not left.by or vocabulary.symbol(left.by) == wrt)
        formulas = [_plain(part.text.strip("$")) for part in fixed_parts(prompt) if part.kind == "formulas"]
        if left.order:
            return {named for formula in formulas if (named := _derivative_alone(formula)) is not None} == {left}
        is_mentioned = any(_squeezed(left.of) in _squeezed(formula) for formula in formulas)
        return bool(symbols) and not is_mentioned and vocabulary.function(left.of) is None

    def refused(left: LeftSide) -> Unreadable | None:
        """Why `left` may not stand there, None where it may."""
        return None if names(left) else Unreadable("left-side-unknown", {"got": left.text}, left.span)

    return refused


def _derivative_alone(formula: str) -> LeftSide | None:
    """The derivative that `formula` of a prompt is, None where it is something else or more."""
    try:
        named = left_side(f"{formula}=", Vocabulary())
    except FormulaError:
        return None
    return named if named is not None and named.order and named.text == formula else None


def _plain(latex: str) -> str:
    """A formula of a prompt as a learner would type it, as far as names go."""
    hatted = _HAT.sub(r"\1_hat", latex.replace(r"\partial", "∂"))
    return _COMMAND.sub(lambda match: match[1] or "", _FRACTION.sub(r"\1/\2", hatted))


def _squeezed(text: str) -> str:
    return re.sub(r"[_{}]", "", canonical_name(text))
