"""Walls of the house that no import contract can see: what is loaded when, and that every code has its sentence."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final, NoReturn

import pytest
from click.testing import CliRunner

import tutor
import tutor.wording
from tests.patience import PATIENCE
from tests.wording.placeholders import placeholders
from tutor.cli import tutor as command
from tutor.wording import Sentence

ROOT = Path(__file__).parents[1]
FRONT_ENDS = (
    "tutor.ui",
    "tutor.cli",
    "tutor.plain",
    "tutor.__main__",
    "tutor.workshop.screens",
    "tutor.workshop.preview",
)
"""These may know a screen, or come to it on the command line."""


def modules(*left_out: str) -> list[str]:
    """All modules of the program but those in `left_out` and below them."""
    names = [module.name for module in pkgutil.walk_packages(tutor.__path__, "tutor.")]
    return [name for name in names if not name.startswith(left_out)]


def loaded_after(*arguments: str, **variables: str) -> set[str]:
    """The modules that a new Python has loaded when it has run with `arguments`; its own output is thrown away."""
    environment = {**os.environ, **variables, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    lines = done.stderr.splitlines()
    assert done.returncode == 0, "\n".join(line for line in lines if not line.startswith("import time:"))
    return {line.rsplit("|", 1)[1].strip() for line in lines if line.startswith("import time:")}


def test_the_core_knows_no_screen() -> None:
    core = modules(*FRONT_ENDS)
    assert {"tutor.lesson.loading.file", "tutor.deriving.derive", "tutor.network.lab", "tutor.learner.session"} <= set(
        core
    )
    loaded = loaded_after("-c", "import " + ", ".join(core))
    assert "sympy" in loaded
    assert not loaded & {"textual", "rich"}


def test_reading_formulas_needs_no_sympy() -> None:
    rooms = ("tutor.formulas.", "tutor.typesetting.")
    readers = [name for name in modules(*FRONT_ENDS) if name.startswith(rooms)]
    loaded = loaded_after("-c", "import " + ", ".join(readers))
    assert "tutor.formulas.parse" in loaded
    assert not loaded & {"sympy", "numpy", "textual", "pydantic"}


def test_no_step_waits_for_sympy_but_where_something_is_derived() -> None:
    steps = [name for name in modules() if name.startswith("tutor.ui.steps.") and not name.endswith(".derivation")]
    loaded = loaded_after("-c", "import tutor.ui.screens.lesson, " + ", ".join(steps))
    assert {"tutor.ui.steps.quiz", "tutor.ui.steps.network"} <= loaded
    assert "sympy" not in loaded


def test_the_first_frame_waits_for_no_lesson() -> None:
    """What reading a course needs is loaded behind the first frame, in a thread."""
    loaded = loaded_after("-c", "import tutor.ui.app")
    assert "tutor.ui.screens.home" in loaded
    assert not loaded & {"pydantic", "yaml", "numpy", "sympy", "sqlite3", "fsrs", "tutor.typesetting.line"}


LISTING = """
import os
from tutor.learner.study import Study
from tutor.opening import study_of
from tutor.ui.app import TutorApp
Study.read_rest = lambda study, seconds: os._exit(0)
TutorApp(lambda: study_of(None, print)).run(headless=True)
"""
"""Runs the program until the list of lessons is painted, and its lessons are going to be read."""


def test_the_list_of_lessons_waits_for_no_lesson_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lessons, formulas and reviews need is loaded behind it; without an index a look at the files is enough."""
    heavy = {"pydantic", "markdown_it", "numpy", "sympy", "fsrs"}
    loaded = loaded_after("-c", LISTING, TUTOR_HOME=str(tmp_path))
    assert "tutor.learner.sketch" in loaded
    assert not loaded & heavy
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    assert CliRunner().invoke(command, ["list"]).exit_code == 0
    loaded = loaded_after("-c", LISTING, TUTOR_HOME=str(tmp_path))
    assert {"tutor.learner.study", "sqlite3"} <= loaded
    assert not {name for name in loaded if name.startswith("tutor.lesson")}
    assert not loaded & {*heavy, "yaml"}


