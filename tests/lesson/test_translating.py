"""A translation's whole life: begun, completed, gone stale, accepted; nothing that a translator wrote is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.lesson.expectations import said
from tutor import paths
from tutor.check import check
from tutor.cli import tutor
from tutor.errors import TutorError
from tutor.lesson.writing.translating import complete, load_translation, lock_file, pair_of, read_lock

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "lessons"
COURSE = "format: 1\nid: mine\nlanguage: en\ntitle: Mine\nlessons:\n  - id: small\n"
CHINESE = """\
# 小课的译文
language: zh
title: 小课   # 短

steps:
  why:
    body: |
      轻推 $w$ 会移动 $L$。`code` 不变。

      $$\\frac{dL}{dw} = \\frac{dL}{da}\\cdot\\frac{da}{dw}$$

  # 单选题
  q-single:
    choices:
      dadz: {feedback: 对，这就是斜率。, text: $da/dz$}
  q-number:
    prompt: 若 $w = @{w}$ 且 $x = @{x}$，$dz/dw$ 是多少？
"""
TAGGED = [
    "'[zh] {}'",
    "'{} (zh)'",
    "'zh: {}'",
    "'zh-CN: {}'",
    "'TODO: {}'",
    "'{}（待译）'",
    "'[untranslated] {}'",
    "'未译：{}'",
]
SHORT = ["同上", "（略）", "WIP", "n/a", "占位", "'[zh]'", "translate me", "x"]
GLOSSARY = (
    "format: 1\nlanguage: en\nterms:\n  - id: loss\n    title: loss\n    text: How wrong.\n    aliases: [error]\n"
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with a lesson that is partly translated."""
    shutil.copy(HERE / "good/small.yaml", tmp_path)
    (tmp_path / "small.zh.yaml").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _call(course: Path, *arguments: str) -> Result:
    return CliRunner().invoke(tutor, ["--lang", "en", "translate", "zh", "--course", str(course), *arguments])


def test_a_translation_of_the_shipped_course_is_complete_and_current() -> None:
    translation = load_translation(SHIPPED, "zh")
    assert (translation.names("missing"), translation.names("stale")) == ([], [])


def test_completing_keeps_every_line_and_makes_a_sound_translation(course: Path) -> None:
    before = (course / "small.zh.yaml").read_text(encoding="utf-8").splitlines()
    done = _call(course)
    assert done.exit_code == 0, done.output
    after = (course / "small.zh.yaml").read_text(encoding="utf-8").splitlines()
    left = iter(after)
    assert all(line in left for line in before), "the old lines are there, in their order"
    assert said(check([course])) == []
    assert {file.name for file in course.glob("*zh*")} == {
        "small.zh.yaml",
        "course.zh.yaml",
        "glossary.zh.yaml",
        "zh.lock",
    }
    # Long paths are broken at the width of the terminal.
    assert "course.zh.yaml:1textadded" in "".join(done.output.split())
    again = _call(course).output
    named = f"Course:{course.resolve()}"
    assert "".join(again.split()).startswith(named)
    assert "".join(done.output.split()).endswith("".join(again.split()).removeprefix(named))


def test_words_of_the_source_count_as_not_translated_until_they_are_accepted(course: Path) -> None:
    _call(course)
    assert "glossary/terms.loss.title" in load_translation(course, "zh").names("missing")
    assert _call(course, "--status").exit_code == 1
    _replace(course / "glossary.zh.yaml", "title: loss", "title: 损失")
    assert _call(course, "--accept", "small", "--accept", "glossary/terms.loss", "--accept", "course").exit_code == 0
    status = _call(course, "--status")
    assert (status.exit_code, status.output.count("\n")) == (0, 2)
    assert " 0 not translated, 0 stale." in status.output


