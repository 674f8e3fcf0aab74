"""The key policy: every key declared once, none in two tables that live together, none that a terminal takes away."""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.actions import parse
from textual.binding import Binding
from textual.widgets import Input

from tests.ui.driving import Learner, pressed, tutor
from tutor import ui
from tutor.ui.keys import BY_ID, KEYS, Key, Place, bindings, meant_key
from tutor.ui.lab.workbench import ACTS
from tutor.ui.screens.page import Page
from tutor.ui.screens.reading import HelpScreen
from tutor.ui.screens.search import SearchScreen
from tutor.ui.widgets.formula_field import FormulaField
from tutor.wording.interface import PLACES

SCREENS: list[tuple[Place, ...]] = [
    ("home", "everywhere"),
    ("end", "everywhere"),
    ("review-end", "everywhere"),
    ("lesson", "field", "derivation", "everywhere"),
    ("page", "list", "everywhere"),
    ("lesson", "field", "derivation", "review", "everywhere"),
    ("page", "search", "everywhere"),
    ("page", "note", "everywhere"),
    ("page", "help", "everywhere"),
]
"""Tables that are live at the same time whatever has the focus."""

FOCUSED: list[tuple[Place, ...]] = [
    ("course",),
    ("typing",),
    ("number",),
    ("choices",),
    ("order",),
    ("match",),
    ("lab",),
    ("terms",),
    ("list",),
]
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


def bound(cls: type) -> Iterator[Binding]:
    """The keys of the table that a class binds itself."""
    own = [one for one in vars(cls).get("BINDINGS", ()) if isinstance(one, Binding)]
    yield from (one for one in own if one.id and one.id.partition(".")[2] in BY_ID)


def has_action(cls: type, binding: Binding) -> bool:
    """Whether `cls` has the method of a key, and it takes the arguments that the key gives."""
    _, name, given = parse(binding.action)
    method = getattr(cls, f"action_{name}", None)
    return method is not None and inspect.signature(method).bind(cls, *given) is not None


def test_a_key_that_a_screen_or_a_step_binds_has_its_method() -> None:
    """Textual passes over one whose method it does not find, and says nothing. Widgets bind theirs one by one."""
    modules = [importlib.import_module(one.name) for one in pkgutil.walk_packages(ui.__path__, "tutor.ui.")]
    classes = {cls for module in modules for cls in vars(module).values() if isinstance(cls, type)}
    found = [(cls, one) for cls in classes for one in bound(cls)]
    assert {"lesson.next", "lab.run", "list.choose", "everywhere.help"} <= {one.id for _, one in found}
    assert [(cls.__name__, one.id) for cls, one in found if not has_action(cls, one)] == []


def test_every_act_of_the_lab_has_its_key() -> None:
    assert set(ACTS) <= {key.id for key in KEYS if key.place == "lab"}


KINDS = Path(__file__).parents[1] / "courses" / "kinds"
LABS = Path(__file__).parents[1] / "courses" / "labs"
WALK: list[tuple[Path | None, str, str]] = [
    *[(None, "chain-rule", step) for step in ("nudge", "rule", "square", "inner", "live", "neuron-alone", "end")],
    (None, "forks", "hunt"),
    (None, "overfitting", "diagnosis"),
    (None, "overfitting", "procedure"),
    (None, "faq", "final"),
    (KINDS, "code", "neuron"),
    (KINDS, "drawn", "quiz"),
    (LABS, "labs", "neuron"),
    (LABS, "labs", "xor"),
]
"""A step of each kind."""
MOMENTS = [[], ["escape"], ["enter"]]
"""What is pressed before, so that it stands at another moment."""


@pytest.mark.long
@pytest.mark.parametrize(("course", "lesson", "step"), WALK)
@pytest.mark.parametrize("before", MOMENTS, ids=" ".join)
async def test_every_key_in_the_footer_does_something(
    tmp_path: Path, course: Path | None, lesson: str, step: str, before: list[str]
) -> None:
    """Each key that the footer names changes what is on the screen, where one is, or what is recorded."""
    named: list[Key] = []
    tried = 0
    while not tried or tried <= len(named):
        home = tmp_path / str(tried)
        home.mkdir()
        async with tutor(home, course=course, lesson=lesson, step=step, size=(120, 24)) as learner:
            await learner.press(*before)
            page = learner.app.screen
            assert isinstance(page, Page)
            if not tried:
                named = page.footer.fitting(page.footer.content_size.width)
            elif (key := named[tried - 1]).id not in ("stop", "quit"):
                seen = shown(learner)
                # The cursor of a list stands at its first choice already.
                await learner.press(key.twins[0] if key.id == "choice-number" else key.key)
                assert shown(learner) != seen, f"{key.id} does nothing in {step} after {before}"
        tried += 1


