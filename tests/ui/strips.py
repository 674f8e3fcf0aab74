"""What stands on the screen of a running application."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.strip import Strip


def strips_of(app: App[Any]) -> list[Strip]:
    """Return the lines of the screen as they are drawn.

    Textual has no public way to them but a picture, which squashes Chinese; so this one place goes behind it.
    """
    return app.screen._compositor.render_strips()
