"""A learner's course: its lessons in the learner's language, and where the learner stands in each.

Both front ends work from here. Everything that opens files or the progress blocks on the disk.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tutor.days import Clock, utc_now
from tutor.errors import Problem, TutorError
from tutor.events import ANNOTATIONS, REVIEW, Event
from tutor.learner.course import LessonStanding, orphans, recommended, standing, still_counting
from tutor.learner.facts import CourseFacts, LessonFacts, LessonPlace, ListedCourse, NextLesson
from tutor.learner.index import index_file
from tutor.learner.opened import OpenedCourse
from tutor.progress import Notice, Opened, Progress, open_progress, reset_lesson

if TYPE_CHECKING:
    from tutor.learner.ending import LessonEnd
    from tutor.learner.overview import Overview
    from tutor.learner.search import SearchIndex
    from tutor.learner.session import Session
    from tutor.learner.today import ReviewSession, Today
    from tutor.lesson.format import model
    from tutor.lesson.format.bank import Bank
    from tutor.lesson.format.course_model import Glossary, GlossaryTerm
    from tutor.lesson.loading.course import LoadedCourse
    from tutor.network.spec import NetworkSpec
    from tutor.quiz.cards import Deck


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """One line of the course list: a lesson that can be opened, or the problems that keep it shut.

    Neither where nothing is known of the lesson yet.
    """

    id: str
    number: int
    facts: LessonFacts | None
    standing: LessonStanding | None
    problems: tuple[Problem, ...]
    builds_on: tuple[str, ...]

    @property
    def finished(self) -> bool:
        """Return whether the learner has done every step of it."""
        return self.standing is not None and self.standing.finished


class Study:
    """One course with one learner's progress."""

    def __init__(
        self,
        course: LoadedCourse | OpenedCourse,
        progress: Progress,
        notice: Notice | None = None,
        *,
        clock: Clock = utc_now,
        seeds: random.Random | None = None,
    ) -> None:
        self._opened = course if isinstance(course, OpenedCourse) else OpenedCourse(course.folder, loaded=course)
        self.progress = progress
        self.notice = notice
        self._clock = clock
        self.seeds = seeds

    @classmethod
    def open(cls, folder: Path, progress_file: Path, opening: Callable[[Path], Opened] = open_progress) -> Study:
        """Open the course in `folder`, and the progress kept in `progress_file` by `opening` it.

        The index of the course is kept beside the progress.

        Raises:
            TutorError: the course file has errors (`CourseError`), or the progress is of a newer program.
        """
        course = OpenedCourse(folder, index_file(progress_file.parent, folder))
        opened = opening(progress_file)
        return cls(course, opened.progress, opened.notice)

    @property
    def _loaded(self) -> LoadedCourse:
        """The course with its lessons, each read when it is asked for."""
        return self._opened.loaded

    @property
    def _course(self) -> ListedCourse:
        return self._opened.listed

    def course(self, language: str) -> CourseFacts:
        """Return what the course is called in `language`, and its lessons in their order."""
        return self._course.in_language(language)

    def glossary(self, language: str) -> Glossary:
        """Return the glossary in `language`."""
        return self._loaded.glossary.in_language(language)

    def other_names(self, term_id: str, language: str) -> tuple[tuple[str, ...], ...]:
        """Return what a term of the glossary is called besides its title in `language`, by languages of the course.

        Names in `language` come first; of names that differ only in capitals the first is given.
        """
        glossaries = map(self.glossary, self._loaded.languages(language))
        return _other_names([term for glossary in glossaries if (term := glossary.term(term_id))])

    def lesson(self, lesson_id: str, language: str) -> model.Lesson:
        """Return a lesson with its texts in `language`; raises as `LoadedCourse.sound_lesson` does."""
        return self._loaded.sound_lesson(lesson_id).in_language(language)

    def lesson_title(self, lesson_id: str, language: str) -> str:
        """Return what a lesson is called in `language`, its id where it cannot be read or is not there."""
        try:
            return self.lesson(lesson_id, language).title
        except TutorError:
            return lesson_id

    def skill_title(self, skill: str, language: str) -> str:
        """Return what a skill is called in `language`: as course or glossary call it, else its id in words."""
        from tutor.learner.listing import skill_title

        return skill_title(self._loaded, skill, language)

    def bank(self, language: str) -> Bank | None:
        """Return the sound questions of the course's bank in `language`, None where there is no bank."""
        bank = self._loaded.shelf.bank
        return None if bank is None else bank.in_language(language)

    def entries(self, language: str) -> list[LessonEntry]:
        """Return the lessons in course order with where the learner stands in each."""
        if self._opened.unlisted:
            self.read_more(math.inf)
            self._opened.keep()
        return self.entries_so_far(language)

    def read_more(self, seconds: float, language: str = "") -> bool:
        """Read lessons of which the list knows nothing for about `seconds`, one at least, those with records first.

        In a `language` a look is enough at what has no records. Return whether the list knows all. What asks for every
        lesson reads the others at once, which in a course of a thousand takes seconds.
        """
        self._read(self._opened.unlisted, seconds, language)
        return not self._opened.unlisted

    def read_rest(self, seconds: float) -> bool:
        """Read lessons as `read_more` does, those of which the list knows, too; return whether all are read."""
        self._read(self._opened.unread, seconds)
        if self._opened.unread:
            return False
        self._opened.keep()
        return True

    def _read(self, lessons: Sequence[str], seconds: float, language: str = "") -> None:
        if lessons:
            self._opened.read_for(seconds, lessons, {event.lesson for event in self._latest()}, language)

    def entries_so_far(self, language: str) -> list[LessonEntry]:
        """Return what `entries` does, with nothing but the id of a lesson that was neither read nor looked at yet."""
        events = self._latest()
        places = enumerate(self._course.lessons, 1)
        return [_entry(self._opened, number, place, language, events) for number, place in places]

    def _latest(self) -> list[Event]:
        """What is on record of the lessons as they stand; see `Progress.latest`."""
        return self.progress.latest(self._course.id)

    def orphans(self) -> list[tuple[str, str]]:
        """Return lesson and step of every record that is kept although the course has its step no more."""
        self.read_more(math.inf)
        listed = {place.id: self._opened.lesson(place.id) for place in self._course.lessons}
        outlines = {id_: lesson.outline if lesson else None for id_, lesson in listed.items()}
        return orphans(outlines, [event for event in self._latest() if event.lesson != REVIEW])

    def recommended(self, entries: Sequence[LessonEntry], left: str = "") -> str:
        """Return the id of the lesson to go on with; from the one that is `left` at its end, where one is."""
        events = self._latest()
        # Lessons with records are read first: one that was not read yet was most likely never opened.
        sound = [entry for entry in entries if entry.standing or not entry.problems]
        standings = {entry.id: entry.standing or _UNREAD for entry in sound}
        acts = (event for event in reversed(events) if event.kind not in ANNOTATIONS)
        last = left or next((event.lesson for event in acts if event.lesson in standings), "")
        if left:  # Whoever is at the end wants to go on, whatever is still open there.
            standings[left] = _BEHIND
        return recommended(standings, {entry.id: entry.builds_on for entry in entries}, last)

    def following(self, entries: Sequence[LessonEntry], left: str = "") -> NextLesson | None:
        """Return the lesson to go on with as `recommended` does, None where none waits."""
        wanted = self.recommended(entries, left)
        entry = next((entry for entry in entries if entry.id == wanted != left), None)
        if entry is None or entry.facts is None or (entry.standing and entry.standing.left_behind):
            return None
        return NextLesson(entry.id, entry.number, entry.facts)

    def session(self, lesson_id: str, language: str) -> Session:
        """Return the learner at work in one lesson, as far as the records go; raises as `lesson` does."""
        from tutor.learner.session import Session

        lesson = self._loaded.sound_lesson(lesson_id).source
        course = self._course.id
        events = self.progress.events(course, lesson_id)
        return Session(course, lesson, events, self.progress, language=language, clock=self._clock, seeds=self.seeds)

    def network(self, lesson_id: str, step_id: str, run: int = 0) -> NetworkSpec:
        """Return the network that a step works with; raises as `lesson` and `_network_of` do."""
        return _network_of(self._loaded.sound_lesson(lesson_id).source, step_id, run)

    def overview(self) -> Overview:
        """Return how the learning goes and what to do next. Raises TutorError `progress.unreadable`."""
        from tutor.learner.overview import overview_of

        entries, today = self.entries(self._course.language), self.today()
        return overview_of(
            [lesson.in_language(self._course.language) for lesson in self._loaded.sound_lessons()],
            _standings(entries),
            {entry.id: entry.builds_on for entry in entries},
            self._history(),
            self._clock(),
            recommended=self.recommended(entries),
            cards=len(today.due),
            new=len(today.new),
        )

    @cached_property
    def index(self) -> SearchIndex:
        """Return what can be found of the course and of the learner's own notes."""
        from tutor.learner.search import SearchIndex

        return SearchIndex(self._loaded, self.progress)

    def today(self) -> Today:
        """Return the review cards that are due today. Raises TutorError `progress.unreadable`."""
        # FSRS is loaded with the first call, when the course list is on the screen.
        from tutor.learner.today import today_of

        standings = _standings(self.entries(self._course.language))
        return today_of(self._deck(self._course.language), still_counting(self._history()), standings, self._clock())

    def ending(self, lesson_id: str, language: str) -> LessonEnd:
        """Return what stands at the end of a lesson; raises as `lesson` does, and TutorError `progress.unreadable`."""
        from tutor.learner.ending import end_of

        entries = self.entries(language)
        return end_of(
            self.lesson(lesson_id, language),
            _standings(entries),
            self.following(entries, lesson_id),
            self.today(),
            still_counting(self._history()),
            all_done=all(entry.finished for entry in entries),
        )

    def _history(self) -> list[Event]:
        """Everything on record of this course."""
        return [event for event in self.progress.history() if event.course == self._course.id]

    def review(
        self, cards: Sequence[str], language: str, new: Set[str] = frozenset(), subject: str = ""
    ) -> ReviewSession:
        """Return the learner at work on review cards, with fresh numbers.

        Those of `new` were never answered; the lesson `subject` is known if all are right at once.
        """
        from tutor.learner.today import ReviewSession

        course, lesson = self._course.id, self.review_lesson(cards, self._course.language)
        session = ReviewSession(
            course, lesson, [], self.progress, language=language, clock=self._clock, seeds=self.seeds
        )
        session.new, session.subject = new, subject
        return session

    def knowing(self, lesson_id: str, language: str) -> ReviewSession | None:
        """Return the learner about to show that they know a lesson, None where it has too few questions for that."""
        from tutor.learner.knowing import cards_to_ask

        own = self._course.language
        cards = cards_to_ask(self.lesson(lesson_id, own), self.bank(own), self.seeds)
        return self.review(cards, language, subject=lesson_id) if cards else None

    def review_lesson(self, cards: Sequence[str], language: str) -> model.Lesson:
        """Return review cards as a lesson whose steps they are, with its texts in `language`."""
        from tutor.learner.today import lesson_of

        return lesson_of(self._deck(language), cards, language)

    def _deck(self, language: str) -> Deck:
        from tutor.quiz.cards import deck_of

        return deck_of([lesson.in_language(language) for lesson in self._loaded.sound_lessons()], self.bank(language))

    def reset(self, lesson_id: str, language: str) -> None:
        """Let a lesson begin afresh; raises as `lesson` does."""
        self._loaded.sound_lesson(lesson_id)
        reset_lesson(self.progress, self._course.id, lesson_id, at=self._clock(), language=language)

    def close(self) -> None:
        """Let go of the progress; see `Progress.close`."""
        self.progress.close()


