"""What `check` does: finds problems, reports them to a person, a program or a code host, again at every save."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final, Literal, TypeAlias

from tutor.check import THINGS, Checked, Look, Thing, check_each, unseen
from tutor.errors import Problem
from tutor.figures.lines import Line
from tutor.lesson.loading.file import in_order
from tutor.printing import LinePrinter, working
from tutor.wording import Voice, checks, interface
from tutor.wording.failures import problem_sentence
from tutor.workshop.saving import Watch, course_files

Format: TypeAlias = Literal["text", "json", "github"]

_PAUSE: Final = 0.1
"""Seconds between two looks at the files."""
_PLACE_WIDTH: Final = 8
_ESCAPED: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPED_IN_PROPERTIES: Final = {**_ESCAPED, ":": "%3A", ",": "%2C"}


@dataclass(frozen=True)
class Findings:
    """What `check` has looked at, one file after the other, and in which languages it has walked the screens."""

    checked: Sequence[Checked]
    on_screen: Sequence[Problem] = ()
    walked: Sequence[str] = ()

    @cached_property
    def problems(self) -> list[Problem]:
        """Return what is wrong, by file and place."""
        return in_order([*(problem for one in self.checked for problem in one.problems), *self.on_screen])


@dataclass(frozen=True, slots=True)
class Scope:
    """All that was looked at of one path that was to be checked.

    `languages` counts for each language the files that have it, and how their texts stand.
    """

    path: Path
    title: str
    counts: Mapping[Thing, int]
    files: int
    languages: Mapping[str, Counter[str]]


def scopes(checked: Sequence[Checked]) -> Iterator[Scope]:
    """Yield what was looked at, together for each path."""
    for path, group in groupby(checked, lambda one: one.path):
        files = list(group)
        counts: Counter[Thing] = Counter()
        for one in files:
            counts.update(one.counts)
        languages: dict[str, Counter[str]] = {}
        for language, texts in (item for one in files for item in one.languages.items()):
            found = languages.setdefault(language, Counter(files=0))
            found["files"] += 1
            for state, count in texts.items():
                found[state] += count
        read = sum(bool(one.languages) for one in files)
        yield Scope(path, files[0].title, {thing: counts[thing] for thing in THINGS if counts[thing]}, read, languages)


def count_errors(problems: Sequence[Problem]) -> int:
    """Return how many of `problems` keep a lesson shut; the others are warnings."""
    return sum(problem.is_error for problem in problems)


def text_report(findings: Findings, voice: Voice) -> Iterator[Line]:
    """Yield the problems grouped by file, each with its place and remedy, their count, and what was looked at."""
    problems = findings.problems
    for file, group in groupby(problems, lambda problem: problem.place.file):
        yield [(str(file), "heading")]
        yield from (_line(problem, voice) for problem in group)
        yield []
    errors = count_errors(problems)
    words = voice(checks.PROBLEM_COUNT, errors=errors, warnings=len(problems) - errors)
    tag = "wrong" if errors else "hint" if problems else "right"
    yield [(words if problems else voice(checks.NO_PROBLEMS), tag)]
    yield from ([(_scope_line(scope, voice), "dim")] for scope in scopes(findings.checked))
    walked = voice(interface.BETWEEN_NAMES).join(findings.walked)
    yield [(voice(checks.WALKED, languages=walked) if walked else voice(checks.NOT_WALKED), "dim")]


def _scope_line(scope: Scope, voice: Voice) -> str:
    path = str(scope.path if scope.path.name else scope.path.resolve())
    name = voice(checks.COURSE, title=scope.title, folder=path) if scope.title else path
    counted = [voice(checks.THINGS[thing], count=count) for thing, count in scope.counts.items()]
    looked_into = checks.CHECKED if counted or scope.languages else checks.NOT_CHECKED
    parts = [voice(looked_into, name=name), *counted, *_languages(scope, voice)]
    return voice(interface.BETWEEN_VALUES).join(parts)


def _languages(scope: Scope, voice: Voice) -> Iterator[str]:
    for language, counts in scope.languages.items():
        partly = counts["files"] < scope.files
        yield voice(checks.IN_SOME_FILES, tag=language, files=counts["files"], all=scope.files) if partly else language
        for state, words in (("missing", checks.UNTRANSLATED), ("stale", checks.STALE)):
            if counts[state]:
                yield voice(words, tag=language, count=counts[state])


def json_report(findings: Findings, voice: Voice) -> Iterator[Line]:
    """Yield one JSON object: the counts, the problems in the order of files and places, and what was looked at."""
    problems = findings.problems
    errors = count_errors(problems)
    listed = [
        {
            "file": str(problem.place.file),
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.code,
            "arguments": dict(problem.arguments),
            "message": problem_sentence(problem, voice),
        }
        for problem in problems
    ]
    checked = [
        {"path": str(scope.path), "counts": scope.counts, "languages": list(scope.languages)}
        for scope in scopes(findings.checked)
    ]
    report = {
        "errors": errors,
        "warnings": len(problems) - errors,
        "problems": listed,
        "checked": checked,
        "screens": findings.walked,
    }
    yield from ([(line, "")] for line in json.dumps(report, indent=2).splitlines())


def github_report(findings: Findings, voice: Voice) -> Iterator[Line]:
    """Yield a workflow command for each problem, which GitHub shows beside the line in question."""
    for problem in findings.problems:
        place = problem.place
        at = f",line={place.line},col={place.column}" if place.line else ""
        file = _escaped(str(place.file), _ESCAPED_IN_PROPERTIES)
        message = _escaped(problem_sentence(problem, voice), _ESCAPED)
        yield [(f"::{problem.severity} file={file}{at},title={problem.code}::{message}", "")]


REPORTS: Final[Mapping[Format, Callable[[Findings, Voice], Iterator[Line]]]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
}


def up_to_first_error(problems: Sequence[Problem]) -> list[Problem]:
    """Return `problems` without what comes after the first error."""
    first = next((index for index, problem in enumerate(problems) if problem.is_error), len(problems))
    return list(problems[: first + 1])


def _line(problem: Problem, voice: Voice) -> Line:
    place = f"{problem.place.line}:{problem.place.column}" if problem.place.line else "-"
    warning = "" if problem.is_error else voice(checks.WARNING)
    message = problem_sentence(problem, voice)
    return [(f"  {place:<{_PLACE_WIDTH}} ", "hint" if warning else "wrong"), (warning, "hint"), (message, "")]


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(character, character) for character in text)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What was asked of a check. `first_only` stops at the first error; `screens` walks through the interface too."""

    paths: Sequence[Path]
    form: Format = "text"
    first_only: bool = False
    screens: bool = False


