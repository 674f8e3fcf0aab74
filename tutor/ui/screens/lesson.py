"""One lesson: the open step, its question, verdict and hints, and the ways on and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from textual import events, on
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.events import BOOKMARK, Annotation
from tutor.figures.lines import wrapped
from tutor.figures.overview import kept_words
from tutor.learner.course import EDITED, Written
from tutor.learner.session import Session
from tutor.lesson.format import model
from tutor.lesson.format.markdown_rules import linked_lesson
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import Place, bindings
from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.screens.page import Page, PlaceChosen
from tutor.ui.screens.reading import OutlineScreen
from tutor.ui.steps import view_of
from tutor.ui.steps.scene import Answered, Drafted, ExplainWanted, KeysChanged, LabWanted, Settled, StepView
from tutor.ui.widgets.menu import Menu
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Run, Sheet
from tutor.wording import interface, notes
from tutor.wording.failures import failure_sentence

PATIENCE = 0.15
"""Seconds until a wait shows a sign."""

_IN_EVERY_STEP: Final = ("lesson-search", "bookmark", "note", "report")
"""Keys that work in every step; the footer names them where there is room behind those of the step."""


class StepBody(VerticalScroll, inherit_bindings=False):
    """The room for a step; the keys that scroll it are the lesson's, so that Page Up goes back, also from a field."""

    def __init__(self, moved: Callable[[], None]) -> None:
        """Call `moved` when other parts of the step may be in the window than before, also long after it was opened."""
        super().__init__(id="page", can_focus=False)
        self._moved = moved

    def on_mount(self) -> None:
        """Look at everything on which it depends what is outside the window."""
        for measure in ("virtual_size", "container_size", "scroll_y"):
            self.watch(self, measure, self._moved, init=False)

    def scroll_keys(self, focused: Widget | None, *, complete: bool) -> Iterator[str]:
        """Give the keys to what is below the window and, unless the step is `complete`, to what is above it."""
        place = "scroll-list" if isinstance(focused, Menu) else "scroll"
        if self.scroll_offset.y < self.max_scroll_y:
            yield f"{place}-down"
        if self.scroll_offset.y and not complete:
            yield f"{place}-up"


