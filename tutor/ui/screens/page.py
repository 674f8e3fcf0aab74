"""What every screen has: a title row, a body, a footer of live keys; what screens ask for, and say unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tutor.errors import TutorError
from tutor.figures.lines import Line, clear_of, wrapped
from tutor.prose.window import SMALLEST
from tutor.text import Cells
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import Place, bindings, keys
from tutor.ui.presses import Deafness
from tutor.ui.signals import stop
from tutor.ui.widgets.answer import Overfilled, PartnerMoved
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.sheet import Sheet
from tutor.ui.widgets.title_bar import TitleBar
from tutor.wording import Language, Sentence, Voice, interface
from tutor.wording.sentence import together

if TYPE_CHECKING:
    from tutor.learner.study import Study
    from tutor.learner.today import ReviewSession
    from tutor.progress import Notice, Progress
    from tutor.ui.steps.scene import ExplainWanted
    from tutor.wording.failures import Failure


@dataclass
class PlaceChosen(Message):
    """The learner wants to open a lesson, at a step if one is named; who `makes_up` passes over what is done."""

    lesson: str
    step: str = ""
    makes_up: bool = False


@dataclass
class LessonLeft(Message):
    """The learner goes back to the course; `finished` where it was past the last step."""

    lesson: str
    finished: bool


class ReviewWanted(Message):
    """The learner wants to review what is due."""


@dataclass
class KnowingWanted(Message):
    """The learner wants to show to know a lesson."""

    lesson: str


@dataclass
class ReviewLeft(Message):
    """The learner goes back from review cards; `finished` where that was past the last one."""

    session: ReviewSession
    finished: bool


Elsewhere: TypeAlias = PlaceChosen | LessonLeft | ReviewWanted | KnowingWanted | ReviewLeft
"""The learner leaves what is seen for another place of the course."""


class PageWanted(Message):
    """The learner wants to see another page over this one, which needs the course."""

    def page(self, display: Display, study: Study, bench: Bench) -> Page:
        """Return that page."""
        raise NotImplementedError


class SearchWanted(PageWanted):
    """The learner wants to search the course."""

    def page(self, display: Display, study: Study, bench: Bench) -> Page:
        """Return the page to search on."""
        from tutor.ui.screens.search import SearchScreen

        return SearchScreen(display, study, bench)


_NOTE_ROWS: Final = 3
"""The most rows above the footer in which something is said."""


class Page(Screen[None]):
    """A screen in the learner's language. Subclasses give a body and say which keys are live."""

    BINDINGS = bindings("everywhere")
    AUTO_FOCUS = ""
    lesson_id = ""
    """The lesson that it shows, if it shows one."""
    says_when_it_waits = False
    """Whether it shows no sign of its own where something takes long, so that its note must."""
    places: Sequence[Place] = ("everywhere",)
    """Where this screen's keys are declared, for the help."""

    DEFAULT_CSS = """
    Page { layout: vertical; layers: base message; }
    Page #note { height: auto; max-height: 3; padding: 0 1; background: $panel; color: $hint; display: none; }
    Page #note.shown { display: block; }
    Page.roomy #note { layer: message; dock: bottom; offset: 0 -1; }
    """

    @dataclass
    class LanguageChosen(Message):
        """The learner wants the other language."""

        language: Language

    class ThemeSwitched(Message):
        """The learner wants the other theme."""

    @dataclass
    class GlossaryWanted(PageWanted):
        """The learner wants to look up a term, or to see them all."""

        term: str = ""

        def page(self, display: Display, study: Study, bench: Bench) -> Page:
            """Return the glossary."""
            from tutor.ui.screens.glossary import GlossaryScreen

            return GlossaryScreen(display, study, self.term)

    def __init__(self, display: Display, *, stands: bool = True) -> None:
        """Show from the first what it is for, unless it `stands` there only later."""
        super().__init__()
        self.display_ = display
        self.stands = asyncio.Event()
        """Set as soon as it shows what it is for."""
        if stands:
            self.stands.set()
        self.deafness = Deafness(display.clock)
        self.title_bar = TitleBar(display.cells)
        self.note = Sheet(id="note")
        self._last_said = ""
        self.told = ""
        """What stands before all that is said until the next key."""
        self.footer = KeyFooter(display.cells)

    @property
    def voice(self) -> Voice:
        """Return the learner's language."""
        return self.display_.voice

    @property
    def cells(self) -> Cells:
        """Return how this terminal draws text."""
        return self.display_.cells

    def compose(self) -> ComposeResult:
        """Put the title above the body, the note and the footer below it."""
        yield self.title_bar
        yield from self.body()
        yield self.note
        yield self.footer

    def body(self) -> Iterable[Widget]:
        """Give what stands between title and footer."""
        raise NotImplementedError

    def live_keys(self) -> Sequence[str]:
        """Return the ids of the keys that work now, the most important first; the last one always stays."""
        raise NotImplementedError

    def open_step(self, step_id: str) -> None:
        """Go to a step of the lesson that it shows."""
        raise NotImplementedError

    def goes_on(self, key: str) -> bool:
        """Return whether `key` answers or goes on now, which a key that is held down must not."""
        return key == "enter"

    def key_notes(self) -> dict[str, str]:
        """Return words to add behind the labels of keys, by key id."""
        return {}

    async def speak(self, display: Display) -> None:
        """Say everything in another language, in place."""
        self.display_ = display
        self.deafness = Deafness(display.clock)
        await self.retell()
        self.refresh_footer()

    async def retell(self) -> None:
        """Draw everything that has words anew."""
        raise NotImplementedError

    def entitle(self, title: Sentence, about: str = "") -> None:
        """Say in the title row what the page is, and what it is about."""
        self.title_bar.set([(self.voice(title), "title"), ("  " + about if about else "", "dim")])

    def refresh_footer(self) -> None:
        """Show the keys that work now."""
        self.footer.set(keys(self.live_keys()), self.voice, self.key_notes())

    def tell(self, text: str) -> None:
        """Say `text` if there is any, and whatever else is said until the next key behind it."""
        if text:
            self.told = text
            self.say("")

    def say(self, text: str) -> None:
        """Show it in the rows above the footer; an empty text takes it away, but for a word on a small window."""
        self._last_said = text
        words = together(filter(None, (self.told, text))) or self._about_the_window
        self.note.set_class(bool(words), "shown")
        self.set_class(bool(words), "saying")
        # The word on a small window stays, so that it takes a row of its own.
        self.set_class(not self._about_the_window, "roomy")
        self.note.show(lambda width: self._note_lines(words, width) if words else [])

    def _note_lines(self, words: str, width: int) -> list[Line]:
        """Break `words`, with wide characters off the edges of what the note covers: Textual cuts each row there."""
        has_wide = any(self.cells.width(character) > 1 for character in words)
        edges = self._edges_below_note() if has_wide else set()
        left = self.note.styles.padding.left
        lines = wrapped(words, "", self.cells, width - len(edges))
        return [[(clear_of(edges, text, self.cells, left), tag) for text, tag in line] for line in lines]

    def _edges_below_note(self) -> set[int]:
        """Return the columns in which something begins or ends that stands where the note does."""
        bottom = self.size.height - 1
        rows = range(bottom - _NOTE_ROWS, bottom)
        edges: set[int] = set()
        for widget in self.query("*"):
            region = widget.region
            if widget not in (self.note, self.footer) and region.y < rows.stop and region.bottom > rows.start:
                edges |= {region.x, region.right, region.right - widget.scrollbar_size_vertical}
        return {edge for edge in edges if 0 < edge < self.size.width}

    def action_language(self) -> None:
        """Ask for the other language."""
        self.post_message(self.LanguageChosen("en" if self.voice.language == "zh" else "zh"))

    def action_theme(self) -> None:
        """Ask for the other theme."""
        self.post_message(self.ThemeSwitched())

    def action_glossary(self) -> None:
        """Ask for the glossary."""
        self.post_message(self.GlossaryWanted())

    def action_search(self) -> None:
        """Ask for the search."""
        self.post_message(SearchWanted())

    def action_stop(self) -> None:
        """Stop the process until the shell lets it go on."""
        stop(self.app)

    def action_help(self) -> None:
        """Show the keys over this page."""
        from tutor.ui.screens.reading import HelpScreen

        self.app.push_screen(HelpScreen(self.display_, self.places))

    @on(KeyFooter.Pressed)
    def _key_clicked(self, event: KeyFooter.Pressed) -> None:
        # Sent by the application itself: a key that a screen sends would stop bubbling at that screen.
        self.app.call_later(self.app.simulate_key, event.key.key)

    def on_key(self, event: events.Key) -> None:
        """Tell a learner whose input method is on why a letter does nothing."""
        character = event.character or ""
        composed = len(character) == 1 and not character.isascii() and character.isprintable()
        self.say(self.voice(interface.INPUT_METHOD) if composed and not self.in_field else "")

    def on_explain_wanted(self, event: ExplainWanted) -> None:
        """Open the explanation of a lab's gradients."""
        from tutor.ui.screens.explain import ExplainScreen

        event.stop()
        self.app.push_screen(ExplainScreen(self.display_, event.lab, event.bench, event.at))

    @on(Overfilled)
    def _say_what_was_left_out(self, event: Overfilled) -> None:
        full = self.voice(interface.FIELD_FULL, most=event.most, left=event.left_out)
        self.say(full if event.left_out else "")

    @on(PartnerMoved)
    def _say_who_lost_a_partner(self, event: PartnerMoved) -> None:
        self.say(self.voice(interface.PARTNER_MOVED, letter=event.letter, number=event.number))

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the window is smaller than what the screens are made for; what was said stays."""
        self.say(self._last_said)

    @property
    def _about_the_window(self) -> str:
        width, height = self.size
        small = 0 < width < SMALLEST[0] or 0 < height < SMALLEST[1]
        return self.voice(interface.SMALL_WINDOW, width=width, height=height) if small else ""

    @property
    def in_field(self) -> bool:
        """Return whether the cursor is in a text field, which takes letters for itself."""
        return isinstance(self.focused, Input)


class NoticeBoard:
    """Says each thing once, on the page that is seen; what `waits` holds is added there from any thread."""

    def __init__(self, waits: Sequence[Notice], sentence: Callable[[Failure], str]) -> None:
        self._waits, self._waits_told, self._sentence = waits, 0, sentence
        self._waiting: Page | None = None
        """The page that says what is waited for."""
        self.lost = False
        """Whether something that was done could not be written to the end."""
        self.last_words: list[str] = []
        """What there is to say when the interface is gone."""

    def tell_waits(self, page: Page, *, is_open: bool) -> None:
        """Say that something takes long, and where another program is waited for, that it does.

        Until the course `is_open`, its list has a sign of its own.
        """
        if len(self._waits) > self._waits_told:
            self._waiting, self._waits_told = page, len(self._waits)
            page.tell(self._sentence(self._waits[-1]))
        elif is_open and page.says_when_it_waits and not page.note.has_class("shown"):
            self._waiting = page
            page.tell(page.voice(interface.GETTING_READY))

    def wait_no_more(self) -> None:
        """Take away what was said of waiting."""
        if self._waiting is not None:
            self._waiting.told = ""
            self._waiting.say("")
            self._waiting = None

    def tell(self, page: Page, notices: Sequence[Notice]) -> None:
        """Say `notices`, if there are any."""
        page.tell(together(map(self._sentence, notices)))

    def let_go(self, progress: Progress) -> None:
        """Close `progress`; `lost` and `last_words` say how that went."""
        try:
            progress.close()
        except TutorError as error:
            self.lost = True
            self.last_words.append(self._sentence(error))
        self.last_words += map(self._sentence, progress.news())
