"""What CONTRIBUTING.md shows is how it is."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.rooms import CONTRIBUTING, Room, levels, picture, with_picture

TEXT = CONTRIBUTING.read_text(encoding="utf-8")
REDRAW = "run: python -m tests.rooms"


def test_the_picture_of_the_rooms_is_current() -> None:
    """Their lengths are told for an impression: a room may grow by a quarter before it has to be drawn again."""
    drawn = {name: int(lines) for name, lines in re.findall(r"┌ (\w+) · (\d+)", TEXT)}
    house = levels()
    assert [room.name for level in house for room in level] == list(drawn), REDRAW
    off = [room for level in house for room in level if abs(room.lines - drawn[room.name]) > 20 + room.lines / 4]
    assert off == [], REDRAW
    shown = picture([[replace(room, lines=drawn[room.name]) for room in level] for level in house])
    assert with_picture(TEXT, shown) == TEXT, REDRAW
    assert max(map(len, shown.splitlines())) <= 80


def test_what_another_room_leads_to_is_not_drawn_twice() -> None:
    by_name = {room.name: room for level in levels() for room in level}
    assert by_name["__main__"].imports == ("cli",)  # It imports `opening` as well, which `cli` stands on.
    assert by_name["days"].imports == ()


def test_rooms_of_a_level_stand_side_by_side() -> None:
    house = [[Room("upper", 12_345, ("left", "right"))], [Room("left", 7, ()), Room("right", 8, ())]]
    assert picture(house).splitlines() == [
        "┌ upper · 12000 ┐",
        "│ → left, right │",
        "└───────────────┘",
        "┌ left · 7 ┐ ┌ right · 8 ┐",
        "│          │ │           │",
        "└──────────┘ └───────────┘",
    ]


HOW_TOS = [
    "A function",
    "An optimizer",
    "A known mistake",
    "A question kind",
    "A step kind",
    "A key",
    "A colour",
    "A column of the progress database",
    "A lesson",
    "A content language",
]
"""The changes that a maintainer is most likely to make."""
IN_BACKTICKS: list[str] = re.findall(r"`([^`\s]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))
HOW_TO: dict[str, str] = dict(
    re.findall(r"^### (.+)\n\n((?:(?!^#).*\n)+)", TEXT.partition("\n## How to add\n")[2], re.MULTILINE)
)


def names_a_path(word: str) -> bool:
    """Whether `word` is a path of this project, and no pattern of paths or command."""
    return re.fullmatch(r"[\w./-]+", word) is not None and ("/" in word or word.endswith((".md", ".toml", ".yaml")))


def test_every_path_that_is_named_exists() -> None:
    """A file that moved takes its name in the text along."""
    paths = [word for word in IN_BACKTICKS if names_a_path(word)]
    assert len(paths) > 20
    # The environment is made by whoever works on it.
    assert [path for path in paths if not (CONTRIBUTING.parent / path).exists() and path != ".venv/bin"] == []


def test_every_constant_and_class_that_a_how_to_names_stands_in_a_file_that_it_names() -> None:
    """Looked for by whole words: a constant that was renamed is missed."""
    for name, text in HOW_TO.items():
        words = re.findall(r"`([^`\s]+)`", text)
        files = [CONTRIBUTING.parent / word for word in words if names_a_path(word)]
        sources = "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
        declared = [word for word in words if re.fullmatch(r"_?[A-Z]\w+", word)]
        assert [word for word in declared if not re.search(rf"\b{word}\b", sources)] == [], name


def test_the_how_tos_are_there_and_short() -> None:
    """Ten lines each, blank ones aside."""
    assert list(HOW_TO) == HOW_TOS
    assert [name for name, text in HOW_TO.items() if len(re.findall(r"^.*\S", text, re.MULTILINE)) > 10] == []
