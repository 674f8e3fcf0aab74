"""What counts as telling members of a set apart, and that a member can still be added to each set."""

from __future__ import annotations

import ast

import pytest

from tests.forgotten.closed_sets import CLOSED_SETS
from tests.forgotten.distinctions import distinctions, enclosing, revealing
from tests.forgotten.house import ROOT

SOURCES = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in (ROOT / "tutor").rglob("*.py")
}


@pytest.mark.parametrize("name", CLOSED_SETS)
def test_a_member_can_be_added_to_every_set(name: str) -> None:
    closed_set = CLOSED_SETS[name]
    words = closed_set.words(SOURCES)
    changed = closed_set.with_newcomer(SOURCES)
    assert len(closed_set.words({**SOURCES, **changed}) - words) == 1
    assert all(ast.dump(ast.parse(text)) != ast.dump(ast.parse(SOURCES[file])) for file, text in changed.items())


@pytest.mark.parametrize(
    ("source", "subject", "named"),
    [
        ('made = one.kind == "adam"', "one.kind", {"adam"}),
        ('made = "adam" != one.kind', "one.kind", {"adam"}),
        ('made = one.kind in ("adam", "sgd")', "one.kind", {"adam", "sgd"}),
        ('made = f"ä {1 if one.kind == "adam" else 2}"'.replace('"adam"', "'adam'"), "one.kind", {"adam"}),
        ('match one.kind:\n    case "adam" | "sgd":\n        pass', "one.kind", {"adam", "sgd"}),
        ("match one, other:\n    case First(), Second():\n        pass", "one, other", {"First", "Second"}),
        ("made = isinstance(one, First | Second)", "one", {"First", "Second"}),
        ("made = type(one) is First", "type(one)", {"First"}),
        ('table = {"adam": 1, "sgd": 2}', '{"adam": 1, "sgd": 2}', {"adam", "sgd"}),
        ("table = {First: 1, Second: 2}", "{First: 1, Second: 2}", {"First", "Second"}),
        ('some = ("adam", "sgd")', '("adam", "sgd")', {"adam", "sgd"}),
    ],
)
def test_what_tells_members_apart(source: str, subject: str, named: set[str]) -> None:
    (place,) = distinctions("some.py", source)
    assert place.words | place.classes == named
    assert revealing(source, [place])[0] == source.replace(subject, f"reveal_type(({subject}))")


@pytest.mark.parametrize(
    "source",
    [
        'kind: Literal["adam", "sgd"] = "adam"',
        'def made(kind: Kind = "adam") -> Literal["adam", "sgd"]: ...',
        "assert isinstance(one, First)",
        'made = First(kind="adam")',
        'table = {"adam": 1, **others}',
    ],
)
def test_what_hands_members_on(source: str) -> None:
    assert distinctions("some.py", source) == []


def test_a_line_belongs_to_a_function_a_method_or_a_constant() -> None:
    source = (
        "A = 1\n\n\nclass B:\n    c = 2\n\n    @property\n    def d(self) -> int:\n        e = 3\n        return e\n"
    )
    assert [enclosing(source, line) for line in (1, 2, 4, 5, 7, 9)] == ["A", "", "B", "B.c", "B.d", "B.d"]
