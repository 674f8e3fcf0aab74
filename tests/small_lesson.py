"""A short lesson with a step of each kind, for tests of everything that walks."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from tutor.lesson.format.model import Lesson
from tutor.lesson.loading.file import load_lesson

ID = "small"
TEXT = """\
format: 1
id: small
language: en
title: A small lesson
summary: One step of each kind.
minutes: 5
teaches: [slope]
networks:
  neuron:
    inputs: [x]
    layers:
      - units: [a]
        activation: sigmoid
        weights: [[0.5]]
        biases: [0.1]
        weight_names: [[w]]
        bias_names: [b]
    loss: mean-squared-error
    optimizer: {kind: sgd, learning_rate: 0.5}
    rows:
      - [2, 1]
steps:
  - id: page
    type: prose
    title: A page
    body: Read this about slopes.
  - id: choice
    type: quiz
    kind: single
    title: A choice
    skill: slope
    prompt: Which one is larger?
    choices:
      - id: two
        text: 'two'
        correct: true
        feedback: Two it is.
      - id: one
        text: 'one'
        feedback: One is less.
    hints: [Count., Count again.]
  - id: number
    type: quiz
    kind: numeric
    title: A number
    skill: slope
    params:
      k: {int: [2, 900]}
    prompt: How much is $@{k} + 1$?
    answer: 'k + 1'
    tolerance: 0.1
    wrong:
      - id: same
        answer: 'k'
        feedback: That is the number itself.
  - id: parts
    type: derivation
    title: Two factors
    skill: slope
    graph:
      z: 'w*x'
      L: 'z^2'
    target: L
    wrt: w
    at: {w: 0.5, x: 2}
    ask: [z/w]
    ask_rule: true
    hints: [Hold x fixed.]
    explain: Done.
  - id: lab
    type: network
    title: A lab
    skill: slope
    network: neuron
    may_change: [learning_rate, w]
    predict:
      prompt: Will it fall?
      choices:
        - id: rises
          text: It rises
          when: 'loss[1] > loss[0]'
          feedback: It does not.
        - id: falls
          text: It falls
          when: 'loss[1] < loss[0]'
          feedback: So it does.
    tasks:
      - id: learn
        text: Bring it below 0.01.
        goal: 'loss[-1] < 0.01'
        within: 5
        witness: {learning_rate: 2}
        hints: [Try more.]
"""


def small_lesson(changes: Mapping[str, str] | None = None) -> Lesson:
    """Return the lesson; each key of `changes` stands once in the text and is replaced by its value."""
    text = TEXT
    for before, after in (changes or {}).items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{ID}.yaml"
        file.write_text(text, encoding="utf-8")
        loaded = load_lesson(file)
    assert loaded.value is not None, loaded.problems
    return loaded.value.source
