"""What is said of the learning, in words and bars, for every front end: the overview, and the day's review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tutor.errors import Argument
from tutor.events import Annotation
from tutor.figures.lines import Line, Run, wrapped
from tutor.learner.course import Remark, StepState
from tutor.learner.overview import Overview, SkillStanding, Suggestion
from tutor.learner.study import Study
from tutor.learner.today import Today
from tutor.text import Cells
from tutor.wording import Sentence, Voice, interface, notes, overview, review

_WEEK: Final = 7
_BAR: Final = 8
_NARROW: Final = 36
"""Cells below which names need more of a column: bars have half their length there."""
_SHARE: Final = 5
"""Cells for `12/15`."""


def step_state_words(state: StepState, voice: Voice) -> str:
    """Return how far the learner is with a step; nothing for one that was never opened."""
    match state:
        case "new":
            return ""
        case "open" | "skipped" | "done" | "changed":
            return voice(interface.STATE_WORDS[state])


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in the learner's language."""

    lesson: Callable[[str], str]
    """The title of a lesson by its id."""
    step: Callable[[str, str], str]
    """The title of a step by the ids of its lesson and itself."""
    skill: Callable[[str], str]


def names_of(study: Study, language: str) -> Names:
    """Return what lessons, steps and skills are called in `language`."""
    return Names(
        lambda lesson: study.lesson_title(lesson, language),
        lambda lesson, step: study.lesson(lesson, language).step(step).title or step,
        lambda skill: study.skill_title(skill, language),
    )


def advice_words(suggestion: Suggestion, names: Names, voice: Voice) -> tuple[str, str]:
    """Return what to do next, and why."""
    arguments: dict[str, Argument] = {
        "lesson": names.lesson(suggestion.lesson),
        "skill": names.skill(suggestion.skill),
        "count": suggestion.count,
        "total": suggestion.total,
        "due": suggestion.count - suggestion.new,
        "new": suggestion.new,
    }
    sentences = overview.ADVICE[suggestion.advice], overview.REASONS[suggestion.reason]
    return voice(sentences[0], **arguments), voice(sentences[1], **arguments)


def remark_words(remark: Remark, names: Names, voice: Voice) -> tuple[str, str]:
    """Return where a note, a problem or a bookmark stands, and what it says."""
    step = names.step(remark.lesson, remark.step) if remark.step else voice(overview.STEP_GONE)
    place = f"{names.lesson(remark.lesson)} · {step}"
    head = f"{voice(overview.KINDS[remark.kind])} · {place}"
    match remark.kind:
        case "bookmarked":
            return head, ""
        case "noted" | "reported":
            return head, remark.text


def kept_words(kind: Annotation, text: str, stands: str) -> Sentence:
    """Return what to say once `text` was written beside a step, an empty one to take away, where `stands` is there."""
    match kind:
        case "bookmarked":
            return notes.BOOKMARKED if stands else notes.UNMARKED
        case "noted" | "reported" if text:
            return notes.NOTED if stands == text else notes.NOTED_BESIDE
        case "noted" | "reported":
            return notes.OTHER_STAYS if stands else notes.REMOVED


