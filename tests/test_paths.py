"""Where the course and the learner's data are looked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.platforms import needs_posix
from tutor import paths
from tutor.errors import TutorError


def test_the_home_for_tests_and_for_those_who_choose(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    assert paths.data_folder() == tmp_path
    assert paths.progress_file() == tmp_path / "progress.sqlite3"


def test_a_relative_home_is_meant_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUTOR_HOME", "mine")
    assert paths.data_folder() == tmp_path / "mine"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folder has another name there")
def test_without_it_the_platform_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TUTOR_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert paths.data_folder() == tmp_path / "backprop-tutor"


def test_a_checkout_has_its_course_beside_the_package() -> None:
    assert paths.shipped_course() == Path(__file__).parents[1] / "lessons"


def test_an_installed_program_carries_its_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "course_shipped").mkdir()
    (tmp_path / "course_shipped" / "course.yaml").touch()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.shipped_course() == tmp_path / "course_shipped"


def test_a_program_that_lost_its_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "tutor")
    with pytest.raises(TutorError) as failure:
        paths.shipped_course()
    assert failure.value.code == "paths.no-course"


@needs_posix("a user without a home")
def test_a_user_without_a_home_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "TUTOR_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])  # No entry: a KeyError.
    with pytest.raises(TutorError, match=r"paths\.no-home"):
        paths.data_folder()


@pytest.mark.parametrize("variable", ["TUTOR_HOME", "XDG_DATA_HOME"])
def test_a_home_within_quotes_is_the_users(variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if variable == "XDG_DATA_HOME" and sys.platform in ("win32", "darwin"):
        pytest.skip("the variable means nothing there")
    monkeypatch.delenv("TUTOR_HOME", raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv(variable, "~/mine")
    folder = paths.data_folder()
    # XDG has a path that is not absolute ignored, and some versions of platformdirs do so.
    assert folder.is_relative_to(tmp_path if variable == "XDG_DATA_HOME" else tmp_path / "mine")
    assert "~" not in folder.parts


@pytest.mark.skipif(sys.platform == "win32", reason="users have a home there")
def test_no_folder_is_named_by_the_sign_for_a_home_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setenv("TUTOR_HOME", "~/mine")
    monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])
    with pytest.raises(TutorError, match=r"paths\.no-home"):
        paths.data_folder()
