"""The preview in the real application: it follows saves, keeps the step and the answers, and survives mistakes."""

from __future__ import annotations

import asyncio
import gc
import random
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from tests.small_course import FIRST
from tests.small_lesson import TEXT
from tests.terminal import Terminal
from tests.ui.driving import Learner, visible
from tutor.cli import tutor
from tutor.errors import Place, Problem
from tutor.wording import Language
from tutor.workshop.preview import Check, PreviewApp
from tutor.workshop.saving import Watch, check_apart, course_files


async def nothing_wrong(file: Path) -> Sequence[Problem]:
    """A check that finds nothing, at once."""
    return ()


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Author(Learner):
    """Somebody who writes the lesson that the preview shows."""

    def __init__(self, app: PreviewApp, pilot: Pilot[None], file: Path, clock: Clock) -> None:
        super().__init__(app, pilot)
        self.file = file
        self._clock = clock

    async def save(self, text: str, file: Path | None = None) -> None:
        """Save `text`, and let the preview notice that the saving is over."""
        (file or self.file).write_text(text, encoding="utf-8")
        await self.look()

    async def look(self) -> None:
        """Let the preview look at the files until it has seen them quiet."""
        assert isinstance(self.app, PreviewApp)
        await self.app.look()
        self._clock.now += 1
        await self.app.look()
        await self.settle()

    async def work_done(self) -> None:
        """Wait for the workers but those that check and watch, and for the bench."""
        others = [worker for worker in self.app.workers if worker.group not in ("check", "follow")]
        if others:
            await self.app.workers.wait_for_complete(others)
        if self.app.is_running:
            await self.app.bench.run(int)