_UNREAD: Final = LessonStanding({"": "new"})
_BEHIND: Final = LessonStanding({"": "done"})


def _entry(
    opened: OpenedCourse, number: int, place: LessonPlace, language: str, events: Sequence[Event]
) -> LessonEntry:
    """What is known of a lesson, with where the learner stands in it after `events`."""
    listed = opened.lesson(place.id)
    if listed is not None:
        where = standing(listed.outline, events) if listed.outline else None
        return LessonEntry(place.id, number, listed.in_language(language), where, listed.problems, place.builds_on)
    seen = opened.sketch(place.id, language)
    if seen is None or any(event.lesson == place.id for event in events):
        return LessonEntry(place.id, number, None, None, (), place.builds_on)
    untouched = LessonStanding(dict.fromkeys(seen.step_titles, "new"))
    return LessonEntry(place.id, number, seen, untouched, (), place.builds_on)


def _standings(entries: Sequence[LessonEntry]) -> dict[str, LessonStanding]:
    """Where the learner stands in the lessons that can be read, in course order."""
    return {entry.id: entry.standing for entry in entries if entry.standing is not None}


def _network_of(lesson: model.Lesson, step_id: str, run: int) -> NetworkSpec:
    """Return the network that a step works with, of an experiment that of its run number `run`, from 1.

    Raises TutorError: `study.no-network` for what is no step with a network, `study.no-networks` for a lesson without
    any, `study.which-run` and `study.one-run` for a run that there is not, 0 in an experiment among them.
    """
    from tutor.network.variation import varied

    networks = {step.id: name for step in lesson.steps if (name := step.network_id) is not None}
    if step_id not in networks:
        code = "study.no-network" if networks else "study.no-networks"
        raise TutorError(code, lesson=lesson.id, steps=", ".join(networks))
    changes = lesson.step(step_id).changes()
    if not changes and not run:
        return lesson.networks[networks[step_id]].spec()
    if not 1 <= run <= len(changes):
        names = [" ".join(f"{name}={str(value).lower()}" for name, value in change.items()) for change in changes]
        runs = ", ".join(f"{number} {name}" for number, name in enumerate(names, 1))
        raise TutorError("study.which-run" if runs else "study.one-run", step=step_id, runs=runs)
    return varied(lesson.networks[networks[step_id]].spec(), changes[run - 1])


def _other_names(same: Sequence[GlossaryTerm]) -> tuple[tuple[str, ...], ...]:
    """The names of one term in several languages, but for the title in the first."""
    known, groups = {term.title.casefold() for term in same[:1]}, []
    for term in same:
        fresh: dict[str, str] = {}
        for name in (term.title, *term.aliases):
            if name.casefold() not in known:
                fresh.setdefault(name.casefold(), name)
        known |= fresh.keys()
        groups.append(tuple(fresh.values()))
    return tuple(filter(None, groups))
