"""The least that a Textual application can be: a header and a footer."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header


class Bare(App[None]):
    """Shows its name and its keys."""

    def compose(self) -> ComposeResult:
        """Put the header above the footer."""
        yield Header()
        yield Footer()


if __name__ == "__main__":
    Bare().run()