def test_sentences_are_kept_from_every_room_below_them() -> None:
    """The layers keep them from the rooms above; the list of those below must name each one but errors."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["tutor"])
    listed = next(contract["forbidden_modules"] for contract in contracts if contract["name"].startswith("Sentences"))
    below = {name for layer in layers[layers.index("wording") + 1 :] for name in layer.split(" | ")}
    assert {name.removeprefix("tutor.") for name in listed} == below - {"errors"}


@pytest.mark.parametrize("name", ["softplus", "softsign", "silu", "gelu", "leaky[_-]relu", "sech"])
def test_a_function_stands_in_few_files(name: str) -> None:
    """Its mathematics in one record; beside that its words, and what rooms must write by hand: arrays, exports."""
    sources = [file for pattern in ("*.py", "*.yaml") for file in (ROOT / "tutor").rglob(pattern)]
    naming = [file.relative_to(ROOT) for file in sources if re.search(name, file.read_text(encoding="utf-8"))]
    assert len(naming) <= 6, naming


def wording() -> Iterator[tuple[str, object]]:
    """Name and value of everything that the topics of the wording declare."""
    for topic in pkgutil.iter_modules(tutor.wording.__path__, "tutor.wording."):
        for name, value in vars(importlib.import_module(topic.name)).items():
            yield f"{topic.name}.{name}", value


def tables() -> Iterator[tuple[str, Mapping[str, Sentence]]]:
    """The mappings of codes to sentences."""
    for name, value in wording():
        if isinstance(value, Mapping) and value and all(isinstance(one, Sentence) for one in value.values()):
            yield name, value


def sentences() -> Iterator[tuple[str, Sentence]]:
    """Every sentence of every topic, with the name that finds it, however deep in tables and records it stands."""
    for name, value in wording():
        yield from sentences_in(name, value)


def sentences_in(name: str, value: object) -> Iterator[tuple[str, Sentence]]:
    """The sentences of `value`, which is one, or a table, sequence or record with some."""
    if isinstance(value, Sentence):
        yield name, value
    elif isinstance(value, Mapping):
        for code, one in value.items():
            yield from sentences_in(f"{name}[{code!r}]", one)
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from sentences_in(f"{name}[{index}]", one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from sentences_in(f"{name}.{field.name}", getattr(value, field.name))


def test_no_sentence_is_overlooked() -> None:
    files = (ROOT / "tutor" / "wording").glob("*.py")
    calls = [
        node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    written = [
        [ast.unparse(one) for one in (*call.args, *(word.value for word in call.keywords))]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Sentence"
    ]
    seen = {(one.en, one.zh) for _, one in sentences()}
    assert len(written) > 1000
    assert [texts for texts in written if tuple(map(ast.literal_eval, texts)) not in seen] == []


def test_a_sentence_waits_for_the_same_names_in_both_languages() -> None:
    everything = dict(sentences())
    assert len(everything) > 100
    different = [name for name, one in everything.items() if placeholders(one.en) != placeholders(one.zh)]
    assert different == []


def test_no_sentence_is_empty_or_untranslated() -> None:
    blank = [name for name, one in sentences() if not one.en.strip() or not one.zh.strip()]
    assert blank == []


SPEAKERS = {"Problem": 0, "Notice": 0, "Unreadable": 0, "Verdict": 1, "Finding": 0, "SpecProblem": 0}
"""What carries a code besides the errors (classes named `…Error` with a code first), and which argument it is."""

NOT_FOR_FRONT_ENDS = {"ValueError", "TypeError", "KeyError", "AssertionError", "DamagedFileError", "RuntimeError"}


def spoken_codes(source: str) -> Iterator[tuple[int, str]]:
    """Line and code of each code that `source` speaks as a literal."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        is_error = name.endswith("Error") and name not in NOT_FOR_FRONT_ENDS
        position = 0 if is_error else SPEAKERS.get(name)
        if position is None:
            continue
        spoken = node.args[position : position + 1] + [word.value for word in node.keywords if word.arg == "code"]
        for value in spoken:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                yield node.lineno, value.value


def test_the_scan_finds_codes() -> None:
    source = 'raise TutorError("a.b", x=1)\nVerdict("wrong", "c")\nProblem(code="d", place=p)\nValueError("no code")'
    assert list(spoken_codes(source)) == [(1, "a.b"), (2, "c"), (3, "d")]


def test_every_code_that_the_core_speaks_has_a_sentence() -> None:
    known = {code for _, table in tables() for code in table}
    files = [file for file in (ROOT / "tutor").rglob("*.py") if not {"ui", "wording"} & set(file.parts)]
    spoken = [
        (f"{file.relative_to(ROOT)}:{line}", code)
        for file in files
        for line, code in spoken_codes(file.read_text(encoding="utf-8"))
    ]
    assert len(spoken) > 50
    assert [(where, code) for where, code in spoken if code not in known] == []


def test_the_version_is_told_before_anything_heavy_is_loaded() -> None:
    loaded = loaded_after("-m", "tutor", "--version")
    assert "tutor" in loaded
    assert not loaded & {"textual", "rich", "numpy", "sympy", "pydantic", "yaml", "click"}


