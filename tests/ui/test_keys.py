"""The key policy: every key declared once, none in two tables that live together, none that a terminal takes away."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.driving import Learner, tutor
from tutor.ui.keys import BY_ID, KEYS, Place, bindings

SCREENS: list[tuple[Place, ...]] = [
    ("home", "everywhere"),
    ("lesson", "field", "derivation", "everywhere"),
    ("page", "list", "everywhere"),
    ("lesson", "field", "derivation", "review", "everywhere"),
    ("page", "search", "everywhere"),
    ("page", "note", "everywhere"),
    ("page", "help", "everywhere"),
]
"""Tables that are live at the same time whatever has the focus."""

FOCUSED: list[tuple[Place, ...]] = [("typing",), ("choices",), ("order",), ("match",), ("lab",), ("terms",), ("list",)]
"""Tables of what has the focus: they win over the screen's, so that a key in both does what is in front."""

ALTERED_BY_TERMINALS = {
    "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+c", "ctrl+enter",
    "f1", "f10", "f11",
}  # fmt: skip
"""Backspace, tab and enter under other names, prefixes of screen and tmux, flow control, keys of the window."""


def keys_of(places: tuple[Place, ...]) -> list[str]:
    return [name for key in KEYS if key.place in places for name in (key.key, *key.twins)]


@pytest.mark.parametrize("places", [*SCREENS, *FOCUSED])
def test_tables_that_live_together_share_no_key(places: tuple[Place, ...]) -> None:
    keys = keys_of(places)
    assert len(keys) == len(set(keys))


def test_field_keys_survive_terminals_and_fields() -> None:
    consumes = Input().check_consume_key
    for key in KEYS:
        if key.place == "field":
            names = (key.key, *key.twins)
            assert not ALTERED_BY_TERMINALS.intersection(names)
            assert not any(consumes(name, None) for name in names)
            assert not {name for binding in Input.BINDINGS for name in _names(binding)}.intersection(names)


def _names(binding: object) -> list[str]:
    return str(getattr(binding, "key", "")).split(",")


def test_ids_are_unique_and_every_key_has_words() -> None:
    assert len(BY_ID) == len(KEYS)
    for key in KEYS:
        assert key.label.en
        assert key.label.zh
        assert key.help.en.endswith(".")
        assert key.help.zh.endswith("。")


def test_bindings_come_from_the_table() -> None:
    names = itertools.chain.from_iterable(str(binding.key).split(",") for binding in bindings("lab"))  # type: ignore[union-attr]
    assert sorted(names) == sorted(keys_of(("lab",)))


WALK = ["nudge", "rule", "square", "inner", "stuck", "live", "neuron-alone", "end"]


@pytest.mark.long
@pytest.mark.parametrize("step", WALK)
async def test_every_key_in_the_footer_does_something(tmp_path: Path, step: str) -> None:
    """Each key that the footer names changes what is on the screen, or where one is."""
    async with tutor(tmp_path, lesson="chain-rule", step=step) as learner:
        ids = list(learner.lesson.live_keys())
    for index, key_id in enumerate(ids):
        home = tmp_path / str(index)
        home.mkdir()
        async with tutor(home, lesson="chain-rule", step=step) as learner:
            before = shown(learner)
            await learner.press(BY_ID[key_id].key)
            assert shown(learner) != before, f"{key_id} does nothing in {step}"


def shown(learner: Learner) -> tuple[str, object]:
    return learner.text, type(learner.app.screen)


async def test_the_help_presses_any_key_without_letters(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("ctrl+o")
        while "▌ h " not in learner.text:
            await learner.press("down")
        await learner.press("enter")
        assert "Hint" in "\n".join(learner.lines()[2:-1])
