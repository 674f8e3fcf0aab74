"""The schema in a real YAML language server: an editor completes keys and marks mistakes as they are typed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lesson.language_server import LanguageServer
from tutor.lesson.format.schema import schema_text

PROGRAM = shutil.which("yaml-language-server")
GOOD = Path(__file__).parent / "good/small.yaml"

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="yaml-language-server (npm) is not installed")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    schema = tmp_path_factory.mktemp("schema") / "lesson.schema.json"
    schema.write_text(schema_text(), encoding="utf-8")
    with LanguageServer(str(PROGRAM), schema) as running:
        yield running


def test_a_good_lesson_has_no_marks(server: LanguageServer, tmp_path: Path) -> None:
    assert server.diagnostics(tmp_path / "good.yaml", GOOD.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    kind: single\n    skill", "    kind: single\n    choises: []\n    skill", "choises"),
        ("title: Small", "titel: Small", "title"),
        ("correct: true", "correct: maybe", "boolean"),
        ("activation: sigmoid", "activation: sigmiod", "sigmoid"),
    ],
)
def test_a_mistake_is_marked_at_its_line(
    server: LanguageServer, tmp_path: Path, old: str, new: str, words: str
) -> None:
    good = GOOD.read_text(encoding="utf-8")
    assert old in good
    marks = server.diagnostics(tmp_path / f"{words}.yaml", good.replace(old, new, 1))
    assert any(words in message for _, message in marks), marks


def test_keys_are_offered_with_the_step_that_they_belong_to(server: LanguageServer, tmp_path: Path) -> None:
    text = GOOD.read_text(encoding="utf-8") + "\n  - id: more\n    type: derivation\n    \n"
    file = tmp_path / "more.yaml"
    server.diagnostics(file, text)
    offered = server.completions(file, text.count("\n"), 5)
    assert {"graph", "target", "wrt", "ask_rule"} <= set(offered)
    assert "choices" not in offered
