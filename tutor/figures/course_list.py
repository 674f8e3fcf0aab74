"""The course as a list in parts: in two columns where they can be seen at once, else below each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, TypeAlias

from tutor.figures.lines import Line, Run, width_of
from tutor.learner.course import StepState
from tutor.text import Cells
from tutor.wording import Voice, interface

ListedState: TypeAlias = Literal["new", "open", "skipped", "done", "broken", "unread"]
"""How the learner stands in a lesson, or that it cannot be opened, or was not read yet."""

SIGNS: Final[Mapping[StepState, Run]] = {
    "new": ("·", "dim"), "open": ("◐", "accent"), "skipped": ("~", "hint"), "done": ("✓", "right"),
    "changed": ("✓", "hint"),
}  # fmt: skip
"""What stands before a step, and before a lesson that stands so."""
_SIGNS: Final[Mapping[ListedState, Run]] = {
    "new": SIGNS["new"], "open": SIGNS["open"], "skipped": SIGNS["skipped"], "done": SIGNS["done"],
    "broken": ("✗", "wrong"), "unread": ("·", "dim"),
}  # fmt: skip
_TITLES: Final[Mapping[ListedState, str]] = {
    "new": "", "open": "", "skipped": "", "done": "dim", "broken": "dim", "unread": "dim"
}  # fmt: skip
_GAP: Final = 3
"""Cells between two columns."""
_POINTER: Final = 1
"""Cells before a column, for what points at its marked lesson."""
_MOST_CUT: Final = 1.1
"""Two columns are given up where their titles would need so much more than there is."""


def legend(voice: Voice, cells: Cells) -> Line:
    """Return what the signs before a lesson or a step mean, in one line; by their shapes, not by their colours."""
    here: list[Run] = [(cells.glyphs.current, "value"), (f" {voice(interface.MARKED)}", "dim")]
    shown: tuple[StepState, ...] = ("new", "open", "skipped", "done")
    for state in shown:
        here += [("   ", ""), (SIGNS[state][0], "value"), (f" {voice(interface.STATE_WORDS[state])}", "dim")]
    return [*here, ("   ", ""), (_SIGNS["broken"][0], "value"), (f" {voice(interface.BROKEN_MARK)}", "dim")]


@dataclass(frozen=True, slots=True)
class LessonCell:
    """A lesson as the list names it."""

    id: str
    number: int
    title: str
    state: ListedState
    titles: Sequence[str] = ()
    """What it is called in other languages, too: there is room for the widest, so that none moves the list."""


@dataclass(frozen=True, slots=True)
class ListedPart:
    """Lessons that belong together; without a title where the course has no parts."""

    title: str
    lessons: Sequence[LessonCell]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading, or a lesson, in its row; `column` is 0 or 1."""

    row: int
    column: int
    left: int
    width: int
    content: LessonCell | str


@dataclass(frozen=True, slots=True)
class CourseList:
    """A list that is laid out; lessons are named by their ids."""

    pieces: Sequence[_Piece]
    height: int

    def lines(self, marked: str, cells: Cells) -> list[Line]:
        """Return the rows, with the cell of the lesson `marked` reversed, and something that points at it."""
        digits = max((len(str(lesson.number)) for lesson, _ in self._lessons()), default=1)
        rows: list[list[Run]] = [[] for _ in range(self.height)]
        for piece in self.pieces:
            row = rows[piece.row]
            row.append((" " * (piece.left - _POINTER - width_of(row, cells)), ""))
            if isinstance(piece.content, str):
                row.append((" " * _POINTER + cells.pad(piece.content, piece.width), "accent"))
            else:
                row += _lesson_runs(piece.content, digits, piece.width, cells, marked=piece.content.id == marked)
        return [*rows]

    def row_of(self, lesson: str) -> int:
        """Return the row in which a lesson stands."""
        return next((piece.row for one, piece in self._lessons() if one.id == lesson), 0)

    def lesson_at(self, x: int, y: int) -> str:
        """Return the lesson that is drawn at a cell; nothing where there is none."""
        return next(
            (one.id for one, piece in self._lessons() if piece.row == y and 0 <= x - piece.left < piece.width), ""
        )

    def numbered(self, number: int) -> str:
        """Return the lesson with this number; nothing where there is none."""
        return next((one.id for one, _ in self._lessons() if one.number == number), "")

    def below(self, lesson: str, by: int) -> str:
        """Return the lesson that is `by` below in its column, which goes on in the next one and round at the ends."""
        order = sorted(self._lessons(), key=lambda found: (found[1].column, found[1].row, found[1].left))
        ids = [one.id for one, _ in order]
        return ids[(ids.index(lesson) + by) % len(ids)] if lesson in ids else lesson

    def beside(self, lesson: str, by: int) -> str:
        """Return the nearest lesson to the right of it, or to the left for a negative `by`; itself where none is."""
        here = next((piece for one, piece in self._lessons() if one.id == lesson), None)
        if here is None:
            return lesson
        others = [
            (abs(piece.row - here.row), abs(piece.left - here.left), one.id)
            for one, piece in self._lessons()
            if (piece.left - here.left) * by > 0 and (piece.column != here.column or piece.row == here.row)
        ]
        return min(others, default=(0, 0, lesson))[2]

    def end(self, by: int) -> str:
        """Return the first lesson of the course, or the last one for a negative `by`."""
        lessons = sorted((one.number, one.id) for one, _ in self._lessons())
        return lessons[-1 if by < 0 else 0][1] if lessons else ""

    def _lessons(self) -> Iterator[tuple[LessonCell, _Piece]]:
        for piece in self.pieces:
            if isinstance(piece.content, LessonCell):
                yield piece.content, piece


