"""What ends an operation is said in both languages, with everything that the sentence names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plain.learner import own_study, study_in
from tests.small_lesson import TEXT, small_lesson
from tutor.activity.network import NetworkActivity, read_settings
from tutor.derive_text import derivation_text
from tutor.errors import BrokenFilesError, Place, Problem, TutorError
from tutor.lesson.format.network_steps import NetworkStep
from tutor.lesson.loading.course import load_course
from tutor.wording import LANGUAGES, Sentence, Voice
from tutor.wording.failures import FAILURES, failure_sentence, problem_line
from tutor.wording.network import PROBLEMS as ENGINE
from tutor.wording.reasons import REASONS
from tutor.wording.sentence import together

VOICES = [Voice(language) for language in LANGUAGES]


def _lab() -> NetworkActivity:
    lesson = small_lesson()
    step = lesson.step("lab")
    assert isinstance(step, NetworkStep)
    return NetworkActivity(step, lesson)


def _derive(formula: str, wrt: str, at: str = "") -> Callable[[Path], object]:
    return lambda folder: derivation_text(formula, wrt, at, VOICES[0])


PROSE = """\
format: 1
id: bare
language: en
title: Prose alone
summary: Nothing to export.
minutes: 5
steps:
  - id: page
    type: prose
    title: A page
    body: Read this.
"""

FAILING: dict[str, Callable[[Path], object]] = {
    "study.unknown-lesson": lambda folder: study_in(folder).lesson("nothing", "en"),
    "study.unknown-lesson-misspelt": lambda folder: study_in(folder).lesson("chain-rul", "en"),
    "study.unknown-step-misspelt": lambda folder: study_in(folder).session("chain-rule", "en").open("ruel"),
    "study.broken-lesson": lambda folder: own_study(folder, bad=TEXT.replace("minutes: 5\n", "")).session("bad", "en"),
    "study.broken-course": load_course,
    "study.unknown-step": lambda folder: study_in(folder).session("chain-rule", "en").open("nowhere"),
    "study.no-network": lambda folder: study_in(folder).network("chain-rule", "rule"),
    "study.no-networks": lambda folder: own_study(folder, bare=PROSE).network("bare", "page"),
    "study.which-run": lambda folder: study_in(folder).network("faq", "bend"),
    "study.one-run": lambda folder: study_in(folder).network("chain-rule", "live", 1),
    "settings.unreadable": lambda folder: read_settings("w 4", ["w"], ["w"]),
    "settings.fixed": lambda folder: read_settings("b = 4", ["w"], ["w", "b"]),
    "settings.unknown": lambda folder: read_settings("foo = 4", ["w"], ["w", "b"]),
    "network.not-finite": lambda folder: _lab().lab.edit("w", float("inf")),
    "network.learning-rate-not-positive": lambda folder: _lab().lab.edit("learning_rate", 0.0),
    "network.unknown-quantity": lambda folder: _lab().lab.edit("v", 1.0),
    "derive.name": _derive("x", "2x"),
    "derive.value": _derive("x", "x", "x"),
    "derive.missing": _derive("w*x", "x", "x=1"),
    "derive.twice": _derive("x", "x", "x=1,x=2"),
    "derive.other-case": _derive("x", "X"),
    "derive.one-name": _derive("wx", "w"),
    "misspelled_before_bracket": _derive("sigmod(x)", "x"),
    "unknown_function": _derive("softmax(x)", "x"),
    "open_without_close": _derive("a(1-", "a"),
    "unexpected_end": _derive("a^", "a"),
}


@pytest.mark.parametrize("code", FAILING)
def test_a_failure_is_said_in_both_languages(code: str, tmp_path: Path) -> None:
    with pytest.raises(TutorError) as caught:
        FAILING[code](tmp_path)
    assert caught.value.code == code
    english, chinese = (failure_sentence(caught.value, voice) for voice in VOICES)
    assert english.isascii() or "“" in english
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert "{" not in english + chinese


def test_broken_files_are_told_by_their_first_error_not_by_a_warning() -> None:
    warning = Problem("lost-text", Place(Path("c.yaml"), 1, 1), {"text": "x"}, "warning")
    error = Problem("not-a-file", Place(Path("d.yaml"), 3, 7))
    sentence = failure_sentence(BrokenFilesError("study.broken-course", (warning, error)), VOICES[0])
    assert sentence == "The course cannot be opened. d.yaml:3:7 this is not an ordinary file."


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert problem_line(Problem("not-a-file", Place(Path("dir/d.yaml"))), VOICES[1]) == "dir/d.yaml：这不是普通文件"


def test_failures_are_whole_sentences() -> None:
    """But for those of the engine, which are said within a problem of a lesson's file."""
    whole = [sentence for code, sentence in FAILURES.items() if code not in ENGINE]
    assert [one for one in whole if not re.search(r"[.?]$|\{(problem|why)\}$", one.en)] == []
    assert [one for one in whole if not re.search(r"[。？]$|\{(problem|why)\}$", one.zh)] == []


def test_what_may_have_been_meant_comes_before_all_that_there_is(tmp_path: Path) -> None:
    for code, meant, after in (
        ("study.unknown-lesson-misspelt", "chain-rule", "python -m tutor list"),
        ("study.unknown-step-misspelt", "rule", "nudge"),
    ):
        with pytest.raises(TutorError) as caught:
            FAILING[code](tmp_path)
        for voice, guess in zip(VOICES, ("Did you mean {}?", "是不是想输入 {}？"), strict=True):
            said = failure_sentence(caught.value, voice)
            assert 0 < said.index(guess.format(meant)) < said.index(after)


def test_names_are_listed_as_the_language_does_it() -> None:
    error = TutorError("study.unknown-step", lesson="loss", step="x", steps="a, b, c")
    assert failure_sentence(error, Voice("en")) == "The lesson loss has no step x. Its steps: a, b, c."
    assert failure_sentence(error, Voice("zh")) == "loss 这一课里没有步骤 x。现有步骤：a、b、c。"


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [("b", "b", " b "), ("b, x", "b and x", " b、x "), ("a, b, x", "a, b and x", " a、b、x ")],
)
def test_a_list_within_a_sentence_ends_as_its_language_has_it(names: str, english: str, chinese: str) -> None:
    said = REASONS["unused_symbol"]
    assert said.say("en", names=names) == f"The answer depends on {english}, and yours does not."
    assert said.say("zh", names=names) == f"答案与{chinese}有关，而你的式子与之无关。"


def test_counts_are_written_as_the_language_does_and_places_are_not_counts() -> None:
    sentence = Sentence(
        "{count|text|texts} of {total}, line {line}, as {name}", "{total} 中的 {count} 处，第 {line} 行 {name}"
    )
    arguments: dict[str, str | int] = {"count": 4600, "total": 12345, "line": 1234, "name": "5000"}
    assert sentence.say("en", **arguments) == "4,600 texts of 12,345, line 1234, as 5000"
    assert sentence.say("zh", **arguments) == "12345 中的 4600 处，第 1234 行 5000"


def test_sentences_stand_together_as_each_language_sets_them() -> None:
    assert together(["One is here.", "Two are there."]) == "One is here. Two are there."
    assert together(["文件已损坏。", "2026-11-28 的备份中有 3 条记录。", "请重试。"]) == (
        "文件已损坏。2026-11-28 的备份中有 3 条记录。请重试。"
    )
    assert together([]) == ""
