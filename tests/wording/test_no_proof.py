"""A numerical check proves nothing, so nothing that a learner reads calls it a proof."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
READ: Final = sorted(
    [
        *ROOT.glob("README*.md"),
        ROOT / "pyproject.toml",
        *(ROOT / "lessons").glob("*.yaml"),
        *(ROOT / "lessons").glob("*.md"),
        *(ROOT / "tutor" / "wording").glob("*.py"),
    ]
)
CLAIM: Final = re.compile(r"\bproof|\bprov(?:e[dns]?|ing)\b|证明", re.IGNORECASE)
UNSEEN: Final = re.compile(r"^\s*(?:- id: proof|proof:)$")
"""Ids, which progress is kept by and nobody reads."""


@pytest.mark.parametrize("file", READ, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_nothing_that_is_read_claims_a_proof(file: Path) -> None:
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    assert [(number, line) for number, line in lines if CLAIM.search(line) and not UNSEEN.match(line)] == []


def test_the_word_is_seen() -> None:
    assert all(CLAIM.search(text) for text in ("a proof", "It proves it", "proved", "Proven", "证明了"))
    assert not any(CLAIM.search(text) for text in ("improve", "approved", "provide"))
