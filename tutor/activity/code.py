"""Code that is read line by line: notes that come one after the other, and blanks to fill in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Understood, Unreadable, authored
from tutor.events import Verdict
from tutor.formulas.limits import LEARNER
from tutor.lesson.format.code_step import Blank, CodeStep, line_range
from tutor.lesson.format.model import Lesson

NOTE: Final = "lines-"
"""Before the lines of a note, in the id of its part: `lines-1-2`."""

_QUOTES: Final = str.maketrans('‘’“”"`', "''''''")
_TOKEN: Final = re.compile(
    r"""
    \w*'(?:\\.|[^'\\])*'                  # a text, spaces and all
    | (?P<number>\.?\d[\w.]*(?:(?<=[eE])[-+]\d+)?)
    | \w+
    | \*\*=? | //=? | [-+*/%@&|^<>=!:]= | -> | << | >>
    | \S
    """,
    re.VERBOSE,
)
_OWNER: Final = re.compile(r"\w[\w.]*\.$")
"""What a name belongs to, `loss.`."""
_OPERATOR: Final = re.compile(r"[-+*/%@&|^<>=!]+")
_WORD: Final = re.compile(r"\w")
_CALL: Final = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
"""The brackets of a call."""
_COMMENT: Final = re.compile(r"\s*#.*")
LONGEST: Final = LEARNER.characters


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read or asked next: a note on the lines from `first` to `last`, or a blank in one line."""

    part: str
    first: int
    last: int
    blank: Blank | None = None

    @property
    def lines(self) -> str:
        """Return the key of the note, `1-2` or `3`; empty for a blank."""
        return self.part.removeprefix(NOTE) if self.blank is None else ""


class CodeActivity(Activity):
    """The passages of one step, in the order of their lines; each is a part."""

    def __init__(self, step: CodeStep, lesson: Lesson) -> None:
        self.step = step
        self.script = f"{lesson.id}/{step.id}" if step.network is not None else ""
        """What `export` writes as a script of the same network; empty where there is none."""
        self.passages: Sequence[Passage] = passages(step)

    @property
    def passage(self) -> Passage | None:
        """Return the passage that is open, None when all are behind."""
        return next((passage for passage in self.passages if passage.part not in self.behind), None)

    @property
    def follows_blank(self) -> bool:
        """Return whether the passage just before the open one, or the last one of all, is a blank."""
        behind = [passage for passage in self.passages if passage.part in self.behind]
        return bool(behind) and behind[-1].blank is not None

    @property
    def question(self) -> Question | None:
        """Return the open blank, or the press of Enter that goes on from a note."""
        passage = self.passage
        if passage is None:
            return None
        return Question(passage.part, "reveal" if passage.blank is None else "code")

    def filled(self, blank: str) -> bool:
        """Return whether the blank with this id is filled in."""
        return blank in self.behind

    def form_of(self, part: str) -> Form:
        """A blank is filled with a piece of code."""
        return "code"

    def read(self, text: str) -> Reading:
        """Read a piece of code: any text counts as one."""
        passage = self.passage
        if passage is None or passage.blank is None:
            return Unreadable("nothing-asked")
        if not text.strip():
            return Unreadable("code-empty")
        return Understood() if len(text) <= LONGEST else Unreadable("too_long", {"limit": LONGEST})

    def judge(self, raw: str) -> Verdict:
        """Judge what was filled in; going on from a note is not judged."""
        passage = self.passage
        if passage is not None and passage.blank is None:
            return Verdict("")
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        assert passage is not None
        assert passage.blank is not None
        return judged_blank(passage.blank, raw, self.step.lines[passage.blank.line - 1])

    def ladder(self) -> tuple[Hint, ...]:
        """Return the hints of the open blank, then what belongs there."""
        passage = self.passage
        if passage is None or passage.blank is None:
            return ()
        return (*authored(passage.blank.hints), Hint("answer", answer=passage.blank.answer))


