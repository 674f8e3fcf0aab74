"""Where the shipped course lies and where the learner's own data lives."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from tutor.errors import TutorError

_PACKAGE: Final = Path(__file__).resolve().parent
ROOT: Final = _PACKAGE.parent
"""The folder from which `python -m tutor` finds this program."""

_APPLICATION: Final = "backprop-tutor"


def shipped_course() -> Path:
    """Return the folder of the course that comes with the program.

    An installed wheel carries it inside the package; a source checkout has it beside the package.
    Raises `TutorError` (`paths.no-course`) where neither exists.
    """
    for folder in (_PACKAGE / "course_shipped", _PACKAGE.parent / "lessons"):
        if (folder / "course.yaml").is_file():
            return folder
    raise TutorError("paths.no-course", folder=str(_PACKAGE))


def course_around(folder: Path) -> Path | None:
    """Return the nearest of `folder` and the folders around it that has a `course.yaml`, if one has."""
    around = (folder, *folder.absolute().parents)
    return next((found for found in around if (found / "course.yaml").is_file()), None)


def is_installed(folder: Path) -> bool:
    """Return whether `folder` belongs to the installed program, in which nothing is ever written."""
    return folder.resolve().is_relative_to(_PACKAGE)


def data_folder() -> Path:
    """Return the folder of the learner's data: `$TUTOR_HOME` if set, else the platform's place for user data.

    It may not exist yet. Raises `TutorError` (`paths.no-home`) where the user has no home at all.
    """
    home = os.environ.get("TUTOR_HOME")
    if home:
        return _at_home(Path(home)).absolute()
    # Needed by no command that keeps nothing, so it isn't loaded for them.
    from platformdirs import user_data_path

    try:
        folder = _at_home(user_data_path(_APPLICATION, appauthor=False))
    except RuntimeError as error:
        raise TutorError("paths.no-home") from error
    if not folder.is_absolute():
        raise TutorError("paths.no-home")
    return folder


def _at_home(folder: Path) -> Path:
    """`folder` where no shell has put the user's home for `~`, as within quotes; no folder is ever named `~`."""
    expanded = Path(os.path.expanduser(folder))  # noqa: PTH111 - that of Path raises for `~name` of nobody
    if expanded.parts[:1] == ("~",):
        raise TutorError("paths.no-home")
    return expanded


def progress_file() -> Path:
    """Return the file that keeps the learner's progress; it may not exist yet."""
    return data_folder() / "progress.sqlite3"
