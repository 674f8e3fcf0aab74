"""Characters of formulas: raised and lowered ones, and accents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

Mark: TypeAlias = Literal["hat", "bar", "tilde", "vec", "dot", "ddot"]
"""What an accent puts over a letter."""

_RAISED: Final = str.maketrans(
    "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′″*∗⊤",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′″**ᵀ",
)
_LOWERED: Final = str.maketrans("0123456789+−-=()aehijklmnoprstuvxβγρφχ,", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ,")
_MOST_RAISED: Final = 5
_MOST_LOWERED: Final = 6

COMBINING: Final[Mapping[Mark, str]] = {
    "hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
}  # fmt: skip


def raised(text: str) -> str | None:
    """Return `text` in superscript characters, or None where one is missing or it would be too long to read."""
    return _small(text, _RAISED, _MOST_RAISED)


def lowered(text: str) -> str | None:
    """Return `text` in subscript characters, or None where one is missing or it would be too long to read."""
    return _small(text, _LOWERED, _MOST_LOWERED)


def _small(text: str, table: dict[int, int], most: int) -> str | None:
    if len(text) > most or any(ord(character) not in table for character in text):
        return None
    return text.translate(table)