class LessonScreen(Page):
    """Draws a session and sends it what the learner does; it decides nothing."""

    CSS_PATH = "lesson.tcss"
    BINDINGS = bindings("lesson", "field", "derivation")

    def __init__(
        self,
        display: Display,
        session: Session,
        texts: Callable[[str], model.Lesson],
        bench: Bench,
        step: str = "",
        lesson_title: Callable[[str, str], str] = lambda lesson, language: lesson,
        drafts: dict[tuple[str, str], str] | None = None,
    ) -> None:
        super().__init__(display)
        self._open = OpenLesson(session, texts, drafts)
        self._lesson_title = lesson_title
        self._first_step = step
        self._bench = bench
        self._turn = asyncio.Lock()
        self._leaving = False
        self._body = StepBody(self._measured)
        self._view: StepView | None = None

    # What is shown.

    def body(self) -> Iterable[Widget]:
        """Give the room for the step."""
        yield self._body

    @property
    def places(self) -> Sequence[Place]:  # type: ignore[override]
        """Return where the open step's keys are declared, its own before those of every step."""
        own = self._view.places if self._view is not None else ()
        return (*own, "lesson", "field", "terms", "everywhere")

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
        self.begin(lambda: self.session.open(self._first_step or None))

    def begin(self, operation: Callable[[], object], news: Callable[[], str] = str) -> None:
        """Do something with the session and show what came of it, then `news`; one thing after the other."""
        self.run_worker(self._perform(operation, news), group="session")

    def leave(self, farewell: Message) -> None:
        """Post `farewell` when everything is kept that was begun: a screen that goes takes its workers with it."""
        if not self._leaving:
            self._leaving = True
            self.run_worker(self._leave(farewell), group="session")

    def farewell(self, *, finished: bool) -> Message:
        """Return what is posted on leaving; `finished` past the last step."""
        return self.LessonLeft(self._open.player.lesson.id, finished)

    async def _leave(self, farewell: Message) -> None:
        async with self._turn:
            self.post_message(farewell)

    def open_step(self, step_id: str) -> None:
        """Go to a step of the lesson, unless it is there no more."""
        steps = [step.id for step in self._open.player.steps]
        if step_id in steps:
            self.begin(lambda: self.session.go(steps.index(step_id)))

    async def read_again(self, session: Callable[[], Session], texts: Callable[[str], model.Lesson]) -> None:
        """Go on with another version of the lesson; drafts stay. Where `session` raises, so does everything else."""
        async with self._turn:
            self._open.session, self._open.texts = await self._bench.run(session), texts
            self._open.take_up()
            await self._show(focus=self._view is not None and self._view.has_focus_within)

    async def retell(self) -> None:
        """Say everything in the new language; drafts stay."""
        self.session.language = self.voice.language
        if self._view is not None:
            await self._show(focus=self._view.has_focus_within)

    def live_keys(self) -> Sequence[str]:
        """Return the keys that work in this step at this moment."""
        if self._view is None:
            return ("leave", "help")
        scroll = self._body.scroll_keys(self.focused, complete=self._open.player.complete)
        if self.in_field:
            return (
                "set-number" if "lab" in self._view.places else "check",
                *scroll,
                "field-hint",
                "leave-field",
                "next-step",
                "field-help",
            )
        *first, last = self._view.live_keys()
        others = () if self._view.fills_footer else _IN_EVERY_STEP
        return (*first[:1], *scroll, *first[1:], *others, last)

    def key_notes(self) -> dict[str, str]:
        """Say of the key that skips where it skips more than what is asked."""
        return {"skip": self.voice(interface.SKIP_WHOLE)} if self.step.question_count > 1 else {}

    async def _perform(self, operation: Callable[[], object], news: Callable[[], str]) -> None:
        async with self._turn:
            waiting = self.set_timer(PATIENCE, lambda: self._title(waiting=True))
            failure, said = "", None
            try:
                said = await self._bench.run(operation)
            except TutorError as error:
                failure = failure_sentence(error, self.voice)
            finally:
                waiting.stop()
            moved = self._open.take_up(said)
            # Whoever has left the field goes on with keys, until something else is asked.
            await self._show(focus=moved or self.focused is not None)
            words = failure or news()
            if words and not failure and self.title_bar.marked and not self.told:
                words = self.voice(notes.NOT_SAVED_YET, done=words)
            self.say(words)

    async def _show(self, *, focus: bool = True) -> None:
        self._open.keep(self._view)
        self._view = view = view_of(self._open.scene(self.display_, self._bench, self._lesson_title))
        self._body.set_class(view.fills, "filled")
        self._title()
        async with self.batch():
            await self._body.remove_children()
            await self._body.mount(*self._notices(), view)
        if focus:
            view.take_focus()
        self.refresh_footer()
        self._body.scroll_home(animate=False)
        self.call_after_refresh(view.bring_into_view)

    def _notices(self) -> Iterator[Sheet]:
        """What is to be said above the step."""
        player, voice, cells = self._open.player, self.voice, self.cells
        if EDITED[player.standing.states[player.step.id]]:
            words = voice(interface.CHANGED_SINCE)
            yield Sheet(lambda width: wrapped(words, "hint", cells, width), classes="changed")

    def _title(self, *, waiting: bool = False) -> None:
        player, glyphs = self._open.player, self.cells.glyphs
        total, here = len(player.steps), player.position + 1
        bar = glyphs.filled * here + glyphs.empty * (total - here)
        wait = self.voice(interface.GETTING_READY) + "  " if waiting else ""
        place = f" {here}/{total}"
        taken = self.cells.width(self.step.title + place + wait) + self.title_bar.marked + 6
        standing = list(self._view.title_notes(self.size.width - taken)) if self._view else []
        if standing:
            self.title_bar.set([(self.step.title, "title")], [(wait, "hint"), *standing, (f" {place}", "dim")])
        else:
            right = [(wait, "hint"), (bar, "dim"), (place, "")]
            self.title_bar.set(self._heading(), right)

    def _heading(self) -> list[Run]:
        marked = self.voice(notes.BOOKMARKED_MARK) if self._open.player.annotation("bookmarked").text else ""
        return [(self.lesson.title, "title"), ("  " + self.step.title, "dim"), (marked, "hint")]

    # What the learner does.

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if self._open.asks(event.part):
            self._open.draft(event.part, event.raw)
            self.begin(lambda: self._open.answer(event.part, event.raw))

    @on(Settled)
    def _settled(self, event: Settled) -> None:
        self.begin(lambda: self.session.settle(event.outcome))

    @on(Drafted)
    def _drafted(self, event: Drafted) -> None:
        self._open.draft(event.part, event.text)

    @on(Prose.TermOpened)
    def _term_opened(self, event: Prose.TermOpened) -> None:
        lesson = linked_lesson(event.term)
        self.post_message(PlaceChosen(lesson) if lesson else self.GlossaryWanted(event.term))

    def _measured(self) -> None:
        self.call_after_refresh(self.refresh_footer)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        if self._view is not None:
            self.refresh_footer()

    @on(ExplainWanted)
    def _explain_wanted(self, event: ExplainWanted) -> None:
        from tutor.ui.screens.explain import ExplainScreen

        self.app.push_screen(ExplainScreen(self.display_, event.lab, self._bench, event.at))

    @on(LabWanted)
    async def _lab_wanted(self, event: LabWanted) -> None:
        from tutor.activity.network import NetworkActivity
        from tutor.ui.screens.lab import LabScreen

        lesson, bench = self.lesson, self._bench
        activity = await bench.run(lambda: NetworkActivity.free(lesson, event.network))
        self.app.push_screen(LabScreen(self.display_, activity, bench))

    @on(KeysChanged)
    def _keys_changed(self) -> None:
        self.refresh_footer()
        self._title()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a key that belongs to an open or to a finished question work only there, whatever is typed ahead."""
        complete = self._open.player.complete
        if action == "again":
            return complete
        if action in ("skip", "hint", "answer", "reveal"):
            return not complete
        return super().check_action(action, parameters)

    def action_next(self) -> None:
        """Go on, or finish the lesson after its last step."""
        if self._open.is_last:
            self.begin(self.session.finish)
            self.leave(self.farewell(finished=True))
        else:
            self.begin(lambda: self._open.go_by(1))

    def action_previous(self) -> None:
        """Go back one step; from the first, back to the course."""
        if self._open.player.position:
            self.begin(lambda: self._open.go_by(-1))
        else:
            self.action_leave()

    def action_skip(self) -> None:
        """Go on without answering."""
        self.action_next()

    def action_again(self) -> None:
        """Do the step again, with fresh numbers and empty fields."""
        self._open.forget()
        self.begin(self.session.restart)

    def action_hint(self) -> None:
        """Show the next hint."""
        self.begin(self.session.hint)

    def action_answer(self) -> None:
        """Put the cursor where the answer goes."""
        if self._view is not None:
            self._view.take_focus()

    def action_scroll(self, rows: int) -> None:
        """Show what is so many rows below the window, or above it."""
        self._body.scroll_relative(y=rows, animate=False)

    def action_every_rule(self) -> None:
        """Unfold the rules of a derivation, or fold them again."""
        if self._view is not None:
            self._view.unfold()

    def action_outline(self) -> None:
        """Show the list of steps over this page."""
        player, texts = self._open.player, self._open.texts
        self.app.push_screen(OutlineScreen(self.display_, texts, player.standing, player.step.id, self.open_step))

    def action_bookmark(self) -> None:
        """Set a bookmark on this step, or take it away."""
        seen = self._open.player.annotation("bookmarked")
        self._annotate("bookmarked", "" if seen.text else BOOKMARK, seen)

    def action_note(self, kind: Annotation) -> None:
        """Open the field for a note on this step, or for a problem with it."""
        from tutor.ui.screens.note import NoteScreen

        known = self._open.player.annotation(kind)
        look = partial(self._bench.run, self.session.look_at, kind)
        save = partial(self._annotate, kind)
        title, drafts = self.step.title or self.step.id, self._open.drafts
        self.app.push_screen(NoteScreen(self.display_, kind, title, known, look, save, drafts, self.step.id))

    def _annotate(self, kind: Annotation, text: str, seen: Written) -> None:
        """Keep `text` beside the step in place of what was `seen` there, and say what stands there then."""
        stands: list[str] = []
        self.begin(
            lambda: stands.append(self.session.annotate(kind, text, seen).text),
            lambda: self.voice(kept_words(kind, text, *stands)),
        )

    def action_leave(self) -> None:
        """Leave the field; outside a field, go back to the course."""
        if self.in_field:
            self.set_focus(None)
            self.refresh_footer()
        else:
            self.leave(self.farewell(finished=False))

    def action_reveal(self) -> None:
        """Show the next part that is worked."""
        question = self._open.question
        if question is not None and question.shows_next:
            self.post_message(Answered(question.part, ""))
