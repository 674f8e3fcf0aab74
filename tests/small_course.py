"""A course of two lessons with review cards and a bank, and a learner whose clock can be set."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.progress import MemoryProgress, Progress

COURSE = """\
format: 1
id: small-course
language: en
title: A small course
lessons:
  - id: first
  - id: second
    builds_on: [first]
"""

FIRST = """\
format: 1
id: first
language: en
title: Slopes of lines
summary: How steep a line is.
minutes: 5
teaches: [slope]
steps:
  - id: page
    type: prose
    title: What a slope is
    body: A slope says how steep a line is.
  - id: twice
    type: quiz
    kind: numeric
    title: Twice a number
    skill: slope
    params:
      x: {int: [1, 90]}
    prompt: What is twice @{x}?
    answer: '2*x'
    hints: [Add it to itself.]
    review: true
  - id: thrice
    type: quiz
    kind: numeric
    title: Three times a number
    skill: slope
    params:
      x: {int: [1, 90]}
    prompt: What is three times @{x}?
    answer: '3*x'
    was: [treble]
    review: true
  - id: once
    type: quiz
    kind: numeric
    title: Not a card
    skill: slope
    prompt: What is 1?
    answer: '1'
"""

SECOND = """\
format: 1
id: second
language: en
title: Gradients
summary: Many slopes at once.
minutes: 5
teaches: [gradient]
steps:
  - id: rate
    type: quiz
    use: lr-large
    skill: gradient
"""

BANK = """\
format: 1
language: en
topics:
  - id: rates
    title: Rates
    lesson: second
questions:
  - id: lr-large
    topic: rates
    title: A large rate
    kind: numeric
    prompt: What is 5?
    answer: '5'
    review: true
  - id: lr-small
    topic: rates
    title: A small rate
    kind: numeric
    prompt: What is 6?
    answer: '6'
    review: true
  - id: lr-plain
    topic: rates
    title: No card
    kind: numeric
    prompt: What is 7?
    answer: '7'
"""

THREE_CARDS = f"{BANK}    review: true\n"
"""The bank with three cards on the second lesson, just enough to show that one knows it."""

GLOSSARY = """\
format: 1
language: en
terms:
  - id: slope
    title: slope
    aliases: [steepness]
    text: How steep something is.
  - id: gradient
    title: gradient
    text: All slopes in a list.
"""

FIRST_ZH = """\
language: zh
title: 直线的斜率
summary: 直线有多陡。
steps:
  page: {title: 什么是斜率, body: 斜率说明直线有多陡。}
  twice: {title: 一个数的两倍, prompt: '@{x} 的两倍是多少？'}
"""

GLOSSARY_ZH = """\
language: zh
terms:
  slope: {title: 斜率, text: 有多陡。}
  gradient: {title: 梯度, text: 所有斜率。}
"""

FILES = {
    "course.yaml": COURSE,
    "first.yaml": FIRST,
    "second.yaml": SECOND,
    "bank.yaml": BANK,
    "glossary.yaml": GLOSSARY,
    "course.zh.yaml": "language: zh\ntitle: 小课程\n",
    "first.zh.yaml": FIRST_ZH,
    "glossary.zh.yaml": GLOSSARY_ZH,
}


def small_course(folder: Path, bank: str = BANK) -> Path:
    """Write the course into `folder` and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, "bank.yaml": bank}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Learner:
    """Somebody who learns at times that the test sets; every study is opened anew on the same progress."""

    def __init__(self, folder: Path, progress: Progress | None = None, bank: str = BANK) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.progress = progress or MemoryProgress()
        self._loaded = load_course(small_course(folder, bank))
        self._seeds = random.Random(3)

    @property
    def study(self) -> Study:
        """The course as a program that was just started sees it."""
        return Study(self._loaded, self.progress, clock=lambda: self.now, seeds=self._seeds)

    def wait(self, days: float) -> None:
        """Let time go by, or the clock jump back."""
        self.now += timedelta(days=days)

    def walk(self, lesson: str) -> Session:
        """Walk through a lesson to its end with right answers."""
        session = self.study.session(lesson, "en")
        for position in range(len(session.player.steps)):
            session.go(position)
            if session.player.activity.question is not None:
                session.answer(right_answer(session))
        session.finish()
        return session

    def review(self, *, rightly: bool = True) -> list[str]:
        """Do the cards that are due; return their ids."""
        cards = self.study.today().session
        if not cards:
            return []
        session = self.study.review(cards, "en")
        for position in range(len(session.player.steps)):
            session.go(position)
            if not rightly:
                session.answer("-1")
            session.answer(right_answer(session))
        return list(cards)


def right_answer(session: Session) -> str:
    """The answer to the open question."""
    return session.player.activity.ladder()[-1].answer