@asynccontextmanager
async def preview(
    folder: Path, text: str = TEXT, *, check: Check = nothing_wrong, language: Language = "en", step: str = ""
) -> AsyncIterator[Author]:
    """Preview a lesson `small` that begins as `text`."""
    file = folder / "small.yaml"
    file.write_text(text, encoding="utf-8")
    clock = Clock()
    watch = Watch(lambda: course_files([file]), clock=clock)
    app = PreviewApp(
        file, language=language, step=step, watch=watch, look_every=3600, check=check, seeds=random.Random(7)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        author = Author(app, pilot, file, clock)
        await author.settle()
        yield author


async def test_a_save_is_shown_at_the_step_where_the_author_is(tmp_path: Path) -> None:
    async with preview(tmp_path, step="choice") as author:
        assert "Which one is larger?" in author.text
        await author.save(TEXT.replace("Which one is larger?", "Which one is the larger one?"))
        assert author.step == "choice"
        assert "Which one is the larger one?" in author.text


async def test_a_save_while_it_is_asked_whether_one_knows_the_lesson_lets_the_questions_stand(tmp_path: Path) -> None:
    text = FIRST.replace("id: first", "id: small") + "    review: true\n"
    async with preview(tmp_path, text) as author:
        await author.press("K")
        assert "Known already?" in author.lines()[0]
        await author.save(text.replace("how steep a line is", "how steep it is"))
        assert "Known already?" in author.lines()[0]
        assert "cannot be shown" not in author.text
        await author.press("escape", "escape")
        assert "how steep it is" in author.text


async def test_a_broken_save_leaves_the_last_good_one_and_names_its_problems(tmp_path: Path) -> None:
    async with preview(tmp_path, step="choice") as author:
        await author.save(TEXT.replace("    prompt: Which one", "    promt: Which one"))
        assert "Which one is larger?" in author.text
        assert visible(author.lines(), "1 error, 0 warnings. What was saved last cannot be shown")
        assert visible(author.lines(), "small.yaml:32:5 unknown key 'promt'; did you mean 'prompt'?")
        await author.press("1", "enter")
        assert "Two it is." in author.text
        await author.save(TEXT)
        assert "promt" not in author.text
        assert "Two it is." in author.text


async def test_what_is_said_of_a_good_save_does_not_outlast_it(tmp_path: Path) -> None:
    async with preview(tmp_path) as author:
        await author.save(TEXT.replace("Which one is larger?", "Which is larger?"))
        assert visible(author.lines(), "small.yaml as saved: no problems.")
        await author.save(TEXT.replace("    prompt: Which one", "    promt: Which one"))
        assert "no problems" not in author.text
        assert "this is the save before it." in " ".join(author.text.split()), "the head is not cut off"


async def test_what_is_said_of_a_good_save_does_not_outlast_it_on_another_page(tmp_path: Path) -> None:
    async with preview(tmp_path) as author:
        await author.press("question_mark")
        await author.save(TEXT.replace("Which one is larger?", "Which is larger?"))
        assert visible(author.lines(), "small.yaml as saved: no problems.")
        await author.save(TEXT.replace("    prompt: Which one", "    promt: Which one"))
        assert "no problems" not in author.text


async def test_problems_are_said_in_the_language_that_is_switched_to(tmp_path: Path) -> None:
    async with preview(tmp_path) as author:
        await author.save(TEXT.replace("    prompt: Which one", "    promt: Which one"))
        await author.press("l")
        assert visible(author.lines(), "最近保存的内容无法显示")
        assert "是否想写" in author.text.replace(" ", "") or "promt" in author.text


async def test_answers_stay_while_they_make_sense(tmp_path: Path) -> None:
    async with preview(tmp_path, step="choice") as author:
        await author.press("2", "enter")
        assert "One is less." in author.text
        await author.save(TEXT.replace("One is less.", "One is too small."))
        assert "One is too small." in author.text
        swapped = TEXT.replace("        correct: true\n", "").replace(
            "        text: 'one'\n", "        text: 'one'\n        correct: true\n"
        )
        await author.save(swapped)
        assert author.step == "choice"
        assert "One is less." not in author.text


async def test_a_draft_in_a_field_outlives_a_save(tmp_path: Path) -> None:
    async with preview(tmp_path, step="number") as author:
        await author.press("i")
        await author.type("3+4")
        await author.save(TEXT.replace("title: A number", "title: A figure"))
        assert "A figure" in author.text
        assert "3+4" in author.text
        await author.type("+5")
        assert "3+4+5" in author.text


async def test_a_renamed_and_a_removed_step(tmp_path: Path) -> None:
    async with preview(tmp_path, step="choice") as author:
        await author.save(TEXT.replace("  - id: choice\n", "  - id: larger\n    was: [choice]\n"))
        assert author.step == "larger"
        start, end = TEXT.index("  - id: choice"), TEXT.index("  - id: number")
        await author.save(TEXT[:start] + TEXT[end:])
        assert author.step == "number"


async def test_a_step_that_went_while_the_outline_was_open(tmp_path: Path) -> None:
    async with preview(tmp_path, step="page") as author:
        await author.press("o", "down")
        start, end = TEXT.index("  - id: choice"), TEXT.index("  - id: number")
        await author.save(TEXT[:start] + TEXT[end:])
        await author.press("enter")
        assert author.step == "page"


async def test_a_lesson_that_is_broken_at_first_opens_when_it_is_mended(tmp_path: Path) -> None:
    async with preview(tmp_path, TEXT.replace("format: 1", "format: x"), step="choice") as author:
        assert visible(author.lines(), "small.yaml:1:9")
        assert "One moment" not in author.text
        await author.press("enter", "down", "p", "l")
        assert "请稍候" not in author.text
        await author.press("l")
        await author.save(TEXT)
        assert author.step == "choice"
        assert "small.yaml" not in author.text.replace("small.yaml as saved: no problems.", "")


async def test_a_first_step_that_means_nothing_opens_when_it_is_mended(tmp_path: Path) -> None:
    start, end = TEXT.index("  - id: page"), TEXT.index("  - id: parts")
    text = (TEXT[:start] + TEXT[end:]).replace("L: 'z^2'", "L: 'z^'")
    async with preview(tmp_path, text) as author:
        assert "Two factors" not in author.text
        await author.save(text.replace("L: 'z^'", "L: 'z^2'"))
        assert author.step == "parts"


async def test_the_course_around_a_lesson_and_its_translation(tmp_path: Path) -> None:
    course = "format: 1\nid: all\nlanguage: en\ntitle: All of it\nlessons:\n  - id: small\n  - id: other\n"
    (tmp_path / "course.yaml").write_text(course, encoding="utf-8")
    async with preview(tmp_path, step="page", language="zh") as author:
        assert "Read this about slopes." in author.text
        words = "language: zh\ntitle: 一课\nsteps:\n  page:\n    body: 读一读斜率。\n"
        await author.save(words, tmp_path / "small.zh.yaml")
        assert "读一读斜率。" in author.text
        await author.press("escape")
        assert "All of it" in author.text
        await author.save(TEXT.replace("title: A small lesson", "title: Another title"))
        await author.save("language: zh\n", tmp_path / "small.zh.yaml")
        assert "Another title" in author.text


class SlowCheck:
    """A check that answers when it is told to; remembers which saves it was asked about and which were given up."""

    def __init__(self) -> None:
        self.answers: list[asyncio.Future[Sequence[Problem]]] = []
        self.given_up = 0

    async def __call__(self, file: Path) -> Sequence[Problem]:
        answer: asyncio.Future[Sequence[Problem]] = asyncio.get_running_loop().create_future()
        self.answers.append(answer)
        try:
            return await answer
        except asyncio.CancelledError:
            self.given_up += 1
            raise

    def problem(self, file: Path) -> Problem:
        return Problem("misspelt-key", Place(file, 3, 4), {"key": "slow", "suggestion": "fast"}, "warning")


async def test_a_check_neither_holds_up_the_view_nor_overtakes_a_newer_save(tmp_path: Path) -> None:
    check = SlowCheck()
    async with preview(tmp_path, check=check, step="page") as author:
        await author.save(TEXT.replace("about slopes", "about hills"))
        assert "about hills" in author.text
        assert (len(check.answers), check.given_up) == (2, 1)
        await author.press("n")
        assert author.step == "choice"
        await author.save(TEXT)
        assert (len(check.answers), check.given_up) == (3, 2)
        check.answers[-1].set_result([check.problem(author.file)])
        await author.settle()
        assert visible(author.lines(), "unknown key 'slow'")
        await author.save(TEXT + "\n")
        check.answers[-1].set_result([])
        await author.settle()
        assert "slow" not in author.text
        assert visible(author.lines(), "small.yaml as saved: no problems.")


async def test_the_check_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(TEXT.replace("    prompt: Which one", "    promt: Which one"), encoding="utf-8")
    (problem,) = await check_apart(file)
    assert (problem.code, problem.place, problem.severity) == ("misspelt-key", Place(file, 32, 5), "error")
    assert dict(problem.arguments) == {"key": "promt", "suggestion": "prompt"}
    task = asyncio.ensure_future(check_apart(file))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_check_that_is_cancelled_twice_leaves_no_pipe_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the screen that is left, and by the loop that ends."""
    (tmp_path / "small.yaml").write_text(TEXT, encoding="utf-8")
    left_behind: list[object] = []
    begin = asyncio.create_subprocess_exec

    async def cancelled_twice() -> None:
        begun = asyncio.Event()

        async def beginning(*command: str, **how: Any) -> asyncio.subprocess.Process:
            process = await begin(*command, **how)
            begun.set()
            return process

        monkeypatch.setattr(asyncio, "create_subprocess_exec", beginning)
        task = asyncio.ensure_future(check_apart(tmp_path / "small.yaml"))
        await begun.wait()
        for _ in range(2):
            for _ in range(9):  # It has begun to wait, then again.
                await asyncio.sleep(0)
            task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: left_behind.append(unraisable.exc_value))
    asyncio.run(cancelled_twice())
    for thread in threading.enumerate():
        if thread.name.startswith("asyncio-waitpid"):
            thread.join()  # It waits for the process, and knows it until then.
    gc.collect()
    assert left_behind == []


async def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    async with preview(tmp_path, step="choice") as author:
        await author.press("1", "enter", "n")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["small.yaml"]


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(tutor, ["preview", "--lang", "en", str(file)])
    assert result.exit_code == 1
    assert "needs a terminal" in result.output


BAD = sorted((Path(__file__).parents[1] / "check/bad").glob("*.yaml"))


@pytest.mark.long
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.stem)
async def test_no_mistake_of_an_author_brings_it_down(bad: Path, tmp_path: Path) -> None:
    """Each lesson here means something impossible; what can be shown of it is, and the rest is said."""
    async with preview(tmp_path) as author:
        name = author.file.stem
        text = bad.read_text(encoding="utf-8").replace(f"\nid: {bad.stem}\n", f"\nid: {name}\n")
        await author.save(text)
        for _ in range(len(author.lesson.session.player.steps)):
            await author.press("h", "enter", "pagedown")
        await author.save(TEXT)
        assert author.app.is_running


def test_what_is_typed_before_anything_is_shown_is_done(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(TEXT, encoding="utf-8")
    command = (sys.executable, "-m", "tutor", "preview", str(file), "--step", "choice", "--lang", "en")
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path / "home")}) as terminal:
        terminal.type("n")
        terminal.wait_for(lambda screen: " 3/" in screen.lines[0], 60)


def test_at_a_real_terminal_with_the_real_watch_and_the_real_check(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(TEXT, encoding="utf-8")
    command = (sys.executable, "-m", "tutor", "preview", str(file), "--step", "choice", "--lang", "en")
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path / "home")}) as terminal:
        terminal.wait_for(lambda screen: "Which one is larger?" in screen.text)
        terminal.wait_for(lambda screen: "small.yaml as saved: no problems." in screen.text)
        file.write_text(TEXT.replace("Which one is", "Which of them is").replace("answer: 'k + 1'", "answer: 'k +'"))
        terminal.wait_for(lambda screen: "Which of them is larger?" in screen.text)
        terminal.wait_for(lambda screen: "1 error, 0 warnings." in screen.text and "small.yaml:50:" in screen.text)
        file.write_text(TEXT.replace("    prompt: Which one", "    promt: Which one"))
        terminal.wait_for(lambda screen: "did you mean 'prompt'?" in screen.text)
        assert "Which of them is larger?" in terminal.screen.text
    assert not (tmp_path / "home").exists()
