"""Why the system could not do something is said in the reader's language; words that are not ours are quoted."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.small_disk import SmallDisk
from tutor.errors import Cause, TutorError, cause_of
from tutor.lesson.files.source import replace_text
from tutor.progress import MemoryProgress, open_progress
from tutor.progress.database import connect, transaction
from tutor.progress.failures import cause_in_sqlite, unwritable
from tutor.progress.transfer import export_progress, import_progress
from tutor.wording import LANGUAGES, Voice, doctor
from tutor.wording.causes import CAUSES
from tutor.wording.failures import FAILURES, failure_sentence

ENGLISH, CHINESE = map(Voice, LANGUAGES)
WITH_CAUSE = {
    code: sentence for code, sentence in {**FAILURES, **doctor.FINDINGS}.items() if "detail" in sentence.names
}


def words(sentence: str, *, but: str = "") -> list[str]:
    """The Latin words of a sentence, without the names that we give things and without the path `but`."""
    return [word for word in re.findall(r"[A-Za-z_]{2,}", sentence.replace(but, "")) if word != "TUTOR_HOME"]


def loop(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop"


PLACES: dict[str, Callable[[Path], Path]] = {
    "no folder": lambda folder: folder / "nowhere" / "file",
    "below a file": lambda folder: Path(__file__) / "file",
    "long name": lambda folder: folder / ("x" * 300),
    "loop": loop,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("act", [export_progress, import_progress])
def test_no_english_stands_in_a_chinese_sentence_about_a_file(
    place: str, act: Callable[[MemoryProgress, Path], object], tmp_path: Path
) -> None:
    file = PLACES[place](tmp_path)
    with pytest.raises(TutorError) as caught:
        act(MemoryProgress(), file)
    cause = caught.value.arguments["detail"]
    assert isinstance(cause, Cause)
    assert words(failure_sentence(caught.value, CHINESE), but=str(file)) == []
    assert cause not in failure_sentence(caught.value, ENGLISH)


def test_a_link_that_leads_out_of_a_course_is_said(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (course / "one.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(OSError, match=str(errno.EXDEV)) as caught:
        replace_text(course / "one.yaml", "")
    error = TutorError("new.not-written", file="one.yaml", detail=cause_of(caught.value))
    assert failure_sentence(error, ENGLISH) == "one.yaml could not be written: it leads out of its folder."
    assert words(failure_sentence(error, CHINESE), but="one.yaml") == []


def full(disk: SmallDisk, file: Path) -> None:
    disk.fill()


def read_only(disk: SmallDisk, file: Path) -> None:
    disk.let_write(False)


def folder(disk: SmallDisk, file: Path) -> None:
    file.unlink()
    file.mkdir()


def fill_table(file: Path) -> None:
    with closing(connect(file)) as connection, transaction(connection):
        connection.execute("CREATE TABLE large (it)")
        connection.execute("INSERT INTO large VALUES (zeroblob(500000))")


def foreign(disk: SmallDisk, file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)


@pytest.mark.parametrize("spoil", [full, read_only, folder, foreign])
def test_no_english_stands_in_a_chinese_sentence_about_the_progress(
    spoil: Callable[[SmallDisk, Path], None], small_disk: SmallDisk
) -> None:
    file = small_disk.path / "progress.sqlite3"
    open_progress(file).progress.close()
    spoil(small_disk, file)
    with pytest.raises(sqlite3.Error) as caught:
        fill_table(file)
    cause = cause_in_sqlite(caught.value)
    for error in (unwritable(file, caught.value), TutorError("progress.unreadable", file=str(file), detail=cause)):
        said = failure_sentence(error, CHINESE).replace(str(file), "")
        assert words(said, but=str(file.parent)) == []
        assert cause not in failure_sentence(error, ENGLISH)


@pytest.mark.parametrize("code", WITH_CAUSE)
@pytest.mark.parametrize("voice", [ENGLISH, CHINESE])
def test_words_that_are_not_ours_stand_in_quotes(code: str, voice: Voice) -> None:
    arguments = dict.fromkeys(WITH_CAUSE[code].names, "x") | {"count": 2}
    unknown = {**arguments, "detail": Cause("Weird state of the moon", "EMOON")}
    assert "“Weird state of the moon”" in voice(WITH_CAUSE[code], **unknown)
    known = voice(WITH_CAUSE[code], **{**arguments, "detail": cause_of(OSError(errno.EIO, os.strerror(errno.EIO)))})
    assert voice(CAUSES["EIO"]) in known
    silent = voice(WITH_CAUSE[code], **{**arguments, "detail": Cause("", "")})
    assert "“”" not in silent


def test_long_codes_of_sqlite_are_known_by_their_kind() -> None:
    for code in ("SQLITE_IOERR_WRITE", "SQLITE_READONLY_DBMOVED", "SQLITE_CANTOPEN_ISDIR"):
        kind = "_".join(code.split("_")[:2])
        assert CHINESE(FAILURES["output.lost"], detail=Cause("x", code)) == CHINESE(
            FAILURES["output.lost"], detail=Cause("x", kind)
        )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lacks some")
def test_every_code_is_one_of_the_system_or_of_sqlite() -> None:
    names = {*errno.errorcode.values(), *(name for name in dir(errno)), *(name for name in dir(sqlite3))}
    assert set(CAUSES) <= names
