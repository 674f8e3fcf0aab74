"""What a translation must keep: formulas, parameters, terms and code, whatever the order of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from tutor.lesson.markup import Code, CodeBlock, Maths, Term, display_maths, inlines, parameters, parse

Kind = Literal["formulas", "parameters", "terms", "code"]

_WORDS: Final = re.compile(r"\\(?:text|mathrm|textbf|textit)\{[^{}]*\}")


class FixedPart(NamedTuple):
    """One thing that every language shares."""

    kind: Kind
    text: str


def fixed_parts(text: str) -> Iterator[FixedPart]:
    """Yield the parts of `text` that are the same in every language, spaces and `\\text{…}` left out of formulas."""
    blocks = parse(text)
    for name in parameters(text):
        yield FixedPart("parameters", f"@{{{name}}}")
    for maths in display_maths(blocks):
        yield FixedPart("formulas", _formula(maths.latex))
    for part in inlines(blocks):
        match part:
            case Maths(latex=latex):
                yield FixedPart("formulas", _formula(latex))
            case Term(id=id_):
                yield FixedPart("terms", f"[[{id_}]]")
            case Code(text=code):
                yield FixedPart("code", f"`{code}`")
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield FixedPart("code", block.text)


def _formula(latex: str) -> str:
    return f"${''.join(_WORDS.sub('', latex).split())}$"
