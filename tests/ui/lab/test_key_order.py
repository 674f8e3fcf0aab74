"""A key that the words of a lab name stands in the footer then, in the smallest window too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from tests.ui.driving import Learner, tutor
from tests.ui.lab.test_said import LABS, desk_of, open_lab
from tutor.activity.actions import typed_name
from tutor.activity.network import NetworkActivity
from tutor.ui.keys import KEYS, keys
from tutor.ui.lab.key_order import NAMED
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.wording import LANGUAGES, Language

_PRINTED: Final = {key.printed: key.printed for key in KEYS if key.place == "lab" and not key.printed.isdecimal()} | {
    "Tab": "tab", "空格键": "space", "Enter": "enter",
}  # fmt: skip
_NAMES: Final = re.compile(r"(as in|如) .*?(Here: [^.]*\.|这里可改：[^。]*。)|[“(][^”)]*[”)]|z is|from z|z 已|由 z")
"""Names of quantities, which may be called as keys are, and what is to be typed."""
_SIGNS: Final = re.compile(r"[A-Za-z]+|空格键|(?<![^ 按])[-+](?= )")


def named_in(text: str) -> set[str]:
    """The keys that a sentence names, as the footer prints them."""
    return {_PRINTED[sign] for sign in _SIGNS.findall(_NAMES.sub("", text)) if sign in _PRINTED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_each_sentence_the_keys_are_told_that_it_names(language: Language) -> None:
    for sentence, ids in NAMED.items():
        told = {sign for key in keys(ids) for sign in key.printed.split()}
        text = sentence.in_language(language).replace("(Tab)", "Tab").replace("（Tab）", "Tab")
        assert named_in(text) | ({"esc"} if "esc" in text else set()) == told, sentence.en


def without_footer(learner: Learner) -> list[str]:
    """The keys that the words on the screen name and its footer does not."""
    desk = desk_of(learner)
    lines = desk._brief_lines(desk._rows.content_size.width)
    said = " ".join(text for line in lines for text, tag in line if tag not in ("maths", "value", "strong"))
    footer = learner.app.screen.query_one(KeyFooter)
    shown = {sign for key in footer.fitting(footer.content_size.width) for sign in key.printed.split()}
    return [f"{sign}: {said}" for sign in sorted(named_in(said) - shown)]


def walk(activity: NetworkActivity) -> Sequence[str]:
    """What leads a learner through the states of a lab: looking, trying in vain, going back, freezing, hints."""
    name = typed_name(activity.first_changeable)
    setting = ("e", *f"{name} = 0.0001", "enter")
    return (
        "enter", "F", "B", "u", "comma", "z", "r", *setting, "F", "U", "z", "u", "u", "r", "r", "z",
        "k", "tab", "tab", "tab", "k", "u", "r", "k", "r", *setting, "escape", "h", "h", "comma",
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "lab",
    [pytest.param(lab, marks=() if lab[0] in ("mappings", "faq") else pytest.mark.long) for lab in LABS],
    ids="-".join,
)
@pytest.mark.every(2)
async def test_what_words_name_stands_in_the_footer(tmp_path: Path, lab: tuple[str, str], language: Language) -> None:
    async with tutor(tmp_path, lesson=lab[0], step=lab[1], language=language, reduced_motion=True) as learner:
        await open_lab(learner)
        assert without_footer(learner) == []
        activity = learner.lesson.session.player.activity
        assert isinstance(activity, NetworkActivity)
        for number, key in enumerate(walk(activity)):
            await learner.press(key)
            if not desk_of(learner).something_open:
                assert (number, key, without_footer(learner)) == (number, key, [])
