"""No character that is invisible or could steer a terminal gets in: from no field of any file, from no file's name."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, get_args

import pytest

from tests.lesson.fields import fields, written
from tests.small_course import BANK, COURSE, GLOSSARY
from tests.small_lesson import ID, TEXT
from tutor.check import check
from tutor.lesson.files.source import FileError, read_source
from tutor.lesson.format.schema import Kind
from tutor.lesson.loading.file import load_lesson
from tutor.text import MOST_MARKS, is_control

FILE: Final = Path("lesson.yaml")
TRANSLATION: Final = "language: zh\ntitle: 小\nsummary: 一课\nsteps:\n  page:\n    body: 读\n"
KINDS: Final = {"lesson": TEXT, "course": COURSE, "glossary": GLOSSARY, "bank": BANK, "translation": TRANSLATION}
NEVER: Final = [
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(character) not in ("Cn", "Co", "Cs") and is_control(character)
]
"""Private use and what is not assigned are one in a hundred thousand and more; some of them stand for all."""
SOME: Final = [*NEVER, "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufdd0", "\uffff", "\U000e0fff", "\u0378"]
STACK: Final = "e" + "\u0301" * 3000


def _places(text: str) -> list[int]:
    """Where the first value of each key of `text` begins, and each key but the first, before which a mark may stand."""
    found: dict[str, int] = {}
    start = 0
    for line in text.splitlines(keepends=True):
        key, colon, value = line.partition(": ")
        if colon and value.strip():
            found.setdefault(key.strip(" -"), start + len(key) + 2)
        found.setdefault(f"{key.strip(' -')}:", start + len(line) - len(line.lstrip(" -")))
        start += len(line)
    return [place for place in found.values() if place]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.every(2)
def test_every_such_character_is_refused_in_every_field_with_its_place(kind: str) -> None:
    text = KINDS[kind]
    places = _places(text)
    assert len(places) > 8
    for index, character in enumerate(SOME):
        for place in places[index % 9 :: 9] if kind == "lesson" else places:
            _refused(text[:place] + character + text[place:], place, "control-character", ord(character))
    for place in places:
        _refused(text[:place] + STACK + text[place:], place + 1 + MOST_MARKS, "stacked-marks", 0x301)


def _in_fields(texts: Sequence[str]) -> Iterator[tuple[Kind, str, int]]:
    """Of each field, and of each key that leads to it, a file with the next of `texts` in it, and where that stands."""
    for kind in get_args(Kind):
        for number, field in enumerate(fields(kind)):
            sign = texts[number % len(texts)]
            text = written(field, f"a{sign}b")
            yield kind, text, text.rindex(sign)
            if isinstance(field[-1], str):
                text = written((*field[:-1], f"{field[-1]}{sign}"), "a")
                yield kind, text, text.rindex(sign)


def test_the_fields_are_those_of_the_format() -> None:
    assert {("title",), ("steps", 0, "choices", 0, "feedback"), ("networks", "any", "rows", 0, 0)} <= {
        *fields("lesson")
    }
    assert sum(len(fields(kind)) for kind in get_args(Kind)) > 150
    assert written(("steps", 0, "body"), "a") == "steps:\n  -\n    body: a\n"


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, 8))])
def test_no_field_of_the_format_takes_such_a_character(part: int) -> None:
    """In the ordinary test one character in each field, in the long ones the others by turns."""
    signs = SOME[part::8]
    for turn in range(len(signs) if part else 1):
        for _, text, place in _in_fields([*signs[turn:], *signs[:turn]]):
            _refused(text, place, "control-character", ord(text[place]))


def test_no_field_of_the_format_takes_a_stack_of_marks() -> None:
    for _, text, place in _in_fields([STACK]):
        _refused(text, place + 1 + MOST_MARKS, "stacked-marks", 0x301)


@pytest.mark.parametrize("kind", [*get_args(Kind), "translation"])
@pytest.mark.every(2)
def test_the_loader_tells_of_every_field(kind: str, tmp_path: Path) -> None:
    (tmp_path / f"{ID}.yaml").write_text(TEXT, encoding="utf-8")
    file = tmp_path / {"lesson": f"{ID}.yaml", "translation": f"{ID}.zh.yaml"}.get(kind, f"{kind}.yaml")
    for of, text, place in _in_fields(NEVER):
        if of == kind or (kind, of) == ("translation", "lesson"):
            file.write_text(text, encoding="utf-8", newline="")
            # A lesson is read with its translation; it need not be tried out for each field of that.
            read = load_lesson(tmp_path / f"{ID}.yaml").problems if kind == "translation" else check([file])
            (problem,) = [problem for problem in read if problem.is_error]
            before = text[:place]
            found = (problem.code, problem.place.line, problem.place.column)
            assert found == ("control-character", before.count("\n") + 1, place - before.rfind("\n")), ascii(text)


def _refused(text: str, place: int, code: str, number: int) -> None:
    with pytest.raises(FileError) as caught:
        read_source(text, FILE)
    before = text[:place]
    position = (before.count("\n") + 1, place - before.rfind("\n"))
    told = {"character": f"U+{number:04X}"}
    assert (caught.value.code, caught.value.position, caught.value.arguments) == (code, position, told)


@pytest.mark.parametrize("value", [*SOME, STACK], ids=lambda value: f"U+{ord(value[-1]):04X}")
def test_what_is_escaped_is_refused_as_well(value: str) -> None:
    escaped = "".join(f"\\U{ord(character):08x}" for character in value)
    with pytest.raises(FileError) as caught:
        read_source(f'a: b\nc: "{escaped}"\n', FILE)
    assert caught.value.code == ("stacked-marks" if len(value) > 1 else "control-character")
    assert caught.value.position == (2, 4)


def test_marks_that_a_script_needs_are_read() -> None:
    for text in ("ŷ = σ(z)", "y\u0302", "Tiếng Việt", "ti\u0302\u0301ng", "เรียนรู้เชิงลึก", "שָׁלוֹם", "नमस्ते", "学习率"):
        assert read_source(f"a: {text}", FILE).data == {"a": text}


@pytest.mark.parametrize("name", ["small", "course", "glossary", "bank", "small.zh"])
def test_every_file_of_a_course_is_read_so(name: str, tmp_path: Path) -> None:
    listed = f"format: 1\nid: theirs\nlanguage: en\ntitle: Theirs\nlessons:\n  - id: {ID}\n"
    (tmp_path / "course.yaml").write_text(listed, encoding="utf-8")
    (tmp_path / f"{ID}.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / f"{name}.yaml").write_text("format: 1\ntitle: x\u3164y\n", encoding="utf-8")
    (problem,) = [problem for problem in check([tmp_path]) if problem.place.file.stem == name]
    assert (problem.code, problem.place.line, problem.place.column) == ("control-character", 2, 9)


@pytest.mark.parametrize("sign", ["\u202e", "\u3164", "\ufe0f", "e" + "\u0301" * 9], ids=ascii)
def test_a_file_of_such_a_name_is_not_read(sign: str, tmp_path: Path) -> None:
    file = tmp_path / f"small{sign}.yaml"
    file.write_text(TEXT, encoding="utf-8")
    (problem,) = [problem for problem in check([file]) if problem.severity == "error"]
    assert problem.code == "file-name"


@pytest.mark.parametrize("name", ["con.yaml", "Aux.yaml", "com1.zh.yaml"])
def test_a_file_that_could_not_be_on_windows_is_not_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [problem.code for problem in check([tmp_path / name]) if problem.severity == "error"] == ["device-name"]
