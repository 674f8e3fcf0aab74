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
