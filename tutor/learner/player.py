"""One walk through one lesson: which step is open, what each act of the learner means; no screen, clock or disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce

from tutor.activity import activity_for, require_meaning
from tutor.activity.base import PREDICTION, Activity, Hint, Reading
from tutor.errors import TutorError
from tutor.events import ANNOTATIONS, REPLACES, Annotation, Event, EventKind, Verdict, is_wrong
from tutor.learner.course import BEHIND, LessonStanding, Written, by_present_id, present_steps, standing, written
from tutor.learner.listing import outline_of
from tutor.lesson.files.spelling import listed, nearest
from tutor.lesson.format.digest import graded_digest
from tutor.lesson.format.model import Lesson, Step


@dataclass(frozen=True, slots=True)
class Act:
    """What a learner just did, before it has a time and a place in the records: the part of an event that is known."""

    kind: EventKind
    step: str
    digest: str
    part: str = ""
    seed: int = 0
    drawn: Mapping[str, str] = field(default_factory=dict)
    raw: str = ""
    verdict: Verdict = field(default_factory=lambda: Verdict(""))
    hints: int = 0
    bank: str = ""


@dataclass(frozen=True, eq=False)
class Player:
    """A walk through `lesson` at one moment; it never changes: methods that ask return acts, `after` the next moment.

    So whoever draws it draws one moment, whatever is done meanwhile.
    """

    lesson: Lesson
    steps: Sequence[Step]
    digests: Mapping[str, str]
    """The graded part of each step, by the step's id."""
    journal: tuple[Event, ...]
    """Everything that was recorded in this lesson."""
    position: int
    """The index of the open step, from 0."""
    attempt: tuple[Event, ...]
    """What was recorded in the present attempt at the open step."""
    activity: Activity
    """The open step, after those events."""

    @classmethod
    def of(cls, lesson: Lesson, events: Sequence[Event]) -> Player:
        """Return the walk as it goes on after `events`. Raises TutorError `study.broken-step` as `visit` does."""
        steps = present_steps(lesson)
        digests = {step.id: graded_digest(lesson, step) for step in steps}
        journal = tuple(event for event in events if event.lesson == lesson.id)
        last = standing(outline_of(lesson), journal).last_step
        position = _index(last, lesson, steps) if last else 0
        return cls(lesson, steps, digests, journal, position, (), _tried(lesson, steps[position], 0))._opened(position)

    @property
    def step(self) -> Step:
        """Return the open step."""
        return self.steps[self.position]

    @cached_property
    def standing(self) -> LessonStanding:
        """Return how far the learner is."""
        return standing(outline_of(self.lesson), self.journal)

    @property
    def seed(self) -> int | None:
        """Return the seed of the present attempt at the open step, or None before its first event."""
        return self.attempt[0].seed if self.attempt else None

    @property
    def complete(self) -> bool:
        """Return whether nothing is left to ask in the open step."""
        return self.activity.question is None

    @property
    def last_answer(self) -> Event | None:
        """Return the last judged answer of this attempt, so that a resumed step shows its verdict again."""
        return next((event for event in reversed(self.attempt) if event.kind == "answered"), None)

    @property
    def verdict(self) -> Verdict | None:
        """Return the verdict that belongs on the screen when the step is opened again.

        It is the one on the last answer as it was recorded, unless something else was asked or the solution was shown
        since. Nothing is judged: a recorded verdict stands whatever a later program would say.
        """
        last = self._told_last
        if last is None or last.kind == "revealed":
            return None
        feedback = last.feedback or self.step.asked(last.part).unrecorded_feedback(last.raw)
        return Verdict(last.verdict, last.code, last.arguments, feedback)

    @property
    def raw_again(self) -> str:
        """Return what stands in the field again: the last answer to the open question, or what closed the last one.

        That is the right answer, or the solution that was shown instead.
        """
        return self._told_last.raw if self._told_last else ""

    @property
    def _told_last(self) -> Event | None:
        """The last answer, or the solution shown since; None where it is not of the open question."""
        question = self.activity.question
        last = next((event for event in reversed(self.attempt) if event.kind in ("answered", "revealed")), None)
        return last if last is not None and (question is None or question.part == last.part) else None

    # What the learner may do. Each returns the acts to record.

    def visit(self, step_id: str, fresh_seed: int) -> tuple[Act, ...]:
        """Open a step: the attempt that was begun goes on, a new one takes `fresh_seed`.

        Raises:
            TutorError: `study.unknown-step`, `study.unknown-step-misspelt`, or `study.broken-step` for one that `check`
                would refuse.
        """
        step = self.steps[_index(step_id, self.lesson, self.steps)]
        attempt = self._attempt_at(step)
        seed = attempt[0].seed if attempt else fresh_seed
        drawn = _tried(self.lesson, step, seed).drawn
        return (Act("visited", step.id, self.digests[step.id], seed=seed, drawn=drawn, bank=step.bank_id),)

    def restart(self, fresh_seed: int) -> tuple[Act, ...]:
        """Begin the open step again with fresh numbers."""
        drawn = activity_for(self.lesson, self.step, fresh_seed).drawn
        bank, digest = self.step.bank_id, self.digests[self.step.id]
        return (Act("restarted", self.step.id, digest, seed=fresh_seed, drawn=drawn, bank=bank),)

    def leave(self) -> tuple[Act, ...]:
        """Go on from the open step: it becomes done when nothing is left to ask, else it stays open."""
        return self._completed() if self.complete else ()

    def skip(self) -> tuple[Act, ...]:
        """Mark the open step as skipped, unless it is behind the learner already."""
        return () if self.complete or BEHIND[self.standing.states[self.step.id]] else (self._act("skipped"),)

    def _completed(self) -> tuple[Act, ...]:
        match self.standing.states[self.step.id]:
            case "done":
                return ()
            case "new" | "open" | "skipped" | "changed":
                return (self._act("completed"),)

    def read(self, text: str) -> Reading:
        """Return what `text` means as an answer to the open question."""
        return self.activity.read(text)

    def answer(self, raw: str) -> tuple[Verdict, tuple[Act, ...]]:
        """Judge `raw` and keep the verdict."""
        is_asked = self.activity.question is not None
        verdict = self.activity.judge(raw) if is_asked else Verdict("unreadable", "nothing-asked")
        return verdict, self.keep(raw, verdict)

    def keep(self, raw: str, verdict: Verdict) -> tuple[Act, ...]:
        """Keep the `verdict` on `raw`; one that costs nothing, or says what was wrong just before, leaves no trace."""
        question = self.activity.question
        if question is None or verdict.costs_nothing or self._is_repeated(question.part, raw, verdict):
            return ()
        act = self._act(question.closes_by, question.part)
        return (replace(act, raw=raw, verdict=verdict, hints=len(self.hints_given())),)

    def _is_repeated(self, part: str, raw: str, verdict: Verdict) -> bool:
        last = self.last_answer if is_wrong(verdict.kind) else None
        return last is not None and is_wrong(last.verdict) and (last.part, last.raw) == (part, raw)

    def completion_after(self, events: Sequence[Event]) -> tuple[Act, ...]:
        """Return the act that completes the open step if `events`, the next ones, leave nothing to ask in it.

        A step that asked something is done with its last answer; a text, or a step that was only shown, is done when
        the learner goes on.
        """
        later = self.after(*events)
        answered = any(event.kind == "answered" for event in later.attempt)
        return self._completed() if answered and later.complete else ()

    def hint(self) -> tuple[Act, ...]:
        """Climb the ladder of hints by one rung; the last rung gives the answer away and goes on."""
        question = self.activity.question
        ladder = self.activity.ladder()
        given = len(self.hints_given())
        if question is None or given >= len(ladder):
            return ()
        rung = ladder[given]
        if rung.kind == "answer":
            return (replace(self._act("revealed", question.part), raw=rung.answer, hints=given),)
        return (replace(self._act("hinted", question.part), hints=given + 1),)

    def settle(self, outcome: str) -> tuple[Act, ...]:
        """Remember how the prediction of the open step came out, unless that is known already."""
        if any(event.kind == "settled" for event in self.attempt):
            return ()
        return (replace(self._act("settled", PREDICTION), raw=outcome),)

    def annotate(self, kind: Annotation, text: str, over: Written | None = None) -> tuple[Act, ...]:
        """Write `text` beside the open step in place of `over`, what the learner saw there, by default what is known.

        An empty text takes that away.
        """
        over = over or self.annotation(kind)
        replaced = Verdict("", arguments={REPLACES: " ".join(over.ids)})
        return () if text == over.text else (replace(self._act(kind), raw=text, verdict=replaced),)

    def annotation(self, kind: Annotation) -> Written:
        """Return what the learner wrote beside the open step."""
        events = by_present_id(self.lesson, self.journal)[self.step.id]
        return written(event for event in events if event.kind == kind)

    def hints_given(self) -> tuple[Hint, ...]:
        """Return the hints that were shown for the open question."""
        question = self.activity.question
        if question is None:
            return ()
        count = sum(event.kind == "hinted" and event.part == question.part for event in self.attempt)
        return self.activity.ladder()[:count]

    # What happened.

    def with_annotations(self, events: Sequence[Event]) -> Player:
        """Return the walk with those of `events` that write beside a step and are not known yet, another terminal's."""
        known = {event.id for event in self.journal}
        new = [event for event in events if event.kind in ANNOTATIONS and event.id not in known]
        return replace(self, journal=(*self.journal, *new))

    def with_records(self, events: Sequence[Event]) -> Player:
        """Return the walk with `events` on record, also another terminal's; the open step stays as it is on screen."""
        return replace(self, journal=tuple(event for event in events if event.lesson == self.lesson.id))

    def after(self, *events: Event) -> Player:
        """Return the walk as it is after `events`, which were recorded."""
        return reduce(Player._after, events, self)

    def _after(self, event: Event) -> Player:
        later = replace(self, journal=(*self.journal, event))
        match event.kind:
            case "visited" | "restarted":
                return later._opened(_index(event.step, self.lesson, self.steps))
            case (
                "answered" | "hinted" | "revealed" | "skipped" | "completed" | "settled" | "reset"
                | "noted" | "reported" | "bookmarked" | "known"
            ):  # fmt: skip
                if event.step != self.step.id or self.activity.comes_too_late(event):
                    return later
                return replace(later, attempt=(*self.attempt, event), activity=self.activity.after(event))

    def _opened(self, position: int) -> Player:
        """The walk with the step at `position` open, as far as its present attempt has come."""
        step = self.steps[position]
        recorded = self._attempt_at(step)
        activity = _tried(self.lesson, step, recorded[0].seed if recorded else 0)
        attempt: list[Event] = []
        for event in recorded:
            if not activity.comes_too_late(event):
                attempt.append(event)
                activity = activity.after(event)
        return replace(self, position=position, attempt=tuple(attempt), activity=activity)

    def _attempt_at(self, step: Step) -> tuple[Event, ...]:
        """The events of the present attempt: same graded part, since it was begun again last, on the same numbers.

        Two terminals may have drawn numbers without seeing each other's: those go on with which something was done
        first, for a verdict says nothing about any others.
        """
        digest = self.digests[step.id]
        acts = (event for event in by_present_id(self.lesson, self.journal)[step.id] if event.kind not in ANNOTATIONS)
        events = tuple(event for event in acts if event.digest == digest)
        starts = [index for index, event in enumerate(events) if event.kind == "restarted"]
        attempt = events[starts[-1] :] if starts else events
        seeds = [event.seed for event in attempt if event.kind != "visited"] or [event.seed for event in attempt]
        return tuple(event for event in attempt if event.seed == seeds[0])

    def _act(self, kind: EventKind, part: str = "") -> Act:
        """An act in the open step, on `part` of it, in the present attempt."""
        digest, drawn, bank = self.digests[self.step.id], self.activity.drawn, self.step.asked(part).bank_id
        return Act(kind, self.step.id, digest, part, self.seed or 0, drawn, bank=bank)


def _index(step_id: str, lesson: Lesson, steps: Sequence[Step]) -> int:
    """The index of the step that has this id, or had it. Raises TutorError `study.unknown-step…`."""
    for index, step in enumerate(steps):
        if step_id == step.id or step_id in step.was:
            return index
    known = [step.id for step in steps]
    named = {"lesson": lesson.id, "step": step_id, "steps": listed(known)}
    if near := nearest(step_id, known):
        raise TutorError("study.unknown-step-misspelt", name=near, **named)
    raise TutorError("study.unknown-step", **named)


def _tried(lesson: Lesson, step: Step, seed: int) -> Activity:
    """The activity of `step`, which a lesson that was never checked may not have."""
    try:
        activity = activity_for(lesson, step, seed)
        require_meaning(activity)
    except TutorError as error:
        raise TutorError("study.broken-step", lesson=lesson.id, step=step.id) from error
    return activity
