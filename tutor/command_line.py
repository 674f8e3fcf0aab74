"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import click

from tutor.opening import Motion, language_of
from tutor.wording import LANGUAGES, Language, Voice, commands

Command = TypeVar("Command", bound=Callable[..., Any])

Above: TypeAlias = tuple[Path | None, Language | None, bool]
"""The options that stand before a command's name: course, language, plain."""

COURSE: Final = click.option("--course", type=click.Path(file_okay=False, path_type=Path), help=commands.COURSE.en)
LANGUAGE: Final = click.option("--lang", type=click.Choice(LANGUAGES), help=commands.LANGUAGE.en)


class FormulaCommand(click.Command):
    """A command whose arguments may begin with a minus, as formulas do: `-ln(a)` is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Sort `args` into options with their values and formulas, wherever each stands."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        flags = {name for option in options if option.is_flag for name in option.opts}
        named: list[str] = []
        formulas: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                formulas += rest
            elif argument in flags or ("=" in argument and argument.startswith("--")):
                named.append(argument)
            elif argument.startswith("--"):
                named += [argument, *islice(rest, 1)]
            else:
                formulas.append(argument)
        return super().parse_args(ctx, [*named, "--", *formulas])


def voice_of(chosen: Language | None, above: Above) -> Voice:
    """Return the language that was asked for behind or before the command's name, else the environment's."""
    return Voice(language_of(chosen or above[1]))


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Keep an option for `motion_of`, whether it stands before the command's name or behind it."""
    if value:
        context.meta[f"tutor.{parameter.name}"] = value


def moving(command: Command) -> Command:
    """Add the options that say how pictures move; `motion_of` returns what they say."""
    frames = click.option("--fps", type=click.IntRange(1, 60), callback=_keep, expose_value=False, help=commands.FPS.en)
    still = click.option("--reduced-motion", is_flag=True, callback=_keep, expose_value=False, help=commands.STILL.en)
    return frames(still(command))


def motion_of(context: click.Context) -> Motion:
    """Return how pictures are to move."""
    return Motion(context.meta.get("tutor.fps", 0), context.meta.get("tutor.reduced_motion", False))
