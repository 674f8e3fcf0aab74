"""Pages that are opened over another screen, read, and closed: help and outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from textual import on
from textual.widget import Widget

from tutor.figures.course_list import SIGNS, legend
from tutor.figures.overview import step_state_words
from tutor.learner.course import LessonStanding, StepState
from tutor.lesson.format.model import Lesson
from tutor.ui.display import Display
from tutor.ui.keys import BY_ID, KEYS, Key, Place, bindings
from tutor.ui.screens.page import Page
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line
from tutor.ui.widgets.stand import WIDEST, Scrolling, Stand, page_rows
from tutor.wording import interface

PADDING: Final = 5
"""Columns beside the lines of a page: two on each side, and the scrollbar."""


class ReadingPage(Page):
    """A page that Escape closes."""

    BINDINGS = bindings("page")
    places: Sequence[Place] = ("page", "list", "everywhere")

    DEFAULT_CSS = """
    ReadingPage Scrolling { height: 1fr; padding: 0 2; }
    ReadingPage.roomy > Stand { margin: 0 0 3 0; }
    """

    @on(Scrolling.Measured)
    def _measured(self) -> None:
        self.refresh_footer()

    def find_place(self) -> None:
        """Find the place anew for what stands here, which may be more than before, or less."""
        for stand in self.query(Stand):
            stand.find_place()
        self.refresh_footer()

    @property
    def scroll_keys(self) -> Sequence[str]:
        """Return the key that scrolls, where there is something to scroll."""
        return ("page-down",) if any(part.max_scroll_y for part in self.query(Scrolling)) else ()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a page to read."""
        return (*self.scroll_keys, "close", "language", "theme", "help")

    def action_page_down(self) -> None:
        """Show what is below the window."""
        self.turn(1)

    def action_page_up(self) -> None:
        """Show what is above the window."""
        self.turn(-1)

    def turn(self, by: int) -> None:
        """Scroll all that stands side by side by one window."""
        for part in self.query(Scrolling):
            part.scroll_by_page(by)

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.app.pop_screen()


class ListPage(ReadingPage):
    """A page with a list to move through."""

    widest = WIDEST

    def __init__(self, display: Display, name: str) -> None:
        super().__init__(display)
        self._menu = Menu(id=name)

    def body(self) -> Iterable[Widget]:
        """Give the list."""
        yield Stand(
            Scrolling(self._menu), rows=lambda width: len(self._menu.lines(width - PADDING)), widest=self.widest
        )

    def on_mount(self) -> None:
        """Show the words."""
        self.call_later(self.retell)
        self._menu.focus()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a list that is closed by Escape."""
        return ("choose", *self.scroll_keys, "close", "language", "theme", "help")

    def turn(self, by: int) -> None:
        """Move down or up the list by one window, and scroll what stands beside it."""
        for part in self.query(Scrolling):
            if self._menu in part.children:
                self._menu.page(by, page_rows(part))
            part.scroll_by_page(by)

    def action_choose(self) -> None:
        """Open what is marked."""
        self._menu.action_choose()


_WITH_SIGNS: Final[frozenset[Place]] = frozenset({"course", "lesson"})
"""Where lessons or steps are listed, each behind the sign of how far it is: the help says what the signs mean."""


class HelpScreen(ListPage):
    """All keys that are live on the screen from which the help was opened; each can be pressed from here as well."""

    BINDINGS = bindings("help")
    widest = 108

    def __init__(self, display: Display, shown: Sequence[Place]) -> None:
        super().__init__(display, "keys")
        self._keys = [key for place in dict.fromkeys(shown) for key in KEYS if key.place == place]

    def action_help(self) -> None:
        """The help is open already."""

    async def retell(self) -> None:
        """Draw the table in the present language."""
        self.entitle(interface.HELP_TITLE)
        before = [None, *self._keys]
        rows = [
            Row(key.id, self._drawer(key, headed=above is None or above.place != key.place))
            for above, key in zip(before, self._keys, strict=False)
        ]
        self._menu.set_rows(rows)
        self.find_place()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the help."""
        return ("press-key", "move", *self.scroll_keys, "close", "language", "theme")

    def action_press_key(self) -> None:
        """Do what the marked key does."""
        self._menu.action_choose()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        # The application presses it: it must arrive at the screen below.
        self.app.pop_screen()
        self.app.call_later(self.app.simulate_key, BY_ID[event.id].key)

    def _drawer(self, key: Key, *, headed: bool) -> Callable[[int, bool], list[Line]]:
        return lambda width, here: [*(self._heading(key) if headed else ()), *self._row(key, width, here)]

    def _heading(self, key: Key) -> list[Line]:
        gap: list[Line] = [] if key is self._keys[0] else [[]]
        signs = [[("  ", ""), *legend(self.voice, self.cells)]] if key.place in _WITH_SIGNS else []
        return [*gap, [(self.voice(interface.PLACES[key.place]), "heading")], *signs]

    def _row(self, key: Key, width: int, here: bool) -> list[Line]:
        voice, cells = self.voice, self.cells
        mark = ("▌ " if here else "  ", "selected")
        room = 2 + max(6, *(cells.width(each.printed) for each in self._keys))
        label, told = cells.pad(voice(key.label), 16), cells.wrap(voice(key.help), width - room - 19)
        first: Line = [mark, (cells.pad(key.printed, room), "key"), (label, "title" if here else ""), (told[0], "dim")]
        return [first, *([mark, (" " * (room + 16) + more, "dim")] for more in told[1:])]


