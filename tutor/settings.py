"""What the learner has chosen to see, theme and language: kept beside the progress for the next start."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, TypeAlias

from tutor.errors import TutorError
from tutor.files import read_file, replace_file
from tutor.paths import data_folder

Setting: TypeAlias = Literal["language", "theme"]

_NAME: Final = "settings.txt"
_MOST_BYTES: Final = 1000


class Settings:
    """Choices in a file; without one they count until the end. What can't be read or written keeps nobody out."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def get(self, name: Setting) -> str:
        """Return what was chosen last, or nothing."""
        return self._kept().get(name, "")

    def keep(self, name: Setting, value: str) -> None:
        """Keep `value` for the next start, beside what else was chosen."""
        if self._file is not None:
            kept: dict[str, str] = {**self._kept(), name: value}
            text = "".join(f"{known} = {choice}\n" for known, choice in sorted(kept.items()))
            with suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self._file, text.encode())

    def _kept(self) -> dict[str, str]:
        if self._file is None:
            return {}
        try:
            text = read_file(self._file, _MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            return {}
        pairs = (line.partition("=") for line in text.splitlines())
        return {name.strip(): value.strip() for name, sign, value in pairs if sign}


def own_settings() -> Settings:
    """Return those of this learner."""
    try:
        return Settings(data_folder() / _NAME)
    except TutorError:
        return Settings()
