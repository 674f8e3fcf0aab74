"""A course from a stranger reads nothing outside its folder, runs no code, and costs neither memory nor time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.platforms import needs_posix
from tests.small_lesson import TEXT
from tutor.check import check
from tutor.errors import Problem, TutorError
from tutor.learner.study import Study
from tutor.lesson.loading.file import MOST_TRANSLATIONS, load_lesson
from tutor.lesson.writing.translating import complete, load_translation, read_lock

WORK = 20
"""Seconds of the processor after which a test has shown that something does not end; a busy machine takes longer."""


@pytest.fixture(autouse=True)
def _an_end() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise AssertionError("this does not end")

    if sys.platform == "win32":  # There are no such timers: the bound of all tests must do.
        yield
        return
    # What waits, for a pipe that nobody fills, uses no processor.
    timers = ((signal.SIGPROF, signal.ITIMER_PROF, WORK), (signal.SIGALRM, signal.ITIMER_REAL, PATIENCE))
    before = [(number, signal.signal(number, give_up)) for number, _, _ in timers]
    for _, timer, seconds in timers:
        signal.setitimer(timer, seconds)
    yield
    for _, timer, _ in timers:
        signal.setitimer(timer, 0)
    for number, handler in before:
        signal.signal(number, handler)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with the small lesson; beside it, out of bounds, a secret."""
    folder = tmp_path / "course"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text(TEXT.replace("title: A small lesson", "title: Secret"), encoding="utf-8")
    text = "format: 1\nid: theirs\nlanguage: en\ntitle: Theirs\nlessons:\n  - id: small\n"
    (folder / "course.yaml").write_text(text, encoding="utf-8")
    (folder / "small.yaml").write_text(TEXT, encoding="utf-8")
    return folder


def _codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def _check_edited(course: Path, before: str, after: str) -> list[Problem]:
    assert TEXT.count(before) == 1
    (course / "small.yaml").write_text(TEXT.replace(before, after), encoding="utf-8")
    return check([course])


# Files


@pytest.mark.parametrize("name", ["small.yaml", "small.zh.yaml", "glossary.yaml", "bank.yaml", "course.zh.yaml"])
def test_a_link_that_leads_out_is_refused(course: Path, name: str) -> None:
    (course / name).unlink(missing_ok=True)
    (course / name).symlink_to(course.parent / "secret.yaml")
    (problem,) = [problem for problem in check([course]) if problem.place.file.name == name]
    assert problem.code == "outside-folder"
    study = Study.open(course, course.parent / "progress.sqlite3")
    assert "Secret" not in repr(study.entries("en"))
    study.close()


def test_a_link_inside_the_folder_is_followed(course: Path) -> None:
    (course / "small.yaml").rename(course / "real.txt")
    (course / "small.yaml").symlink_to(course / "real.txt")
    assert check([course]) == []


@needs_posix("named pipes and devices")
def test_links_in_a_circle_devices_pipes_and_folders(course: Path) -> None:
    file = course / "small.yaml"
    makers: list[tuple[Callable[[], object], str]] = [
        (lambda: file.symlink_to(file), "unreadable-file"),
        (lambda: file.symlink_to("/dev/zero"), "outside-folder"),
        (lambda: os.mkfifo(file), "not-a-file"),
        (file.mkdir, "not-a-file"),
    ]
    for make, code in makers:
        file.unlink()
        make()
        assert code in _codes(check([course]))
        if file.is_dir():
            file.rmdir()
            file.touch()


@pytest.mark.parametrize("id_", ["../secret", "/etc/passwd", "..", "a/b", "a\\b", "~root", ".hidden"])
def test_an_id_is_no_path(course: Path, id_: str) -> None:
    (course / "course.yaml").write_text(
        f"format: 1\nid: theirs\nlanguage: en\ntitle: Theirs\nlessons:\n  - id: '{id_}'\n", encoding="utf-8"
    )
    (problem,) = check([course])
    assert (problem.code, problem.place.line, problem.place.column) == ("not-an-identifier", 6, 9)


def test_a_lock_that_leads_out_is_neither_read_nor_written(course: Path) -> None:
    for target in (course.parent / "secret.yaml", Path("/dev/zero")):
        (course / "zh.lock").unlink(missing_ok=True)
        (course / "zh.lock").symlink_to(target)
        with pytest.raises(TutorError) as caught:
            read_lock(course / "zh.lock")
        assert caught.value.code == "translate.lock"


def test_translate_writes_nothing_outside(course: Path) -> None:
    outside = course.parent / "outside.yaml"
    (course / "small.zh.yaml").symlink_to(outside)
    (course / "zh.lock").symlink_to(course.parent / "outside.lock")
    planted = course.parent / "planted"
    (course / "course.zh.yaml.new").symlink_to(planted)
    with pytest.raises(TutorError):
        complete(load_translation(course, "zh"))
    assert not outside.exists()
    assert not (course.parent / "outside.lock").exists()
    assert not planted.exists()


