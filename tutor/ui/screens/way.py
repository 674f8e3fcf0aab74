"""The way through a lesson: on and back from step to step, and page by page through a step that is longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.screens.page import Page
from tutor.ui.screens.reading import OutlineScreen
from tutor.ui.screens.room import StepRoom
from tutor.ui.steps.scene import Answered
from tutor.wording import interface

_PAGES: Final = {"pagedown": 1, "pageup": -1}
"""Keys of pages, and how far they go."""


class Way:
    """Leads on and back; decides nothing about what is right."""

    def __init__(
        self,
        page: Page,
        lesson: OpenLesson,
        room: StepRoom,
        begin: Callable[[Callable[[], object]], object],
        leave: Callable[[bool], object],
    ) -> None:
        """Do things with the session by `begin`, and `leave`, which is told whether the lesson was gone through."""
        self._page, self._lesson, self._room = page, lesson, room
        self._begin, self._leave = begin, leave

    def named(self, keys: Sequence[str]) -> list[str]:
        """Return `keys` as they are called here: the first step has none before it, the last one ends the lesson.

        At the start of a lesson that one may know already, that can be shown.
        """
        gone = ("previous", "previous-step") if self._lesson.is_first else ()
        on = "read-on" if self._room.messages_go_on else "finish" if self._lesson.is_last else "go-on"
        here = [on if key == "go-on" else key for key in keys if key not in gone]
        shows = self._lesson.offers_knowing and not self._page.in_field
        return [*here[:1], "know", *here[1:]] if shows else here

    def notes(self) -> dict[str, str]:
        """Say where the key that skips skips more than what is asked, and where that for hints gives the answer."""
        voice, count = self._page.voice, self._lesson.player.step.question_count
        notes = {"skip": voice(interface.SKIP_WHOLE)} if count > 1 else {}
        if self._lesson.answer_is_next:
            notes |= dict.fromkeys(("hint", "field-hint"), voice(interface.GIVES_ANSWER))
        return notes

    def goes_on(self, key: str) -> bool:
        """Return whether `key` leads to another step now."""
        return self._room.turns(_PAGES[key]) if key in _PAGES else key == "s" and not self._page.in_field

    def go_on(self) -> None:
        """Do what comes next: show the next part or the rest of what is said, go to the answer or to the next step."""
        question, view = self._lesson.question, self._room.view
        if view is None or (question is None and not view.may_go_on):
            return
        if question is None and self._room.messages_go_on:
            self._room.scroll_page(1)
        elif question is None:
            self.next()
        elif question.shows_next:
            view.post_message(Answered(question.part, ""))
        else:
            view.go_on()

    def next(self) -> None:
        """Go to the next step, or finish the lesson where none comes any more."""
        if self._lesson.is_last:
            self._begin(self._lesson.session.finish)
            self._leave(True)
        else:
            self._begin(self._lesson.go_on)

    def previous(self) -> None:
        """Go back one step; on the first one say that it is."""
        if self._lesson.is_first:
            self._page.say(self._page.voice(interface.FIRST_STEP))
        else:
            self._begin(self._lesson.go_back)

    def skip(self) -> None:
        """Mark the step as skipped and go on."""
        self._begin(self._lesson.session.skip)
        self.next()

    def go_to(self, step_id: str) -> None:
        """Go to a step of the lesson, unless it is there no more."""
        steps = [step.id for step in self._lesson.player.steps]
        if step_id in steps:
            self._begin(lambda: self._lesson.session.go(steps.index(step_id)))

    def show_outline(self) -> None:
        """Show the list of steps over this page, from which any can be gone to."""
        player, texts, display = self._lesson.player, self._lesson.texts, self._page.display_
        self._page.app.push_screen(OutlineScreen(display, texts, player.standing, player.step.id, self.go_to))

    def turn_page(self, by: int) -> None:
        """Show the next page of the step, or the page before; at its ends go to the next step, or the step before."""
        if not self._room.turns(by):
            self._room.scroll_page(by)
        elif by > 0:
            self.next()
        else:
            self.previous()
