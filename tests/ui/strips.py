"""What stands on the screen of a running application, and how often it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from weakref import WeakKeyDictionary

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.strip import Strip

_DRAW: Final = Compositor.render_update


def strips_of(app: App[Any]) -> list[Strip]:
    """Return the lines of the screen as they are drawn.

    Textual has no public way to them but a picture, which squashes Chinese; so this one place goes behind it.
    """
    return app.screen._compositor.render_strips()


def lay_out(app: App[Any]) -> None:
    """Give everything on the screen its place now, as a pilot's pause does, and not when a timer next ticks."""
    app.screen._on_timer_update()


class LateDrawing:
    """Draws a screen once all that a key did is done, and not after each part of it: a quarter of a test's time."""

    def __init__(self) -> None:
        self._undrawn: WeakKeyDictionary[Compositor, dict[str, Any]] = WeakKeyDictionary()

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Leave what changes undrawn until `draw` is called."""

        def leave(compositor: Compositor, **how: Any) -> object:
            if "simplify" in how:  # Asked for by a picture of the screen, which is taken at once.
                return _DRAW(compositor, **how)
            self._undrawn[compositor] = how
            return None

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Compositor, "render_update", leave)
            yield

    def draw(self, app: App[Any]) -> None:
        """Draw what has changed on the screen since it was drawn."""
        how = self._undrawn.pop(app.screen._compositor, None)
        if how is not None:
            _DRAW(app.screen._compositor, **how)
