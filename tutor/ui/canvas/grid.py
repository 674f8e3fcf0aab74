"""A grid of cells, each with a character, two colours and a tag; colours mix, and texts are cut to a few cells."""

from __future__ import annotations

import itertools
import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.numerals import MINUS, signed
from tutor.spelling import in_ascii
from tutor.text import Cells

Array: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Integers: TypeAlias = npt.NDArray[np.int32]
Colour: TypeAlias = int
"""Red, green and blue in one integer, 0xRRGGBB."""
Colours: TypeAlias = Integers


_CHANNELS: Final = (16, 8, 0)
_COARSE: Final = 0xFCFCFC
"""Six bits a channel: nearly equal colours become one, so that a row has fewer runs and fewer styles are made."""


@lru_cache(4096)
def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return `first` with `share` (0 to 1) of `second` in it."""
    mixed = 0
    for shift in _CHANNELS:
        start, end = first >> shift & 255, second >> shift & 255
        mixed |= round(start + (end - start) * min(1.0, max(0.0, share))) << shift
    return mixed


def mixtures(first: Colours | Colour, second: Colours | Colour, shares: Array) -> Colours:
    """Return `first` with `shares` (any shape, 0 to 1) of `second` in it, six bits a channel."""
    mixed = np.zeros(shares.shape, np.int32)
    for shift in _CHANNELS:
        start, end = np.asarray(first) >> shift & 255, np.asarray(second) >> shift & 255
        mixed |= (start + (end - start) * shares).astype(np.int32) << shift
    return mixed & _COARSE


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by meaning, named as the variables of the themes are."""

    background: Colour
    foreground: Colour
    dim: Colour
    rule: Colour
    positive: Colour
    negative: Colour
    gradient: Colour
    hint: Colour
    lit: Colour


SPACE: Final = 32
NOTHING: Final = 0
"""The tag of a cell in which nothing stands."""
_FILLER: Final = "\0"
"""Stands in the second cell of a wide character."""
_WIDTHS: Final = Cells()
"""Textual counts characters of ambiguous width as one cell; a filter replaces them where the terminal does not."""


Look: TypeAlias = int
"""Both colours of a cell and whether it is bold, in one number."""

Run: TypeAlias = tuple[str, Look]
"""Neighbouring cells of one row that look alike."""
_DIGITS: Final = (3, 2, 1)


class Style(NamedTuple):
    """What a look means."""

    foreground: Colour
    background: Colour
    bold: bool


def style_of(look: Look) -> Style:
    """Return the colours that `look` stands for."""
    return Style(look >> 25, look >> 1 & 0xFFFFFF, bool(look & 1))


class Grid:
    """`width` by `height` cells. `characters` are code points, `tags` say what stands in a cell."""

    def __init__(self, width: int, height: int, foreground: Colour, background: Colour) -> None:
        self.width, self.height = width, height
        shape = (height, width)
        self.characters: Integers = np.full(shape, SPACE, np.int32)
        self.foreground: Integers = np.full(shape, foreground, np.int32)
        self.background: Integers = np.full(shape, background, np.int32)
        self.bold: npt.NDArray[np.bool_] = np.zeros(shape, np.bool_)
        self.tags: Integers = np.zeros(shape, np.int32)
        self._ground = background
        self._wide = False
        self._texts: list[str] = []
        self._styles: list[tuple[int, int, int, int, bool, int]] = []

    def write(
        self,
        x: int,
        y: int,
        text: str,
        foreground: Colour,
        background: Colour | None = None,
        *,
        bold: bool = False,
        tag: int = NOTHING,
    ) -> None:
        """Put `text` at column `x` of row `y`, cut at the edges of the grid; `settle` makes it visible."""
        self._put(x, y, cellwise(text), foreground, self._ground if background is None else background, bold, tag)

    def write_bar(
        self, x: int, y: int, text: str, filled: int, foreground: Colour, grounds: tuple[Colour, Colour], tag: int
    ) -> None:
        """Put bold `text` on a bar of which `filled` cells have the first of two backgrounds, the rest the second."""
        whole = cellwise(text)
        self._put(x, y, whole[:filled], foreground, grounds[0], True, tag)
        self._put(x + filled, y, whole[filled:], foreground, grounds[1], True, tag)

    def _put(self, x: int, y: int, text: str, foreground: Colour, background: Colour, bold: bool, tag: int) -> None:
        self._wide |= _FILLER in text
        if x < 0:
            text, x = text[-x:], 0
        text = text[: max(0, self.width - x)]
        if text and 0 <= y < self.height:
            self._texts.append(text)
            self._styles.append((y * self.width + x, len(text), foreground, background, bold, tag))

    def settle(self) -> None:
        """Put all written texts into the grid; a later one covers an earlier one."""
        if not self._texts:
            return
        starts, lengths, *styles = np.array(self._styles, np.int32).T
        ends = np.cumsum(lengths)
        cells = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
        codes = np.frombuffer("".join(self._texts).encode("utf-32-le"), "<u4")
        self.characters.ravel()[cells] = codes
        targets = (self.foreground, self.background, self.bold, self.tags)
        for target, values in zip(targets, styles, strict=True):
            target.ravel()[cells] = np.repeat(values, lengths)
        self._texts.clear()
        self._styles.clear()

    def lines(self) -> list[str]:
        """Return the text of each row."""
        return ["".join(text for text, _ in row) for row in self.rows()]

    def rows(self) -> list[list[Run]]:
        """Return the runs of each row."""
        self.settle()
        looks = self._looks()
        changes = np.ones(looks.shape, np.bool_)
        changes[:, 1:] = looks[:, 1:] != looks[:, :-1]
        starts = np.flatnonzero(changes)
        cuts = starts.tolist()
        characters = _without_halves(self.characters) if self._wide else self.characters
        text = characters.astype("<u4").tobytes().decode("utf-32-le")
        texts = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
        if self._wide:
            texts = [one.replace(_FILLER, "") for one in texts]
        runs = list(zip(texts, looks.ravel()[starts].tolist(), strict=True))
        bounds = np.searchsorted(starts, np.arange(self.height + 1) * self.width).tolist()
        return [runs[start:end] for start, end in itertools.pairwise(bounds)]

    def _looks(self) -> npt.NDArray[np.int64]:
        """The look of each cell in one number; a blank takes the look of what is left of it on the same ground."""
        looks = self.foreground.astype(np.int64) << 25 | self.background.astype(np.int64) << 1 | self.bold
        alike = self.characters == SPACE
        alike[:, 0] = False
        alike[:, 1:] &= self.background[:, 1:] == self.background[:, :-1]
        columns = np.arange(self.width, dtype=np.int32)[None, :]
        sources = np.maximum.accumulate(np.where(alike, 0, columns), axis=1)
        return np.take_along_axis(looks, sources, axis=1)


