"""What ends an operation, said to whoever asked for it: codes of `TutorError` and of notices to sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from tutor.errors import Argument, BrokenFilesError, Problem
from tutor.wording.answers import ANSWERS
from tutor.wording.derivations import PROBLEMS as DERIVATION_PROBLEMS
from tutor.wording.interface import LEARNING_RATE
from tutor.wording.network import PROBLEMS as NETWORK_PROBLEMS
from tutor.wording.problems import PROBLEMS as LESSON_PROBLEMS
from tutor.wording.progress import HELD
from tutor.wording.progress import PROBLEMS as PROGRESS_PROBLEMS
from tutor.wording.sentence import Sentence, Voice
from tutor.wording.workshop import PROBLEMS as WORKSHOP_PROBLEMS

_STUDY: Final[Mapping[str, Sentence]] = {
    "study.broken-lesson": Sentence(
        "The lesson {lesson} has errors and cannot be opened; `python -m tutor check {file}` lists them all. "
        "The first: {problem}",
        "{lesson} 这一课有错误，无法打开；运行 `python -m tutor check {file}` 可列出全部错误。第一个：{problem}",
    ),
    "study.broken-step": Sentence(
        "The step {step} has an error and cannot be shown; `python -m tutor check` with the lesson's file says what it "
        "is.",
        "步骤 {step} 有错误，无法显示；用 `python -m tutor check` 加这一课的文件，可查看具体问题。",
    ),
    "study.unknown-lesson": Sentence(
        "There is no lesson {lesson} in this course. `python -m tutor list`, with --course if you gave one, lists all.",
        "这门课程里没有名为 {lesson} 的课。"
        "用 `python -m tutor list`（启动时用了 --course 的，这里也要加上）可列出全部。",
    ),
    "study.unknown-lesson-misspelt": Sentence(
        "There is no lesson {lesson} in this course. Did you mean {name}? `python -m tutor list`, with --course if you "
        "gave one, lists all.",
        "这门课程里没有名为 {lesson} 的课。是不是想输入 {name}？"
        "用 `python -m tutor list`（启动时用了 --course 的，这里也要加上）可列出全部。",
    ),
    "study.unknown-step": Sentence(
        "The lesson {lesson} has no step {step}. Its steps: {steps}.",
        "{lesson} 这一课里没有步骤 {step}。现有步骤：{steps}。",
    ),
    "study.unknown-step-misspelt": Sentence(
        "The lesson {lesson} has no step {step}. Did you mean {name}? Its steps: {steps}.",
        "{lesson} 这一课里没有步骤 {step}。是不是想输入 {name}？现有步骤：{steps}。",
    ),
    "study.no-network": Sentence(
        "Name a step of {lesson} that has a network: {steps}.", "请写明 {lesson} 这一课中带有网络的步骤：{steps}。"
    ),
    "study.no-networks": Sentence("No step of {lesson} has a network.", "{lesson} 这一课里没有带网络的步骤。"),
    "study.which-run": Sentence(
        "Step {step} compares several runs. Choose one with --run: {runs}.",
        "步骤 {step} 对比了几次训练，请用 --run 选择其中一次：{runs}。",
    ),
    "study.one-run": Sentence(
        "Step {step} is no experiment with several runs; leave --run out.",
        "步骤 {step} 不是有多次训练的实验；请去掉 --run。",
    ),
    "study.broken-course": Sentence("The course cannot be opened. {problem}", "无法打开课程。{problem}"),
    "settings.unreadable": Sentence(
        "This could not be read. Write a name, = and a number; the names are {names}.",
        "无法识别。请按“名称 = 数值”输入；可用名称：{names}。",
    ),
    "settings.unknown": Sentence(
        "Nothing called {name} can be set here. What can be changed: {names}.",
        "这里没有可以设置的 {name}。可以改动：{names}。",
    ),
    "settings.fixed": Sentence(
        "{name} stays as it is in this step. What can be changed: {names}.",
        "这一步中 {name} 不能改动。可以改动：{names}。",
    ),
}

_DERIVE: Final[Mapping[str, Sentence]] = {
    "derive.name": Sentence(
        "“{text}” is not the name of a quantity. Names are letters, perhaps with a number: w, w1, alpha.",
        "“{text}”不是量的名称。名称由字母组成，后面可以带数字：w、w1、alpha。",
    ),
    "derive.value": Sentence(
        "“{text}” gives no value. Write a name, = and a number, several with commas: w=0.5,x=2.",
        "“{text}”没有给出数值。请写“名称=数值”，多个用逗号隔开：w=0.5,x=2。",
    ),
    "derive.twice": Sentence("{name} has two values in --at. Give it one.", "--at 里 {name} 有两个值，请只给一个。"),
    "derive.other-case": Sentence(
        "{name} does not occur in f. Did you mean {other}? Capitals matter.",
        "f 中没有 {name}。是不是 {other}？大小写有区别。",
    ),
    "derive.one-name": Sentence(
        "{name} does not occur in f: {word} was read as one name. Write {other} if that was meant.",
        "f 中没有 {name}：{word} 读成了一个名称。如果想写的是 {other}，请照此写出。",
    ),
    "derive.missing": Sentence(
        "Values are missing for {names}. Add them to --at, such as {example}.",
        "还缺少 {names} 的值。请加到 --at 里，例如 {example}。",
    ),
}

_OUTPUT: Final[Mapping[str, Sentence]] = {
    "paths.no-home": Sentence(
        "You have no home folder here, in which your progress could be kept. Set TUTOR_HOME to a folder that can be "
        "written.",
        "这里没有你的主文件夹，学习进度无处保存。请将 TUTOR_HOME 设为一个可写的文件夹。",
    ),
    "output.lost": Sentence(
        "The output is not complete, it could not be written: {detail}.", "输出不完整，无法写入：{detail}。"
    ),
}

_LAB: Final[Mapping[str, Sentence]] = {
    "network.unknown-quantity": Sentence(
        "There is no number called {name} in this network.", "这个网络里没有叫 {name} 的数。"
    ),
    "network.not-finite": Sentence("{name} must be an ordinary number.", "{name} 必须是普通的数。"),
    "network.learning-rate-not-positive": Sentence("The learning rate must be above 0.", "学习率必须大于 0。"),
}
"""What a learner can come across in the lab, in whole sentences."""

FAILURES: Final[Mapping[str, Sentence]] = {
    **_STUDY,
    **_DERIVE,
    **PROGRESS_PROBLEMS,
    **WORKSHOP_PROBLEMS,
    **DERIVATION_PROBLEMS,
    **NETWORK_PROBLEMS,
    **ANSWERS,
    **_LAB,
    **_OUTPUT,
}


_OF_WHOLE_FILE: Final = Sentence("{file}: {problem}", "{file}：{problem}")
_AT_THE_END: Final = Sentence("{problem}.", "{problem}。")

_QUANTITIES: Final = ("name", "runs")
"""Arguments that name quantities of a network, among them the learning rate, by the word that may be typed for it."""


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
    rate = voice(LEARNING_RATE)
    arguments = {
        key: str(value).replace("learning_rate", rate) if key in _QUANTITIES else value
        for key, value in failure.arguments.items()
    }
    if isinstance(failure, BrokenFilesError):
        first = next(problem for problem in failure.problems if problem.is_error)
        arguments |= {"problem": whole_problem(first, voice), "file": str(first.place.file)}
    return voice(FAILURES[failure.code], **arguments)


def held_sentence(lost: Failure, trouble: Failure, voice: Voice) -> str:
    """Return how much would be `lost` if the program ended now, and the `trouble` that keeps it from being saved."""
    return voice(HELD, count=lost.arguments["count"], why=failure_sentence(trouble, voice))


def problem_sentence(problem: Problem, voice: Voice) -> str:
    """Return what is wrong and what to do about it, without the place."""
    return voice(LESSON_PROBLEMS[problem.code], **problem.arguments)


def problem_line(problem: Problem, voice: Voice) -> str:
    """Return `chain-rule.yaml:107:5 what is wrong; what to do`; of a whole file, where it should be or is."""
    place, said = problem.place, problem_sentence(problem, voice)
    if not place.line:
        return voice(_OF_WHOLE_FILE, file=str(place.file), problem=said)
    return f"{place.file.name}:{place.line}:{place.column} {said}"


def whole_problem(problem: Problem, voice: Voice) -> str:
    """Return `problem_line` as what ends a text."""
    return voice(_AT_THE_END, problem=problem_line(problem, voice))
