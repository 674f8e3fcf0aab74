"""The search: what is found, in what order, in both languages, also where a finger slipped."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plain.learner import course, study_in
from tests.small_course import Learner
from tutor.learner.folding import folded
from tutor.learner.search import MOST, Entry, Kind, search, slips
from tutor.learner.study import Study
from tutor.progress import MemoryProgress
from tutor.spelling import GREEK
from tutor.wording import LANGUAGES, Language


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(course(), MemoryProgress())


def first(study: Study, query: str, language: str = "en") -> str:
    found = study.index.search(query, language)
    return f"{found[0].kind} {found[0].id}" if found else ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chain rule", "lesson chain-rule"),
        ("CHAIN RULE", "lesson chain-rule"),
        ("rule chain", "lesson chain-rule"),
        ("chian rule", "lesson chain-rule"),
        ("链式法则", "lesson chain-rule"),
        ("链式", "lesson chain-rule"),
        ("gradient descent", "lesson gradient-descent"),
        ("gradeint", "term gradient"),
        ("sigm", "term sigmoid"),
        ("sigmoid", "term sigmoid"),
        ("ｓｉｇｍｏｉｄ", "term sigmoid"),
        ("学习率", "term learning-rate"),
        ("slopes", "lesson slopes"),
        ("斜率", "lesson slopes"),
        ("學習率", "term learning-rate"),
        ("鏈式法則", "lesson chain-rule"),
        ("lsfz", "lesson chain-rule"),
        ("xxl", "term learning-rate"),
        ("jiaochashang", ""),
        ("zebra", ""),
        ("how to avoid overfitting", "lesson overfitting"),
        ("How do I avoid overfitting?", "lesson overfitting"),
        ("what is the learning rate?", "term learning-rate"),
        ("什么是学习率？", "term learning-rate"),
        ("学习率是什么", "term learning-rate"),
        ("MSE", "term mean-squared-error"),
        ("BP", "term backpropagation"),
        ("NLL", "term categorical-cross-entropy"),
        ("η", "term learning-rate"),
        ("对数几率函数", "term sigmoid"),
        ("gradiént", "term gradient"),
        ("model.fit(x_train", "step keras-training"),
        ("CrossEntropyLoss", "step pytorch"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.every(3)
def test_the_best_result_is_the_one_that_is_meant(study: Study, query: str, expected: str, language: str) -> None:
    assert first(study, query, language) == expected


def test_results_are_called_as_in_the_language_of_the_learner(study: Study) -> None:
    assert study.index.search("链式法则", "en")[0].title == "The chain rule"
    assert study.index.search("chain rule", "zh")[0].title == "链式法则"


def test_steps_are_found_by_their_text(tmp_path: Path) -> None:
    found = Learner(tmp_path).study.index.search("steep line", "en")
    assert [entry.id for entry in found] == ["first", "page"]
    assert Learner(tmp_path).study.index.search("两倍", "en")[0].id == "twice"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["delta", "δ"])
def test_a_greek_letter_finds_its_term_then_what_is_most_about_it(study: Study, query: str, language: Language) -> None:
    found = study.index.search(query, language)
    assert [(entry.kind, entry.id) for entry in found[:3]] == [
        ("term", "error-term"), ("step", "hidden-delta"), ("lesson", "backward-pass")
    ]  # fmt: skip
    assert {entry.lesson for entry in found[4:6]} == {"backward-pass"}


def titles(study: Study) -> list[str]:
    """Every title of the course and its glossary in both languages, that of the learner's own language or not."""
    glossary = study.glossary("en"), study.glossary("zh")
    lessons = [
        study.lesson(place.id, language) for place in study.entries("en") if place.facts for language in ("en", "zh")
    ]
    told = [title for lesson in lessons for title in (lesson.title, *(step.title for step in lesson.steps))]
    return list(dict.fromkeys([*told, *(term.title for one in glossary for term in one.terms)]))


def bare(title: str) -> str:
    """`title` without its article: a lesson's and a term's name may differ in no more."""
    return re.sub(r"^(?:an?|the) ", "", title.lower())


def names_first(study: Study, title: str) -> bool:
    found = study.index.search(title, "en")
    return bool(found) and bare(title) in map(bare, found[0].titles)


@pytest.mark.parametrize("title", ["A weighted vote", "A rescue", "n layers", "n 层"])
def test_a_title_finds_its_own_entry_first(study: Study, title: str) -> None:
    assert names_first(study, title)


@pytest.mark.long
def test_every_title_finds_its_own_entry_first(study: Study) -> None:
    assert [title for title in titles(study) if not names_first(study, title)] == []


@pytest.mark.parametrize("text", ["对什么都输出二分之一", "哪一个的损失最高", "一次更新就能让"])
def test_words_are_found_across_emphasis_and_formulas(study: Study, text: str) -> None:
    assert study.index.search(text, "zh")


def test_a_space_between_chinese_and_latin_letters_may_be_typed_or_not() -> None:
    entries = [entry("使用 Dropout 技术"), entry("z", "用**softmax** 函数把 3 个数变成概率")]
    assert search(entries, "使用Dropout技术") == search(entries, "使用 dropout 技术") == entries[:1]
    assert search(entries, "softmax函数") == search(entries, "3个数") == search(entries, "softmax") == entries[1:]


