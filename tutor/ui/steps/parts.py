"""What views of steps are made of: texts, verdicts, hints, fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from tutor.activity.answerable import Answerable
from tutor.activity.base import Form, Hint, Question
from tutor.events import Verdict, is_wrong
from tutor.figures.answers import (
    TALLEST_ECHO,
    echo_lines,
    hint_head,
    hint_lines,
    last_was_right_lines,
    placeholder,
    shown_lines,
    text_lines,
    verdict_lines,
)
from tutor.figures.lines import width_of, wrapped
from tutor.lesson.format.markup import fill, parse
from tutor.lesson.format.network_steps import Prediction
from tutor.text import Cells
from tutor.ui.grid import WIDEST_FIGURE
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.choice_list import ChoiceList, Option
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import Voice, interface
from tutor.wording.names import in_symbols

Drawn = TypeVar("Drawn")

VERDICT_ROWS: Final = 2
"""Rows of a short verdict."""


def prose(text: str, scene: Scene, *, classes: str = "text") -> Prose:
    """Return lesson text as a widget, with the numbers of this attempt in it."""
    return Prose(parse(fill(text, scene.activity.drawn)), scene.display.cells, classes=classes)


def prose_of(text: str, scene: Scene, *, classes: str = "text") -> Iterator[Prose]:
    """Yield lesson text as a widget, unless the lesson has none there."""
    if text:
        yield prose(text, scene, classes=classes)


def figure(
    draw: Callable[[Drawn, Voice, Cells, int], Sequence[Line]],
    activity: Drawn,
    scene: Scene,
    *,
    classes: str = "figure",
) -> Sheet:
    """Return what `draw` makes of `activity` as a widget."""
    voice, cells = scene.display.voice, scene.display.cells
    return Sheet(lambda width: draw(activity, voice, cells, width), classes=classes)


def natural_width(sheet: Sheet, cells: Cells) -> int:
    """Return how wide the lines of `sheet` are where there is room for all of them."""
    return max((width_of(line, cells) for line in sheet.lines(WIDEST_FIGURE)), default=0)


def option(id_: str, text: str, scene: Scene, mark: str = "") -> Option:
    """Return lesson text as something to choose, with the numbers of this attempt in it."""
    drawn, cells = scene.activity.drawn, scene.display.cells
    return Option(id_, lambda width: text_lines(text, drawn, cells, width), mark)


def outcome_list(prediction: Prediction, scene: Scene) -> ChoiceList:
    """Return the outcomes that can be predicted, with the cursor where the draft has it."""
    return ChoiceList([option(choice.id, choice.text, scene) for choice in prediction.choices], chosen=[scene.draft])


class VerdictPanel(Sheet):
    """What is to be said about the last answer; once something else stands in its place, of which answer it is."""

    def __init__(self, scene: Scene, verdict: Verdict) -> None:
        super().__init__(self._verdict_lines, classes="panel")
        self._scene, self._verdict = scene, verdict
        # A right answer closes its part: where one is open, it is the next one, in which nothing stands yet.
        self._is_of_last_part = verdict.right and scene.activity.question is not None
        self._changed = False
        self.answer_is(scene.draft)

    def answer_is(self, text: str) -> None:
        """Take `text` as what stands there now as the answer to the open question."""
        question = self._scene.activity.question
        if question is not None:
            judged = "" if self._is_of_last_part else self._scene.judged
            self._changed = in_symbols(text, question.symbols) != judged
            self.display = not (self._changed and (self._is_of_last_part or self._verdict.costs_nothing))
            self.redraw()

    def _verdict_lines(self, width: int) -> list[Line]:
        scene, voice, cells = self._scene, self._scene.display.voice, self._scene.display.cells
        if self._is_of_last_part:
            return last_was_right_lines(self._verdict, voice, cells, width)
        question = scene.activity.question
        echoed = question is not None and question.echoed
        remark = ""
        if self._changed:
            remark = voice(interface.EARLIER_TEXT, answer=scene.judged) if echoed else voice(interface.EARLIER)
        return verdict_lines(
            self._verdict, scene.step, scene.activity.drawn, voice, cells, width, echoed=echoed, remark=remark
        )


def verdict_panel(scene: Scene) -> VerdictPanel | None:
    """Return what is to be said about the last answer, if anything."""
    return VerdictPanel(scene, scene.said) if scene.said is not None else None


def shown_panel(scene: Scene) -> Sheet:
    """Return that the answer was shown, with what the author says of the right one."""
    assert isinstance(scene.activity, Answerable)
    verdict = scene.activity.judge(scene.activity.solution())
    voice, cells, drawn = scene.display.voice, scene.display.cells, scene.activity.drawn
    return Sheet(lambda width: shown_lines(verdict, scene.step, drawn, voice, cells, width), classes="panel")


def rows_of_all_said(scene: Scene, explain: str, width: int) -> int:
    """Return how many rows are said at most: at the end, or before it to a wrong answer after all hints."""
    return max(rows_of_end(scene, explain, width), rows_while_asked(scene, width))


def rows_while_asked(scene: Scene, width: int) -> int:
    """Return how many rows a short verdict takes with all hints on the open part; none where there are no hints."""
    hints = rows_of_hints(scene, width)
    return VERDICT_ROWS + sum(1 + rows for rows in hints) if hints else 0


def rows_of_hints(scene: Scene, width: int) -> Sequence[int]:
    """Return how many rows each hint on the open part takes, without the answer."""
    ladder = scene.activity.ladder() if scene.activity.question is not None else ()
    hints = [hint for hint in ladder if hint.kind != "answer"]
    return [len(panel.lines(width)) for panel in _hint_panels(scene, hints)]


def rows_of_end(scene: Scene, explain: str, width: int) -> int:
    """Return how many rows the verdict on the right answer takes, and what explains it; of a choice all is known."""
    question, voice, cells = scene.activity.question, scene.display.voice, scene.display.cells
    verdict, ladder = scene.said, scene.activity.ladder() if question is not None else ()
    if ladder and question is not None and _is_all_known(question.form):
        verdict = scene.activity.judge(ladder[-1].answer)
    said = len(verdict_lines(verdict, scene.step, scene.activity.drawn, voice, cells, width)) if verdict else 0
    explained = [1 + len(text.lines(width)) for text in prose_of(explain, scene)]
    return max(said, VERDICT_ROWS) + sum(explained)


def _is_all_known(form: Form) -> bool:
    """Whether what is said of the right answer is known before it is given: of a choice its feedback is."""
    match form:
        case "choice" | "choices":
            return True
        case "number" | "formula" | "code" | "rule" | "order" | "match" | "reveal" | "task":
            return False


def mark_of(scene: Scene, option: str) -> str:
    """Return the mark of an open question's option: `wrong` where the last answer was wrong because of it."""
    verdict = scene.verdict
    return "wrong" if verdict is not None and is_wrong(verdict.kind) and option in verdict.feedback else ""


