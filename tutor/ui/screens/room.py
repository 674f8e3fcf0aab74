"""The room of a step: its page, and below what is asked the rows in which everything is said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from textual import on
from textual.containers import Container, VerticalScroll
from textual.geometry import NULL_OFFSET, NULL_SPACING, Offset, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget
from textual.widgets import Input

from tutor.prose.window import MESSAGE_ROWS
from tutor.ui.grid import OUTLINE_FROM, SCROLLBAR, message_rows
from tutor.ui.keys import Place
from tutor.ui.screens.outline import OutlineColumn
from tutor.ui.screens.page import Page
from tutor.ui.steps.block import Block, FirstRows
from tutor.ui.steps.parts import VERDICT_ROWS
from tutor.ui.steps.scene import Drafted, StepView
from tutor.ui.waiting import when_painted
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording.interface import MORE_BELOW

_IN_EVERY_STEP: Final = ("lesson-search", "bookmark", "note", "report")
"""Keys that work in every step; the footer names them where there is room behind those of the step."""

_RULE_FROM: Final = 1
"""The first row of the rules between columns."""
_KEPT_ROWS: Final = 2
"""Rows of a page that are still seen on the next one."""


class Scrolled(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A part of the room that may be longer than it; the keys that scroll are the lesson's, also from a field."""

    def __init__(self, id: str, moved: Callable[[], object]) -> None:  # noqa: A002
        """Call `moved` when other rows may be in the window than before, also long after it was opened."""
        super().__init__(id=id)
        self._moved = moved

    def on_mount(self) -> None:
        """Look at everything on which it depends what is outside the window."""
        for measure in ("virtual_size", "container_size", "scroll_y"):
            self.watch(self, measure, self._tell, init=False)

    def _tell(self) -> None:
        self._moved()


