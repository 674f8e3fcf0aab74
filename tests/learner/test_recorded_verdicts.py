"""A recorded verdict stands for ever: it is shown from the record, with its sentence as far as that is known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.learner.test_player import session_of
from tests.plain.learner import course, typed
from tests.progress.version1 import COURSE, recorded, written_in
from tests.small_lesson import small_lesson
from tests.wording.placeholders import placeholders
from tutor.activity import activity_for
from tutor.activity.quiz import ACTIVITIES
from tutor.events import Event, Verdict
from tutor.figures.answers import text_lines, verdict_words
from tutor.figures.lines import Line, plain
from tutor.judging.diagnosis import Judge
from tutor.learner.player import Player
from tutor.learner.study import Study
from tutor.lesson.format.model import Lesson, Step
from tutor.lesson.format.network_steps import NetworkPart
from tutor.lesson.format.questions import SingleChoice
from tutor.progress import MemoryProgress, open_progress
from tutor.text import WIDEST, Cells
from tutor.wording import LANGUAGES, Language, Voice, interface
from tutor.wording.replies import SAID

CELLS = Cells()


def lesson_of(lesson_id: str, language: str = "en") -> Lesson:
    loaded = course().lesson(lesson_id).value
    assert loaded is not None
    return loaded.in_language(language)


def lessons() -> list[Lesson]:
    return [lesson_of(place.id) for place in course().course.source.lessons]


@pytest.fixture
def no_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every judge of every kind of question refuse to work."""

    def refuse(*_: object) -> None:
        raise AssertionError("a recorded answer is judged again")

    activities = {type(activity_for(lesson, step, 0)) for lesson in lessons() for step in lesson.steps}
    for judge in (Judge, *ACTIVITIES.values(), *activities):
        monkeypatch.setattr(judge, "judge", refuse)


@pytest.fixture
def events(tmp_path: Path) -> list[Event]:
    """What the learner of the version before has done since the last reset of each lesson."""
    with closing(open_progress(written_in(tmp_path)).progress) as progress:
        return progress.events(COURSE)


def verdicts(lesson: Lesson, events: list[Event]) -> Iterator[tuple[Event, Step, Verdict]]:
    """The verdict that stands on the screen after each answer, where one stands there, by a walk that is replayed."""
    player = Player.of(lesson, [])
    digests = {act.step: act.digest for step in player.steps for act in player.visit(step.id, 0)}
    # What was edited since is asked anew.
    for event in (event for event in events if event.digest == digests.get(event.step)):
        player = player.after(event)
        if event.kind == "answered" and (verdict := player.verdict) is not None:
            yield event, player.step.asked(event.part), verdict


@pytest.mark.usefixtures("no_judging")
def test_replaying_the_version_before_shows_every_verdict_as_recorded(events: list[Event]) -> None:
    listed = {entry[0]: entry for entry in recorded()}
    shown = 0
    for lesson in lessons():
        for event, step, verdict in verdicts(lesson, [one for one in events if one.lesson == lesson.id]):
            assert [event.lesson, event.step, event.part, verdict.kind, verdict.code] == listed[event.id[:8]][1:]
            for language in LANGUAGES:
                head, *said = [plain(line) for line in words(verdict, step, language)]
                assert head[:2] == {"right": "✓ ", "wrong": "✗ "}[verdict.kind]
                assert said == to_be_said(event, step, language)
            shown += 1
    assert shown > 500


def words(verdict: Verdict, step: Step, language: Language) -> list[Line]:
    return verdict_words(verdict, step, {}, Voice(language), CELLS, 10_000)


def to_be_said(event: Event, step: Step, language: Language) -> list[str]:
    """What is said of an answer of which arguments and feedback were not recorded, by the law alone."""
    match step:
        case SingleChoice() | NetworkPart() if text := step.feedback_named(event.raw).text:
            return [plain(line) for line in text_lines(text, {}, CELLS, 10_000)]
        case _:
            known = SAID.get(event.code)
            if known is None or placeholders(known.en) or event.code == "right":
                return []
            return CELLS.wrap(known.in_language(language), WIDEST)


@pytest.mark.long
@pytest.mark.usefixtures("no_judging")
def test_every_step_opens_at_the_prompt_without_any_judging(events: list[Event]) -> None:
    progress = MemoryProgress(events)
    for lesson, language in zip(lessons(), itertools.cycle(LANGUAGES), strict=False):
        lines = [f":o {place}" for place in range(1, len(Player.of(lesson, []).steps) + 1)]
        # The first step is opened before a line is typed; here no step is open at first.
        output = typed(Study(course(), progress), lines, lesson.id, "", language).split(lines[0], 1)[1]
        shown = sum(verdict is not None for verdict in reopened(lesson, progress.events(COURSE, lesson.id)))
        voice = Voice(language)
        assert output.count(voice(interface.LABELLED, label=voice(interface.YOUR_ANSWER))) == shown


def reopened(lesson: Lesson, events: list[Event]) -> Iterator[Verdict | None]:
    """The verdict on the last answer of every step that is opened once more; a lab tells its own way."""
    player = Player.of(lesson, events)
    for visit in {event.step: event for event in events if event.kind == "visited"}.values():
        player = player.after(visit)
        in_the_lab = player.verdict is not None and player.verdict.code in ("prediction", "goal-met", "goal-not-met")
        yield None if in_the_lab else player.verdict


SMALL = small_lesson()


def test_a_new_event_keeps_what_its_sentence_needs() -> None:
    progress = MemoryProgress()
    for step, raw in (("choice", "one"), ("number", "1"), ("parts", "power")):
        session = session_of(progress)
        session.open(step)
        if step == "parts":
            session.answer("")
        given = session.answer(raw)
        assert given.kind == "wrong"
        last = progress.history()[-1]
        assert (last.arguments, last.feedback) == (given.arguments, given.feedback)
        assert session_of(progress).player.verdict == given
        for language in LANGUAGES:
            again = session_of(progress).player.verdict
            assert again is not None
            assert words(again, SMALL.step(step), language) == words(given, SMALL.step(step), language)


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("wrong", "a-code-of-long-ago"),
        Verdict("wrong", "order-wrong"),
        Verdict("wrong", "rule-wrong", {"rule": "a-rule-of-long-ago"}),
        Verdict("wrong", "trace-mistake", {"mistake": "a-mistake-of-long-ago"}),
        Verdict("wrong", "trace-other-number", {"quantity": "of-long-ago", "asked": "gradient", "of": "w"}),
        Verdict("wrong", "trace-other-number", {"quantity": "gradient"}),
    ],
)
def test_what_an_older_program_said_in_words_that_are_gone_is_told_by_the_verdict_alone(verdict: Verdict) -> None:
    for language in LANGUAGES:
        assert len(words(verdict, SMALL.step("number"), language)) == 1


def test_a_wrong_answer_that_is_right_by_now_counts_when_it_is_given_again() -> None:
    progress = MemoryProgress()
    session = session_of(progress)
    session.open("number")
    right = session.player.activity.ladder()[-1].answer
    session.answer("1")
    before = [replace(one, raw=right) if one.verdict else one for one in progress.history()]
    again = session_of(MemoryProgress(before))
    assert again.player.verdict == Verdict("wrong", before[-1].code)
    assert again.answer(right).right
    assert again.player.complete
