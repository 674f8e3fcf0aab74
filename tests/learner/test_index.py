"""The index of a course: the list is right whatever happens to files, index, disk and programs."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.learner.unread import reading_forbidden
from tests.patience import PATIENCE
from tests.platforms import needs_posix
from tests.small_course import FILES, small_course
from tests.small_disk import SmallDisk
from tutor.learner import index
from tutor.learner.index import index_file, read_index
from tutor.learner.study import LessonEntry, Study
from tutor.lesson.loading import course as loading
from tutor.lesson.loading.course import load_course
from tutor.progress import MemoryProgress

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh")
Listed = list[list[LessonEntry]]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return small_course(tmp_path / "course")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def started(course: Path, home: Path) -> Study:
    """The course as the program opens it."""
    return Study.open(course, home / "progress.sqlite3")


def read_all(course: Path, home: Path) -> None:
    """Start, read every lesson as the course list does behind its first paint, and leave."""
    with closing(started(course, home)) as study:
        assert study.read_rest(math.inf)


def listed(course: Path, home: Path) -> Listed:
    """What a new start lists in each language."""
    with closing(started(course, home)) as study:
        return [study.entries(language) for language in LANGUAGES]


def truth(course: Path) -> Listed:
    """What stands in the lessons."""
    study = Study(load_course(course), MemoryProgress())
    return [study.entries(language) for language in LANGUAGES]


def index_of(course: Path, home: Path) -> Path:
    """The file of the index."""
    return index_file(home, course)


def edit(file: Path, before: str, after: str) -> None:
    """Replace some words of a file."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_the_list_comes_from_the_index_and_says_what_the_lessons_say(course: Path, home: Path) -> None:
    read_all(course, home)
    with reading_forbidden():
        assert listed(course, home) == truth_of(course)
        with closing(started(course, home)) as study:
            assert study.course("zh").title == "小课程"
            assert study.recommended(study.entries("en")) == "first"
            assert study.orphans() == []


