"""What an author may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the word of `known` that `word` is most likely a slip of, or an empty text."""
    by_lower_case = {candidate.lower(): candidate for candidate in sorted(known, reverse=True)}
    matches = get_close_matches(word.lower()[:64], by_lower_case, n=1, cutoff=0.7)
    return by_lower_case[matches[0]] if matches else ""


def listed(words: Iterable[str], most: int | None = None) -> str:
    """Return `words` as one text for a message, in their order, of more than `most` the first; a dash for none."""
    known = list(words)
    left_out = ["…"] if most is not None and len(known) > most else []
    return ", ".join([*known[:most], *left_out]) or "–"
