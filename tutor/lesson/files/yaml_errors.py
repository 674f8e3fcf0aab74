"""What a YAML parser's complaint means to an author: one code for each kind of mistake, and the place to look at."""

from __future__ import annotations

from typing import Final

import yaml

from tutor.errors import Argument

_CODES: Final[tuple[tuple[str, str], ...]] = (
    ("mapping values are not allowed", "colon-in-plain-value"),
    ("block sequence entries are not allowed", "dash-in-plain-value"),
    ("unknown escape character", "latex-in-double-quotes"),
    ("hexdecimal number", "latex-in-double-quotes"),
    ("hexadecimal number", "latex-in-double-quotes"),
    ("character escape code", "latex-in-double-quotes"),
    ("found unexpected end of stream", "quote-not-closed"),
    ("found unexpected document indicator", "quote-not-closed"),
    ("expected ',' or ']'", "bracket-not-closed"),
    ("expected ',' or '}'", "bracket-not-closed"),
    ("expected node content", "bracket-not-closed"),
    ("expected comment or line break", "text-beside-block-sign"),
    ("expected chomping or indentation indicators", "text-beside-block-sign"),
    ("expected ':'", "colon-missing"),
    ("expected key", "wrong-indentation"),
    ("expected '-' indicator", "wrong-indentation"),
    ("expected <block end>", "wrong-indentation"),
    ("tab character", "tab-as-indentation"),
)
"""Words of libyaml's and PyYAML's messages, each with what it means here."""

_AT_CONTEXT: Final = frozenset({"latex-in-double-quotes", "quote-not-closed", "bracket-not-closed", "colon-missing"})
"""Mistakes that begin where the quote or bracket was opened, or the line began, not where the parser gave up."""


def explain(
    error: yaml.MarkedYAMLError, text: str, closed_style: str | None
) -> tuple[str, yaml.Mark, dict[str, Argument]]:
    """Return code, place and arguments for a parser's error in `text`.

    `closed_style` is the quote of the value that ended right before the error, if one did: text after a closing quote
    is most often an apostrophe.
    """
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    assert mark is not None, "a marked error has a mark"
    sign = text[mark.index : mark.index + 1]
    if "expected node content" in problem and sign in ("]", "}", ","):
        return "value-begins-with-sign", mark, {"sign": sign}
    if "cannot start any token" in problem:
        return ("tab-as-indentation", mark, {}) if sign == "\t" else ("value-begins-with-sign", mark, {"sign": sign})
    if error.context and ("alias" in error.context or "anchor" in error.context or "tag" in error.context):
        start = error.context_mark or mark
        return "value-begins-with-sign", start, {"sign": text[start.index : start.index + 1]}
    code = next((code for words, code in _CODES if words in problem), "yaml-syntax")
    if code == "wrong-indentation" and closed_style in ("'", '"'):
        return "text-after-quote", mark, {"quote": closed_style}
    return code, (error.context_mark or mark) if code in _AT_CONTEXT else mark, {}