def course_list(parts: Sequence[ListedPart], cells: Cells, width: int, height: int) -> CourseList:
    """Lay the course out in `width` cells, so that it stands in `height` rows where that is possible.

    Parts stand in pairs, a short last one in one row, a single part in two halves. Where a pair would not fit into the
    window at once, or most titles not into their column, everything stands in one column. Rows between the pairs are
    left free where there are enough for these and for what is said, and so is the first cell of a row, for what points
    at the marked lesson.
    """
    width -= _POINTER
    parts = [part for part in parts if part.lessons]
    bands = _best_bands(parts, cells, width, height)
    heights = [max(map(len, band)) for band in bands]
    spare = height - sum(heights)
    gap = int(spare > len(bands) - 1 > 0)
    tops = [0, *accumulate(each + gap for each in heights)]
    pieces: list[_Piece] = []
    lefts, widths = _columns(bands, cells, width)
    for top, band in zip(tops, bands, strict=False):
        for column, contents in enumerate(band):
            pieces += [
                _Piece(top + row, column, _POINTER + lefts[column], widths[column] if len(band) > 1 else width, content)
                for row, content in enumerate(contents)
                if not isinstance(content, tuple)
            ]
            pieces += _rows(contents, top, width, lefts[1] if len(lefts) > 1 else width, cells)
    return CourseList(sorted(pieces, key=lambda piece: (piece.row, piece.left)), max(0, tops[-1] - gap))


_Content: TypeAlias = LessonCell | str | tuple[LessonCell, ...]
"""A lesson, a heading, or the lessons of a part that stand in one row."""
_Band: TypeAlias = list[list[_Content]]
"""What stands side by side: one column, or two."""


