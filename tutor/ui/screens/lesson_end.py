"""The end of a lesson: what one can do now, the lesson's figure, how it went, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from tutor.figures.ending import fact_lines, next_words, outcome_lines
from tutor.figures.lines import wrapped
from tutor.figures.overview import state_of_review
from tutor.learner.course import present_steps
from tutor.learner.ending import LessonEnd
from tutor.lesson.format.model import Lesson
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import BY_ID, bindings
from tutor.ui.screens.end_page import DRAWN, EndPage
from tutor.ui.screens.face import figure_of, rows_wanted
from tutor.ui.screens.page import PlaceChosen, ReviewWanted
from tutor.ui.widgets.sheet import Line
from tutor.wording import ending, home

if TYPE_CHECKING:
    from tutor.learner.study import Study
    from tutor.learner.today import Today


class EndScreen(EndPage):
    """Draws the end of a lesson; says where the learner goes from there."""

    BINDINGS = bindings("end")
    places = ("end", "everywhere")

    def __init__(
        self, display: Display, lesson: Lesson, end: LessonEnd, study: Study, bench: Bench, today: Today
    ) -> None:
        super().__init__(display)
        self._lesson, self._end, self._study, self._bench, self._today = lesson, end, study, bench, today

    @classmethod
    async def of(cls, lesson: str, study: Study, display: Display, bench: Bench) -> EndScreen:
        """Return the end of a lesson; raises as `Study.ending` does."""
        end = await bench.run(study.ending, lesson, display.voice.language)
        texts = await bench.run(study.lesson, lesson, display.voice.language)
        return cls(display, texts, end, study, bench, await bench.run(study.today))

    def on_mount(self) -> None:
        """Say everything, then draw the figure."""
        super().on_mount()
        self._draw()

    async def retell(self) -> None:
        """Say everything in the present language."""
        self._end = await self._bench.run(self._study.ending, self._end.lesson, self.voice.language)
        self.show()

    def live_keys(self) -> Sequence[str]:
        """Return the keys to what comes next, to what is still to do, and back."""
        onwards = "end-course" if self._end.is_last else "next-lesson"
        to_do = ("to-do",) if self._end.undone else ()
        review = ("review-at-end",) if self._end.is_last and self._today.due else ()
        back = () if self._end.is_last else ("to-course",)
        return (onwards, *to_do, *review, "once-more", *back, "language", "theme", "help")

    def action_next_lesson(self) -> None:
        """Begin the next lesson; behind the last one, go back to the course."""
        if self._end.following is None:
            self.action_to_course()
        else:
            self.post_message(PlaceChosen(self._end.following.id))

    def action_to_do(self) -> None:
        """Go to the first step that is still to be done, from there to the others, and back to this end."""
        if self._end.undone:
            self.post_message(PlaceChosen(self._end.lesson, self._end.undone[0], makes_up=True))

    def action_once_more(self) -> None:
        """Go through the lesson again from its first step."""
        self.post_message(PlaceChosen(self._lesson.id, present_steps(self._lesson)[0].id))

    def action_review(self) -> None:
        """Go through the cards that are due."""
        self.post_message(ReviewWanted())

    @work(group="figure")
    async def _draw(self) -> None:
        figure = await self._bench.run(figure_of, self._lesson, self.display_, self.text_width)
        await self.face.show_figure(DRAWN, figure)

    def show(self) -> None:
        """Say what one can do now above the figure, below it how it went and what comes next."""
        end, voice, cells, width = self._end, self.voice, self.cells, self.text_width
        total = len(present_steps(self._lesson))
        done = total - len(end.undone)
        bar = cells.glyphs.filled * done + cells.glyphs.empty * len(end.undone)
        self.title_bar.set([(end.title, "title")], [(bar, "dim"), (f" {done}/{total}", "")])
        head = outcome_lines(end, voice, cells, width) or wrapped(
            voice(home.AT_THE_END, title=end.title), "", cells, width
        )
        foot = [*fact_lines(end, voice, cells, width), [], *self._next_lines()]
        self.lay_out(head, foot, rows_wanted(self._lesson))

    def _next_lines(self) -> list[Line]:
        """The lesson that comes next with its question; behind the last one what is to be said then."""
        lesson, question = next_words(self._end, self.voice)
        if not self._end.is_last:
            return self.next_lines(ending.NEXT, lesson, question)
        cells, width = self.cells, self.text_width
        review = state_of_review(self._today, self.voice, BY_ID["review-at-end"].printed)
        return [*wrapped(lesson, "title", cells, width), *wrapped(review, "", cells, width)]
