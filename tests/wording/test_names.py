"""Words that a screen shows beside a quantity may be typed for it, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.wording.names import in_symbols


@pytest.mark.parametrize(
    ("typed", "read", "tight"),
    [
        ("学习率 = 0.1", "α   = 0.1", "α = 0.1"),
        ("Learning rate = 0.1", "α             = 0.1", "α = 0.1"),
        ("w - 学习率*0.3", "w - α  *0.3", "w - α*0.3"),
        ("learning_rate = 2", "learning_rate = 2", "learning_rate = 2"),
        ("损失*2 + loss", "L *2 + L   ", "L*2 + L"),
        ("loss_1 + floss", "loss_1 + floss", "loss_1 + floss"),
    ],
)
def test_words_become_symbols_and_everything_keeps_its_place(typed: str, read: str, tight: str) -> None:
    assert in_symbols(typed, ("alpha", "L", "w"), in_place=True) == read
    assert in_symbols(typed, ("alpha", "L", "w")) == tight


@given(st.text(alphabet="学习率损失 lossearning=0.1αL", max_size=30))
def test_what_is_not_asked_about_stays(text: str) -> None:
    assert in_symbols(text, ("w", "x")) == text
    assert len(in_symbols(text, ("alpha", "L"), in_place=True)) == len(text)