def truth_of(course: Path) -> Listed:
    """The truth, also where reading is forbidden."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "load_course", load_course)
        return truth(course)


def test_what_the_learner_did_is_held_against_the_index(course: Path, home: Path) -> None:
    with closing(started(course, home)) as study:
        session = study.session("first", "en")
        session.go(1)
        session.finish()
    read_all(course, home)
    with reading_forbidden():
        [first, _] = listed(course, home)[0]
    assert first.standing is not None
    assert (first.standing.done, first.standing.states["twice"], first.standing.last_step) == (1, "open", "twice")


def test_listing_alone_keeps_an_index_too(course: Path, home: Path) -> None:
    listed(course, home)
    with reading_forbidden():
        assert listed(course, home)[0][0].facts is not None


CHANGES: dict[str, Callable[[Path], object]] = {
    "a title": lambda course: edit(course / "first.yaml", "title: Slopes of lines", "title: Slopes of rules"),
    "an answer": lambda course: edit(course / "first.yaml", "answer: '2*x'", "answer: '3*x'"),
    "a former id": lambda course: edit(course / "first.yaml", "was: [treble]", "was: [tripel]"),
    "a step retired": lambda course: edit(course / "first.yaml", "title: Not a card", "retired: true"),
    "an error": lambda course: edit(course / "first.yaml", "minutes: 5", "minutes: no"),
    "no YAML": lambda course: (course / "first.yaml").write_text("a: [", encoding="utf-8"),
    "a translated title": lambda course: edit(course / "first.zh.yaml", "直线的斜率", "曲线的斜率"),
    "a translation comes": lambda course: (course / "second.zh.yaml").write_text(
        "language: zh\ntitle: 梯度课\n", encoding="utf-8"
    ),
    "a translation goes": lambda course: (course / "first.zh.yaml").unlink(),
    "a lesson goes": lambda course: (course / "second.yaml").unlink(),
    "the bank goes": lambda course: (course / "bank.yaml").unlink(),
    "a question goes": lambda course: edit(course / "bank.yaml", "id: lr-large", "id: lr-larger"),
    "the glossary goes": lambda course: (course / "glossary.yaml").unlink(),
    "a skill is renamed": lambda course: edit(course / "glossary.yaml", "title: slope", "title: steepness"),
    "the course is renamed": lambda course: edit(course / "course.yaml", "A small course", "A large course"),
    "another order": lambda course: edit(
        course / "course.yaml",
        "  - id: first\n  - id: second\n    builds_on: [first]\n",
        "  - id: second\n  - id: first\n",
    ),
    "a lesson leaves the course": lambda course: edit(
        course / "course.yaml", "  - id: second\n    builds_on: [first]\n", ""
    ),
    "nothing": lambda course: None,
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.every(3)
def test_after_a_change_the_list_is_right_and_so_it_is_when_the_change_is_taken_back(
    change: Callable[[Path], object], course: Path, home: Path
) -> None:
    read_all(course, home)
    before = truth(course)
    change(course)
    changed = truth(course)
    for _ in range(2):
        assert listed(course, home) == changed
        read_all(course, home)
    small_course(course)
    (course / "second.zh.yaml").unlink(missing_ok=True)
    assert listed(course, home) == before


def test_a_broken_lesson_is_told_out_of_the_index(course: Path, home: Path) -> None:
    edit(course / "first.yaml", "minutes: 5", "minutes: no")
    read_all(course, home)
    with reading_forbidden():
        [broken, sound] = listed(course, home)[0]
    assert broken.facts is None
    assert broken.problems == load_course(course).lesson("first").problems
    assert sound.facts is not None


@needs_posix("links")
def test_what_a_link_leads_out_to_is_no_part_of_the_index(course: Path, home: Path, tmp_path: Path) -> None:
    read_all(course, home)
    (course / "first.yaml").rename(tmp_path / "first.yaml")
    (course / "first.yaml").symlink_to(tmp_path / "first.yaml")
    assert listed(course, home) == truth(course)
    read_all(course, home)
    assert listed(course, home)[0][0].facts is None
    assert "Slopes" not in index_of(course, home).read_text(encoding="utf-8")


def test_edits_that_a_disk_cannot_tell_apart_by_their_times(
    course: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that counts in steps of two seconds, and edits that leave the sizes as they are."""
    times, grain = index._times, 2 * 10**9
    monkeypatch.setattr(
        index, "_times", lambda status: (times(status)[0], *(at // grain * grain for at in times(status)[1:]))
    )
    for number in range(10, 30):
        edit(course / "first.yaml", f"minutes: {number - 1 if number > 10 else 5}\n", f"minutes: {number}\n")
        assert listed(course, home) == truth(course)
        if number % 3 == 0:
            read_all(course, home)


def test_an_edit_while_the_course_is_read_is_not_taken_for_what_was_read(course: Path, home: Path) -> None:
    with closing(started(course, home)) as study:
        assert not study.read_rest(0)
        edit(course / "first.yaml", "title: Slopes of lines", "title: Slopes of rules")
        assert study.read_rest(math.inf)
        assert study.entries("en")[0].facts != truth(course)[0][0].facts
    assert listed(course, home) == truth(course)


def test_an_edit_between_the_list_and_the_lessons_is_seen(course: Path, home: Path) -> None:
    read_all(course, home)
    with closing(started(course, home)) as study:
        before = study.entries("en")
        edit(course / "second.yaml", "title: Gradients", "title: Gradient")
        study.read_rest(math.inf)
        assert study.entries("en") == truth(course)[0] != before
    with reading_forbidden():
        assert listed(course, home) == truth_of(course)


def test_a_lesson_that_leaves_the_course_between_the_list_and_the_lessons_leaves_the_list(
    course: Path, home: Path
) -> None:
    read_all(course, home)
    with closing(started(course, home)) as study:
        assert len(study.entries("en")) == 2
        edit(course / "course.yaml", "  - id: first\n", "")
        edit(course / "course.yaml", "    builds_on: [first]\n", "")
        assert study.read_rest(math.inf)
        assert study.entries("en") == truth(course)[0]
    assert listed(course, home) == truth(course)


def test_an_index_that_says_all_is_left_as_it_is(course: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time_ns() + 10 * 10**9
    monkeypatch.setattr(index, "time_ns", lambda: later)
    read_all(course, home)
    before = index_of(course, home).stat()
    read_all(course, home)
    after = index_of(course, home).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


# What may happen to the index.


def test_a_damaged_index_is_passed_over_and_written_anew(course: Path, home: Path) -> None:
    read_all(course, home)
    file, expected, chance = index_of(course, home), truth(course), random.Random(1)
    whole = file.read_bytes()
    for attempt in range(60):
        cut = chance.randrange(len(whole))
        flipped = whole[:cut] + bytes([whole[cut] ^ 1 << chance.randrange(8)]) + whole[cut + 1 :]
        file.write_bytes([whole[:cut], flipped, whole + b" ", bytes(cut)][attempt % 4])
        assert read_index(file, course) is None
        assert listed(course, home) == expected
        assert read_index(file, course) is not None


@pytest.mark.parametrize("name", ["__version__", "FORMAT"])
def test_the_index_of_another_program_is_passed_over(
    course: Path, home: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, name, "another")
        read_all(course, home)
    assert read_index(index_of(course, home), course) is None
    assert listed(course, home) == truth(course)
    assert read_index(index_of(course, home), course) is not None


def test_a_folder_in_its_place_does_no_harm(course: Path, home: Path) -> None:
    index_of(course, home).mkdir()
    read_all(course, home)
    assert listed(course, home) == truth(course)


def test_each_course_has_its_own(course: Path, home: Path, tmp_path: Path) -> None:
    other = small_course(tmp_path / "other")
    edit(other / "first.yaml", "title: Slopes of lines", "title: Others")
    for folder in (course, other, course, other):
        read_all(folder, home)
        assert listed(folder, home) == truth(folder)


# What may happen to the disk.


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.unmount()


def test_on_a_disk_that_is_read_only_the_list_is_right(course: Path, disk: SmallDisk) -> None:
    read_all(course, disk.path)
    edit(course / "first.yaml", "title: Slopes of lines", "title: Slopes of rules")
    disk.let_write(False)
    for _ in range(2):
        assert listed(course, disk.path) == truth(course)
        read_all(course, disk.path)
    disk.let_write(True)


def test_on_a_full_disk_the_list_is_right(course: Path, disk: SmallDisk) -> None:
    read_all(course, disk.path)
    edit(course / "first.yaml", "title: Slopes of lines", "title: Slopes of rules")
    disk.fill()
    for _ in range(2):
        read_all(course, disk.path)
        assert listed(course, disk.path) == truth(course)
    disk.make_room()
    read_all(course, disk.path)
    with reading_forbidden():
        assert listed(course, disk.path) == truth_of(course)


# What may happen to the program, and to another beside it.

WRITING = """
import math, sys
from contextlib import closing
from pathlib import Path
from tutor.learner.index import index_file
from tutor.learner.study import Study
course, home = map(Path, sys.argv[1:])
while True:
    index_file(home, course).unlink(missing_ok=True)
    with closing(Study.open(course, home / "progress.sqlite3")) as study:
        study.read_rest(math.inf)
    print("written", flush=True)
"""
"""Writes the index of a course again and again."""


@contextmanager
def writing(course: Path, home: Path, programs: int = 1) -> Iterator[Sequence[subprocess.Popen[str]]]:
    """Let programs write the index, each at least once; they are killed at the end, whatever they do."""
    command = [sys.executable, "-c", WRITING, str(course), str(home)]
    begun = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(programs)]
    try:
        for program in begun:
            assert program.stdout is not None
            assert program.stdout.readline() == "written\n"
        yield begun
    finally:
        for program in begun:
            program.kill()
            program.communicate(timeout=PATIENCE)


@pytest.mark.long
@needs_posix("kill -9")
def test_a_program_that_is_killed_while_it_writes_leaves_a_list_that_is_right(course: Path, home: Path) -> None:
    chance = random.Random(4)
    for number in range(12):
        (course / "second.yaml").write_text(FILES["second.yaml"].replace("minutes: 5", f"minutes: {number + 1}"))
        with writing(course, home) as (program,):
            time.sleep(chance.uniform(0, 0.06))
            program.kill()
        assert listed(course, home) == truth(course)
        read_all(course, home)
        assert read_index(index_of(course, home), course) is not None
    assert [file.name for file in home.iterdir() if file.name.endswith(".part")] == []


def test_two_programs_at_once_and_edits_meanwhile(course: Path, home: Path) -> None:
    with writing(course, home, programs=2) as programs:
        for number in range(40):
            (course / "second.yaml").write_text(FILES["second.yaml"].replace("minutes: 5", f"minutes: {number + 10}"))
            assert listed(course, home) == truth(course)
        assert [program.poll() for program in programs] == [None, None]
    assert listed(course, home) == truth(course)


def test_where_there_can_be_no_home_the_list_is_right(course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert listed(course, tmp_path / "file" / "home") == truth(course)