def test_both_ways_to_the_version_say_the_same() -> None:
    quick = subprocess.run([sys.executable, "-m", "tutor", "--version"], cwd=ROOT, capture_output=True, text=True)
    assert quick.stdout == CliRunner().invoke(command, ["--version"]).stdout


PRINTING = """
from tutor.cli import tutor
for command in [["derive", "(a-y)^2", "--wrt", "a"], ["list"], ["--plain"], ["check", "tests/courses/logistic"]]:
    tutor(command, standalone_mode=False)
"""


def test_commands_that_print_and_the_plain_walk_load_no_screen(tmp_path: Path) -> None:
    """One after the other in one process: each has loaded its room, and none a screen."""
    loaded = loaded_after("-c", PRINTING, TUTOR_HOME=str(tmp_path))
    assert {"tutor.cli", "tutor.check", "tutor.derive_text", "tutor.plain"} <= loaded
    assert not loaded & {"textual", "rich"}


def test_the_course_opens_without_what_reads_options(tmp_path: Path) -> None:
    loaded = loaded_after("-m", "tutor", TUTOR_HOME=str(tmp_path))
    assert "tutor.opening" in loaded
    assert "click" not in loaded


BEHIND_THE_DOOR = {
    "tests/ui/strips.py": {
        "_compositor": "holds what the screen shows, with its styles, and draws it",
        "_on_timer_update": "lays the screen out; public pauses do it too, once every widget has read a message",
    },
    "tutor/ui/app.py": {"_handle_exception": "is where all comes that a handler or a worker raises"},
    "tutor/ui/presses.py": {"_xterm_parser": "knows what terminals send for keys, as for those that are pressed later"},
    "tutor/ui/widgets/sheet.py": {
        "_layout_required": "tells that a layout is wanted already: then nothing public makes Textual forget a height",
        "_layout_updates": "is what Textual keeps heights by",
    },
    "tutor/ui/signals.py": {"_exit": "is public, of `os`: it ends a process without waiting for its terminal"},
}
"""Private names that a file takes from a library or overrides, each with why no public one serves."""

PUBLIC_ALL_THE_SAME = {"_replace", "_fields", "_asdict"}
"""What named tuples offer begins with a line so that it is not taken for a field."""


def private_names(tree: ast.AST) -> tuple[set[str], set[str]]:
    """The private names that a module makes, and those that it takes from something else."""
    made, taken = set[str](), set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                made.add(name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                made.add(name)
            case ast.Attribute(attr=name):
                taken.add(name)
            case ast.ImportFrom(module=module, names=names):
                taken.update(alias.name for alias in names)
                taken.update((module or "").split("."))
            case ast.Import(names=names):
                taken.update(part for alias in names for part in alias.name.split("."))
            case _:
                pass
    return made, {name for name in taken if name.startswith("_") and not name.endswith("__")}


def test_the_scan_finds_private_names() -> None:
    tree = ast.parse("from x._g import _a, b\nimport z._h\ndef _c(): self._d = app._e._f\ny.__class__")
    assert private_names(tree) == ({"_c", "_d"}, {"_a", "_e", "_f", "_g", "_h"})


@cache
def names_in(cls: type) -> set[str]:
    """The private names that the text of `cls` makes: its members, and what it gives to `self`."""
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    except (OSError, TypeError):  # It is not written in Python.
        return set()
    assert isinstance(definition, ast.ClassDef)
    made = set[str]()
    for node in ast.walk(definition):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                made.add(name)
            case ast.Attribute(value=ast.Name("self"), attr=name, ctx=ast.Store()):
                made.add(name)
            case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)) if node in definition.body:
                made.add(name)
            case _:
                pass
    return {name for name in made if name.startswith("_") and not name.endswith("_")}


def overridden(cls: type) -> set[str]:
    """The private names of `cls` which a base from Textual has already."""
    bases = [base for base in cls.__mro__ if base.__module__.startswith("textual.")]
    theirs = {name for base in bases for name in (*vars(base), *names_in(base))}
    return names_in(cls) & theirs if theirs else set()


def classes(scope: ModuleType | type) -> Iterator[type]:
    """The classes that are defined in a module, also those within others."""
    for value in vars(scope).values():
        if inspect.isclass(value) and value.__module__ == vars(scope).get("__module__", scope.__name__):
            yield value
            yield from classes(value)


def test_the_scan_finds_what_is_overridden() -> None:
    from textual.geometry import Size
    from textual.widgets import Label

    class Strange(Label):
        def _render(self) -> NoReturn:
            self._size = self._strange = Size(1, 1)
            raise NotImplementedError

    assert overridden(Strange) == {"_render", "_size"}


