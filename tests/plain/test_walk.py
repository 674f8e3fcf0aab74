"""The real lesson from its first step to its last at the prompt, in both languages; left in the middle and resumed."""

from __future__ import annotations

import io
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.patience import PATIENCE
from tests.plain.learner import LESSON, DiligentLearner, course, own_study, study_in, typed
from tests.platforms import needs_posix
from tests.small_disk import SmallDisk
from tests.small_lesson import TEXT
from tutor.cli import tutor
from tutor.errors import TutorError
from tutor.events import Event
from tutor.plain import desk
from tutor.plain.listing import course_lines
from tutor.plain.walk import walk
from tutor.progress import keeping
from tutor.text import WIDEST, Cells, first_control_character
from tutor.wording import LANGUAGES, Language, Voice, plainly

COURSE = "everything-is-a-mapping"


def walked(folder: Path, language: Language, most: int = 1000) -> str:
    """What a learner who answers everything rightly sees."""
    study, sink = study_in(folder), io.StringIO()
    walk(study, Voice(language), LESSON, "", DiligentLearner(study, language, most), sink)
    return sink.getvalue()


def kept(folder: Path) -> list[Event]:
    """What is on record."""
    study = study_in(folder)
    try:
        return study.progress.events(COURSE, LESSON)
    finally:
        study.close()


@pytest.mark.parametrize(
    ("language", "finished"),
    [("en", "Finished: The chain rule. 14 of 14 steps done."), ("zh", "学完一课：链式法则。已完成 14/14 步。")],
)
@pytest.mark.every(2)
def test_the_whole_lesson(tmp_path: Path, language: Language, finished: str) -> None:
    output = walked(tmp_path, language)
    assert finished in output
    lesson = course().lesson(LESSON).value
    assert lesson is not None
    for number, step in enumerate(lesson.in_language(language).steps, 1):
        assert Voice(language)(plainly.STEP_HEAD, number=number, total=14, title=step.title) in output
    assert "✗" not in output
    answers = [event for event in kept(tmp_path) if event.kind == "answered"]
    assert {event.verdict for event in answers} == {"right"}
    assert {event.language for event in answers} == {language}
    assert sum(event.kind == "completed" for event in kept(tmp_path)) == 14
    assert first_control_character(output) is None
    assert max(map(Cells().width, output.split("\n"))) <= WIDEST


def test_everything_but_pictures_is_said(tmp_path: Path) -> None:
    output = walked(tmp_path, "en")
    for said in (
        "dL/dw = dL/da · da/dz · dz/dw",  # the chain rule before it grows
        "da/dz = a·(1 − a) ≈ 0.187",  # a factor with its value
        "dL/dw ≈ (−0.499)·0.187·2 ≈ −0.187",  # the product
        "central difference  −0.187  ✓ agrees",
        "read as a·(1 − a)",
        "loss by step: 0: 0.0624",
        "✓ You predicted it.",
        "Met after 2 steps.",
        "Task 2 of 2",
    ):
        assert said in output, said


@pytest.mark.parametrize("most", [1, 4, 9, 14, 24, 32, 45])
@pytest.mark.every(3)
def test_whoever_leaves_comes_back_to_the_same_question_with_the_same_numbers(tmp_path: Path, most: int) -> None:
    walked(tmp_path, "en", most)
    left = study_in(tmp_path)
    before = DiligentLearner(left, "en").player
    again = typed(study_in(tmp_path, seed=most), [])
    after = DiligentLearner(left, "en").player
    left.close()
    assert f"Step {before.position + 1} of 14" in again
    assert after.step.id == before.step.id
    assert after.activity.question == before.activity.question
    assert after.activity.drawn == before.activity.drawn
    assert all(number in again for number in before.activity.drawn.values())