def test_a_text_is_stale_when_its_source_changed_and_it_did_not(course: Path) -> None:
    _call(course)
    _call(course, "--accept", "small", "--accept", "glossary", "--accept", "course")
    _replace(course / "glossary.yaml", "How wrong.", "How wrong it is.")
    _replace(course / "glossary.yaml", "[error]", "[error, cost]")
    _replace(course / "glossary.zh.yaml", "- error", "- 误差")
    assert load_translation(course, "zh").names("stale") == ["glossary/terms.loss.text"]
    done = _call(course)
    assert (done.exit_code, _call(course, "--status").exit_code) == (0, 1)
    assert "stale    glossary/terms.loss.text" in done.output, "completing does not make it current"
    _call(course, "--accept", "glossary/terms.loss.text")
    assert _call(course, "--status").exit_code == 0


def test_prose_that_only_moves_or_gains_spaces_is_not_stale(course: Path) -> None:
    _call(course)
    _call(course, "--accept", "small", "--accept", "glossary", "--accept", "course")
    _replace(course / "glossary.yaml", "title: loss", "title:   'loss '")
    _replace(course / "glossary.yaml", "format: 1", "# a comment\nformat: 1")
    assert load_translation(course, "zh").names("stale") == []


def test_what_is_written_in_braces_is_named_and_left(course: Path) -> None:
    (course / "glossary.zh.yaml").write_text("language: zh\nterms: {loss: {title: 损失}}\n", encoding="utf-8")
    _, _, homeless = complete(load_translation(course, "zh"))
    assert homeless == ["glossary/terms.loss.text", "glossary/terms.loss.aliases"]
    assert (course / "glossary.zh.yaml").read_text(encoding="utf-8") == "language: zh\nterms: {loss: {title: 损失}}\n"
    assert "No place for glossary/terms.loss.text" in _call(course).output


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("zh.lock", "nonsense\n", "translate.lock"),
        ("zh.lock", b"\xff", "translate.lock"),
        ("small.zh.yaml", "language: 'zh\n", "translate.broken"),
        ("small.zh.yaml", "- a\n", "translate.broken"),
        ("small.yaml", "format: 1\n", "study.broken-lesson"),
        ("course.yaml", "format: 1\n", "study.broken-course"),
    ],
)
def test_what_cannot_be_read_stops_everything(course: Path, file: str, content: str | bytes, code: str) -> None:
    (course / file).write_bytes(content.encode() if isinstance(content, str) else content)
    before = {path.name: path.read_bytes() for path in course.iterdir()}
    with pytest.raises(TutorError) as caught:
        complete(load_translation(course, "zh"))
    assert caught.value.code == code
    assert _call(course).exit_code == 1
    assert {path.name: path.read_bytes() for path in course.iterdir()} == before