def test_nothing_goes_behind_the_door_of_a_library() -> None:
    files = [file for folder in ("tutor", "tests") for file in sorted((ROOT / folder).rglob("*.py"))]
    names = {file.relative_to(ROOT).as_posix(): private_names(ast.parse(file.read_bytes())) for file in files}
    ours = {name for made, _ in names.values() for name in made} | PUBLIC_ALL_THE_SAME
    strange = {file: taken - ours for file, (_, taken) in names.items()}
    for module in [name for name in modules("tutor.__main__") if name.startswith(FRONT_ENDS)]:
        for cls in classes(importlib.import_module(module)):
            strange[Path(inspect.getfile(cls)).relative_to(ROOT).as_posix()] |= overridden(cls)
    assert {file: found for file, found in strange.items() if found} == {
        file: set(reasons) for file, reasons in BEHIND_THE_DOOR.items()
    }


MOST_LINES: Final = {ast.ClassDef: 250, ast.FunctionDef: 60, ast.AsyncFunctionDef: 60}
MOST_LINES_OF_A_FILE: Final = 450


def test_no_class_no_function_and_no_file_is_too_long_to_be_seen_as_one() -> None:
    """The sentences of `wording` are lists, and may be as long as they are."""
    too_long = []
    for file in sorted((ROOT / "tutor").rglob("*.py")):
        text, name = file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix()
        if file.is_relative_to(ROOT / "tutor" / "wording"):
            continue
        if text.count("\n") > MOST_LINES_OF_A_FILE:
            too_long.append(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.ClassDef, *FUNCTIONS)):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                if (node.end_lineno or 0) - first + 1 > MOST_LINES[type(node)]:
                    too_long.append(f"{name}: {node.name}")
    assert too_long == []


def undescribed(tree: ast.Module) -> Iterator[str]:
    """The public names of functions, classes and methods without a docstring.

    What a method of one class asks, those of the classes below it in the same module answer without saying it again.
    """
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    methods = [node for one in classes for node in one.body if isinstance(node, FUNCTIONS)]
    asked = {node.name for node in methods if (ast.get_docstring(node) or "").strip()}
    for node in [*(one for one in tree.body if isinstance(one, FUNCTIONS)), *classes, *methods]:
        described = (ast.get_docstring(node) or "").strip() or (node in methods and node.name in asked)
        if not node.name.startswith("_") and not described:
            yield node.name


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_the_scan_finds_what_is_undescribed() -> None:
    source = 'class _A:\n def b(self): ...\n async def c(self):\n  "Said."\n  def d(): ...\n def _e(self): ...'
    assert sorted(undescribed(ast.parse(source))) == ["b"]
    source = 'class _A:\n def b(self): "Said."\nclass _B(_A):\n def b(self): ...\n def c(self): ...\ndef b(): ...'
    assert sorted(undescribed(ast.parse(source))) == ["b", "c"]


def test_nothing_public_is_undescribed() -> None:
    """Ruff's rules pass over what is within private classes."""
    files = sorted((ROOT / "tutor").rglob("*.py"))
    names = {str(file.relative_to(ROOT)): list(undescribed(ast.parse(file.read_bytes()))) for file in files}
    assert {file: found for file, found in names.items() if found} == {}


def asserted(source: str) -> Iterator[ast.expr]:
    """What `source` asserts beyond what tells a type: anything that `python -O` should not leave out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert):
            match node.test:
                case ast.Compare(
                    left=ast.Name() | ast.Attribute(), ops=[ast.IsNot()], comparators=[ast.Constant(None)]
                ):
                    pass
                case ast.Call(ast.Name("isinstance"), args) | ast.UnaryOp(
                    ast.Not(), ast.Call(ast.Name("isinstance"), args)
                ) if not any(isinstance(part, ast.Call) for value in args for part in ast.walk(value)):
                    pass
                case other:
                    yield other


def test_the_scan_finds_what_is_asserted() -> None:
    source = "assert a.b is not None\nassert isinstance(a, B)\nassert not isinstance(a, B), 'why'\n"
    assert list(asserted(source)) == []
    lines = ["a > 0", "a() is not None", "a is None", "isinstance(a(), B)", "isinstance(a, B) or c"]
    assert [ast.unparse(test) for line in lines for test in asserted(f"assert {line}")] == lines


def test_assertions_tell_types_and_nothing_else() -> None:
    files = {file: file.read_text(encoding="utf-8") for file in (ROOT / "tutor").rglob("*.py")}
    checks = [(str(file.relative_to(ROOT)), ast.unparse(test)) for file in files for test in asserted(files[file])]
    assert checks == []
