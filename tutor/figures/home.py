"""What stands around the list of the course: the one thing to do, what is to be reviewed, a lesson's face."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tutor.figures.course_list import LessonCell, ListedPart, ListedState, framed
from tutor.figures.lines import Line, wrapped
from tutor.text import Cells
from tutor.wording import Voice, home, interface

if TYPE_CHECKING:
    from tutor.learner.facts import CourseFacts
    from tutor.learner.study import LessonEntry
    from tutor.learner.today import Today

_CARDS_A_MINUTE = 2
_BAR = 10


def listed_parts(course: CourseFacts, entries: Sequence[LessonEntry], voice: Voice) -> list[ListedPart]:
    """Return the course as it is listed."""
    listed = {entry.id: _listed(entry, voice) for entry in entries}
    return [ListedPart(part.title, [listed[lesson] for lesson in part.lessons]) for part in course.parts]


def can_open(entry: LessonEntry) -> bool:
    """Return whether the lesson is sound as far as is known; one that is not read yet is."""
    return entry.facts is not None or not entry.problems


def is_begun(entry: LessonEntry) -> bool:
    """Return whether something was done in the lesson."""
    return entry.standing is not None and not entry.standing.untouched


def all_done(entries: Sequence[LessonEntry]) -> bool:
    """Return whether every lesson is finished, so that there is none to go on with."""
    return all(entry.finished for entry in entries)


def _listed(entry: LessonEntry, voice: Voice) -> LessonCell:
    titles = (entry.facts.source_title,) if entry.facts else ()
    return LessonCell(entry.id, entry.number, title_of(entry, voice), _state_of(entry), titles)


def title_of(entry: LessonEntry, voice: Voice) -> str:
    """Return what a lesson is called; its id where it cannot be read."""
    if entry.facts is not None:
        return entry.facts.title
    return entry.id if entry.problems else voice(interface.GETTING_READY)


def _state_of(entry: LessonEntry) -> ListedState:
    if entry.standing is not None:
        return entry.standing.state
    return "broken" if entry.problems else "unread"


def progress_runs(entries: Sequence[LessonEntry], voice: Voice, cells: Cells) -> Line:
    """Return a small bar of the lessons that are finished, and how many they are."""
    done = sum(entry.finished for entry in entries)
    filled = max(_BAR * done // len(entries), done > 0) if entries else 0
    return [
        (cells.glyphs.filled * filled, "right"),
        (cells.glyphs.empty * (_BAR - filled), "rule"),
        ("  " + voice(home.LESSONS_DONE, done=done, total=len(entries)), "dim"),
    ]


def offer_lines(
    entry: LessonEntry, voice: Voice, cells: Cells, width: int, rows: int, *, title: str, key: str, air: int
) -> list[Line]:
    """Return the frame around the one thing to do: the lesson, where it goes on, and the `key` that opens it.

    It has so many `rows` of text; in two there is no room to say what the lesson is about.
    """
    number = f" {entry.number:>2}  "
    indent, opens = " " * len(number), f"{key} {cells.glyphs.current}"
    state, step = _place_of(entry, voice)
    detail = step if rows == 2 or (is_begun(entry) and step) else _about(entry, voice)
    room = max(8, width - 6 - len(number) - cells.width(opens) - 2)
    first, second = [*cells.wrap(detail, room), ""][:2] if rows > 2 else ("", detail)
    drawn: list[tuple[Line, Line]] = [([(number, "dim"), (title_of(entry, voice), "title")], [(state, "dim")])]
    if rows > 2:
        drawn.append(([(indent + first, "")], []))
    drawn.append(([(indent + second, "")], [(opens, "key")] if can_open(entry) else []))
    return framed(title, drawn, cells, width, air)


def _place_of(entry: LessonEntry, voice: Voice) -> tuple[str, str]:
    """How far the learner is, and the title of the step at which it goes on."""
    facts, where = entry.facts, entry.standing
    if facts is None or where is None:
        return voice(interface.BROKEN_MARK) if entry.problems else "", ""
    first = next(iter(facts.step_titles), "")
    match where.state:
        case "new":
            return voice(home.FACTS, minutes=facts.minutes, steps=facts.steps), facts.step_titles.get(first, "")
        case "open":
            number = [*where.states].index(where.place) + 1
            return voice(home.STEP_OF, number=number, total=where.total), facts.step_titles.get(where.place, "")
        case "skipped":
            return voice(home.TO_DO, count=where.total - where.done), facts.step_titles.get(where.place, "")
        case "done":
            return voice(interface.KNOWN if where.known else home.ALREADY_DONE), ""


def _about(entry: LessonEntry, voice: Voice) -> str:
    if entry.facts is None:
        return problem_words(entry, voice) if entry.problems else ""
    return entry.facts.question or entry.facts.summary


def problem_words(entry: LessonEntry, voice: Voice) -> str:
    """Return the first problem of a lesson that cannot be opened."""
    from tutor.wording.failures import problem_line

    return problem_line(entry.problems[0], voice)


def review_words(today: Today, voice: Voice) -> str:
    """Return how many cards wait, of which kind, and about how long they take; nothing where none waits."""
    cards, new = len(today.due), len(today.new)
    minutes = max(1, round(cards / _CARDS_A_MINUTE))
    if not cards:
        return ""
    if not new:
        return voice(home.REVIEW, count=cards, minutes=minutes)
    sentence = home.REVIEW_NEW if new == cards else home.REVIEW_SOME_NEW
    return voice(sentence, count=cards, new=new, minutes=minutes)


def face_head(entry: LessonEntry, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return what a lesson is called and what it is about; of one that cannot be opened its first problem."""
    lines: list[Line] = [[(title_of(entry, voice), "title")]]
    if entry.facts is not None:
        return [*lines, *wrapped(entry.facts.question or entry.facts.summary, "", cells, width)]
    if not entry.problems:
        return lines
    problem = problem_words(entry, voice)
    return [
        *lines,
        [],
        *wrapped(voice(interface.BROKEN_LESSON), "", cells, width),
        *wrapped(problem, "wrong", cells, width),
    ]


def face_foot(
    entry: LessonEntry, titles: Mapping[str, str], first_tries: int, voice: Voice, cells: Cells, width: int
) -> list[Line]:
    """Return what a lesson gives, and the facts; `titles` are those of lessons that it may build on.

    `first_tries` are questions that were answered rightly at once.
    """
    facts = entry.facts
    if facts is None:
        return []
    lines: list[Line] = []
    if gives := facts.outcomes or facts.teaches:
        head = home.WILL_BE_ABLE if facts.outcomes else home.TEACHES
        lines += [[(voice(head), "dim")], *bulleted(gives, "·", "dim", cells, width), []]
    told = [voice(home.FACTS, minutes=facts.minutes, steps=facts.steps)]
    told += [voice(home.FIRST_TRIES, count=first_tries)] if first_tries else []
    lines += wrapped(" · ".join(told), "dim", cells, width)
    if entry.builds_on:
        names = voice(interface.BETWEEN_NAMES).join(titles.get(lesson, lesson) for lesson in entry.builds_on)
        lines += wrapped(voice(home.BUILDS_ON, names=names), "dim", cells, width)
    return lines


def bulleted(texts: Sequence[str], sign: str, tag: str, cells: Cells, width: int) -> list[Line]:
    """Return each text behind a sign."""
    head = cells.width(sign) + 1
    return [
        [(sign if number == 0 else " " * (head - 1), tag), (" ", ""), (line, "")]
        for text in texts
        for number, line in enumerate(cells.wrap(text, max(2, width - head)))
    ]
