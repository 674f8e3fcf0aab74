"""The bank has enough questions of every kind on every topic, each sound, explained, and the same in both languages."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import get_args

import pytest

from tests.lessons.last_numbers import BANK_COMPUTED, BANK_GIVEN, sigma
from tests.lessons.shipped import LANGUAGES, course, decimals, lesson
from tests.lessons.test_course import CHINESE, HALF_WIDTH
from tests.lessons.test_numbers import printed
from tutor.activity.bank_quiz import BankQuizActivity
from tutor.activity.quiz import quiz_activity
from tutor.check.walk import own_answer
from tutor.figures.bank_quiz import place_line, place_words
from tutor.figures.lines import width_of
from tutor.lesson.format.bank import Bank, BankQuestion, BankQuiz
from tutor.lesson.format.fields import texts
from tutor.lesson.format.markdown_rules import fixed_parts, has_words
from tutor.lesson.format.questions import MultipleChoice, NumericQuestion, OrderQuestion, SymbolicQuestion
from tutor.prose.window import WIDEST_TEXT
from tutor.text import Cells
from tutor.wording import Language, Voice

KINDS = {"single", "multiple", "numeric", "symbolic", "order", "match"}


def bank(language: str = "en") -> Bank:
    translated = course().shelf.bank
    assert translated is not None
    return translated.in_language(language)


each_question = pytest.mark.parametrize("question", [pytest.param(one, id=one.id) for one in bank().questions])


def test_there_are_enough_questions_of_every_kind_on_every_topic() -> None:
    everything = bank()
    assert len(everything.questions) >= 40
    for topic in everything.topics:
        about = everything.about((topic.id,))
        assert len(about) >= 10
        assert {question.kind for question in about} == KINDS, topic.id


@each_question
def test_every_question_comes_back_in_the_review_with_three_hints(question: BankQuestion) -> None:
    assert question.review
    assert len(question.hints) == 3


@each_question
def test_questions_with_free_answers_know_several_mistakes(question: BankQuestion) -> None:
    if isinstance(question, NumericQuestion | SymbolicQuestion):
        assert len(question.wrong) >= 3
    if isinstance(question, OrderQuestion):
        assert question.wrong
        assert all(item.feedback for item in question.items)
    if isinstance(question, MultipleChoice):
        assert all(choice.unselected_feedback for choice in question.choices)


@each_question
def test_the_right_answer_is_right_and_every_expected_mistake_is_named(question: BankQuestion) -> None:
    for seed in range(12):
        activity = quiz_activity(question, seed)
        assert activity.judge(own_answer(activity)).kind == "right"
    if isinstance(question, SymbolicQuestion):
        for wrong in question.wrong:
            verdict = quiz_activity(question, 0).judge(wrong.answer)
            assert (verdict.kind, verdict.feedback) == ("wrong", (wrong.id,))


@each_question
def test_chinese_is_chinese(question: BankQuestion) -> None:
    english, chinese = (dict(texts(one)) for one in (question, bank("zh").question(question.id)) if one)
    assert english.keys() == chinese.keys()
    for path, text in chinese.items():
        if not has_words(text):
            continue
        outside = text
        for part in fixed_parts(text):
            outside = outside.replace(part.text, "式")
        assert CHINESE.search(outside), path
        assert text != english[path]
        assert HALF_WIDTH.findall(outside) == []


@each_question
def test_every_decimal_number_is_given_or_computed(question: BankQuestion) -> None:
    given = set(BANK_GIVEN.get(question.id, "").split())
    numbers = BANK_COMPUTED.get(question.id, ())
    everything = decimals(question)
    assert given <= everything
    assert [text for text in everything - given if not any(printed(number, text) for number in numbers)] == []
    assert [number for number in numbers if not any(printed(number, text) for text in everything)] == []


def test_the_orders_are_the_orders_of_the_numbers() -> None:
    slopes = {"tanh": 1 - math.tanh(2) ** 2, "sigmoid": sigma(2) * sigma(-2), "leaning": 0.5, "relu": 1.0}
    rates = {"perfect": 0.1, "half": 0.05, "wild": 0.19, "edge": 0.2, "beyond": 0.21}
    errors = {name: abs(1 - 10 * rate) ** 20 for name, rate in rates.items()}
    factors = {"sigmoid": 0.25, "tanh": 0.8, "relu": 1.0, "sigmoid-large": 6 * 0.25, "linear": 2.0}
    for name, sizes in (("activation-steepness", slopes), ("rate-order", errors), ("vanish-order", factors)):
        question = bank().question(name)
        assert isinstance(question, OrderQuestion)
        assert all(sizes[one.id] < sizes[other.id] for one, other in pairwise(question.items))


def test_a_batch_of_three_is_normalised_to_the_same_numbers_wherever_it_lies() -> None:
    for a, d in ((-3, 2), (50, 5)):
        values = [a, a + d, a + 2 * d]
        mean = sum(values) / 3
        spread = math.sqrt(sum((value - mean) ** 2 for value in values) / 3)
        assert (values[2] - mean) / spread == pytest.approx(math.sqrt(3 / 2))


# The final quiz


def final() -> BankQuiz:
    step = lesson("faq").step("final")
    assert isinstance(step, BankQuiz)
    return step


def test_the_final_quiz_is_balanced_and_new_every_time() -> None:
    topic_of = {question.id: question.topic for question in final().pool}
    drawn = [BankQuizActivity(final(), seed).chosen for seed in range(4)]
    for asked in drawn:
        assert len(set(asked)) == 12
        assert set(Counter(topic_of[part] for part in asked).values()) == {3}
    assert len({tuple(sorted(asked)) for asked in drawn}) == 4


@pytest.mark.parametrize("language", get_args(Language))
def test_what_a_question_is_about_stands_whole_beside_the_marks(language: Language) -> None:
    step = lesson("faq", language).step("final")
    assert isinstance(step, BankQuiz)
    seen, places = set(), set()
    for seed in range(20):
        activity, voice = BankQuizActivity(step, seed), Voice(language)
        # The number of a later question takes a cell more.
        line = place_line(activity, step, voice, Cells(), WIDEST_TEXT - 1)
        assert line[0][0] == place_words(activity, step, voice)
        assert width_of(line, Cells()) == WIDEST_TEXT - 1
        seen.add(activity.topics[activity.asked])
        places.add(width_of(line[:2], Cells()))
    assert len(seen) == len(bank(language).topics)
    assert len(places) == 1, "the marks stand still from one question to the next"


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_have_their_lessons(language: str) -> None:
    known = {place.id for place in course().course.source.lessons}
    assert all(topic.lesson is None or topic.lesson in known for topic in bank(language).topics)
