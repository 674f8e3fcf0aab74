"""A course of 25 short lessons in five parts, in English and Chinese: as long as a list on one screen may be.

`python -m tests.parts_course FOLDER` writes it, to be looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

ID: Final = "five-parts"
STEPS: Final = 4
"""Of each lesson: a page, a derivation, and two questions, which are review cards."""


class Titles(NamedTuple):
    """What something is called."""

    en: str
    zh: str


PARTS: Final[Mapping[Titles, Mapping[str, Titles]]] = {
    Titles("Foundations", "基础"): {
        "welcome": Titles("The wave and the mystery", "浪潮与谜题"),
        "mappings": Titles("Networks are nested functions", "网络就是函数的嵌套"),
        "neuron": Titles("One neuron", "一个神经元"),
        "loss": Titles("Measuring the error", "衡量误差"),
        "slopes": Titles("Slopes", "斜率"),
        "chain-rule": Titles("The chain rule", "链式法则"),
    },
    Titles("One network", "一个网络"): {
        "gradient-descent": Titles("Gradient descent", "梯度下降"),
        "forward-pass": Titles("The forward pass", "前向传播"),
        "forks": Titles("Forks", "分叉"),
        "backward-pass": Titles("The backward pass", "反向传播"),
        "training-loop": Titles("The training loop", "训练循环"),
        "gradient-check": Titles("The gradient check", "梯度检验"),
    },
    Titles("In practice", "付诸实践"): {
        "softmax": Titles("Softmax", "softmax 与分类"),
        "in-code": Titles("In code", "写成代码"),
        "optimizers": Titles("Better ways downhill", "更好的下坡路"),
        "overfitting": Titles("Overfitting", "过拟合"),
        "vanishing-gradients": Titles("Vanishing gradients", "梯度消失"),
    },
    Titles("Any graph", "任意的图"): {
        "autograd": Titles("Autograd", "自动微分"),
        "shared-weights": Titles("Shared weights", "共享权重"),
        "through-time": Titles("Through time", "沿时间反向传播"),
        "shortcuts": Titles("Shortcuts", "跳跃连接"),
        "attention": Titles("Attention", "注意力"),
    },
    Titles("Yours", "融会贯通"): {
        "beyond": Titles("Beyond", "更远的地方"),
        "faq": Titles("Questions that everyone asks", "人人都会问的问题"),
        "from-scratch": Titles("From scratch", "从零开始"),
    },
}
LESSONS: Final = {id_: titles for lessons in PARTS.values() for id_, titles in lessons.items()}

_LESSON = """\
format: 1
id: {id}
language: en
title: {title}
summary: What number {number} of 25 is about, in one sentence.
question: "If x turns u {number} times, and y is the square of u: how fast does x turn y?"
outcomes:
  - multiply the slopes along a chain of two machines
  - find both factors of a derivative
  - count from {before} to {number}
minutes: {minutes}
teaches: [slope]
steps:
  - id: page
    type: prose
    title: What it is about
    body: Number {number} follows number {before}.
  - id: factors
    type: derivation
    title: Two factors
    skill: slope
    graph:
      u: '{number}*x'
      y: 'u^2'
    target: y
    wrt: x
    at: {{x: 0.5}}
    ask: [u/x]
    hints: [Hold everything but $x$ fixed.]
  - id: next
    type: quiz
    kind: numeric
    title: The next number
    skill: slope
    prompt: Which number follows {number}?
    answer: '{number} + 1'
    hints: [Count on.]
    review: true
  - id: twice
    type: quiz
    kind: numeric
    title: Twice a number
    skill: slope
    params:
      x: {{int: [1, 90]}}
    prompt: What is twice @{{x}}?
    answer: '2*x'
    review: true
"""
_LESSON_ZH = """\
language: zh
title: {title}
summary: 二十五课中的第 {number} 课，用一句话说明内容。
question: x 转一圈，u 转 {number} 圈，y 又是 u 的平方：x 动一点，y 动多少？
outcomes:
  - 把两台机器的斜率沿着链乘起来
  - 求出一个导数的两个因子
  - 从 {before} 数到 {number}
steps:
  page: {{title: 内容, body: '{number} 排在 {before} 之后。'}}
  factors: {{title: 两个因子, hints: [除 $x$ 外都保持不变。]}}
  next: {{title: 下一个数, prompt: '{number} 之后是哪个数？', hints: [接着数。]}}
  twice: {{title: 一个数的两倍, prompt: '@{{x}} 的两倍是多少？'}}
"""


def parts_course(folder: Path) -> Path:
    """Write the course into `folder` and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _course_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    for number, (id_, titles) in enumerate(LESSONS.items(), 1):
        values = {"id": id_, "number": number, "before": number - 1, "minutes": 5 + 5 * (number % 6)}
        (folder / f"{id_}.yaml").write_text(_LESSON.format(title=titles.en, **values), encoding="utf-8")
        (folder / f"{id_}.zh.yaml").write_text(_LESSON_ZH.format(title=titles.zh, **values), encoding="utf-8")
    return folder


def _course_files() -> Mapping[str, str]:
    """The course and its translation, by their names."""
    ids = list(LESSONS)
    lines = [
        "format: 1",
        f"id: {ID}",
        "language: en",
        "title: Everything is a mapping",
        "lessons:",
        f"  - id: {ids[0]}",
    ]
    lines += [f"  - id: {id_}\n    builds_on: [{before}]" for before, id_ in pairwise(ids)]
    translated = ["language: zh", "title: 一切皆是映射", "parts:"]
    lines.append("parts:")
    for titles, lessons in PARTS.items():
        part = titles.en.lower().replace(" ", "-")
        lines += [f"  - id: {part}", f"    title: {titles.en}", f"    lessons: [{', '.join(lessons)}]"]
        translated.append(f"  {part}: {{title: {titles.zh}}}")
    return {"course.yaml": "\n".join(lines) + "\n", "course.zh.yaml": "\n".join(translated) + "\n"}


if __name__ == "__main__":
    parts_course(Path(sys.argv[1]))