def _best_bands(parts: Sequence[ListedPart], cells: Cells, width: int, height: int) -> list[_Band]:
    """The parts in pairs, the last one by itself where that lets every title stand whole; else each by itself."""
    if len(parts) == 1:
        ways = [[_halves(parts[0])]]
    else:
        ways = [_bands(parts, paired, cells, width) for paired in (len(parts) // 2, (len(parts) - 1) // 2)]
    fitting = [bands for bands in ways if max((max(map(len, band)) for band in bands), default=0) <= height]
    needs = [sum(_needs(bands, cells)) + _GAP for bands in fitting]
    best = next((bands for bands, need in zip(fitting, needs, strict=True) if need <= width), None)
    if best is None and needs and needs[0] <= _MOST_CUT * width:
        best = fitting[0]
    return best or [[_column(part)] for part in parts]


def _bands(parts: Sequence[ListedPart], paired: int, cells: Cells, width: int) -> list[_Band]:
    """So many pairs, and the parts behind them each by itself, the last one in one row where it fits in there."""
    pairs = [[_column(parts[2 * index]), _column(parts[2 * index + 1])] for index in range(paired)]
    alone = [[_column(part)] for part in parts[2 * paired :]]
    if alone:
        last = parts[-1]
        needs = _needed_in_row(last.lessons, cells) + _GAP * (len(last.lessons) - 1)
        alone[-1] = [[*_heading(last), tuple(last.lessons)]] if needs <= width else alone[-1]
    return [*pairs, *alone]


def _halves(part: ListedPart) -> _Band:
    head, half = _heading(part), -(-len(part.lessons) // 2)
    return [[*head, *part.lessons[:half]], [*([""] if head else []), *part.lessons[half:]]]


def _heading(part: ListedPart) -> list[_Content]:
    return [part.title] if part.title else []


def _column(part: ListedPart) -> list[_Content]:
    return [*_heading(part), *part.lessons]


def _taken(lesson: LessonCell, title: str, cells: Cells) -> int:
    """How many cells a lesson takes that is called `title`."""
    return 6 + len(str(lesson.number)) // 3 + cells.width(title) + 1


def _needed(lesson: LessonCell, cells: Cells) -> int:
    """How many cells a lesson takes whole, in whatever language."""
    return max(_taken(lesson, title, cells) for title in (lesson.title, *lesson.titles))


def _needed_in_row(lessons: Sequence[LessonCell], cells: Cells) -> int:
    """How many cells lessons take whole without a gap, in the language in which they take most."""
    languages = [[lesson.title for lesson in lessons], *zip(*(lesson.titles for lesson in lessons), strict=False)]
    return max(sum(map(_taken, lessons, titles, [cells] * len(lessons))) for titles in languages)


def _columns(bands: Sequence[_Band], cells: Cells, width: int) -> tuple[list[int], list[int]]:
    """The first cells and the widths of the columns: both as wide as they need, and what is left in equal shares."""
    if all(len(band) < 2 for band in bands):
        return [0], [width]
    first, second = _needs(bands, cells)
    room = width - _GAP
    half = room // 2
    left = max(first, min(half, room - second)) if first + second <= room else min(first, max(half, room - second))
    return [0, left + _GAP], [left, room - left]


def _needs(bands: Sequence[_Band], cells: Cells) -> tuple[int, int]:
    """How many cells each of two columns takes whole; what stands alone in its band may take both."""
    first, second = ([one for band in bands if len(band) > 1 for one in band[column]] for column in (0, 1))
    return _widest(first, cells), _widest(second, cells)


def _widest(contents: Sequence[_Content], cells: Cells) -> int:
    return max((_needed(one, cells) for one in contents if isinstance(one, LessonCell)), default=0)


def _rows(contents: Sequence[_Content], top: int, width: int, second: int, cells: Cells) -> Iterator[_Piece]:
    """The lessons that stand in one row: each as wide as it needs, those from the second column on in that."""
    for row, content in enumerate(contents):
        if isinstance(content, tuple):
            needs = [_taken(lesson, lesson.title, cells) for lesson in content]
            spare = (width - sum(needs)) // max(1, len(content) - 1) if len(content) > 1 else 0
            gap = min(max(_GAP, spare), 2 * _GAP)
            left = 0
            for lesson, need in zip(content, needs, strict=True):
                yield _Piece(top + row, int(left >= second), _POINTER + left, need, lesson)
                left += need + gap


def _lesson_runs(lesson: LessonCell, digits: int, width: int, cells: Cells, *, marked: bool) -> list[Run]:
    sign, tag = _SIGNS[lesson.state]
    number = f"{lesson.number:>{max(2, digits)}}"
    room = width - len(number) - 5
    title = cells.pad(lesson.title, room)
    if marked:
        return [(cells.glyphs.current, "selected"), (f"{sign} {number}  {title} ", "cursor")]
    return [(" " * _POINTER, ""), (sign, tag), (f" {number}  ", "dim"), (f"{title} ", _TITLES[lesson.state])]


def framed(title: str, rows: Sequence[tuple[Line, Line]], cells: Cells, width: int, air: int = 0) -> list[Line]:
    """Return a frame around `rows`, each with something at the left and at the right; `air` rows are free in it."""
    room = width - 6
    name = f" {cells.truncate(title, max(1, width - 8))} "
    rule = "─" * (width - 3 - cells.width(name))
    blank: Line = [("│", "accent"), (" " * (width - 2), ""), ("│", "accent")]
    lines: list[Line] = [[("╭─", "accent"), (name, "key"), (rule + "╮", "accent")], *[blank] * air]
    for left, right in rows:
        space = room - width_of(right, cells)
        cut = _cut(left, space - 2, cells)
        gap = (" " * (space - width_of(cut, cells)), "")
        lines.append([("│  ", "accent"), *cut, gap, *right, ("  │", "accent")])
    return [*lines, *[blank] * air, [("╰" + "─" * (width - 2) + "╯", "accent")]]


def _cut(line: Line, width: int, cells: Cells) -> list[Run]:
    """The beginning of `line` in `width` cells."""
    kept: list[Run] = []
    for text, tag in line:
        shown = cells.truncate(text, width)
        kept.append((shown, tag))
        width -= cells.width(shown)
    return kept
