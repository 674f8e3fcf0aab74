"""The end of a lesson at the prompt: what it has given, how it went, and what comes next."""

from __future__ import annotations

from tutor.figures.ending import fact_words, next_words, outcome_lines
from tutor.learner.course import LessonStanding
from tutor.learner.ending import LessonEnd
from tutor.plain.desk import Desk
from tutor.wording import ending, interface


def tell_end(end: LessonEnd, standing: LessonStanding, desk: Desk) -> None:
    """Write what stands at the end of a lesson."""
    console, voice = desk.console, desk.voice
    finished = interface.FINISHED_LESSON if not standing.undone else interface.FINISHED_WITH_SKIPPED
    desk.say(finished, title=end.title, done=standing.done, total=standing.total)
    if lines := outcome_lines(end, voice, console.cells, console.width):
        console.draw([[], *lines])
    if facts := fact_words(end, voice):
        console.write("")
        console.say(facts)
    console.write("")
    lesson, question = next_words(end, voice)
    console.say(lesson if end.is_last else voice(interface.LABELLED, label=voice(ending.NEXT)) + lesson)
    if question:
        console.say(question)
