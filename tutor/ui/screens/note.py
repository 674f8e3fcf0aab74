"""The margin of a step: a bookmark, and a page on which a learner writes a note or what is wrong with the step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import partial
from typing import Final

from textual import on, work
from textual.widget import Widget

from tutor.events import BOOKMARK, Annotation
from tutor.figures.lines import wrapped
from tutor.figures.overview import kept_words
from tutor.learner.course import Written
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import bindings
from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.screens.page import Page
from tutor.ui.screens.reading import PADDING, ReadingPage
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.ui.widgets.stand import Scrolling, Stand
from tutor.wording import notes

_MOST_CHARACTERS: Final = 400
"""Characters of a note."""
_FIELD: Final = 4
"""Rows of the field, with what is free above it and the first line of its echo."""


class NoteScreen(ReadingPage):
    """A field with what stands there already; Enter keeps it, Escape leaves what is kept as it was."""

    BINDINGS = bindings("note")
    places = ("note", "page", "everywhere")

    def __init__(
        self,
        display: Display,
        kind: Annotation,
        step_title: str,
        begun_from: Written,
        look: Callable[[], Awaitable[Written]],
        save: Callable[[str, Written], None],
        drafts: MutableMapping[tuple[str, str], str],
        step: str,
    ) -> None:
        """Begin from what is known to stand there; `look` says what does by now, `save` is told what was begun from.

        What is not kept stands in `drafts`, by `step` and kind, for the next time.
        """
        super().__init__(display)
        self._kind, self._step_title = kind, step_title
        self._begun_from, self._look, self._save = begun_from, look, save
        self._drafts, self._place = drafts, (step, kind)
        self._purpose = Sheet(self._purpose_lines)
        begun = drafts.get(self._place, begun_from.text)
        self._field = FormulaField(begun, display.voice(notes.PLACEHOLDER), _MOST_CHARACTERS)

    def body(self) -> Iterable[Widget]:
        """Put what the note is for above the field."""
        yield Stand(
            Scrolling(self._purpose, self._field),
            rows=lambda width: len(self._purpose.lines(width - PADDING)) + _FIELD,
        )

    def on_mount(self) -> None:
        """Show the words, with the cursor in the field."""
        self.call_later(self.retell)
        self._field.take_focus()
        self._look_again()

    async def retell(self) -> None:
        """Draw everything in the present language."""
        self.entitle(notes.TITLES[self._kind], self._step_title)
        self._purpose.redraw()
        self.refresh_footer()

    def live_keys(self) -> tuple[str, ...]:
        """Return the keys of a page with a field."""
        return ("save", "close")

    def action_save(self) -> None:
        """Keep what stands in the field."""
        self._kept(FormulaField.Submitted(self._field.text))

    @on(FormulaField.Edited)
    def _edited(self) -> None:
        self._drafts[self._place] = self._field.text
        if self._field.text == self._begun_from.text:
            del self._drafts[self._place]
        self._field.set_echo(self._whole_text)

    @on(FormulaField.Submitted)
    def _kept(self, event: FormulaField.Submitted) -> None:
        self._drafts.pop(self._place, None)
        self.app.pop_screen()
        self._save(event.text.strip(), self._begun_from)

    @work
    async def _look_again(self) -> None:
        """Begin from what another terminal wrote there, unless something was typed before that was known."""
        stands = await self._look()
        if self._field.text == self._begun_from.text:
            self._begun_from = stands
            self._field.refill(stands.text)

    def _purpose_lines(self, width: int) -> list[Line]:
        return wrapped(self.voice(notes.PURPOSES[self._kind]), "dim", self.cells, width)

    def _whole_text(self, width: int) -> list[Line]:
        """The text in lines, where it is too long for the field to show all of it."""
        text, cells = self._field.text, self.cells
        return wrapped(text, "", cells, width) if cells.width(text) > width - 2 else []


class Margin:
    """Writes beside the open step of a lesson, where other terminals may write as well."""

    def __init__(
        self,
        page: Page,
        lesson: OpenLesson,
        bench: Bench,
        begin: Callable[[Callable[[], object], Callable[[], str]], object],
    ) -> None:
        """Write by `begin`, which does something with the session and then says what it is given."""
        self._page, self._lesson, self._bench, self._begin = page, lesson, bench, begin

    def switch_bookmark(self) -> None:
        """Set a bookmark, or take it away."""
        seen = self._lesson.player.annotation("bookmarked")
        self._write("bookmarked", "" if seen.text else BOOKMARK, seen)

    def open_note(self, kind: Annotation, title: str) -> None:
        """Open the field for what is written on the step called `title`."""
        player, drafts = self._lesson.player, self._lesson.drafts
        look = partial(self._bench.run, self._lesson.session.look_at, kind)
        known, save = player.annotation(kind), partial(self._write, kind)
        display = self._page.display_
        self._page.app.push_screen(NoteScreen(display, kind, title, known, look, save, drafts, player.step.id))

    def _write(self, kind: Annotation, text: str, seen: Written) -> None:
        """Keep `text` in place of what was `seen` there, and say what stands there then; nothing where nothing does."""
        if not text and not seen.text:
            return
        stands: list[str] = []
        self._begin(
            lambda: stands.append(self._lesson.session.annotate(kind, text, seen).text),
            lambda: self._page.voice(kept_words(kind, text, *stands)),
        )
