"""Review, search, progress and notes at the prompt."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.small_course import THREE_CARDS, Learner
from tutor.plain.walk import walk
from tutor.wording import Language, Voice

RIGHT = ["5", "", "6", "", "7", ""]
"""The answers to the three cards, each with Enter behind it."""


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def typed(learner: Learner, lines: Iterable[str], language: Language = "en") -> str:
    sink = io.StringIO()
    walk(learner.study, Voice(language), source=io.StringIO("".join(line + "\n" for line in lines)), sink=sink)
    return sink.getvalue()


def answers(learner: Learner) -> list[tuple[str, str]]:
    return [(event.verdict, event.certainty) for event in learner.progress.history() if event.lesson == "@review"
            and event.kind == "answered"]  # fmt: skip


def test_a_review(learner: Learner) -> None:
    learner.walk("first")
    learner.wait(3)
    output = typed(learner, [":d", "-1?", ":h", ":h", ":h", "", ":s", ":q"])
    assert "Review cards: 2 due. :d goes through them." in output
    assert "Step 1 of 2" in output
    assert answers(learner) == [("wrong", "unsure")]
    assert "Reviewed today: 1 card, 0 right on the first try. 1 more card for today" in output


def test_a_card_that_was_never_answered_is_called_new(learner: Learner) -> None:
    output = typed(learner, ["1", "", ":s", ":c", ":d", ":c", ":t", ":q"])
    assert "Review cards: 1 new. :d goes through them." in output
    assert "Step 1 of 1: Twice a number (new: not answered yet)" in output
    assert "New: not answered yet." in output


def test_a_full_width_sign_says_unsure_and_the_end_says_when_cards_come_back(learner: Learner) -> None:
    learner.walk("first")
    learner.wait(3)
    output = typed(learner, [":d", "-1", ":s", "-1？", "", ":s"])
    assert answers(learner) == [("wrong", "sure"), ("wrong", "unsure")]
    assert "The next ones come tomorrow." in output
    assert "There is no lesson" not in output


def test_nothing_due(learner: Learner) -> None:
    assert "Nothing to review yet" in typed(learner, [":d"])
    assert "还没有可复习的内容" in typed(learner, [":复习"], "zh")


@pytest.mark.parametrize("command", [":a", ":o", ":m", ":j text", ":! text"])
def test_what_belongs_to_lessons_is_refused_in_a_review(learner: Learner, command: str) -> None:
    learner.walk("first")
    learner.wait(3)
    assert "does not work in a review" in typed(learner, [":d", command])


def test_a_result_of_the_search_is_opened_by_its_number(learner: Learner) -> None:
    output = typed(learner, [":/ thre", ":/ 1", ":c"])
    assert " 1  Three times a number · Slopes of lines, step 3 · question" in output
    assert "Step 3 of 4: Three times a number" in output


def test_from_a_lesson_to_a_step_of_it_and_to_another_lesson(learner: Learner) -> None:
    output = typed(learner, ["1", ":/ thre", ":/ 1", ":/ Gradients", ":/ 1", ":c", ":q"])
    assert output.index("Step 1 of 4") < output.index("Step 3 of 4") < output.index("Step 1 of 1: A large rate")


def test_a_term_is_told_where_one_is(learner: Learner) -> None:
    assert "How steep something is." in typed(learner, ["1", ":/ steepness", ":/ 1"])


def test_searching_for_nothing(learner: Learner) -> None:
    output = typed(learner, [":/", ":/ zebra", ":/ 7"])
    assert "Type :/ and what you look for" in output
    assert "Nothing found for “zebra”." in output


def test_notes_and_progress(learner: Learner) -> None:
    output = typed(learner, ["1", ":j", ":j mine", ":j", ":! a slip", ":m", ":t", ":j -", ":m", ":t", ":d"])
    first, second = output.split("Taken away.")
    assert "Nothing stands here yet." in first
    assert "note · Slopes of lines · What a slope is (first/page)" in first
    assert "a slip" in first
    assert "bookmark · Slopes" in first
    assert "bookmark ·" not in second
    assert ":d works on the list of lessons" in second


def test_progress_in_chinese(learner: Learner) -> None:
    output = typed(learner, [":进度"], "zh")
    assert "开始学习《直线的斜率》" in output
    assert "还没有笔记或书签。" in output


@pytest.mark.parametrize(
    ("language", "offer", "done", "state"),
    [
        ("en", "Known already? :k asks three questions", "All right at once: Gradients counts as known.", "0/1  known"),
        ("zh", "这一课已经会了？输入 :k 答三道题", "全部一次答对：《Gradients》算作已会。", "0/1  已会"),
    ],
)
def test_who_knows_a_lesson_shows_it(tmp_path: Path, language: Language, offer: str, done: str, state: str) -> None:
    learner = Learner(tmp_path, bank=THREE_CARDS)
    output = typed(learner, ["2", ":k", *RIGHT, ":q"], language)
    assert output.index(offer) < output.index(done) < output.index(state)
    assert output.count(offer[:8]) == 1


def test_who_does_not_know_it_comes_to_the_lesson(tmp_path: Path) -> None:
    learner = Learner(tmp_path, bank=THREE_CARDS)
    output = typed(learner, ["2", ":k", "-1", *RIGHT, ":c", ":q"])
    assert "Not all were right at once. Here is the lesson.\n\nStep 1 of 1: A large rate" in output
    assert "counts as known" not in output.partition(":k\n")[2]


def test_who_leaves_the_questions_is_back_in_the_course(tmp_path: Path) -> None:
    learner = Learner(tmp_path, bank=THREE_CARDS)
    output = typed(learner, ["2", ":k", ":c", ":q"])
    assert "2  Gradients" in output.rpartition(":c\n")[2]


def test_a_lesson_with_few_questions_offers_nothing(learner: Learner) -> None:
    output = typed(learner, ["1", ":k", ":q"])
    assert "Known already?" not in output
    assert "This lesson has too few questions to show that you know it." in output
