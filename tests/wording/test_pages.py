"""Review, search, overview and notes: every code has its sentence, and both languages wait for the same arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import get_args

import pytest

from tests.wording.placeholders import placeholders
from tutor.events import Annotation
from tutor.overview import Advice
from tutor.search import Kind
from tutor.wording import Sentence, notes, overview, review, search


def sentences(module: ModuleType) -> Iterator[tuple[str, Sentence]]:
    for name, value in vars(module).items():
        if isinstance(value, Sentence):
            yield name, value
        elif isinstance(value, Mapping) and name.isupper():
            yield from ((f"{name}.{key}", sentence) for key, sentence in value.items())


ALL = [
    pytest.param(one, id=f"{m.__name__}.{name}")
    for m in (notes, overview, review, search)
    for name, one in sentences(m)
]


@pytest.mark.parametrize("sentence", ALL)
def test_both_languages_wait_for_the_same_arguments(sentence: Sentence) -> None:
    assert placeholders(sentence.en) == placeholders(sentence.zh)


def test_every_advice_says_what_and_why() -> None:
    assert set(overview.ADVICE) == set(get_args(Advice))
    assert set(overview.REASONS) == {*get_args(Advice), "begin-first"}


def test_every_kind_has_a_name() -> None:
    assert set(notes.TITLES) == set(overview.KINDS) == set(get_args(Annotation))
    assert set(search.KINDS) == set(get_args(Kind))
