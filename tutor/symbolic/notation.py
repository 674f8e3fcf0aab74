"""Characters and names of formulas: Greek letters, raised and lowered characters, ASCII spellings, named symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tutor.symbolic.formula import Accent, Atom, Delimited, Formula, Fraction, Mark, Row, Script, Text

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

_VULGAR_FRACTIONS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("1", "2"): "½", ("1", "3"): "⅓", ("2", "3"): "⅔", ("1", "4"): "¼", ("3", "4"): "¾",
        ("1", "8"): "⅛", ("3", "8"): "⅜", ("5", "8"): "⅝", ("7", "8"): "⅞",
    }
)  # fmt: skip

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


def script_text(formula: Formula) -> str | None:
    """Return the characters of a script that may be raised or lowered as they are, or None for anything else."""
    match formula:
        case Atom(text=text) | Text(text=text):
            return text
        case Row(items=items):
            parts = [script_text(item) for item in items]
            return None if None in parts else "".join(part for part in parts if part)
        case Delimited(left="(", body=body, right=")"):
            inner = script_text(body)
            return None if inner is None else f"({inner})"
        case _:
            return None


def vulgar_fraction(fraction: Fraction) -> str | None:
    """Return the single character for a fraction such as ½, if there is one."""
    match fraction:
        case Fraction(Atom(text=numerator), Atom(text=denominator)):
            return _VULGAR_FRACTIONS.get((numerator, denominator))
        case _:
            return None


def in_ascii(text: str) -> str:
    """Return `text` with mathematical characters spelled in ASCII; characters of other languages stay."""
    return text if text.isascii() else text.translate(_SPELL_ASCII)


_NAME: Final = re.compile(r"(?P<letters>[A-Za-z]+?)(?P<digits>\d*)(?:_(?P<rest>\w+))?")


def symbol(name: str) -> Formula:
    """Return the look of a named quantity: `alpha` α, `w1` and `w_1` w₁, `yhat` ŷ, `h11` h¹₁ (layer 1, unit 1)."""
    match = _NAME.fullmatch(name)
    if match is None:
        return Atom(name)
    letters, digits, rest = match["letters"], match["digits"], match["rest"] or ""
    if rest == "hat":
        letters, rest = letters + "hat", ""
    base = _letters(letters)
    if letters == "h" and rest.isdigit() and digits:
        return Script(base, Atom(rest), Atom(digits), high_first=True)
    # Units are counted from 1, so that h10 is the tenth unit of the only hidden layer.
    if letters == "h" and len(digits) == 2 and digits[1] != "0" and not rest:
        return Script(base, Atom(digits[1]), Atom(digits[0]), high_first=True)
    if digits and rest:
        return Script(base, Atom(f"{digits},{rest}"))
    return Script(base, Atom(digits or GREEK.get(rest, rest))) if digits or rest else base


def _letters(letters: str) -> Formula:
    stem = letters.removesuffix("hat")
    if stem != letters and stem:
        return Accent(_letters(stem), "hat")
    if letters in GREEK:
        return Atom(GREEK[letters])
    return Atom(letters) if len(letters) == 1 else Text(letters)
