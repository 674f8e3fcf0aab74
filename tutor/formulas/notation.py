"""Characters of formulas: Greek letters, raised and lowered characters, accents, ASCII spellings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Mark: TypeAlias = Literal["hat", "bar", "tilde", "vec", "dot", "ddot"]
"""What an accent puts over a letter."""

GREEK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
        "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
        "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
        "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
        "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
        "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    }
)  # fmt: skip

_RAISED: Final = str.maketrans(
    "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′″*∗⊤",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′″**ᵀ",
)
_LOWERED: Final = str.maketrans("0123456789+−-=()aehijklmnoprstuvxβγρφχ,", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ,")
_MOST_RAISED: Final = 5
_MOST_LOWERED: Final = 6

COMBINING: Final[Mapping[Mark, str]] = MappingProxyType(
    {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308"}
)

_ASCII: Final[Mapping[str, str]] = MappingProxyType(
    {letter: name for name, letter in GREEK.items() if not name.startswith("var")}
    | {
        "ϑ": "theta", "ϱ": "rho", "ς": "sigma", "∂": "d", "∇": "grad ", "∞": "inf", "ℓ": "l", "∅": "{}",
        "·": "*", "−": "-", "×": "x", "⊙": "(*)", "⊗": "(x)", "⊕": "(+)", "∘": "o", "±": "+-", "∓": "-+", "÷": "/",
        "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "≡": "==", "≔": ":=", "∝": "prop.to", "∼": "~", "≪": "<<", "≫": ">>",
        "∈": "in", "∉": "not in", "⊂": "subset", "⊆": "subset=", "∪": "cup", "∩": "cap", "∀": "all ", "∃": "some ",
        "→": "->", "←": "<-", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↦": "|->", "⟶": "-->", "⟵": "<--", "↔": "<->",
        "↑": "^", "↓": "v", "…": "...", "⋯": "...", "⋮": ":", "⋱": "\\", "′": "'", "″": "''", "⊤": "T", "∣": "|",
        "∑": "sum", "∏": "prod", "∫": "int", "Σ": "sum", "Π": "prod", "ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℚ": "Q",
        "ℂ": "C", "ℒ": "L", "‖": "||", "⟨": "<", "⟩": ">", "⌊": "[", "⌋": "]", "⌈": "[", "⌉": "]", "°": "deg",
        "¬": "not ", "∧": "and", "∨": "or", "≃": "~=", "⟼": "|-->", "•": "*", "∗": "*",
    }
)  # fmt: skip
_SPELL_ASCII: Final = str.maketrans(dict(_ASCII))


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


def in_ascii(text: str) -> str:
    """Return `text` with mathematical characters spelled in ASCII; characters of other languages stay."""
    return text if text.isascii() else text.translate(_SPELL_ASCII)
