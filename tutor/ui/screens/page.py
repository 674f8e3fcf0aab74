"""What every screen has: a title row, a body, a footer of live keys; and what screens ask the application for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tutor.figures.lines import wrapped
from tutor.text import Cells
from tutor.ui.display import Display
from tutor.ui.keys import Place, bindings, keys
from tutor.ui.signals import stop
from tutor.ui.widgets.answer import PartnerMoved
from tutor.ui.widgets.formula_field import Overfilled
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.sheet import Sheet
from tutor.ui.widgets.title_bar import TitleBar
from tutor.wording import Language, Sentence, Voice, interface
from tutor.wording.sentence import together

if TYPE_CHECKING:
    from tutor.learner.course import LessonStanding
    from tutor.lesson.format.model import Lesson

SMALLEST = (80, 24)


@dataclass
class StepChosen(Message):
    """The learner wants to open this step of the lesson below."""

    step: str


@dataclass
class PlaceChosen(Message):
    """The learner wants to open a lesson, at a step if one is named."""

    lesson: str
    step: str = ""


class ReviewWanted(Message):
    """The learner wants to review what is due."""


class ReviewLeft(Message):
    """The learner goes back from the review to the course."""


class SearchWanted(Message):
    """The learner wants to search the course."""


class ProgressWanted(Message):
    """The learner wants to see what was done and what comes next."""


class Page(Screen[None]):
    """A screen in the learner's language. Subclasses give a body and say which keys are live."""

    BINDINGS = bindings("everywhere")
    AUTO_FOCUS = ""
    says_when_it_waits = False
    """Whether it shows no sign of its own where something takes long, so that its note must."""
    places: Sequence[Place] = ("everywhere",)
    """Where this screen's keys are declared, for the help."""

    DEFAULT_CSS = """
    Page { layout: vertical; }
    Page #note { height: auto; padding: 0 1; background: $panel; color: $hint; display: none; }
    Page #note.shown { display: block; }
    """

    @dataclass
    class LanguageChosen(Message):
        """The learner wants the other language."""

        language: Language

    class ThemeSwitched(Message):
        """The learner wants the other theme."""

    @dataclass
    class HelpWanted(Message):
        """The learner wants to see the keys of these places."""

        places: Sequence[Place]

    @dataclass
    class GlossaryWanted(Message):
        """The learner wants to look up a term, or to see them all."""

        term: str = ""

    @dataclass
    class OutlineWanted(Message):
        """The learner wants to see all steps of the lesson; `here` is the open one."""

        texts: Callable[[str], Lesson]
        standing: LessonStanding
        here: str

    @dataclass
    class LessonLeft(Message):
        """The learner goes back to the course; `finished` where it was past the last step."""

        lesson: str
        finished: bool

    def __init__(self, display: Display) -> None:
        super().__init__()
        self.display_ = display
        self.title_bar = TitleBar(display.cells)
        self.note = Sheet(id="note")
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

    def key_notes(self) -> dict[str, str]:
        """Return words to add behind the labels of keys, by key id."""
        return {}

    async def speak(self, display: Display) -> None:
        """Say everything in another language, in place."""
        self.display_ = display
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
        """Show one line above the footer; an empty text takes it away, but for a word on a small window."""
        cells, words = self.cells, together(filter(None, (self.told, text))) or self._about_the_window
        self.note.set_class(bool(words), "shown")
        self.note.show(lambda width: wrapped(words, "", cells, width) if words else [])

    def action_language(self) -> None:
        """Ask for the other language."""
        self.post_message(self.LanguageChosen("en" if self.voice.language == "zh" else "zh"))

    def action_theme(self) -> None:
        """Ask for the other theme."""
        self.post_message(self.ThemeSwitched())

    def action_stop(self) -> None:
        """Stop the process until the shell lets it go on."""
        stop(self.app)

    def action_help(self) -> None:
        """Ask for the keys."""
        self.post_message(self.HelpWanted(self.places))

    @on(KeyFooter.Pressed)
    def _key_clicked(self, event: KeyFooter.Pressed) -> None:
        # Sent by the application itself: a key that a screen sends would stop bubbling at that screen.
        self.app.call_later(self.app.simulate_key, event.key.key)

    def on_key(self, event: events.Key) -> None:
        """Tell a learner whose input method is on why a letter does nothing."""
        character = event.character or ""
        composed = len(character) == 1 and not character.isascii() and character.isprintable()
        self.say(self.voice(interface.INPUT_METHOD) if composed and not self.in_field else "")

    @on(Overfilled)
    def _say_what_was_left_out(self, event: Overfilled) -> None:
        self.say(self.voice(interface.FIELD_FULL, most=event.most, left=event.left_out))

    @on(PartnerMoved)
    def _say_who_lost_a_partner(self, event: PartnerMoved) -> None:
        self.say(self.voice(interface.PARTNER_MOVED, letter=event.letter, number=event.number))

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the window is smaller than what the screens are made for."""
        self.say("")

    @property
    def _about_the_window(self) -> str:
        width, height = self.size
        small = 0 < width < SMALLEST[0] or 0 < height < SMALLEST[1]
        return self.voice(interface.SMALL_WINDOW, width=width, height=height) if small else ""

    @property
    def in_field(self) -> bool:
        """Return whether the cursor is in a text field, which takes letters for itself."""
        return isinstance(self.focused, Input)
