"""Search, overview and notes: everything that they tell apart has its sentence."""

from __future__ import annotations

from typing import get_args

from tutor.events import Annotation
from tutor.overview import Advice
from tutor.search import Kind
from tutor.wording import notes, overview, search


def test_every_advice_says_what_and_why() -> None:
    assert set(overview.ADVICE) == set(get_args(Advice))
    assert set(overview.REASONS) == {*get_args(Advice), "begin-first"}


def test_every_kind_has_a_name() -> None:
    assert set(notes.TITLES) == set(overview.KINDS) == set(get_args(Annotation))
    assert set(search.KINDS) == set(get_args(Kind))
