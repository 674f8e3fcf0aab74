"""The space between neighbours in a row of a formula, by what each is to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tutor.text import Cells
from tutor.typesetting import formula as fm
from tutor.typesetting.formula import Atom, Formula, Kind, Row

_MAY_BE_SIGN: Final = frozenset("+−±∓")
_SPACED: Final = frozenset[Kind]({"binary", "relation"})
_BEFORE_SIGN: Final = frozenset[Kind](
    {"binary", "product", "relation", "punctuation", "open", "prefix", "function", "large"}
)


class Neighbour(NamedTuple):
    """What spacing asks of one part of a row, as it is drawn.

    `tall` is more than one line (in one-line form: a fraction), `bar` a line on the baseline that must not run into
    another, `word` a name of several letters that must not melt with another.
    """

    kind: Kind
    text: str
    word: bool = False
    tall: bool = False
    bar: bool = False


def flattened(formula: Formula) -> tuple[Formula, ...]:
    """Return the parts of `formula` side by side, rows within rows opened."""
    if not isinstance(formula, Row):
        return (formula,)
    if not any(isinstance(item, Row) for item in formula.items):
        return formula.items
    return tuple(part for item in formula.items for part in flattened(item))


def kind_of(formula: Formula) -> Kind:
    """Return what `formula` is to its neighbours."""
    match formula:
        case Atom(kind=kind):
            return kind
        case fm.Script(base=body) | fm.Limits(operator=body) | Row(items=(body,)):
            return kind_of(body)
        case fm.Tagged(body=body) | fm.Brace(body=body) | fm.Boxed(body=body):
            return kind_of(body)
        case fm.Text():
            return "ordinary"
        case _:
            return "inner"


def kinds(items: Sequence[Formula]) -> list[Kind]:
    """Return the kind of each of `items`, a minus that has nothing to subtract from being a prefix."""
    result: list[Kind] = []
    before: Kind = "open"
    for item in items:
        kind = kind_of(item)
        if kind == "binary" and before in _BEFORE_SIGN and isinstance(item, Atom) and item.text in _MAY_BE_SIGN:
            kind = "prefix"
        result.append(kind)
        if not isinstance(item, fm.Space):
            before = kind
    return result


def is_word(formula: Formula, cells: Cells) -> bool:
    """Return whether `formula` shows as a name of several letters on `cells`."""
    match formula:
        case Atom(text=text) | fm.Text(text=text):
            shown = cells.shown(text)
            return len(shown) > 1 and shown[0].isalpha()
        case fm.Script(base=body) | fm.Accent(body=body):
            return not cells.glyphs.unicode or is_word(body, cells)
        case fm.Tagged(body=body) | Row(items=(body,)):
            return is_word(body, cells)
        case _:
            return False


def has_bar(formula: Formula) -> bool:
    """Return whether `formula` draws a line along the baseline when it is tall."""
    while isinstance(formula, fm.Tagged | fm.Brace):
        formula = formula.body
    return isinstance(formula, fm.Fraction)


def gaps(neighbours: Sequence[Neighbour | None], *, tight: bool = False) -> Iterator[int]:
    """Yield the number of empty cells before each of `neighbours`; None is a space that was asked for."""
    before: Neighbour | None = None
    for index, here in enumerate(neighbours):
        if here is not None and here.kind == "product":
            after = neighbours[index + 1] if index + 1 < len(neighbours) else None
            here = here._replace(tall=any(side is not None and side.tall for side in (before, after)))
        yield 0 if before is None or here is None else gap(before, here, tight=tight)
        before = here


def gap(left: Neighbour, right: Neighbour, *, tight: bool = False) -> int:
    """Return the number of empty cells between two neighbours; `tight` keeps only what words need."""
    if tight and not (left.bar or right.bar):
        return _between_words(left, right)
    if left.kind == "prefix":
        return int(right.bar)
    if left.kind == right.kind == "relation":
        return 0  # `:=`
    if left.kind in _SPACED or right.kind in _SPACED:
        return 1
    if left.kind == "product" or right.kind == "product":
        return int(left.tall or right.tall)
    if left.kind == "open" or right.kind in ("close", "punctuation"):
        return 0
    if left.kind == "punctuation":
        return 1
    return _juxtaposed(left, right)


def _juxtaposed(left: Neighbour, right: Neighbour) -> int:
    bracket = right.kind in ("inner", "open", "close") and not right.bar
    if left.kind == "large":
        # The limits of a tall operator would run into what is tall beside it.
        return int(right.tall or not left.text.endswith(" ") if left.tall else not bracket or len(left.text) > 1)
    if left.kind == "function":
        return int(not left.text.endswith(" ") if left.tall else not bracket)
    if right.kind == "function":
        return 1
    if right.kind == "large":
        return int(left.tall or right.tall)
    if left.bar or right.bar or (left.tall and right.tall):
        return 1
    return _between_words(left, right)


def _between_words(left: Neighbour, right: Neighbour) -> int:
    words = left.word or right.word
    return int(words and left.kind != "prefix" and left.text[-1:].isalnum() and right.text[:1].isalnum())
