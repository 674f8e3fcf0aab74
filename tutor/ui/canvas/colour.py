"""Colours as packed integers 0xRRGGBB, mixed one at a time or as arrays, and the palette of meanings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Colour: TypeAlias = int
"""Red, green and blue in one integer, 0xRRGGBB."""

Colours: TypeAlias = npt.NDArray[np.int32]
Shares: TypeAlias = npt.NDArray[np.float64]

_CHANNELS: Final = (16, 8, 0)
_COARSE: Final = 0xFCFCFC
"""Six bits a channel: nearly equal colours become one, so that a row has fewer runs and fewer styles are made."""


def colour_of(text: str) -> Colour:
    """Return the colour written as `#rrggbb`."""
    return int(text.removeprefix("#")[:6], 16)


@lru_cache(4096)
def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return `first` with `share` (0 to 1) of `second` in it."""
    mixed = 0
    for shift in _CHANNELS:
        start, end = first >> shift & 255, second >> shift & 255
        mixed |= round(start + (end - start) * min(1.0, max(0.0, share))) << shift
    return mixed


def mixtures(first: Colours | Colour, second: Colours | Colour, shares: Shares) -> Colours:
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

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> Palette:
        """Return the palette of theme variables, each `#rrggbb`."""
        return cls(**{field.name: colour_of(variables[field.name]) for field in fields(cls)})
