"""Any gradient of a network explained: pick a quantity, see the symbol, the number and the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.network.lab import Lab
from tutor.symbolic.line import plain_line
from tutor.symbolic.notation import symbol
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import bindings
from tutor.ui.screens.reading import ReadingPage
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import interface
from tutor.wording.failures import failure_sentence


class ExplainScreen(ReadingPage):
    """Explains the gradients of a lab as it stands; SymPy works on the bench, so that keys are never kept waiting."""

    BINDINGS = bindings("list", "explain")
    places = ("list", "explain", "page", "everywhere")

    DEFAULT_CSS = """
    ExplainScreen Horizontal > VerticalScroll { width: 16; padding: 1 0 0 1; }
    ExplainScreen Horizontal > VerticalScroll:last-child { width: 1fr; padding: 1 1 0 1; }
    """

    def __init__(self, display: Display, lab: Lab, bench: Bench, at: str = "") -> None:
        super().__init__(display)
        self._lab, self._bench, self._start = lab, bench, at
        self._quantities: tuple[str, ...] = ()
        self._menu = Menu((), id="quantities")
        self._sheet = Sheet(classes="explanation")
        self._page = VerticalScroll(self._sheet, can_focus=False)

    def body(self) -> Iterable[Widget]:
        """Put the explanation beside the list of quantities."""
        yield Horizontal(VerticalScroll(self._menu, can_focus=False), self._page)

    def on_mount(self) -> None:
        """Show the words."""
        self.call_later(self.retell)
        self._menu.focus()

    async def retell(self) -> None:
        """Draw the list in the present language, and explain the marked quantity."""
        self._quantities = await self._bench.run(_quantities, self._lab)
        self.title_bar.set([(self.display_.voice(interface.EXPLAIN_TITLE), "title")])
        rows = [Row(name, self._drawer(name)) for name in self._quantities]
        self._menu.set_rows(rows, self._menu.here or self._start)
        self.refresh_footer()
        self._explain()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a list beside a page that scrolls."""
        more = ("page-down",) if self._page.max_scroll_y else ()
        return ("move", *more, "close", "language", "theme", "help")

    def action_choose(self) -> None:
        """The explanation is shown already."""

    def action_page_down(self) -> None:
        """Show what is below the window."""
        self._page.scroll_relative(y=self._page.size.height // 2, animate=False)

    def action_page_up(self) -> None:
        """Show what is above the window."""
        self._page.scroll_relative(y=-(self._page.size.height // 2), animate=False)

    @on(Menu.Highlighted)
    def _highlighted(self) -> None:
        self._explain()

    def _explain(self) -> None:
        # Exclusive: of the quantities that the cursor runs over, only the last one counts.
        self.run_worker(self._show(self._menu.here), group="explain", exclusive=True)

    async def _show(self, name: str) -> None:
        voice, cells = self.display_.voice, self.display_.cells
        try:
            draw = await self._bench.run(_explained, self._lab, name, self.display_)
        except TutorError as error:
            words = failure_sentence(error, voice)
            draw = lambda width: [[(line, "hint")] for line in cells.wrap(words, width)]  # noqa: E731
        self._sheet.show(draw)
        self._page.scroll_home(animate=False)
        self.call_after_refresh(self.refresh_footer)

    def _drawer(self, name: str) -> Callable[[int, bool], list[Line]]:
        cells = self.display_.cells
        stem, dot, kind = name.partition(".")
        shown = plain_line(symbol(stem), cells) + (dot + kind if kind != "bias" else "")
        return lambda width, here: [[("▌ " if here else "  ", "selected"), (shown, "title" if here else "")]]


def _quantities(lab: Lab) -> tuple[str, ...]:
    # On the bench, for the drawings of explanations need SymPy.
    from tutor.figures.explanation import explained_quantities
    from tutor.figures.picture import pictured_digits

    return (*pictured_digits(lab), *explained_quantities(lab))


def _explained(lab: Lab, name: str, display: Display) -> Callable[[int], list[Line]]:
    from tutor.explain import explain
    from tutor.figures.explanation import explanation_lines, layer_lines
    from tutor.figures.picture import picture_lines, pictured_digits

    if name in pictured_digits(lab):
        return lambda width: picture_lines(lab, name, display.voice, display.cells, width)
    explanation = explain(lab.spec, lab.trainer, lab.current, lab.example, name)
    voice, cells = display.voice, display.cells
    return lambda width: [
        *explanation_lines(explanation, voice, cells, width),
        *layer_lines(lab, name, voice, cells, width),
    ]
