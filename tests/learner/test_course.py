"""Where a learner stands, and which lesson comes next."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.small_lesson import ID, small_lesson
from tutor.events import Event, EventKind
from tutor.learner.course import LessonStanding, recommended, standing
from tutor.learner.listing import outline_of
from tutor.lesson.format.digest import graded_digest

LESSON = small_lesson()
OUTLINE = outline_of(LESSON)
STEPS = [step.id for step in LESSON.steps]
NEW = LessonStanding({"a": "new"})
BEGUN = LessonStanding({"a": "open", "b": "new"}, "a")
DONE = LessonStanding({"a": "done", "b": "changed"}, "b")
SKIPPED = LessonStanding({"a": "done", "b": "skipped"}, "b")


def event(kind: EventKind, step: str, number: int, lesson: str = ID) -> Event:
    """Something that happened in a step as it is now."""
    digest = graded_digest(LESSON, LESSON.step(step))
    return Event(str(number), kind, "c", lesson, step, "", digest, datetime(2026, 1, 1, tzinfo=UTC), "en", "1")


def events(*kinds: tuple[EventKind, str]) -> list[Event]:
    """Several things in their order."""
    return [event(kind, step, number) for number, (kind, step) in enumerate(kinds)]


def test_nothing_done_is_new() -> None:
    where = standing(OUTLINE, [])
    assert (where.state, where.done, where.total, where.last_step) == ("new", 0, len(STEPS), "")


def test_steps_are_new_open_skipped_or_done() -> None:
    begun = [("visited", "page"), ("completed", "page"), ("visited", "choice"), ("skipped", "choice")]
    where = standing(OUTLINE, events(*begun, ("visited", "number")))  # type: ignore[arg-type]
    assert [where.states[step] for step in STEPS] == ["done", "skipped", "open", "new", "new"]
    assert (where.state, where.done, where.last_step) == ("open", 1, "number")


def test_a_step_that_was_done_stays_done_when_it_is_skipped_or_begun_again() -> None:
    where = standing(OUTLINE, events(("completed", "page"), ("restarted", "page"), ("skipped", "page")))
    assert where.states["page"] == "done"


def test_the_last_step_is_the_one_in_which_something_was_done_last_in_whatever_terminal() -> None:
    where = standing(OUTLINE, events(("visited", "lab"), ("visited", "page"), ("completed", "lab")))
    assert where.last_step == "lab"


def test_a_lesson_seen_to_its_end_with_gaps_is_skipped_and_without_them_done() -> None:
    every = [("visited", step) for step in STEPS]
    done: list[tuple[EventKind, str]] = [("completed", step) for step in STEPS]
    assert standing(OUTLINE, events(*every, *done)).state == "done"  # type: ignore[arg-type]
    assert standing(OUTLINE, events(*every, *done[1:], ("skipped", "page"))).state == "skipped"  # type: ignore[arg-type]


def test_events_of_other_lessons_and_unknown_steps_do_not_count() -> None:
    foreign = [event("completed", "page", 1, lesson="other")]
    unknown = Event("2", "completed", "c", ID, "gone", "", "", datetime(2026, 1, 1, tzinfo=UTC), "en", "1")
    assert standing(OUTLINE, [*foreign, unknown]) == standing(OUTLINE, [])


def test_the_lesson_that_was_open_last_goes_on() -> None:
    assert recommended({"one": NEW, "two": BEGUN, "three": BEGUN}, {}, "two") == "two"
    assert recommended({"one": BEGUN, "two": NEW, "three": BEGUN}, {}, "three") == "three"


def test_after_a_lesson_that_was_gone_through_comes_the_next_and_then_those_before() -> None:
    assert recommended({"one": NEW, "two": DONE, "three": NEW}, {}, "two") == "three"
    assert recommended({"one": BEGUN, "two": DONE, "three": SKIPPED}, {}, "three") == "one"


def test_whoever_goes_back_into_a_gap_is_on_the_way_there() -> None:
    gap = LessonStanding({"a": "done", "b": "skipped", "c": "done"}, "b")
    assert recommended({"one": gap, "two": NEW}, {}, "one") == "one"
    assert (gap.under_way, gap.place) == (True, "b")


def test_what_was_skipped_is_offered_when_nothing_else_is_left() -> None:
    assert recommended({"one": DONE, "two": SKIPPED}, {}, "one") == "two"
    assert LessonStanding({"a": "skipped", "b": "done"}, "b").place == "a"


def test_then_the_first_whose_prerequisites_were_begun_at_least() -> None:
    builds_on = {"two": ["three"], "three": ["one"]}
    assert recommended({"one": DONE, "two": NEW, "three": NEW}, builds_on) == "three"
    assert recommended({"one": SKIPPED, "two": NEW, "three": NEW}, builds_on) == "three"


def test_whoever_began_in_the_middle_goes_on_with_the_next_lesson() -> None:
    builds_on = {"two": ["one"], "three": ["one"], "four": ["one", "three"]}
    assert recommended({"one": NEW, "two": DONE, "three": NEW, "four": NEW}, builds_on, "two") == "three"
    assert recommended({"one": NEW, "two": DONE, "three": DONE, "four": DONE}, builds_on, "two") == "one"


def test_nothing_is_locked_where_no_lesson_is_ready() -> None:
    assert recommended({"one": NEW, "two": NEW}, {"one": ["two"], "two": ["one"]}) == "one"


def test_a_prerequisite_that_is_broken_holds_nobody_back() -> None:
    assert recommended({"two": NEW}, {"two": ["broken"]}) == "two"


def test_when_everything_is_done_the_first_lesson_is_recommended_and_without_lessons_none() -> None:
    assert recommended({"one": DONE, "two": DONE}, {}) == "one"
    assert recommended({}, {}) == ""
