"""Where a learner stands in the course and what comes next: pure functions over lessons and recorded events.

Nothing here needs a lesson to be read, so that the list of lessons need not wait for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tutor.events import ANNOTATIONS, REPLACES, REVIEW, Annotation, Event
from tutor.learner.facts import Outline

if TYPE_CHECKING:
    from tutor.lesson.format.model import Lesson, Step

StepState: TypeAlias = Literal["new", "open", "skipped", "done", "changed"]
"""`new` never opened · `open` seen, and not done · `skipped` so marked by the learner · `done` · `changed` done, and
its graded part was edited since; the credit stays."""

DONE: Final[Mapping[StepState, bool]] = {"new": False, "open": False, "skipped": False, "done": True, "changed": True}
"""Whether a step counts as done."""
BEHIND: Final[Mapping[StepState, bool]] = {"new": False, "open": False, "skipped": True, "done": True, "changed": True}
"""Whether the learner has said to be through with a step, for now or for good."""
SEEN: Final[Mapping[StepState, bool]] = {"new": False, "open": True, "skipped": True, "done": True, "changed": True}
"""Whether a step was opened."""
EDITED: Final[Mapping[StepState, bool]] = {
    "new": False,
    "open": False,
    "skipped": False,
    "done": False,
    "changed": True,
}
"""Whether what was done is not what the step asks now."""

LessonState: TypeAlias = Literal["new", "open", "skipped", "done"]


@dataclass(frozen=True, slots=True)
class LessonStanding:
    """How far a learner is in one lesson; `last_step` is the id of the step that was open last, or empty."""

    states: Mapping[str, StepState]
    last_step: str = ""
    known: bool = False
    """Whether the learner has shown to know it, without doing all of it; it counts as done."""

    @property
    def done(self) -> int:
        """Return how many steps are done, counting those that were edited since."""
        return sum(DONE[state] for state in self.states.values())

    @property
    def finished(self) -> bool:
        """Return whether every step is done, or the lesson known."""
        return self.known or self.done == self.total

    @property
    def untouched(self) -> bool:
        """Return whether no step was opened yet."""
        return not self.finished and not self.last_step

    @property
    def under_way(self) -> bool:
        """Return whether it was begun and left before its end, also on the way through what was skipped at first."""
        return not self.untouched and not self.left_behind

    @property
    def left_behind(self) -> bool:
        """Return whether it was gone through, and not entered again to do a step that is still to be done."""
        in_a_gap = not DONE[self.states.get(self.last_step, "done")] and self.last_step != [*self.states][-1]
        return self.walked and not in_a_gap

    @property
    def place(self) -> str:
        """Return the step at which it goes on: where it was left; past its end the first that is still to be done.

        Where all is done, that is the first one: whoever opens it again reads it anew.
        """
        if self.under_way:
            return self.last_step
        steps = [*self.states]
        past_its_end = steps[:1] if self.last_step in steps[-1:] else [self.last_step]
        return [*self.undone, *past_its_end][0]

    @property
    def undone(self) -> tuple[str, ...]:
        """Return the steps that are still to be done, in the order of the lesson."""
        return tuple(step for step, state in self.states.items() if not DONE[state])

    @property
    def walked(self) -> bool:
        """Return whether the learner has gone through it to its end."""
        match self.state:
            case "done" | "skipped":
                return True
            case "new" | "open":
                return False

    @property
    def total(self) -> int:
        """Return how many steps the lesson has."""
        return len(self.states)

    @property
    def state(self) -> LessonState:
        """Return the lesson's state: `skipped` means that it was gone through and some steps are still to be done."""
        if self.finished:
            return "done"
        if self.untouched:
            return "new"
        *before, last = self.states.values()
        return "skipped" if BEHIND[last] and all(SEEN[state] for state in before) else "open"


def present_steps(lesson: Lesson) -> tuple[Step, ...]:
    """Return the steps that a learner walks through: all that are not retired."""
    return tuple(step for step in lesson.steps if not step.retired)


def by_present_id(lesson: Lesson | Outline, events: Iterable[Event]) -> dict[str, list[Event]]:
    """Group the events of `lesson` by the present id of their step, following renames; unknown steps are left out."""
    present = {old: step.id for step in lesson.steps for old in (*step.was, step.id)}
    grouped: dict[str, list[Event]] = {step.id: [] for step in lesson.steps}
    for event in events:
        if event.lesson == lesson.id and event.step in present:
            grouped[present[event.step]].append(event)
    return grouped


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an annotation, of which parts may stand side by side, and the ids of the events that wrote them."""

    text: str = ""
    ids: tuple[str, ...] = ()


_SIDE_BY_SIDE: Final = " / "


def written(events: Iterable[Event]) -> Written:
    """Return what stands after `events`, annotations of one kind on one step.

    An annotation takes away only what its writer had seen, so that two terminals, or two machines whose progress is
    merged, lose none of each other's: what was written without seeing the other stands beside it.
    """
    standing: list[Event] = []
    replaced: set[str] = set()
    for event in events:
        if REPLACES in event.arguments:
            replaced.update(str(event.arguments[REPLACES]).split())
        else:
            standing.clear()
        standing.append(event)
    # By time, so that all terminals show them in one order, whichever they learned of first.
    standing = sorted((event for event in standing if event.id not in replaced), key=lambda event: (event.at, event.id))
    texts = dict.fromkeys(event.raw for event in standing if event.raw)
    return Written(_SIDE_BY_SIDE.join(texts), tuple(event.id for event in standing))


@dataclass(frozen=True, slots=True)
class Remark:
    """A note, a problem or a bookmark of the learner's on a step; no `step` where the lesson has it no more."""

    kind: Annotation
    lesson: str
    step: str
    text: str