def test_the_course_is_listed_and_the_recommended_lesson_opens_with_enter(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    lessons, first = len(course().course.source.lessons), study.lesson("welcome", "en")
    output = typed(study, ["99", "", ":c", "1", ":q"], lesson="")
    assert output.count("Everything is a mapping · ") == 2
    assert f"Enter opens {first.title}." in output
    assert f"“99” is not a lesson. Type a number from 1 to {lessons}." in output
    assert output.count(f"Step 1 of {len(first.steps)}") == 2
    assert output.endswith("Goodbye. Everything is saved.\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("q", "Goodbye. Everything is saved."),
        ("退出", "Goodbye. Everything is saved."),
        ("help", ":q (quit)"),
        ("?", ":q (quit)"),
        ("ｎ", ":n works only inside a lesson."),
        ("q5", "“q5” is not a lesson."),
    ],
)
def test_a_command_needs_no_colon_in_the_list(tmp_path: Path, line: str, said: str) -> None:
    output = typed(study_in(tmp_path), [line, "99"], lesson="")
    assert said in output
    assert ("“99” is not a lesson." in output) == ("Goodbye" not in said)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_part_stands_above_its_first_lesson(tmp_path: Path, language: Language) -> None:
    study = study_in(tmp_path)
    listed, parts = course_lines(study, Voice(language)), study.course(language).parts
    assert len(listed) == 1 + len(parts) + len(study.course(language).lessons)
    for part in parts:
        below = listed[listed.index(part.title) + 1 :][: len(part.lessons)]
        assert [line.partition("  ")[2].split("  ")[-3].strip() for line in below] == list(part.lessons)
    study.close()


def test_the_list_tells_how_far_the_learner_is(tmp_path: Path) -> None:
    typed(study_in(tmp_path), ["3", "", "", ":q"])
    study = study_in(tmp_path)
    english, chinese = course_lines(study, Voice("en")), course_lines(study, Voice("zh"))
    assert english[0] == f"Everything is a mapping · 0/{len(course().course.source.lessons)} lessons done"
    assert [" ".join(line.split()) for line in english if line.startswith("◐")] == [
        "◐ 6 The chain rule chain-rule 2/14 begun"
    ]
    assert [" ".join(line.split()) for line in chinese if line.startswith("◐")] == [
        "◐ 6 链式法则 chain-rule 2/14 进行中"
    ]
    study.close()


def test_a_lesson_that_is_called_like_a_command_opens(tmp_path: Path) -> None:
    output = typed(own_study(tmp_path, help=TEXT.replace("id: small", "id: help", 1)), ["help"], lesson="")
    assert "Step 1 of 5: A page" in output


def test_a_broken_lesson_shows_its_first_problem_and_the_others_open(tmp_path: Path) -> None:
    study = own_study(tmp_path, bad=TEXT.replace("title: A small lesson", "titel: A small lesson"), small=TEXT)
    listed = course_lines(study, Voice("en"))
    assert listed[1] == "✗  1  bad  broken"
    assert listed[2].startswith("      bad.yaml:")
    assert "did you mean 'title'?" in " ".join(listed)
    output = typed(study, ["1", "2"], lesson="")
    assert "The lesson bad has errors and cannot be opened" in output
    assert "Step 1 of 5: A page" in output


def test_the_end_of_the_input_and_an_interruption_end_politely(tmp_path: Path) -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    sink = io.StringIO()
    walk(study_in(tmp_path), Voice("zh"), LESSON, "", Interrupted(), sink)
    assert sink.getvalue().endswith("再见。所有进度都已保存。\n")
    assert typed(study_in(tmp_path), []).endswith("Goodbye. Everything is saved.\n")


def test_a_reader_who_goes_away_is_told_to_the_caller_and_everything_is_kept(tmp_path: Path) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            if "Right" in self.getvalue():
                raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        walk(study_in(tmp_path), Voice("en"), LESSON, "", io.StringIO("3\n"), Gone())
    assert [event.verdict for event in kept(tmp_path) if event.kind == "answered"] == ["right"]


def test_what_is_to_be_said_about_the_progress_comes_first(tmp_path: Path) -> None:
    (tmp_path / "progress.sqlite3").write_bytes(b"no database at all" * 100)
    output = typed(study_in(tmp_path), [])
    assert "".join(output.split()).startswith(f"Yourprogressin{tmp_path}/progress.sqlite3wasdamaged")


class _Typing(io.StringIO):
    """Lines that are typed; where there is something to do instead of a line, it is done first."""

    def __init__(self, *lines: str | Callable[[], object]) -> None:
        super().__init__()
        self._left = list(lines)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        while self._left and callable(self._left[0]):
            self._left.pop(0)()  # type: ignore[operator]
        return f"{self._left.pop(0)}\n" if self._left else ""


FULL = "What you do is not saved for now: the disk that holds"