def mark_of_judged(scene: Scene, option: str) -> str:
    """Return the mark of an option of a list without feedback of its own: `wrong` where it was the last answer."""
    verdict = scene.verdict
    return "wrong" if verdict is not None and is_wrong(verdict.kind) and option == scene.judged else ""


def hint_panels(scene: Scene) -> list[HintPanel]:
    """Return the hints that were asked for, each as a note, in the order in which they came."""
    return _hint_panels(scene, scene.hints)


class HintPanel(Sheet):
    """A hint."""


def _hint_panels(scene: Scene, hints: Sequence[Hint]) -> list[HintPanel]:
    voice, cells, drawn = scene.display.voice, scene.display.cells, scene.activity.drawn
    part = scene.activity.question.part if scene.activity.question else ""
    ladder = scene.activity.ladder()

    def panel(number: int, hint: Hint) -> HintPanel:
        """The hint with this number in a panel that breaks its lines to the width."""
        head = hint_head(number, ladder, voice, newest=number == len(hints))
        return HintPanel(
            lambda width: hint_lines(hint, scene.step, part, drawn, voice, cells, width, head), classes="panel"
        )

    return [panel(number, hint) for number, hint in enumerate(hints, start=1)]


def answer_field(scene: Scene, asked: Line = ()) -> FormulaField:
    """Return the field for the open question, with what stands in it read already; `asked` stands before it."""
    question = scene.activity.question
    assert question is not None
    guide = "" if asked else placeholder(question, scene.display.voice, scene.display.cells)
    field = FormulaField(scene.draft, guide, asked=asked)
    field.set_class(_echo_rows(question) > 1, "echoed")
    show_reading(field, scene)
    return field


def _echo_rows(question: Question) -> int:
    """How many rows what is typed may take where it is shown as it is read."""
    match question.form:
        case "formula":
            return TALLEST_ECHO
        case "choice" | "choices" | "order" | "match" | "rule" | "number" | "code" | "reveal" | "task":
            return 1


def show_reading(field: FormulaField, scene: Scene) -> None:
    """Say below the field how its text is read, as it is typed."""
    text, voice, cells = field.text, scene.display.voice, scene.display.cells
    question = scene.activity.question
    if text.strip() and question is not None and question.echoed:
        reading = scene.activity.read(in_symbols(text, question.symbols, in_place=True))
        rows = _echo_rows(question)
        field.set_echo(lambda width: echo_lines(reading, text, voice, cells, width, tallest=rows))
    elif question is not None and field.asked:
        # Beside what is asked the field is too short for it.
        guide = placeholder(question, voice, cells)
        field.set_echo(lambda width: wrapped(guide, "dim", cells, width))
    else:
        field.set_echo(lambda width: [[]])
