"""Pages that are opened over another screen, read, and closed: help, outline, glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from tutor.figures.course_list import SIGNS
from tutor.figures.overview import step_state_words
from tutor.figures.search import term_lines
from tutor.learner.course import LessonStanding
from tutor.lesson.format.course_model import GlossaryTerm
from tutor.lesson.format.model import Lesson
from tutor.ui.display import Display
from tutor.ui.keys import BY_ID, KEYS, Key, Place, bindings
from tutor.ui.screens.page import Page
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import interface

if TYPE_CHECKING:
    from tutor.learner.study import Study


class ReadingPage(Page):
    """A page that Escape closes."""

    BINDINGS = bindings("page")
    places: Sequence[Place] = ("page", "list", "everywhere")

    DEFAULT_CSS = """
    ReadingPage VerticalScroll { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    ReadingPage Horizontal { height: 1fr; }
    ReadingPage Horizontal > VerticalScroll { width: 1fr; padding: 1 0 0 2; }
    ReadingPage Horizontal > VerticalScroll:last-child { width: 2fr; padding: 1 2 0 2; }
    """

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a page to read."""
        return ("close", "language", "theme", "help")

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.app.pop_screen()


class ListPage(ReadingPage):
    """A page with a list to move through."""

    def __init__(self, display: Display, name: str) -> None:
        super().__init__(display)
        self._menu = Menu(id=name)

    def body(self) -> Iterable[Widget]:
        """Give the list."""
        yield VerticalScroll(self._menu, can_focus=False)

    def on_mount(self) -> None:
        """Show the words."""
        self.call_later(self.retell)
        self._menu.focus()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a list that is closed by Escape."""
        return ("choose", "close", "language", "theme", "help")

    def action_choose(self) -> None:
        """Open what is marked."""
        self._menu.action_choose()


class HelpScreen(ListPage):
    """All keys that are live on the screen from which the help was opened; each can be pressed from here as well."""

    BINDINGS = bindings("help")

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
        self.refresh_footer()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the help."""
        return ("press-key", "move", "close", "language", "theme")

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
        return [*gap, [(self.voice(interface.PLACES[key.place]), "heading")]]

    def _row(self, key: Key, width: int, here: bool) -> list[Line]:
        voice, cells = self.voice, self.cells
        mark = ("▌ " if here else "  ", "selected")
        room = 1 + max(6, *(cells.width(each.printed) for each in self._keys))
        label, told = cells.pad(voice(key.label), 16), cells.wrap(voice(key.help), width - room - 19)
        first: Line = [mark, (cells.pad(key.printed, room), "key"), (label, "title" if here else ""), (told[0], "dim")]
        return [first, *([mark, (" " * (room + 16) + more, "dim")] for more in told[1:])]


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
        numbered = enumerate(self._standing.states, 1)
        rows = [Row(step, partial(self._row, lesson, number, step)) for number, step in numbered]
        self._menu.set_rows(rows, self._menu.here or self._here)
        self.refresh_footer()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.app.pop_screen()
        self._open_step(event.id)

    def _row(self, lesson: Lesson, number: int, step_id: str, width: int, here: bool) -> list[Line]:
        voice, cells = self.voice, self.cells
        step, state = lesson.step(step_id), self._standing.states[step_id]
        mark, tag = SIGNS[state]
        kind = voice(interface.STEP_KINDS[step.type])
        words = step_state_words(state, voice)
        title = cells.pad(step.title or step.id, max(8, width - 44))
        line: Line = [
            ("▌" if here else " ", "selected"),
            (f"{mark} ", tag),
            (f"{number:>2}  ", "dim"),
            (title, "title" if here else ""),
            ("  " + cells.pad(kind, 12), "dim"),
            (cells.pad(words, 22), "dim"),
        ]
        return [line]


class GlossaryScreen(ListPage):
    """The terms, and beside them what the marked one means."""

    BINDINGS = bindings("list")

    def __init__(self, display: Display, study: Study, term: str = "") -> None:
        super().__init__(display, "terms")
        self._study = study
        self._meaning = Sheet(self._meaning_lines)
        self._start = term

    def body(self) -> Iterable[Widget]:
        """Put the meaning beside the list."""
        yield Horizontal(VerticalScroll(self._menu, can_focus=False), VerticalScroll(self._meaning, can_focus=False))

    async def retell(self) -> None:
        """Draw the list and the meaning in the present language."""
        self.entitle(interface.GLOSSARY_TITLE)
        rows = [Row(term.id, partial(self._row, term)) for term in self._terms]
        self._menu.set_rows(rows, self._menu.here or self._start)
        self._meaning.redraw()
        self.refresh_footer()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a list to look through."""
        return ("move", "close", "language", "theme", "help")

    def action_choose(self) -> None:
        """The meaning is shown already."""

    @property
    def _terms(self) -> Sequence[GlossaryTerm]:
        return self._study.glossary(self.voice.language).terms

    @on(Menu.Highlighted)
    def _highlighted(self) -> None:
        self._meaning.redraw()
        self.query(VerticalScroll).last().scroll_home(animate=False)

    def _row(self, term: GlossaryTerm, width: int, here: bool) -> list[Line]:
        title = self.cells.truncate(term.title, width - 2)
        return [[("▌ " if here else "  ", "selected"), (title, "title" if here else "")]]

    def _meaning_lines(self, width: int) -> list[Line]:
        term = next((term for term in self._terms if term.id == self._menu.here), None)
        if term is None:
            return []
        names = self._study.other_names(term.id, self.voice.language)
        return term_lines(term, names, self.voice, self.cells, width)
