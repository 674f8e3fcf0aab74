"""Every name and code of the numeric engine has its sentence, with just the arguments that come along."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

import tutor.export
import tutor.network
from tests.wording.placeholders import placeholders
from tutor.network import spec
from tutor.network.mistakes import MISTAKES
from tutor.wording import network
from tutor.wording.sentence import Sentence

GOAL = {"index", "column", "found"}
ARGUMENTS: dict[str, set[str]] = {
    "network.unknown-quantity": {"name"},
    "network.not-editable": {"name"},
    "network.not-finite": {"name"},
    "network.unknown-mistake": {"name"},
    "network.learning-rate-not-positive": set(),
    "network.loss-needs-activation": {"loss", "needed"},
    "network.convention-lacks": {"convention", "kind"},
    "network.norm-needs-batch": {"batch", "count"},
    "network.dataset-shape": {"data", "inputs", "targets"},
    "export.keras-freeze": {"name"},
    "export.convention": {"kind", "own", "asked"},
    "export.sklearn-loss": {"loss"},
    "export.sklearn-last-activation": {"loss", "needed"},
    "export.sklearn-activation": {"activation"},
    "export.sklearn-optimizer": {"kind"},
    "export.sklearn-feature": {"feature"},
    "export.sklearn-classes": {"outputs"},
}
CODES = {
    code
    for room in (tutor.network, tutor.export)
    for file in Path(str(room.__file__)).parent.glob("*.py")
    for code in re.findall(r'"((?:network|goal|export)\.[a-z-]+)"', file.read_text())
}
SENTENCES = {**network.PROBLEMS, **network.SPEC_PROBLEMS}


def test_every_code_of_the_engine_has_a_sentence() -> None:
    assert set(SENTENCES) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_placeholder_is_supplied(code: str) -> None:
    supplied = GOAL if code.startswith("goal.") else ARGUMENTS.get(code, set())
    assert placeholders(SENTENCES[code].en) == placeholders(SENTENCES[code].zh)
    assert placeholders(SENTENCES[code].en) <= supplied


NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "tutor.wording.network.ACTIVATIONS": spec.ACTIVATIONS,
    "tutor.wording.network.LOSSES": spec.LOSSES,
    "tutor.wording.network.OPTIMIZERS": spec.OPTIMIZERS,
    "tutor.wording.network.CONVENTIONS": spec.CONVENTIONS,
    "tutor.wording.network.INITIALIZERS": spec.INITIALIZERS,
    "tutor.wording.network.DATASETS": spec.DATASETS,
    "tutor.wording.network.MISTAKES": tuple(MISTAKES),
    "tutor.wording.network.MISTAKE_DESCRIPTIONS": tuple(MISTAKES),
}


@pytest.mark.parametrize("table", NAMED)
def test_everything_with_a_name_is_named_in_both_languages(table: str) -> None:
    sentences: Mapping[str, Sentence] = pkgutil.resolve_name(table)
    assert tuple(sentences) == NAMED[table]
    assert all(sentence.en and sentence.zh and not placeholders(sentence.en) for sentence in sentences.values())
