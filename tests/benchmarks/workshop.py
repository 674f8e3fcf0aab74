"""What an instructor waits for: checking the course, loading a long lesson, opening a course of a thousand lessons.

The first two do nothing but compute: theirs is the processor's time, in which other programs don't count.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from tests.benchmarks.report import Measured, in_turns
from tests.benchmarks.start import TUTOR, first_frame, shows_the_course, used_home
from tests.small_lesson import ID, TEXT
from tutor.check import check, check_file
from tutor.lesson.loading.course import load_course
from tutor.lesson.loading.file import load_lesson
from tutor.paths import shipped_course

LINES = 500
LESSONS = 1000
RUNS = 7


def measure_workshop() -> Iterator[Measured]:
    """Yield the times of a check, of loading a lesson, and of opening a course of a thousand lessons."""
    yield from _checking()
    yield from _loading()
    yield from _opening()


def _checking() -> Iterator[Measured]:
    folder = shipped_course()
    lessons = [entry.id for entry in load_course(folder).course.source.lessons]
    whole = _processor_time(lambda path: check([path]), folder)
    alone = {lesson: _processor_time(check_file, folder / f"{lesson}.yaml") for lesson in lessons}
    slowest = max(alone, key=lambda lesson: alone[lesson])
    yield Measured(f"check of the shipped course, {len(lessons)} lessons", whole, "s")
    yield Measured("    for each lesson, walks in both languages included", whole / len(lessons), "s", aim=0.5)
    yield Measured("check of a lesson alone, mean", statistics.mean(alone.values()), "s")
    yield Measured(f"    the slowest, {slowest}", alone[slowest], "s")


def _processor_time(check: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    check(path)
    return time.process_time() - start


def _loading() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{ID}.yaml"
        file.write_text(_long_lesson(), encoding="utf-8")
        times, parsing = [], []
        for _ in range(3 * RUNS):
            start = time.process_time()
            loaded = load_lesson(file)
            times.append(time.process_time() - start)
            assert loaded.value is not None, loaded.problems
            start = time.process_time()
            list(yaml.parse(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
            parsing.append(time.process_time() - start)
    ours, bare = statistics.median(times), statistics.median(parsing)
    yield Measured(f"load and validate a lesson of {LINES} lines", 1e3 * ours, "ms", aim=10)
    yield Measured("    its YAML events alone", 1e3 * bare, "ms", "the whole", bare / ours)


def _long_lesson() -> str:
    """The small lesson with its steps again and again, under ids of their own, until it has `LINES` lines."""
    head, _, steps = TEXT.partition("steps:\n")
    text, number = head + "steps:\n", 0
    while text.count("\n") < LINES:
        number += 1
        text += steps.replace("  - id: ", f"  - id: s{number}-")
    return text


def _opening() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        _write_course(course)
        option = ("--course", str(course))
        with used_home() as home, used_home(*option) as other:
            shipped, thousand = in_turns(
                [
                    lambda: first_frame(TUTOR, shows_the_course, home)[0],
                    lambda: first_frame((*TUTOR, *option), shows_the_course, other)[0],
                ],
                RUNS,
            )
    yield Measured("start to the list of lessons: the shipped course", 1e3 * shipped, "ms")
    beside = "the shipped course"
    yield Measured(f"start to the list of {LESSONS} lessons", 1e3 * thousand, "ms", beside, thousand / shipped, 1.5)


def _write_course(folder: Path) -> None:
    ids = [f"lesson-{number}" for number in range(LESSONS)]
    listed = "".join(f"  - id: {id_}\n" for id_ in ids)
    head = "format: 1\nid: thousand\nlanguage: en\ntitle: A thousand lessons\nlessons:\n"
    (folder / "course.yaml").write_text(head + listed, encoding="utf-8")
    text = TEXT.replace("title: A small lesson", "title: The chain rule")
    for id_ in ids:
        (folder / f"{id_}.yaml").write_text(text.replace(f"id: {ID}\n", f"id: {id_}\n"), encoding="utf-8")
