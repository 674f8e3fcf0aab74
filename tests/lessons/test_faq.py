"""The lesson of frequent questions asks and answers what the article that the course follows asks and answers."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.lessons.shipped import LANGUAGES, lesson
from tests.lessons.test_chinese import prose
from tutor.lesson.format.fields import texts
from tutor.lesson.format.model import ProseStep

ANSWERS: Final = {
    "什么是激活函数？": ["引入了非线性", "学习更复杂的模式"],
    "什么是学习率？": ["控制着参数更新的步长", "过大的学习率可能导致模型不稳定", "过小的学习率可能导致模型收敛缓慢"],
    "如何解决过拟合问题？": ["增加训练数据", "使用正则化技术", "Dropout"],
    "如何解决梯度消失/爆炸问题？": ["使用合适的激活函数", "Batch Normalization", "使用梯度裁剪技术"],
}
"""The article's four questions, and each point of its answers in its words."""

IN_ENGLISH: Final = {
    "What is an activation function?": ["non-linearity", "more complex patterns"],
    "What is the learning rate?": ["how long the step of a parameter update is", "unstable", "converge slowly"],
    "What can be done about overfitting?": ["increase the training data", "regularisation", "dropout"],
    "What can be done about vanishing and exploding gradients?": [
        "suitable activation function",
        "batch normalisation",
        "gradient clipping",
    ],
}
LESSONS: Final = ("neuron", "gradient-descent", "overfitting", "vanishing-gradients")
"""Where each answer is taught, in the order of the questions."""


def pages(language: str) -> list[str]:
    """The prose of the lesson, page by page, without markup and torn lines."""
    steps = lesson("faq", language).steps
    bodies = [step.body for step in steps if isinstance(step, ProseStep)]
    return [re.sub(r"(?<![㐀-鿿？。])\n +|\n(?=\w)", " ", prose(body)) for body in bodies]


def answer(question: str, language: str) -> str:
    """What stands between a question, as a line of its own, and the next one."""
    page = next(page for page in pages(language) if f"{question}\n" in page and page != pages(language)[0])
    return re.split(r"[?？]\n", page.partition(f"{question}\n")[2])[0]


@pytest.mark.parametrize(("language", "answers"), [("zh", ANSWERS), ("en", IN_ENGLISH)])
def test_each_point_of_the_four_answers_stands_in_the_lesson(language: str, answers: dict[str, list[str]]) -> None:
    for question, points in answers.items():
        for point in points:
            assert point in answer(question, language)


@pytest.mark.parametrize(("language", "answers"), [("zh", ANSWERS), ("en", IN_ENGLISH)])
def test_each_answer_names_the_lesson_that_teaches_it(language: str, answers: dict[str, list[str]]) -> None:
    for question, taught in zip(answers, LESSONS, strict=True):
        assert lesson(taught, language).title in answer(question, language)
    said = "".join(text for _, text in texts(lesson("faq", language)))
    assert all(f"[[lesson:{taught}|" in said for taught in LESSONS)


def test_the_first_page_asks_all_four() -> None:
    assert all(question in pages("zh")[0] for question in ANSWERS)


@pytest.mark.parametrize(
    ("lesson_id", "phrases"),
    [("neuron", ["引入了非线性", "学习更复杂的模式"]), ("gradient-descent", ["加快收敛", "不稳定"])],
)
def test_the_lessons_say_it_in_these_words_as_well(lesson_id: str, phrases: list[str]) -> None:
    said = [text for _, text in texts(lesson(lesson_id, "zh"))]
    assert [phrase for phrase in phrases if not any(phrase in text for text in said)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_come_before_what_is_asked_about_them(language: str) -> None:
    order = [step.id for step in lesson("faq", language).steps]
    assert order.index("functions-and-rates") < order.index("bend") < order.index("factor")
    assert order.index("two-lists") < order.index("penalty") < order.index("chain")


def test_the_first_lesson_names_deep_learning_backpropagation_and_the_chain_rule() -> None:
    first = lesson("welcome", "zh").steps[0]
    assert isinstance(first, ProseStep)
    assert all(
        name in prose(first.body) for name in ("深度学习", "反向传播（Backpropagation）", "链式法则（Chain Rule）")
    )
