"""What is asked for as a formula: the answer, and everything known about how it comes about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from tutor.formulas.expression import Expression, symbols
from tutor.formulas.vocabulary import Vocabulary, display_name
from tutor.judging.probes import Domain


@dataclass(frozen=True, slots=True)
class Factor:
    """A local derivative: how fast `of` changes with `by`."""

    of: str
    by: str
    derivative: Expression
    partial: bool = False

    @property
    def label(self) -> str:
        """Return the derivative's name as it is shown, `dL/da` or `∂L/∂a`."""
        d = "∂" if self.partial else "d"
        return f"{d}{display_name(self.of)}/{d}{display_name(self.by)}"


@dataclass(frozen=True)
class FormulaQuestion:
    """A question that a formula answers; only `answer` is needed, the rest serves the diagnosis."""

    answer: Expression
    definitions: Mapping[str, Expression | None] = field(default_factory=lambda: MappingProxyType({}))
    """Every name that counts, in order; None for a free symbol, a formula of earlier names for the others."""
    domain: Domain = field(default_factory=Domain)
    wrt: str = ""
    """The symbol by which is differentiated; empty where the answer is no derivative."""
    original: Expression | None = None
    """What is differentiated."""
    asked: Factor | None = None
    """The local derivative that is the answer, where it is one factor of a derivation."""
    known: tuple[Factor, ...] = ()
    """The other factors of the same derivation."""
    leibniz: Mapping[tuple[str, str], Expression] = field(default_factory=lambda: MappingProxyType({}))
    """Derivatives that may be used by name; a pair (L, a) is `dL/da`."""
    misconceptions: Mapping[str, Expression] = field(default_factory=lambda: MappingProxyType({}))
    """The author's wrong answers by id."""
    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """The values that the names have in the step, where it has any."""

    @property
    def differentiates(self) -> bool:
        """Return whether the answer is known to be a derivative."""
        return self.original is not None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the names that an answer may use."""
        undeclared = sorted(symbols(self.answer) - self.definitions.keys())
        return Vocabulary((*self.definitions, *undeclared), frozenset(self.leibniz))
