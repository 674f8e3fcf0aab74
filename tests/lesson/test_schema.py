"""The schema for editors says what the loader says: nothing against good files, something against misshapen ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from tests.lesson.fields import schema_once
from tests.lesson.json_schema import complaints
from tests.small_lesson import ID, TEXT
from tutor.cli import tutor
from tutor.lesson.files.source import read_source
from tutor.lesson.format.scalars import LONGEST_LINE, LONGEST_TEXT
from tutor.lesson.format.schema import Kind, schema_text
from tutor.lesson.loading.file import load_lesson
from tutor.typesetting.latex_commands import ENVIRONMENTS, KNOWN
from tutor.wording.latex import LATEX

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "lessons"

MISSHAPEN = [
    "missing-key", "missing-title", "missing-feedback", "misspelt-key", "unknown-key", "misspelt-type", "unknown-type",
    "misspelt-kind", "misspelt-activation", "unknown-loss", "flag-no", "number-underscore", "number-nan",
    "text-is-list", "list-is-text", "mapping-is-text", "id-with-space", "not-a-factor", "not-factors",
    "not-a-tolerance", "not-a-language", "format-two", "too-few-choices", "too-many-hints", "half-range",
    "formula-is-list", "units-zero", "kind-missing", "blank-is-a-list",
    "code-language-unknown",
]  # fmt: skip
"""Bad files whose mistake is one of shape that an editor can show while the author types."""


def _complaints(file: Path, kind: Kind = "lesson") -> list[str]:
    made = schema_once(kind)
    return list(complaints(read_source(file.read_text(encoding="utf-8"), file).data, made, made))


def _lessons() -> list[Path]:
    files = [file for file in SHIPPED.glob("*.yaml") if file.name.count(".") == 1]
    return [file for file in files if file.stem not in ("course", "glossary", "bank")]


@pytest.mark.parametrize("file", [HERE / "good/small.yaml", *_lessons()], ids=lambda file: file.stem)
def test_good_lessons_pass(file: Path) -> None:
    assert _complaints(file) == []


@pytest.mark.parametrize("kind", ["course", "glossary"])
def test_the_shipped_course_passes(kind: Kind) -> None:
    assert _complaints(SHIPPED / f"{kind}.yaml", kind) == []


def test_a_good_bank_passes_and_a_misshapen_one_is_shown() -> None:
    assert _complaints(HERE.parent / "courses/kinds/bank.yaml", "bank") == []
    for name in ("missing-topic", "misspelt-key", "missing-kind"):
        assert _complaints(HERE / f"bad_banks/{name}.yaml", "bank") != []


@pytest.mark.parametrize("name", MISSHAPEN)
@pytest.mark.every(3)
def test_misshapen_lessons_are_shown_in_the_editor(name: str) -> None:
    assert _complaints(HERE / f"bad/{name}.yaml") != []


def test_every_key_is_closed_and_offered_with_its_description() -> None:
    made = schema_once("lesson")
    described = [field for model in _objects(made) for field in model["properties"].values() if "description" in field]
    assert all(model["additionalProperties"] is False for model in _objects(made))
    assert len(described) > 60
    assert "null" not in json.dumps(made)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_no_text_is_without_a_bound(kind: Kind) -> None:
    texts = [part for part in _parts(schema_once(kind)) if "string" in part.get("type", ())]
    assert len(texts) > 5
    assert [text for text in texts if not text.keys() & {"maxLength", "pattern", "enum", "const"}] == []


@pytest.mark.parametrize(("key", "most"), [("title", LONGEST_LINE), ("summary", LONGEST_LINE), ("body", LONGEST_TEXT)])
def test_an_editor_takes_words_as_long_as_the_loader_does(key: str, most: int, tmp_path: Path) -> None:
    file = tmp_path / f"{ID}.yaml"
    for length in (most, most + 1):
        file.write_text(re.sub(rf"(?m)^( *{key}:) .*", rf"\1 {'a' * length}", TEXT, count=1), encoding="utf-8")
        problems = {problem.code for problem in load_lesson(file).problems}
        assert (_complaints(file) == [], "text-too-long" in problems) == (length <= most, length > most)


def _parts(made: Any) -> Iterator[dict[str, Any]]:
    if isinstance(made, dict):
        yield made
    for part in made.values() if isinstance(made, dict) else made if isinstance(made, list) else ():
        yield from _parts(part)


def test_the_text_of_the_schema_is_json() -> None:
    assert json.loads(schema_text()) == schema_once("lesson")


def _objects(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (model for model in (made, *made["$defs"].values()) if "properties" in model)


def test_the_command_that_an_unknown_latex_command_leads_to_lists_what_formulas_know() -> None:
    (named,) = {
        tuple(re.findall(r"`python -m tutor ([a-z ]+)`", text))
        for text in (LATEX["latex.unknown-command"].en, LATEX["latex.unknown-command"].zh)
    }
    printed = CliRunner().invoke(tutor, named[0].split())
    assert printed.exit_code == 0
    assert {f"\\{name}" for name in KNOWN if name.isalpha()} | ENVIRONMENTS.keys() <= set(printed.output.split())
    assert max(map(len, printed.output.splitlines())) <= 80


def test_every_whole_number_has_bounds() -> None:
    """The reader cuts numbers of many digits, and relies on the field to refuse what is left."""
    unbound = re.compile(r"[\[:] ?Integer\b(?!, Field\(ge=-?\w+, le=\w+\))")
    sources = [file.read_text(encoding="utf-8") for file in (HERE.parents[1] / "tutor/lesson/format").glob("*.py")]
    assert [found for text in sources for found in unbound.findall(text)] == []
    assert unbound.search("seed: Annotated[Integer, Field(ge=0)]")
