"""How every command speaks: its help and what it says to wrong usage; and the options that several share."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from itertools import islice, pairwise
from pathlib import Path, PureWindowsPath
from typing import Any, Final, NoReturn, TypeAlias, TypeVar

import click

from tutor.errors import TutorError
from tutor.files import is_device
from tutor.opening import Motion, failures_said, language_of
from tutor.wording import LANGUAGES, Language, Sentence, Voice, commands

Command = TypeVar("Command", bound=Callable[..., Any])

Above: TypeAlias = tuple[Path | None, Language | None, bool]
"""The options that stand before a command's name: course, language, plain."""

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/|[\w.+-]+@[\w.-]+:")
"""How an address begins, `https://` or `git@host:`; a drive has one letter only."""


class LocalPath(click.Path):
    """A file or folder on this machine, which an address on the net is not."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return the path, `~` replaced where no shell has done it, as within quotes.

        Raises:
            TutorError: `paths.address`, `paths.device`.
            WrongPath: it is not there, or not what is wanted.
        """
        value = os.path.expanduser(value)  # noqa: PTH111 - an argument may be `-`, and stays as it was typed
        if _ADDRESS.match(str(value)) and not Path(value).exists():
            raise TutorError("paths.address", address=str(value))
        if is_device(name := PureWindowsPath(value).name):
            raise TutorError("paths.device", name=name)
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise WrongPath(error.message, ctx, param, Path(value)) from error


class WrongPath(click.BadParameter):
    """A path at which there is not what is wanted."""

    def __init__(
        self, message: str, context: click.Context | None, parameter: click.Parameter | None, path: Path
    ) -> None:
        super().__init__(message, context, parameter)
        self.path = path

    def said(self, kind: click.Path, voice: Voice) -> str:
        """Return what is wrong with it, and what may have been meant."""
        name = "" if self.param is None else _name_of(self.param)
        named = {
            "name": name,
            "path": str(self.path),
            "kind": voice(commands.FILE if kind.file_okay else commands.FOLDER),
        }
        if not self.path.exists():
            return _with_guess(voice(commands.NOT_THERE, **named), str(self.path), _beside(self.path), voice)
        is_of_kind = self.path.is_dir() if not kind.file_okay else kind.dir_okay or self.path.is_file()
        return voice(commands.NOT_READABLE if is_of_kind else commands.OTHER_KIND, **named)


def _beside(path: Path) -> list[str]:
    """What lies in the folder of `path`, as it would be typed."""
    with suppress(OSError):
        return [str(path.with_name(other.name)) for other in path.parent.iterdir()]
    return []


COURSE: Final = click.option("--course", type=LocalPath(file_okay=False, path_type=Path))
LANGUAGE: Final = click.option("--lang", type=click.Choice(LANGUAGES))
_WIDTH: Final = 80


def asked_voice(arguments: Sequence[str]) -> Voice:
    """Return the language that is asked for anywhere on a command line, else the environment's."""
    named = [value for option, value in pairwise(arguments) if option == "--lang"]
    named += [argument.removeprefix("--lang=") for argument in arguments]
    return Voice(language_of(next((language for language in LANGUAGES if language in named), None)))


class Misused(click.UsageError):
    """A wrong use that click has no error for, or only one in words."""

    def __init__(self, context: click.Context, sentence: Sentence, **arguments: str) -> None:
        super().__init__(sentence.say("en", **arguments), context)
        self.said = (sentence, arguments)


class _Spoken(click.Command):
    """Gives its help in the learner's language; `commands.HELP` and `commands.OPTIONS` have the words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `args`; whatever is wrong with them is said of this command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help(self, ctx: click.Context) -> str:
        """Return the help as lines that fit."""
        from tutor.printing import printable

        lines = _help_lines(self, ctx, asked_voice(sys.argv[1:]))
        return "\n".join(printable(line, sys.stdout.encoding or "utf-8") for line in lines)


class SpokenCommand(_Spoken):
    """A command that does something."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `args`; raises Misused where there are more than the command takes."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise Misused(ctx, commands.TOO_MUCH, words=" ".join(rest))
        return rest


class SpokenGroup(_Spoken, click.Group):
    """A command with others below it."""

    command_class = SpokenCommand

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that `args` begin with; raises Misused where there is none."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise Misused(ctx, commands.NO_COMMAND, name=args[0])
        return super().resolve_command(ctx, args)