def skill_lines(skills: Sequence[SkillStanding], names: Names, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return each skill that was begun with a bar of its steps and how often the first answer was right."""
    begun = [skill for skill in skills if skill.done or skill.tried]
    lines = wrapped(voice(overview.SKILLS_EXPLAINED), "dim", cells, width) if begun else []
    for skill in begun:
        share = (f"{skill.first_try}/{skill.tried}" if skill.tried else "", "hint" if skill.is_weak else "dim")
        lines += _with_bar(names.skill(skill.skill), (skill.done, skill.total), share, cells, width)
    if waiting := len(skills) - len(begun):
        lines.append([(voice(overview.SKILLS_TO_COME, count=waiting), "dim")])
    return lines


def slip_lines(seen: Overview, names: Names, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the slips that came back, each with how often, where last, and how it went since."""
    lines: list[Line] = [] if seen.slips else wrapped(voice(overview.NO_SLIPS), "dim", cells, width)
    for slip in seen.slips:
        lines += wrapped(voice(overview.HABITS[slip.habit]), "", cells, width)
        in_lesson = slip.lesson and voice(overview.IN_LESSON, lesson=names.lesson(slip.lesson))
        sentence = overview.SINCE if slip.right_since else overview.LAST
        where = in_lesson or voice(overview.IN_REVIEW)
        told = voice(sentence, count=slip.count, where=where, right=slip.right_since)
        lines += [[("  ", ""), *line] for line in wrapped(told, "dim", cells, width - 2)]
    return lines


def eye_lines(seen: Overview, names: Names, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return how many predictions came true in each lesson that asked for some; nothing where none was made."""
    lines = wrapped(voice(overview.EYES_EXPLAINED), "dim", cells, width) if seen.eyes else []
    for eye in seen.eyes:
        share = (f"{eye.right}/{eye.made}", "dim")
        lines += _with_bar(names.lesson(eye.lesson), (eye.right, eye.made), share, cells, width)
    return lines


def _with_bar(name: str, done: tuple[int, int], share: Run, cells: Cells, width: int) -> list[Line]:
    """A name, on as many lines as it needs, with a bar beside it of how many are `done` of how many, and a share."""
    part, whole = done
    size = _BAR if width >= _NARROW else _BAR // 2
    filled = max(round(size * part / whole), part > 0) if whole else 0
    room = max(8, width - size - _SHARE - 3)
    first, *more = cells.wrap(name, room)
    bar = [(cells.glyphs.filled * filled, "right"), (cells.glyphs.empty * (size - filled), "rule")]
    line: Line = [(cells.pad(first, room) + "  ", ""), *bar, (f" {share[0]:>{_SHARE}}", share[1])]
    return [line, *([(part, "")] for part in more)]


def day_lines(seen: Overview, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the last weeks, a sign for each day, today last, and on how many days of the last week one was active.

    Where `width` is too narrow for all of them, the earliest weeks are left out.
    """
    weeks = max(1, (width + 1) // (_WEEK + 1))
    days = seen.days[-weeks * _WEEK :]
    signs = [(cells.glyphs.filled, "right") if count else (cells.glyphs.empty, "rule") for count in days]
    row: list[tuple[str, str]] = []
    for index, sign in enumerate(signs):
        row += [(" ", "")] if index and index % _WEEK == 0 else []
        row.append(sign)
    return [row, *wrapped(voice(overview.ACTIVE, count=seen.active_of_last_week), "dim", cells, width)]


def cards_waiting(today: Today, voice: Voice) -> list[str]:
    """Return how many cards are due again and how many are new, each where there are any."""
    new = len(today.new)
    due = len(today.due) - new
    return [*([voice(review.DUE, count=due)] if due else []), *([voice(review.NEW, count=new)] if new else [])]


def state_of_review(today: Today, voice: Voice, key: str) -> str:
    """Return how the day's review stands: what was done, what is left (`key` goes on), when the next cards come."""
    sentences = []
    if today.done:
        sentences.append(voice(review.DONE, count=len(today.done), known=today.known))
    if today.due:
        sentences.append(voice(review.LEFT, left=len(today.due), key=key))
    else:
        nothing = review.NO_CARDS if today.deck.cards and not today.met else review.NOTHING_DUE
        sentences += [] if today.done else [voice(nothing)]
        sentences += filter(None, [next_cards_words(today, voice)])
    return ("" if voice.language == "zh" else " ").join(sentences)


def next_cards_words(today: Today, voice: Voice) -> str:
    """Return when the next cards come; nothing where there are none, or some are left for today."""
    days = today.days_until_next
    if not days:
        return ""
    return voice(review.NEXT_TOMORROW) if days == 1 else voice(review.NEXT_LATER, days=days)
