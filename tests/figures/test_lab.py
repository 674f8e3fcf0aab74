"""The tables of the lab show what the lab knows, and nothing that it has not computed."""

from __future__ import annotations

from tests.small_lesson import small_lesson
from tutor.activity.network import NetworkActivity
from tutor.figures.lab import parameter_lines, standing_runs, unit_lines
from tutor.figures.lines import plain, width_of
from tutor.lesson.format.network_steps import NetworkStep
from tutor.network.lab import Lab
from tutor.text import ASCII, Cells
from tutor.wording import LANGUAGES, Voice

CELLS, ENGLISH = Cells(), Voice("en")


def lab() -> Lab:
    """A neuron with w = 0.5, b = 0.1, x = 2, y = 1."""
    lesson = small_lesson()
    step = lesson.step("lab")
    assert isinstance(step, NetworkStep)
    return NetworkActivity(step, lesson).lab


def words(lines: object) -> list[list[str]]:
    """The lines word by word."""
    return [plain(line).split() for line in lines]  # type: ignore[attr-defined]


def test_numbers_appear_as_they_are_computed() -> None:
    here = lab()
    assert words(unit_lines(here, ENGLISH, CELLS)) == [["unit", "z", "a", "δ"], ["a", "–", "–", "–"]]
    here.forward("pass")
    assert words(unit_lines(here, ENGLISH, CELLS))[1] == ["a", "1.1", "0.750", "–"]
    assert words(parameter_lines(here, ENGLISH, CELLS))[1:] == [["w", "0.5", "–", "–"], ["b", "0.1", "–", "–"]]
    here.backward("pass")
    assert words(unit_lines(here, ENGLISH, CELLS))[1] == ["a", "1.1", "0.750", "−0.0936"]
    weight, bias = words(parameter_lines(here, ENGLISH, CELLS))[1:]
    assert weight == ["w", "0.5", "−0.187", "0.594"]
    assert bias == ["b", "0.1", "−0.0936", "0.147"]


def test_the_loss_is_named_before_it_is_known_and_has_a_value_afterwards() -> None:
    here = lab()
    assert plain(standing_runs(here, ENGLISH, CELLS, formula=True)) == "step 0 · L = (a − y)² · lr 0.5"
    here.update()
    assert plain(standing_runs(here, ENGLISH, CELLS, formula=True)).startswith("step 1 · L = (a − y)² ≈ 0.0435")


def test_what_stands_beside_the_formula_of_the_loss_is_no_factor_of_it() -> None:
    """Where a middle dot is spelled as a star it would be one."""
    cells = Cells(ambiguous_width=2, glyphs=ASCII)
    assert cells.shown(plain(standing_runs(lab(), ENGLISH, cells, formula=True))) == "step 0 | L = (a - y)^2 | lr 0.5"


def test_the_columns_stand_still_while_the_network_runs() -> None:
    for language in LANGUAGES:
        here, shapes = lab(), set()
        for _ in range(40):
            here.update()
            lines = [*unit_lines(here, Voice(language), CELLS), *parameter_lines(here, Voice(language), CELLS)]
            shapes.add(tuple(width_of(line, CELLS) for line in lines))
            assert max(width_of(line, CELLS) for line in lines) <= 76
        assert len(shapes) == 1
