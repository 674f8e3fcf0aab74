"""`check` on the command line: formats, exit codes, colours, stopping early, and checking again after a save."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.small_lesson import TEXT
from tutor.cli import tutor
from tutor.wording import Voice
from tutor.workshop.checking import CheckOptions, found, report_again_and_again
from tutor.workshop.saving import Watch, course_files

TESTS = Path(__file__).parents[1]
GOOD = TESTS / "lesson/good/small.yaml"
STARS = TESTS / "check/bad/stars-left.yaml"
SEVERAL = TESTS / "lesson/bad/several-mistakes.yaml"


def _check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(tutor, ["--lang", "en", "check", *map(str, arguments)])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((GOOD,), 0), ((STARS,), 0), ((SEVERAL,), 1), (("--fromat", "json"), 2), (("--format", "xml"), 2)],
)
def test_exit_codes(arguments: tuple[str | Path, ...], code: int) -> None:
    assert _check(*arguments).exit_code == code


def test_formats_and_stopping_at_the_first_error() -> None:
    assert json.loads(_check("--format", "json", SEVERAL).output)["errors"] == 4
    assert _check("--format", "github", SEVERAL).output.count("::error file=") == 4
    assert _check("-x", SEVERAL).output.splitlines()[-3] == "1 error, 0 warnings."


def test_files_after_the_first_error_are_not_even_read(tmp_path: Path) -> None:
    options = CheckOptions([SEVERAL, tmp_path / "nowhere.yaml"], first_only=True)
    assert [problem.place.file for problem in found(options).problems] == [SEVERAL]


def test_what_is_looked_at_is_told_before(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(
        "format: 1\nid: own\nlanguage: en\ntitle: Own\nlessons:\n  - id: small\n  - id: missing\n", encoding="utf-8"
    )
    (tmp_path / "small.yaml").write_text(TEXT, encoding="utf-8")
    looked: list[tuple[str, int, int]] = []
    found(CheckOptions([tmp_path, SEVERAL]), lambda *seen: looked.append(seen))
    assert looked == [("A small lesson", 1, 2), ("missing", 2, 2), (SEVERAL.name, 0, 0)]


class Editor:
    """Saves one content after the other while the program waits (nothing for an empty one), then presses Ctrl+C."""

    def __init__(self, file: Path, contents: Iterator[str]) -> None:
        self.now = 0.0
        self._file = file
        self._contents = contents

    def pause(self) -> None:
        self.now += 1
        content = next(self._contents, None)
        if content is None:
            raise KeyboardInterrupt
        if content:
            self._file.write_text(content, encoding="utf-8")


def test_a_watched_lesson_is_checked_after_every_save(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(shutil.copy(GOOD, tmp_path))
    good = file.read_text(encoding="utf-8")
    bad = good.replace("minutes:", "minuten:")
    editor = Editor(file, iter([bad, "", good, ""]))
    watch = Watch(lambda: course_files([file]), clock=lambda: editor.now)
    code = report_again_and_again(CheckOptions([file]), Voice("en"), watch=watch, pause=editor.pause)
    assert code == 0
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith(("No problems", "1 error", "2 errors"))] == [
        "No problems.",
        "1 error, 0 warnings.",
        "No problems.",
    ]
