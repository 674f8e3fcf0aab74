"""With what a question of each kind is answered on the screen, and how the answer stands there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from tutor.activity.answerable import SEPARATOR, Answerable
from tutor.activity.arranging import pairs_of
from tutor.figures.answers import echo_lines
from tutor.figures.lines import beside
from tutor.lesson.format.questions import QuestionKind, QuizPart
from tutor.ui.keys import Place
from tutor.ui.steps.parts import answer_field, mark_of, option
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.choice_list import ChoiceList, headed
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.match_board import GAP, MatchBoard, things_columns
from tutor.ui.widgets.order_list import OrderList
from tutor.ui.widgets.sheet import Line, Run, Sheet
from tutor.wording import interface

_GIVEN: Final = 4
_LETTER: Final = 5
"""Cells that a letter of a partner takes on the board, where it is given to a thing and where the partner stands."""

OpenAnswer: TypeAlias = ChoiceList | OrderList | MatchBoard | FormulaField


@dataclass(frozen=True, slots=True)
class Way:
    """How a question of one kind is answered: what is shown while it is `open`, and once it is `closed`."""

    open: Callable[[Scene, QuizPart], OpenAnswer]
    closed: Callable[[Scene, QuizPart], Sheet]
    places: tuple[Place, ...] = ()
    """Where the keys are declared that only such questions have."""
    keys: tuple[str, ...] = ()
    """Those that the footer names while the focus is there."""
    last_keys: tuple[str, ...] = ()
    """Those that need no telling where there is no room for them."""


def _choice(scene: Scene, question: QuizPart) -> ChoiceList:
    return _choice_list(scene, question, partial(mark_of, scene))


def _choices(scene: Scene, question: QuizPart) -> ChoiceList:
    # Ticks get no marks: the feedback below names the choices that it is about.
    return _choice_list(scene, question, lambda _: "", several=True)


def _chosen(scene: Scene, question: QuizPart, *, several: bool = False) -> ChoiceList:
    assert isinstance(scene.activity, Answerable)
    right = scene.activity.solution().split(SEPARATOR)
    return _choice_list(scene, question, lambda choice: "right" if choice in right else "", several=several)


def _choice_list(scene: Scene, question: QuizPart, mark: Callable[[str], str], *, several: bool = False) -> ChoiceList:
    (column,) = question.columns()
    options = [option(choice, text, scene, mark(choice)) for choice, text in column.texts.items()]
    chosen = [part for part in scene.draft.split(SEPARATOR) if part]
    return ChoiceList(options, several=several, chosen=chosen, at=str(scene.kept or ""))


def _typed(scene: Scene, question: QuizPart, *, classes: str = "given typed") -> Sheet:
    def lines(width: int) -> list[Line]:
        reading, voice = scene.activity.read(scene.draft), scene.display.voice
        label = interface.YOUR_ANSWER if scene.said is not None else interface.RIGHT_ANSWER
        return echo_lines(reading, scene.draft, voice, scene.display.cells, width, label)

    return Sheet(lines, classes=classes)


def _order_list(scene: Scene, question: QuizPart) -> OrderList:
    """The items as they stand in the draft, at first as the question shuffles them; a moved one clears all marks."""
    asked = scene.activity.question
    assert asked is not None
    (column,) = question.columns()
    order = tuple(scene.draft.split(SEPARATOR)) if scene.draft else asked.options
    marks = {item: mark_of(scene, item) for item in order if scene.draft == scene.judged}
    items = [option(item, column.texts[item], scene, marks.get(item, "")) for item in order]
    return OrderList(items, at=str(scene.kept or ""))


def _in_order(scene: Scene, question: QuizPart) -> Sheet:
    """The items in their order, each with the sign of what is right."""
    (column,) = question.columns()
    items = [option(item, text, scene) for item, text in column.texts.items()]
    return Sheet(
        lambda width: [line for index, item in enumerate(items) for line in headed(item, _right(index), width)],
        classes="given",
    )


def _match_board(scene: Scene, question: QuizPart) -> MatchBoard:
    """The columns, with the partners that the draft gives; a mark lasts as long as its pair."""
    asked = scene.activity.question
    assert asked is not None
    left, right = (column.texts for column in question.columns())
    given, judged = pairs_of(scene.draft), pairs_of(scene.judged)
    marks = {thing: mark_of(scene, thing) for thing in given if given[thing] == judged.get(thing)}
    things = [option(thing, left[thing], scene, marks.get(thing, "")) for thing in asked.options]
    partners = [option(partner, right[partner], scene) for partner in asked.partners]
    return MatchBoard(things, partners, given, at=str(scene.kept or ""))


def _matched(scene: Scene, question: QuizPart) -> Sheet:
    """The pairs side by side, each with the sign of what is right, in the columns in which they stood on the board."""
    sides = [[option(id_, text, scene) for id_, text in column.texts.items()] for column in question.columns()]

    def thing(index: int, width: int) -> list[Line]:
        return headed(sides[0][index], _right(index, _GIVEN), width)

    def partner(index: int, width: int) -> list[Line]:
        return headed(sides[1][index], [(" " * _LETTER, "")], width)

    def lines(width: int) -> list[Line]:
        count, room = range(len(sides[0])), width - GAP
        things, partners = ([line for index in count for line in side(index, room)] for side in (thing, partner))
        first = things_columns(things, partners, width)
        return [
            line
            for index in count
            for line in beside(thing(index, first), partner(index, room - first), first + GAP, scene.display.cells)
        ]

    return Sheet(lines, classes="given")


def _right(index: int, gap: int = 0) -> list[Run]:
    return [("  ", ""), (f"{index + 1} " + " " * gap, "key"), ("✓ ", "right")]


_NUMBER: Final = Way(lambda scene, _: answer_field(scene), _typed)
_FORMULA: Final = replace(_NUMBER, closed=partial(_typed, classes="given typed formula"))

WAYS: Final[Mapping[QuestionKind, Way]] = {
    "single": Way(_choice, _chosen, ("choices",), ("check-choice", "move")),
    "multiple": Way(_choices, partial(_chosen, several=True), ("choices",), ("check-choice", "move", "tick")),
    "numeric": _NUMBER,
    "symbolic": _FORMULA,
    "order": Way(_order_list, _in_order, ("order",), ("check-order", "lift", "carry")),
    "match": Way(_match_board, _matched, ("match",), ("check-pairs", "pair", "partner"), ("move-sides",)),
}
