"""What training adds to a loss or takes from a gradient: L1 and L2 penalties on weights, clipping."""

from __future__ import annotations

import numpy as np

from tutor.network.functions import Array
from tutor.network.spec import TrainingSpec


def penalty(training: TrainingSpec, weights: Array) -> float:
    """Return l1·Σ|w| + ½·l2·Σw² of `weights` (any shape; 0 stands for parameters that are not weights)."""
    cost: float = training.l1 * np.abs(weights).sum() + 0.5 * training.l2 * np.vdot(weights, weights)
    return cost


def penalty_slope(training: TrainingSpec, weights: Array) -> Array:
    """Return l1·sign(w) + l2·w, the derivative of `penalty`, 0 where |w| has its kink."""
    return training.l1 * np.sign(weights) + training.l2 * weights


def clipped(training: TrainingSpec, gradient: Array) -> Array:
    """Return `gradient` (size,) with every component within ±clip_value, then shortened to clip_norm if longer."""
    if training.clip_value is not None:
        gradient = np.clip(gradient, -training.clip_value, training.clip_value)
    if training.clip_norm is not None:
        length = float(np.sqrt(np.vdot(gradient, gradient)))
        if length > training.clip_norm:
            gradient = gradient * (training.clip_norm / length)
    return gradient
