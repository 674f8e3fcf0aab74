"""LaTeX that was pasted into a formula, rewritten in the notation that people type, every character with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tutor.formulas.characters import BREAK, Characters
from tutor.formulas.expression import Span
from tutor.formulas.limits import FormulaError
from tutor.formulas.vocabulary import Vocabulary
from tutor.spelling import GREEK

_TOKEN: Final = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_DELIMITED: Final = re.compile(
    r"\s*(?:\$\$([^$]*)\$\$|\$([^$]*)\$|\\\(((?:(?!\\[()]).)*)\\\)|\\\[((?:(?!\\[\[\]]).)*)\\\])\s*"
)
"""A formula as a text holds it, `$…$`, `$$…$$`, `\\(…\\)` or `\\[…\\]`."""
_SIGNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("cdot", "times", "ast", "odot", "circ"), "*"), "div": "/", "partial": "∂", "nabla": "∇",
    **dict.fromkeys(("le", "leq", "leqslant"), "<="), **dict.fromkeys(("ge", "geq", "geqslant"), ">="),
    "lt": "<", "gt": ">", **dict.fromkeys(("lvert", "rvert", "vert", "mid"), "|"), "sum": "∑", "prod": "∏",
    "int": "∫", "infty": "∞", "top": "T", "prime": "'", "{": "{", "}": "}", "%": "%",
    **dict.fromkeys(("bmod", "pmod", "mod"), " mod "), "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
"""Commands that are a sign here."""
_DROPPED: Final = frozenset(
    ["left", "right", "displaystyle", "textstyle", "limits", "nolimits"]
    + [size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")]
)
_SPACES: Final = frozenset([",", ";", ":", "!", " ", "quad", "qquad", "enspace", "thinspace"])
_STYLES: Final = frozenset(
    ["mathrm", "mathbf", "mathit", "mathsf", "mathbb", "mathcal", "boldsymbol", "bm", "text", "textrm", "operatorname"]
)
_FRACTIONS: Final = frozenset(["frac", "dfrac", "tfrac", "cfrac"])
_DIFFERENTIAL: Final = re.compile(rf"[d∂][\s{BREAK}]*(?:[^\W\d][\w{{}}]*[\s{BREAK}]*)?")
_WORD: Final = re.compile(r"[A-Za-zα-ωΑ-Ω]\w*|[0-9.]+")


class Placed(NamedTuple):
    """A character of the tokenizer's alphabet, and where in the text as typed it comes from."""

    character: str
    place: Span


def without_latex(source: Characters, vocabulary: Vocabulary, deepest: int) -> Characters:
    r"""Return `source` with its commands rewritten: `\frac{dL}{da}` is `dL/da`, `\sqrt[3]{x}` is `root(3, x)`.

    The delimiters around the whole, `$…$`, `$$…$$`, `\(…\)` or `\[…\]`, are left out; those elsewhere are refused like
    any other sign that no formula has. A text without commands and dollar signs is no LaTeX and stays as it is.

    Raises FormulaError `latex` for a command without a counterpart, `latex_argument` for one whose argument is missing,
    `open_without_close` for a brace, `too_deep` for more than `deepest` commands inside each other.
    """
    if "\\" not in source.text and "$" not in source.text:
        return source
    placed = _Rewriter(_undelimited(source), vocabulary, deepest).whole()
    placed = list(_whole_subscripts(placed))
    return Characters(_text(placed), tuple(place for _, place in placed))


def _undelimited(source: Characters) -> Characters:
    """`source` without the delimiters that stand around all of it."""
    match = _DELIMITED.fullmatch(source.text)
    start, end = match.span(match.lastindex or 0) if match else (0, len(source.text))
    return Characters(source.text[start:end], source.places[start:end])