class StepRoom(Container):
    """Shows one view with its page and its messages, of which the page never moves for a message."""

    DEFAULT_CSS = """
    StepRoom { height: 1fr; }
    StepRoom Scrolled { scrollbar-size-vertical: 1; }
    StepRoom #page { scrollbar-gutter: stable; }
    StepRoom.filled #page { scrollbar-gutter: auto; overflow-y: hidden; }
    StepRoom #messages > * { margin: 1 0 0 0; }
    StepRoom #messages > *:first-child { margin: 0; }
    StepRoom #rule { width: 1; border-left: solid $rule; }
    """
    view: StepView | None = None
    """What draws the step."""
    beside: Widget | None = None
    """What else is asked of an answer, in a row below the step, until it is given."""
    keeps_beside: Callable[[], bool] = bool
    """Whether nothing else may stand in that row now."""

    def __init__(self, moved: Callable[[], object], outline: OutlineColumn | None = None) -> None:
        """Call `moved` when other parts of the step may be in the window than before."""
        super().__init__(id="room")
        self.outline = outline
        self.page = Scrolled("page", moved)
        self.messages = Scrolled("messages", self._messages_moved)
        self._moved = moved
        self.more = Sheet(self._more_lines, id="more")
        """Stands in the last row of messages that go on below it."""
        self.more.display = False
        self.rule = Sheet(id="rule")
        self._grid = RoomLayout()
        self._step, self._first_rows = ("", ""), FirstRows()

    @property
    def layout(self) -> Layout:
        """Return how page and messages stand to each other."""
        return self._grid

    def compose(self) -> Iterable[Widget]:
        """Put the messages over the page."""
        yield from filter(None, (self.outline, self.page, self.rule, self.beside, self.messages, self.more))

    def on_mount(self) -> None:
        """Give what is said other rows where it becomes longer or shorter while it stands there."""
        self.watch(self.messages, "virtual_size", self._arrange_again, init=False)

    @on(Drafted)
    def _arrange_again(self) -> None:
        """Look again at where messages stand: Textual does not when only what is in a part has changed."""
        self.messages.refresh(layout=True)

    async def show(self, view: StepView, step: str, said: Sequence[Widget], *, again: bool = False) -> None:
        """Put another view in the place of the one that is there; `said` stands before what the view says.

        Where it shows the same `again`, it stands where it stood; else what is new in it is brought into view.
        """
        stood = [(part, part.scroll_offset.y) for part in (self.page, self.messages)]
        is_opened = (step, view.page) != self._step
        if is_opened:
            self._step, self._first_rows = (step, view.page), FirstRows()
        self.view, view.first_rows = view, self._first_rows
        self.set_class(view.fills, "filled")
        await self.page.remove_children()
        await self.messages.remove_children()
        if self.outline is not None:
            self.outline.redraw()
        await self.page.mount(view)
        await view.show_living()
        await self.messages.mount(*said, *view.messages())
        # A question is read from its first sentence on; later it stays where it stands. What is said begins anew.
        for part, row in stood:
            stays = again or (part is self.page and not is_opened)
            when_painted(self, partial(part.scroll_to, y=row if stays else 0, animate=False))
        if not again and not is_opened:
            when_painted(self, view.bring_into_view)

    def _messages_moved(self) -> None:
        self.call_after_refresh(self._tell_more)
        self._moved()

    @property
    def messages_go_on(self) -> bool:
        """Return whether more is said than what is read in the window."""
        return self.messages.scroll_offset.y < self.messages.max_scroll_y

    def _tell_more(self) -> None:
        """Say, or say no longer, that messages go on; where they have one row, they need it themselves."""
        self.more.display = self.messages_go_on and self.messages.size.height > 1

    def _more_lines(self, width: int) -> Sequence[Line]:
        assert isinstance(self.screen, Page)
        return [[(self.screen.voice(MORE_BELOW), "key")]]

    def focus_again(self, place: int, before: Widget | None) -> None:
        """Put the cursor where it was: into what stands at that `place` now, as deep in it as in what was there."""
        if 0 <= place < len(self.places_of_focus):
            here = self.places_of_focus[place]
            here.focus(scroll_visible=False)
            if isinstance(here, Input) and isinstance(before, Input):
                here.cursor_position = before.cursor_position
            elif isinstance(here, Prose) and isinstance(before, Prose):
                here.mark(before.marked)

    @property
    def places_of_focus(self) -> Sequence[Widget]:
        """Return all that can have the cursor, from the top."""
        return [widget for widget in self.walk_children(Widget) if widget.can_focus]

    @property
    def more_below(self) -> bool:
        """Return whether there is more below the window."""
        return any(part.scroll_offset.y < part.max_scroll_y for part in (self.page, self.messages))

    @property
    def more_above(self) -> bool:
        """Return whether there is more above the window."""
        return any(part.scroll_offset.y > 0 for part in (self.page, self.messages))

    def scroll_by(self, rows: int) -> None:
        """Show what is so many rows below the window, or above it: first of the page, then of what is said."""
        parts = (self.page, self.messages) if rows > 0 else (self.messages, self.page)
        for part in parts:
            if (part.scroll_offset.y < part.max_scroll_y) if rows > 0 else part.scroll_offset.y:
                part.scroll_relative(y=rows, animate=False)
                return

    def turns(self, by: int) -> bool:
        """Return whether another page is another step: nothing is left to scroll, and no text is read for itself."""
        is_read = self.view is not None and self.view.text_open is not None
        return not is_read and not (self.more_below if by > 0 else self.more_above)

    def scroll_page(self, by: int) -> None:
        """Show the next page, or the one before, of a text that is read for itself, else of the step."""
        if self.view is not None and self.view.text_open is not None:
            text = self.view.text_open
            text.scroll_relative(y=by * max(1, text.size.height - _KEPT_ROWS), animate=False)
            return
        parts = (self.page, self.messages) if by > 0 else (self.messages, self.page)
        for part in parts:
            if (part.scroll_offset.y < part.max_scroll_y) if by > 0 else part.scroll_offset.y:
                # Of what is said, the last row was not seen: there it says that it goes on.
                kept = 1 if part is self.messages else _KEPT_ROWS
                part.scroll_relative(y=by * max(1, part.size.height - kept), animate=False)
                return

    def take_focus(self) -> None:
        """Put the cursor where the next answer goes, and bring that into view."""
        if self.view is not None:
            self.view.enter()
            when_painted(self, self._show_focused)

    def _show_focused(self) -> None:
        if self.screen.focused is not None:
            self.screen.focused.scroll_visible(animate=False)

    def unfold(self) -> None:
        """Show more detail, or less again."""
        if self.view is not None:
            self.view.unfold()

    @property
    def places(self) -> Sequence[Place]:
        """Return where the step's own keys are declared."""
        return self.view.places if self.view is not None else ()

    def live_keys(self, focused: Widget | None, *, complete: bool) -> Sequence[str]:
        """Return the keys that work in the step while `focused` has the cursor; `complete` when nothing is asked."""
        if self.view is None:
            return ("leave", "help")
        scroll = [*self._scroll_keys(complete)]
        turn = () if "scroll-page" in scroll else ("next-step",)
        turning = self._figure_keys(focused)
        if isinstance(focused, Input):
            kind = "set-number" if "lab" in self.view.places else "check"
            return (kind, *turning, *scroll, "field-hint", "leave-field", *turn, "field-language", "field-help")
        first, *others, last = self.view.live_keys()
        if self.view.fills_footer:
            return (first, *scroll, *others, last)
        return (first, *turning, *scroll, *others, *(() if complete else turn), *_IN_EVERY_STEP, last)

    def _figure_keys(self, focused: Widget | None) -> Iterator[str]:
        """The keys of a living figure that turns: the arrows but in a field, the way to it, another knob."""
        living = self.view.turning if self.view is not None else None
        if living is None:
            return
        if isinstance(focused, Input):
            yield "to-figure"
            return
        yield "turn"
        if len(living.pose.knobs) > 1:
            yield "next-knob"

    def _scroll_keys(self, complete: bool) -> Iterator[str]:
        """The keys to what is below the window and, while something is asked, to what is above it."""
        if self.more_below:
            yield "scroll-page"
        if self.more_above and not complete:
            yield "scroll-page-up"


