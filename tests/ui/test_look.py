"""What can be seen at a glance of every page that is no step, in each size, theme and language: told by machine.

Nothing touches an edge, nothing is cut short, there is one frame, and few colours.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, product
from pathlib import Path

import pytest
from rich.segment import Segment

from tests.ui.driving import Learner, shipped, tutor
from tests.ui.strips import strips_of
from tutor.check.walk import own_answer
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.progress import open_progress
from tutor.settings import Settings
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.review_end import ReviewEndScreen
from tutor.ui.theme import DARK, LIGHT
from tutor.wording import LANGUAGES, Language

SIZES = [(80, 24), (120, 40), (200, 60)]
LOOKS = {"dark": DARK, "light": LIGHT, "without colours": None}
HUES = {
    "positive": "blue", "maths": "blue", "negative": "orange", "gradient": "magenta", "lit": "blue",
    "right": "green", "hint": "amber",
}  # fmt: skip
"""The hue of each colour that means something."""
MOST_HUES = 3
CORNERS = "╭┌┏"
"""What a frame begins with."""
DONE = ("slopes", "chain-rule", "gradient-descent")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The progress of somebody who has done some lessons weeks ago, one of them up to its sixth step, with notes."""
    file = tmp_path_factory.mktemp("begun") / "progress.sqlite3"
    progress = open_progress(file).progress
    study = Study(shipped(), progress, clock=lambda: datetime.now(UTC) - timedelta(days=20), seeds=random.Random(2))
    for lesson in DONE:
        session = study.session(lesson, "en")
        for position in range(6 if lesson == DONE[-1] else len(session.player.steps)):
            session.go(position)
            _answer(session)
        if lesson != DONE[-1]:
            session.finish()
    session.annotate("noted", "The slope tells how sensitive the loss is to the knob, and nothing of where it leads.")
    progress.close()
    return file


def _answer(session: Session) -> None:
    """Answer everything that is asked, some of it wrongly first."""
    while (question := session.player.activity.question) is not None:
        if question.form in ("number", "formula"):
            session.answer("-12.5")
        session.answer(own_answer(session.player.activity) or next(iter(question.options), ""))
        assert session.player.activity.question != question


def cells_of(learner: Learner) -> Iterator[tuple[int, int, Segment]]:
    """Every run of the screen that shows something, with its row and column, as the terminal gets it."""
    for row, strip in enumerate(strips_of(learner.app)):
        segments, column = list(strip), 0
        for line_filter in learner.app.get_line_filters():
            segments = line_filter.apply(segments, learner.app.screen.background_colors[1])
        for segment in segments:
            if segment.text.strip():
                yield row, column, segment
            column += segment.cell_length


def colours(segment: Segment) -> Iterator[str]:
    """The colours of a run, of its letters and of its ground."""
    for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
        if colour is not None and colour.triplet is not None:
            yield colour.triplet.hex


def assert_edges_are_free(learner: Learner, page: str, *, filled: bool = False) -> None:
    """Nothing stands in the first column or the last one, below the title, or at the foot unless it is `filled`."""
    width, height = learner.app.size
    lines = learner.lines()
    assert lines[0].strip(), page
    assert lines[-1].strip(), page
    assert not lines[1].strip(), f"{page}: something clings to the title"
    assert filled or not lines[-2].strip(), f"{page}: something clings to the footer"
    for row, column, segment in cells_of(learner):
        if 0 < row < height - 1:
            left = column + len(segment.text) - len(segment.text.lstrip())
            right = column + segment.cell_length - (len(segment.text) - len(segment.text.rstrip()))
            assert left > 0, f"{page}: {lines[row]!r} begins at the edge"
            assert right < width, f"{page}: {lines[row]!r} ends at the edge"


def assert_calm(learner: Learner, page: str, look: str) -> None:
    """Few hues, none without colours, and one frame beside the figure of a lesson."""
    theme = LOOKS[look]
    seen = {colour for _, _, segment in cells_of(learner) for colour in colours(segment)}
    if theme is None:
        assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in seen), page
    else:
        hues = {HUES[name] for name in HUES if theme.variables[name] in seen}
        assert len(hues) <= MOST_HUES, f"{page}: {hues}"
    figures = [figure.region for figure in learner.app.screen.query("#figure")]
    frames = [
        (row, column + place)
        for row, column, segment in cells_of(learner)
        for place, character in enumerate(segment.text)
        if character in CORNERS and not any(figure.contains(column + place, row) for figure in figures)
    ]
    assert len(frames) <= 1, page