class _Rewriter:
    """A cursor over LaTeX tokens; every method returns what stands for the part that it takes."""

    def __init__(self, source: Characters, vocabulary: Vocabulary, deepest: int) -> None:
        self._found = [(match[0], match.start()) for match in _TOKEN.finditer(source.text)]
        self._source = source
        self._at = 0
        self._depth = 0
        self._deepest = deepest
        self._vocabulary = vocabulary

    def whole(self) -> list[Placed]:
        """All that is left, to the end."""
        result: list[Placed] = []
        while self._at < len(self._found):
            result += self._part()
        return result

    def _peek(self) -> str:
        return self._found[self._at][0] if self._at < len(self._found) else ""

    def _part(self) -> list[Placed]:
        """One command with its arguments, or one character."""
        text, start = self._found[self._at]
        self._at += 1
        if text == "~":
            return _placed(" ", self._source.places[start])
        if not text.startswith("\\"):
            return list(map(Placed, text, self._source.places[start : start + len(text)]))
        self._depth += 1
        span = self._source.span(start, start + len(text))
        if self._depth > self._deepest:
            raise FormulaError("too_deep", span, limit=self._deepest)
        part = self._command(text[1:].removesuffix("*"), span)
        self._depth -= 1
        return part

    def _command(self, name: str, span: Span) -> list[Placed]:
        if name in _FRACTIONS:
            return self._fraction(span)
        if name in _STYLES:
            return self._styled(span)
        if name == "sqrt":
            return self._root(span)
        if name == "hat":
            return [*_trimmed(self._argument(span)), *_placed(f"_hat{BREAK}", span)]
        if name in _DROPPED:
            return self._after_sizing()
        if name in _SPACES:
            return [Placed(" ", span)]
        if name in _SIGNS:
            return _placed(_SIGNS[name], span)
        if name in GREEK:
            return self._name(GREEK[name], span)
        if self._vocabulary.function(name):
            return self._name(name, span)
        raise FormulaError("latex", span, got="\\" + name)

    def _after_sizing(self) -> list[Placed]:
        r"""`\left.` and `\right.` are brackets that do not show."""
        if self._peek() == "." and self._found[self._at - 1][0] in ("\\left", "\\right"):
            self._at += 1
        return []

    def _name(self, name: str, span: Span) -> list[Placed]:
        """A whole name, which nothing but a subscript continues."""
        continued = self._peek() == "_"
        return _placed(BREAK + name + ("" if continued else BREAK), span)

    def _styled(self, span: Span) -> list[Placed]:
        r"""`\mathrm{d}` is d, which a name may follow; `\mathrm{ReLU}` is a name by itself."""
        argument = _trimmed(self._argument(span))
        if _text(argument) == "d":
            return argument
        ending = [] if self._peek() == "_" else _placed(BREAK, span)
        return [*_placed(BREAK, span), *argument, *ending]

    def _fraction(self, span: Span) -> list[Placed]:
        r"""A quotient in brackets; `\frac{dL}{da}` is the derivative's own name."""
        above, below = self._argument(span), self._argument(span)
        line = Placed("/", span)
        if _is_differential(above) and _is_differential(below):
            return [*_trimmed(above), line, *_trimmed(below), Placed(BREAK, span)]
        return _around("(", [*_bracketed(above, span), line, *_bracketed(below, span)], span)

    def _root(self, span: Span) -> list[Placed]:
        index: list[Placed] = []
        if self._peek() == "[":
            self._at += 1
            while self._peek() not in ("]", ""):
                index += self._part()
            self._at += 1
            index.append(Placed(",", span))
        radicand = [*index, *self._argument(span)]
        return _around(f"{BREAK}root(" if index else "√(", radicand, span)

    def _argument(self, owner: Span) -> list[Placed]:
        """The group in braces, without them, or the single token that follows a command."""
        while self._peek().isspace():
            self._at += 1
        if self._peek() in ("", "}", "$"):
            raise FormulaError("latex_argument", owner)
        if self._peek() != "{":
            return self._part()
        self._at += 1
        inner: list[Placed] = []
        open_braces = 1
        while self._at < len(self._found):
            text = self._peek()
            open_braces += (text == "{") - (text == "}")
            if not open_braces:
                self._at += 1
                return inner
            inner += self._part()
        raise FormulaError("open_without_close", owner, got="{")


def _whole_subscripts(placed: list[Placed]) -> Iterator[Placed]:
    r"""`placed` without breaks in a subscript: in `w_{\text{in}}` the word belongs to the name."""
    before, in_braces = "", False
    for item in placed:
        if item.character == BREAK and (in_braces or before == "_"):
            continue
        in_braces = item.character != "}" and (in_braces or (before == "_" and item.character == "{"))
        before = item.character
        yield item


def _placed(text: str, place: Span) -> list[Placed]:
    return [Placed(character, place) for character in text]


def _text(part: list[Placed]) -> str:
    return "".join(placed.character for placed in part)


def _trimmed(part: list[Placed]) -> list[Placed]:
    """`part` without spaces and breaks at its ends."""
    text = _text(part)
    start = len(text) - len(text.lstrip(f" {BREAK}"))
    return part[start : len(text.rstrip(f" {BREAK}"))]


def _is_differential(part: list[Placed]) -> bool:
    r"""Whether it is `dL`, `\partial L`, or the bare d of an instruction to differentiate."""
    return _DIFFERENTIAL.fullmatch(_text(part).strip(f" {BREAK}")) is not None


def _around(opening: str, part: list[Placed], span: Span) -> list[Placed]:
    """`part` between `opening` and a bracket."""
    return [*_placed(opening, span), *part, Placed(")", span)]


def _bracketed(part: list[Placed], span: Span) -> list[Placed]:
    """`part` in brackets, unless it is one name or number."""
    trimmed = _trimmed(part)
    if _WORD.fullmatch(_text(trimmed)):
        return [*trimmed, Placed(BREAK, span)]
    return _around("(", part, span)
