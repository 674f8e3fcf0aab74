"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

import click

from tutor.wording import LANGUAGES, Language, commands

Above: TypeAlias = tuple[Path | None, Language | None, bool]
"""The options that stand before a command's name: course, language, plain."""

COURSE: Final = click.option("--course", type=click.Path(file_okay=False, path_type=Path), help=commands.COURSE.en)
LANGUAGE: Final = click.option("--lang", type=click.Choice(LANGUAGES), help=commands.LANGUAGE.en)
