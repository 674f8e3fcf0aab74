"""The problems that `check` found, as an instructor, a program or a code host reads them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from tutor.check import THINGS, Checked, Thing
from tutor.errors import Place, Problem
from tutor.figures.lines import Line
from tutor.lesson.loading.file import in_order
from tutor.wording import Voice, checks, interface
from tutor.wording.failures import problem_sentence

Format: TypeAlias = Literal["text", "json", "github"]

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


class Lacking(NamedTuple):
    """How many files have a language, and how many texts it lacks in them, or has from an earlier source."""

    files: int = 0
    texts: int = 0
    stale: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """All that was looked at of one path that was to be checked."""

    path: Path
    title: str
    counts: Mapping[Thing, int]
    files: int
    languages: Mapping[str, Lacking]


def scopes(checked: Sequence[Checked]) -> Iterator[Scope]:
    """Yield what was looked at, together for each path."""
    for path, group in groupby(checked, lambda one: one.path):
        files = list(group)
        counts: Counter[Thing] = Counter()
        for one in files:
            counts.update(one.counts)
        languages: dict[str, Lacking] = {}
        for language, texts in (item for one in files for item in one.languages.items()):
            before = languages.get(language, Lacking())
            missing, stale = texts.get("missing", 0), texts.get("stale", 0)
            languages[language] = Lacking(before.files + 1, before.texts + missing, before.stale + stale)
        read = sum(bool(one.languages) for one in files)
        yield Scope(path, files[0].title, {thing: counts[thing] for thing in THINGS if counts[thing]}, read, languages)


def count_errors(problems: Sequence[Problem]) -> int:
    """Return how many of `problems` keep a lesson shut; the others are warnings."""
    return sum(problem.is_error for problem in problems)


def text_report(findings: Findings, voice: Voice) -> Iterator[Line]:
    """Yield the problems grouped by file, each with its place and remedy, their count, and what was looked at."""
    problems = findings.problems
    for file, group in groupby(problems, _file):
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
    for language, (files, texts, stale) in scope.languages.items():
        partly = files < scope.files
        yield voice(checks.IN_SOME_FILES, tag=language, files=files, all=scope.files) if partly else language
        if texts:
            yield voice(checks.UNTRANSLATED, tag=language, count=texts)
        if stale:
            yield voice(checks.STALE, tag=language, count=stale)


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


def problems_of(report: str) -> list[Problem]:
    """Return the problems that stand in a JSON report; raises json.JSONDecodeError where `report` is none."""
    return [
        Problem(
            found["code"],
            Place(Path(found["file"]), found["line"], found["column"]),
            found["arguments"],
            found["severity"],
        )
        for found in json.loads(report)["problems"]
    ]


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


def _file(problem: Problem) -> Path:
    return problem.place.file


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(character, character) for character in text)
