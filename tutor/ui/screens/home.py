"""The course list: every lesson with how far the learner is, and beside it what the lesson is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget

from tutor.figures.lines import wrapped
from tutor.ui.display import Display
from tutor.ui.keys import bindings
from tutor.ui.screens.page import Page, ProgressWanted, ReviewWanted, SearchWanted
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Run, Sheet
from tutor.wording import Sentence, interface

if TYPE_CHECKING:
    from tutor.learner.course import LessonState
    from tutor.learner.study import LessonEntry
    from tutor.learner.today import Today
    from tutor.lesson.format.course_model import Course

_MARKS: Final[Mapping[LessonState, Run]] = {
    "done": ("✓", "right"), "open": ("▸", "selected"), "skipped": ("~", "hint"), "new": ("·", "dim")
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

    class QuitWanted(Message):
        """The learner wants to leave."""

    def __init__(self, display: Display) -> None:
        super().__init__(display)
        self._course: Course | None = None
        self._skill: Callable[[str], str] = str
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

    def show(
        self, course: Course, skill_title: Callable[[str], str], entries: Sequence[LessonEntry], at: str = ""
    ) -> None:
        """Show the course with the cursor at the lesson `at`; skills are called as `skill_title` says."""
        self._course, self._skill, self._entries = course, skill_title, entries
        self._menu.set_rows([Row(entry.id, partial(self._row, entry)) for entry in entries], at)
        self._details.redraw()
        self._set_title()
        self.refresh_footer()

    def wait_no_more(self) -> None:
        """Take the sign away: there is no course to come."""
        self._menu.set_rows(())

    def show_due(self, today: Today) -> None:
        """Show how many review cards are left for today."""
        self._today = today
        self._set_title()
        self.refresh_footer()

    @property
    def here(self) -> str:
        """Return the id of the lesson at the cursor."""
        return self._menu.here

    def announce_finished(self, lesson: str) -> None:
        """Say how the lesson that was just walked to its end stands."""
        entry = next(entry for entry in self._entries if entry.id == lesson)
        if entry.lesson is None or entry.standing is None:
            return
        done, total = entry.standing.done, entry.standing.total
        sentence = interface.FINISHED_LESSON if done == total else interface.FINISHED_WITH_SKIPPED
        self.say(self.voice(sentence, title=entry.lesson.title, done=done, total=total))

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

    def action_glossary(self) -> None:
        """Ask for the glossary."""
        self.post_message(self.GlossaryWanted(""))

    def action_review(self) -> None:
        """Ask for the review."""
        self.post_message(ReviewWanted())

    def action_search(self) -> None:
        """Ask for the search."""
        self.post_message(SearchWanted())

    def action_progress(self) -> None:
        """Ask for the progress."""
        self.post_message(ProgressWanted())

    def action_quit(self) -> None:
        """Ask to leave."""
        self.post_message(self.QuitWanted())

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
        title = self._course.title if self._course else ""
        self.title_bar.set([(title, "title")], [(" · ".join([*counts, self.voice.language]), "dim")])

    def _row(self, entry: LessonEntry, width: int, here: bool) -> list[Line]:
        state = entry.standing.state if entry.standing else "new"
        mark, tag = ("✗", "wrong") if entry.problems and not entry.lesson else _MARKS[state]
        title = (
            entry.lesson.title if entry.lesson else entry.id if entry.problems else self.voice(interface.GETTING_READY)
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
            empty = self._course is not None
            return [[(self.voice(interface.NO_LESSONS), "dim")]] if empty else []
        if entry.lesson is None and not entry.problems:
            return [[(self.voice(interface.GETTING_READY), "dim")]]
        return self._lesson_details(entry, width) if entry.lesson else self._problem_details(entry, width)

    def _lesson_details(self, entry: LessonEntry, width: int) -> list[Line]:
        from tutor.learner.course import present_steps

        voice, cells, lesson = self.voice, self.cells, entry.lesson
        assert lesson is not None
        steps = present_steps(lesson)
        asked = sum(step.question_count for step in steps)
        facts = voice(interface.LESSON_FACTS, minutes=lesson.minutes, steps=len(steps), questions=asked)
        titles = {other.id: other.lesson.title for other in self._entries if other.lesson}
        lines: list[Line] = [[(lesson.title, "heading")], []]
        lines += wrapped(lesson.summary, "", cells, width)
        lines += [[], *wrapped(facts, "dim", cells, width)]
        before = [titles.get(lesson_id, lesson_id) for lesson_id in entry.builds_on]
        lines += self._labelled(interface.BUILDS_ON, before, width)
        lines += self._labelled(interface.TEACHES, [self._skill(skill) for skill in lesson.teaches], width)
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
    return entry.lesson is not None or not entry.problems
