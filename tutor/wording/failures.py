"""What ends an operation, said to whoever asked for it: codes of `TutorError` and of notices to sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from tutor.errors import Argument, Problem
from tutor.wording.problems import PROBLEMS as LESSON_PROBLEMS
from tutor.wording.progress import PROBLEMS as PROGRESS_PROBLEMS
from tutor.wording.sentence import Sentence, Voice

_STUDY: Final[Mapping[str, Sentence]] = {
    "study.broken-lesson": Sentence(
        "The lesson {lesson} has errors and cannot be opened; `python -m tutor check` lists them.",
        "课文 {lesson} 有错误，无法打开；运行 `python -m tutor check` 可列出错误。",
    ),
    "study.unknown-lesson": Sentence(
        "There is no lesson {lesson} in this course; `python -m tutor list` shows those that there are.",
        "本课程中没有课文 {lesson}；运行 `python -m tutor list` 查看全部课文。",
    ),
    "study.unknown-step": Sentence(
        "The lesson {lesson} has no step {step}. Its steps: {steps}.",
        "课文 {lesson} 中没有步骤 {step}。现有步骤：{steps}。",
    ),
    "study.broken-course": Sentence("The course cannot be opened. {problem}", "无法打开课程。{problem}"),
    "settings.unreadable": Sentence(
        "This could not be read. Write a name, = and a number; the names are {names}.",
        "无法识别。请按“名称 = 数值”输入；可用名称：{names}。",
    ),
    "settings.fixed": Sentence(
        "{name} stays as it is in this step. What can be changed: {names}.",
        "这一步中 {name} 不能改动。可以改动：{names}。",
    ),
}

FAILURES: Final[Mapping[str, Sentence]] = {**_STUDY, **PROGRESS_PROBLEMS}


class Failure(Protocol):
    """Anything with a code and arguments."""

    @property
    def code(self) -> str:
        """Return the code of the sentence."""

    @property
    def arguments(self) -> Mapping[str, Argument]:
        """Return the values that the sentence names."""


def failure_sentence(failure: Failure, voice: Voice) -> str:
    """Return what to say about `failure`."""
    return voice(FAILURES[failure.code], **failure.arguments)


def problem_sentence(problem: Problem, voice: Voice) -> str:
    """Return what is wrong and what to do about it, without the place."""
    return voice(LESSON_PROBLEMS[problem.code], **problem.arguments)


def problem_line(problem: Problem, voice: Voice) -> str:
    """Return `chain-rule.yaml:107:5 what is wrong; what to do`."""
    place = problem.place
    position = f":{place.line}:{place.column}" if place.line else ""
    return f"{place.file.name}{position} {problem_sentence(problem, voice)}"
