"""A learner at the prompt: types lines that were given, or answers whatever is asked, rightly."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tutor.activity.forecast import Forecast
from tutor.activity.network import NetworkActivity
from tutor.learner.player import Player
from tutor.learner.study import Study
from tutor.lesson.format.network_steps import NetworkStep
from tutor.lesson.loading.course import LoadedCourse, load_course
from tutor.paths import shipped_course
from tutor.plain.walk import walk
from tutor.progress import MemoryProgress, open_progress
from tutor.wording import Language, Voice

LESSON = "chain-rule"


@cache
def course() -> LoadedCourse:
    """The course that ships."""
    return load_course(shipped_course())


def study_in(folder: Path, seed: int = 1) -> Study:
    """The shipped course with the progress that is kept in `folder`."""
    opened = open_progress(folder / "progress.sqlite3")
    return Study(course(), opened.progress, opened.notice, seeds=random.Random(seed))


def own_study(folder: Path, **lessons: str) -> Study:
    """A course of its own with the texts of its lessons by their ids."""
    head = "format: 1\nid: own\nlanguage: en\ntitle: A course\nlessons:\n"
    (folder / "course.yaml").write_text(head + "".join(f"  - id: {lesson}\n" for lesson in lessons), encoding="utf-8")
    for lesson, text in lessons.items():
        (folder / f"{lesson}.yaml").write_text(text, encoding="utf-8")
    return Study(load_course(folder), MemoryProgress())


def typed(study: Study, lines: Iterable[str], lesson: str = LESSON, step: str = "", language: Language = "en") -> str:
    """Return what is written when `lines` are typed, after which the input ends."""
    source, sink = io.StringIO("".join(line + "\n" for line in lines)), io.StringIO()
    walk(study, Voice(language), lesson, step, source, sink)
    return sink.getvalue()


class DiligentLearner(io.StringIO):
    """Answers every question rightly and goes on, until the lesson is done or `most` lines were typed."""

    def __init__(self, study: Study, language: Language, most: int = 1000) -> None:
        super().__init__()
        self._study, self._language, self._left = study, language, most
        self._waiting: list[str] = []

    @property
    def player(self) -> Player:
        """The walk as far as it is recorded."""
        lesson = self._study.lesson(LESSON, self._language)
        return Player.of(lesson, self._study.progress.events("everything-is-a-mapping", LESSON))

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Return the next line, an empty text at the end."""
        self._left -= 1
        if self._left < 0:
            return ""
        if not self._waiting:
            self._waiting = self._lines(self.player)
        return self._waiting.pop(0) + "\n" if self._waiting else ""

    def _lines(self, player: Player) -> list[str]:
        """What to type now; nothing when the lesson is done."""
        question = player.activity.question
        if question is None:
            return [] if player.standing.state == "done" else [""]
        if question.form == "reveal":
            return [""]
        if question.form == "task":
            return task_lines(player)
        if question.part == "predict":
            return [str(1 + question.options.index(outcome_of(player)))]
        answer = player.activity.ladder()[-1].answer
        if question.options:
            return [",".join(str(1 + question.options.index(option)) for option in answer.split(","))]
        return [answer]


def outcome_of(player: Player) -> str:
    """The prediction that comes true."""
    assert isinstance(player.step, NetworkStep)
    assert isinstance(player.activity, NetworkActivity)
    assert player.step.predict is not None
    return Forecast(player.step.predict).outcome(player.activity.spec)


def task_lines(player: Player) -> list[str]:
    """What meets the open task: the run that was predicted, then from its start the witness's settings and a run."""
    assert isinstance(player.activity, NetworkActivity)
    task = player.activity.task
    assert task is not None
    settings = ", ".join(f"{name} = {value}" for name, value in task.witness.items())
    tried = ["reset", "reset", settings, f"run {task.within}" if task.within else "f"]
    return tried if player.activity.settled is not None else [*outcome_run(player.activity), *tried]


def outcome_run(activity: NetworkActivity) -> list[str]:
    """What leads to where the prediction is settled."""
    if activity.step.predict is None:
        return []
    forecast = Forecast(activity.step.predict)
    words = {"forward": "f", "backward": "b", "update": "u"}
    return [f"run {forecast.latest}" if forecast.latest else words[forecast.shown]]
