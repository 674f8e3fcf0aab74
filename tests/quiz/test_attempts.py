"""From events to reviews: grades from behaviour, and times that a clock which jumped cannot spoil."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tutor.events import Event, EventKind, VerdictKind
from tutor.quiz.attempts import Review, believable, grade_of, reviews_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


def event(
    kind: EventKind = "answered",
    verdict: VerdictKind = "right",
    *,
    step: str = "q",
    seed: int = 1,
    hints: int = 0,
    certainty: str = "",
    at: datetime = NOW,
    lesson: str = "small",
) -> Event:
    return Event(
        id=f"{kind}-{step}-{seed}-{at}",
        kind=kind,
        course="own",
        lesson=lesson,
        step=step,
        part="answer",
        digest="d",
        at=at,
        language="en",
        program="0",
        seed=seed,
        verdict=verdict,
        hints=hints,
        certainty=certainty,
    )


def test_grades_come_from_behaviour() -> None:
    assert grade_of(event()) == "good"
    assert grade_of(event(certainty="sure")) == "good"
    assert grade_of(event(certainty="unsure")) == "hard"
    assert grade_of(event(hints=1)) == "hard"
    assert grade_of(event(verdict="wrong", certainty="unsure")) == "again"
    assert grade_of(event("revealed", "")) == "again"


def reviews(*events: Event, now: datetime = NOW) -> list[Review]:
    return reviews_of(events, lambda one: one.step, now, "@review")


def test_only_the_first_judged_act_of_an_attempt_counts() -> None:
    missed = [event(verdict="wrong"), event(), event(seed=2), event("hinted", "", seed=3), event("visited", "", seed=4)]
    assert [review.grade for review in reviews(*missed)] == ["again", "good"]


@given(st.lists(TIMES), TIMES)
def test_times_never_fall_and_never_pass_now(times: list[datetime], now: datetime) -> None:
    result = believable(times, now)
    assert len(result) == len(times)
    assert result == sorted(result)
    assert all(at <= now for at in result)


@given(st.lists(TIMES), TIMES)
def test_times_in_order_are_believed(times: list[datetime], now: datetime) -> None:
    right = sorted(at for at in times if at <= now)
    assert believable(right, now) == right


@given(st.lists(TIMES, min_size=2, unique=True), TIMES, st.data())
def test_one_jump_moves_no_other_time(times: list[datetime], jump: datetime, data: st.DataObject) -> None:
    right = sorted(times)
    place = data.draw(st.integers(1, len(right) - 1))
    result = believable([*right[:place], jump, *right[place:]], right[-1])
    assert sum(at not in result for at in right) <= 1
    assert result[0] >= right[0] or jump < right[0]


def test_a_battery_that_was_empty_and_a_year_that_was_mistyped() -> None:
    days = [NOW - timedelta(days=back) for back in (9, 8, 7, 6)]
    battery, mistyped = datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=365)
    result = believable([days[0], battery, days[1], mistyped, days[2], days[3]], NOW)
    assert result == [days[0], days[0], days[1], days[1], days[2], days[3]]


def test_a_clock_that_is_behind_everything_on_record() -> None:
    assert believable([NOW, NOW], NOW - timedelta(days=9)) == [NOW - timedelta(days=9)] * 2
