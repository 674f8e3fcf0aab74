"""Pictures of handwritten-looking digits, drawn here stroke by stroke, so that nothing is downloaded.

Exported scripts have all that stands below the imports but docstrings and comments: it needs NumPy, `math`, `pairwise`.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from tutor.network.functions import Array


def _arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> Array:
    angles = np.radians(np.linspace(start, end, 28))
    return np.column_stack([x + rx * np.cos(angles), y + ry * np.sin(angles)])


def _lines(*corners: tuple[float, float]) -> Array:
    return np.concatenate([np.linspace(start, end, 14) for start, end in pairwise(corners)])


def _strokes() -> tuple[Array, ...]:
    """Return pen positions (points, 2) of each digit in a unit square, x to the right and y down."""
    return (
        _arc(0.5, 0.5, 0.26, 0.4, 0, 360),
        _lines((0.34, 0.26), (0.54, 0.1), (0.54, 0.9)),
        np.concatenate([_arc(0.5, 0.32, 0.25, 0.22, -170, 50), _lines((0.66, 0.49), (0.25, 0.9), (0.77, 0.9))]),
        np.concatenate([_arc(0.46, 0.3, 0.25, 0.2, -150, 90), _arc(0.46, 0.7, 0.28, 0.2, -90, 150)]),
        _lines((0.66, 0.9), (0.66, 0.1), (0.24, 0.64), (0.8, 0.64)),
        np.concatenate([_lines((0.74, 0.1), (0.33, 0.1), (0.3, 0.46)), _arc(0.47, 0.65, 0.28, 0.25, -130, 140)]),
        np.concatenate([_lines((0.64, 0.1), (0.36, 0.4), (0.27, 0.62)), _arc(0.5, 0.68, 0.24, 0.22, 0, 360)]),
        _lines((0.24, 0.1), (0.76, 0.1), (0.42, 0.9)),
        np.concatenate([_arc(0.5, 0.3, 0.21, 0.2, 0, 360), _arc(0.5, 0.7, 0.25, 0.2, 0, 360)]),
        np.concatenate([_arc(0.5, 0.32, 0.24, 0.22, 0, 360), _lines((0.73, 0.36), (0.66, 0.66), (0.46, 0.9))]),
    )


def draw_digits(random: np.random.Generator, count: int, pixels: int, noise: float) -> tuple[Array, Array]:
    """Return images (count, pixels) from 0 (paper) to 1 (ink), row by row, and their classes one-hot (count, 10).

    `pixels` is a square number such as 64 or 784. The digits come in turn, each with its own size, place, slant and
    pen width; `noise` is the standard deviation of what is added to every pixel, kept within 0 and 1.
    """
    strokes, side = _strokes(), math.isqrt(pixels)
    images = np.zeros((count, pixels))
    for number, image in enumerate(images):
        image[:] = _image(random, strokes[number % 10], side)
    if noise:
        images = np.clip(images + noise * random.normal(size=images.shape), 0, 1)
    return images, np.eye(10)[np.arange(count) % 10]


def _image(random: np.random.Generator, stroke: Array, side: int) -> Array:
    """Return one digit (side*side,): ink falls off with the distance of a pixel's centre from the pen's way."""
    scale = random.uniform(0.8, 1.0, 2)
    place = 0.5 + random.uniform(-0.06, 0.06, 2)
    points = (stroke - 0.5) * scale
    points[:, 0] -= random.uniform(-0.15, 0.25) * points[:, 1]
    points += place
    centres = (np.arange(side) + 0.5) / side
    across = (centres[:, np.newaxis] - points[:, 0]) ** 2
    down = (centres[:, np.newaxis] - points[:, 1]) ** 2
    distance = np.sqrt((down[:, np.newaxis, :] + across[np.newaxis, :, :]).min(axis=2))
    # The pen is at least about a pixel wide, or thin strokes would fall between the centres.
    pen = max(random.uniform(0.03, 0.06), 0.5 / side)
    image: Array = np.clip(1.5 - distance / pen, 0, 1).ravel()
    return image
