"""The findings in words, with a mark before each: fine, a hint, a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tutor.doctor.findings import Finding, Severity
from tutor.figures.lines import Line, Run
from tutor.text import Cells
from tutor.wording import Voice, doctor
from tutor.wording.failures import whole_problem

_INDENT: Final = 4


def report_lines(groups: Mapping[str, Sequence[Finding]], voice: Voice, cells: Cells, width: int) -> Iterator[Line]:
    """Yield every finding under the heading of its group, then what it all comes to."""
    for group, findings in groups.items():
        yield [(voice(doctor.HEADINGS[group]), "heading")]
        for finding in findings:
            first, *more = cells.wrap(_words(finding, voice), max(20, width - _INDENT))
            mark, tag = _mark(finding.severity, cells)
            yield [(f"  {mark} ", tag), (first, "")]
            yield from ([(" " * _INDENT + line, "")] for line in more)
        yield []
    yield from ([(line, "heading")] for line in cells.wrap(_sum(groups, voice), width))


def _mark(severity: Severity, cells: Cells) -> Run:
    match severity:
        case "good":
            return cells.glyphs.done, "right"
        case "hint":
            return "!", "hint"
        case "problem":
            return cells.glyphs.wrong, "wrong"


def _words(finding: Finding, voice: Voice) -> str:
    cause = {} if finding.cause is None else {"problem": whole_problem(finding.cause, voice)}
    return voice(doctor.FINDINGS[finding.code], **finding.arguments, **cause)


def _sum(groups: Mapping[str, Sequence[Finding]], voice: Voice) -> str:
    severities = [finding.severity for findings in groups.values() for finding in findings]
    if problems := severities.count("problem"):
        return voice(doctor.SOME_PROBLEMS, count=problems)
    hints = severities.count("hint")
    return voice(doctor.SOME_HINTS, count=hints) if hints else voice(doctor.ALL_WELL)
