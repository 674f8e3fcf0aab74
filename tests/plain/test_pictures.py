"""What a network looks at, at the prompt: a digit and the gradient by its pixels, and no endless tables."""

from __future__ import annotations

from pathlib import Path

from tests.plain.learner import study_in, typed


def test_a_digit_is_explained_by_its_name(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["2", "x", "x digit3"], lesson="beyond", step="eye")
    assert "one of digit0, digit1" in output
    assert "the picture x" in output
    assert "agrees" in output


def test_a_long_table_of_parameters_is_told_in_one_line(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["2", "u"], lesson="beyond", step="eye")
    assert "650 parameters" in output
    assert "p9" in output or "p₉" in output
    assert "w[x1,p0]  " not in output
