"""To which day of a learner a moment belongs: days of study begin in the early morning, not at midnight."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Tells the present time, in UTC."""
ROLLOVER: Final = 4
"""The hour at which a day begins unless the learner says otherwise."""


def utc_now() -> datetime:
    """Return the time by the wall clock, in UTC."""
    return datetime.now(UTC)


def rollover(environment: Mapping[str, str] = os.environ) -> int:
    """Return the hour, 0 to 23, at which a day begins: `$TUTOR_ROLLOVER` if it is one, else the usual."""
    asked = environment.get("TUTOR_ROLLOVER", "")
    return int(asked) if asked in map(str, range(24)) else ROLLOVER


def local(moment: datetime) -> datetime:
    """Return `moment` as a clock in this machine's time zone shows it.

    At an end of the calendar it stays as it is: west of Greenwich the year 1 begins in a year that there is not.
    """
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):  # on Windows also before 1970
        return moment


def day_of(moment: datetime) -> date:
    """Return the day to which `moment`, which has a time zone, belongs by the clock of this machine's time zone."""
    # Hours are taken off what the clock on the wall showed: so a day begins at its hour in the nights, too,
    # in which clocks change, and a day of summer stays the same in winter.
    shown = local(moment).replace(tzinfo=None)
    try:
        return (shown - timedelta(hours=rollover())).date()
    except OverflowError:
        return shown.date()