def passages(step: CodeStep) -> list[Passage]:
    """Return notes and blanks in the order of their first lines; a note comes before the blanks of its lines."""
    notes = [Passage(NOTE + lines, *line_range(lines)) for lines in step.notes]
    blanks = [Passage(blank.id, blank.line, blank.line, blank) for blank in step.blanks]
    return sorted([*notes, *blanks], key=lambda passage: (passage.first, passage.blank is not None))


def judged_blank(blank: Blank, text: str, line: str) -> Verdict:
    """Return the verdict on `text` in `blank` of `line`: spaces, full-width forms and the sort of quotes never matter.

    The piece counts alone, and with what stands beside it in `line`. What is said of a wrong one is that it is none of
    the answers that count; whether a program would run with it is not tried.
    """
    verdicts = [_judged_between(before, after, blank, text) for before, after in _surroundings(blank, line)]
    known = next((verdict for verdict in verdicts if verdict.code != "code-wrong"), None)
    if known is None and (got := _repeated(blank, text, line)):
        return Verdict("unreadable", "code-repeats", {"got": got})
    return known or verdicts[0]


def _repeated(blank: Blank, text: str, line: str) -> str:
    """What `text` says again of what stands beside the blank, with the sign between them, `@ w`; empty for nothing."""
    before, _, after = line.partition(blank.answer)
    typed, left, right = (_tokens(part) for part in (text, before, _COMMENT.sub("", after)))
    counts = range(1, len(typed))
    behind = [right[:count] for count in counts if typed[-count:] == right[:count] and _OPERATOR.fullmatch(right[0])]
    ahead = [left[-count:] for count in counts if typed[:count] == left[-count:] and _OPERATOR.fullmatch(left[-1])]
    named = [part for part in (*behind, *ahead) if any(_WORD.match(token) for token in part)]
    return max((" ".join(part) for part in named), key=len, default="")


def _surroundings(blank: Blank, line: str) -> list[tuple[str, str]]:
    """What may be typed before and after the piece: nothing, the whole line, what it belongs to, and its brackets.

    Nothing else may, for `-x` after a minus means something else.
    """
    before, _, after = line.partition(blank.answer)
    owner, call = _OWNER.search(before), _CALL.match(after)
    belongs, called = owner[0] if owner else "", call[0] if call else ""
    parts = [("", ""), (belongs, ""), ("", called), (belongs, called)]
    if re.search(r"\w", before + after):
        parts += [(before, after), (before, _COMMENT.sub("", after))]
    return list(dict.fromkeys(parts))


def _judged_between(before: str, after: str, blank: Blank, text: str) -> Verdict:
    typed = comparable(text)
    right = [comparable(f"{before}{answer}{after}") for answer in (blank.answer, *blank.accept)]
    if typed in right:
        return Verdict("right", "right")
    for wrong in blank.wrong:
        if typed == comparable(f"{before}{wrong.answer}{after}"):
            return Verdict("wrong", "misconception", feedback=(f"{blank.id}.{wrong.id}",))
    if typed.casefold() in [answer.casefold() for answer in right]:
        return Verdict("wrong", "code-case")
    if typed.strip("'") in [answer.strip("'") for answer in right]:
        return Verdict("wrong", "code-quotes")
    return Verdict("wrong", "code-wrong")


def comparable(code: str) -> str:
    """Return `code` in the form in which two pieces of code are compared."""
    return " ".join(_tokens(code))


def _tokens(code: str) -> list[str]:
    """What `code` is made of, each piece in the one way in which it is compared."""
    text = "".join(map(_half_width, code)).translate(_QUOTES)
    return [_spelled(match) for match in _TOKEN.finditer(text)]


def _half_width(character: str) -> str:
    """A full-width character as the keyboard of code has it; a superscript stays one, for `x²` is no code."""
    full = unicodedata.east_asian_width(character) in ("F", "W")
    return unicodedata.normalize("NFKC", character) if full else character


def _spelled(token: re.Match[str]) -> str:
    """A token; a decimal number in one way, whether `0.10`, `.1` or `1e-1` was typed."""
    try:
        return repr(float(token[0])) if token["number"] and not token[0].isdecimal() else token[0]
    except ValueError:
        return token[0]
