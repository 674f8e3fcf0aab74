"""Code at the prompt: the source with its numbers, then note after note and blank after blank."""

from __future__ import annotations

from tutor.activity.code import CodeActivity
from tutor.figures.code import code_lines, passage_words, script_lines
from tutor.figures.lines import Line
from tutor.lesson.format.code_step import CodeStep
from tutor.lesson.format.model import Step
from tutor.plain.desk import StepDesk
from tutor.wording import code as words


class CodeDesk(StepDesk[CodeActivity]):
    """Writes the code of one step, and what is read or asked next."""

    works = CodeActivity

    def write(self, step: Step) -> None:
        """Write the whole source, its blanks as far as they are filled in."""
        self._desk.console.draw([[], *self._lines()])

    def write_news(self, step: Step) -> None:
        """Write the source again once everything was read and filled in."""
        if self._activity.passage is None and self._activity.step.blanks:
            self.write(step)
        if self._activity.passage is None and self._activity.script:
            console = self._desk.console
            console.draw(script_lines(self._activity, self._desk.voice, console.cells, console.width))

    def asked_lines(self, step: Step) -> list[Line]:
        """Return the lines that a note is about and the note, or the line with the blank that is asked for."""
        assert isinstance(step, CodeStep)
        passage = self._activity.passage
        if passage is None:
            return []
        head: Line = [(passage_words(passage, self._desk.voice), "")]
        lines = [head, *self._lines()[passage.first - 1 : passage.last]]
        if passage.blank is not None:
            return lines
        return [*lines, *self._desk.text(step.notes[passage.lines], {}), [(self._desk.voice(words.GO_ON), "")]]

    def _lines(self) -> list[Line]:
        return code_lines(self._activity, self._desk.console.cells, marked=False)
