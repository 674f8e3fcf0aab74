"""Lesson text laid out: how chosen documents look, and that no line is ever wider than asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.format.markup import Term, inlines, parse
from tutor.prose.compose import compose
from tutor.prose.page import Page, marked
from tutor.text import ASCII, Cells

UNICODE_CELLS = Cells()
ALL_CELLS = (UNICODE_CELLS, Cells(ambiguous_width=2), Cells(ambiguous_width=2, glyphs=ASCII))


def _text(page: Page) -> list[str]:
    return ["".join(run.text for run in line) for line in page.lines]


def _composed(source: str, width: int, cells: Cells = UNICODE_CELLS) -> str:
    return "\n".join(line.rstrip() for line in _text(compose(parse(source), width, cells)))


def test_a_document_of_every_block() -> None:
    source = r"""
# Rates multiply
One turn of $x$ turns $g$ **three** times: rates in a row multiply.

$$\frac{dy}{dx} = \frac{dy}{dg}\cdot\frac{dg}{dx}$$

- the first doubles
- the second adds three, and passes on what it got
  1. nested

> Somebody else
> said so.

```python
w -= lr * g
```

***
"""
    expected = """
Rates multiply
One turn of x turns g three times: rates
in a row multiply.

    dy   dy   dg
    ── = ── · ──
    dx   dg   dx

• the first doubles
• the second adds three, and passes on
  what it got
  1. nested

│ Somebody else said so.

  w -= lr * g

────────────────────────────────────────
"""
    assert _composed(source, 40) == expected.strip()


TABLE = r"""
| letter | what it stands for | share |
|:---|:---|---:|
| $x$ | input | 5 |
| $w$, $b$ | weight and bias; $w_{ij}$ leads from $i$ to $j$ | 120 |
"""


def test_a_table_has_aligned_columns() -> None:
    expected = """
letter  what it stands for                      share
─────────────────────────────────────────────────────
x       input                                       5
w, b    weight and bias; wᵢⱼ leads from i to j    120
"""
    assert _composed(TABLE, 80) == expected.strip()


def test_a_wide_column_breaks_its_text() -> None:
    expected = """
letter  what it stands for     share
────────────────────────────────────
x       input                      5
w, b    weight and bias; wᵢⱼ     120
        leads from i to j
"""
    assert _composed(TABLE, 36) == expected.strip()


def test_a_table_without_room_becomes_a_list() -> None:
    expected = """
letter: x
what it
stands for:
input
share: 5

