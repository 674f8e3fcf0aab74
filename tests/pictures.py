"""Draws the README's pictures from the real program: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import html
import re
import tempfile
from pathlib import Path

from tests.ui.driving import Learner, tutor
from tutor.text import Cells

FOLDER = Path(__file__).parents[1] / "docs"
_FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_TEXT = re.compile(r'<text([^>]*)textLength="([\d.]+)"([^>]*)>([^<]*)</text>')


async def derivation(learner: Learner) -> None:
    """A derivation to its end: every factor, the product, the central difference."""
    while learner.lesson.session.player.activity.question is not None:
        await learner.answer_rightly()


async def lab(learner: Learner) -> None:
    """A network after its backward pass, a hidden unit selected."""
    await learner.answer_rightly()
    await learner.press("F", "B", "right", "right")


def picture(svg: str) -> str:
    """Return Textual's picture without fonts from elsewhere, and with room for characters that are two cells wide."""
    return _TEXT.sub(_with_room, _FONT_FACES.sub("", svg))


def _with_room(match: re.Match[str]) -> str:
    text = html.unescape(match[4])
    cells = Cells().width(text)
    length = float(match[2]) / len(text) * cells if text else 0
    return f'<text{match[1]}textLength="{length:.1f}"{match[3]}>{match[4]}</text>'


async def draw() -> None:
    """Draw every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, lesson, step, act in (
        ("derivation", "chain-rule", "neuron-faded", derivation),
        ("lab", "forward-pass", "watch", lab),
    ):
        with tempfile.TemporaryDirectory() as home:
            async with tutor(Path(home), lesson=lesson, step=step) as learner:
                await act(learner)
                svg = learner.app.export_screenshot(title="Backprop Tutor")
        (FOLDER / f"{name}.svg").write_text(picture(svg), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
