"""Terminals as they are: small, resized at any time, without colours, drawing half of Unicode too wide."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.ui.driving import tutor, visible
from tutor.text import ASCII, Cells
from tutor.ui.narrow import narrowed
from tutor.ui.theme import THEMES

SIZES = [(80, 24), (40, 12), (120, 40), (20, 5), (200, 60), (80, 24)]


@pytest.mark.parametrize("step", ["nudge", "rule", "neuron", "neuron-faded", "live", "stuck"])
@pytest.mark.every(6)
async def test_resize_at_any_time(tmp_path: Path, step: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step=step) as learner:
        before = learner.lines()
        for size in SIZES:
            await learner.pilot.resize_terminal(*size)
            await learner.settle()
        assert learner.lines() == before
        await learner.press("pagedown")
        assert learner.step != step


async def test_a_small_window_says_so_and_still_reads(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge", size=(60, 16)) as learner:
        assert visible(learner.lines(), "made for 80×24")
        await learner.press("3", "enter")
        assert learner.lesson.session.player.complete


async def test_ambiguous_wide_terminals_get_no_ambiguous_character(tmp_path: Path) -> None:
    async with tutor(tmp_path, cells=Cells(ambiguous_width=2, glyphs=ASCII)) as learner:
        for step in range(9):
            await learner.press("enter" if step == 0 else "pagedown")
            wide = {character for character in learner.text if unicodedata.east_asian_width(character) == "A"}
            assert not wide, (learner.step, wide)


def test_narrowed_text_keeps_its_width() -> None:
    text = "".join(chr(code) for code in range(0x2000, 0x2C00) if unicodedata.east_asian_width(chr(code)) == "A")
    assert len(narrowed(text)) == len(text)
    assert not any(unicodedata.east_asian_width(character) == "A" for character in narrowed(text))


async def test_no_color(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("1", "enter")
        assert "✗ Not yet" in learner.text
        await learner.press("3", "enter")
        assert "✓ Right" in learner.text


async def test_the_themes_come_one_after_the_other_on_every_page(tmp_path: Path) -> None:
    async with tutor(tmp_path) as learner:
        grounds = [learner.app.screen.styles.background]
        await learner.press("t")
        grounds.append(learner.app.screen.styles.background)
        await learner.press("enter", "t")
        grounds.append(learner.app.screen.styles.background)
        assert len(set(grounds)) == len(grounds)
        await learner.press(*["t"] * (len(THEMES) - 2))
        assert learner.app.screen.styles.background == grounds[0]
