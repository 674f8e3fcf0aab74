"""The course list: every lesson with how far the learner is, and beside it what the lesson is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget

from tutor.figures.lines import wrapped
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import BY_ID, bindings
from tutor.ui.screens.page import Page, ReviewWanted
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Run, Sheet
from tutor.wording import Sentence, interface

if TYPE_CHECKING:
    from tutor.learner.course import StepState
    from tutor.learner.study import LessonEntry, Study
    from tutor.learner.today import Today

FIRST_READING = 0.4
"""Seconds for which lessons that the index does not know are read before the list is shown."""
READING = 0.1
"""Seconds for which they are then read at a stretch, so that whatever the learner begins comes in between."""

MARKS: Final[Mapping[StepState, Run]] = {
    "done": ("✓", "right"), "changed": ("✓", "hint"), "open": ("▸", "selected"), "skipped": ("~", "hint"),
    "new": ("·", "dim"),
}  # fmt: skip


class HomeScreen(Page):
    """Shows the course; says which lesson the learner wants."""

    CSS_PATH = "home.tcss"
    BINDINGS = bindings("home")
    says_when_it_waits = True
    places = ("everywhere", "home", "list")

    @dataclass
    class LessonChosen(Message):
        """The learner wants to open this lesson."""

        lesson: str

    def __init__(self, display: Display, bench: Bench) -> None:
        super().__init__(display)
        self._bench = bench
        self._study: Study | None = None
        self._entries: Sequence[LessonEntry] = ()
        self._menu = Menu(id="lessons")
        self._details = Sheet(self._detail_lines, id="details")
        self._today: Today | None = None

    def body(self) -> Iterable[Widget]:
        """Put the details beside the list."""
        yield Horizontal(VerticalScroll(self._menu, can_focus=False), VerticalScroll(self._details, can_focus=False))

    async def on_mount(self) -> None:
        """Show a sign until the course is there."""
        self._menu.focus()
        waiting = Row("", lambda width, here: [[(self.voice(interface.GETTING_READY), "dim")]])
        self._menu.set_rows([waiting])
        self.refresh_footer()

    async def open(self, study: Study, at: str = "") -> None:
        """Show the course with the cursor at the lesson `at`, or at the one to go on with; then read its lessons."""
        await self._bench.run(study.read_more, FIRST_READING)
        entries = await self._bench.run(study.entries_so_far, self.voice.language)
        self.show(study, entries, at or await self._bench.run(study.recommended, entries))
        self._read_the_rest(study)

    @work(exclusive=True, group="reading")
    async def _read_the_rest(self, study: Study) -> None:
        """Read the course to its end, count what is due, and get ready what steps need."""
        while not await self._bench.run(study.read_rest, READING):
            pass
        entries = await self._bench.run(study.entries_so_far, self.voice.language)
        if entries != self._entries:
            self.show(study, entries, self.here)
        await self.count_due(study)
        self._bench.warm_up()

    @property
    def state_of_review(self) -> str:
        """Return in words how the review stood when its cards were counted last."""
        from tutor.figures.overview import state_of_review

        return state_of_review(self._today, self.voice, BY_ID["review"].printed) if self._today else ""

    async def count_due(self, study: Study) -> Today:
        """Show how many review cards are left for today, and return them."""
        self._today = await self._bench.run(study.today)
        self._set_title()
        self.refresh_footer()
        return self._today

    def show(self, study: Study, entries: Sequence[LessonEntry], at: str = "") -> None:
        """Show the course with the cursor at the lesson `at`."""
        self._study, self._entries = study, entries
        self._menu.set_rows([Row(entry.id, partial(self._row, entry)) for entry in entries], at)
        self._details.redraw()
        self._set_title()
        self.refresh_footer()

    def wait_no_more(self) -> None:
        """Take the sign away: there is no course to come."""
        self._menu.set_rows(())

    @property
    def here(self) -> str:
        """Return the id of the lesson at the cursor."""
        return self._menu.here

    def announce_finished(self, lesson: str) -> None:
        """Say how the lesson that was just walked to its end stands."""
        entry = next(entry for entry in self._entries if entry.id == lesson)
        if entry.facts is None or entry.standing is None:
            return
        done, total = entry.standing.done, entry.standing.total
        sentence = interface.FINISHED_LESSON if done == total else interface.FINISHED_WITH_SKIPPED
        self.say(self.voice(sentence, title=entry.facts.title, done=done, total=total))

    async def retell(self) -> None:
        """The application shows the course again in the new language."""

    def live_keys(self) -> Sequence[str]:
        """Everything works at any time, but a broken lesson cannot be opened, and a review needs something due."""
        here = self._here()
        go_on = ("continue",) if here is not None and _can_open(here) else ()
        review = ("review",) if self._today and self._today.due else ()
        return (*go_on, *review, "search", "glossary", "language", "quit", "progress", "theme", "help")

    def key_notes(self) -> dict[str, str]:
        """Return how many cards wait behind the key of the review."""
        return {"review": f" {len(self._today.due)}"} if self._today else {}

    def action_continue(self) -> None:
        """Open the lesson at the cursor."""
        self._menu.action_choose()

    def action_review(self) -> None:
        """Ask for the review."""
        self.post_message(ReviewWanted())

    def action_progress(self) -> None:
        """Show the progress over the course."""
        if self._study is not None:
            from tutor.ui.screens.progress import ProgressScreen

            self.app.push_screen(ProgressScreen(self.display_, self._study, self._bench))

    def action_quit(self) -> None:
        """Leave, if the application finds nothing that is not saved."""
        self.app.call_later(self.app.action_quit)

    @on(Menu.Highlighted)
    def _highlighted(self) -> None:
        self._details.redraw()
        self.refresh_footer()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        entry = self._here()
        if entry is not None and _can_open(entry):
            self.post_message(self.LessonChosen(event.id))

    def _here(self) -> LessonEntry | None:
        return next((entry for entry in self._entries if entry.id == self._menu.here), None)

    def _set_title(self) -> None:
        done = sum(entry.finished for entry in self._entries)
        counts = [self.voice(interface.LESSONS_DONE, done=done, total=len(self._entries))]
        if self._today is not None:
            from tutor.figures.overview import cards_waiting

            counts += cards_waiting(self._today, self.voice)
        title = self._study.course(self.voice.language).title if self._study else ""
        self.title_bar.set([(title, "title")], [(" · ".join([*counts, self.voice.language]), "dim")])

    def _row(self, entry: LessonEntry, width: int, here: bool) -> list[Line]:
        state = entry.standing.state if entry.standing else "new"
        mark, tag = ("✗", "wrong") if entry.problems and not entry.facts else MARKS[state]
        title = (
            entry.facts.title if entry.facts else entry.id if entry.problems else self.voice(interface.GETTING_READY)
        )
        note = self._note(entry, width - 8 - self.cells.width(title))
        room = width - 8 - self.cells.width(note)
        pointer: Run = ("▌" if here else " ", "selected" if self._menu.has_focus else "dim")
        line: Line = [
            pointer,
            (f"{mark} ", tag),
            (f"{entry.number:>2}  ", "dim"),
            (self.cells.pad(title, room), "title" if here else ""),
            (" " + note + " ", "wrong" if tag == "wrong" else "dim"),
        ]
        return [line]

    def _note(self, entry: LessonEntry, room: int) -> str:
        """How far the learner is; in less `room` the mark alone says that steps were skipped."""
        if entry.standing is None:
            return self.voice(interface.BROKEN_MARK) if entry.problems else ""
        counts = self.voice(interface.STEPS_DONE, done=entry.standing.done, total=entry.standing.total)
        match entry.standing.state:
            case "new":
                return ""
            case "skipped":
                skipped = entry.standing.total - entry.standing.done
                long = self.voice(interface.WITH_SKIPPED, steps=counts, count=skipped)
                return long if self.cells.width(long) <= room else counts
            case "open" | "done":
                return counts

    def _detail_lines(self, width: int) -> list[Line]:
        entry = self._here()
        if entry is None:
            empty = self._study is not None
            return [[(self.voice(interface.NO_LESSONS), "dim")]] if empty else []
        if entry.facts is None and not entry.problems:
            return [[(self.voice(interface.GETTING_READY), "dim")]]
        return self._lesson_details(entry, width) if entry.facts else self._problem_details(entry, width)

    def _lesson_details(self, entry: LessonEntry, width: int) -> list[Line]:
        voice, cells, lesson, study = self.voice, self.cells, entry.facts, self._study
        assert lesson is not None
        assert study is not None
        counts = {"minutes": lesson.minutes, "steps": lesson.steps, "questions": lesson.questions}
        facts = voice(interface.LESSON_FACTS, **counts)
        titles = {other.id: other.facts.title for other in self._entries if other.facts}
        lines: list[Line] = [[(lesson.title, "heading")], []]
        lines += wrapped(lesson.summary, "", cells, width)
        lines += [[], *wrapped(facts, "dim", cells, width)]
        before = [titles.get(lesson_id, lesson_id) for lesson_id in entry.builds_on]
        lines += self._labelled(interface.BUILDS_ON, before, width)
        taught = lesson.teaches
        lines += self._labelled(interface.TEACHES, taught, width)
        return lines

    def _labelled(self, label: Sentence, values: Sequence[str], width: int) -> list[Line]:
        if not values:
            return []
        head = self.cells.pad(self.voice(label), 12)
        texts = self.cells.wrap(self.voice(interface.BETWEEN_NAMES).join(values), width - 12)
        return [[(head if number == 0 else " " * 12, "dim"), (text, "")] for number, text in enumerate(texts)]

    def _problem_details(self, entry: LessonEntry, width: int) -> list[Line]:
        from tutor.wording.failures import problem_line

        voice, cells = self.voice, self.cells
        head, problem = voice(interface.BROKEN_LESSON), problem_line(entry.problems[0], voice)
        return [*wrapped(head, "", cells, width), [], *wrapped(problem, "wrong", cells, width)]


def _can_open(entry: LessonEntry) -> bool:
    """Whether the lesson is sound as far as is known; one that is not read yet is."""
    return entry.facts is not None or not entry.problems
