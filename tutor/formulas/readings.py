"""What a formula would mean with one or two more pairs of brackets: an operator that was to take in more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from tutor.formulas.expression import Binary, Expression, Group, Negate, Operator

_MOST_OPERANDS: Final = 12
_MOST_PAIRS: Final = 6

_Item: TypeAlias = Expression | Operator | Literal["negate"]
_TIGHTNESS: Final[Mapping[Operator | Literal["negate"], int]] = {"+": 1, "-": 1, "negate": 2, "*": 3, "/": 3, "^": 4}


def rebracketed(node: Expression) -> Iterator[Expression]:
    """Yield `node` with one more pair of brackets in each place where that changes its meaning, then with two.

    Only the operators of `node` outside its own brackets are regrouped. Nothing for formulas of many operands.
    """
    items = list(_items(node))
    if sum(not isinstance(item, str) for item in items) > _MOST_OPERANDS:
        return
    once = list(_with_one_more(items))
    yield from map(_read, once)
    if len(once) <= _MOST_PAIRS:
        for found in once:
            yield from (_read(twice) for twice in _with_one_more(found))


def _items(node: Expression) -> Iterator[_Item]:
    """Operands and operators in the order in which they were written."""
    match node:
        case Negate(operand=operand):
            yield "negate"
            yield from _items(operand)
        case Binary(operator=operator, left=left, right=right):
            yield from _items(left)
            yield operator
            yield from _items(right)
        case _:
            yield node


def _with_one_more(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """The items with a part of them in brackets, where the brackets matter."""
    ends = [at for at, item in enumerate(items) if not isinstance(item, str)]
    starts = sorted({*ends, *(at for at, item in enumerate(items) if item == "negate")})
    for start in starts:
        for end in ends:
            inside = [_TIGHTNESS[item] for item in items[start:end] if isinstance(item, str)]
            if inside and _matter(items, start, end, min(inside)):
                yield [*items[:start], Group(_read(items[start : end + 1])), *items[end + 1 :]]


def _matter(items: Sequence[_Item], start: int, end: int, loosest: int) -> bool:
    """Whether brackets from `start` to `end` change anything: what holds these items together is looser than its
    neighbours, or undoes the neighbour on its left."""
    before, after = items[start - 1] if start else None, items[end + 1] if end + 1 < len(items) else None
    on_the_left, on_the_right = (_TIGHTNESS[sign] if isinstance(sign, str) else 0 for sign in (before, after))
    undone = (loosest == on_the_left and before in ("-", "/")) or (loosest == on_the_right and after == "^")
    return undone or loosest < max(on_the_left, on_the_right)


def _read(items: Sequence[_Item]) -> Expression:
    """The tree of operands and operators by the usual precedence."""
    for at in reversed(range(len(items))):
        if (sign := items[at]) in ("+", "-"):
            return Binary(sign, _read(items[:at]), _read(items[at + 1 :]))
    if items[0] == "negate":
        return Negate(_read(items[1:]))
    for at in reversed(range(len(items))):
        if (sign := items[at]) in ("*", "/"):
            return Binary(sign, _read(items[:at]), _read(items[at + 1 :]))
    if len(items) > 1:
        return Binary("^", _read(items[:1]), _read(items[2:]))
    assert not isinstance(items[0], str)
    return items[0]
