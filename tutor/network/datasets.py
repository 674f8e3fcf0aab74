"""Examples to learn from: rows of a specification, or generated data sets with seed and noise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tutor.errors import TutorError
from tutor.network.functions import Array
from tutor.network.spec import NetworkSpec


class Examples(NamedTuple):
    """Inputs (examples, inputs) and targets (examples, outputs)."""

    inputs: Array
    targets: Array


_XOR = Examples(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]]))


def examples_of(spec: NetworkSpec) -> Examples:
    """Return the examples of `spec`; raises TutorError `network-no-examples` if it names none."""
    if spec.rows:
        table = np.array(spec.rows, dtype=float)
        return Examples(table[:, : len(spec.inputs)].copy(), table[:, len(spec.inputs) :].copy())
    if spec.data is not None and spec.data.name == "xor":
        return _XOR
    raise TutorError("network-no-examples")
