"""Orders and pairs on the screen: open, to arrange; closed, as they belong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tutor.activity.answerable import SEPARATOR
from tutor.activity.arranging import pairs_of
from tutor.figures.lines import beside
from tutor.lesson.format.questions import MatchQuestion, OrderQuestion
from tutor.ui.steps.parts import mark_of, option
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.choice_list import Option, headed
from tutor.ui.widgets.match_board import MatchBoard
from tutor.ui.widgets.order_list import OrderList
from tutor.ui.widgets.sheet import Line, Run, Sheet

_GAP = 3


def order_list(scene: Scene, step: OrderQuestion) -> OrderList:
    """Return the items to put in order, as they stand in the draft, at first as the question shuffles them."""
    question = scene.activity.question
    assert question is not None
    texts = {item.id: item.text for item in step.items}
    order = tuple(scene.draft.split(SEPARATOR)) if scene.draft else question.options
    return OrderList([option(item, texts[item], scene, mark_of(scene, item)) for item in order])


def match_board(scene: Scene, step: MatchQuestion) -> MatchBoard:
    """Return the columns to match, with the partners that the draft gives."""
    question = scene.activity.question
    assert question is not None
    pairs = {pair.id: pair for pair in step.pairs}
    things = [option(left, pairs[left].left, scene, mark_of(scene, left)) for left in question.options]
    partners = [option(right, pairs[right].right, scene) for right in question.partners]
    return MatchBoard(things, partners, pairs_of(scene.draft))


def in_order(scene: Scene, step: OrderQuestion) -> Sheet:
    """Return the items in their order, each with the sign of what is right."""
    items = [option(item.id, item.text, scene) for item in step.items]
    return Sheet(partial(_in_order, items), classes="given")


def matched(scene: Scene, step: MatchQuestion) -> Sheet:
    """Return the pairs side by side, each with the sign of what is right."""
    return Sheet(partial(_matched, scene, step), classes="given")


def _in_order(items: Sequence[Option], width: int) -> list[Line]:
    return [line for index, item in enumerate(items) for line in headed(item, _right(index), width)]


def _matched(scene: Scene, step: MatchQuestion, width: int) -> list[Line]:
    return [line for index in range(len(step.pairs)) for line in _pair(scene, step, index, width)]


def _pair(scene: Scene, step: MatchQuestion, index: int, width: int) -> list[Line]:
    pair, half = step.pairs[index], (width - _GAP) // 2
    left = headed(option(pair.id, pair.left, scene), _right(index), half)
    return beside(left, option(pair.id, pair.right, scene).draw(half), half + _GAP, scene.display.cells)


def _right(index: int) -> list[Run]:
    return [("  ", ""), (f"{index + 1} ", "key"), ("✓ ", "right")]
