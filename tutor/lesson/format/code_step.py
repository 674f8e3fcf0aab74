"""The step on real code: a source to read line by line, with notes on its lines and blanks to fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from tutor.lesson.format.part import Feedback, Hints, Part, QuestionlessStep, Screenful
from tutor.lesson.format.scalars import UNGRADED, CodePiece, Identifier, Integer, LineRange, Prose, Source


class WrongBlank(Part):
    """A mistake that the author expects in a blank, and what to say about it."""

    id: Identifier
    answer: CodePiece
    """What the learner would type."""
    feedback: Prose
    """Why it is tempting and why it is wrong."""


class Blank(Part):
    """A piece of one line that the learner fills in."""

    id: Identifier
    line: Annotated[Integer, Field(ge=1, le=999)]
    """The line of the source, counted from 1."""
    answer: CodePiece
    """The piece exactly as it stands in the line, where it occurs once."""
    accept: Annotated[tuple[CodePiece, ...], Field(max_length=50)] = ()
    """Other answers that count; spaces and the sort of quotes never matter."""
    wrong: Annotated[tuple[WrongBlank, ...], Field(max_length=50), UNGRADED] = ()
    hints: Hints = ()


class CodeStep(QuestionlessStep):
    """Code that is read line by line; some of it is left out for the learner to fill in."""

    step_kind: ClassVar[Literal["code"]] = "code"
    type: Literal["code"]
    language: Literal["python", "text"] = "python"
    """Whose words are highlighted."""
    prompt: Prose = ""
    """Shown above the code."""
    source: Source
    notes: Annotated[Mapping[LineRange, Prose], Field(default_factory=dict, max_length=100)]
    """What to say about a line, `3`, or about several, `1-2`; they come in the order of their first lines."""
    blanks: Annotated[tuple[Blank, ...], Field(max_length=12)] = ()
    network: Identifier | None = None
    """One of the lesson's `networks` that does the same: `export` writes it as code of any framework."""
    explain: Prose = ""
    """Shown when everything was read and filled in."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of the source, without spaces at their ends."""
        return tuple(line.rstrip() for line in self.source.split("\n"))

    @property
    def network_id(self) -> str | None:
        """Return the network that does the same."""
        return self.network

    def listing(self) -> str:
        """Return the whole source."""
        return self.source

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return those of all blanks, each behind the id of its blank."""
        return {f"{blank.id}.{wrong.id}": Feedback(wrong.feedback) for blank in self.blanks for wrong in blank.wrong}

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return the hints of the blank that `part` is."""
        return next(blank.hints for blank in self.blanks if blank.id == part)

    def screenful(self, below: tuple[str | int, ...]) -> Screenful | None:
        """Return text and code with the note at `below`, which is shown alone."""
        if below[0] != "notes":
            return None
        empty = 3 if self.prompt else 2
        return Screenful((self.prompt, self.notes[str(below[1])]), len(self.lines) + empty)


def line_range(text: str) -> tuple[int, int]:
    """Return the first and the last line that the key of a note names, `1-2` or `3`."""
    first, _, last = text.partition("-")
    return int(first), int(last or first)