FORMULAS = ["dL/dw", "∂L/∂w", r"\frac{dL}{dw}", r"\frac{\partial L}{\partial w}", "ｄＬ／ｄｗ", "∂L / ∂w"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_a_formula_is_found_as_it_is_typed_shown_or_set(study: Study, typed: str) -> None:
    expected = [entry.id for entry in study.index.search(FORMULAS[0], "en")]
    assert {"notation", "gradient-descent", "partials"} & set(expected)
    assert [entry.id for entry in study.index.search(typed, "en")] == expected


@pytest.mark.parametrize("typed", ["v2 = mu*g1 + g2", "v₂ = μ·g₁ + g₂", "mu g1"])
def test_a_derivation_is_found_by_its_formulas_which_are_shown_as_it_shows_them(study: Study, typed: str) -> None:
    (memory,) = [entry for entry in study.index.search(typed, "en") if entry.id == "memory"]
    assert "`v₂ = μ·g₁ + g₂`" in memory.shown


@pytest.mark.parametrize("name", [name for name in GREEK if name.islower()])
def test_a_greek_letter_is_found_however_it_is_written_but_not_in_the_letters_of_a_word(name: str) -> None:
    letter = GREEK[name]
    written = [f"a {letter} b", f"$-\\{name} g$", f"`w -= {name}*g`", f"∂L/∂{letter}", f"dL/d{name}"]
    entries = [entry(str(place), text) for place, text in enumerate(written)]
    assert search([*entries, entry("z", f"s{name}ted"), entry("y", f"{name}n")], letter) == entries


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_term_finds_it(study: Study, language: Language) -> None:
    """Behind lessons and steps that are called so, and beside other terms with the same name."""
    for term in study.glossary(language).terms:
        for name in (term.title, *chain.from_iterable(study.other_names(term.id, language))):
            found = study.index.search(name, language)
            assert term.id in [entry.id for entry in found if entry.kind == "term"][:2], name
            first = found[0]
            assert first.kind == "term" or bare(folded(name)) in map(bare, map(folded, first.titles)), name


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Squared error hardly sees a difference", "confident"),
        ("Everything is a mapping: numbers in, numbers out", "end"),
        ("What is missing is not time but non-linearity", "bend"),
        ("两相比较，用了随机失活的网络", "left-out"),
        ("什么是激活函数？", "functions-and-rates"),
        ("引入非线性", "functions-and-rates"),
        ("学习更复杂的模式", "functions-and-rates"),
        ("模型收敛缓慢", "functions-and-rates"),
        ("如何解决梯度爆炸问题", "two-lists"),
        ("增加训练数据", "two-lists"),
        ("使用 Batch Normalization 技术", "two-lists"),
    ],
)
def test_choices_predictions_and_what_follows_an_answer_are_found(study: Study, text: str, step: str) -> None:
    assert step in [entry.id for entry in study.index.search(text, "en")]


def test_hints_and_what_is_said_of_answers_stay_hidden(study: Study) -> None:
    assert [found.id for found in study.index.search("6x + 3 - 4", "en")] == []
    (bend,) = [found for found in study.index.search("bend", "en") if found.id == "bend"]
    assert "What is missing is not time" not in "".join(bend.shown), "found by what follows, but not shown"


def test_what_a_learner_wrote_is_found_where_it_was_written(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    session = study.session("chain-rule", "en")
    session.go(2)
    session.annotate("noted", "Zahnräder: gears that turn each other")
    session.annotate("reported", "a zebra is missing")
    study.close()
    again = study_in(tmp_path)
    (noted,), (reported,) = again.index.search("zahnrader", "zh"), again.index.search("zebra", "en")
    step = session.player.steps[2].id
    assert (noted.kind, noted.lesson, noted.id, noted.number) == ("noted", "chain-rule", step, 3)
    assert (reported.kind, reported.id, reported.shown) == ("reported", step, ("a zebra is missing",))


@pytest.mark.parametrize(
    ("typed", "first"),
    [("如何避免过拟合", "过拟合"), ("要不要梯度检验呢", "梯度检验"), ("训练时学习率该取多大", "学习率")],
)
def test_what_is_asked_in_chinese_finds_what_is_named_in_it(study: Study, typed: str, first: str) -> None:
    found = study.index.search(typed, "zh")
    assert found[0].title == first


def test_every_word_must_be_found(study: Study) -> None:
    assert study.index.search("sigmoid zebra", "en") == []
    assert study.index.search("", "en") == []
    assert study.index.search("  ", "en") == []


@pytest.mark.parametrize("query", ["e", "the", "的", "*", "$", "[[", "\\frac", "a" * 400, "\x1b[31m"])
def test_any_query_is_answered_within_bounds(study: Study, query: str) -> None:
    assert len(study.index.search(query, "en")) <= MOST


def entry(title: str, text: str = "", kind: Kind = "step") -> Entry:
    return Entry(kind, title, "l", title, (text,), titles=(title,), texts=(text,))


def test_ranks() -> None:
    """A title that is the query, begins with it, has a word with it, contains it, is nearly it; then texts."""
    entries = [
        entry("z", "talks of anslope"),
        entry("y", "talks of slope"),
        entry("one more slpoe"),
        entry("downslope"),
        entry("every slope"),
        entry("slopes"),
        entry("slope"),
    ]
    assert search(entries, "slope") == entries[::-1]


def test_of_equal_titles_lessons_come_before_terms_and_terms_before_steps() -> None:
    kinds: list[Kind] = ["step", "term", "lesson"]
    entries = [entry("slope", kind=kind) for kind in kinds]
    assert search(entries, "slope") == entries[::-1]


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_slips_are_a_distance(one: str, other: str) -> None:
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips(one, other) <= max(len(one), len(other))


def test_slips() -> None:
    assert slips("gradient", "gradeint") == 1
    assert slips("gradient", "gradent") == 1
    assert slips("gradient", "gradientt") == 1
    assert slips("gradient", "grbdient") == 1