@pytest.mark.parametrize("arguments", [(), ("--accept", "small")])
def test_nothing_is_written_into_the_installed_program(
    course: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", course)
    before = {path.name: path.read_bytes() for path in course.iterdir()}
    done = _call(course, *arguments)
    assert (done.exit_code, "Copy the folder" in " ".join(done.output.split())) == (1, True)
    assert CliRunner().invoke(tutor, ["new", "mine", "--course", str(course)]).exit_code == 1
    assert {path.name: path.read_bytes() for path in course.iterdir()} == before
    copy = tmp_path_factory.mktemp("mine") / "copy"
    shutil.copytree(course, copy)
    assert _call(copy).exit_code == 0


@pytest.mark.parametrize(
    "filler", ["TODO", "'…'", "xxx", "TBD, the title", "'- - -'", "待译", "lorem ipsum dolor", *SHORT]
)
@pytest.mark.every(9)
def test_filler_translates_nothing_and_is_named_where_it_stands(course: Path, filler: str) -> None:
    (course / "glossary.zh.yaml").write_text(
        f"language: zh\nterms:\n  loss:\n    title: {filler}\n    text: 错了多少。\n", encoding="utf-8"
    )
    assert "glossary/terms.loss.title" in load_translation(course, "zh").names("missing")
    found = [problem for problem in check([course]) if problem.code == "translation-filler"]
    assert [(problem.place.file.name, problem.place.line, problem.place.column) for problem in found] == [
        ("glossary.zh.yaml", 4, 5)
    ]
    (course / "glossary.zh.yaml").write_text("language: zh\nterms:\n  loss:\n    text: 错了多少。\n", encoding="utf-8")
    assert said(check([course])) == []


@pytest.mark.parametrize("tagged", [*TAGGED, "'Chinese text: {}'", "'{} 在此'", "'**{}**, in Chinese'"])
@pytest.mark.every(3)
def test_the_source_with_a_few_words_beside_it_is_not_translated(course: Path, tagged: str) -> None:
    sentence = "How wrong the answers of a network are."
    (course / "glossary.yaml").write_text(GLOSSARY.replace("How wrong.", sentence), encoding="utf-8")
    words = "language: zh\nterms:\n  loss:\n    title: {}\n    text: {}\n"
    for title, text, name in (
        ("损失", tagged.format(sentence), "text"),
        (tagged.format("loss"), "错了多少。", "title"),
    ):
        if name == "title" and tagged not in TAGGED:
            continue
        (course / "glossary.zh.yaml").write_text(words.format(title, text), encoding="utf-8")
        assert f"glossary/terms.loss.{name}" in load_translation(course, "zh").names("missing")
        assert [problem.code for problem in check([course])] == ["translation-filler"]


@pytest.mark.parametrize("both", ["'损失函数（loss）'", "'loss 函数'", "'损失（又称 loss）'", "Verlust"])
def test_a_title_may_name_the_source_s_word_beside_its_own(course: Path, both: str) -> None:
    words = f"language: zh\nterms:\n  loss:\n    title: {both}\n    text: 错了多少。\n"
    (course / "glossary.zh.yaml").write_text(words, encoding="utf-8")
    assert "glossary/terms.loss.title" not in load_translation(course, "zh").names("missing")
    assert said(check([course])) == []


@pytest.mark.parametrize("copied", ["How  wrong.", "How wrong。", "How wrong!", "How wrong", "'How，wrong ！'"])
def test_the_source_with_other_spaces_or_end_marks_is_not_translated(course: Path, copied: str) -> None:
    words = "language: zh\nterms:\n  loss:\n    text: {}\n"
    (course / "glossary.zh.yaml").write_text(words.format(copied), encoding="utf-8")
    assert "glossary/terms.loss.text" in load_translation(course, "zh").names("missing")
    (course / "glossary.zh.yaml").write_text(words.format("错了多少。"), encoding="utf-8")
    assert "glossary/terms.loss.text" not in load_translation(course, "zh").names("missing")


def test_the_same_words_for_three_different_texts_translate_none_of_them(course: Path) -> None:
    words = "language: zh\ntitle: 同样\nsummary: 同样\nsteps:\n  why:\n    title: {}\n"
    (course / "small.zh.yaml").write_text(words.format("同样"), encoding="utf-8")
    same = {"small/title", "small/summary", "small/steps.why.title"}
    assert same <= set(load_translation(course, "zh").names("missing"))
    (course / "small.zh.yaml").write_text(words.format("为何"), encoding="utf-8")
    assert not same & set(load_translation(course, "zh").names("missing"))


def test_names_and_languages_that_there_are_not(course: Path) -> None:
    assert _call(course, "--accept", "small/steps.nowhere").exit_code == 1
    for language, code in (("en", 1), ("xx", 2), ("../zh", 2), ("Chinese", 2)):
        assert CliRunner().invoke(tutor, ["translate", language, "--course", str(course)]).exit_code == code


def test_a_link_that_leads_out_is_not_followed(course: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("language: zh\ntitle: 秘密\n", encoding="utf-8")
    (course / "course.zh.yaml").symlink_to(outside)
    assert _call(course).exit_code == 1
    assert outside.read_text(encoding="utf-8") == "language: zh\ntitle: 秘密\n"


def test_the_lock_is_sorted_and_has_a_line_for_each_text(course: Path) -> None:
    _call(course)
    _call(course, "--accept", "glossary")
    lines = lock_file(course, "zh").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Written by")
    assert lines[1:] == sorted(lines[1:])
    assert read_lock(lock_file(course, "zh"))["glossary/terms.loss.title"] == pair_of("loss", " loss\n")