_BESIDE_TITLE: Final = 11
"""Columns of a row besides those of its words: the pointer, sign and number, and what is free between words."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a step: what it is called, its kind, and how far the learner is."""

    id: str
    number: int
    state: StepState
    words: tuple[str, str, str]


class OutlineScreen(ListPage):
    """The steps of a lesson with what was done; one of them can be opened."""

    BINDINGS = bindings("list")

    def __init__(
        self,
        display: Display,
        texts: Callable[[str], Lesson],
        standing: LessonStanding,
        here: str,
        open_step: Callable[[str], object],
    ) -> None:
        super().__init__(display, "steps")
        self._texts, self._standing, self._here, self._open_step = texts, standing, here, open_step

    async def retell(self) -> None:
        """Draw the list in the present language."""
        lesson = self._texts(self.voice.language)
        self.entitle(interface.OUTLINE_TITLE, lesson.title)
        told = [self._told(lesson, number, step) for number, step in enumerate(self._standing.states, 1)]
        widths = tuple(max(map(self.cells.width, words)) for words in zip(*(each.words for each in told), strict=True))
        self._menu.set_rows(
            [Row(each.id, partial(self._row, each, widths)) for each in told], self._menu.here or self._here
        )
        for stand in self.query(Stand):
            stand.find_place(_BESIDE_TITLE + sum(widths) + PADDING)
        self.find_place()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.app.pop_screen()
        self._open_step(event.id)

    def _told(self, lesson: Lesson, number: int, step_id: str) -> _Told:
        step, state = lesson.step(step_id), self._standing.states[step_id]
        kind = self.voice(interface.STEP_KINDS[step.type])
        return _Told(step_id, number, state, (step.title or step.id, kind, step_state_words(state, self.voice)))

    def _row(self, told: _Told, widths: Sequence[int], width: int, here: bool) -> list[Line]:
        """The title in as many lines as it needs beside the kind of the step and its state."""
        cells, (title, kind, state) = self.cells, told.words
        room = max(8, min(widths[0], width - _BESIDE_TITLE - sum(widths[1:])))
        mark, tag = SIGNS[told.state]
        pointer, strong = ("▌" if here else " ", "selected"), "title" if here else ""
        first, *more = cells.wrap(title, room)
        line: Line = [
            pointer, (f"{mark} ", tag), (f"{told.number:>2}  ", "dim"), (cells.pad(first, room), strong),
            ("  " + cells.pad(kind, widths[1]), "dim"), ("  " + state, "dim"),
        ]  # fmt: skip
        return [line, *([pointer, (" " * 6 + each, strong)] for each in more)]