def assert_whole(learner: Learner, page: str) -> None:
    """No line ends amid a word or a sentence."""
    cut = [line.strip() for line in learner.lines() if re.search(r"[^\d\s…]…(?!…)", line)]
    assert cut == [], page


async def assert_good(learner: Learner, page: str, look: str, *, whole: bool = True, filled: bool = False) -> None:
    """All of that on the page that is shown; while no message is said, rows for it may be free."""
    await learner.settle()
    assert_edges_are_free(learner, page, filled=filled)
    assert_calm(learner, page, look)
    if whole:
        assert_whole(learner, page)


@pytest.fixture
def look(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Dark, light, or a terminal that is to show no colours."""
    name = str(request.param)
    if LOOKS[name] is None:
        monkeypatch.setenv("NO_COLOR", "1")
    return name


in_each_size_and_look = pytest.mark.parametrize(
    ("size", "look", "language"),
    [(*case, language) for case, language in zip(product(SIZES, LOOKS), cycle(LANGUAGES), strict=False)],
    indirect=["look"],
    ids=str,
)
"""Every look in every size, the languages by turns: each language meets all sizes and all looks."""


def settings(folder: Path, look: str) -> Settings:
    """Those of somebody who has chosen the theme of a look."""
    kept = Settings(folder / "settings.txt")
    kept.keep("theme", (LOOKS[look] or DARK).name)
    return kept


PAGES = (("progress", "p"), ("glossary", "g"), ("search", "slash"), ("help", "?"))


@pytest.mark.every(4)
@in_each_size_and_look
async def test_every_page_over_the_course_is_calm_and_whole(
    size: tuple[int, int], language: Language, look: str, begun: Path, tmp_path: Path
) -> None:
    """On the smallest window the list of a whole course stands down to the footer."""
    for progress in (None, begun):
        home = tmp_path / ("new" if progress is None else "begun")
        home.mkdir()
        if progress is not None:
            shutil.copy(progress, home / "progress.sqlite3")
        async with tutor(home, size=size, language=language, settings=settings(home, look)) as learner:
            await assert_good(learner, "home", look, filled=size[1] == 24)
            for page, key in PAGES:
                await learner.press(key)
                await assert_good(learner, page, look)
                if page in ("glossary", "search"):
                    await learner.type("delta")
                    await assert_good(learner, f"{page} with hits", look, whole=page == "glossary")
                    await learner.type("zzzzzz")
                    await assert_good(learner, f"{page} without hits", look)
                await learner.press("escape")
            assert learner.app.screen is learner.app.home


@pytest.mark.every(4)
@in_each_size_and_look
async def test_what_belongs_to_a_lesson_and_a_review_is_calm_and_whole(
    size: tuple[int, int], language: Language, look: str, begun: Path, tmp_path: Path
) -> None:
    shutil.copy(begun, tmp_path / "progress.sqlite3")
    kept = settings(tmp_path, look)
    async with tutor(tmp_path, size=size, language=language, settings=kept, lesson="slopes", step="knob") as learner:
        for page, key in (("outline", "o"), ("note", "j"), ("help in a lesson", "?")):
            await learner.press(key)
            await assert_good(learner, page, look)
            await learner.press("escape")
        learner.lesson.open_step(learner.lesson.session.player.steps[-1].id)
        await learner.press("pagedown", "pagedown")
        await assert_good(learner, "the end of a lesson", look)
        await learner.press("escape", "r")
        await assert_good(learner, "a card", look)
        await learner.answer_rightly()
        await assert_good(learner, "a card that was answered", look)
        while isinstance(learner.app.screen, ReviewScreen):
            await learner.press("pagedown")
        assert isinstance(learner.app.screen, ReviewEndScreen)
        await assert_good(learner, "the end of a review", look)