def _without_halves(characters: Integers) -> Integers:
    """Blank every half of a wide character whose other half was covered or cut off."""
    codes, places = np.unique(characters, return_inverse=True)
    widths = np.array([_WIDTHS.width(chr(code)) if code else 0 for code in codes])
    wide = (widths == 2)[places].reshape(characters.shape)
    fillers = characters == 0
    whole, followed = np.zeros_like(wide), np.zeros_like(wide)
    followed[:, :-1] = wide[:, :-1] & fillers[:, 1:]
    whole[:, 1:] = followed[:, :-1]
    return np.where((wide & ~followed) | (fillers & ~whole), SPACE, characters)


@lru_cache(4096)
def _spread(text: str) -> str:
    kept = [
        character + _FILLER * (_WIDTHS.width(character) - 1)
        for character in unicodedata.normalize("NFC", text)
        if _WIDTHS.width(character)
    ]
    return "".join(kept)


def cellwise(text: str) -> str:
    """Return `text` with exactly one character for each cell; what cannot be composed with its neighbour is dropped."""
    return text if text.isascii() else _spread(text)


def cell_count(text: str) -> int:
    """Return how many cells `text` takes on a grid."""
    return len(cellwise(text))


def cut(text: str, width: int) -> str:
    """Return as much of `text` as fits into `width` cells."""
    while text and cell_count(text) > width:
        text = text[:-1]
    return text


@lru_cache(8192)
def fitted(value: float, width: int, *, ascii_only: bool = False) -> str:
    """Return `value` with its sign in at most `width` cells (three or more), with as many digits as fit.

    It is written as everywhere else, `+1.2·10⁻⁷`; where that has no room, or there are no superscripts, `+1.2e−7`. One
    without any room is `+…` if large, `+0` if small.
    """
    text = _fitted(value, width, powers=not ascii_only)
    return in_ascii(text.replace("…", "~")) if ascii_only else text


def named(sign: str, number: str) -> str:
    """Return the `number` of a quantity behind its `sign`: `b+0.35`; a 0 after `=`, for `b0` would be a name."""
    return f"{sign}={number}" if sign and number[:1].isdigit() else sign + number


@lru_cache(256)
def shortened(names: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return `names` in at most `width` cells, different ones still different: `hidden₁` and `hidden₂` as hid₁, hid₂.

    Names that differ in no place that can be kept are numbered; where not even a number has room, nothing is left.
    """
    ends = range(min(width, max(map(len, names), default=0)) + 1)
    cuts = [tuple(_with_end(name, end, width) for name in names) for end in ends]
    numbers = tuple(str(number) if len(str(number)) <= width else "" for number in range(1, len(names) + 1))
    return next((cut for cut in cuts if len(set(cut)) == len(set(names))), numbers)


def _with_end(name: str, end: int, width: int) -> str:
    """As much of `name` as fits, its last `end` characters among it."""
    if cell_count(name) <= width:
        return name
    tail = name[len(name) - end :]
    return cut(cut(name, max(0, width - cell_count(tail))) + tail, width)


def _fitted(value: float, width: int, *, powers: bool) -> str:
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "+∞" if value > 0 else f"{MINUS}∞"
    for written in (signed, _scientific):
        for digits in _DIGITS:
            text = written(value, digits)
            if len(text) <= width and (powers or "·" not in text):
                return text
    return ("+" if value > 0 else MINUS) + ("…" if abs(value) > 1 else "0")


def _scientific(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:+.{digits - 1}e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)