def found(options: CheckOptions, look: Look = unseen) -> Findings:
    """Return what is wrong with the courses and lessons in question, and what was looked at to say so."""
    checked: list[Checked] = []
    for one in check_each(options.paths, look):
        checked.append(replace(one, problems=up_to_first_error(one.problems)) if options.first_only else one)
        if options.first_only and count_errors(one.problems):
            break
    findings = Findings(checked)
    if not options.screens or count_errors(findings.problems):
        return findings
    from tutor.workshop.screens import walk_screens

    walks = [walk for path in options.paths for walk in walk_screens(path, look=look)]
    problems = [problem for walk in walks for problem in walk.problems]
    languages = list(dict.fromkeys(walk.language for walk in walks))
    return Findings(checked, up_to_first_error(problems) if options.first_only else problems, languages)


def report(options: CheckOptions, voice: Voice) -> int:
    """Print the problems; return the exit code, 1 where there is an error."""
    with working(voice(interface.GETTING_READY)) as sign:

        def look(title: str, number: int, total: int) -> None:
            words = checks.LOOKING_AT_LESSON if total else checks.LOOKING_AT
            sign.tell(voice(words, title=title, number=number, total=total))

        findings = found(options, look)
    LinePrinter(sys.stdout).draw(*REPORTS[options.form](findings, voice))
    return 1 if count_errors(findings.problems) else 0


def report_again_and_again(
    options: CheckOptions,
    voice: Voice,
    *,
    watch: Watch | None = None,
    pause: Callable[[], None] = lambda: time.sleep(_PAUSE),
) -> int:
    """Print the problems now and whenever a file was saved, until Ctrl+C; return the last exit code."""
    watch = watch or Watch(lambda: course_files(options.paths))
    printer = LinePrinter(sys.stdout)
    code = report(options, voice)
    try:
        while True:
            printer.draw([(voice(checks.WATCHING), "dim")])
            while not watch.changed():
                pause()
            code = report(options, voice)
    except KeyboardInterrupt:
        return code
