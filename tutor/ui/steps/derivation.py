"""A derivation, factor by factor, with the rule or the formula asked below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.activity.derivation import DerivationActivity
from tutor.figures.answers import barred
from tutor.figures.derivation import asked_lines, chain_lines, conclusion_lines, quantity_lines, rules_lines
from tutor.lesson.format.model import DerivationStep
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.block import SIDE
from tutor.ui.steps.parts import answer_field, figure, mark_of_judged, natural_width, prose_of
from tutor.ui.steps.scene import Scene
from tutor.ui.waiting import when_painted
from tutor.ui.widgets.choice_list import ChoiceList, Option
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording.derivations import RULES


class DerivationView(AskingView):
    """Draws the chain rule as far as it has come, and what is asked next."""

    places = ("derivation", "choices")

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, DerivationActivity)
        assert isinstance(scene.step, DerivationStep)
        self._activity, self._step = scene.activity, scene.step
        self.explain = scene.step.explain
        self._prompt = Sheet(self._prompt_lines, classes="asked")
        self._chain = Sheet(self._figure_lines, classes=f"figure {SIDE}")
        self.least_side = natural_width(self._chain, scene.display.cells)
        self._rules = Sheet(self._rules_lines, classes="panel")
        self._rules.display = scene.kept is True
        self._answer: ChoiceList | FormulaField | None = self._answer_widget()

    def compose(self) -> ComposeResult:
        """Put text, quantities, chain rule and question below each other."""
        yield from prose_of(self._step.prompt, self._scene)
        yield self._chain
        if self._activity.question is None:
            yield figure(conclusion_lines, self._activity, self._scene)
            return
        if not isinstance(self._answer, FormulaField):
            yield self._prompt
        if self._answer:
            yield self._answer

    def messages(self) -> Iterable[Widget]:
        """Return the verdict, what explains the derivation, the hints, and the rules when they are unfolded."""
        yield from super().messages()
        yield self._rules

    def live_keys(self) -> Sequence[str]:
        """Return the keys for revealing, answering or going on."""
        part = self._activity.part
        form = part.form if part else None
        rules = ("every-rule",) if self._activity.shown else ()
        match form:
            case None:
                return ("go-on", "previous", *rules, "again", "outline", "leave", "help")
            case "reveal":
                return ("reveal", *rules, "skip", "previous", "outline", "leave", "help")
            case "rule":
                return ("check-choice", "move", "hint", *rules, "skip", "previous", "leave", "help")
            case "formula":
                return ("to-answer", "hint", *rules, "skip", "previous", "outline", "leave", "help")

    def take_focus(self) -> None:
        """Put the cursor into the field or list of the open question."""
        if self._answer is not None:
            self._answer.take_focus()

    def bring_into_view(self) -> None:
        """Show the open question, or the end of the derivation, and what is said about it."""
        if self._prompt.is_attached:
            self._prompt.scroll_visible(animate=False)
        super().bring_into_view()

    def kept(self) -> object:
        """Return whether the rules are unfolded."""
        return bool(self._rules.display)

    def unfold(self) -> None:
        """Unfold the rules behind the factors that stand there, or fold them again."""
        if self._activity.shown:
            self._rules.display = not self._rules.display
            when_painted(self, partial(self._rules.scroll_visible, animate=False))

    def _rules_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return barred(rules_lines(self._activity, display.voice, display.cells, width - 2), "dim")

    def _figure_lines(self, width: int) -> list[Line]:
        cells = self._scene.display.cells
        return [
            *quantity_lines(self._activity, cells, width),
            [],
            *chain_lines(self._activity, cells, width),
        ]

    def _prompt_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return asked_lines(self._activity, display.voice, display.cells)

    def _answer_widget(self) -> ChoiceList | FormulaField | None:
        part = self._activity.part
        form = part.form if part else None
        match form:
            case None | "reveal":
                return None
            case "rule":
                return self._rule_list()
            case "formula":
                (asked,) = self._prompt_lines(0)
                return answer_field(self._scene, [*asked, ("  ", "")])

    def _rule_list(self) -> ChoiceList:
        question, voice = self._activity.question, self._scene.display.voice
        rules = question.options if question else ()
        drawn = [
            Option(rule, partial(_one_line, voice(RULES[rule].name)), mark_of_judged(self._scene, rule))
            for rule in rules
        ]
        return ChoiceList(drawn, self._scene.display.clock, chosen=[self._scene.draft])


def _one_line(text: str, width: int) -> list[Line]:
    return [[(text, "")]]
