"""Mathematics spelled in ASCII, where its characters are missing or too wide: `½(a − y)²` as `1/2*(a - y)^2`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

GREEK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "epsilon": "ε", "varepsilon": "ε",
        "zeta": "ζ",
        "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
        "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
        "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
        "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
        "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    }
)  # fmt: skip

_ASCII: Final = str.maketrans(
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
        "¬": "not ", "∧": "and", "∨": "or", "≃": "~=", "⟼": "|-->", "•": "*", "∗": "*", "√": "sqrt",
        "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "⁄": "/", "✓": "+", "✗": "x", "▸": ">", "▌": "|",
        "▁": "_", "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "◐": "o", "ŷ": "yhat", "\u0302": "hat",
    }
)  # fmt: skip
_RAISED: Final = "⁰¹²³⁴-⁾ⁱⁿᴬ-ᵡʰʲʳʷʸˡˢˣᶜᶠᶻᶿⱽ"
_LOWERED: Final = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
_PARTS: Final = "½⅓⅔¼¾⅛⅜⅝⅞"
_LETTERS: Final = "A-Za-zα-ωϑϱΓ-Ω"
_PIECES: Final = re.compile(
    rf"(?<=\d)·10(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    rf"|(?:(?P<raised>[{_RAISED}]+)|(?P<lowered>[{_LOWERED}]+)|[α-ωϑϱΓ-Ω])(?P<apart>(?=[{_LETTERS}\d]))?"
    rf"|[{_PARTS}](?P<factor>(?=[{_LETTERS}(∑√∂]))?|√(?P<root>\w+)|[^\x00-\x7f]"
)
"""What is spelled as a whole: powers of ten, scripts, what must not run into the letters behind it."""


def in_ascii(text: str, keeps: Callable[[str], bool] | None = None) -> str:
    """Return `text` with mathematical characters spelled in ASCII so that a formula keeps its value.

    Characters of other languages stay, and so do pieces that `keeps` accepts.
    """
    if text.isascii():
        return text
    return _PIECES.sub(lambda piece: piece[0] if keeps and keeps(piece[0]) else _spelled(piece), text)


def _spelled(piece: re.Match[str]) -> str:
    plain = piece[0].translate(_ASCII)
    if piece["root"]:
        return f"sqrt({in_ascii(piece['root'])})"
    if piece["power"]:
        return f"e{_simple(piece['power'])}"
    if piece["raised"] or piece["lowered"]:
        plain = _simple(piece[0])
        plain = ("^" if piece["raised"] else "_") + (plain if plain.isalnum() else f"({plain})")
    elif piece[0] in _PARTS:
        plain = _simple(piece[0])
    after = "*" if piece["factor"] is not None else " " if piece["apart"] is not None else ""
    return plain + after


def _simple(text: str) -> str:
    """Small characters in full size: `⁻⁵` as -5, `½` as 1/2."""
    return unicodedata.normalize("NFKC", text).translate(_ASCII)
