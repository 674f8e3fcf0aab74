"""Text in quotes: what files as data and models both know, without a model being loaded for it."""

from __future__ import annotations


class QuotedText(str):
    """A value that its file has in quotes or in a block: text, whatever it looks like."""

    __slots__ = ()