# Code

CODE = '__import__("os").system("touch touched")'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("L: 'z^2'", f"L: '{CODE}'"),
        ("answer: 'k + 1'", f"answer: '{CODE}'"),
        ("answer: 'k'\n", f"answer: '{CODE}'\n"),
        ("when: 'loss[1] > loss[0]'", f"when: '{CODE}'"),
        ("goal: 'loss[-1] < 0.01'", f"goal: '{CODE}'"),
        ("    params:\n", f"    where: ['{CODE} > 0']\n    params:\n"),
        ("title: A page", f"title: !!python/object/apply:os.system ['{CODE}']"),
        ("title: A page", "title: !!python/name:os.system"),
    ],
)
def test_no_text_of_a_lesson_is_run(course: Path, before: str, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.parent)
    problems = _check_edited(course, before, after)
    assert [problem.severity for problem in problems].count("error") >= 1
    assert all(problem.place.line > 1 for problem in problems)
    assert not (course.parent / "touched").exists()


# Size and time


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("within: 5\n", "within: 999999999\n", "too-large"),
        ("when: 'loss[1] > loss[0]'", "when: 'loss[9999999] > loss[0]'", "prediction-too-long"),
        ("when: 'loss[1] > loss[0]'", "when: 'loss[99999999] > loss[0]'", "goal.expected-index"),
        ("when: 'loss[1] > loss[0]'", f"when: '{'(' * 80}1{')' * 80} > 0'", "goal.too-deep"),
        ("inputs: [x]", "inputs: 1000000000", "not-in-range"),
        ("      - units: [a]\n", "      - units: 999999\n", "not-in-range"),
        ("    rows:\n      - [2, 1]\n", "    data: {name: line, count: 999999999}\n", "too-large"),
        ("    rows:\n      - [2, 1]\n", "    data: {name: line, validation: 999999999}\n", "too-large"),
        ("k: {int: [2, 900]}", "k: {int: [2, 9999999999999]}", "too-large"),
        ("    ask: [z/w]\n", "    ask: none\n    domain: {x: [1, 1e999]}\n", "too-large"),
        ("L: 'z^2'", "L: 'z^9^9^9^9'", "formula.exponent_too_large"),
        ("L: 'z^2'", f"L: '{'(' * 50}z{')' * 50}'", "formula.too_deep"),
        ("L: 'z^2'", f"L: '{'z + ' * 500}z'", "formula-too-long"),
        ("title: A page", f"title: {'long ' * 5000}", "text-too-long"),
        ("title: A page", f"title: {'long ' * 61}", "text-too-long"),
        ("teaches: [", f"teaches: [{', '.join(f's{number}' for number in range(60))}, ", "too-many"),
        ("minutes: 5", f"minutes: {'9' * 100_000}", "too-large"),
        ("minutes: 5", "minutes: -99999999999999999999", "too-small"),
        ("    rows:\n", "    seed: 99999999999999999999\n    rows:\n", "too-large"),
        ("    rows:\n", "    batch_size: 1000000000000\n    rows:\n", "too-large"),
        ("title: A page", "title: 'A page'\n    skill: &a slope", "value-begins-with-sign"),
        ("body: Read this about slopes.", "body: " + "[" * 5000, "nested-too-deeply"),
    ],
)
def test_what_is_too_much_is_refused_with_its_place(course: Path, before: str, after: str, code: str) -> None:
    problems = [problem for problem in _check_edited(course, before, after) if problem.severity == "error"]
    assert code in _codes(problems)
    assert all(problem.place.line > 1 and problem.place.column > 1 for problem in problems)


def test_no_more_translations_are_read_than_anybody_has(course: Path) -> None:
    for tag in range(200):
        (course / f"small.zh-x{tag:03}.yaml").write_text("language: zh\ntitle: 小\n", encoding="utf-8")
    (problem,) = [problem for problem in check([course]) if problem.code == "too-many-translations"]
    assert problem.place.file.name == f"small.zh-x{MOST_TRANSLATIONS:03}.yaml"
    assert len(load_lesson(course / "small.yaml").translations) <= MOST_TRANSLATIONS


@pytest.mark.parametrize(
    ("before", "listed"), [("lessons:", "  - id: lesson{}\n"), ("title: Theirs\n", "skill{}: x\n")]
)
def test_a_list_of_ten_thousand_is_refused_with_its_place(before: str, listed: str, course: Path) -> None:
    text = (course / "course.yaml").read_text(encoding="utf-8")
    many = "".join(listed.format(number) for number in range(10_000))
    (course / "course.yaml").write_text(text.replace(before, f"{before.strip()}\n{many}"), encoding="utf-8")
    (problem,) = check([course])
    assert problem.code == "too-many-values"
    assert problem.place.line > 1000


