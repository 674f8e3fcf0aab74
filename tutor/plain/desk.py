"""What every part of the plain front end works with: the course, the console, and the learner's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from tutor.activity.base import Activity
from tutor.errors import Argument, TutorError
from tutor.figures.answers import text_lines
from tutor.figures.lines import Line
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.plain.console import Console
from tutor.wording import Sentence, Voice, interface, notes
from tutor.wording.failures import failure_sentence

if TYPE_CHECKING:
    from tutor.learner.search import Entry

RETRY: Final = 5.0
"""Seconds after which it is tried again to save what could not be saved, while a line is waited for."""


Doing = TypeVar("Doing", bound=Activity)


@dataclass(frozen=True, slots=True)
class Goal:
    """A lesson that the learner wants to open next, at a step if one is named."""

    lesson: str
    step: str = ""
    is_known: bool = False
    """Whether the learner wants to show to know it."""


@dataclass
class Desk:
    """One learner at one console; the voice changes with the language."""

    study: Study
    console: Console
    voice: Voice
    found: Sequence[Entry] = ()
    """What the last search has listed."""
    goal: Goal | None = None
    """Where to go from here; whoever leads there takes it away."""

    def take_goal(self) -> Goal | None:
        """Return where the learner wants to go, and forget it."""
        goal, self.goal = self.goal, None
        return goal

    @property
    def language(self) -> str:
        """Return the learner's language."""
        return self.voice.language

    def switch_language(self) -> None:
        """Speak the other language from now on."""
        self.voice = Voice("en" if self.voice.language == "zh" else "zh")

    def say(self, sentence: Sentence, **arguments: Argument) -> None:
        """Write a sentence."""
        self.console.say(self.voice(sentence, **arguments))

    def say_done(self, sentence: Sentence) -> None:
        """Write what was kept, and that it is not saved yet where it is not."""
        done = self.voice(sentence)
        self.console.say(self.voice(notes.NOT_SAVED_YET, done=done) if self.study.progress.trouble else done)

    def say_failure(self, error: TutorError) -> None:
        """Write what went wrong."""
        self.console.say(failure_sentence(error, self.voice))

    def say_news(self) -> None:
        """Write what there is to say about the progress, as that nothing can be written for now."""
        for notice in self.study.progress.news():
            self.console.say(failure_sentence(notice, self.voice))

    def ask(self) -> str:
        """Return the next line that is typed, after the news. Raises `Leave` at the end of the input."""
        self.say_news()
        with self._saving_meanwhile():
            line = self.console.ask()
        self.say_news()
        self.console.work(self.voice(interface.GETTING_READY))
        return line

    @contextmanager
    def _saving_meanwhile(self) -> Iterator[None]:
        """Try again and again to save what could not be saved, until a line is typed; then it is said."""
        if self.study.progress.trouble is None:
            yield
            return
        typed = Event()
        trying = Thread(target=self._save_until, args=[typed], daemon=True)
        trying.start()
        try:
            yield
        finally:
            typed.set()
            trying.join()

    def _save_until(self, typed: Event) -> None:
        """Save, unless a line is typed before."""
        progress = self.study.progress
        while progress.trouble is not None and not typed.wait(RETRY):
            with suppress(TutorError):
                progress.save()

    def listed(self, words: Iterable[str]) -> str:
        """Return `words` as a list within a sentence."""
        return self.voice(interface.BETWEEN_NAMES).join(words)

    def text(self, text: str, drawn: Mapping[str, str]) -> list[Line]:
        """Return lesson text in lines that fit, every formula in one line."""
        return text_lines(text, drawn, self.console.cells, self.console.width, in_lines=True)


class StepDesk(Generic[Doing]):
    """Works with the open step of a session, which is done by an activity of the class `works`."""

    works: type[Doing]

    def __init__(self, session: Session, desk: Desk) -> None:
        self._session, self._desk = session, desk

    @property
    def _activity(self) -> Doing:
        """The open step as it stands."""
        activity = self._session.player.activity
        assert isinstance(activity, self.works)
        return activity
