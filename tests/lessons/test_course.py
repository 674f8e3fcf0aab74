"""The shipped course: sound in every respect, walked to its end in both languages, nothing missing in either."""

from __future__ import annotations

import random
import re

import pytest

from tests.lessons.shipped import FOLDER, LANGUAGES, course, lesson, lesson_ids, link_names, steps
from tutor.check import check_file
from tutor.check.walk import own_answer
from tutor.learner.course import standing
from tutor.learner.listing import outline_of
from tutor.learner.session import Session
from tutor.lesson.format.fields import texts
from tutor.lesson.format.markdown_rules import has_words, terms
from tutor.lesson.format.model import DerivationStep, Lesson, ProseStep, Step
from tutor.lesson.format.network_steps import ExperimentStep, NetworkStep
from tutor.lesson.format.questions import QuizPart, SymbolicQuestion
from tutor.lesson.writing.translating import load_translation
from tutor.progress import MemoryProgress
from tutor.text import Cells

CHINESE = re.compile(r"[一-鿿]")
HALF_WIDTH = re.compile(r"[一-鿿][,;:!?]|[,;:!?][一-鿿]|[一-鿿]\.(?!\w)")
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
each_lesson = pytest.mark.parametrize("lesson_id", lesson_ids())


@pytest.mark.parametrize("name", ["course", "glossary", "bank", *lesson_ids()])
@pytest.mark.every(8)
def test_check_finds_nothing(name: str) -> None:
    assert check_file(FOLDER / f"{name}.yaml") == []


def test_every_lesson_builds_on_earlier_ones() -> None:
    places = course().course.source.lessons
    for number, place in enumerate(places):
        assert set(place.builds_on) <= {earlier.id for earlier in places[:number]}
        assert place.builds_on or number == 0


@in_both_languages
@each_lesson
def test_a_lesson_says_which_question_it_answers_and_what_it_gives(lesson_id: str, language: str) -> None:
    """In Chinese, 72 columns fill two lines of 40: words do not leave the ends of lines empty, but punctuation does."""
    said = lesson(lesson_id, language)
    assert 0 < Cells().width(said.question) <= (88 if language == "en" else 72)
    assert said.question.endswith("?" if language == "en" else "？")
    assert len(said.outcomes) == 3
    assert all(outcome[-1].isalnum() and outcome[0] == outcome[0].lower() for outcome in said.outcomes)


@in_both_languages
@each_lesson
@pytest.mark.every(3)
def test_a_lesson_is_walked_to_its_end_through_wrong_answers(lesson_id: str, language: str) -> None:
    progress = MemoryProgress()
    walked = lesson(lesson_id, language)
    session = Session("c", walked, [], progress, language=language, seeds=random.Random(4))
    session.open()
    for position in range(len(walked.steps)):
        if position:
            session.go(position)
        _walk_step(session)
    session.finish()
    assert standing(outline_of(walked), progress.events("c", lesson_id)).state == "done"


def _walk_step(session: Session) -> None:
    while (question := session.player.activity.question) is not None:
        answer = own_answer(session.player.activity) or next(iter(question.options), "")
        for option in question.options[:1] if question.form == "choice" and answer != question.options[0] else ():
            session.answer(option)
        if session.player.activity.question == question:
            session.answer(answer)
        assert session.player.activity.question != question, (
            f"{session.player.step.id}: {answer!r} does not get past {question}"
        )


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_translation_is_in_the_lock(language: str) -> None:
    """Of one that is not, nobody is told that its source has changed; `translate` writes it down."""
    translation = load_translation(FOLDER, language)
    assert [name for name, pair in translation.locked().items() if translation.lock.get(name) != pair] == []


@each_lesson
def test_every_text_with_words_is_chinese_in_chinese(lesson_id: str) -> None:
    english = dict(texts(lesson(lesson_id)))
    chinese = dict(texts(lesson(lesson_id, "zh")))
    assert english.keys() == chinese.keys()
    assert [text for text in chinese.values() if has_words(text) and not CHINESE.search(text)] == []
    assert [path for path, text in chinese.items() if has_words(text) and text == english[path]] == []


def test_every_term_of_the_glossary_is_chinese_in_chinese() -> None:
    glossary = course().glossary
    english, chinese = (dict(texts(glossary.in_language(language))) for language in LANGUAGES)
    # How many other names a term has is each language's own affair.
    assert {path for path in english if "aliases" not in path} == {path for path in chinese if "aliases" not in path}
    assert [text for path, text in chinese.items() if path[-1] == "text" and not CHINESE.search(text)] == []


@each_lesson
def test_chinese_sentences_have_chinese_punctuation(lesson_id: str) -> None:
    for _, text in texts(lesson(lesson_id, "zh")):
        outside = re.sub(r"\$[^$]*\$|`[^`]*`", "式", text)
        assert HALF_WIDTH.findall(outside) == []
        assert '"' not in outside


@in_both_languages
@each_lesson
def test_every_term_exists(lesson_id: str, language: str) -> None:
    known = link_names(language).keys()
    used = {term for _, text in texts(lesson(lesson_id, language)) for term in terms(text)}
    assert used
    assert used <= known


@each_lesson
def test_a_lesson_is_short_and_mostly_done_not_read(lesson_id: str) -> None:
    every = lesson(lesson_id).steps
    assert 8 <= len(every) <= 14
    assert 3 * sum(isinstance(step, ProseStep) for step in every) <= len(every)


@each_lesson
def test_a_lesson_has_a_prediction_something_derived_and_something_run(lesson_id: str) -> None:
    every = lesson(lesson_id).steps
    assert any(isinstance(step, NetworkStep | ExperimentStep) and step.predict for step in every)
    assert any(isinstance(step, ExperimentStep) or (isinstance(step, NetworkStep) and step.tasks) for step in every)
    assert any(isinstance(step, DerivationStep | SymbolicQuestion) for step in every)


def test_derivations_in_several_variables_are_written_with_a_round_d() -> None:
    """The lesson of the chain rule moves one variable only and says d, as `dy/dx` does; the others write ∂."""
    for lesson_id, step in steps():
        if isinstance(step, DerivationStep) and lesson_id != "chain-rule":
            assert step.partial == (len(step.at) > 1), f"{lesson_id}/{step.id}"


def _questions(walked: Lesson) -> list[Step]:
    return [step for step in walked.steps if isinstance(step, QuizPart)]


@each_lesson
def test_every_question_has_three_rungs_of_hints(lesson_id: str) -> None:
    for step in _questions(lesson(lesson_id)):
        assert not isinstance(step, ProseStep)
        assert len(getattr(step, "hints", ())) == 3, step.id


@each_lesson
def test_the_lessons_skills_come_back_in_the_review(lesson_id: str) -> None:
    taught = lesson(lesson_id)
    reviewed = {getattr(step, "skill", None) for step in _questions(taught) if getattr(step, "review", False)}
    assert set(taught.teaches) <= reviewed | {None}
