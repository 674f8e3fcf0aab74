"""The course as lines: its lessons with the learner's progress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.course import LessonState
from tutor.study import LessonEntry, Study
from tutor.text import Cells
from tutor.wording import Voice, interface
from tutor.wording.failures import problem_line


def course_lines(study: Study, voice: Voice, cells: Cells | None = None) -> list[str]:
    """Return the lessons of the course, each with how far the learner is; a broken one with its first problem."""
    entries = study.entries(voice.language)
    done = sum(entry.standing is not None and entry.standing.state == "done" for entry in entries)
    title = study.course(voice.language).title
    head = f"{title} · {voice(interface.LESSONS_DONE, done=done, total=len(entries))}"
    return [head, *_lesson_lines(entries, voice, cells or Cells())]


def _lesson_lines(entries: Sequence[LessonEntry], voice: Voice, cells: Cells) -> Iterator[str]:
    titles = [entry.lesson.title if entry.lesson else entry.id for entry in entries]
    width = max(map(cells.width, titles), default=0)
    for entry, title in zip(entries, titles, strict=True):
        if entry.standing is None:
            broken = next(problem for problem in entry.problems if problem.severity == "error")
            yield f"{cells.glyphs.wrong} {entry.number:>2}  {title}  {voice(interface.BROKEN_MARK)}"
            yield f"      {problem_line(broken, voice)}"
        else:
            state = entry.standing.state
            words = f"{entry.standing.done}/{entry.standing.total}  {voice(interface.STATE_WORDS[state])}"
            yield f"{_mark(state, cells)} {entry.number:>2}  {cells.pad(title, width)}  {entry.id}  {words}"


def _mark(state: LessonState, cells: Cells) -> str:
    match state:
        case "done":
            return cells.glyphs.done
        case "open":
            return cells.glyphs.current
        case "skipped":
            return cells.glyphs.skipped
        case "new":
            return cells.glyphs.todo