NETWORK = """\
    inputs: 2
    layers:
      - units: {units}
      - units: 1
    loss: mean-squared-error
    optimizer: {{kind: sgd, learning_rate: 0.1}}
    data: {{name: moons, count: {count}}}
"""


@pytest.mark.parametrize(
    ("units", "count", "step", "code"),
    [
        (1000, 5000, "type: network", "network-too-slow"),
        (100, 1000, "type: network\n    tasks:\n      - id: t\n        text: x\n        goal: 'loss[-1] < -1'\n"
         "        within: 100000\n        witness: {learning_rate: 1}", "task-too-long"),
        (20, 100, "type: experiment\n    vary: {depth: [1, 20], width: [10, 200]}\n    run: 100000\n    predict:\n"
         "      prompt: x\n      choices:\n        - {id: a, text: a}\n        - {id: b, text: b}\n      answer: a",
         "experiment-too-long"),
        (20, 100, "type: bughunt\n    bug: flipped-sign", "too-many-to-show"),
        (20, 100, "type: trace\n    ask: [loss]", "too-many-to-show"),
    ],
)  # fmt: skip
def test_what_a_network_may_cost_is_known_before_it_runs(
    course: Path, units: int, count: int, step: str, code: str
) -> None:
    head = "format: 1\nid: small\nlanguage: en\ntitle: T\nsummary: S\nminutes: 1\nnetworks:\n  big:\n"
    text = head + NETWORK.format(units=units, count=count) + f"steps:\n  - id: run\n    network: big\n    {step}\n"
    (course / "small.yaml").write_text(text, encoding="utf-8")
    loaded = load_lesson(course / "small.yaml")
    assert loaded.value is None
    assert code in {problem.code for problem in loaded.problems}


def test_giant_files(course: Path) -> None:
    for content, code in (
        ("# " + "x" * 300_000, "file-too-large"),
        ("steps:\n" + "  - a\n" * 25_000, "too-many-values"),
        ("a: " + "[" * 1000 + "]" * 1000, "nested-too-deeply"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(100)), "nested-too-deeply"),
    ):
        (course / "small.yaml").write_text(content, encoding="utf-8")
        assert code in _codes(check([course]))


@pytest.mark.parametrize(
    "body",
    [
        "> " * 5000, "- " * 5000, "**" * 9000, "*a " * 6000, "[[" * 9000, "`" * 19_000, "![" * 9000, "<a" * 9000,
        "|a" * 6000 + "\n" + "|-" * 6000,
        "$" + "{" * 9000 + "}" * 9000 + "$",
        "$" + r"\frac{" * 1000 + "1" + "}{2}" * 1000 + "$",
        "$x" + "^{x" * 3000 + "}" * 3000 + "$",
        "$" + r"\sqrt{" * 3000 + "x" + "}" * 3000 + "$",
        "$" + r"\begin{matrix}" * 1000 + "$",
    ],
    ids=lambda body: body[:9],
)  # fmt: skip
@pytest.mark.every(3)
def test_no_text_is_too_much_for_the_page(course: Path, body: str) -> None:
    (course / "small.yaml").write_text(
        TEXT.replace("body: Read this about slopes.", f"body: |\n      {body}"), encoding="utf-8"
    )
    check([course])


def test_many_variants_end(course: Path) -> None:
    params = "".join(f"      p{number}: {{int: [0, 99999999999]}}\n" for number in range(11))
    assert _codes(_check_edited(course, "      k: {int: [2, 900]}\n", "      k: {int: [2, 900]}\n" + params)) == {
        "parameter-unused"
    }
    impossible = "    where: ['k > 901']\n    params:\n" + params
    assert _codes(_check_edited(course, "    params:\n", impossible)) == {
        "no-variant",
        "parameter-unused",
    }
    more = params + "      q: {int: [0, 1]}\n"
    assert _codes(_check_edited(course, "      k: {int: [2, 900]}\n", "      k: {int: [2, 900]}\n" + more)) == {
        "too-many"
    }


def test_a_graph_with_many_paths_is_refused_and_one_that_grows_ends(course: Path) -> None:
    forks = "".join(f"      a{n}: 'a{n - 1}*x + b{n - 1}'\n      b{n}: 'a{n - 1} + b{n - 1}'\n" for n in range(1, 11))
    graph = f"      a0: 'w*x'\n      b0: 'w + x'\n{forks}      z: 'a10 + b10'\n"
    assert _codes(_check_edited(course, "      z: 'w*x'\n", graph)) == {"graph.too-many-paths"}
    squares = "".join(f"      s{n}: 's{n - 1}*s{n - 1}'\n" for n in range(1, 20))
    _check_edited(course, "      z: 'w*x'\n", f"      s0: 'w*x'\n{squares}      z: 's19 + w - w'\n")
