"""A copy of the sources in which members are added to closed sets, and what type check and tests say to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.forgotten.distinctions import Distinction, distinctions, enclosing, revealing

ROOT: Final = Path(__file__).parents[2]
_COPIED: Final = ("tutor", "tests", "lessons", "pyproject.toml", "README.md")
STATING: Final = (
    "tests/test_tables.py",
    "tests/wording",
    "tests/lesson/test_schema.py",
    "tests/lesson/test_template.py",
    "tests/lesson/test_readme_examples.py",
)
"""The tests that state what a set consists of."""
_ERROR: Final = re.compile(r"^(?P<file>\S+?):(?P<line>\d+): error: (?P<said>.*)$", re.MULTILINE)
_REVEALED: Final = re.compile(r"^(\S+?):(\d+):(\d+): note: Revealed type is (.*)$", re.MULTILINE)
_FAILED: Final = re.compile(r"^(?:FAILED|ERROR) (?P<test>\S+)(?P<said>.*)$", re.MULTILINE)
_TABLE: Final = re.compile(r"\[tutor\.(?P<module>[\w.]+)\.(?P<name>\w+)\]")


@dataclass(frozen=True)
class Complaint:
    """What mypy or a test says, and of which function, method or constant of which file."""

    file: str
    name: str
    said: str


class House:
    """A copy of the sources below `folder`, with one mypy cache for everything that is tried in it."""

    def __init__(self, folder: Path, planted: Mapping[str, str]) -> None:
        self._root, self._cache = folder / "house", folder / "mypy-cache"
        self._root.mkdir()
        for name in _COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self._root / name)
        self._write(planted)
        modules = sorted((self._root / "tutor").rglob("*.py"))
        self.sources: Final = {
            file.relative_to(self._root).as_posix(): file.read_text(encoding="utf-8") for file in modules
        }
        imported = self._run("-c", "import tutor; print(tutor.__file__)").strip()
        assert Path(imported) == self._root / "tutor" / "__init__.py"

    @contextmanager
    def changed(self, texts: Mapping[str, str]) -> Iterator[None]:
        """Let files have other texts for a while."""
        before = {file: self._read(file) for file in texts}
        self._write(texts)
        yield
        self._write(before)

    def complaints(self) -> list[Complaint]:
        """Everything that the type check and the tests that state a set say of the sources as they now are."""
        return [*self._type_check(), *self._tests()]

    def revealed(self) -> dict[Distinction, str]:
        """The type of every value that the program tells apart, as the sources now are; empty where mypy is silent."""
        places: dict[tuple[str, int, int], Distinction] = {}
        texts = {}
        for file in self.sources:
            source = self._read(file)
            texts[file], wrapped = revealing(source, distinctions(file, source))
            places |= {(file, line, column): place for (line, column), place in wrapped.items()}
        with self.changed(texts):
            said = self._mypy("--show-column-numbers", "tutor")
        revealed = dict.fromkeys(places.values(), "")
        for file, line, column, text in _REVEALED.findall(said):
            if place := places.get((file, int(line), int(column))):
                revealed[place] = text
        return revealed

    def _type_check(self) -> Iterator[Complaint]:
        for error in _ERROR.finditer(self._mypy()):
            file, said = error["file"], error[0]
            yield Complaint(file, enclosing(self._read(file), int(error["line"])), said)

    def _tests(self) -> Iterator[Complaint]:
        options = ("-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "-q", "-rfE", "--tb=no")
        for failed in _FAILED.finditer(self._run("-m", "pytest", *options, "-m", "not long", *STATING)):
            table = _TABLE.search(failed["test"])
            file = f"tutor/{table['module'].replace('.', '/')}.py" if table else failed["test"].partition("::")[0]
            yield Complaint(file, table["name"] if table else "", failed[0])

    def _mypy(self, *arguments: str) -> str:
        return self._run("-m", "mypy", "--cache-dir", str(self._cache), *arguments).replace("\\", "/")

    def _run(self, *arguments: str) -> str:
        """What a Python prints that imports the copy, as if to a screen that is wide enough for everything."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment = kept | {"PYTHONPATH": str(self._root), "PYTHONUTF8": "1", "COLUMNS": "1000"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self._root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        ).stdout

    def _read(self, file: str) -> str:
        return (self._root / file).read_text(encoding="utf-8")

    def _write(self, texts: Mapping[str, str]) -> None:
        for file, text in texts.items():
            (self._root / file).write_text(text, encoding="utf-8")
