"""How each framework writes an activation function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tutor.network.spec import Activation


@dataclass(frozen=True, slots=True)
class Written:
    """One activation function in the words of NumPy, PyTorch, Keras and scikit-learn."""

    numpy: str
    """With `{z}` for the pre-activations."""
    numpy_slope: str
    """With `{z}`, and `{f}` for the values; empty where no factor is written: 1, or in the loss's own slope."""
    pytorch: str
    """The module; empty for none."""
    keras: str
    sklearn: str | None
    """None where scikit-learn has it not in a hidden layer."""


WRITTEN: Final[Mapping[Activation, Written]] = {
    "linear": Written("{z}", "", "", '"linear"', "identity"),
    "sigmoid": Written("1 / (1 + np.exp(-{z}))", "{f} * (1 - {f})", "nn.Sigmoid()", '"sigmoid"', "logistic"),
    "tanh": Written("np.tanh({z})", "1 - {f}**2", "nn.Tanh()", '"tanh"', "tanh"),
    "relu": Written("np.maximum({z}, 0)", "{z} > 0", "nn.ReLU()", '"relu"', "relu"),
    "leaky-relu": Written(
        "np.where({z} > 0, {z}, 0.01 * {z})",
        "np.where({z} > 0, 1, 0.01)",
        "nn.LeakyReLU(0.01)",
        "keras.layers.LeakyReLU(negative_slope=0.01)",
        None,
    ),
    "softplus": Written("np.logaddexp(0, {z})", "1 / (1 + np.exp(-{z}))", "nn.Softplus()", '"softplus"', None),
    "softmax": Written("np.exp({z} - {z}.max(axis=1, keepdims=True))", "", "nn.Softmax(dim=1)", '"softmax"', None),
}
