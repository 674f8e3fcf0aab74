"""The LaTeX commands that lessons may use in formulas, each with what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from tutor.formulas.notation import Mark
from tutor.spelling import GREEK
from tutor.typesetting.formula import Atom, Kind


def _atoms(kind: Kind, signs: Mapping[str, str]) -> dict[str, Atom]:
    return {name: Atom(text, kind) for name, text in signs.items()}


_BINARY: Final = {
    "times": "×", "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "circ": "∘", "pm": "±", "mp": "∓", "div": "÷",
    "ast": "∗", "cup": "∪", "cap": "∩", "wedge": "∧", "vee": "∨", "land": "∧", "lor": "∨",
}  # fmt: skip
_RELATION: Final = {
    "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠",
    "lt": "<", "gt": ">", "ll": "≪", "gg": "≫", "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃",
    "propto": "∝", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "mid": "∣",
    "to": "→", "rightarrow": "→", "longrightarrow": "⟶", "leftarrow": "←", "gets": "←", "longleftarrow": "⟵",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "implies": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⇔",
    "mapsto": "↦", "longmapsto": "⟼", "uparrow": "↑", "downarrow": "↓", "coloneqq": "≔", "colon": ":",
}  # fmt: skip
_ORDINARY: Final = {
    "infty": "∞", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "ell": "ℓ", "prime": "′",
    "top": "⊤", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬",
    "bullet": "•", "vert": "|", "Vert": "‖", "|": "‖", "%": "%", "#": "#", "$": "$", "&": "&", "_": "_", "degree": "°",
}  # fmt: skip

SYMBOLS: Final[Mapping[str, Atom]] = (
    _atoms("ordinary", {name: letter for name, letter in GREEK.items() if name != "eps"})
    | _atoms("ordinary", _ORDINARY)
    | _atoms("binary", _BINARY)
    | _atoms("relation", _RELATION)
    | _atoms("product", {"cdot": "·"})
    | _atoms("prefix", {"partial": "∂", "nabla": "∇"})
    | _atoms("open", {"lvert": "|", "lVert": "‖"})
    | _atoms("close", {"rvert": "|", "rVert": "‖"})
)

LARGE_OPERATORS: Final[Mapping[str, Atom]] = _atoms("large", {"sum": "Σ", "prod": "Π", "int": "∫", "lim": "lim"})
"""Operators whose scripts are limits."""

_FUNCTION_NAMES: Final = [
    "exp", "ln", "log", "lg", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh",
    "tanh", "coth", "det", "dim", "ker", "deg", "Pr",
]  # fmt: skip
_LIMIT_FUNCTION_NAMES: Final = ["max", "min", "sup", "inf", "argmax", "argmin"]
FUNCTIONS: Final[Mapping[str, Atom]] = {
    name: Atom(name, "function") for name in (*_FUNCTION_NAMES, *_LIMIT_FUNCTION_NAMES, "arg")
}
LIMIT_FUNCTIONS: Final = frozenset(_LIMIT_FUNCTION_NAMES)

ACCENTS: Final[Mapping[str, Mark]] = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde",
    "vec": "vec", "overrightarrow": "vec", "dot": "dot", "ddot": "ddot",
}  # fmt: skip

SPACES: Final[Mapping[str, int]] = {
    ",": 1, ":": 1, ";": 1, " ": 1, "quad": 3, "qquad": 6, "enspace": 1, "thinspace": 1, "!": 0,
}  # fmt: skip

IGNORED: Final = frozenset(
    [
        "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg", "bigl",
        "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "hline", "nonumber", "notag",
    ]
)  # fmt: skip
"""Commands that only set sizes or places that a terminal does not have."""

_PLAIN_STYLES: Final = [
    "mathbf", "mathrm", "mathit", "mathsf", "mathtt", "mathnormal", "boldsymbol", "bm", "pmb", "mathfrak",
]  # fmt: skip
_NO_LETTERS: Final[Mapping[str, str]] = {}
STYLES: Final[Mapping[str, Mapping[str, str]]] = {
    **dict.fromkeys(_PLAIN_STYLES, _NO_LETTERS),
    "mathbb": {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ"},
    "mathcal": {"L": "ℒ"},
    "mathscr": {"L": "ℒ"},
}
"""Alphabets: the letters that they change; other letters stay as they are."""

FRACTIONS: Final = frozenset(["frac", "dfrac", "tfrac", "cfrac"])
OVER: Final = frozenset(["overset", "stackrel"])
NEGATED: Final[Mapping[str, str]] = {"=": "≠", "\\in": "∉", "\\equiv": "≢", "\\approx": "≉"}
"""What `\\not` makes of the relation after it."""

TEXT_COMMANDS: Final = frozenset(["text", "textbf", "textit", "textrm", "textsf", "texttt", "mbox", "textnormal"])

DELIMITERS: Final[Mapping[str, str]] = {
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", ".": "", "<": "⟨", ">": "⟩", "/": "/",
    "\\{": "{", "\\}": "}", "\\|": "‖", "\\lbrace": "{", "\\rbrace": "}", "\\vert": "|", "\\Vert": "‖",
    "\\lvert": "|", "\\rvert": "|", "\\lVert": "‖", "\\rVert": "‖", "\\langle": "⟨", "\\rangle": "⟩",
    "\\lfloor": "⌊", "\\rfloor": "⌋", "\\lceil": "⌈", "\\rceil": "⌉", "\\lbrack": "[", "\\rbrack": "]",
}  # fmt: skip
OPENING: Final = frozenset(["(", "[", "\\{", "\\lbrace", "\\langle", "\\lfloor", "\\lceil", "\\lbrack"])
CLOSING: Final = frozenset([")", "]", "\\}", "\\rbrace", "\\rangle", "\\rfloor", "\\rceil", "\\rbrack"])


class Environment(NamedTuple):
    """What `\\begin{name}` opens; `columns` tells that a column description follows."""

    shape: Literal["matrix", "cases", "aligned"]
    left: str = ""
    right: str = ""
    columns: bool = False


ENVIRONMENTS: Final[Mapping[str, Environment]] = {
    "matrix": Environment("matrix"),
    "smallmatrix": Environment("matrix"),
    "pmatrix": Environment("matrix", "(", ")"),
    "bmatrix": Environment("matrix", "[", "]"),
    "Bmatrix": Environment("matrix", "{", "}"),
    "vmatrix": Environment("matrix", "|", "|"),
    "Vmatrix": Environment("matrix", "‖", "‖"),
    "array": Environment("matrix", columns=True),
    "cases": Environment("cases"),
    "aligned": Environment("aligned"),
    "align": Environment("aligned"),
    "align*": Environment("aligned"),
    "split": Environment("aligned"),
    "gathered": Environment("aligned"),
}

CHARACTERS: Final[Mapping[str, Atom]] = (
    {atom.text: atom for atom in (*SYMBOLS.values(), *LARGE_OPERATORS.values()) if len(atom.text) == 1}
    | _atoms("binary", {"+": "+", "-": "−", "−": "−", "*": "∗", "±": "±"})
    | _atoms("product", {"/": "/", "⋅": "·", "·": "·"})
    | _atoms("relation", {"=": "=", "<": "<", ">": ">", ":": ":"})
    | _atoms("punctuation", {",": ",", ";": ";", "，": ",", "；": ";"})
    | _atoms("ordinary", {"|": "|", "‖": "‖", "Σ": "Σ", "Π": "Π"})
    | _atoms("large", {"∑": "Σ", "∏": "Π"})
)
"""Characters that stand for themselves, with what they are to their neighbours."""

STRUCTURES: Final = [
    "frac", "dfrac", "tfrac", "cfrac", "sqrt", "left", "right", "begin", "end", "underbrace", "overbrace", "boxed",
    "operatorname", "binom", "overset", "underset", "stackrel", "substack", "not",
]  # fmt: skip
"""Commands that the parser handles by themselves."""

LISTED: Final[Mapping[str, list[str]]] = {
    name: sorted(f"{sign}{command}" for command in commands)
    for name, sign, commands in (
        ("signs", "\\", SYMBOLS), ("with-limits", "\\", LARGE_OPERATORS), ("functions", "\\", FUNCTIONS),
        ("accents", "\\", ACCENTS), ("structures", "\\", STRUCTURES), ("words", "\\", TEXT_COMMANDS),
        ("alphabets", "\\", STYLES), ("spaces", "\\", SPACES), ("ignored", "\\", IGNORED),
        ("delimiters", "", DELIMITERS), ("environments", "", ENVIRONMENTS),
    )
}  # fmt: skip
"""All that formulas may have, as it is written, by what it is for."""

ELSEWHERE: Final = frozenset(
    ["color", "textcolor", "label", "ref", "eqref", "tag", "hspace", "vspace", "mathds", "phantom", "cancel"]
)
"""Commands of LaTeX that formulas lack: no misspelling of one that they have."""

KNOWN: Final[tuple[str, ...]] = tuple(
    sorted({name.removeprefix("\\") for kind, names in LISTED.items() if kind != "environments" for name in names})
)