def remarks_of(lesson: Lesson, events: Sequence[Event]) -> Iterator[Remark]:
    """Yield what the learner left on the steps of `lesson`, each as it stands; see `written`.

    What was written on a step that is hidden or gone is still the learner's; a bookmark there marks nothing.
    """
    ids = {old: step.id for step in lesson.steps for old in (*step.was, step.id)}
    annotations: dict[str, list[Event]] = {step.id: [] for step in lesson.steps}
    for event in events:
        if event.lesson == lesson.id and event.kind in ANNOTATIONS:
            annotations.setdefault(ids.get(event.step, event.step), []).append(event)
    present = {step.id for step in present_steps(lesson)}
    for step, there in annotations.items():
        texts = {kind: written(event for event in there if event.kind == kind).text for kind in ANNOTATIONS}
        kinds = [kind for kind in ANNOTATIONS if texts[kind] and (step in present or kind != "bookmarked")]
        yield from (Remark(kind, lesson.id, step if step in present else "", texts[kind]) for kind in kinds)


def still_counting(events: Sequence[Event]) -> list[Event]:
    """Return `events`, of one course, without those that a reset of their lesson made void, reviews included.

    As in `Progress.events`, none makes void what the learner wrote beside steps.
    """
    resets = {event.lesson: index for index, event in enumerate(events) if event.kind == "reset"}
    lessons = (event.step.partition("/")[0] if event.lesson == REVIEW else event.lesson for event in events)
    return [
        events[index]
        for index, lesson in enumerate(lessons)
        if events[index].kind in ANNOTATIONS or index > resets.get(lesson, -1)
    ]


def orphans(lessons: Mapping[str, Outline | None], events: Iterable[Event]) -> list[tuple[str, str]]:
    """Return the lesson and step of records that lead nowhere any more, each once, in the order of the records.

    `lessons` are those of the course by id, None for one that cannot be read now: nothing is said about its steps.
    """
    known = {id_: _known_steps(lesson) for id_, lesson in lessons.items() if lesson is not None}
    found = (
        (event.lesson, event.step)
        for event in events
        if event.kind != "known"
        and (event.lesson not in lessons or (event.lesson in known and event.step not in known[event.lesson]))
    )
    return list(dict.fromkeys(found))


def _known_steps(lesson: Outline) -> frozenset[str]:
    """The present and former ids of all steps, those that are hidden included."""
    return frozenset(id_ for step in lesson.steps for id_ in (*step.was, step.id))


def standing(lesson: Outline, events: Sequence[Event]) -> LessonStanding:
    """Return where the learner stands in `lesson` after `events` (in the order in which they were recorded)."""
    # A note, which outlasts the reset of its lesson, is no work on its step.
    events = [event for event in events if event.kind not in ANNOTATIONS]
    grouped = by_present_id(lesson, events)
    steps = [step for step in lesson.steps if not step.retired]
    states = {step.id: _step_state(step.digest, grouped[step.id]) for step in steps}
    present = {old: step.id for step in steps for old in (*step.was, step.id)}
    mine = [event for event in events if event.lesson == lesson.id and (event.step in present or event.kind == "known")]
    # Whoever has shown to know it has left it, at whichever step that was.
    last = next((present.get(event.step, "") for event in reversed(mine)), "")
    is_done = all(DONE[state] for state in states.values())
    return LessonStanding(states, last, not is_done and any(event.kind == "known" for event in mine))


def _step_state(digest: str, events: Sequence[Event]) -> StepState:
    completions = [event for event in events if event.kind == "completed"]
    if completions:
        return "done" if completions[-1].digest == digest else "changed"
    if any(event.kind == "skipped" for event in events):
        return "skipped"
    return "open" if events else "new"


def recommended(standings: Mapping[str, LessonStanding], builds_on: Mapping[str, Sequence[str]], last: str = "") -> str:
    """Return the id of the lesson to go on with: `last`, which was open last, or the next where that is gone through.

    The next is the first after it, and round from the beginning, that was begun or whose prerequisites were, or stand
    before `last`: whoever went through that one did without them. Else it is any that was not begun; else the first
    with skipped steps. When everything is done, the first lesson. `standings` is in course order; nothing is ever
    locked.
    """
    lessons = list(standings)
    here = lessons.index(last) if last in standings else 0
    passed = {lesson for lesson in lessons if not standings[lesson].untouched}.union(lessons[:here])
    waiting = [lesson for lesson in (*lessons[here:], *lessons[:here]) if not standings[lesson].left_behind]
    ready = [
        lesson
        for lesson in waiting
        if standings[lesson].under_way
        or all(before in passed for before in builds_on.get(lesson, ()) if before in standings)
    ]
    skipped = [lesson for lesson in lessons if not standings[lesson].finished]
    return next(iter(ready or waiting or skipped or lessons), "")
