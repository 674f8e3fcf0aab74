"""How large a formula may be, and the error that says why a text was not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tutor.errors import Argument, TutorError

if TYPE_CHECKING:
    from tutor.formulas.expression import Span


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a text and on what it says; whatever passes them is cheap to evaluate."""

    characters: int = 200
    tokens: int = 150
    depth: int = 40
    """Brackets, signs and powers inside each other."""
    nodes: int = 200
    digits: int = 12
    """Digits of one number."""
    exponent: float = 64
    """Largest size of a constant exponent."""
    magnitude: float = 1e12
    """Largest size of any part that holds no symbol."""


LEARNER: Final = Limits()
AUTHOR: Final = Limits(characters=1000, tokens=500, depth=60, nodes=700, digits=17)


class FormulaError(TutorError):
    """A text that is no formula here: `code` says why, `span` where in the text as it was typed.

    The argument `place` is the position of the first character concerned, counted from 1.
    """

    def __init__(self, code: str, span: Span, /, **arguments: Argument) -> None:
        super().__init__(code, **{"place": span.start + 1, **arguments})
        self.span = span