def shown(learner: Learner) -> tuple[str, object, object]:
    return learner.text, type(learner.app.screen), learner.app.focused


async def test_the_help_presses_any_key_without_letters(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("ctrl+o")
        while "▌ h " not in learner.text:
            await learner.press("down")
        await learner.press("enter")
        assert "Hint" in "\n".join(learner.lines()[2:-1])


@pytest.mark.parametrize(("step", "chosen"), [("nudge", True), ("inner", False), ("sigma-slope", False)])
@pytest.mark.every(3)
async def test_the_help_speaks_of_choices_where_there_are_some(tmp_path: Path, step: str, chosen: bool) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step=step) as learner:
        await learner.press("ctrl+o")
        assert isinstance(learner.app.screen, HelpScreen)
        assert ("On a list of choices" in learner.text) is chosen


@pytest.mark.parametrize(
    ("lesson", "step", "place"),
    [
        ("chain-rule", "live", "choices"),
        ("forks", "hunt", "bughunt"),
        ("overfitting", "diagnosis", "match"),
        ("overfitting", "procedure", "order"),
        ("chain-rule", "nudge", "choices"),
    ],
)
@pytest.mark.every(3)
async def test_the_help_lists_first_what_only_this_step_has(
    tmp_path: Path, lesson: str, step: str, place: Place
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step) as learner:
        assert (await helped(learner))[0] == PLACES[place].en


async def test_the_keys_of_a_lab_are_listed_as_soon_as_there_is_one(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="live") as learner:
        assert PLACES["lab"].en not in await helped(learner), "a prediction comes first"
        await learner.press("escape", "enter")
        assert (await helped(learner))[0] == PLACES["lab"].en


async def helped(learner: Learner) -> list[str]:
    """The headings of the help that is opened."""
    await learner.press("f1")
    return [line.strip() for line in learner.lines() if line.strip() in {words.en for words in PLACES.values()}]


SIGNS = {" ": "\u3000", "/": "／、", ".": "．。", ",": "，", "?": "？", "!": "！", "+": "＋", "-": "－", "=": "＝"}
"""What an input method sends for a sign."""


@pytest.mark.parametrize("character", string.ascii_letters + string.digits + "".join(SIGNS))
def test_a_key_is_taken_in_any_width(character: str) -> None:
    for wide in SIGNS.get(character, chr(ord(character) + 0xFEE0)):
        meant = meant_key(events.Key("any", wide))
        assert (meant.key, meant.character) == (pressed(character).key, character)
    plain = pressed(character)
    assert meant_key(plain) is plain


async def test_an_input_method_may_be_on_outside_fields_and_is_not_corrected_inside(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="inner") as learner:
        await learner.type("１＋２")
        assert "１＋２" in learner.text
        await learner.press("escape", "ｈ")
        assert "Hint" in learner.text
        await learner.press("、")
        assert isinstance(learner.app.screen, SearchScreen)
        await learner.press("escape", "？")
        assert isinstance(learner.app.screen, HelpScreen)


async def test_a_key_that_is_pressed_again_is_the_same_key(tmp_path: Path) -> None:
    """A hint leaves the cursor where it was: the next `h` is a key, too, not a letter in the field."""
    async with tutor(tmp_path, lesson="chain-rule", step="inner") as learner:
        await learner.press("escape", "h", "h")
        assert learner.lesson.session.player.hints_given()[1:]
        assert not learner.lesson.in_field
        await learner.press("i", "ctrl+g")
        assert learner.lesson.in_field


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["9", "backspace", "2", "5"], "25"),
        (["1", "2", "left", "3"], "132"),
        (["1", "2", "home", "3", "end", "4"], "3124"),
        (["1", "2", "ctrl+u", "3"], "3"),
    ],
)
@pytest.mark.every(2)
async def test_keys_that_arrive_together_count_in_their_order(tmp_path: Path, keys: list[str], text: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="inner") as learner:
        learner.send(*keys)
        await learner.settle()
        assert learner.app.screen.query_one(FormulaField).text == text


@pytest.mark.parametrize(("key", "step"), [("pageup", "stuck"), ("pagedown", "transfer")])
@pytest.mark.every(2)
async def test_page_up_and_down_go_back_and_on_from_a_field_however_long_the_step_is(
    tmp_path: Path, key: str, step: str
) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-alone", size=(80, 12)) as learner:
        while not learner.lesson.in_field:
            await learner.answer_rightly()
        page = learner.app.screen.query_one("#page")
        page.scroll_to(y=page.max_scroll_y // 2, animate=False)
        while learner.step == "neuron-alone":
            at_the_end = page.scroll_offset.y in (0, page.max_scroll_y)
            await learner.press(key)
        assert at_the_end, "what is longer than the window is seen first"
        assert learner.step == step
