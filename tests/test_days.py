"""Days of study: they begin in the early morning, and neither a change of clocks nor midnight loses or doubles one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.platforms import needs_posix
from tests.small_course import Learner
from tutor.days import ROLLOVER, day_of, local, rollover
from tutor.events import REVIEW

pytestmark = needs_posix("a time zone that a process can change")

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "Africa/Cairo", "Asia/Kathmandu", "Asia/Shanghai",
    "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Havana", "Asia/Beirut",
)  # fmt: skip
"""Far east and west, odd minutes, and clocks that change at midnight, at one, at two, by an hour and by half of one."""
YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def living_in(zone: str, hour: int | None = None) -> Iterator[None]:
    """Set the time zone of this process, and the hour at which days begin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        if hour is not None:
            patch.setenv("TUTOR_ROLLOVER", str(hour))
        time.tzset()
        try:
            yield
        finally:
            patch.undo()
            time.tzset()


@given(st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 365), st.integers(1, 47))
def test_every_day_of_a_year_comes_once_and_in_order(zone: str, hour: int, start: int, minutes: int) -> None:
    with living_in(zone, hour):
        moments = [YEAR + timedelta(days=start, minutes=minutes * step) for step in range(200)]
        days = [day_of(moment) for moment in moments]
    assert all(timedelta(0) <= later - earlier <= timedelta(1) for earlier, later in pairwise(days))


@given(st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 366 * 24 * 60))
def test_a_day_begins_when_the_clock_on_the_wall_shows_its_hour(zone: str, hour: int, minute: int) -> None:
    moment = YEAR + timedelta(minutes=minute)
    wall = moment.astimezone(ZoneInfo(zone))
    with living_in(zone, hour):
        assert day_of(moment) == (wall.date() if wall.hour >= hour else wall.date() - timedelta(days=1))


@given(st.sampled_from(ZONES), st.integers(0, 365))
def test_what_day_it_was_does_not_depend_on_when_it_is_asked(zone: str, day: int) -> None:
    """In winter a night of summer is still told by the clock of summer: the days of the past stay."""
    evening = datetime(2026, 1, 1, 23, 30, tzinfo=ZoneInfo(zone)) + timedelta(days=day)
    after_midnight = evening + timedelta(hours=3)
    with living_in(zone):
        assert day_of(evening) == day_of(after_midnight) == evening.date()


@pytest.mark.parametrize("asked", ["", "24", "-1", "4.5", "four", "04", "٤", " 4"])
def test_an_hour_that_is_none_is_the_usual_one(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_ROLLOVER", asked)
    assert rollover() == ROLLOVER


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("moment", [datetime.min, datetime.max, datetime(1, 1, 1, 2)])
def test_the_ends_of_the_calendar_have_a_day(zone: str, moment: datetime) -> None:
    with living_in(zone):
        assert abs(day_of(moment.replace(tzinfo=UTC)) - moment.date()) <= timedelta(days=1)


def test_who_studies_past_midnight_neither_skips_nor_doubles_a_day(tmp_path: Path) -> None:
    """A lesson, then reviews from late evening until two in the morning: one day of reviews, cards and answers."""
    with living_in("Europe/Berlin"):
        learner = Learner(tmp_path)
        learner.now = datetime(2026, 10, 20, 20, tzinfo=UTC)
        learner.walk("second")
        learner.now = datetime(2026, 10, 24, 21, 50, tzinfo=UTC)  # 23:50; at three it will be two again
        first = learner.study.today().due[:1]
        session = learner.study.review(first, "en")
        session.open()
        session.answer("-1")
        for hours in (0.5, 1, 2, 3.1, 4.5):
            late = learner.now + timedelta(hours=hours)
            assert _day_at(learner, late) == (date(2026, 10, 24), len(first))
        assert _day_at(learner, learner.now + timedelta(hours=5.5)) == (date(2026, 10, 25), 0)
        assert {event.lesson for event in learner.progress.history()} >= {REVIEW}


def _day_at(learner: Learner, moment: datetime) -> tuple[date, int]:
    """The day that it is at `moment`, and how many cards were reviewed on it."""
    before, learner.now = learner.now, moment
    try:
        today = learner.study.today()
        assert (learner.study.overview().days[-1] > 0) == bool(today.done)
        return today.day, len(today.done)
    finally:
        learner.now = before


@pytest.mark.parametrize(
    ("moment", "zone"),
    [(datetime.min.replace(tzinfo=UTC), "America/New_York"), (datetime.max.replace(tzinfo=UTC), "Asia/Shanghai")],
)
def test_beyond_the_calendar_a_time_stays_as_it_is(moment: datetime, zone: str) -> None:
    with living_in(zone):
        assert (local(moment), local(moment).tzinfo, day_of(moment)) == (moment, UTC, moment.date())
