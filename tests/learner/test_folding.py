"""What a search does not look at: width, case, accents, traditional characters, the notation of a formula."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lessons.said import course_texts
from tests.plain.learner import course
from tutor.learner.folding import as_formula, folded, initials, is_formula
from tutor.text import Cells
from tutor.typesetting.latex import parse_latex
from tutor.typesetting.line import plain_line


@pytest.mark.parametrize(
    "same",
    [
        ("學習率", "学习率"),
        ("鏈式法則", "链式法则"),
        ("過擬合與權重", "过拟合与权重"),
        ("Ｓｉｇｍｏｉｄ", "sigmoid"),
        ("Naïve", "NAIVE"),
        ("（ａ）", "(a)"),
    ],
)
def test_what_is_the_same_for_a_reader_is_the_same_for_a_search(same: tuple[str, str]) -> None:
    one, other = map(folded, same)
    assert one == other


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    "same",
    [
        ("dL/dw", "∂L/∂w", r"\frac{\partial L}{\partial w}", "d L / d w"),
        ("sigma(z)", "σ(z)", r"\sigma(z)", r"\sigma\left(z\right)"),
        ("w^2", "w²", "w^{2}"),
        ("x_1", "x₁", "x_{1}", "x1"),
        ("2*w", "2·w", r"2 \cdot w", "2×w"),
        ("w - alpha*g", "w − αg", r"w - \alpha g"),
        ("dL/dalpha", "∂L/∂α", r"\frac{\partial L}{\partial \alpha}"),
        ("beta1*m", "β₁m", r"\beta_1 m"),
        ("1/2", "½", r"\frac{1}{2}"),
        ("sqrt(s)", "√s", r"\sqrt{s}"),
        ("(a/b)/c", r"\frac{\frac{a}{b}}{c}"),
        ("f'(z)", "f′(z)"),
        ("w5", "w₅", "w_5", "$w_5$"),
        ("Σ wᵢxᵢ", "∑ᵢ wᵢxᵢ", r"\sum_i w_i x_i", r"\sum_{i=1}^n w_i x_i", "sum_i w_i x_i"),
        ("1/(1+e^-z)", r"\frac{1}{1 + e^{-z}}", "1/(1 + e⁻ᶻ)"),
        ("w ← w − α·∂L/∂w", r"w \leftarrow w - \alpha \frac{\partial L}{\partial w}"),
        ("x ≈ ∞ ± ε", r"x \approx \infty \pm \varepsilon"),
    ],
)
def test_a_formula_is_one_however_it_is_written(same: tuple[str, ...]) -> None:
    assert len(set(map(as_formula, same))) == 1, list(map(as_formula, same))
    assert all(is_formula(text) for text in same if not text.isascii() or not text.isalnum())


def test_a_formula_is_found_as_it_is_shown() -> None:
    missed = set()
    for text in list(dict.fromkeys(course_texts("en").values()))[::3]:
        for formula in re.findall(r"\$([^$]+)\$", text):
            shown = plain_line(parse_latex(formula), Cells())
            if as_formula(shown) not in as_formula(text):
                missed.add((formula, shown))
    assert not missed


@pytest.mark.parametrize("latex", [r"\nonsense{x}", r"\frac{a", "{", "\\"])
def test_what_cannot_be_drawn_is_compared_as_it_stands(latex: str) -> None:
    assert as_formula(f"${latex}$") in as_formula(f"We write ${latex}$ here.")


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("链式法则", "lsfz"),
        ("学习率", "xxl"),
        ("交叉熵", "jcs"),
        ("批量归一化", "plgyh"),
        ("sigmoid 函数", "sigmoid hs"),
    ],
)
def test_initials_are_those_of_the_pinyin(title: str, letters: str) -> None:
    assert initials(title) == letters


def test_every_character_of_a_chinese_title_has_a_letter() -> None:
    terms = course().glossary.in_language("zh").terms
    titles = [text for place, text in course_texts("zh").items() if place.endswith("title")]
    titles += [name for term in terms for name in (term.title, *term.aliases)]
    unknown = [title for title in titles if any("\u3400" <= one <= "\u9fff" for one in initials(folded(title)))]
    assert unknown == []