class RoomLayout(Layout):
    """Gives the page all rows but those of the messages, and the messages all that the page leaves below its text."""

    name = "room"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Return the places of all parts: of the outline only in a wide room."""
        parent.pre_layout(self)
        assert isinstance(parent, StepRoom)
        outline = parent.outline
        if outline is None or size.width < OUTLINE_FROM:
            return self._step(parent, size)
        room = Size(size.width - outline.columns, size.height)
        beside = self._step(parent, room)
        view = parent.view
        if view is not None:
            first = view.first_row(room) if view.fills else _page_of(parent, view, room).first
            outline.begin_at(None if first is None else max(0, first - _RULE_FROM))
        column = _placed(outline, _ruled(0, outline.columns, size.height))
        return [column, *WidgetPlacement.translate(beside, Offset(outline.columns, 0))]

    def _step(self, parent: StepRoom, size: Size) -> list[WidgetPlacement]:
        """The places of everything but the outline, in a room of `size`."""
        width, height = size
        view = parent.view
        if view is None or view.fills:
            return [_placed(parent.page, Region(0, 0, width, height))]
        block, rows = _page_of(parent, view, size), _page_rows(parent, height)
        grid = block.columns
        messages = parent.messages
        needed = messages.layout.get_content_height(messages, Size(grid.text, height), parent.screen.size, grid.text)
        # What is said first stands where it has room for all that may be said after it.
        rows_said = view.rows_said(grid.text)
        wanted = max(needed, rows_said)
        first = min(block.end + 1, max(rows, height - wanted))
        # What goes on below the window has the rows first that are free above it, but while more may be said the one
        # that parts it from what is asked, unless a hint needs it.
        end = block.end - view.rows_free(grid.text)
        needs_row = _hint_needs_row(view.tallest_hint(grid.text), height - end)
        apart = 1 if rows_said and not needs_row else 0
        first = min(first, max(end + apart, height - wanted))
        placed = [_placed(parent.page, Region(0, 0, width, rows))]
        if parent.beside is not None:
            asked = min(block.end + 1, rows + 1)
            placed.append(_placed(parent.beside, Region(grid.left, asked, grid.text, 1)))
            if parent.keeps_beside():
                first = min(asked + 2, height - 1)
        seen = _rows_read(needed, height - first)
        placed.append(_placed(messages, Region(grid.left, first, grid.text + SCROLLBAR, seen), 1))
        if parent.more.display:
            placed.append(_placed(parent.more, Region(grid.left, first + seen - 1, grid.text, 1), 3))
        if grid.side:
            placed.append(_placed(parent.rule, _ruled(grid.rule, 1, height), 2))
        return placed


def _rows_read(said: int, room: int) -> int:
    """The rows of `room` for messages of `said` rows: those that go on below it leave one free above the footer."""
    return room - 1 if said > room > MESSAGE_ROWS + 1 else room


def _hint_needs_row(hint: int, room: int) -> bool:
    """Whether a `hint` of so many rows, alone or below a short verdict, needs all rows of `room`, or more."""
    is_narrow = room <= 2 * MESSAGE_ROWS
    return VERDICT_ROWS + 1 + hint == room or (is_narrow and hint > min(MESSAGE_ROWS, room - 1))


def _page_of(parent: StepRoom, view: StepView, size: Size) -> Block:
    """The parts of `view` in their places in the page of a room of `size`."""
    return view.block(Size(size.width - SCROLLBAR, _page_rows(parent, size.height)))


def _page_rows(parent: StepRoom, height: int) -> int:
    kept = message_rows(height)
    return max(1, height - (max(kept, MESSAGE_ROWS) if parent.beside is not None else kept))


def _ruled(left: int, columns: int, height: int) -> Region:
    """The place of a part with a rule: every rule leaves as many rows free at both ends."""
    return Region(left, _RULE_FROM, columns, height - 2 * _RULE_FROM)


def _placed(widget: Widget, region: Region, order: int = 0) -> WidgetPlacement:
    return WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, widget, order)
