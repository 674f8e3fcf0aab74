"""Formula -> one line of text: for inline maths, plain mode and small places; brackets keep it unambiguous."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from tutor.formulas.notation import COMBINING, lowered, raised
from tutor.spelling import in_ascii
from tutor.text import Cells
from tutor.typesetting import formula as fm
from tutor.typesetting.block import Run, merged, tagged
from tutor.typesetting.formula import Atom, Formula, Kind, Row, Script, Text
from tutor.typesetting.spacing import Neighbour, flattened, gaps, is_word, kinds
from tutor.typesetting.symbols import script_text, vulgar_fraction


class Strength(IntEnum):
    """How firmly the parts of a line hold together; what is too loose for its place gets brackets."""

    RELATION = 0
    SUM = 1
    PRODUCT = 2
    QUOTIENT = 3
    JUXTAPOSED = 4
    ATOM = 5


@dataclass(frozen=True, slots=True)
class _Line:
    runs: tuple[Run, ...]
    strength: Strength = Strength.ATOM

    @property
    def text(self) -> str:
        """Its characters without their tags."""
        return "".join(run.text for run in self.runs)

    def at_least(self, strength: Strength) -> _Line:
        """The line, in brackets if it is looser than `strength`."""
        return self if self.strength >= strength else _around("(", self, ")")


_LOOSEST: Final[dict[Kind, Strength]] = {
    "relation": Strength.RELATION,
    "punctuation": Strength.RELATION,
    "binary": Strength.SUM,
    "prefix": Strength.SUM,
    "product": Strength.PRODUCT,
    "ordinary": Strength.JUXTAPOSED,
    "function": Strength.JUXTAPOSED,
    "large": Strength.JUXTAPOSED,
    "open": Strength.JUXTAPOSED,
    "close": Strength.JUXTAPOSED,
    "inner": Strength.JUXTAPOSED,
}
_FACTORS: Final[tuple[Kind, ...]] = ("ordinary", "inner", "close")
_DIFFERENTIALS: Final = ("d", "∂")


def one_line(formula: Formula, cells: Cells) -> tuple[Run, ...]:
    """Return `formula` as runs of one line: `dL/dw`, `½(o − t)²`, `(a − y)/(2b)`, `√(x)`."""
    return merged(_Linear(cells).line(formula).runs)


def plain_line(formula: Formula, cells: Cells) -> str:
    """Return `formula` as the text of one line, without tags."""
    return "".join(run.text for run in one_line(formula, cells))


def _around(left: str, line: _Line, right: str) -> _Line:
    return _Line((Run(left), *line.runs, Run(right)))


def _joined(lines: Sequence[_Line], separator: str) -> _Line:
    runs = [run for line in lines for run in (Run(separator), *line.runs)]
    return _Line(tuple(runs[1:]), Strength.RELATION)


class _Linear:
    """Writes formulas in one line for one kind of terminal."""

    def __init__(self, cells: Cells, *, tight: bool = False) -> None:
        self._cells = cells
        self._unicode = cells.glyphs.unicode
        self._tight = tight

    def line(self, formula: Formula) -> _Line:
        """Write `formula` in one line, with how tightly its outermost operator binds."""
        match formula:
            case Atom(text=text) | Text(text=text):
                return self._text(text)
            case Row():
                return self._row(flattened(formula))
            case fm.Space(cells=width):
                return self._text(" " * width)
            case fm.Tagged(body=body, tag=tag):
                line = self.line(body)
                return _Line(tagged(line.runs, tag), line.strength)
            case fm.Fraction():
                return self._fraction(formula)
            case Script(base=base):
                return self._script(
                    self.line(base).at_least(Strength.ATOM), formula.low, formula.high, formula.high_first
                )
            case fm.Limits(operator=operator, below=below, above=above):
                return self._script(self.line(operator), below, above, False)
            case fm.Delimited(left=left, body=body, right=right):
                return _around(self._cells.shown(left), self.line(body), self._cells.shown(right))
            case fm.Root():
                return self._root(formula)
            case fm.Accent():
                return self._accent(formula)
            case fm.Brace(body=body, captions=captions):
                return self._braced(body, captions)
            case fm.Boxed(body=body):
                return _around("[", self.line(body), "]")
            case fm.Matrix(rows=rows, left=left, right=right):
                return _around(self._cells.shown(left or "["), self._table(rows), self._cells.shown(right or "]"))
            case fm.Cases(branches=branches):
                return _around("{", self._table(branches), "}")
            case fm.Aligned(rows=rows):
                return self._table(rows, " ")

    def _text(self, text: str) -> _Line:
        return _Line((Run(self._cells.shown(text)),))

    def _table(self, rows: Sequence[Sequence[Formula]], separator: str = ", ") -> _Line:
        return _joined([_joined([self.line(entry) for entry in row], separator) for row in rows], "; ")

    def _row(self, parts: Sequence[Formula]) -> _Line:
        if len(parts) == 1:
            return self.line(parts[0])
        roles = kinds(parts)
        strength = min((_LOOSEST[kind] for kind in roles), default=Strength.ATOM)
        if _is_differential(parts) or _is_call(parts, roles):
            strength = Strength.ATOM
        lines = [self._factor(part, before) for part, before in zip(parts, ("open", *roles), strict=False)]
        neighbours = list(map(self._neighbour, parts, roles, lines))
        between = gaps(neighbours, tight=self._tight)
        runs: list[Run] = []
        before: Neighbour | None = None
        for line, here, width in zip(lines, neighbours, between, strict=True):
            if before and here and _is_product_of_quotients(before, here):
                runs = [*_without_spaces(runs), Run(self._cells.shown(" · "))]
                strength = min(strength, Strength.PRODUCT)
            else:
                runs.append(Run(" " * width))
            runs += line.runs
            before = here or before
        return _Line(tuple(runs), strength)

    def _factor(self, part: Formula, before: Kind) -> _Line:
        """A part of a row, in brackets where a quotient would be misread: `ln(1/p)`, `(d/dx)`."""
        line = self.line(part)
        loose = line.strength == Strength.QUOTIENT and (before == "function" or _is_operator(part))
        return line.at_least(Strength.ATOM) if loose else line

    def _neighbour(self, part: Formula, kind: Kind, line: _Line) -> Neighbour | None:
        if isinstance(part, fm.Space):
            return None
        return Neighbour(kind, line.text, is_word(part, self._cells), tall=line.strength == Strength.QUOTIENT)

    def _fraction(self, formula: fm.Fraction) -> _Line:
        if self._unicode and (character := vulgar_fraction(formula)):
            return self._text(character)
        numerator = self.line(formula.numerator).at_least(Strength.PRODUCT)
        if numerator.strength == Strength.QUOTIENT:
            numerator = _around("(", numerator, ")")
        denominator = self.line(formula.denominator).at_least(Strength.ATOM)
        return _Line((*numerator.runs, Run("/"), *denominator.runs), Strength.QUOTIENT)

    def _script(self, base: _Line, low: Formula | None, high: Formula | None, high_first: bool) -> _Line:
        below = self._small(low, "_", lowered) if low is not None else ()
        above = self._small(high, "^", raised) if high is not None else ()
        return _Line((*base.runs, *above, *below) if high_first else (*base.runs, *below, *above))

    def _small(self, script: Formula, sign: str, small: Callable[[str], str | None]) -> tuple[Run, ...]:
        """A script in small characters where they exist, else behind `^` or `_`, bracketed if more than a name."""
        if isinstance(script, fm.Tagged):
            return tagged(self._small(script.body, sign, small), script.tag)
        text = script_text(script)
        if text is not None and text and set(text) <= {"′", "″"}:
            return (Run(self._cells.shown(text)),)
        if self._unicode and text is not None and (shown := small(text)) is not None:
            return (Run(shown),)
        line = (self if self._tight else _Linear(self._cells, tight=True)).line(script)
        if not isinstance(script, Atom | Text | fm.Delimited) and not (
            isinstance(script, Script) and script.high is None
        ):
            line = _around("(", line, ")")
        return (Run(sign), *line.runs)

    def _root(self, formula: fm.Root) -> _Line:
        radicand = _around("(", self.line(formula.radicand), ")")
        text = script_text(formula.index)
        if not self._unicode:
            sign = "sqrt" if formula.index is None else f"root_{in_ascii(text or '?')}"
        else:
            sign = "√" if formula.index is None else f"{raised(text or '?') or text}√"
        return _Line((Run(sign), *radicand.runs))

    def _accent(self, formula: fm.Accent) -> _Line:
        text = script_text(formula.body)
        if self._unicode and text is not None and len(text) == 1:
            return self._text(unicodedata.normalize("NFC", text + COMBINING[formula.mark]))
        if text is not None:
            return self._text(text + formula.mark)
        return _Line((Run(formula.mark), *_around("(", self.line(formula.body), ")").runs))

    def _braced(self, body: Formula, captions: Sequence[Formula]) -> _Line:
        line = self.line(body)
        if not captions:
            return line
        notes = _joined([self.line(caption) for caption in captions], "; ")
        return _Line((*line.at_least(Strength.QUOTIENT).runs, Run(" ["), *notes.runs, Run("]")), Strength.QUOTIENT)


def _is_differential(parts: Sequence[Formula]) -> bool:
    """Whether `parts` are a differential such as dL, ∂w₅ or ∂²L, which needs no brackets in a quotient."""
    if len(parts) != 2:
        return False
    sign = parts[0].base if isinstance(parts[0], Script) else parts[0]
    quantity = parts[1].body if isinstance(parts[1], fm.Tagged) else parts[1]
    return (
        isinstance(sign, Atom)
        and sign.text in _DIFFERENTIALS
        and isinstance(quantity, Atom | Script | fm.Accent | Text)
    )


def _is_call(parts: Sequence[Formula], roles: Sequence[Kind]) -> bool:
    """Whether `parts` are a function with its argument in brackets, which needs no more of them: `σ(z)²`."""
    return len(parts) == 2 and roles[0] == "function" and isinstance(parts[1], fm.Delimited)


def _without_spaces(runs: Sequence[Run]) -> Sequence[Run]:
    """`runs` without spaces at the end."""
    kept = list(runs)
    while kept and not kept[-1].text.strip(" "):
        kept.pop()
    return kept


def _is_operator(part: Formula) -> bool:
    """Whether `part` is d/dx, which works on what follows and is no factor."""
    return isinstance(part, fm.Fraction) and isinstance(part.numerator, Atom) and part.numerator.text in _DIFFERENTIALS


def _is_product_of_quotients(left: Neighbour, right: Neighbour) -> bool:
    """Whether a product without a sign needs one, because a quotient in one line would take its neighbour in."""
    return (left.tall or right.tall) and left.kind in _FACTORS and right.kind in (*_FACTORS, "function", "large")