letter: w, b
what it
stands for:
weight and
bias; wᵢⱼ
leads from i
to j
share: 120
"""
    assert _composed(TABLE, 12) == expected.strip()


def test_inline_maths_stays_whole_where_it_fits() -> None:
    source = r"The slope is $\frac{dL}{dw} = \frac{dL}{da} \cdot \frac{da}{dw}$ here."
    assert _composed(source, 30) == "The slope is\ndL/dw = dL/da · da/dw here."
    assert _composed(source, 16) == "The slope is\ndL/dw = dL/da\n· da/dw here."


def test_chinese_breaks_between_characters_but_not_before_punctuation() -> None:
    source = r"把各个**局部导数**相乘：$a = \sigma(z)$，这就是[[反向传播]]的核心。"
    assert _composed(source, 20) == "把各个局部导数相乘：\na = σ(z)，这就是\n反向传播的核心。"


def test_latex_that_cannot_be_drawn_is_shown_as_written() -> None:
    page = compose(parse("See $\\fracc{1}{2}$.\n\n$$x^$$"), 40, UNICODE_CELLS)
    assert _text(page) == ["See \\fracc{1}{2}.", "", "  x^"]
    assert page.lines[0][1].tags == "code"


def test_tags_tell_the_meaning() -> None:
    page = compose(parse("> a *b **[[loss]]*** `c` $x$\n\n1. d"), 40, UNICODE_CELLS)
    assert page.lines[0] == (
        ("│ ", "quote"),
        ("a ", "quote"),
        ("b ", "emphasis quote"),
        ("loss", "emphasis strong term:loss quote"),
        (" ", "quote"),
        ("c", "code quote"),
        (" ", "quote"),
        ("x", "maths quote"),
    )
    assert page.lines[2] == (("1. ", "bullet"), ("d", ""))


def test_terms_are_found_in_reading_order() -> None:
    source = "A [[slope]] and\n\n- the [[gradient descent|descent]]\n\n| a | b |\n|--|--|\n| [[loss]] | c [[slope]] |"
    page = compose(parse(source), 60, UNICODE_CELLS)
    assert [(term.id, term.line, term.column, term.width) for term in page.terms] == [
        ("slope", 0, 2, 5),
        ("gradient-descent", 2, 6, 7),
        ("loss", 6, 0, 4),
        ("slope", 6, 8, 5),
    ]


def test_the_term_that_the_learner_stands_on_is_marked() -> None:
    page = compose(parse("The [[slope]] of the [[loss]].\n\nMore."), 40, UNICODE_CELLS)
    lines = marked(page, 1, UNICODE_CELLS)
    assert [run for line in lines for run in line if "term-here" in run.tags] == [("loss", "term:loss term-here")]
    assert [run.text for line in lines for run in line] == [run.text for line in page.lines for run in line]


_words = st.sampled_from(
    ["slope", "of", "very-long-word-that-no-line-holds-" * 2, "链式法则", "，", "局部导数。", "**strong**", "*soft*",
     "`code span`", "[[gradient descent]]", "[[反向传播]]", r"$\frac{dL}{dw} = \frac{dL}{da}\cdot\frac{da}{dw}$",
     r"$\bad$", "$x_1$", "3·4", "\t", "“quoted”"]
)  # fmt: skip
_lines = st.lists(_words, min_size=1, max_size=12).map(" ".join)
_blocks = st.one_of(
    _lines,
    _lines.map("# {}".format),
    _lines.map("> {}".format),
    _lines.map("> - {}".format),
    st.lists(_lines, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}\n  1. {line}" for line in lines)),
    _lines.map("```\n{}\n```".format),
    st.lists(_lines, min_size=2, max_size=4).map(lambda cells: f"|{'|'.join(cells)}|\n|{'-|' * len(cells)}\n" * 2),
    st.just(r"$$L = \frac12\left(w_1 x_1 + w_2 x_2 + b - t\right)^2 + \frac{\lambda}{2}\left(w_1^2 + w_2^2\right)$$"),
)
documents = st.lists(_blocks, min_size=1, max_size=4).map("\n\n".join)


@pytest.mark.parametrize("cells", ALL_CELLS, ids=["unicode", "ambiguous-wide", "ascii"])
@given(source=documents, width=st.integers(8, 100))
def test_no_line_is_wider_than_asked(cells: Cells, source: str, width: int) -> None:
    for line in _text(compose(parse(source), width, cells)):
        assert cells.width(line) <= width


@given(st.text(max_size=200), st.integers(8, 60))
def test_any_text_fits(source: str, width: int) -> None:
    for line in _text(compose(parse(source), width, UNICODE_CELLS)):
        assert UNICODE_CELLS.width(line) <= width


@given(documents, st.integers(20, 100))
def test_every_term_stands_where_the_page_says(source: str, width: int) -> None:
    document = parse(source)
    page = compose(document, width, UNICODE_CELLS)
    written = {part.id for part in inlines(document) if isinstance(part, Term)}
    assert {term.id for term in page.terms} == written
    for term in page.terms:
        column = 0
        for run in page.lines[term.line]:
            if column == term.column:
                assert f"term:{term.id}" in run.tags.split()
                break
            column += UNICODE_CELLS.width(run.text)
        else:
            pytest.fail(f"no run begins at {term}")
