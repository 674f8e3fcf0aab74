"""One lesson: the open step, its question, verdict and hints, and the ways on and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from textual import events, on, work
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.events import Annotation
from tutor.figures.lines import wrapped
from tutor.learner.course import EDITED
from tutor.learner.player import Player
from tutor.learner.session import Session
from tutor.lesson.format import model
from tutor.lesson.format.markdown_rules import linked_lesson
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import Place, bindings
from tutor.ui.screens.note import Margin
from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.screens.outline import OutlineColumn
from tutor.ui.screens.page import Elsewhere, KnowingWanted, LessonLeft, Page, PlaceChosen
from tutor.ui.screens.room import StepRoom
from tutor.ui.screens.way import Way
from tutor.ui.steps import view_of
from tutor.ui.steps.scene import Answered, Drafted, KeysChanged, LabWanted, ShownByRun
from tutor.ui.waiting import when_painted
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Run, Sheet
from tutor.wording import interface, notes
from tutor.wording.failures import failure_sentence

PATIENCE = 0.15
"""Seconds until a wait shows a sign."""
_RULES: Final = """
LessonScreen ChoiceList, LessonScreen OrderList, LessonScreen MatchBoard { margin: 1 0 0 0; }
LessonScreen .after { margin: 1 0 0 0; }
LessonScreen .given { margin: 1 0 0 0; }
LessonScreen .figure { margin: 1 0 1 0; }
LessonScreen #messages > .note { margin: 0; }
LessonScreen .typed { min-height: 2; }
LessonScreen .typed.formula { min-height: 4; }
LessonScreen StepView > * { max-width: 72; }
LessonScreen StepView > .figure { max-width: 100%; }
LessonScreen StepRoom.filled StepView > * { max-width: 100%; }
LessonScreen .asked { margin: 1 0 0 0; }
"""
"""The distances of what stands in a step; as defaults, since a sheet of its own would have all others read anew."""


class LessonScreen(Page):
    """Draws a session and sends it what the learner does; it decides nothing."""

    DEFAULT_CSS = _RULES
    BINDINGS = bindings("lesson", "field", "derivation")

    def __init__(self, display: Display, lesson: OpenLesson, bench: Bench, step: str = "") -> None:
        super().__init__(display, stands=False)
        self._open, self._bench, self._first_step, self.lesson_id = lesson, bench, step, lesson.player.lesson.id
        self._margin = Margin(self, lesson, bench, self.begin)
        self._turn, self._leaving = asyncio.Lock(), False
        outline = OutlineColumn(lesson, lambda: self.display_)
        self._room = StepRoom(lambda: when_painted(self, self.refresh_footer), outline)
        self._way = Way(self, lesson, self._room, self.begin, lambda done: self.leave(self.farewell(finished=done)))

    def body(self) -> Iterable[Widget]:
        """Give the room for the step."""
        yield self._room

    @property
    def places(self) -> Sequence[Place]:  # type: ignore[override]
        """Return where the open step's keys are declared, its own before those of every step."""
        return (*self._room.places, "lesson", "field", "terms", "everywhere")

    @property
    def session(self) -> Session:
        """Return the session that is drawn."""
        return self._open.session

    @property
    def lesson(self) -> model.Lesson:
        """Return the lesson in the learner's language."""
        return self._open.texts(self.voice.language)

    @property
    def step(self) -> model.Step:
        """Return the open step in the learner's language."""
        return self.lesson.step(self._open.player.step.id)

    def on_mount(self) -> None:
        """Open the step at which the learner left, or the one that was asked for."""
        self.title_bar.set(self._heading()[:1])
        self.begin(lambda: self.session.open(self._first_step or None))

    def farewell(self, *, finished: bool) -> Elsewhere:
        """Return what is posted on leaving; `finished` past the last step."""
        return LessonLeft(self.lesson_id, finished)

    @work(group="session")
    async def leave(self, farewell: Elsewhere) -> None:
        """Post `farewell` when everything is kept that was begun: a screen that goes takes its workers with it."""
        async with self._turn:
            if not self._leaving:
                self._leaving = True
                self._open.keep(self._room.view)
                self.post_message(farewell)

    def open_step(self, step_id: str) -> None:
        """Go to a step of the lesson, unless it is there no more."""
        self._way.go_to(step_id)

    async def read_again(self, session: Callable[[], Session], texts: Callable[[str], model.Lesson]) -> None:
        """Go on with another version of the lesson; drafts stay. Where `session` raises, so does everything else."""
        async with self._turn:
            self._open.session, self._open.texts = await self._bench.run(session), texts
            self._open.take_up()
            await self._show(focus=self._room.has_focus_within)

    async def retell(self) -> None:
        """Say everything in the new language; drafts stay."""
        self.session.language = self.voice.language
        if self._room.view is not None:
            places, before = self._room.places_of_focus, self.focused
            await self._show(focus=False, again=True)
            self._room.focus_again(places.index(before) if before in places else -1, before)

    def live_keys(self) -> Sequence[str]:
        """Return the keys that work in this step at this moment."""
        return self._way.named(self._room.live_keys(self.focused, complete=self._open.player.complete))

    def goes_on(self, key: str) -> bool:
        """Return whether `key` answers, or goes to another step."""
        return super().goes_on(key) or self._way.goes_on(key)

    def key_notes(self) -> dict[str, str]:
        """Say of keys what is more about them here than elsewhere."""
        return self._way.notes()

    @work(group="session")
    async def begin(self, operation: Callable[[], object], news: Callable[[], str] = str) -> None:
        """Do something with the session and show what came of it, then `news`; one thing after the other."""
        async with self._turn:
            waiting = self.set_timer(PATIENCE, lambda: self._title(waiting=True))
            failure, said = "", None
            try:
                said = await self._bench.run(self._open.do, operation)
            except TutorError as error:
                failure = failure_sentence(error, self.voice)
            finally:
                waiting.stop()
            # Whoever has left the field goes on with keys, until something else is asked.
            await self._show(focus=self._open.take_up(said) or self.focused is not None)
            words = failure or news()
            if words and not failure and self.title_bar.marked and not self.told:
                words = self.voice(notes.NOT_SAVED_YET, done=words)
            self.say(words)

    async def _show(self, *, focus: bool = True, again: bool = False) -> None:
        if self._open.keep(self._room.view):
            self.deafness.expect_page()
        view = view_of(self._open.scene(self.display_, self._bench))
        async with self.batch():
            await self._room.show(view, self.step.id, _notices(self._open.player, self.display_), again=again)
        self._title()
        if focus:
            view.enter()
        self.refresh_footer()
        when_painted(self, self.deafness.painted)
        self.stands.set()

    def _title(self, *, waiting: bool = False) -> None:
        bar, place = self._open.progress(self.cells)
        wait = self.voice(interface.GETTING_READY) + "  " if waiting else ""
        taken = self.cells.width(self.step.title + place + wait) + self.title_bar.marked + 6
        standing = list(self._room.view.title_notes(self.size.width - taken)) if self._room.view else []
        heading, right = self._heading(), [(wait, "hint"), (bar, "dim"), (place, "")]
        if standing:
            heading, right = [(self.step.title, "title")], [(wait, "hint"), *standing, (f" {place}", "dim")]
        self.title_bar.set(heading, right)

    def _heading(self) -> list[Run]:
        marked = self.voice(notes.BOOKMARKED_MARK) if self._open.player.annotation("bookmarked").text else ""
        return [(self.lesson.title, "title"), ("  " + self.step.title, "dim"), (marked, "hint")]

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if self._open.asks(event.part):
            self._open.draft(event.part, event.raw)
            if self._open.judges:
                self.deafness.expect_verdict()
            self.begin(lambda: self._open.answer(event.part, event.raw))

    @on(ShownByRun)
    def _shown_by_run(self, event: ShownByRun) -> None:
        self.deafness.expect_verdict()
        self.begin(lambda: event.keep(self.session))

    @on(Drafted)
    def _drafted(self, event: Drafted) -> None:
        self._open.draft(event.part, event.text)

    @on(Prose.TermOpened)
    def _term_opened(self, event: Prose.TermOpened) -> None:
        lesson = linked_lesson(event.term)
        self.post_message(PlaceChosen(lesson) if lesson else self.GlossaryWanted(event.term))

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        if self._room.view is not None:
            self.refresh_footer()

    @on(LabWanted)
    async def _lab_wanted(self, event: LabWanted) -> None:
        from tutor.ui.screens.lab import LabScreen

        activity = await self._bench.run(self._open.free_lab, event.network, self.voice.language)
        self.app.push_screen(LabScreen(self.display_, activity, self._bench))

    @on(KeysChanged)
    def _keys_changed(self) -> None:
        self.refresh_footer()
        self._title()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a key that belongs to an open or to a finished question work only there, whatever is typed ahead."""
        complete = self._open.player.complete
        if action == "again":
            return complete
        if action == "know":
            return self._open.offers_knowing
        if action in ("skip", "hint", "answer"):
            return not complete
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """Do what comes next in the step, or go to the next one."""
        self._way.go_on()

    def action_next(self) -> None:
        """Go on, or finish the lesson after its last step."""
        self._way.next()

    def action_previous(self) -> None:
        """Go back one step."""
        self._way.previous()

    def action_skip(self) -> None:
        """Mark the step as skipped and go on."""
        self._way.skip()

    def action_page(self, by: int) -> None:
        """Show the next page, or the one before."""
        self._way.turn_page(by)

    def action_again(self) -> None:
        """Do the step again, with fresh numbers and empty fields."""
        self._open.forget()
        self.begin(self.session.restart)

    def action_hint(self) -> None:
        """Show the next hint."""
        self.begin(self.session.hint)

    def action_answer(self) -> None:
        """Put the cursor where the answer goes."""
        self._room.take_focus()

    def action_scroll(self, rows: int) -> None:
        """Show what is so many rows below the window, or above it."""
        self._room.scroll_by(rows)

    def action_every_rule(self) -> None:
        """Unfold the rules of a derivation, or fold them again."""
        self._room.unfold()

    def action_know(self) -> None:
        """Leave the lesson for the questions that show whether it is known."""
        self._title(waiting=True)
        self.leave(KnowingWanted(self.lesson_id))

    def action_outline(self) -> None:
        """Show the list of steps over this page."""
        self._way.show_outline()

    def action_bookmark(self) -> None:
        """Set a bookmark on this step, or take it away."""
        self._margin.switch_bookmark()

    def action_note(self, kind: Annotation) -> None:
        """Open the field for a note on this step, or for a problem with it."""
        self._margin.open_note(kind, self.step.title or self.step.id)

    def action_leave(self) -> None:
        """Leave the field; outside a field, go back to the course."""
        if self.in_field:
            self.set_focus(self._room.view.turning if self._room.view is not None else None)
            self.refresh_footer()
        else:
            self.leave(self.farewell(finished=False))


def _notices(player: Player, display: Display) -> list[Widget]:
    """What is to be said of the open step before all that is said about an answer."""
    words = display.voice(interface.CHANGED_SINCE)
    changed = Sheet(lambda width: wrapped(words, "hint", display.cells, width))
    return [changed] if EDITED[player.standing.states[player.step.id]] else []
