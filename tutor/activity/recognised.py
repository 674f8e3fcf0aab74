"""What is said to a wrong number once it is known what gives it: only what is true of this number and this pass."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeAlias

from tutor.activity.known_numbers import QUANTITY
from tutor.activity.quantity_names import NamedQuantity, owner_of
from tutor.errors import Argument
from tutor.events import Verdict
from tutor.network.mistakes import MISTAKES
from tutor.network.operations import is_given
from tutor.network.wrong_numbers import INCLUDES, WrongNumber
from tutor.quiz.numbers import TypedNumber, near_the_right_one, significant

_NEAR_WRONG: Final = 0.005
"""How near a number is to a wrong one, relative to that, where it is called near: such may lie anywhere."""

Names: TypeAlias = Mapping[str, NamedQuantity]


def recognised(
    giving: Sequence[WrongNumber],
    asked: str,
    names: Names,
    typed: Collection[str] = (),
    *,
    rounds_alike: bool = False,
) -> Verdict | None:
    """Return what is said of a number that all of `giving` give where `asked` is asked; None where nothing gives it.

    What it is comes before how it may have come about: that is true whichever slip was made. Of two slips both are
    told, of more none. Of several names of one number one that was `typed` is told. `rounds_alike` says that the right
    number, too, rounds to the digits typed.
    """
    quantities = [one for one in giving if one.code == QUANTITY and (typed or is_telling(one, asked, names))]
    slips = _without_included([one for one in giving if one.code != QUANTITY])
    if quantities:
        given = min(quantities, key=lambda one: (one.name not in typed, *_distance(one.name, asked, names)))
        told = _told_apart(given.name, asked, names)
        if rounds_alike:
            return Verdict("wrong", "trace-other-digits", told)
        if len(slips) == 1:
            return Verdict("wrong", "trace-other-by-slip", {**told, **slip_arguments(slips[0], names)})
        return Verdict("wrong", "trace-other-number", told)
    match slips:
        case []:
            # A quantity that has this number by accident: no more can be said of it.
            return Verdict("wrong", "number-wrong") if giving else None
        case [slip]:
            return _of_one(slip, names)
        case [slip, other]:
            second = {f"{key}2": argument for key, argument in slip_arguments(other, names).items()}
            return Verdict("wrong", "trace-either", {**slip_arguments(slip, names), **second})
        case _:
            return Verdict("wrong", "trace-several")


def nearly(typed: TypedNumber, right: float, wrong: Sequence[WrongNumber], asked: str, names: Names) -> Verdict:
    """Return what is said of a number that nothing known gives: to which known one it is near, if to any.

    Two digits may be a known one rounded to them; one digit is too little to tell.
    """
    nearest = min((right, *(one.value for one in wrong)), key=lambda known: abs(typed.value - known))
    if nearest == right and (near := near_the_right_one(typed, right)):
        return Verdict("wrong", near)
    enough = typed.digits is not None and significant(typed.digits) > 1
    rounded = [one for one in wrong if enough and typed.rounds(one.value)]
    if not rounded and not math.isclose(typed.value, nearest, rel_tol=_NEAR_WRONG):
        return nothing_known(typed)
    match _without_included([one for one in wrong if one.value == nearest]):
        case [slip] if slip.code != QUANTITY:
            return Verdict("wrong", "trace-near", {"near": nearest, **slip_arguments(slip, names)})
        case _:
            return recognised(rounded, asked, names) or nothing_known(typed)


def nothing_known(typed: TypedNumber) -> Verdict:
    """Return what is said of a number that no known mistake gives; rounding is spoken of where it may be rounded."""
    return Verdict("wrong", "trace-wrong" if typed.has_decimals else "trace-wrong-exact")


def slip_arguments(slip: WrongNumber, names: Names) -> dict[str, Argument]:
    """Return which slip it is, with the names in it as formulas write them."""
    words = {"this": slip.name, "that": slip.other}
    shown = {key: names[name].words[0] if name in names else name for key, name in words.items()}
    return {"slip": slip.code, **shown}


def _of_one(slip: WrongNumber, names: Names) -> Verdict:
    if slip.code == "sign-turned":
        return Verdict("wrong", "trace-sign")
    if slip.code in MISTAKES:
        return Verdict("wrong", "trace-mistake", {"mistake": slip.code})
    return Verdict("wrong", "trace-slip", slip_arguments(slip, names))


def _without_included(slips: Sequence[WrongNumber]) -> list[WrongNumber]:
    """The slips but for those of which the words for another one are true as well."""
    included = frozenset[str]().union(*(INCLUDES.get(one.code, frozenset()) for one in slips))
    return [one for one in slips if one.code not in included]


def is_telling(one: WrongNumber, asked: str, names: Names) -> bool:
    """Return whether its number speaks for the quantity `one`: 0 and ±1 only for what is easily taken for `asked`."""
    alike = owner_of(one.name) == owner_of(asked) or names[one.name].quantity.kind == names[asked].quantity.kind
    return alike or abs(one.value) not in (0, 1)


def _distance(one: str, asked: str, names: Names) -> tuple[bool, bool, bool, bool]:
    """How easily `one` is taken for what is asked: one of the same unit or parameter first, a given one last."""
    other, right = names[one].quantity, names[asked].quantity
    return owner_of(one) != owner_of(asked), other.kind != right.kind, other.layer != right.layer, is_given(other)


def _told_apart(other: str, asked: str, names: Names) -> dict[str, Argument]:
    """What the number that was given is, and what is asked."""
    return {
        "quantity": names[other].quantity.kind,
        "of": owner_of(other),
        "asked": names[asked].quantity.kind,
        "asked_of": owner_of(asked),
    }