def test_a_full_disk_locks_nobody_in_and_what_was_lost_is_said(small_disk: SmallDisk) -> None:
    study, sink = study_in(small_disk.path), io.StringIO()
    lines = _Typing(small_disk.fill, "3", ":j my note", ":n", ":o 14", "", ":q")
    with pytest.raises(TutorError) as lost:
        walk(study, Voice("en"), LESSON, "nudge", lines, sink)
    assert lost.value.code == "progress.lost.full"
    assert int(lost.value.arguments["count"]) > 4
    output = sink.getvalue()
    for said in ("✓ Right", "Noted.", "Step 2 of 14", "Step 14 of 14", "At the end of The chain rule"):
        assert said in output
    assert output.count(FULL) == 1
    assert output.index("✓ Right") < output.index(FULL) < output.index("Noted.")
    assert "Noted. This is not saved yet." in output
    asked = output.index("not saved yet. Nothing can be saved now")
    assert output[:asked].count("aved") == 3  # before the disk was full, and twice that it is not
    assert output.endswith("Goodbye.\n")


def test_where_there_is_room_again_everything_is_saved_and_said_to_be(small_disk: SmallDisk) -> None:
    study, sink = study_in(small_disk.path), io.StringIO()
    lines = _Typing(small_disk.fill, "3", small_disk.make_room, ":j my note", ":q")
    walk(study, Voice("en"), LESSON, "nudge", lines, sink)
    assert FULL in sink.getvalue()
    assert "All that was not saved is saved now." in sink.getvalue()
    assert "not saved yet" not in sink.getvalue()
    assert sink.getvalue().endswith("Goodbye. Everything is saved.\n")
    assert [event.kind for event in kept(small_disk.path)] == ["visited", "answered", "completed", "noted"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_that_another_terminal_wrote_meanwhile_stays(tmp_path: Path, language: Language) -> None:
    """It is seen where the note is asked for, and kept where another one is written without having been seen."""
    said = {"en": "Noted. Another terminal has written something here", "zh": "已记下。另一个终端"}[language]
    elsewhere, sink = study_in(tmp_path), io.StringIO()
    there = elsewhere.session(LESSON, language)
    there.open("nudge")

    def write(text: str) -> None:
        """Write a note in the other terminal."""
        there.annotate("noted", text)

    lines = _Typing(
        partial(write, "theirs"), ":j", partial(write, "more of theirs"), ":j mine", ":j", ":j both are seen", ":q"
    )
    walk(study_in(tmp_path), Voice(language), LESSON, "nudge", lines, sink)
    output = [line.strip() for line in sink.getvalue().splitlines()]
    assert output.count("theirs") == 1
    assert output.count("more of theirs / mine") == 1
    assert sink.getvalue().count(said) == 1
    assert there.look_at("noted").text == "both are seen"
    elsewhere.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_another_program_held_up_is_saved_as_soon_as_it_lets_go_while_a_line_is_waited_for(
    tmp_path: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever types nothing has it saved, too; the next thing that is said says so."""
    monkeypatch.setattr(desk, "RETRY", 0.01)
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    monkeypatch.setattr(keeping, "IMPATIENCE", 0.01)
    study, sink = study_in(tmp_path), io.StringIO()
    held = {"en": "another program holds", "zh": "正被另一个程序占用"}[language]
    now = {"en": "All that was not saved is saved now.", "zh": "现已全部保存。"}[language]
    with closing(sqlite3.connect(tmp_path / "progress.sqlite3", isolation_level=None)) as holder:

        def let_go() -> None:
            """End the other program's hold, and type nothing before all is written."""
            assert "".join(held.split()) in "".join(sink.getvalue().split())
            holder.execute("ROLLBACK")
            for _ in range(round(PATIENCE / 0.01)):
                if holder.execute("SELECT count(*) FROM event WHERE kind = 'answered'").fetchone()[0]:
                    return
                threading.Event().wait(0.01)

        lines = _Typing(partial(holder.execute, "BEGIN EXCLUSIVE"), "3", let_go, ":?", ":q")
        walk(study, Voice(language), LESSON, "nudge", lines, sink)
    output = "".join(sink.getvalue().split())
    assert output.count("".join(now.split())) == 1
    help_ = "".join(Voice(language)(plainly.COMMANDS["quit"].help).split())
    assert output.index("".join(now.split())) < output.index(help_)
    assert [event.kind for event in kept(tmp_path)] == ["visited", "answered", "completed"]


HELD = {
    "en": "not saved yet. Nothing can be saved now: the disk",
    "zh": "学习记录尚未保存。现在无法保存学习进度：",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_leaves_with_something_unsaved_is_asked_and_can_save_it(
    small_disk: SmallDisk, language: Language
) -> None:
    study, sink = study_in(small_disk.path), io.StringIO()
    lines = _Typing(small_disk.fill, "3", ":q", "", ":c", ":q", small_disk.make_room, "")
    walk(study, Voice(language), LESSON, "nudge", lines, sink)
    output = sink.getvalue()
    assert "".join(output.split()).count("".join(HELD[language].split())) == 3
    assert output.endswith(Voice(language)(plainly.GOODBYE) + "\n")
    assert [event.kind for event in kept(small_disk.path)] == ["visited", "answered", "completed"]


@pytest.mark.parametrize("word", ["q", ":q", "：ｑ", ":quit"])
def test_whoever_asks_to_leave_once_more_leaves(small_disk: SmallDisk, word: str) -> None:
    lines = _Typing(small_disk.fill, "3", ":q", word, "3")
    with pytest.raises(TutorError) as lost:
        walk(study_in(small_disk.path), Voice("en"), LESSON, "nudge", lines, io.StringIO())
    assert lost.value.code == "progress.lost.full"
    assert lines.readline() == "3\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_stays_hears_again_what_is_asked(small_disk: SmallDisk, language: Language) -> None:
    voice, sink = Voice(language), io.StringIO()
    lines = _Typing(small_disk.fill, "3", ":n", ":q", "stay", ":c", ":q", "stay", small_disk.make_room)
    walk(study_in(small_disk.path), voice, LESSON, "nudge", lines, sink)
    in_lesson, in_list = ("".join(part.split()) for part in sink.getvalue().split("> stay\n")[1:])
    assert in_lesson.startswith("".join(voice(plainly.ENTER_NEXT).split()))
    assert in_list.startswith("".join(plainly.OPEN_RECOMMENDED.in_language(language).partition("{")[0].split()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_stays_at_an_open_question_is_told_that_it_is_open(small_disk: SmallDisk, language: Language) -> None:
    voice, sink = Voice(language), io.StringIO()
    lines = _Typing(small_disk.fill, ":j my note", ":q", "stay", small_disk.make_room)
    walk(study_in(small_disk.path), voice, LESSON, "nudge", lines, sink)
    said = "".join(sink.getvalue().split("> stay\n")[1].split())
    assert said.startswith("".join(plainly.STILL_OPEN.in_language(language).partition("{")[0].split()))


def test_nobody_is_told_that_everything_is_saved_where_nothing_can_be(small_disk: SmallDisk) -> None:
    small_disk.fill()
    output = typed(study_in(small_disk.path), [":q"], lesson="")
    assert output.startswith(FULL)
    assert "Everything is saved" not in output
    assert output.endswith("Goodbye.\n")


def test_an_unknown_lesson_or_step_is_the_callers_to_say(tmp_path: Path) -> None:
    for lesson, step, code in (("nothing", "", "study.unknown-lesson"), (LESSON, "nowhere", "study.unknown-step")):
        sink = io.StringIO()
        with pytest.raises(TutorError) as caught:
            walk(study_in(tmp_path), Voice("en"), lesson, step, io.StringIO(), sink)
        assert caught.value.code == code
        assert sink.getvalue() == ""


def test_a_stream_that_takes_only_ascii_gets_only_ascii(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    sink = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    walk(study, Voice("en"), LESSON, "", DiligentLearner(study, "en"), sink)
    assert isinstance(sink.buffer, io.BytesIO)
    output = sink.buffer.getvalue().decode("ascii")
    assert "da/dz = a*(1 - a) ~ 0.187" in output
    assert "+ Right" in output
    assert "Finished: The chain rule." in output
    assert "??" not in output


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_linked_lesson_is_opened_as_it_is_said(tmp_path: Path, language: Language) -> None:
    linked = TEXT.replace("Read this about slopes.", "Read [[lesson:other|the other one]] about slopes.")
    other = TEXT.replace("id: small", "id: other").replace("title: A small lesson", "title: The other")
    assert linked != TEXT
    study = own_study(tmp_path, small=linked, other=other)
    number = {"en": "Lessons here: 2 The other. :c goes", "zh": "这里提到的课：2 The other。输入 :c"}[language]
    output = typed(study, [":c", "2"], "small", "page", language)
    before, _, after = " ".join(output.split()).partition(number)
    assert "Read the other one about slopes" in before
    assert "Read this about slopes." in after


@needs_posix("signals that can be held back")
def test_signals_are_held_back_for_no_longer_than_the_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert CliRunner().invoke(tutor, ["--plain", "--lang", "en"], input=":q\n").exit_code == 0
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
