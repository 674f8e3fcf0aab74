"""Whatever is on record, what is said of a learner is what the record says, worked out here from the events alone."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.small_course import FILES
from tutor.events import Event, EventKind
from tutor.figures.overview import advice_words, cards_waiting, day_lines, names_of
from tutor.learner.study import Study
from tutor.lesson.loading.course import LoadedCourse, load_course
from tutor.progress import MemoryProgress
from tutor.text import Cells
from tutor.wording import Voice

NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)
RETIRED = "  - {id: old, type: quiz, kind: numeric, skill: slope, prompt: 'What is 9?', answer: '9', retired: true}\n"
CARDS = {
    ("first", "twice"): "first/twice",
    ("first", "thrice"): "first/thrice",
    ("first", "treble"): "first/thrice",
    ("second", "rate"): "bank/lr-large",
    ("@review", "first/twice"): "first/twice",
    ("@review", "first/treble"): "first/thrice",
    ("@review", "bank/lr-large"): "bank/lr-large",
    ("@review", "bank/lr-small"): "bank/lr-small",
}
"""The card at each place that has one."""
KINDS: tuple[EventKind, ...] = (
    "answered", "answered", "answered", "hinted", "revealed", "skipped", "completed", "visited", "reset",
)  # fmt: skip
PLACES = [*CARDS, ("first", "page"), ("first", "once"), ("first", "old"), ("first", "gone"), ("away", "page")]
SKILLS = {
    **dict.fromkeys([("first", step) for step in ("twice", "thrice", "treble", "once")], "slope"),
    **dict.fromkeys([("@review", "first/twice"), ("@review", "first/treble")], "slope"),
    **dict.fromkeys([("second", "rate"), ("@review", "bank/lr-large")], "gradient"),
}
PRESENT = {
    "first": {"page": "page", "twice": "twice", "thrice": "thrice", "treble": "thrice", "once": "once"},
    "second": {"rate": "rate"},
}


@cache
def course() -> LoadedCourse:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            whole = text + RETIRED if name == "first.yaml" else text
            (Path(folder) / name).write_text(whole, encoding="utf-8")
        loaded = load_course(Path(folder))
        for lesson in ("first", "second"):
            assert loaded.lesson(lesson).value is not None
        return loaded


@st.composite
def journals(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    hours = sorted(draw(st.lists(st.integers(1, 40 * 24), max_size=30)), reverse=True)
    for number, before in enumerate(hours):
        lesson, step = draw(st.sampled_from(PLACES))
        kind = draw(st.sampled_from(KINDS))
        event = Event(
            str(number), kind, "small-course", lesson, step, "answer", "", NOW - timedelta(hours=before), "en", "1",
            seed=draw(st.integers(1, 3)),
            drawn={"x": draw(st.sampled_from("12"))} if step in ("thrice", "treble") else {},
            bank=CARDS.get((lesson, step), "").removeprefix("bank/") if "bank" in CARDS.get((lesson, step), "") else "",
            verdict=draw(st.sampled_from(["right", "wrong"])) if kind == "answered" else "",
            hints=draw(st.integers(0, 1)),
        )  # fmt: skip
        events.append(replace(event, step="", part="") if kind == "reset" else event)
    return events


def counting(events: Sequence[Event]) -> list[Event]:
    """Those after the last reset of their lesson."""
    kept = []
    for index, event in enumerate(events):
        lesson = event.step.split("/")[0] if event.lesson == "@review" else event.lesson
        if not any(later.kind == "reset" and later.lesson == lesson for later in events[index:]):
            kept.append(event)
    return kept


def behind(events: Sequence[Event], lesson: str) -> bool:
    """Whether every step of `lesson` was gone past."""
    past = {PRESENT[lesson].get(e.step) for e in events if e.lesson == lesson and e.kind in ("completed", "skipped")}
    return past >= set(PRESENT[lesson].values())


def gone_through(events: Sequence[Event], lesson: str) -> bool:
    """Whether `lesson` was left behind its last step, with none before it that was never seen."""
    here = [event for event in events if event.lesson == lesson]
    seen = {PRESENT[lesson].get(event.step) for event in here}
    last = [*PRESENT[lesson].values()][-1]
    past = any(e.kind in ("completed", "skipped") and PRESENT[lesson].get(e.step) == last for e in here)
    return past and seen >= set(PRESENT[lesson].values())


def day(moment: datetime) -> date:
    """The day of study: it begins at four in the morning."""
    return (moment.astimezone().replace(tzinfo=None) - timedelta(hours=4)).date()


@settings(max_examples=drawn(60), deadline=None)
@given(journals())
def test_every_claim_is_what_the_events_say(events: list[Event]) -> None:
    study = Study(course(), MemoryProgress(events), clock=lambda: NOW)
    today, seen, voice = study.today(), study.overview(), Voice("en")
    counted = counting(events)

    # Cards: due again, or new.
    card = {event.id: CARDS.get((event.lesson, event.step)) for event in events}
    answered = {card[event.id] for event in counted if event.kind == "answered"}
    attempts: dict[tuple[object, int], Event] = {}
    for event in counted:
        if event.kind in ("answered", "revealed") and card[event.id]:
            attempts.setdefault((card[event.id], event.seed), event)
    given_ = {name for (name, _), first in attempts.items() if first.kind == "answered"}
    assert given_ <= answered
    assert today.new == set(today.due) - given_
    said = " ".join(cards_waiting(today, voice))
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    assert sum(numbers) == len(today.due)
    assert ("due" in said, "new" in said) == (bool(set(today.due) & given_), bool(set(today.due) - given_))

    # The day's reviews.
    reviewed: dict[object, Event] = {}
    for (name, _), first in attempts.items():
        if first.lesson == "@review" and day(first.at) == day(NOW):
            reviewed.setdefault(name, first)
    assert len(today.done) == len(reviewed)
    assert today.known == sum(event.verdict == "right" for event in reviewed.values())

    # Skills: the first answer to each question with its numbers, in a review to each that was asked, and whether it was
    # right with neither a hint nor the answer shown before.
    first_answers: dict[str, dict[object, bool]] = {"slope": {}, "gradient": {}}
    helped: list[object] = []
    for event in counted:
        skill = SKILLS.get((event.lesson, event.step))
        name = event.step.replace("treble", "thrice").removeprefix("first/")
        question = event.lesson, name, event.lesson == "@review" and event.seed, event.drawn.get("x")
        if event.kind in ("hinted", "revealed"):
            helped.append(question)
        if event.kind == "answered" and skill:
            unaided = event.verdict == "right" and not event.hints and question not in helped
            first_answers[skill].setdefault(question, unaided)
    shares = {skill: (sum(answers.values()), len(answers)) for skill, answers in first_answers.items()}
    assert {one.skill: (one.first_try, one.tried) for one in seen.skills} == shares

    # Days on which something was answered, whatever became of the lesson.
    week = {day(NOW) - timedelta(days=back) for back in range(7)}
    days = len({day(event.at) for event in events if event.kind == "answered"} & week)
    assert f"answered something on {days} of the last 7" in str(day_lines(seen, voice, Cells(), 80))

    # Advice: what it counts, and what it gives as its reason.
    for one in seen.suggestions:
        words = " ".join(advice_words(one, names_of(study, "en"), voice))
        assert one.reason != "prepared" or gone_through(counted, "first")
        assert one.reason != "first" or one.lesson == "first"
        assert one.reason != "all-done" or all(behind(counted, lesson) for lesson in PRESENT)
        assert ("answered before" in words.lower()) == (one.advice == "review" and bool(set(today.due) & given_))
        if one.advice == "review":
            assert (one.count, one.new) == (len(today.due), len(today.new))
        if one.advice == "weak":
            assert (one.count, one.total) == shares[one.skill]
