"""Every act is given to the progress before anybody is told its outcome, which knows what could not be written."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.learner.test_player import session_of, state_of
from tests.small_lesson import ID, small_lesson
from tutor import __version__
from tutor.errors import TutorError
from tutor.events import Event
from tutor.learner.course import LessonStanding, StepState
from tutor.learner.session import Session
from tutor.progress import MemoryProgress

LESSON = small_lesson()
NEW: dict[str, StepState] = {step.id: "new" for step in LESSON.steps}
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Journal:
    """Keeps what it is given, call by call."""

    def __init__(self) -> None:
        self.calls: list[tuple[Event, ...]] = []

    def append(self, *events: Event) -> None:
        self.calls.append(events)

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        return [event for call in self.calls for event in call]

    @property
    def kinds(self) -> list[list[str]]:
        return [[event.kind for event in call] for call in self.calls]


def working(journal: Journal) -> Session:
    """A learner who begins the lesson."""
    return Session("c", LESSON, [], journal, language="zh", clock=lambda: NOON, seeds=random.Random(1))


def test_an_answer_and_the_end_of_its_step_are_kept_together() -> None:
    journal = Journal()
    session = working(journal)
    session.open("choice")
    session.answer("one")
    session.answer("two")
    assert journal.kinds == [["visited"], ["answered"], ["answered", "completed"]]


def test_an_event_carries_its_whole_identity() -> None:
    journal = Journal()
    session = working(journal)
    session.open("number")
    verdict = session.answer("3")
    event = journal.calls[-1][0]
    assert (event.course, event.lesson, event.step, event.part) == ("c", ID, "number", "answer")
    assert (event.at, event.language, event.program) == (NOON, "zh", __version__)
    assert (event.raw, event.verdict, event.code) == ("3", verdict.kind, verdict.code)
    assert event.seed == session.player.seed
    assert event.drawn == session.player.activity.drawn != {}
    assert event.digest == journal.calls[0][0].digest != ""
    assert len({event.id for call in journal.calls for event in call}) == 2


def test_the_outcome_is_not_known_before_the_act_is_given_to_the_progress() -> None:
    """Whatever the progress refuses has not happened, as that of a newer program does."""

    class Refusing(Journal):
        def append(self, *events: Event) -> None:
            raise TutorError("progress.newer", file="progress.sqlite3", found=9, supported=3)

    session = working(Refusing())
    before = state_of(session.player)
    acts: list[Callable[[], None]] = [lambda: session.open("choice"), lambda: session.go(3), session.finish]
    for act in [*acts, session.restart]:
        with pytest.raises(TutorError):
            act()
        assert state_of(session.player) == before


def test_a_text_is_done_when_the_learner_goes_on_and_an_open_question_stays_open() -> None:
    session = session_of(MemoryProgress())
    session.open()
    session.go(1)
    session.go(2)
    states = session.player.standing.states
    assert (states["page"], states["choice"], states["number"]) == ("done", "open", "open")


def test_only_skipping_skips_and_only_what_is_not_done() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("choice")
    session.go(0)
    states = [session.player.standing.states["choice"]]
    session.go(1)
    for act in (session.skip, session.skip, lambda: session.answer("two"), session.skip):
        act()
        states.append(session.player.standing.states["choice"])
    assert states == ["open", "skipped", "skipped", "done", "done"]
    assert [event.kind for event in progress.history()].count("skipped") == 1


def test_a_skipped_step_can_be_done_later() -> None:
    session = session_of(MemoryProgress())
    session.open("choice")
    session.go(2)
    session.go(1)
    session.answer("two")
    assert session.player.standing.states["choice"] == "done"


def test_a_step_that_was_shown_is_done_on_leaving_and_only_once() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("choice")
    for _ in range(3):
        session.hint()
    assert state_of(session.player)["standing"] == LessonStanding({**NEW, "choice": "open"}, "choice")
    session.go(2)
    session.go(1)
    session.go(2)
    assert session.player.standing.states["choice"] == "done"
    assert [event.step for event in progress.history() if event.kind == "completed"] == ["choice"]


def test_an_answer_whose_step_was_not_completed_by_a_crash_completes_it_on_going_on() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("choice")
    session.answer("two")
    torn = MemoryProgress([event for event in progress.history() if event.kind != "completed"])
    again = session_of(torn)
    again.open()
    again.go(0)
    assert again.player.standing.states["choice"] == "done"


def test_a_prediction_counts_as_committed_whether_it_comes_true_or_not() -> None:
    session = session_of(MemoryProgress())
    session.open("lab")
    assert session.answer("rises").kind == "wrong"
    question = session.player.activity.question
    assert question is not None
    assert (question.part, question.form) == ("learn", "task")
    assert session.answer("").kind == "wrong"
    assert session.answer("learning_rate=2.0").kind == "right"
    assert session.player.standing.states["lab"] == "done"


def test_finishing_leaves_the_last_step_open() -> None:
    session = session_of(MemoryProgress())
    session.open("lab")
    session.finish()
    assert session.player.standing.states["lab"] == "open"


def test_two_sessions_draw_seeds_of_their_own() -> None:
    drawn = set()
    for _ in range(3):
        session = Session("c", LESSON, [], MemoryProgress(), language="en")
        session.open("number")
        drawn.add(session.player.seed)
    assert len(drawn) == 3


def test_a_step_that_another_terminal_has_begun_goes_on_with_its_numbers() -> None:
    """Also where this terminal opened the lesson before the other one came to the step."""
    progress = MemoryProgress()
    one, other = session_of(progress, seed=1), session_of(progress, seed=2)
    one.open("choice")
    other.open("number")
    wrong = other.answer("1")
    one.go(2)
    assert (one.player.seed, one.player.activity.drawn) == (other.player.seed, other.player.activity.drawn)
    assert one.player.verdict == wrong


def test_where_the_records_cannot_be_read_a_step_is_opened_with_what_is_known() -> None:
    class Closed(Journal):
        """Takes what it is given, and gives nothing back."""

        def events(self, course: str, lesson: str | None = None) -> list[Event]:
            raise TutorError("progress.unreadable", file="progress.sqlite3", detail="")

    session = working(Closed())
    session.open("number")
    seed = session.player.seed
    session.go(1)
    session.go(2)
    assert (session.player.step.id, session.player.seed) == ("number", seed)


@pytest.mark.parametrize("first", [0, 1])
def test_no_verdict_is_shown_beside_numbers_that_it_was_not_given_on(first: int) -> None:
    """Two terminals drew numbers at the same moment, and both answer: the first answer has its own numbers."""
    terminals, records = [MemoryProgress(), MemoryProgress()], MemoryProgress()
    sessions = [session_of(progress, seed=seed) for seed, progress in enumerate(terminals, 2)]
    for session in sessions:
        session.open("number")
    for session in (sessions[first], sessions[1 - first]):
        session.answer("1")
    answers = [[event for event in one.history() if event.kind == "answered"] for one in terminals]
    visits = [[event for event in one.history() if event.kind == "visited"] for one in terminals]
    records.append(*visits[0], *visits[1], *answers[first], *answers[1 - first])
    again = session_of(records, seed=9)
    again.open()
    player = again.player
    assert sessions[0].player.activity.drawn != sessions[1].player.activity.drawn
    assert player.activity.drawn == sessions[first].player.activity.drawn
    assert {event.seed for event in player.attempt} == {player.seed} == {sessions[first].player.seed}
    assert player.last_answer == answers[first][0]
