"""The margin of a step, where its learner sets a bookmark or writes a note, or what is wrong with the step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tutor.events import BOOKMARK, Annotation
from tutor.figures.overview import kept_words
from tutor.learner.course import Written
from tutor.ui.bench import Bench
from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.screens.page import Page


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
        from tutor.ui.screens.note import NoteScreen

        player, drafts = self._lesson.player, self._lesson.drafts
        look = partial(self._bench.run, self._lesson.session.look_at, kind)
        known, save = player.annotation(kind), partial(self._write, kind)
        display = self._page.display_
        self._page.app.push_screen(NoteScreen(display, kind, title, known, look, save, drafts, player.step.id))

    def _write(self, kind: Annotation, text: str, seen: Written) -> None:
        """Keep `text` in place of what was `seen` there, and say what stands there then."""
        stands: list[str] = []
        self._begin(
            lambda: stands.append(self._lesson.session.annotate(kind, text, seen).text),
            lambda: self._page.voice(kept_words(kind, text, *stands)),
        )
