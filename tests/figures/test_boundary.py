"""Maps of the plane: the second class is shaded, examples lie where they are, nothing needs colour or Unicode."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.figures.boundary import Array, Classes, Map, boundary_maps
from tutor.figures.lines import Line
from tutor.text import ASCII, Cells

POINTS = np.array([[-1.0, -1.0], [1.0, 1.0], [1.0, -1.0]])
CLASSES = np.array([False, True, True])


def right_half(places: Array) -> Classes:
    return np.asarray(places[:, 0] >= 0)


def one_map(name: str = "one", *words: str) -> Map:
    return Map(name, right_half, POINTS, CLASSES, words)


def rows(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_the_second_class_is_shaded_and_examples_lie_where_they_are() -> None:
    head, *drawn = rows(boundary_maps([one_map()], 20, 7, Cells()))
    assert head.strip() == "one"
    assert all(row[:10].strip(" ○") == "" for row in drawn)
    assert all(row[10:].strip("░●") == "" for row in drawn)
    assert [row.find("●") for row in drawn if "●" in row] == [18, 18]
    assert "○" in drawn[-1][:3]


def test_without_unicode_there_are_other_signs() -> None:
    drawn = rows(boundary_maps([one_map()], 20, 7, Cells(glyphs=ASCII)))[1:]
    assert set("".join(drawn)) == {" ", ":", "o", "x"}


def test_examples_of_both_classes_in_one_cell_have_a_sign_of_their_own() -> None:
    both = Map("both", right_half, np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 1.0]]), np.array([False, True, True]))
    assert "".join(rows(boundary_maps([both], 10, 4, Cells()))).count("*") == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_maps_share_the_width_and_the_plane(count: int) -> None:
    wide = Map("wide", right_half, 2 * POINTS, CLASSES)
    lines = boundary_maps([wide, *(one_map() for _ in range(count - 1))], 76, 6, Cells())
    assert len({len(row) for row in rows(lines)}) == 1
    assert len(rows(lines)[0]) <= 76
    marks = [sum(row.count(sign) for row in rows(lines)[1:]) for sign in "●○"]
    assert marks == [2 * count, count]


def test_words_stand_below() -> None:
    *_, first, second = rows(boundary_maps([one_map("one", "right: 90%", "unseen: 80%")], 20, 3, Cells()))
    assert (first.strip(), second.strip()) == ("right: 90%", "unseen: 80%")


def test_examples_on_one_line_have_a_plane_around_them() -> None:
    flat = Map("flat", right_half, np.array([[-1.0, 3.0], [1.0, 3.0]]), np.array([False, True]))
    drawn = rows(boundary_maps([flat], 20, 7, Cells()))[1:]
    middle = [row for row in drawn if "○" in row or "●" in row]
    assert middle == [drawn[3]]
    assert 0 < middle[0].index("○") < middle[0].index("●") < 19
