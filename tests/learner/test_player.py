"""The walk is a replay of its events, whatever a learner does; records follow renames, edits and retirements."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.small_lesson import small_lesson
from tutor.activity.derivation import DerivationActivity
from tutor.activity.network import NetworkActivity
from tutor.errors import TutorError
from tutor.learner.player import Player
from tutor.learner.session import Session
from tutor.lesson.format.model import Lesson
from tutor.progress import MemoryProgress

LESSON = small_lesson()
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(["right", "two", "one", "3", "x", "w", "2(", "sum", "falls", ""])),
        st.tuples(st.just("go"), st.integers(0, 4)),
        st.sampled_from([("hint", ""), ("restart", ""), ("finish", ""), ("next", "")]),
    ),
    max_size=25,
)


def session_of(progress: MemoryProgress, lesson: Lesson = LESSON, seed: int = 1) -> Session:
    """A learner at work; events of the course `c`."""
    events = progress.events("c", lesson.id)
    return Session("c", lesson, events, progress, language="en", seeds=random.Random(seed))


def do(session: Session, deed: str, what: str | int) -> None:
    """Let the learner do one thing."""
    player = session.player
    match deed, what:
        case "answer", "right":
            ladder = player.activity.ladder()
            session.answer(ladder[-1].answer if ladder else "falls")
        case "answer", str(raw):
            session.answer(raw)
        case "go", int(position):
            session.go(position)
        case "next", _:
            session.go(min(player.position + 1, len(player.steps) - 1))
        case "hint", _:
            session.hint()
        case "restart", _:
            session.restart()
        case "finish", _:
            session.finish()
        case _:
            raise ValueError(deed)


def state_of(player: Player) -> dict[str, object]:
    """Everything that can be seen of a walk."""
    activity = player.activity
    state: dict[str, object] = {
        "step": player.step.id,
        "question": activity.question,
        "drawn": activity.drawn,
        "hints": player.hints_given(),
        "standing": player.standing,
        "verdict": player.verdict,
        "raw": player.raw_again,
        "seed": player.seed,
    }
    if isinstance(activity, DerivationActivity):
        state["factors"] = (activity.shown, activity.named)
    if isinstance(activity, NetworkActivity):
        state["predicted"] = (activity.predicted, activity.task)
    return state


@settings(max_examples=drawn(60), deadline=None)
@given(DEEDS)
def test_the_state_is_a_replay_of_the_events(deeds: list[tuple[str, str | int]]) -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open()
    for deed, what in deeds:
        do(session, deed, what)
    again = Player.of(LESSON, progress.events("c", LESSON.id))
    assert state_of(again) == state_of(session.player)


@settings(max_examples=drawn(40), deadline=None)
@given(DEEDS)
def test_asking_changes_nothing(deeds: list[tuple[str, str | int]]) -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open()
    for deed, what in deeds:
        do(session, deed, what)
    player = session.player
    before = state_of(player)
    for raw in ("two", "one", "3", "x", "(", "sum", "learning_rate=2.0"):
        player.answer(raw)
        player.read(raw)
    player.hint(), player.leave(), player.restart(7), player.visit("lab", 7), player.completion_after(())
    assert state_of(player) == before


def test_a_wrong_answer_given_again_is_not_recorded_again() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("choice")
    first = session.answer("one")
    recorded = progress.history()
    assert session.answer("one") == first
    assert first.kind == "wrong"
    assert progress.history() == recorded
    session.answer("two")
    assert len(progress.history()) > len(recorded)


def test_another_wrong_answer_in_between_counts() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("number")
    for raw in ("1", "1.5", "1"):
        assert session.answer(raw).kind == "wrong"
    assert [event.raw for event in progress.history() if event.kind == "answered"] == ["1", "1.5", "1"]


def test_what_cannot_be_read_leaves_no_trace() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("number")
    recorded = progress.history()
    assert session.answer("3(").kind == "unreadable"
    assert progress.history() == recorded


def test_hints_climb_to_the_answer_which_ends_the_question() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("choice")
    session.hint()
    session.hint()
    assert [hint.index for hint in session.player.hints_given()] == [0, 1]
    session.hint()
    assert session.player.complete
    revealed = progress.history()[-1]
    assert (revealed.kind, revealed.raw, revealed.hints) == ("revealed", "two", 2)
    session.hint()
    assert progress.history()[-1] == revealed


def test_hints_of_one_question_are_not_those_of_the_next() -> None:
    session = session_of(MemoryProgress())
    session.open("parts")
    session.answer("")
    assert session.answer("constant-multiple").kind == "right"
    session.hint()
    assert [hint.kind for hint in session.player.hints_given()] == ["authored"]
    assert session.answer("x").kind == "right"
    assert session.player.hints_given() == ()


def test_a_finished_step_shows_the_verdict_that_it_was_given() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("parts")
    for raw in ("", "constant-multiple", "x"):
        verdict = session.answer(raw)
    assert session.player.complete
    assert Player.of(LESSON, progress.history()).verdict == verdict


@pytest.mark.parametrize("step", ["choice", "number", "parts", "lab"])
@pytest.mark.parametrize("late", ["answer", "hint", "solution"])
def test_what_another_terminal_does_about_a_part_that_is_behind_takes_nothing_away(step: str, late: str) -> None:
    progress = MemoryProgress()
    one = session_of(progress)
    one.open(step)
    other = session_of(progress)
    other.open(step)
    while not one.player.complete:
        do(one, "answer", "right")
    answered = state_of(one.player)
    do(other, "answer", "one" if step == "choice" else "rises" if step == "lab" else "999")
    for _ in range({"answer": 0, "hint": 1, "solution": 5}[late]):
        other.hint()
    assert len(progress.history()) > len(one.player.journal), "it is on record all the same"
    here = one.player.position
    one.go(here - 1)
    one.go(here)
    for player in (one.player, Player.of(LESSON, progress.history())):
        assert player.complete
        assert {**state_of(player), "standing": ""} == {**answered, "standing": ""}
        assert player.standing.states[player.step.id] == "done"


def test_a_shown_solution_takes_the_wrong_verdict_off_the_screen() -> None:
    session = session_of(MemoryProgress())
    session.open("choice")
    session.answer("one")
    assert session.player.verdict is not None
    for _ in range(3):
        session.hint()
    assert session.player.complete
    assert session.player.verdict is None


def test_a_shown_solution_takes_the_verdict_on_an_earlier_part_off_the_screen() -> None:
    session = session_of(MemoryProgress())
    session.open("lab")
    session.answer("falls")
    for _ in range(2):
        session.hint()
    assert session.player.complete
    assert session.player.verdict is None


def test_a_resumed_question_has_the_same_numbers_and_a_restarted_one_others() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("number")
    drawn = session.player.activity.drawn
    resumed = session_of(progress, seed=99)
    resumed.open()
    assert (resumed.player.step.id, resumed.player.activity.drawn) == ("number", drawn)
    resumed.restart()
    assert resumed.player.activity.drawn != drawn


def test_a_renamed_step_keeps_its_records() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("choice")
    session.answer("two")
    renamed = small_lesson({"  - id: choice\n": "  - id: which\n    was: [choice]\n"})
    player = Player.of(renamed, progress.history())
    assert player.step.id == "which"
    assert player.standing.states["which"] == "done"
    assert player.complete
    assert player.visit("choice", 1)[0].step == "which"


def test_a_retired_step_is_not_walked_and_its_records_stay() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("choice")
    session.answer("two")
    retired = small_lesson({"  - id: choice\n": "  - id: choice\n    retired: true\n"})
    player = Player.of(retired, progress.history())
    assert "choice" not in [step.id for step in player.steps]
    assert "choice" not in player.standing.states
    assert player.position == 0
    with pytest.raises(TutorError):
        player.visit("choice", 1)
    assert Player.of(LESSON, progress.history()).standing.states["choice"] == "done"


def test_an_edited_answer_asks_again_and_keeps_the_credit() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("number")
    session.answer(session.player.activity.ladder()[-1].answer)
    edited = small_lesson({"answer: 'k + 1'": "answer: 'k + 2'"})
    player = Player.of(edited, progress.history())
    assert player.standing.states["number"] == "changed"
    assert not player.complete
    assert player.standing.done == 1


def test_edited_prose_changes_nothing() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("number")
    session.answer(session.player.activity.ladder()[-1].answer)
    edited = small_lesson({"feedback: That is the number itself.": "feedback: Add one."})
    assert Player.of(edited, progress.history()).standing.states["number"] == "done"


def test_an_unknown_step_is_named_with_those_that_there_are() -> None:
    with pytest.raises(TutorError) as caught:
        session_of(MemoryProgress()).open("nowhere")
    assert caught.value.code == "study.unknown-step"
    assert caught.value.arguments == {
        "lesson": "small", "step": "nowhere", "steps": "page, choice, number, parts, lab",
    }  # fmt: skip