def _help_lines(command: click.Command, context: click.Context, voice: Voice) -> Iterator[str]:
    from tutor.text import Cells

    cells = Cells()
    yield _usage(command, context, voice)
    yield from ("", *(f"  {line}" for line in cells.wrap(voice(commands.HELP[command.name or ""]), _WIDTH - 2)))
    options = [_option_row(one, voice) for one in command.get_params(context) if isinstance(one, click.Option)]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    for head, rows in (
        (commands.OPTIONS_HEAD, options),
        (commands.COMMANDS_HEAD, [(one.name or "", voice(commands.HELP[one.name or ""])) for one in below]),
    ):
        indent = max((cells.width(name) for name, _ in rows), default=0) + 4
        yield from ["", voice(head)] if rows else []
        for name, told in rows:
            first, *more = cells.wrap(told, _WIDTH - indent)
            yield "  " + cells.pad(name, indent - 2) + first
            yield from (" " * indent + line for line in more)


def _usage(command: click.Command, context: click.Context, voice: Voice) -> str:
    pieces = " ".join(command.collect_usage_pieces(context)[1:])
    return voice(commands.USAGE, usage=f"{context.command_path} [--option …] {pieces}".rstrip())


def _option_row(option: click.Option, voice: Voice) -> tuple[str, str]:
    sentence = commands.OPTIONS.get(option.name or "", commands.SHOW_HELP)
    notes = [voice(commands.REQUIRED)] if option.required else []
    notes += [voice(commands.DEFAULT, value=str(option.default))] if option.show_default else []
    told = voice(sentence) + (f" [{', '.join(notes)}]" if notes else "")
    return ", ".join(option.opts) + ("" if option.is_flag else f" {_value_of(option)}"), told


def run_commands(group: click.Group, name: str) -> NoReturn:
    """Run the command line; what is wrong with it is said in the learner's language, and the program ends with 2."""
    arguments = sys.argv[1:]
    try:
        with failures_said(asked_voice(arguments)):
            sys.exit(group.main(arguments, prog_name=name, standalone_mode=False))
    except click.UsageError as error:
        from tutor.printing import LinePrinter

        voice, printer = asked_voice(arguments), LinePrinter(sys.stderr)
        with suppress(OSError):  # Where this cannot be written, the exit status has to say it.
            if error.ctx is not None:
                printer.say(_usage(error.ctx.command, error.ctx, voice))
            printer.say(_wrong_usage(error, voice))
            if error.ctx is not None:
                printer.say(voice(commands.MORE_HELP, command=error.ctx.command_path))
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)


def _wrong_usage(error: click.UsageError, voice: Voice) -> str:
    command = error.ctx.command if error.ctx is not None else None
    options = [one for one in (command.params if command else ()) if isinstance(one, click.Option)]
    match error:
        case Misused(said=(sentence, arguments)):
            below = command.commands if isinstance(command, click.Group) else ()
            return _with_guess(voice(sentence, **arguments), arguments.get("name", ""), below, voice)
        case click.NoSuchOption(option_name=name):
            known = [text for option in options for text in option.opts]
            return _with_guess(voice(commands.NO_OPTION, name=name), name, known, voice)
        case click.MissingParameter(param=click.Parameter() as missing):
            return voice(commands.MISSING, name=_name_of(missing))
        case click.BadOptionUsage(option_name=name):
            is_flag = any(option.is_flag for option in options if name in option.opts)
            return voice(commands.NO_VALUE if is_flag else commands.NEEDS_VALUE, name=name)
        case WrongPath(param=click.Parameter(type=click.Path() as kind)):
            return error.said(kind, voice)
        case click.BadParameter(param=click.Parameter() as wrong):
            return voice(commands.TAKES, name=_name_of(wrong), value=_value_of(wrong))
        case _:
            return error.format_message()


def _value_of(parameter: click.Parameter) -> str:
    """What may stand behind an option, in signs that need no words."""
    match parameter.type:
        case click.Choice(choices=choices):
            return "|".join(map(str, choices))
        case click.IntRange(min=low, max=high):
            return f"{low}-{'…' if high is None else high}"
        case kind:
            return parameter.metavar or kind.name.upper()


def _with_guess(said: str, name: str, known: Iterable[str], voice: Voice) -> str:
    """What was said, and what may have been meant."""
    near = get_close_matches(name, list(known), 1)
    return voice(commands.DID_YOU_MEAN, said=said, name=near[0]) if near else said


def _name_of(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


class FormulaCommand(SpokenCommand):
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
                value = [*islice(rest, 1)]
                if not value:
                    return super().parse_args(ctx, [argument])
                named += [argument, *value]
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
    frames = click.option("--fps", type=click.IntRange(1, 60), callback=_keep, expose_value=False)
    still = click.option("--reduced-motion", is_flag=True, callback=_keep, expose_value=False)
    return frames(still(command))


def motion_of(context: click.Context) -> Motion:
    """Return how pictures are to move."""
    return Motion(context.meta.get("tutor.fps", 0), context.meta.get("tutor.reduced_motion", False))
